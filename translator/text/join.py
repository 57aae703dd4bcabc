"""Putting the sentences of a segment together again: what stood between them, final stops, capitals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from translator.document import Span

_STOP = re.compile(r"[.؟?!…:؛;][\"'”’»)\]]*$")
_ADDED_STOP = re.compile(r"(?<=[a-z0-9][a-z0-9)”\"’'%])\.$")
_DOUBLE_STOP = re.compile(r"(?<=\.[A-Z])\.\.$")
_COMMA = re.compile(r",[\"'”’]$")
_BREAK = re.compile("[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
_OPENING_WORD = re.compile(r"(?:The|A|An|And|Or|But|In|On|At|By|For|From|With|Of|To|As|It|He|She|They|This|That)\b")


@dataclass(frozen=True, slots=True)
class Joined:
    """The text of a segment's target; `spans` are where the translation of each piece stands in it."""

    text: str
    spans: tuple[Span, ...]


def join(text: str, parts: Sequence[tuple[Span, str]], fixed: tuple[str, ...] = ()) -> Joined:
    """`text` with each span replaced by its translation; the rest, white space and foreign sentences, is kept.

    A stop that the source does not have is taken off, and a piece that goes on with a sentence begins small; what is
    `fixed`, such as `The Hague` or `Apple Inc.`, keeps its capital and its stop.
    """
    out: list[str] = []
    spans: list[Span] = []
    at = size = 0
    goes_on = False
    for span, target in parts:
        source, between = span.of(text), text[at : span.start]
        piece = _tidy(source, target, goes_on and not _BREAK.search(between), fixed)
        out += [between, piece]
        spans.append(Span(size + len(between), size + len(between) + len(piece)))
        goes_on = not _STOP.search(source)
        at, size = span.end, spans[-1].end
    return Joined("".join([*out, text[at:]]), tuple(spans))


def _tidy(source: str, target: str, goes_on: bool, fixed: tuple[str, ...]) -> str:
    target = _DOUBLE_STOP.sub(".", target)
    if not (_STOP.search(source) or target.endswith(fixed)):
        target = _ADDED_STOP.sub("", target)
    if source.endswith("،") and not _COMMA.search(target):  # cut at a comma: the model ends the piece as it likes
        bare = target.rstrip(",")
        target = (bare if bare.endswith(fixed) else bare.rstrip(".,")) + ","
    small = goes_on and _OPENING_WORD.match(target) and not target.startswith(fixed)
    return target[:1].lower() + target[1:] if small else target
