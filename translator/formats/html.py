"""HTML and XHTML pages. What is not translated and not turned comes back byte for byte, malformed markup included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translator.document import Document, Translation
from translator.formats.page_file import PageFile, open_html


@dataclass(frozen=True, slots=True)
class _Skeleton:
    file: PageFile
    data: bytes


def read(data: bytes) -> Document:
    """The page in `data`. Raises InputError."""
    file = open_html(data)
    return Document("html", tuple(file.page.segments()), _Skeleton(file, data))


def write(document: Document, translations: Sequence[Translation]) -> bytes:
    """The page with its text replaced, left to right unless nothing was translated, in the same encoding."""
    skeleton = document.skeleton
    assert isinstance(skeleton, _Skeleton)
    page = skeleton.file.page
    if not page.differs(translations):
        return skeleton.data
    return skeleton.file.written(translations, page.is_rtl)
