"""gettext catalogues; polib reads the results."""

from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.document import Translation
from translator.errors import InputError
from translator.formats import po

FIXTURES = Path(__file__).parents[2] / "fixtures" / "po"


def english(data: bytes, *texts: str) -> polib.POFile:
    document = po.read(data)
    new = texts or tuple(f"English {n}" for n, _ in enumerate(document.segments))
    pairs = zip(new, document.segments, strict=True)
    return polib.pofile(po.write(document, [Translation(t, s.marks) for t, s in pairs]).decode())


def test_arabic_ids_are_sources():
    catalogue = english((FIXTURES / "arabic_ids.po").read_bytes())
    by_id = {entry.msgid: entry for entry in catalogue if not entry.obsolete}
    assert by_id['بحث %s رئيس "الحكومة"'].msgstr == "English 0"
    assert by_id['بحث %s رئيس "الحكومة"'].flags == ["fuzzy", "c-format"]
    assert by_id['بحث %s رئيس "الحكومة"'].msgctxt == "زر"
    assert by_id["سطر أول\nسطر ثان\t\n"].msgstr == "English 1\t\n"
    assert by_id["نص معتمد"].msgstr == "Approved text"
    assert by_id["نص معتمد"].flags == []
    assert by_id["Only English"].msgstr == ""
    assert by_id["رسالة واحدة"].msgstr_plural == {0: "English 5", 1: "English 6"}
    assert [entry.msgid for entry in catalogue.obsolete_entries()] == ["مهجور"]
    assert catalogue.metadata["Language"] == "en"
    assert catalogue.metadata["Plural-Forms"] == "nplurals=2; plural=(n != 1);"
    assert catalogue.metadata["Project-Id-Version"] == "x"


def test_arabic_strings_are_sources_where_the_ids_are_not_arabic():
    catalogue = english((FIXTURES / "arabic_strings.po").read_bytes(), "Open %s", "One file", "%d documents")
    assert [entry.msgstr or entry.msgstr_plural for entry in catalogue] == [
        "Open %s\n",
        {0: "One file", 1: "%d documents"},
        {0: "", 1: ""},
    ]
    assert [entry.fuzzy for entry in catalogue] == [True, True, False]


@pytest.mark.parametrize(
    ("forms", "one", "more"),
    [
        (["ا"], "ا", "ا"),
        (["ا", "ب"], "ا", "ب"),
        (["ا", "ب", "ت"], "ا", "ت"),
        (["ا", "ب", "ت", "ث"], "ا", "ت"),
        (["ا", "ب", "ت", "ث", "ج"], "ب", "ث"),
        (["ا", "ب", "ت", "ث", "ج", "ح"], "ب", "ث"),
        (["ا", "ب", "ت", "", "ج", "ح"], "ب", "ح"),
    ],
)
def test_english_plurals_come_from_the_forms_for_one_and_for_few(forms, one, more):
    strings = "".join(f'msgstr[{n}] "{form}"\n' for n, form in enumerate(forms))
    document = po.read(f'msgid "file"\nmsgid_plural "files"\n{strings}'.encode())
    assert [segment.text for segment in document.segments] == [one, more]


@pytest.mark.parametrize(
    ("message", "approved"),
    [
        ('msgid "نص"\nmsgstr "Text"', True),
        ('#, fuzzy\nmsgid "نص"\nmsgstr "Text"', False),
        ('msgid "نص"\nmsgstr "نص"', False),
        ('msgid "نص"\nmsgstr ""', False),
        ('msgid "نص"\nmsgid_plural "نصوص"\nmsgstr[0] "Text"\nmsgstr[1] "Texts"', True),
        ('msgid "نص"\nmsgid_plural "نصوص"\nmsgstr[0] "Text"\nmsgstr[1] ""', False),
    ],
)
def test_what_is_somebodys_translation_is_left_alone(message, approved):
    document = po.read(message.encode())
    assert {segment.approved for segment in document.segments} == {approved}
    written = po.write(document, [Translation("New") for _ in document.segments])
    assert (written == message.encode()) is approved


def test_only_translations_and_flags_change():
    source = (FIXTURES / "arabic_ids.po").read_bytes().decode()
    document = po.read(source.encode())
    first = [Translation("New" if n == 0 else s.text) for n, s in enumerate(document.segments)]
    changed = set(po.write(document, first).decode().splitlines()) - set(source.splitlines())
    assert changed == {
        '"Language: en\\n"',
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"',
        "#, fuzzy, c-format",
        'msgstr "New"',
    }


def test_text_that_would_be_syntax():
    (entry,) = english('msgid "نص"\nmsgstr ""\n'.encode(), 'a "b" \\n \\ c\td')
    assert entry.msgstr == 'a "b" \\n \\ c\td'


def test_the_declared_encoding_is_used_and_kept_while_it_can():
    data = (FIXTURES / "cp1256_crlf.pot").read_bytes()
    document = po.read(data)
    assert document.segments[0].text == "نص"
    written = po.write(document, [Translation("“Text”")])
    assert "“Text”".encode("cp1256") in written
    assert written.count(b"\n") == written.count(b"\r\n")
    wide = po.write(document, [Translation("∞")])
    assert b"charset=UTF-8" in wide
    assert "∞".encode() in wide


@pytest.mark.parametrize("text", ['msgid "open', "msgid نص", "just text", 'msgid "a" "b" c'])
def test_what_is_no_catalogue_is_refused_with_the_line(text):
    with pytest.raises(InputError, match="line 2"):
        po.read(f"# comment\n{text}\n".encode())


@given(st.text(alphabet='اب\\n"\n\t%{}<> ', max_size=30), st.text(alphabet='ab\\n"\n\t% \x85', max_size=30))
def test_values_survive(source, target):
    catalogue = polib.POFile()
    catalogue.append(polib.POEntry(msgid=f"ن{source}ن", msgstr=""))
    data = str(catalogue).encode()
    document = po.read(data)
    assert po.write(document, document.identity()) == data
    written = po.write(document, [Translation(target or "x", s.marks) for s in document.segments])
    (entry,) = polib.pofile(written.decode())
    assert entry.msgid == f"ن{source}ن"
    assert entry.msgstr.split() == (target or "x").split()
