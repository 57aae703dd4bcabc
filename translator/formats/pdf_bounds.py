"""Bounds on what the pages of a PDF may draw: a few bytes can say "draw this again" a billion times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextSeq
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFTextState
from pdfminer.utils import Matrix, PathSegment, Rect
from pdfplumber.page import Page, PDFPageAggregatorWithMarkedContent

from translator.errors import InputError

_MIN_LETTERS = 100_000
_LETTERS_A_BYTE = 10  # of the file: text and fonts take far more bytes than that, unless a page draws the same again
_MAX_FIGURES = 20_000  # drawings in drawings, over all pages
_MAX_PATHS = 20_000  # on a page: what is drawn after them is a drawing, no rule of a table


@dataclass(slots=True)
class Bounds:
    """What all pages of a file of `size` bytes together may still draw."""

    size: int
    letters: int = 0
    figures: int = 0

    def spend(self, letters: int = 0, figures: int = 0) -> None:
        """Raises InputError when that is more than what was left."""
        self.letters += letters
        self.figures += figures
        if self.letters > _MIN_LETTERS + _LETTERS_A_BYTE * self.size or self.figures > _MAX_FIGURES:
            raise InputError("the file is a bomb: its pages draw more than a document of its size can hold")


def interpreted(page: Page, bounds: Bounds) -> Page:
    """The page with what it draws, found within `bounds`, in the place where it would keep it itself."""
    device = _Device(page, bounds)
    PDFPageInterpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()
    return page


class _Device(PDFPageAggregatorWithMarkedContent):
    """Collects what a page draws; lines and curves beyond what a page of text has are left out."""

    def __init__(self, page: Page, bounds: Bounds) -> None:
        super().__init__(page.pdf.rsrcmgr, pageno=page.page_number, laparams=page.pdf.laparams)
        self._bounds = bounds
        self._paths = 0

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        """Text: its bytes are at least as many as its letters."""
        self._bounds.spend(letters=sum(len(part) for part in seq if isinstance(part, bytes)))
        super().render_string(textstate, seq, ncs, graphicstate)

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        """A drawing that the page, or another drawing, uses."""
        self._bounds.spend(figures=1)
        super().begin_figure(name, bbox, matrix)

    def paint_path(
        self, gstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[PathSegment]
    ) -> None:
        """A line or a curve."""
        self._paths += 1
        if self._paths <= _MAX_PATHS:
            super().paint_path(gstate, stroke, fill, evenodd, path)
