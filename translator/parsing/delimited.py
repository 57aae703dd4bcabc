"""Tables in text (CSV, TSV): which delimiter cuts them, and their cells with where they stand.

A cell is quoted only where its quotation marks close right before a delimiter or the end of the line; others are text
as it stands, so that a single quotation mark never swallows the rest of a file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from translator.document import Span

DELIMITERS = ("\t", ";", ",", "|")
"""What may stand between cells; the first of those that cut equally evenly."""

_SAMPLE = 200  # rows
_SEPARATOR = re.compile(r"sep=([^\r\n])(?:\r\n?|\n)")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; row and column count from 1, `value` is what it says without its quotation marks."""

    row: int
    column: int
    span: Span
    value: str
    is_quoted: bool


def declared(text: str) -> tuple[str, int]:
    """The delimiter that a first line `sep=;` says, and where the table begins; '' and 0 without one."""
    head = _SEPARATOR.match(text)
    return (head[1], head.end()) if head else ("", 0)


def sniffed(text: str) -> str:
    """The delimiter of most rows with equally many cells, more than one; '' where no delimiter cuts most rows."""
    scores = {delimiter: _evenness(text, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: scores[delimiter])
    return best if scores[best] > 0.5 else ""


def cells(text: str, delimiter: str, start: int = 0) -> Iterator[Cell]:
    """The cells of the table that begins at `start`."""
    sign = re.escape(delimiter)
    pattern = re.compile(rf"(?:(?P<quoted>\"(?:[^\"]|\"\")*+\")|[^{sign}\r\n]*+)(?P<end>{sign}|\r\n?|\n|\Z)")
    row = column = 1
    while start < len(text):
        found = pattern.match(text, start)
        assert found is not None  # a cell without quotation marks is anything up to its end
        span = Span(found.start(), found.start("end"))
        cell, quoted = span.of(text), found["quoted"] is not None
        yield Cell(row, column, span, cell[1:-1].replace('""', '"') if quoted else cell, quoted)
        row, column = (row, column + 1) if found["end"] == delimiter else (row + 1, 1)
        start = found.end()


def _evenness(text: str, delimiter: str) -> float:
    sample = islice(cells(text[:200_000], delimiter), _SAMPLE * 50)
    widths: Counter[int] = Counter()
    for cell in sample:
        widths[cell.row] = max(widths[cell.row], cell.column)
    common = Counter(list(widths.values())[:_SAMPLE]).most_common(1)
    return common[0][1] / min(len(widths), _SAMPLE) if common and common[0][0] > 1 else 0.0
