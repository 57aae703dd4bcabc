"""PDF, for reading only: its text comes out as a clean Word document.

A PDF says where glyphs stand, not what they say together: lines, words, paragraphs, headings and tables are inferred.
Pictures and the look of pages are left behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from translator.document import Document, Segment, Translation
from translator.formats.inline import Inline, inline
from translator.formats.items import Item, Point, Range, Style, Text
from translator.formats.new_docx import Block, Content, Grid, GridCell, Piece, new_docx
from translator.formats.pdf_glyphs import Glyph, load
from translator.formats.pdf_layout import Layout, Paragraph, Table, layout

_RAISED = 0.75  # of the usual size: digits smaller than that are the sign of a note


@dataclass(frozen=True, slots=True)
class _Skeleton:
    """A layout, and its texts: the title first, then every paragraph in order."""

    layout: Layout
    texts: tuple[Inline, ...]


def read(data: bytes) -> Document:
    """The text of the PDF in `data`. Raises InputError."""
    found = layout(load(data))
    texts = (inline([Text(found.title)]), *(inline(_items(paragraph)) for paragraph in _paragraphs(found)))
    segments = [Segment(f"#{n}", text.text, text.marks) for n, text in enumerate(texts) if text.text]
    return Document("pdf", tuple(segments), _Skeleton(found, texts))


def write(document: Document, translations: Sequence[Translation]) -> bytes:
    """A Word document with the translations as its text; paragraphs that stay Arabic run right to left."""
    skeleton = document.skeleton
    assert isinstance(skeleton, _Skeleton)
    rest = iter(translations)
    items = iter([text.replaced(next(rest) if text.text else Translation("")) for text in skeleton.texts])
    title = "".join(piece.text for piece in _pieces(next(items)))

    def block(paragraph: Paragraph) -> Block:
        return Block(tuple(_pieces(next(items))), paragraph.level, paragraph.bullet)

    found = skeleton.layout
    head = tuple(map(block, found.head))
    body = tuple(block(part) if isinstance(part, Paragraph) else _grid(part, block) for part in found.body)
    return new_docx(Content(title, body, head, tuple(map(block, found.foot)), found.has_numbers))


def _paragraphs(found: Layout) -> Iterator[Paragraph]:
    """Every paragraph, in the order in which `write` asks for them."""
    yield from found.head
    for part in found.body:
        if isinstance(part, Paragraph):
            yield part
        else:
            yield from (paragraph for row in part.rows for cell in row for paragraph in cell.paragraphs)
    yield from found.foot


def _grid(table: Table, block: Callable[[Paragraph], Block]) -> Grid:
    return Grid(
        tuple(tuple(GridCell(tuple(map(block, cell.paragraphs)), cell.span) for cell in row) for row in table.rows)
    )


def _items(paragraph: Paragraph) -> Iterator[Item]:
    for link, linked in groupby(paragraph.glyphs, key=lambda glyph: glyph.link):
        children = tuple(_texts(linked, paragraph))
        if link:
            yield Range(link, children)
        else:
            yield from children


def _texts(glyphs: Iterable[Glyph], paragraph: Paragraph) -> Iterator[Item]:
    def look(glyph: Glyph) -> tuple[bool, bool, bool]:
        is_raised = glyph.text.isdigit() and glyph.size < _RAISED * paragraph.size
        return is_raised, glyph.is_bold and not paragraph.level, glyph.is_italic

    for (is_raised, is_bold, is_italic), alike in groupby(glyphs, key=look):
        text = "".join(glyph.text for glyph in alike)
        key = b"bold" * is_bold + b"italic" * is_italic
        yield Point((text,)) if is_raised else Text(text, Style(key, (is_bold, is_italic)))


def _pieces(items: Iterable[Item], link: str = "") -> Iterator[Piece]:
    for item in items:
        if isinstance(item, Text):
            is_bold, is_italic = item.style.data if isinstance(item.style.data, tuple) else (False, False)
            yield Piece(item.text, is_bold, is_italic, link=link)
        elif isinstance(item, Range):
            yield from list(_pieces(item.children, str(item.data))) or [Piece("", link=str(item.data))]
        else:
            yield from (Piece(str(text), is_raised=True) for text in item.data)
