"""Terms from the rows of a table, whatever it was read from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from translator.glossary.collect import Collector, nearest
from translator.glossary.entries import CHOICES
from translator.glossary.exchange.columns import Row, columns_of
from translator.glossary.exchange.fields import LISTS, parted, yes_or_no
from translator.glossary.model import Term

MAX_ROWS = 250_000
_SPACE = re.compile(r"\s*[\r\n]\s*")
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def read_rows(rows: Iterable[Row], collector: Collector) -> Iterator[Term]:
    """The terms of a table. What is wrong goes to `collector`."""
    filled = [row for row in islice(rows, MAX_ROWS + 1) if any(value.strip() for value in row.values)]
    if not filled:
        collector.problem("1", "the table is empty: give it rows with Arabic and English")
        return
    if len(filled) > MAX_ROWS:
        collector.problem(filled[-1].place, f"the table has more than {MAX_ROWS:,} rows: split it")
        return
    head, columns = columns_of(filled, collector)
    if columns is None:
        return
    others = 0
    for row in filled[head:]:
        if columns.skips(row):
            others += 1
            continue
        term = _term(row, columns.of(row), collector)
        if term is not None:
            yield term
    if others:
        collector.warn(filled[0].place, f"{others} rows without Arabic or English are left out")


def _term(row: Row, fields: Sequence[str], collector: Collector) -> Term | None:
    before = collector.count
    values: dict[str, Any] = {}
    for number, (field, cell) in enumerate(zip(fields, row.values, strict=False)):
        if field and (cell.strip() or row.fault(number)):
            try:
                _put(values, field, _value(field, cell, row.fault(number)))
            except ValueError as error:
                collector.problem(row.cell(number), str(error))
    if values.get("kind") == "untranslated":
        values.setdefault("en", values.get("ar", ""))
    if collector.count == before:
        for field, what in (("ar", "Arabic"), ("en", "English")):
            if not values.get(field):
                collector.problem(row.cell(fields.index(field)), f"the {what} is missing: add it, or remove the row")
    return Term(origin=f"{collector.origin}:{row.place}", **values) if collector.count == before else None


def _put(values: dict[str, Any], field: str, value: object) -> None:
    """Columns of the same list, and notes, are joined."""
    if field in values and field in LISTS:
        values[field] += value
    elif field in values and field == "note":
        values[field] += f"\n{value}"
    else:
        values[field] = value


def _value(field: str, cell: str, fault: str) -> object:
    """What `cell` says for `field`. Raises ValueError with the problem."""
    if fault or _NO_TEXT.search(cell):
        raise ValueError(fault or "there is a sign here that is no text: remove it")
    text = cell.strip() if field == "note" else _SPACE.sub(" ", cell.strip())
    if field in LISTS:
        return parted(text)
    if field in CHOICES:
        return _choice(field, text)
    if field == "exact":
        said = yes_or_no(text)
        if said is None:
            raise ValueError(f"`exact: {text}`: yes or no is needed here")
        return said
    if field == "priority":
        if not re.fullmatch("[+-]?[0-9]{1,9}", text):
            raise ValueError(f"`priority: {text}`: a whole number is needed here, such as 10")
        return int(text)
    return text


def _choice(field: str, text: str) -> str:
    word = text.casefold()
    if field == "case":
        word = {True: "exact", False: "keep", None: word}[yes_or_no(text)]
    if word not in CHOICES[field]:
        choices = ", ".join(CHOICES[field])
        raise ValueError(f"`{field}: {text}` is none of {choices}{nearest(word, CHOICES[field])}")
    return word
