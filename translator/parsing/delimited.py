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
_LINE = re.compile(r"([^\r\n]*+)(\r\n?|\n|\Z)")
_BREAK = re.compile(r"\r\n?|\n")
_SEPARATOR = re.compile(r"sep=([^\r\n])(?:\r\n?|\n)")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell; row and column count from 1, `value` is what it says without its quotation marks."""

    row: int
    column: int
    span: Span
    value: str
    is_quoted: bool


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row as they read; `line` counts from 1, `starts` says where in the text they stand."""

    text: str
    line: int
    start: int
    values: tuple[str, ...]
    starts: tuple[int, ...] = ()

    def position(self, column: int) -> tuple[int, int]:
        """Line and column, both from 1, of the cell number `column`, or of the row's end where it has no such cell."""
        if self.starts:
            offset = self.starts[min(column, len(self.starts) - 1)]
        else:
            offset = self.start + sum(len(value) + 1 for value in self.values[:column])
            offset -= column > len(self.values) - 1
        before = self.text[self.start : offset]
        breaks = [found.end() for found in _BREAK.finditer(before)]
        return self.line + len(breaks), len(before) - (breaks[-1] if breaks else 0) + 1


def declared(text: str) -> tuple[str, int]:
    """The delimiter that a first line `sep=;` says, and where the table begins; '' and 0 without one."""
    head = _SEPARATOR.match(text)
    return (head[1], head.end()) if head else ("", 0)


def sniffed(text: str) -> str:
    """The delimiter of most rows with equally many cells, more than one; '' where no delimiter cuts most rows."""
    return next(iter(candidates(text)), "")


def candidates(text: str) -> list[str]:
    """The delimiters that cut most rows into equally many cells, more than one; those that cut most rows so, first."""
    scores = {delimiter: _evenness(text, delimiter) for delimiter in DELIMITERS}
    return [sign for sign in sorted(DELIMITERS, key=lambda sign: -scores[sign]) if scores[sign] > 0.5]


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


def rows(text: str, delimiter: str, start: int = 0, is_quoted: bool = True) -> Iterator[Row]:
    """The rows of the table that begins at `start`; quotation marks are text like any other unless `is_quoted`."""
    line = 1 + len(_BREAK.findall(text[:start]))
    while start < len(text):
        found = _LINE.match(text, start)
        assert found is not None  # a line is anything up to its end
        if not is_quoted or '"' not in found[1]:
            yield Row(text, line, start, tuple(found[1].split(delimiter)))
            start, line = found.end(), line + 1
            continue
        row = _quoted_row(text, delimiter, line, start)
        yield row
        end = _LINE.match(text, row.starts[-1])
        assert end is not None
        line += len(_BREAK.findall(text[start : end.end()]))
        start = end.end()


def _quoted_row(text: str, delimiter: str, line: int, start: int) -> Row:
    """The row at `start`; its `starts` have one more than its values, the row's end."""
    values: list[str] = []
    starts: list[int] = []
    for cell in cells(text, delimiter, start):
        if cell.row > 1:
            break
        values.append(cell.value)
        starts.append(cell.span.start)
        end = cell.span.end
    return Row(text, line, start, tuple(values), (*starts, end))


def _evenness(text: str, delimiter: str) -> float:
    """The share of the rows that say anything which have the most common number of cells, if that is more than one."""
    sample = islice(cells(text[:200_000], delimiter), _SAMPLE * 50)
    widths: Counter[int] = Counter()
    said: set[int] = set()
    for cell in sample:
        widths[cell.row] = max(widths[cell.row], cell.column)
        if cell.value.strip():
            said.add(cell.row)
    widths = Counter({row: width for row, width in widths.items() if row in said})
    common = Counter(list(widths.values())[:_SAMPLE]).most_common(1)
    return common[0][1] / min(len(widths), _SAMPLE) if common and common[0][0] > 1 else 0.0
