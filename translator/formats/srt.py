r"""SubRip subtitles: numbers, times, tags (`<i>`, `{\an8}`), blank lines all stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from translator.document import Document, Translation
from translator.errors import InputError
from translator.formats.inplace import Code, Piece
from translator.formats.subtitles import document, rewritten, timed
from translator.parsing.encoding import decode

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z]+)(?:\s[^<>]*)?>|\{[^{}]*\}")


def read(data: bytes) -> Document:
    """The sentences of the subtitles in `data`. Raises InputError for text without a cue."""
    source = decode(data)
    cues = tuple(timed(source.text, _pieces))
    if not cues and source.text.strip():
        raise InputError("the file holds no subtitle", "a cue begins with a line like 00:00:01,000 --> 00:00:02,000")
    return document("srt", source, cues)


def write(document: Document, translations: Sequence[Translation]) -> bytes:
    """The same subtitles with their texts replaced."""
    return rewritten(document, translations, lambda text: text.replace("-->", "→"))


def _pieces(line: str) -> Iterator[Piece]:
    at = 0
    for tag in _TAG.finditer(line):
        yield line[at : tag.start()]
        name = (tag["name"] or "").lower()
        yield Code(tag[0], closes=name) if tag["close"] else Code(tag[0], opens=name)
        at = tag.end()
    yield line[at:]
