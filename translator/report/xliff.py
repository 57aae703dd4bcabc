"""A translated document as XLIFF 1.2, for going through it in a CAT tool. It holds text only, no inline markup."""

from __future__ import annotations

from translator import __version__
from translator.report.as_html import sheet
from translator.report.templates import fill
from translator.result import FileResult


def render(file: FileResult) -> bytes:
    """The file as UTF-8: every segment with its translation as a suggestion; problems and terms as notes."""
    return fill("xliff.j2", {"sheet": sheet(file), "version": __version__}).encode()
