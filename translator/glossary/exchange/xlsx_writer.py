"""Glossaries as Excel workbooks: a sheet with a column for each field that any term has."""

from __future__ import annotations

import io
import re
from typing import Any, TypeAlias

from translator.glossary.exchange.fields import as_table
from translator.glossary.exchange.target import Target
from translator.glossary.model import Glossary
from translator.parsing.package import legal

MAX_CELL = 32_767
"""Characters that Excel lets a cell hold."""

# openpyxl declares no types.
_Sheet: TypeAlias = Any
_MakeCell: TypeAlias = Any

_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_WIDE = ("ar", "en", "accept", "forbid", "forms", "note")


def write(glossary: Glossary, target: Target) -> bytes:
    """`glossary` as .xlsx."""
    from openpyxl import Workbook  # type: ignore[import-untyped]
    from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]
    from openpyxl.styles import Font  # type: ignore[import-untyped]
    from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]

    del target
    columns, rows = as_table(glossary.terms)
    book = Workbook(write_only=True)
    sheet: _Sheet = book.create_sheet("Glossary")
    sheet.freeze_panes = "A2"
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = 36 if column in _WIDE else 14
    head = [WriteOnlyCell(sheet, column) for column in columns]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    for texts in rows:
        sheet.append([_cell(sheet, text, WriteOnlyCell) for text in texts])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _cell(sheet: _Sheet, text: str, make: _MakeCell) -> object:
    text = _LOOKS_ESCAPED.sub("_x005F_", legal(text))[:MAX_CELL]
    if not text.startswith(("=", "#")):
        return text or None
    cell = make(sheet, text)
    cell.data_type = "s"  # no formula, and no error
    return cell
