"""A translated document as a page of two columns: English on the left, Arabic on the right, terms highlighted."""

from __future__ import annotations

from translator import __version__
from translator.report.as_html import sheet
from translator.report.templates import fill
from translator.result import FileResult


def render(file: FileResult) -> bytes:
    """The page as UTF-8; it needs no network and no script, and prints well."""
    return fill("bilingual.html.j2", {"sheet": sheet(file), "version": __version__}).encode("utf-8", "backslashreplace")
