"""The report as a workbook: totals, every segment side by side, and the rows of the tab-separated report."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from translator.report.as_tsv import COLUMNS, rows
from translator.result import Report

MAX_CELL = 32_767
"""Characters that Excel lets a cell hold."""

# openpyxl declares no types.
_Sheet: TypeAlias = Any
_Cell: TypeAlias = Any

_RIGHT_TO_LEFT = 2
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SEGMENT_COLUMNS = ("file", "segment", "source", "target", "violations", "findings", "memory")
_ARABIC = frozenset({"source", "ar", "surface"})
_WIDTHS = {"source": 70, "target": 70, "message": 50, "file": 24, "glossary": 24}


def render(report: Report) -> bytes:
    """The workbook as .xlsx."""
    from openpyxl import Workbook  # type: ignore[import-untyped]

    book = Workbook()
    _fill(book.active, "Totals", ("figure", "count"), _totals(report))
    _fill(book.create_sheet(), "Segments", _SEGMENT_COLUMNS, _segments(report))
    table = ([row.get(column, "") for column in COLUMNS] for row in rows(report))
    _fill(book.create_sheet(), "Terms and problems", COLUMNS, table)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _totals(report: Report) -> Iterable[tuple[str, object]]:
    totals = report.totals
    yield "segments", totals.segments
    yield "hits", totals.hits
    yield from totals.rungs.items()
    yield "none", totals.hits - sum(totals.rungs.values())
    yield "violations", totals.violations
    yield "findings", totals.findings


def _segments(report: Report) -> Iterable[Sequence[object]]:
    for file in report.files:
        for segment in file.segments:
            wrong = "\n".join(violation.message for violation in segment.violations)
            found = "\n".join(f"{finding.check}: {finding.message}" for finding in segment.findings)
            used = f"{segment.memory.kind} {segment.memory.percent} %" if segment.memory else ""
            yield file.source, segment.id, segment.source, segment.target, wrong, found, used


def _fill(sheet: _Sheet, title: str, columns: Sequence[str], table: Iterable[Sequence[object]]) -> None:
    """Give `sheet` a heading that stays in view, a filter, and the rows of `table`."""
    from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

    sheet.title = title
    sheet.append(columns)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, values in enumerate(table, 2):
        for place, (column, value) in enumerate(zip(columns, values, strict=True), 1):
            cell = sheet.cell(number, place)
            _set(cell, value)
            order = _RIGHT_TO_LEFT if column in _ARABIC else 0
            cell.alignment = Alignment(wrap_text=column in _WIDTHS, vertical="top", readingOrder=order)
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(column, 16)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _set(cell: _Cell, value: object) -> None:
    if isinstance(value, str):
        cell.value = _NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", value)[:MAX_CELL]
        cell.data_type = "s"  # a text that begins with = is not a formula
    else:
        cell.value = value
