"""Plain text: one segment a line that is not blank; everything around it is kept byte for byte.

White space around a line's text, line ends, byte order mark and encoding stay. Characters that are no text (NUL and
other controls, lone surrogates) are point marks: they come back, and no engine ever sees them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from translator.document import Document, Mark, Segment, Span, Translation
from translator.parsing.encoding import decode, encode

_LINE_END = re.compile(r"(\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])")
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class _Skeleton:
    """`pieces` alternate between what is kept and the segments, which are left out (`None`)."""

    encoding: str
    bom: bytes
    pieces: tuple[str | None, ...]
    points: tuple[str, ...]


def read(data: bytes) -> Document:
    """The lines of `data` as segments. Raises InputError for what is not text."""
    decoded = decode(data)
    pieces: list[str | None] = []
    segments: list[Segment] = []
    points: list[str] = []
    for number, line in enumerate(_LINE_END.split(decoded.text)):
        text = _NO_TEXT.sub("", line).strip()
        if not text:
            pieces.append(line)
            continue
        before, body, after = _around(line)
        pieces += [before, None, after]
        points.append("".join(_NO_TEXT.findall(body)))
        segments.append(_segment(f"line-{number // 2 + 1}", body))
    skeleton = _Skeleton(decoded.encoding, decoded.bom, tuple(pieces), tuple(points))
    return Document("txt", tuple(segments), skeleton)


def write(document: Document, translations: Sequence[Translation]) -> bytes:
    """The same lines with their text replaced, in the same encoding where that has every character of it."""
    skeleton = document.skeleton
    assert isinstance(skeleton, _Skeleton)
    lines = (_line(translation, points) for translation, points in zip(translations, skeleton.points, strict=True))
    text = "".join(next(lines) if piece is None else piece for piece in skeleton.pieces)
    return encode(text, skeleton.encoding, skeleton.bom)


def _around(line: str) -> tuple[str, str, str]:
    """White space and controls before the text of `line`, the text, and those after it."""
    start, end = 0, len(line)
    while line[start].isspace() or _NO_TEXT.match(line[start]):
        start += 1
    while line[end - 1].isspace() or _NO_TEXT.match(line[end - 1]):
        end -= 1
    return line[:start], line[start:end], line[end:]


def _segment(name: str, body: str) -> Segment:
    marks = [
        Mark(str(number), Span(found.start() - number, found.start() - number))
        for number, found in enumerate(_NO_TEXT.finditer(body))
    ]
    return Segment(name, _NO_TEXT.sub("", body), tuple(marks))


def _line(translation: Translation, points: str) -> str:
    """The text of `translation` on one line, every point once: where its mark is, or at the end where none is."""
    clean = _NO_TEXT.sub("\N{REPLACEMENT CHARACTER}", _LINE_END.sub(" ", translation.text))
    at = {mark.id: min(max(mark.span.start, 0), len(clean)) for mark in reversed(translation.marks)}
    placed = sorted((at.get(str(number), len(clean)), number) for number in range(len(points)))
    cuts = [0, *(position for position, _ in placed), len(clean)]
    parts = [clean[start:end] for start, end in pairwise(cuts)]
    return parts[0] + "".join(points[number] + part for (_, number), part in zip(placed, parts[1:], strict=True))
