"""Round trips of random glossaries through every format that is read and written."""

from __future__ import annotations

import contextlib
import io
from dataclasses import fields, replace

import openpyxl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from translator.errors import TranslatorError
from translator.glossary.exchange.fields import joined, parted
from translator.glossary.exchange.losses import losses
from translator.glossary.exchange.table import FORMATS, Format
from translator.glossary.model import Glossary, Term
from translator.glossary.sources import source_key

WHOLE = [row for row in FORMATS if row.writer and not row.is_pairs]
PAIRS = [row for row in FORMATS if row.is_pairs]
READERS = {"tbx2": "tbx", "omegat": "omegat"}
ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأإؤئ"
LATIN = "abcdefgxyzABCXYZéñ"
SIGNS = " -_'’\"“”«».,;:|\\/()[]{}#&<>=+*?!%@`~^،؛؟0179٣٧\u064b\u0651\u0640\u200c\u200f"


def _words(letters: str, signs: str) -> st.SearchStrategy[str]:
    text = st.text(st.sampled_from(letters + signs), min_size=1, max_size=24)
    return text.map(lambda text: " ".join(text.split())).filter(lambda text: any(letter in text for letter in letters))


note = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\ufffe\uffff") | st.just("\n"), max_size=40
).map(lambda text: "\n".join(line.strip() for line in text.split("\n")).strip())


def _lists(texts: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(texts, max_size=3, unique=True).map(tuple)


def _terms(ar: st.SearchStrategy[str], en: st.SearchStrategy[str]) -> st.SearchStrategy[Term]:
    return st.builds(
        Term,
        ar=ar,
        en=en,
        accept=_lists(en),
        forbid=_lists(en),
        kind=st.sampled_from(["title", "name", "organization", "place", "term", "untranslated"]),
        forms=_lists(ar),
        plural=st.just("") | en,
        first=st.just("") | en,
        later=st.just("") | en,
        case=st.sampled_from(["keep", "exact"]),
        exact=st.booleans(),
        context=_lists(ar),
        repeat=st.sampled_from(["each", "first"]),
        note=note,
    )


@st.composite
def glossaries(draw: st.DrawFn, signs: str = SIGNS) -> Glossary:
    """Terms that can stand together, all of one priority, as a file has them."""
    ar, en = _words(ARABIC, signs), _words(LATIN, signs)
    simple = st.builds(Term, ar=ar, en=en)
    any_terms = st.lists(simple, min_size=1, max_size=6) | st.lists(_terms(ar, en) | simple, min_size=1, max_size=6)
    seen: set[tuple[str, ...]] = set()
    kept = []
    priority = draw(st.integers(-3, 3))
    for term in draw(any_terms):
        keys = {source_key(term, form) for form in (term.ar, *term.forms)}
        if not keys & seen:
            seen |= keys
            kept.append(replace(term, priority=priority))
    return Glossary(tuple(kept))


def reader(row: Format) -> Format:
    """The format that reads what `row` writes."""
    return next(other for other in FORMATS if other.name == READERS.get(row.name, row.name if row.reader else "csv"))


def bare(glossary: Glossary) -> list[Term]:
    return [replace(term, origin="") for term in glossary.terms]


@pytest.mark.parametrize("row", WHOLE, ids=lambda row: row.name)
@settings(max_examples=40)
@given(glossary=glossaries())
def test_round_trip_is_exact(row: Format, glossary: Glossary) -> None:
    data = row.write(glossary)
    assert bare(reader(row).read(data, "g")) == bare(glossary)
    assert not [loss for loss in losses(glossary, row) if "note" not in loss.becomes and "kept" not in loss.becomes]


@settings(max_examples=40)
@given(glossary=glossaries())
def test_a_workbook_reads_the_same_with_openpyxl(glossary: Glossary) -> None:
    row = next(row for row in FORMATS if row.name == "xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(row.write(glossary)))["Glossary"]
    head, *rows = sheet.iter_rows(values_only=True)
    assert [(cells[0], cells[1]) for cells in rows] == [(term.ar, term.en) for term in glossary.terms]
    assert set(head) <= {field.name for field in fields(Term)}


@pytest.mark.parametrize("row", PAIRS, ids=lambda row: row.name)
@settings(max_examples=40)
@given(glossary=glossaries(signs=" -_'’\"“”«».,:/()&+!?%؟،0179٣٧\u064b\u0640"))
def test_pairs_are_read_back(row: Format, glossary: Glossary) -> None:
    """Every form comes back with the first English it has; signs that could be other delimiters aside."""
    wanted: dict[str, str] = {}
    alike: dict[tuple[str, ...], set[str]] = {}
    for term in glossary.terms:
        for form in (term.ar, *term.forms):
            wanted.setdefault(form, term.en)
            alike.setdefault(source_key(replace(term, exact=False, context=()), form), set()).add(wanted[form])
    # A list of pairs holds neither `exact` nor `context`: what only they tell apart is a conflict when it is read.
    assume(all(len(english) == 1 for english in alike.values()))
    read = reader(row).read(row.write(glossary), "g.txt")
    assert {form: term.en for term in read.terms for form in (term.ar, *term.forms)} == wanted


@given(st.lists(_words(ARABIC + LATIN, SIGNS), max_size=5).map(tuple))
def test_list_cells(texts: tuple[str, ...]) -> None:
    assert parted(joined(texts)) == texts


@given(st.lists(st.text(min_size=1).filter(str.strip), max_size=4).map(tuple))
def test_list_cells_of_any_text(texts: tuple[str, ...]) -> None:
    trimmed = tuple(text for text in texts)
    assert tuple(text.strip() for text in parted(joined(trimmed))) == tuple(text.strip() for text in texts)


@given(st.lists(st.tuples(_words(ARABIC, SIGNS), _words(LATIN + ARABIC, SIGNS)), max_size=6))
def test_any_texts_at_all_never_crash_a_table(pairs: list[tuple[str, str]]) -> None:
    data = "\n".join(",".join(pair) for pair in pairs).encode()
    for row in FORMATS:
        if row.reader:
            with contextlib.suppress(TranslatorError):
                row.read(data, "g")
