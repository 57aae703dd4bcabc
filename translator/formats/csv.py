"""Tables in text (CSV, TSV), translated in place: every cell with an Arabic letter is a segment, whatever its column.

The delimiter (tab, semicolon, comma, bar) is the one that cuts the rows most evenly, or what a first line `sep=;`
says. Quoted cells stay quoted, others become quoted where English brings in a delimiter or a quotation mark. A cell of
several lines is one segment and keeps its lines. Formulas (`=…`) are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from translator.document import Document, Pair, Translation
from translator.formats.columns import paired
from translator.formats.inline import Inline
from translator.formats.inplace import has_arabic, is_changed, plain, segment, spliced, value
from translator.parsing.delimited import Cell, cells, declared, sniffed
from translator.parsing.encoding import Decoded, decode, encode

_LINE_END = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class _Skeleton:
    source: Decoded
    delimiter: str
    cells: tuple[tuple[Cell, Inline], ...]


def read(data: bytes) -> Document:
    """The Arabic cells of the table in `data`. Raises InputError for what is not text."""
    source = decode(data)
    delimiter, start = _layout(source.text)
    found = [
        (cell, plain(cell.value))
        for cell in cells(source.text, delimiter, start)
        if has_arabic(cell.value) and not cell.value.startswith("=")
    ]
    segments = tuple(segment(f"R{cell.row}C{cell.column}", body) for cell, body in found)
    return Document("csv", segments, _Skeleton(source, delimiter, tuple(found)))


def write(document: Document, translations: Sequence[Translation]) -> bytes:
    """The same table with those cells replaced."""
    skeleton = document.skeleton
    assert isinstance(skeleton, _Skeleton)
    edits = [
        (cell.span, _written(cell, body, translation, skeleton.delimiter))
        for (cell, body), source, translation in zip(skeleton.cells, document.segments, translations, strict=True)
        if is_changed(source, translation)
    ]
    text = spliced(skeleton.source.text, edits)
    return encode(text, skeleton.source.encoding, skeleton.source.bom)


def values(data: bytes) -> dict[str, str]:
    """Every cell of the table in `data`, by the name that its segment has or would have. Raises InputError."""
    text = decode(data).text
    return {f"R{cell.row}C{cell.column}": cell.value for cell in cells(text, *_layout(text))}


def pairs(data: bytes) -> tuple[Pair, ...]:
    """The rows of the table in `data`, an Arabic column and that of its translation. Raises InputError."""
    text = decode(data).text
    rows = groupby(cells(text, *_layout(text)), key=lambda cell: cell.row)
    return tuple(paired((f"R{number}", {cell.column: cell.value for cell in row}) for number, row in rows))


def _layout(text: str) -> tuple[str, int]:
    """The delimiter, and where the first row begins."""
    said, start = declared(text)
    return said or sniffed(text) or "\0", start


def _written(cell: Cell, body: Inline, translation: Translation, delimiter: str) -> str:
    text = value(body, translation, "\r\n" if "\r\n" in cell.value else "\n")
    if not cell.is_quoted:
        text = _LINE_END.sub(" ", text)
        text = text.replace("\t", " ") if delimiter == "\t" else text
        special = text.startswith('"') if delimiter == "\t" else {'"', ",", delimiter} & set(text)
        if not special:
            return text
    return '"' + text.replace('"', '""') + '"'
