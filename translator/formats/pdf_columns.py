"""Lines of glyphs, and the regions of a page in which they are read one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median
from typing import TypeVar

from translator.formats.ooxml import has_arabic
from translator.formats.pdf_glyphs import Glyph
from translator.formats.pdf_order import in_reading_order, text_of

Box = tuple[float, float, float, float]
T = TypeVar("T")
_SPLIT = 1.4  # of the size: a gap that may be one between columns
_APART = 4.0  # of the size: a gap that no sentence crosses
_MIN_LINES = 4  # of a column
_FULL = 0.75  # of the width of a column: how long most lines of prose are
_STRIP = 2.0  # points: how finely we look for the space between columns


@dataclass(frozen=True)
class Line:
    """Glyphs of one line in reading order, and the box around them."""

    glyphs: tuple[Glyph, ...]
    x0: float
    x1: float
    top: float
    bottom: float

    @cached_property
    def size(self) -> float:
        """The size of most of its letters."""
        return median(glyph.size for glyph in self.glyphs)

    @property
    def is_bold(self) -> bool:
        """True when all of it is bold."""
        return all(glyph.is_bold for glyph in self.glyphs if not glyph.text.isspace())

    @property
    def first_word(self) -> float:
        """The width of its first word."""
        end = next((n for n, glyph in enumerate(self.glyphs) if glyph.text.isspace()), len(self.glyphs))
        word = self.glyphs[:end] or self.glyphs[:1]
        return max(glyph.x1 for glyph in word) - min(glyph.x0 for glyph in word)


@dataclass(frozen=True, slots=True)
class Region:
    """Lines that are read one after the other, between the left and the right side of their column."""

    lines: tuple[Line, ...]
    sides: tuple[float, float]


def lines_of(glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines that glyphs stand on, from the top; a line ends where a column may end."""
    rows: list[list[Glyph]] = []
    size = 0.0
    for glyph in sorted(glyphs, key=_height):
        if rows and _height(glyph) - _height(rows[-1][0]) <= 0.45 * max(glyph.size, size):
            rows[-1].append(glyph)
            size = max(glyph.size, size)
        else:
            rows.append([glyph])
            size = glyph.size
    return [_line(piece) for row in rows for piece in _pieces(row) if any(not g.text.isspace() for g in piece)]


def regions(lines: Sequence[Line], breaks: Sequence[tuple[float, T]], is_rtl: bool) -> Iterator[Region | T]:
    """The regions of a page in reading order, and between them what breaks it over its whole width, by its top."""
    rest = sorted(lines, key=lambda line: line.top)
    for top, what in sorted(breaks, key=lambda pair: pair[0]):
        yield from _columns([line for line in rest if line.top < top], is_rtl)
        yield what
        rest = [line for line in rest if line.top >= top]
    yield from _columns(rest, is_rtl)


def _height(glyph: Glyph) -> float:
    return (glyph.top + glyph.bottom) / 2


def _pieces(row: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    piece: list[Glyph] = []
    end = 0.0
    for glyph in sorted(row, key=lambda glyph: glyph.x0):
        if not glyph.text.isspace():
            if piece and end and glyph.x0 - end > _SPLIT * glyph.size:
                yield piece
                piece = []
            end = max(end, glyph.x1)
        piece.append(glyph)
    yield piece


def _line(glyphs: Sequence[Glyph]) -> Line:
    seen = [glyph for glyph in glyphs if not glyph.text.isspace()]
    return Line(
        tuple(in_reading_order(glyphs)),
        min(glyph.x0 for glyph in seen),
        max(glyph.x1 for glyph in seen),
        min(glyph.top for glyph in seen),
        max(glyph.bottom for glyph in seen),
    )


def _columns(lines: Sequence[Line], is_rtl: bool, sides: tuple[float, float] | None = None) -> Iterator[Region]:
    """The regions of lines that may stand in columns, which lines over the whole width interrupt."""
    if not lines:
        return
    sides = sides or _sides(lines)
    gutter = _gutter(lines)
    if gutter is None:
        yield Region(tuple(_rows(lines)), sides)
        return
    halves = ([line for line in lines if line.x1 <= gutter], [line for line in lines if line.x0 >= gutter])
    bounds = [_sides(half) for half in halves]
    order = (1, 0) if is_rtl else (0, 1)
    crossing = [line for line in lines if line.x0 < gutter < line.x1]
    for cut in [*crossing, None]:
        bottom = cut.top if cut else float("inf")
        for half in order:
            inside = [line for line in halves[half] if line.top < bottom]
            halves[half][:] = halves[half][len(inside) :]
            yield from _columns(inside, is_rtl, bounds[half])
        if cut:
            yield Region((cut,), sides)


def _sides(lines: Sequence[Line]) -> tuple[float, float]:
    return min(line.x0 for line in lines), max(line.x1 for line in lines)


def _gutter(lines: Sequence[Line]) -> float | None:
    """Where two columns part, None when there are none: an upright strip that no line crosses for a while."""
    left, right = _sides(lines)
    best: tuple[float, float] | None = None
    for strip in range(int(left / _STRIP) + 1, int(right / _STRIP)):
        at = (strip + 0.5) * _STRIP
        run: list[Line] = []
        for line in [*lines, None]:
            if line and not line.x0 < at < line.x1:
                run.append(line)
                continue
            if len(run) > len(lines) // 50 and _are_columns(run, at):
                best = max(best or (0.0, 0.0), (float(len(run)), at))
            run = []
    return best[1] if best else None


def _are_columns(lines: Sequence[Line], at: float) -> bool:
    """Whether there are columns of prose at both sides: enough lines beside each other, most of them full."""
    halves = [line for line in lines if line.x1 <= at], [line for line in lines if line.x0 >= at]
    if any(len(half) < _MIN_LINES for half in halves):
        return False
    for half in halves:
        left, right = _sides(half)
        width = median(line.x1 - line.x0 for line in half)
        if width < max(_FULL * (right - left), 6 * half[0].size):
            return False
    top = max(half[0].top for half in halves)
    bottom = min(half[-1].bottom for half in halves)
    return bottom - top > 0.4 * min(half[-1].bottom - half[0].top for half in halves)


def _rows(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines from the top, those beside each other joined where a sentence may go on."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.top):
        if rows and abs(line.top + line.bottom - rows[-1][0].top - rows[-1][0].bottom) < 0.9 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        yield from _joined(row)


def _joined(row: Sequence[Line]) -> Iterator[Line]:
    is_rtl = any(has_arabic(text_of(line.glyphs)) for line in row)
    ordered = sorted(row, key=lambda line: -line.x1 if is_rtl else line.x0)
    current = ordered[0]
    for line in ordered[1:]:
        gap = current.x0 - line.x1 if is_rtl else line.x0 - current.x1
        if gap > _APART * line.size:
            yield current
            current = line
        else:
            space = replace(current.glyphs[-1], text=" ")
            both = (current, line)
            current = Line(
                (*current.glyphs, space, *line.glyphs),
                *_sides(both),
                min(b.top for b in both),
                max(b.bottom for b in both),
            )
    yield current
