"""Which column of a table holds what: by the names in its first rows, or by which of two columns is Arabic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from translator.glossary.collect import Collector, nearest
from translator.glossary.exchange.fields import LISTS, column_names, field_of, simplified
from translator.text.arabic import has_arabic, matching_form

MAX_COLUMNS = 64
HEAD = 10
"""Rows that say anything among which the names of the columns are looked for."""

_SAMPLE = 1000  # rows that say which column is Arabic
_LANGUAGE = re.compile(r"(?!id$|no$)([A-Za-z]{2})([-_][A-Za-z]{4})?([-_]([A-Za-z]{2}|[0-9]{3}))?")


class Row(Protocol):
    """A row of any table."""

    @property
    def values(self) -> Sequence[str]:
        """What the cells say."""

    @property
    def place(self) -> str:
        """Where the row stands, as an origin has it."""

    def cell(self, column: int) -> str:
        """Where a cell stands, as a message has it; `column` counts from 0."""

    def fault(self, column: int) -> str:
        """Why a cell says nothing that can be used; '' for a cell without fault."""


@dataclass(frozen=True, slots=True)
class Columns:
    """`fields[n]` is what column n is for, '' for nothing. `is_named`: the first row is their names.

    `is_many`: there are columns in further languages, so that a row need not have both Arabic and English.
    `is_coded`: the third and fourth cell of each row say in which languages the first and second are.
    """

    fields: tuple[str, ...]
    is_named: bool = False
    is_many: bool = False
    is_coded: bool = False

    def skips(self, row: Row) -> bool:
        """Whether `row` is a row for other languages."""
        if self.is_coded:
            return {_code(value) for value in row.values[2:4]} != {"ar", "en"}
        if not self.is_many:
            return False
        said = {field for field, value in zip(self.fields, row.values, strict=False) if value.strip()}
        return not {"ar", "en"} <= said

    def of(self, row: Row) -> tuple[str, ...]:
        """What the cells of `row` are for."""
        return tuple(_code(value) for value in row.values[2:4]) if self.is_coded else self.fields


def columns_of(rows: Sequence[Row], collector: Collector) -> tuple[int, Columns | None]:
    """The number of the first row with a term, and the columns; None where they cannot be told."""
    if _are_coded(rows[:_SAMPLE]):
        return 0, Columns((), is_coded=True)
    for number, row in enumerate(rows[:HEAD]):
        columns = named_columns(row.values)
        if columns.is_named:
            if number:
                collector.warn(rows[0].place, f"what stands above the names of the columns, {row.place}, is left out")
            _tell_unused(row, columns, rows[number + 1 :], collector)
            return number + 1, _checked(row, columns, rows[number + 1 :], collector)
    first = rows[0]
    lacking = _half_named(first.values)
    if lacking:
        what = {"ar": "Arabic: name it ar", "en": "English: name it en"}[lacking]
        collector.problem(first.cell(0), f"there is no column for {what}")
        return 0, None
    return 0, _guessed(rows, collector)


def named_columns(values: Sequence[str]) -> Columns:
    """What the columns are for whose names are `values`; not `is_named` when they are no names."""
    names = column_names()
    fields = [field_of(value, names) if value.strip() else "" for value in values[:MAX_COLUMNS]]
    for number, field in enumerate(fields):
        if field in fields[:number] and field not in (*LISTS, "note"):
            fields[number] = ""
    is_named = {"ar", "en"} <= set(fields)
    others = [value for value, field in zip(values, fields, strict=False) if not field]
    is_many = is_named and any(_code(value) for value in others)
    return Columns(tuple(fields), is_named, is_many)


def _are_coded(rows: Sequence[Row]) -> bool:
    """Whether the third and fourth cell of each row are language codes, as DeepL writes them."""
    return all(len(row.values) > 3 and _code(row.values[2]) and _code(row.values[3]) for row in rows) and any(
        has_arabic("".join(row.values[:2])) for row in rows
    )


def _half_named(values: Sequence[str]) -> str:
    """The language that a row of names lacks; '' when the row has no names."""
    fields = set(named_columns(values).fields)
    if has_arabic(" ".join(values)) or len(fields & {"ar", "en"}) != 1 or len(values) < 2:
        return ""
    return "ar" if "en" in fields else "en"


def _tell_unused(head: Row, columns: Columns, rows: Sequence[Row], collector: Collector) -> None:
    names = column_names()
    for number, field in enumerate(columns.fields):
        name = head.values[number].strip()
        if not field and any(number < len(row.values) and row.values[number].strip() for row in rows):
            what = f"the column “{name}”" if name else f"column {number + 1}, which has no name,"
            close = nearest(simplified(name), names) or ": it is no field of a term"
            collector.warn(head.cell(number), f"{what} is left out{close if name else ''}")


def _checked(head: Row, columns: Columns, rows: Sequence[Row], collector: Collector) -> Columns | None:
    """`columns`, turned round where «source» and «target» turn out to be English and Arabic."""
    ar, en = columns.fields.index("ar"), columns.fields.index("en")
    if not _is_reversed(rows, ar, en):
        return columns
    said = {simplified(head.values[ar])[:2], simplified(head.values[en])[:2]}
    if said & {"ar", "en"} or has_arabic(head.values[ar]):
        message = f"Arabic stands under “{head.values[en].strip()}”, English under “{head.values[ar].strip()}”"
        collector.problem(head.cell(ar), f"{message}: change the names of the two columns")
        return None
    swap = {"ar": "en", "en": "ar"}
    return replace(columns, fields=tuple(swap.get(field, field) for field in columns.fields))


def _is_reversed(rows: Sequence[Row], ar: int, en: int) -> bool:
    left, right = _arabic_share(rows, ar), _arabic_share(rows, en)
    return right > 0.5 > 2 * left


def contrast(rows: Sequence[Row]) -> float:
    """How well the first two columns are parted into Arabic and another language, from 0 to 1."""
    return abs(_arabic_share(rows, 0) - _arabic_share(rows, 1))


def _arabic_share(rows: Sequence[Row], column: int) -> float:
    """The share of the texts in a column that are Arabic rather than anything else."""
    texts = [row.values[column] for row in rows[:_SAMPLE] if column < len(row.values) and row.values[column].strip()]
    return sum(map(_is_arabic, texts)) / len(texts) if texts else 0.0


def _is_arabic(text: str) -> bool:
    letters = [has_arabic(sign) for sign in matching_form(text) if sign.isalpha()]
    return sum(letters) * 2 > len(letters)


def _guessed(rows: Sequence[Row], collector: Collector) -> Columns | None:
    """The columns of a table without names: a pair, and behind it language codes or a note."""
    left, right = _arabic_share(rows, 0), _arabic_share(rows, 1)
    width = max(len(row.values) for row in rows[:_SAMPLE])
    if width < 2 or not (left > 0.5 > 2 * right or right > 0.5 > 2 * left):
        what = "the rows have one column only" if width < 2 else "it is not plain which column is Arabic, which English"
        collector.problem(rows[0].cell(0), f"{what}: name the columns in a first row: ar, en")
        return None
    pair = ("ar", "en") if left > right else ("en", "ar")
    if width > 3:
        collector.warn(rows[0].cell(3), "the fourth column and those behind it have no names: they are left out")
    return Columns((*pair, "note"))


def _code(value: str) -> str:
    """The language that a language code names; '' for what is none."""
    found = _LANGUAGE.fullmatch(value.strip())
    return found[1].lower() if found else ""
