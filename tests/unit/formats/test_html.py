import re
import time
from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from translator.document import Mark, Span, Translation
from translator.errors import InputError
from translator.formats import html

FIXTURES = Path(__file__).parents[2] / "fixtures" / "html"
WORDS = {
    "بحث": "discussed", "رئيس": "head", "الحكومة": "government", "نص": "text", "أول": "one", "ثان": "two",
    "اجتماع": "meeting", "أمني": "security", "لا": "no", "القدس": "Jerusalem", "هنا": "here",
}  # fmt: skip
WORD = re.compile("[\u0621-\u0652]+")


def translated(source: str | bytes) -> str:
    """What a translator word for word makes of a page; marks move with their words."""
    document = html.read(source.encode() if isinstance(source, str) else source)
    return html.write(document, [word_for_word(segment) for segment in document.segments]).decode()


def word_for_word(segment) -> Translation:
    places, text, at = {}, "", 0
    for found in WORD.finditer(segment.text):
        text += segment.text[at : found.start()]
        places |= {found.start(): len(text)}
        text += WORDS.get(found[0], "x")
        places |= {found.end(): len(text)}
        at = found.end()
    text += segment.text[at:]

    def moved(position: int) -> int:
        near = max((start for start in places if start <= position), default=None)
        return position if near is None else places[near] + position - near

    return Translation(text, tuple(Mark(m.id, Span(moved(m.span.start), moved(m.span.end))) for m in segment.marks))


def texts(source: str) -> list[str]:
    return [segment.text for segment in html.read(source.encode()).segments]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>نص <b>أول</b> ثان</p>", "<p>text <b>one</b> two</p>"),
        ("<p>نص <b><i>أول</i> ثان</b>.</p>", "<p>text <b><i>one</i> two</b>.</p>"),
        ("<p>\n  نص\n  أول\n</p>", "<p>\n  text one\n</p>"),
        ("<p>نص<br/>\nأول</p>", "<p>text<br/>\none</p>"),
        ("<p>نص<br><br>أول</p>", "<p>text<br><br>one</p>"),
        ("<p>نص <code>x</code> أول</p>", "<p>text <code>x</code> one</p>"),
        ("<p>نص <!-- تعليق --> أول</p>", "<p>text <!-- تعليق --> one</p>"),
        ("<p>نص &amp; &lt;أول&gt; &copy;&nbsp;ثان</p>", "<p>text &amp; &lt;one&gt; &copy;&nbsp;two</p>"),
        ("<p>نص &unknown; أول</p>", "<p>text &unknown; one</p>"),
        ("<p>&#1606;&#1589; أول</p>", "<p>text one</p>"),
        ("<b>بح</b><b>ث</b> نص", "<b>discussed</b> text"),
        ('<b id=a>نص </b><b id=b>أول</b> ثان', '<b id=a>text</b> <b id=b>one</b> two'),
        ("نص<sup>١</sup> أول", "text<sup>1</sup> one"),
        ('نص<a href="#n" epub:type="noteref">[٢]</a>.', 'text<a href="#n" epub:type="noteref">[2]</a>.'),
        ('<img alt=نص><img alt="أول"><img alt=\'ثان\'>', '<img alt="text"><img alt="one"><img alt=\'two\'>'),
        ('<p title="نص &quot;أول&quot;">ثان', '<p title="text &quot;one&quot;">two'),
        ("<textarea>نص\n\n  أول\n</textarea>", "<textarea>text\n\n  one\n</textarea>"),
        ("<title>نص &amp; أول</title>", "<title>text &amp; one</title>"),
        ('<a href="/نص">أول</a> <a>ثان</a>', '<a href="/نص">one</a> <a>two</a>'),
        ("<option value=نص>أول", "<option value=نص>one"),
        ('<input type=submit value="نص"><input value="نص">', '<input type=submit value="text"><input value="نص">'),
        ('<meta name=description content=نص><meta name=x content=نص>',
         '<meta name=description content="text"><meta name=x content=نص>'),
        ('<meta property="og:locale" content="ar_AR"><p>نص', '<meta property="og:locale" content="en_US"><p>text'),
    ],
)  # fmt: skip
def test_text_is_replaced_where_it_stands(source, expected):
    assert translated(source) == expected


@pytest.mark.parametrize(
    "region",
    [
        "<!-- نص -->",
        "<script>var a = '<p>نص</p>';</script>",
        "<style>p::before{content:'نص'}</style>",
        "<p translate=no>نص <b>نص</b></p>",
        "<div class='x notranslate'><p>نص</p></div>",
        "<code>نص</code>",
        "<pre>نص\n  نص</pre>",
        "<kbd>نص</kbd>",
        "<samp>نص</samp>",
        "<svg><title>نص</title><path d='M0'/><text x=1>نص</text></svg>",
        "<math><mtext>نص</mtext></math>",
        "<iframe>نص</iframe>",
        "<p translate=no title=نص dir=rtl lang=ar style='text-align:right'>نص",
    ],
)
def test_regions_left_alone(region):
    result = translated(f"<div dir=rtl>{region}<p>أول</p></div>")
    assert result == f"<div dir=ltr>{region}<p>one</p></div>"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>أول<p>ثان", ["أول", "ثان"]),
        ("<ul><li>أول<li>ثان</ul>نص", ["أول", "ثان", "نص"]),
        ("<b>أول <i>ثان</b> نص</i>", ["أول ثان نص"]),
        ("أول</p>ثان", ["أول", "ثان"]),
        ("<p>أول <span>ثان", ["أول ثان"]),
        ("<p>1 < 2 نص", ["1 < 2 نص"]),
        ("<p>نص <b", ["نص"]),
        ("<p>نص <!-- أول", ["نص"]),
        ('<p title="نص>أول</p>', ["أول"]),
        ("<script>أول", []),
        ("<title>أول", ["أول"]),
        ("<a><div>أول</div></a>ثان", ["أول", "ثان"]),
        ("<svg><path/><path/></svg>أول", ["أول"]),
        ("<br><br>أول<br> <br>ثان<br>نص", ["أول", "ثان نص"]),
        ("<nav><a>أول</a> | <a>ثان</a></nav>", ["أول", "ثان"]),
        ("<b>أول</b> <i>ثان</i>", ["أول ثان"]),
        ("<p>5 - 7</p><p>...</p>", ["5 - 7"]),
        ("<label>أول <input></label><label>ثان</label>", ["أول", "ثان"]),
        ("<dl><dt>أول<dd>ثان<dt>نص</dl>", ["أول", "ثان", "نص"]),
        ("<table><tr><td>أول<td>ثان<tr><th>نص</table>", ["أول", "ثان", "نص"]),
    ],
)
def test_malformed_markup_survives(source, expected):
    assert texts(source) == expected
    document = html.read(source.encode())
    assert html.write(document, document.identity()) == source.encode()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<html dir=rtl lang=ar-EG>نص", "<html dir=ltr lang=en>text"),
        ('<html dir="RTL" xml:lang="ar">نص', '<html dir="ltr" xml:lang="en">text'),
        ("<html lang=fr dir=ltr>نص", "<html lang=fr dir=ltr>text"),
        ('<p dir=rtl align=right style="float:left">نص', '<p dir=ltr align=left style="float:right">text'),
        ('<p align=right style="float:left">نص', '<p align=right style="float:left">text'),
        (
            '<div dir=rtl><p dir=ltr align=left style="margin-left:1em">نص',
            '<div dir=ltr><p dir=ltr align=left style="margin-left:1em">text',
        ),
        ('<p style="direction:rtl;text-align:right">نص', '<p style="direction:ltr;text-align:left">text'),
        ('<p dir=rtl style="MARGIN:0 1px 0 2px!important">نص', '<p dir=ltr style="MARGIN:0 2px 0 1px!important">text'),
        ('<p dir=rtl style="padding:1px 2px">نص', '<p dir=ltr style="padding:1px 2px">text'),
        ('<p dir=rtl style="background:url(right.png)">نص', '<p dir=ltr style="background:url(right.png)">text'),
        (
            "<style>body{direction:rtl} .a{/*left*/float:right} .b{direction:ltr;float:right}</style>نص",
            "<style>body{direction:ltr} .a{/*left*/float:left} .b{direction:ltr;float:right}</style>text",
        ),
        ("<style>.a{float:right}</style>نص", "<style>.a{float:right}</style>text"),
    ],
)
def test_direction_and_language_turn(source, expected):
    assert translated(source) == expected


def test_nothing_turns_when_nothing_was_translated():
    source = b"<html dir=rtl lang=ar><p style='text-align:right'>No Arabic</p>"
    document = html.read(source)
    assert html.write(document, document.identity()) == source


@pytest.mark.parametrize("path", sorted(p for p in FIXTURES.iterdir() if p.suffix != ".keep"), ids=lambda p: p.name)
def test_the_structure_of_a_translated_page_is_that_of_the_page(path):
    before = path.read_bytes()
    document = html.read(before)
    after = html.write(document, [word_for_word(segment) for segment in document.segments])
    assert [e.tag for e in tree(after)] == [e.tag for e in tree(before)]


def tree(data: bytes):
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("lxml"), namespaceHTMLElements=False)
    return [
        element
        for element in parser.parse(data.replace(b"xml:lang", b"lang2")).getroot().iter()
        if isinstance(element.tag, str)
    ]


def test_xhtml_stays_well_formed_and_what_says_xml_must_be():
    data = (FIXTURES / "page.xhtml").read_bytes()
    document = html.read(data)
    result = html.write(document, [Translation("a < b & c ]]>\0\ud800", s.marks) for s in document.segments])
    etree.fromstring(result, etree.XMLParser(resolve_entities=False, load_dtd=False))
    with pytest.raises(InputError) as caught:
        html.read(data[:-10])
    assert "HTML" in caught.value.hint


@pytest.mark.parametrize(
    ("charset", "codec", "expected"),
    [
        ("windows-1256", "cp1256", "<p>&#21475; —"),
        ("iso-8859-6", "iso8859-6", "<p>&#21475; &#8212;"),
        ("utf-8", "utf-8", "<p>口 —"),
        ("iso-8859-1", "cp1256", "<p>&#21475; —"),
        ("utf-16", "utf-8", "<p>口 —"),
        ("nonsense", "utf-8", "<p>口 —"),
    ],
)
def test_encodings(charset, codec, expected):
    source = f'<meta charset="{charset}"><p>بحث رئيس الحكومة'
    document = html.read(source.encode(codec))
    assert document.segments[0].text == "بحث رئيس الحكومة"
    assert html.write(document, document.identity()) == source.encode(codec)
    assert expected in html.write(document, [Translation("口 —")]).decode(codec)


def test_a_byte_order_mark_outweighs_what_the_page_says():
    data = '\ufeff<meta charset="windows-1256"><p>نص'.encode()
    document = html.read(data)
    assert html.write(document, document.identity()) == data
    assert html.write(document, [Translation("é")]).decode() == '\ufeff<meta charset="windows-1256"><p>é'


@pytest.mark.parametrize(
    "source",
    [
        "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><p>&b;</p>",
        "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><p>&a;</p>",
        "<a>" * 10_000,
        "<div>" * 10_000,
    ],
)
def test_hostile_pages_are_refused(source):
    with pytest.raises(InputError):
        html.read(source.encode())


@pytest.mark.parametrize(
    "source",
    [
        "<" * 200_000,
        "<a" * 100_000,
        "<a b=" * 50_000,
        "<a b='" * 50_000,
        "<!--" * 100_000,
        "<![CDATA[" * 50_000,
        "<p>" * 50_000,
        "<b></p>" * 900 + "<p>" * 50_000,
        "<b>نص</i>" * 900,
        "&" * 200_000,
        "نص " * 300_000,
        "<br>" * 50_000,
        "<!doctype [" * 3_000,
        "<style>" + "{" * 100_000,
        "<p style='" + "margin:1 2 " * 30_000 + "'>",
        " " * 300_000 + "x",
        "<a " + " " * 100_000 + "b",
    ],
    ids=lambda source: source[:12],
)
def test_strange_pages_take_no_time(source):
    started = time.process_time()
    document = html.read(source.encode())
    assert html.write(document, document.identity()) == source.encode()
    assert time.process_time() - started < 5


PIECES = st.sampled_from([" ", "\n", *(
    "<p> </p> <b> </b> <i> </i> <br> <a> </a> <li> <ul> </ul> <pre> </pre> <img> <code> </code> <!--x--> نص أول &amp; "
    "<td> <table> </table> <svg> </svg> < > & </ <x/> <p\ttitle='نص'> ث"
).split()])  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_markup_is_given_back_and_loses_none_of_its_tags(source):
    document = html.read(source.encode())
    assert html.write(document, document.identity()) == source.encode()
    new = html.write(document, [Translation("x", ()) for _ in document.segments]).decode()
    assert sorted(re.findall(r"</?[a-z]+", new)) == sorted(re.findall(r"</?[a-z]+", source))
