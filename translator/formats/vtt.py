"""WebVTT: header, NOTE, STYLE and REGION blocks, identifiers, settings, tags (`<c>`, `<v Name>`), times all stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape

from translator.document import Document, Translation
from translator.errors import InputError
from translator.formats.inplace import Code, Piece
from translator.formats.subtitles import document, rewritten, timed
from translator.parsing.encoding import decode

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z]*)[^<>]*>")
_SPECIAL = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def read(data: bytes) -> Document:
    """The sentences of the subtitles in `data`. Raises InputError for what does not begin with WEBVTT."""
    source = decode(data)
    if not source.text.startswith("WEBVTT") and source.text.strip():
        raise InputError("the file is no WebVTT: it does not begin with WEBVTT")
    return document("vtt", source, tuple(timed(source.text, _pieces)))


def write(document: Document, translations: Sequence[Translation]) -> bytes:
    """The same subtitles with their texts replaced."""
    return rewritten(document, translations, _escaped)


def _escaped(text: str) -> str:
    return "".join(_SPECIAL.get(char, char) for char in text)


def _pieces(line: str) -> Iterator[Piece]:
    at = 0
    for tag in _TAG.finditer(line):
        yield unescape(line[at : tag.start()])
        yield Code(tag[0], closes=tag["name"]) if tag["close"] else Code(tag[0], opens=tag["name"])
        at = tag.end()
    yield unescape(line[at:])
