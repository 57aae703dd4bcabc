"""Two documents side by side: what is paired with what, and where they part."""

import random
from pathlib import Path

import pytest

from translator.checking.pairing import pair, pair_by_name
from translator.checking.parting import parting
from translator.document import Document, Translation
from translator.errors import InputError
from translator.formats.table import FORMATS, by_name, for_path
from translator.text.arabic import has_arabic

FIXTURES = Path(__file__).parents[2] / "fixtures"
# The readers of these find Arabic values only; the two documents are read as tables, or as bilingual ones.
ARABIC_ONLY = {"csv", "json", "yaml", "po", "xliff", "tmx"}
DOCUMENTS = [
    path
    for row in FORMATS
    if row.name not in ARABIC_ONLY and not row.output
    for path in sorted((FIXTURES / row.name).glob("*"))
    if path.suffix in row.suffixes and path.stem != "empty"
]


def txt(text: str) -> Document:
    return for_path(Path("a.txt")).module.read(text.encode())


def pairs(source: str, target: str) -> list[tuple[str, str, str]]:
    return [(one.id, one.source, one.target) for one in pair(txt(source), txt(target))]


def test_line_by_line():
    assert pairs("أ\n\nب\n", "A\n\nB\n") == [("line-1", "أ", "A"), ("line-3", "ب", "B")]


def test_an_empty_line_is_a_translation_that_is_missing():
    assert pairs("أ\nب\nج\n", "A\n\nC\n") == [("line-1", "أ", "A"), ("line-2", "ب", ""), ("line-3", "ج", "C")]


def test_blank_lines_need_not_be_the_same():
    assert pairs("أ\nب\n", "A\n\n\nB") == [("line-1", "أ", "A"), ("line-2", "ب", "B")]


def test_paragraph_by_paragraph():
    assert pairs("أ\nب\n\nج", "A\n\nC\nD\nE\n") == [("line-1", "أ ب", "A"), ("line-4", "ج", "C D E")]


@pytest.mark.parametrize("gone", range(6))
def test_the_place_where_they_part_is_told(gone: int):
    lines = ["وصل 3 وزراء إلى القاهرة أمس.", "نعم.", "قال رئيس الوزراء في كلمة طويلة ألقاها مساء اليوم إن العمل مستمر."]
    english = [
        "Three (3) ministers came to Cairo.",
        "Yes.",
        "The prime minister said in a long speech tonight that on it goes.",
    ]
    there = english * 2
    del there[gone]
    with pytest.raises(InputError) as caught:
        pairs("\n".join(lines * 2), "\n".join(there))
    assert str(caught.value).startswith(
        f"6 segments and 5 translations: they part at line-{gone + 1}, «{lines[gone % 3][:4]}"
    )
    assert caught.value.hint


def test_a_long_source_is_quoted_in_short():
    with pytest.raises(InputError) as caught:
        pairs("كلمة " * 100, "A\nB")
    assert len(str(caught.value)) < 150


@pytest.mark.parametrize(("source", "target"), [("", "A"), ("أ", ""), ("\n\n", "\n")])
def test_nothing_to_compare(source: str, target: str):
    with pytest.raises(InputError, match="there is no text in the"):
        pairs(source, target)


@pytest.mark.parametrize("side", ["source", "target"])
def test_parting_is_near_the_truth(side: str):
    chance = random.Random(5)
    near = 0
    for _ in range(50):
        source = ["ا" * int(chance.lognormvariate(4, 0.8)) + f" {chance.randrange(30)}" for _ in range(60)]
        target = ["a" * int(len(text) * chance.uniform(0.8, 1.6)) + " " + text.rpartition(" ")[2] for text in source]
        gone = chance.randrange(60)
        del (source if side == "source" else target)[gone]
        near += abs(parting(source, target) - gone) <= 2
    assert near >= 45


def test_parting_of_texts_that_have_nothing_in_common():
    assert 0 <= parting(["ا"] * 400, ["a"]) < 400
    assert 0 <= parting(["ا"], ["a"] * 400) < 1


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_and_its_translation_in_every_format_that_shows_both(path: Path):
    module = for_path(path).module
    source = module.read(path.read_bytes())
    said = {
        segment.id: f"English {n}" if has_arabic(segment.text) else segment.text
        for n, segment in enumerate(source.segments)
    }
    written = module.write(source, [Translation(said[segment.id]) for segment in source.segments])
    found = pair(source, module.read(written))
    assert len(found) >= len(source.segments) - 2  # a front matter or a list's numbering is read in Arabic alone
    wrong = [one for one in found if "".join(one.target.split()) != "".join(said[one.id].split())]
    assert len(wrong) <= len(found) // 10


KEYED = [
    ("json", '{"a": "نعم", "b": ["لا"]}', '{"b": ["No"], "a": "Yes"}', [("/a", "Yes"), ("/b/0", "No")]),
    ("json", '{"a": "نعم", "b": "x"}', '{"a": "Yes"}', [("/a", "Yes")]),
    ("json", '{"ar": {"a": "نعم"}}', '{"en": {"a": "Yes"}}', [("/ar/a", "Yes")]),
    ("yaml", "a: نعم\nb: لا\n", "a: 'Yes'\n", [("a", "Yes"), ("b", "")]),
    ("yaml", "ar:\n  a: نعم\n", "en:\n  a: Sure\n", [("ar/a", "Sure")]),
    ("csv", "k,نعم\nl,لا\n", "k,Yes\nl,No\n", [("R1C2", "Yes"), ("R2C2", "No")]),
]


@pytest.mark.parametrize(("name", "source", "target", "paired"), KEYED)
def test_values_are_paired_by_name(name: str, source: str, target: str, paired):
    row = by_name(name)
    found = pair_by_name(row.module.read(source.encode()), row.values(target.encode()))
    assert [(one.id, one.target) for one in found] == paired


def test_values_without_a_common_name():
    row = by_name("json")
    with pytest.raises(InputError, match="no name of a value in common"):
        pair_by_name(row.module.read('{"a": "نعم", "b": "لا"}'.encode()), row.values(b'{"c": "Yes"}'))


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.name)
def test_keyed_formats_offer_their_values(row):
    assert hasattr(row.module, "values") == row.is_keyed
