"""Text documents of LibreOffice and OpenOffice: body, headers, footers, notes, comments, frames and properties."""

from __future__ import annotations

from collections.abc import Sequence

from translator.document import Document, Translation
from translator.formats import odf

_KIND = odf.Kind("odt", ("text",))


def read(data: bytes) -> Document:
    """The document in `data`. Raises InputError."""
    return odf.read(_KIND, data)


def write(document: Document, translations: Sequence[Translation]) -> bytes:
    """The document with its text replaced, left to right unless nothing was translated."""
    return odf.write(_KIND, document, translations)
