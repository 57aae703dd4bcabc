"""XLIFF 1.2 and 2, and the file that is written beside any document; translate-toolkit reads the results."""

import re
from pathlib import Path

import pytest
from lxml import etree
from translate.storage.xliff import xlifffile

from translator.document import Mark, Span, Translation
from translator.errors import InputError
from translator.formats import xliff
from translator.formats.xliff_writer import Match, Row, build

FIXTURES = Path(__file__).parents[2] / "fixtures" / "xliff"
V12, V20 = ((FIXTURES / name).read_bytes() for name in ("v12.xlf", "v20.xlf"))

SECOND = '</trans-unit><trans-unit id="2"><source>نص</source></trans-unit>'.encode()


def unit(inside: str, attributes: str = "") -> bytes:
    body = f'<trans-unit id="1"{attributes}>{inside}</trans-unit>'
    return f'<xliff version="1.2"><file source-language="ar"><body>{body}</body></file></xliff>'.encode()


def english(data: bytes, *texts: str, marks: tuple[Mark, ...] | None = None) -> str:
    document = xliff.read(data)
    new = texts or tuple(f"English {n}" for n, _ in enumerate(document.segments))
    pairs = zip(new, document.segments, strict=True)
    return xliff.write(document, [Translation(t, s.marks if marks is None else marks) for t, s in pairs]).decode()


@pytest.mark.parametrize("data", [V12, V20], ids=["1.2", "2.1"])
def test_nothing_but_targets_changes(data):
    def without_targets(xml: str) -> str:
        xml = re.sub(r"\s*<target[^>]*?(/>|>.*?</target>)", "", xml, flags=re.DOTALL)
        return re.sub(r' (state|target-language|trgLang|subState)="[^"]*"', "", xml)

    assert without_targets(english(data)) == without_targets(data.decode())


def test_targets_are_read_by_another_reader():
    units = {u.getid().rpartition("\x04")[2]: u for u in xlifffile.parsestring(english(V12).encode()).units}
    assert str(units["1"].target).startswith("English 0")
    assert units["1"].xmlelement.find("{*}target").get("state") == "needs-review-translation"
    assert str(units["2"].target) == "Approved text"
    assert str(units["9"].target) == "By a human"


@pytest.mark.parametrize(
    ("inside", "attributes", "kept"),
    [
        ("<source>نص</source><target>Old</target>", "", True),
        ("<source>نص</source><target>Old</target>", ' approved="yes"', True),
        ("<source>نص</source><target>Old</target>", ' approved="no"', False),
        ('<source>نص</source><target state="final">Old</target>', "", True),
        ('<source>نص</source><target state="translated">Old</target>', "", True),
        ('<source>نص</source><target state="needs-review-translation">Old</target>', "", False),
        ('<source>نص</source><target state="new">Old</target>', "", False),
        ("<source>نص</source><target>نص</target>", "", False),
        ('<source>نص</source><target state="final"/>', "", False),
    ],
)
def test_what_is_somebodys_translation_is_left_alone(inside, attributes, kept):
    data = unit(inside, attributes)
    (segment,) = xliff.read(data).segments
    assert segment.approved is kept
    assert (english(data, "New") == data.decode()) is kept


def test_codes_come_once_wherever_they_were_put_or_lost():
    data = unit('<source>نص <g id="1">غليظ</g><x id="2"/> <bx id="3"/>نص<ex id="3"/></source>')
    assert [m.span.of(s.text) for s in xliff.read(data).segments for m in s.marks] == ["غليظ", "", "نص"]
    doubled = (Mark("1", Span(0, 3)), Mark("1", Span(4, 6)), Mark("2", Span(1, 1)))
    for marks in ((), doubled):
        target = english(data, "some words", marks=marks).partition("<target")[2]
        assert [target.count(code) for code in ('<g id="1">', '<x id="2"/>', '<bx id="3"/>', '<ex id="3"/>')] == [1] * 4


def test_a_code_after_a_proclitic_stands_for_a_word():
    data = unit('<source>نص و<ph id="1"/> ثم كلمة<x id="2"/></source>')
    marks = (Mark("1", Span(8, 8)), Mark("2", Span(18, 18)))
    assert 'text and <ph id="1"/> then word<x id="2"/><' in english(data, "text and then word", marks=marks)


def test_a_unit_in_segments_gets_a_target_in_segments():
    result = english(V12)
    five = result[result.index('id="5"') : result.index('id="6"')]
    assert '<target state="needs-review-translation"><mrk mtype="seg" mid="0">English' in five
    assert five.count('mid="1"') == 2


def test_a_source_without_arabic_is_its_own_target_once_anything_is_translated():
    data = unit("<source>OK</source>").replace(
        b"</body>", '<trans-unit id="2"><source>نص</source></trans-unit></body>'.encode()
    )
    document = xliff.read(data)
    assert xliff.write(document, document.identity()) == data
    written = xliff.write(document, [Translation("OK"), Translation("Text")]).decode()
    assert written.count("<target") == 2
    assert ">OK</target>" in written


def test_the_target_language_is_set_where_it_is_missing_or_arabic():
    assert 'target-language="en"' in english(unit("<source>نص</source>"))
    assert 'target-language="en-GB"' in english(V12)
    assert 'trgLang="en"' in english(V20)


def test_characters_that_the_encoding_lacks_are_written_as_references():
    text = '<?xml version="1.0" encoding="windows-1256"?>\r\n' + unit("<source>نص</source>").decode()
    written = xliff.write(xliff.read(text.encode("cp1256")), [Translation("naïve ∞ ]]> &\0")])
    assert "naïve &#8734; ]]&gt; &amp;&#65533;" in written.decode("cp1256")
    assert b"?>\r\n" in written


def test_utf16():
    data = ('<?xml version="1.0" encoding="UTF-16"?>' + unit("<source>نص</source>").decode()).encode("utf-16")
    document = xliff.read(data)
    assert xliff.write(document, document.identity()) == data
    assert "<target" in xliff.write(document, [Translation("Text")]).decode("utf-16")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<xliff version='1.2'>",
        b"<xliff version='3.0'/>",
        b"<html/>",
        b'<!DOCTYPE x [<!ENTITY a "b">]><xliff version="1.2">&a;</xliff>',
        b'<xliff version="1.2">' + b"<g>" * 10_000 + b"</g>" * 10_000 + b"</xliff>",
    ],
)
def test_what_is_damaged_or_hostile_is_refused(data):
    with pytest.raises(InputError):
        xliff.read(data)


def test_the_file_beside_a_document_is_read_back():
    marks = (Mark("a", Span(0, 2)), Mark("b", Span(0, 2)), Mark("c", Span(2, 2)), Mark("d", Span(3, 5)))
    target = Translation('Text <&> "q"\0', (Mark("d", Span(5, 8)), Mark("b", Span(0, 4))))
    rows = [
        Row("line-1", "نص ثم", marks, target, matches=(Match("نص", "Text & more", 85, "own"),)),
        Row("2", "ا", (), target),
    ]
    data = build(rows, 'a "b" & c.docx')
    first, second = xliff.read(data).segments
    assert (first.id, first.text, first.given) == ("line-1", "نص ثم", 'Text <&> "q"\ufffd')
    assert [m.span for m in first.marks] == [m.span for m in marks]
    assert not first.approved
    assert second.text == "ا"
    units = xlifffile.parsestring(data).units
    assert [str(u.source) for u in units if u.getid().endswith("2")] == ["ا"]
    tree = etree.fromstring(data)
    (alternative,) = tree.iter("{*}alt-trans")
    assert alternative.get("match-quality") == "85%"
    target_element = next(tree.iter("{*}target"))
    assert {e.get("id") for e in target_element.iter("{*}g", "{*}x")} == {"a", "b", "c", "d"}
