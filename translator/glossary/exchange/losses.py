"""What a format cannot hold of a glossary, told before anyone misses it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from translator.glossary.exchange.fields import LISTS, set_fields
from translator.glossary.exchange.pairs import repeated
from translator.glossary.exchange.table import Format
from translator.glossary.exchange.xlsx_writer import MAX_CELL
from translator.glossary.exchange.yaml import file_priority
from translator.glossary.model import Glossary, Term

_LEFT_OUT = "left out"
_FORMULA = ("=", "+", "-", "@")
_XML = ("tbx", "tbx2")
_NAMED = ("yaml", *_XML)
_TABLES = ("csv", "tsv", "xlsx")
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_OUTER_SPACE = re.compile(r"^\s|\s$")
_NOTE_SPACES = re.compile(r"^\s|\s$|\s\n|\n\s|\r")
_LINE_BREAK = re.compile(r"[\r\n]")
_SPACES = re.compile(r"\s\s|[^\S ]|^\s|\s$")


@dataclass(frozen=True, slots=True)
class Loss:
    """`what` of the `terms` does not survive as it is, and what `becomes` of it; no terms: of the whole glossary."""

    what: str
    becomes: str
    terms: tuple[Term, ...] = ()


def losses(glossary: Glossary, row: Format) -> tuple[Loss, ...]:
    """What is lost or changed when `glossary` is written in the format `row`."""
    found: dict[tuple[str, str], list[Term]] = {}
    for term, what, becomes in _all(glossary, row):
        found.setdefault((what, becomes), []).append(term)
    told = [Loss(what, becomes, tuple(dict.fromkeys(terms))) for (what, becomes), terms in found.items()]
    if glossary.name and row.name not in _NAMED:
        told.insert(0, Loss(f"the name “{glossary.name}”", _LEFT_OUT))
    return tuple(told)


def _all(glossary: Glossary, row: Format) -> Iterator[tuple[Term, str, str]]:
    usual = file_priority(glossary.terms)
    for term in glossary.terms:
        for name, value in set_fields(term):
            yield from ((term, *told) for told in _field(name, value, row))
        if row.name == "yaml" and term.priority != usual:
            yield term, "priority", f"made {usual}, like that of most terms"
    if row.is_pairs:
        yield from ((term, "further English for the same Arabic", _LEFT_OUT) for term in repeated(glossary, row.name))
    if row.name == "omegat":
        marked = (term for term in glossary.terms if any(form.startswith("#") for form in (term.ar, *term.forms)))
        yield from ((term, "Arabic that begins with #", _LEFT_OUT) for term in marked)


def _field(name: str, value: object, row: Format) -> Iterator[tuple[str, str]]:
    """What becomes of the field `name` of a term."""
    if name not in row.holds:
        yield name, _LEFT_OUT
        return
    if name in row.notes:
        yield name, "kept as a note, which other programs do not obey"
    if name == "forms" and row.is_pairs:
        yield name, "each a pair of its own"
    for text in value if isinstance(value, tuple) else (str(value),):
        yield from _text(name, text, row)


def _text(name: str, text: str, row: Format) -> Iterator[tuple[str, str]]:
    if row.name != "yaml" and _NO_TEXT.search(text):
        yield f"control characters in {name}", f"made {chr(0xFFFD)}"
    yield from _space(name, text, row)
    if row.name in ("csv", "tsv") and text.startswith(_FORMULA):
        yield f"{name} that begins with {text[0]}", "kept, though Excel takes it for a formula"
    if row.name == "xlsx" and len(text) > MAX_CELL:
        yield name, f"cut after {MAX_CELL:,} characters"
    if row.longest and name in ("ar", "en", "forms") and len(text.encode()) > row.longest:
        yield name, f"longer than the {row.longest:,} bytes that may be uploaded"


def _space(name: str, text: str, row: Format) -> Iterator[tuple[str, str]]:
    """What becomes of white space that is more than single spaces between words."""
    if row.is_pairs and _SPACES.search(text):
        yield f"line breaks and white space in {name}", "made single spaces"
    elif row.name in _XML and (_NOTE_SPACES if name == "note" else _SPACES).search(text):
        yield f"white space in {name}", "left out at the ends of lines" if name == "note" else "made single spaces"
    elif row.name in _TABLES:
        if name not in LISTS and _OUTER_SPACE.search(text):
            yield f"white space at the ends of {name}", _LEFT_OUT
        if name != "note" and _LINE_BREAK.search(text):
            yield f"line breaks in {name}", "made spaces"
