"""Markdown: structure is compared by parsing source and result with a plain CommonMark parser."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from translator.document import Document, Mark, Span, Translation
from translator.errors import InputError
from translator.formats import md

FIXTURES = Path(__file__).parents[2] / "fixtures" / "md"
ALEF = {letter: "x" for letter in range(0x621, 0x64B)}


def read(text: str) -> Document:
    return md.read(text.encode())


def texts(text: str) -> list[str]:
    return [segment.text for segment in read(text).segments]


def write(text: str, *english: str, marks: tuple[Mark, ...] | None = None) -> str:
    """`text` with its segments replaced in order; marks stay unless given for the first one."""
    document = read(text)
    translations = [Translation(new, s.marks) for new, s in zip(english, document.segments, strict=True)]
    if marks is not None:
        translations[0] = Translation(english[0], marks)
    return md.write(document, translations).decode()


def transliterated(text: str) -> str:
    return write(text, *("X" + segment.text.translate(ALEF)[1:] for segment in read(text).segments))


def shape(text: str) -> list[tuple[str, str, str]]:
    """The markup of `text`: every token but texts."""
    md = MarkdownIt("js-default")
    flat = (child for token in md.parse(text) for child in (token, *(token.children or ())))
    return [
        (token.type, token.tag, str(token.attrGet("href") or token.attrGet("src") or token.info))
        for token in flat
        if token.type not in ("text", "inline", "softbreak")
    ]


def test_the_shape_of_a_document_stays():
    text = (FIXTURES / "everyday.md").read_text(encoding="utf-8")
    assert shape(transliterated(text)) == shape(text)


def test_everything_but_the_texts_stays():
    result = transliterated((FIXTURES / "more.md").read_text(encoding="utf-8"))
    for kept in (
        "description: >-\n  X",
        "author: محمد # لا يترجم\n",
        "xxx\n==============\n",
        "{#intro}",
        "> X",
        "> [!NOTE]\n> X",
        "- [x] X",
        "xxx  \nxxx",
        "xxx\\\nxxx",
        "$x^2$",
        "`رمز`",
        "<b>xxxx</b>",
        "<https://example.org/ا> {{ متغير }}.",
        '[البيان]: https://example.org/a "عنوان المرجع"',
        "[^طويلة]: X",
        "| `ا \\| ب` |\n|---|---|\n| **Xxxxx** \\| xxxx |",
        "$$\nنص = 1\n$$",
        '!!! note "Xxxxx xxx"\n    X',
        "::: warning\nX",
        "<!-- تعليق -->",
        '    كود = "قديم"',
        "\\*xxxxx\\*",
    ):
        assert kept in result, kept


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سطر أول\nوتتمته\n", ["سطر أول وتتمته"]),
        ("سطر أول  \nوسطر\n", ["سطر أول وسطر"]),
        ("> اقتباس\n> تتمة\nكسولة\n", ["اقتباس تتمة كسولة"]),
        ("-\tبند\n\n\tفقرة", ["بند", "فقرة"]),
        ("نص `رمز`", ["نص"]),
        ("`رمز` وحده و[رابط](u)", ["وحده ورابط"]),
        ("**كله غليظ**", ["كله غليظ"]),
        ("~~~\nكود\n~~~", []),
        ("<p>\nنص\n</p>", []),
        ("[تعريف]: https://example.org 'عنوان'", []),
        ("+++\ntitle = 'نص'\n+++\nفقرة", ["فقرة"]),
        ("---\ntitle: نص\ntags: [ا]\n---\nفقرة", ["نص", "فقرة"]),
        ("---\n: [ not yaml\n---\nفقرة", ["فقرة"]),
        ("|ا|ب|\n|-|-|\n|ا\\|ب||", ["ا", "ب", "ا|ب"]),
        ("نص &amp; \\*نص\\*", ["نص & *نص*"]),
        ("123\n\n---\n", ["123"]),
        ("", []),
    ],
)
def test_segments(text, expected):
    assert texts(text) == expected


def test_marks():
    (segment,) = read("نص **غليظ _مائل_** و`رمز` و[رابط](u)[^1] <i>هنا</i>").segments
    assert [m.span.of(segment.text) for m in segment.marks] == ["غليظ مائل", "مائل", "", "رابط", "", "هنا"]


@pytest.mark.parametrize(
    ("source", "english", "expected"),
    [
        ("نص", "5 * 3 = 15", "5 * 3 = 15"),
        ("نص", "a *b* c", r"a \*b\* c"),
        ("نص", "snake_case and _this_", r"snake\_case and \_this\_"),
        ("نص", "snake_case", "snake_case"),
        ("نص", "[sic] stays", "[sic] stays"),
        ("نص", "[a](b)", r"\[a\](b)"),
        ("نص", "see [^1]", r"see \[^1\]"),
        ("نص", "a < b > c & d", "a < b > c & d"),
        ("نص", "<b>", r"\<b>"),
        ("نص", "AT&amp;T", r"AT\&amp;T"),
        ("نص", "`x` and \\* and \\d", r"\`x\` and \\* and \d"),
        ("نص", "$5 and $6", "$5 and $6"),
        ("نص", "{{ x }}", r"\{{ x }}"),
        ("نص", "# No heading", r"\# No heading"),
        ("نص", "#1", "#1"),
        ("نص", "- no item", r"\- no item"),
        ("نص", "1. no item", r"1\. no item"),
        ("نص", "1945. A year", r"1945\. A year"),
        ("نص", "1.5 million", "1.5 million"),
        ("نص", "> no quote", r"\> no quote"),
        ("نص", ">> no quote", r"\>> no quote"),
        ("نص", "two\nlines", "two lines"),
        ("نص  \nنص", "- a - b", "\\- a -  \nb"),
        ("# نص", "C #", r"# C \#"),
        ("|نص|\n|-|", "a|b", "|a\\|b|\n|-|"),
        ('[نص](u "نص")', '"T" (x)', None),
    ],
)
def test_english_that_looks_like_markup(source, english, expected):
    document = read(source)
    new = [Translation(english, s.marks and (Mark("1", Span(5, 5)),)) for s in document.segments]
    result = md.write(document, new).decode()
    if expected is not None:
        assert result == expected
    again = [segment.text for segment in md.read(result.encode()).segments]
    assert again == [" ".join(english.split()) if "  \n" not in result else "- a - b"] * len(document.segments)


def test_hard_breaks_in_quotes_keep_their_prefix():
    assert transliterated("> نص  \n> نص") == "> Xx  \n> xx"


def test_emphasis_never_holds_white_space_at_its_ends_and_is_never_empty():
    source = "نص **غليظ** نص"
    assert write(source, "one two three", marks=(Mark("1", Span(3, 8)),)) == "one **two** three"
    assert write(source, "one two", marks=(Mark("1", Span(3, 3)),)) == "one two"


def test_links_that_their_text_identifies_keep_their_definition():
    source = "[نص] و[نص][] و[غير][نص]\n\n[نص]: u\n"
    assert write(source, *["Text and text and other"]).startswith("[")
    result = transliterated(source)
    assert result == "[Xx][نص] x[xx][نص] x[xxx][نص]\n\n[نص]: u\n"


def test_arabic_list_markers_become_markdown_only_when_something_is_translated():
    source = "٩. تاسع\n١٠- عاشر\n• نقطة\n"
    document = read(source)
    assert md.write(document, document.identity()).decode() == source
    assert transliterated(source) == "9. Xxxx\n10. Xxxx\n- Xxxx\n"


def test_images_keep_their_place_and_change_their_words():
    source = 'انظر ![خريطة](m.png "عنوان") هنا ![رمز]\n\n[رمز]: r.png'
    assert texts(source) == ["انظر  هنا", "خريطة", "عنوان", "رمز"]
    result = write(source, "Look here", "A map", 'The "title"', "Icon")
    assert result.count('![A map](m.png "The \\"title\\"")') == 1
    assert result.count("![Icon][رمز]") == 1
    assert write(source, "انظر  هنا", "A map", "عنوان", "رمز") == source.replace("خريطة", "A map")


def test_lost_and_doubled_points_come_back_once():
    source = "نص `رمز` نص[^1] <br>"
    for marks in ((), (Mark("1", Span(0, 0)), Mark("1", Span(2, 2)))):
        result = write(source, "some words here", marks=marks)
        assert [result.count(code) for code in ("`رمز`", "[^1]", "<br>")] == [1, 1, 1]


def test_too_much_markup_is_refused():
    with pytest.raises(InputError, match="signs of markup"):
        read("*ا " * 30_000)


@given(st.text(alphabet="اب *_`[]()<>!&\\\n\r\t-+#>|~$^{}:'\"1.=a", max_size=80))
def test_identity_and_survival(text):
    data = text.encode()
    document = md.read(data)
    assert md.write(document, document.identity()) == data
    md.write(document, [Translation("w " + s.text, s.marks) for s in document.segments])


@given(st.text(alphabet="ab *_`[]()<>!&\\-+#|~$^{}:'\"1.=", min_size=1, max_size=30).map(str.strip).filter(bool))
def test_plain_english_is_read_back_as_plain_english(english):
    source = "فقرة أولى\n\n# عنوان\n\n- بند\n"
    document = read(source)
    result = md.write(document, [Translation(english, ()) for _ in document.segments])
    wanted = [" ".join(english.split())] * 3 if any(map(str.isalnum, english)) else []
    assert [s.text for s in md.read(result).segments] == wanted


@pytest.mark.parametrize(
    ("source", "english", "at", "expected"),
    [
        ("انظر `رمز` و", "Look and", 4, "Look `رمز` and"),
        ("انظر، `رمز` و", "Look, and", 5, "Look, `رمز` and"),
        ("نص و`رمز`هم", "text and their", 8, "text and `رمز` their"),
        ("نص (`رمز`) نص", "text () text", 6, "text (`رمز`) text"),
        ("نص[^1] نص", "text text", 4, "text[^1] text"),
        ("نص[^1] نص", "text text", 5, "text [^1] text"),
        ("نص <br> نص", "text text", 4, "text <br> text"),
    ],
)
def test_points_keep_their_white_space(source, english, at, expected):
    assert write(source, english, marks=(Mark("1", Span(at, at)),)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("| نص | ب | ج | د |\n|---:|:---|:-:|---|\n", "| text | text | text | text |\n|:---|---:|:-:|---|\n"),
        ("| a |\n|--:|\n| نص |\n", "| text |\n|--:|\n| text |\n"),
        ("---\nlang: ar-EG\ndir: 'rtl'\n---\nنص\n", "---\nlang: en\ndir: 'ltr'\n---\ntext\n"),
        ("---\nlang: arn\nslang: ar\n---\nنص\n", "---\nlang: arn\nslang: ar\n---\ntext\n"),
        ("نص\n\n    lang: ar\n", "text\n\n    lang: ar\n"),
    ],
)
def test_columns_language_and_direction_turn(source, expected):
    assert write(source, *("text" for _ in read(source).segments)) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('+++\ntitle = "نص"\ntags = ["نص"]\n[menu]\nname = "نص"\n+++\n', None),
        ('+++\ndraft = false\ndate = 2024-03-15\ntitle="نص"\n+++\nنص\n', None),
        ("{{% notice info %}}\nنص\n{{% /notice %}}\n", '{{% notice info %}}\nsay "x"\n{{% /notice %}}\n'),
        ("نص {{< ref a >}} نص\n", None),
    ],
)
def test_toml_front_matter_and_lines_of_shortcodes(source, expected):
    result = write(source, *('say "x"' for _ in read(source).segments))
    if source.startswith("+++"):
        assert tomllib.loads(result.split("+++")[1])["title"] == 'say "x"'
        assert "نص" not in result.replace('tags = ["نص"]', "").replace('[menu]\nname = "نص"', "")
    assert expected in (None, result)
    assert result.count("{{") == source.count("{{")
