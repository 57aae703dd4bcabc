"""Texts in pieces with the spans they came from, and attention seen as an alignment of two such texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from translator.document import Span
from translator.engine.base import Alignment

Pieces = tuple[str, ...]

SPACE = "▁"
"""What SentencePiece writes for the space before a word."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in pieces. The last `len(offsets)` of them are its own, each with its span; a model's prefix has none."""

    text: str
    pieces: Pieces
    offsets: tuple[tuple[int, int], ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """The offsets without white space at their starts, where SentencePiece puts the space between two words."""
        return tuple(_trimmed(self.text, start, end) for start, end in self.offsets)


def text_of(prefix: Pieces, pieces: Iterable[str], offsets: Iterable[tuple[int, int]], text: str) -> Text:
    """`text` after the pieces of a model's `prefix`."""
    return Text(text, (*prefix, *pieces), tuple(offsets))


def spelled(text: str, pieces: Pieces, foreign: int) -> Text | None:
    """`text` in the pieces it was decoded from, the first `foreign` being a model's prefix; None if they differ.

    A search may cut words otherwise than the tokenizer would (`▁200` `4` for `▁2004`).
    """
    said = [piece.replace(SPACE, " ") for piece in pieces[foreign:]]
    whole = "".join(said)
    lead = len(whole) - len(whole.lstrip())
    if whole[lead:] != text:
        return None
    ends = [max(0, end - lead) for end in accumulate(map(len, said))]
    return Text(text, pieces, tuple(zip([0, *ends], ends, strict=False)))


def alignment(source: Text, target: Text, rows: Sequence[Sequence[float]]) -> Alignment:
    """The part of an attention matrix (a row a target piece) between the two texts, prefixes left out.

    Without rows, nothing looks at anything.
    """
    top, left, right = (
        len(target.pieces) - len(target.offsets),
        len(source.pieces) - len(source.offsets),
        len(source.pieces),
    )
    weights = tuple(tuple(row[left:right]) for row in rows[top : len(target.pieces)])
    nothing = (0.0,) * len(source.offsets)
    return Alignment(source.spans, target.spans, weights or (nothing,) * len(target.offsets))


def with_first_row(rows: Sequence[Sequence[float]]) -> list[Sequence[float]]:
    """An attention matrix whose first row is what the others left over of the source.

    In a beam search over several sentences, CTranslate2 4 gives the first piece the attention of another sentence.
    """
    left = [max(0.0, 1.0 - sum(column)) for column in zip(*rows[1:], strict=True)] or [1.0] * len(rows[0])
    total = sum(left) or 1.0
    return [[weight / total for weight in left], *rows[1:]]


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)
