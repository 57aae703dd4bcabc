"""Tables in text (CSV, TSV), translated in place: every cell with an Arabic letter is a segment, whatever its column.

The delimiter (tab, semicolon, comma, bar) is the one that cuts the rows most evenly, or what a first line `sep=;`
says. Quoted cells stay quoted, others become quoted where English brings in a delimiter or a quotation mark. A cell of
several lines is one segment and keeps its lines. Formulas (`=…`) are left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from translator.document import Document, Span, Translation
from translator.formats.encoding import Decoded, decode, encode
from translator.formats.inline import Inline
from translator.formats.inplace import has_arabic, is_changed, plain, segment, spliced, value

_DELIMITERS = ("\t", ";", ",", "|")  # the first of equals
_SAMPLE = 200  # rows
_SEPARATOR = re.compile(r"sep=([^\r\n])(?:\r\n?|\n)")
_LINE_END = re.compile(r"[\r\n\v\f\x85\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell; row and column count from 1."""

    row: int
    column: int
    span: Span
    value: str
    is_quoted: bool


@dataclass(frozen=True, slots=True)
class _Skeleton:
    source: Decoded
    delimiter: str
    cells: tuple[tuple[_Cell, Inline], ...]


def read(data: bytes) -> Document:
    """The Arabic cells of the table in `data`. Raises InputError for what is not text."""
    source = decode(data)
    head = _SEPARATOR.match(source.text)
    start = head.end() if head else 0
    delimiter = head[1] if head else _sniffed(source.text)
    found = [
        (cell, plain(cell.value))
        for cell in _cells(source.text, delimiter, start)
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


def _sniffed(text: str) -> str:
    """The delimiter of most rows with equally many cells, more than one; a comma where no row has any."""
    scores = {delimiter: _evenness(text, delimiter) for delimiter in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda delimiter: scores[delimiter])
    return best if scores[best] > 0.5 else "\0"


def _evenness(text: str, delimiter: str) -> float:
    sample = islice(_cells(text[:200_000], delimiter, 0), _SAMPLE * 50)
    widths: Counter[int] = Counter()
    for cell in sample:
        widths[cell.row] = max(widths[cell.row], cell.column)
    common = Counter(list(widths.values())[:_SAMPLE]).most_common(1)
    return common[0][1] / min(len(widths), _SAMPLE) if common and common[0][0] > 1 else 0.0


def _cells(text: str, delimiter: str, start: int) -> Iterator[_Cell]:
    sign = re.escape(delimiter)
    pattern = re.compile(rf"(?:(?P<quoted>\"(?:[^\"]|\"\")*+\")|[^{sign}\r\n]*+)(?P<end>{sign}|\r\n?|\n|\Z)")
    row = column = 1
    while start < len(text):
        found = pattern.match(text, start)
        assert found is not None  # a cell without quotation marks is anything up to its end
        span = Span(found.start(), found.start("end"))
        cell, quoted = span.of(text), found["quoted"] is not None
        yield _Cell(row, column, span, cell[1:-1].replace('""', '"') if quoted else cell, quoted)
        row, column = (row, column + 1) if found["end"] == delimiter else (row + 1, 1)
        start = found.end()


def _written(cell: _Cell, body: Inline, translation: Translation, delimiter: str) -> str:
    text = value(body, translation, "\r\n" if "\r\n" in cell.value else "\n")
    if not cell.is_quoted:
        text = _LINE_END.sub(" ", text)
        text = text.replace("\t", " ") if delimiter == "\t" else text
        special = text.startswith('"') if delimiter == "\t" else {'"', ",", delimiter} & set(text)
        if not special:
            return text
    return '"' + text.replace('"', '""') + '"'
