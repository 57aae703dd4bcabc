"""The glyphs of a PDF and where they stand, read with pdfplumber; nothing here knows in which order they are read."""

from __future__ import annotations

import io
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from translator.errors import InputError

if TYPE_CHECKING:
    from pdfplumber.page import Page

_MAX_PAGES = 5_000
_MAX_STREAM = 64 << 20
_MIN_STREAM = 4 << 20  # a smaller stream can do no harm however well it is compressed
_MAX_RATIO = 150
_DICTIONARY = 2000  # bytes before a stream that may describe it
_MIN_WIDTH = 0.05  # of the size: what is narrower is a vowel sign
_MAX_EDGES = 3_000  # a page with more lines than that shows a drawing, no table
_MAX_LEVELS = 4  # of compression inside compression
_STREAM = re.compile(rb"stream\r?\n")
_PRESENTATION = re.compile("[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]")
_BULLETS = {0xF0B7: "•", 0xF0A7: "▪", 0xF076: "❖", 0xF0D8: "➢", 0xF0FC: "✓", 0xF02D: "-"}
_REVERSED_LAM_ALEF = {"ال": "لا", "أل": "لأ", "إل": "لإ", "آل": "لآ"}
_NO_TEXT_HINT = "recognise its text first (for example with OCRmyPDF and the Arabic data of Tesseract)"


@dataclass(frozen=True, slots=True)
class Glyph:
    """What one glyph says, in reading order, and its box on the page, from the top left corner, in points."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    is_bold: bool = False
    is_italic: bool = False
    link: str = ""
    order: int = 0  # in which the glyphs of a page are drawn

    @property
    def middle(self) -> float:
        """Where it stands from left to right."""
        return (self.x0 + self.x1) / 2

    @property
    def is_mark(self) -> bool:
        """True for a sign that stands above or below another."""
        return bool(self.text) and all(unicodedata.category(char) == "Mn" for char in self.text)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with rules: the boxes (x0, top, x1, bottom) of its cells, row by row, None where there is no cell."""

    top: float
    rows: tuple[tuple[tuple[float, float, float, float] | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its size, its glyphs and its tables."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    grids: tuple[Grid, ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """A PDF: its title and its pages."""

    title: str
    sheets: tuple[Sheet, ...]


def load(data: bytes) -> Pages:
    """The pages of the PDF in `data`. Raises InputError when it is damaged, locked, hostile or a picture of text."""
    _refuse_bombs(data)
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    from translator.formats.pdf_bounds import Bounds, interpreted

    try:
        if not data:
            raise InputError("the file is empty", "get it again from where it came")
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > _MAX_PAGES:
                raise InputError(f"the file has {len(pdf.pages)} pages; the limit is {_MAX_PAGES}")
            title = pdf.metadata.get("Title", "")
            bounds = Bounds(len(data))
            sheets = (_sheet(interpreted(page, bounds)) for page in pdf.pages)
            pages = Pages(title if isinstance(title, str) else "", tuple(sheets))
    except InputError:
        raise
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise InputError("the file is encrypted", "save it without a password") from None
        raise InputError(f"the file is damaged or no PDF: {_one_line(error)}") from None
    except (Exception, RecursionError) as error:  # damaged data makes the parser fail in any way
        raise InputError(f"the file is damaged or no PDF: {_one_line(error)}") from None
    _refuse_pictures(pages)
    return pages


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _sheet(page: Page) -> Sheet:
    links = [(link["x0"], link["top"], link["x1"], link["bottom"], link["uri"]) for link in page.hyperlinks]
    glyphs = tuple(_glyphs(page.chars, links))
    grids = tuple(_grids(page)) if glyphs else ()
    result = Sheet(float(page.width), float(page.height), glyphs, grids)
    page.close()
    return result


def _glyphs(chars: Iterable[dict[str, Any]], links: list[tuple[float, float, float, float, str]]) -> Iterator[Glyph]:
    drawn: set[tuple[str, int, int]] = set()
    for order, char in enumerate(chars):
        text = _text(char["text"], char["x1"] - char["x0"] > _MIN_WIDTH * char["size"])
        if not char["upright"] or not text or (not text.isspace() and _is_drawn(drawn, text, char["x0"], char["top"])):
            continue
        x0, x1, top, bottom = char["x0"], char["x1"], char["top"], char["bottom"]
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        link = next((uri for a, b, c, d, uri in links if a <= x <= c and b <= y <= d and uri), "")
        font = char["fontname"].rpartition("+")[2].lower()
        is_bold = any(name in font for name in ("bold", "black", "heavy", "demi"))
        is_italic = any(name in font for name in ("italic", "oblique"))
        yield Glyph(text, x0, x1, top, bottom, char["size"], is_bold, is_italic, link, order)


def _is_drawn(drawn: set[tuple[str, int, int]], text: str, x: float, y: float) -> bool:
    """Whether the same glyph was drawn at the same place before, as some do to make it look bold; notes it."""
    near = [(text, round(x) + dx, round(y) + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    result = not drawn.isdisjoint(near)
    drawn.add((text, round(x), round(y)))
    return result


def _text(text: str, is_wide: bool) -> str:
    """Plain letters for presentation forms; a ligature of lam and alef in the order in which it is read.

    Of a glyph that does not say what it shows we know that it was a letter, if it is wide, or a vowel sign.
    """
    if not text.strip("\0") or (text.startswith("(cid:") and text.endswith(")")):
        return "\N{REPLACEMENT CHARACTER}" if is_wide else ""
    plain = _PRESENTATION.sub(lambda form: unicodedata.normalize("NFKC", form[0]), text).translate(_BULLETS)
    if any(map(unicodedata.combining, plain)):
        plain = plain.replace(" ", "")
    plain = "".join(char for char in plain if char.isprintable() or char.isspace())
    return _REVERSED_LAM_ALEF.get(plain, plain)


def _grids(page: Page) -> Iterator[Grid]:
    if len(page.edges) > _MAX_EDGES:
        return
    for table in page.find_tables():
        rows = tuple(tuple(row.cells) for row in table.rows)
        if len(rows) > 1 or max(map(len, rows)) > 1:
            yield Grid(table.bbox[1], rows)


def _refuse_pictures(pages: Pages) -> None:
    texts = [glyph.text for sheet in pages.sheets for glyph in sheet.glyphs if not glyph.text.isspace()]
    if not texts:
        raise InputError("the file has no text: it is a picture of text, or empty", _NO_TEXT_HINT)
    if texts.count("\N{REPLACEMENT CHARACTER}") * 4 > len(texts):
        raise InputError("the fonts of the file do not say which letters they show", _NO_TEXT_HINT)


def _refuse_bombs(data: bytes) -> None:
    """Raises InputError for streams that unpack to far more than text and fonts need; pictures are not unpacked."""
    view = memoryview(data)
    for found in _STREAM.finditer(data):
        if b"/Image" in data[max(0, found.start() - _DICTIONARY) : found.start()].rpartition(b"obj")[2]:
            continue
        end = data.find(b"endstream", found.end())
        packed: bytes | memoryview = view[found.end() : end if end >= 0 else len(data)]
        for _ in range(_MAX_LEVELS):
            limit = min(max(_MIN_STREAM, _MAX_RATIO * len(packed)), _MAX_STREAM)
            unpacked = _unpacked(packed, limit + 1)
            if len(unpacked) > limit:
                raise InputError(f"the file is a bomb: a stream of it unpacks to more than {limit >> 20} MB")
            if unpacked[:1] != b"\x78":
                break
            packed = unpacked


def _unpacked(packed: bytes | memoryview, limit: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, limit)
    except zlib.error:
        return b""
