"""TMX; translate-toolkit reads the results."""

from pathlib import Path

import pytest
from translate.storage.tmx import tmxfile

from translator.document import Mark, Span, Translation
from translator.errors import InputError
from translator.formats import tmx

MEMORY = (Path(__file__).parents[2] / "fixtures" / "tmx" / "memory.tmx").read_bytes()


def english(data: bytes, marks: tuple[Mark, ...] | None = None) -> bytes:
    document = tmx.read(data)
    return tmx.write(
        document,
        [
            Translation(f"English & {n} text", s.marks if marks is None else marks)
            for n, s in enumerate(document.segments)
        ],
    )


def test_english_variants_are_added_and_filled():
    memory = tmxfile.parsestring(english(MEMORY), "ar", "en")
    variants = [unit.xmlelement.findall("tuv") for unit in memory.units]
    languages = [[v.get("{http://www.w3.org/XML/1998/namespace}lang") for v in unit] for unit in variants]
    assert languages == [["ar-EG", "en"], ["AR", "en-US", "fr"], ["en", "ar"], ["fr"]]
    texts = ["".join(v.find("seg").itertext()) for unit in variants for v in unit]
    assert texts[3] == "English & 1 text"
    assert texts[5] == "Approved"


def test_nothing_else_changes():
    before, after = MEMORY.decode().splitlines(), english(MEMORY).decode().splitlines()
    added = [line for line in after if line not in before]
    assert len(added) == 2
    assert added[0].startswith('      <tuv xml:lang="en"><seg>Engl')
    assert len(after) == len(before) + 1


def test_segments_have_names_marks_and_what_was_there():
    first, second, third = tmx.read(MEMORY).segments
    assert [m.span.of(first.text) for m in first.marks] == ["رئيس الحكومة", ""]
    assert [m.span.of(second.text) for m in second.marks] == ["بارز"]
    assert [(s.id, s.given, s.approved) for s in (first, second, third)] == [
        ("a", "", False),
        ("2", "", False),
        ("3", "Approved", True),
    ]


def test_codes_come_once_wherever_they_were_put_or_lost():
    for marks in ((), (Mark("1", Span(0, 2)), Mark("1", Span(1, 3)))):
        added = english(MEMORY, marks).decode().partition('xml:lang="en">')[2].partition("</tuv>")[0]
        assert [added.count(code) for code in ('<bpt i="1">', '<ept i="1">', '<ph x="1"/>')] == [1, 1, 1]


@pytest.mark.parametrize("data", [b"", b"<tmx>", b"<xliff/>", b'<!DOCTYPE tmx [<!ENTITY a "b">]><tmx>&a;</tmx>'])
def test_what_is_damaged_or_hostile_is_refused(data):
    with pytest.raises(InputError):
        tmx.read(data)
