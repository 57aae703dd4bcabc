"""A term with every field, and how tests read and write."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from translator.glossary.exchange.table import FORMATS, Format, for_file
from translator.glossary.model import Glossary, Term

FULL = Term(
    ar="رئيس هيئة الأركان المشتركة",
    en="Chairman of the Joint Chiefs",
    accept=("Chairman of the Joint Chiefs of Staff", "Joint Chiefs chairman"),
    forbid=("Chief of the Joint Staff",),
    kind="title",
    forms=("رئيس الأركان المشتركة",),
    plural="Chairmen of the Joint Chiefs",
    case="exact",
    exact=True,
    context=("الأميركية", "واشنطن"),
    repeat="first",
    first="Chairman of the Joint Chiefs of Staff",
    later="the chairman",
    note='US only; others are "chief of staff"\nsecond line',
    priority=10,
)
PLAIN = Term("البنتاغون", "Pentagon", priority=10)
GLOSSARY = Glossary((FULL, PLAIN), name="US military")


def named(name: str) -> Format:
    """The format called `name`."""
    return next(row for row in FORMATS if row.name == name)


def read(data: bytes | str, name: str = "g.csv") -> Glossary:
    """What the file `name` with `data` holds."""
    data = data.encode() if isinstance(data, str) else data
    return for_file(PurePath(name), data).read(data, name)


def bare(glossary: Glossary) -> list[Term]:
    """The terms without their origin."""
    return [replace(term, origin="") for term in glossary.terms]


def pairs(glossary: Glossary) -> list[tuple[str, str]]:
    """Arabic and English of every term."""
    return [(term.ar, term.en) for term in glossary.terms]
