"""From the glyphs of pages to paragraphs and tables in the order in which they are read.

Columns are read from the right; what repeats at the edges of pages is a running head, read once; a page number is
no text. Whether a line goes on in the next one is judged as a reader does: by size, distance, indent, and whether
the next word would still have fitted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from translator.formats.ooxml import has_arabic
from translator.formats.pdf_columns import Box, Line, Region, lines_of, regions
from translator.formats.pdf_glyphs import Glyph, Grid, Pages, Sheet
from translator.formats.pdf_order import mirrored, text_of, unmirrored

_BULLET = re.compile(r"[•▪◦●○■□–❖➢✓*-]\s")
_NUMBERED = re.compile(r"\(?(?:\d{1,3}|[\u0660-\u0669]{1,3}|[أ-ي])\s?[.)\u2013-]\s")
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:صفحة|ص|page)?[\s.:]*[\d\u0660-\u0669]{1,4}(?:\s*(?:من|of|/)\s*[\d\u0660-\u0669]{1,4})?[-–—\s]*", re.I
)
_SENTENCE_END = re.compile(r"[.؟!?:…][»”\")\]]*\s*$")
_EDGE = 0.1  # of the height of a page: where running heads stand
_LEVELS = 3


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Glyphs in reading order; `level` 1 and up is a heading; `bullet` is the sign of a list item, no part of it."""

    glyphs: tuple[Glyph, ...]
    size: float
    level: int = 0
    bullet: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table that covers `span` columns."""

    paragraphs: tuple[Paragraph, ...]
    span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells in reading order, the first column first."""

    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A document: its body, what runs at the top and the bottom of pages, and whether pages were numbered."""

    title: str
    body: tuple[Paragraph | Table, ...]
    head: tuple[Paragraph, ...]
    foot: tuple[Paragraph, ...]
    has_numbers: bool


@dataclass(frozen=True, slots=True)
class _Taken:
    """A page taken apart: its lines outside of tables, and its tables."""

    sheet: Sheet
    lines: tuple[Line, ...]
    tables: tuple[tuple[float, Table], ...]


def layout(pages: Pages) -> Layout:
    """The document that `pages` show."""
    is_rtl = has_arabic("".join(glyph.text for sheet in pages.sheets for glyph in sheet.glyphs))
    taken = [_taken(sheet, is_rtl) for sheet in pages.sheets]
    signs = mirrored([line.glyphs for page in taken for line in page.lines])
    if signs:
        taken = [replace(page, lines=tuple(_unmirrored(line, signs) for line in page.lines)) for page in taken]
    head, foot, numbers = _running(taken)
    gone = {id(line) for line in (*head, *foot, *numbers)}
    body: list[Paragraph | Table] = []
    for page in taken:
        rest = [line for line in page.lines if id(line) not in gone]
        _extend(body, regions(rest, page.tables, is_rtl))
    return Layout(pages.title, tuple(_with_levels(body)), _once(head), _once(foot), bool(numbers))


def _unmirrored(line: Line, signs: str) -> Line:
    return replace(line, glyphs=tuple(unmirrored(line.glyphs, signs)))


def _taken(sheet: Sheet, is_rtl: bool) -> _Taken:
    tables = [(grid.top, _table(grid, sheet.glyphs, is_rtl)) for grid in sheet.grids]
    boxes = [box for grid in sheet.grids for row in grid.rows for box in row if box]
    outside = [glyph for glyph in sheet.glyphs if not any(_is_in(glyph, box) for box in boxes)]
    return _Taken(sheet, tuple(lines_of(outside)), tuple(tables))


def _is_in(glyph: Glyph, box: Box) -> bool:
    return box[0] <= glyph.middle <= box[2] and box[1] <= (glyph.top + glyph.bottom) / 2 <= box[3]


def _table(grid: Grid, glyphs: Sequence[Glyph], is_rtl: bool) -> Table:
    edges = sorted({round(x) for row in grid.rows for box in row if box for x in (box[0], box[2])})
    rows = []
    for row in grid.rows:
        cells = []
        at = 0
        for box in (box for box in row if box):
            start, end = edges.index(round(box[0])), edges.index(round(box[2]))
            if start > at:
                cells.append(Cell((), start - at))
            lines = lines_of([glyph for glyph in glyphs if _is_in(glyph, box)])
            cells.append(Cell(tuple(_paragraphs(lines, (box[0], box[2]))), max(end - start, 1)))
            at = max(end, start + 1)
        if at < len(edges) - 1:
            cells.append(Cell((), len(edges) - 1 - at))
        rows.append(tuple(reversed(cells) if is_rtl else cells))
    return Table(tuple(rows))


def _running(pages: Sequence[_Taken]) -> tuple[list[Line], list[Line], list[Line]]:
    """What runs at the top of pages, what runs at the bottom, and the page numbers."""
    head: list[Line] = []
    foot: list[Line] = []
    numbers: list[Line] = []
    edges = [(page, line) for page in pages for line in page.lines if _at_edge(page, line)]
    seen = Counter(_pattern(line) for _, line in edges)
    for page, line in edges:
        if _PAGE_NUMBER.fullmatch(text_of(line.glyphs)):
            numbers.append(line)
        elif seen[_pattern(line)] > 1 and seen[_pattern(line)] * 3 > len(pages):
            (head if line.top < page.sheet.height / 2 else foot).append(line)
    return head, foot, numbers


def _at_edge(page: _Taken, line: Line) -> bool:
    return line.bottom < page.sheet.height * _EDGE or line.top > page.sheet.height * (1 - _EDGE)


def _pattern(line: Line) -> tuple[str, int]:
    return re.sub(r"\d+", "#", text_of(line.glyphs)), round(line.top / 5)


def _once(lines: Iterable[Line]) -> tuple[Paragraph, ...]:
    """Running lines, each once."""
    by_text = {re.sub(r"\d+", "#", text_of(line.glyphs)): line for line in reversed(list(lines))}
    return tuple(Paragraph(line.glyphs, line.size) for line in reversed(by_text.values()))


def _extend(body: list[Paragraph | Table], parts: Iterable[Region | Table]) -> None:
    """Adds the regions of a page; the first line of one may go on with the last paragraph."""
    for part in parts:
        if isinstance(part, Table):
            body.append(part)
            continue
        paragraphs = list(_paragraphs(part.lines, part.sides))
        last = body[-1] if body else None
        if paragraphs and isinstance(last, Paragraph) and part.lines and _goes_on(last, paragraphs[0]):
            joined = (*last.glyphs, *_space(last.glyphs), *paragraphs[0].glyphs)
            body[-1] = replace(last, glyphs=joined)
            del paragraphs[0]
        body += paragraphs


def _goes_on(last: Paragraph, first: Paragraph) -> bool:
    """Whether a paragraph goes on in the next column or on the next page."""
    is_same = abs(last.size - first.size) < 0.1 * last.size and not first.bullet
    return (
        is_same
        and len(last.glyphs) > 40
        and not _SENTENCE_END.search(text_of(last.glyphs))
        and not _starts(first.glyphs)
    )


def _paragraphs(lines: Sequence[Line], sides: tuple[float, float]) -> Iterator[Paragraph]:
    leading = _leading(lines)
    current: list[Line] = []
    for line in lines:
        if current and not _continues(current[-1], line, sides, leading):
            yield _paragraph(current)
            current = []
        current.append(line)
    if current:
        yield _paragraph(current)


def _leading(lines: Sequence[Line]) -> float:
    """The usual distance from line to line."""
    steps = [b.top - a.top for a, b in pairwise(lines) if abs(a.size - b.size) < 0.1 * a.size]
    steps = [step for step in steps if step > 0]
    return median(steps) if steps else 0.0


def _continues(line: Line, following: Line, sides: tuple[float, float], leading: float) -> bool:
    size = line.size
    step = following.top - line.top
    if abs(size - following.size) > 0.1 * size or step <= 0 or step > min(max(1.3 * leading, 1.2 * size), 2.4 * size):
        return False
    if _starts(following.glyphs) or (line.is_bold and not following.is_bold):
        return False
    is_rtl = has_arabic(text_of(line.glyphs))
    room = line.x0 - sides[0] if is_rtl else sides[1] - line.x1
    indent = (line.x1 - following.x1) if is_rtl else (following.x0 - line.x0)
    is_centered = abs((following.x0 - sides[0]) - (sides[1] - following.x1)) < size
    return room < following.first_word + 0.5 * size and (indent < 1.2 * size or is_centered)


def _starts(glyphs: Sequence[Glyph]) -> bool:
    start = text_of(glyphs[:6])
    return bool(_BULLET.match(start) or _NUMBERED.match(start))


def _paragraph(lines: Sequence[Line]) -> Paragraph:
    glyphs: list[Glyph] = []
    for line in lines:
        glyphs += [*_space(glyphs), *line.glyphs]
    found = _BULLET.match(text_of(glyphs[:6]))
    bullet = found[0].strip() if found else ""
    size = Counter(round(glyph.size, 1) for glyph in glyphs).most_common(1)[0][0]
    return Paragraph(tuple(glyphs[2:] if bullet else glyphs), size, bullet=bullet)


def _space(glyphs: Sequence[Glyph]) -> list[Glyph]:
    return [replace(glyphs[-1], text=" ")] if glyphs and not glyphs[-1].text.isspace() else []


def _with_levels(body: Sequence[Paragraph | Table]) -> Iterator[Paragraph | Table]:
    """Short paragraphs in letters larger than most are headings, the largest of the first level."""
    weights: Counter[float] = Counter()
    for part in body:
        if isinstance(part, Paragraph):
            weights[part.size] += len(part.glyphs)
    usual = weights.most_common(1)[0][0] if weights else 0.0
    larger = sorted((size for size in weights if size > 1.15 * usual), reverse=True)
    for part in body:
        if isinstance(part, Paragraph) and part.size in larger and len(part.glyphs) < 150 and not part.bullet:
            yield replace(part, level=min(larger.index(part.size) + 1, _LEVELS))
        else:
            yield part
