"""A document as data: segments of text with marks, and a skeleton only its format understands.

All spans are half-open ranges of code points of the text they belong to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The half-open range `start:end` of a text."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The part of `text` that the span covers."""
        return text[self.start : self.end]

    def shift(self, offset: int) -> Span:
        """The same range seen from a text that begins `offset` earlier."""
        return Span(self.start + offset, self.end + offset)

    def overlaps(self, other: Span) -> bool:
        """True when the two ranges share at least one position."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Mark:
    """Inline markup on a segment: bold, a link (a range), or a footnote reference, a break, a field (a point).

    A point has `start == end` and stands before the character at `start`. Ranges of one segment are nested
    or disjoint, never crossing. `id` is unique in its segment and is how the format finds its own markup again.
    `parts`: a point that sets apart what stands on its two sides, as a line break or a tab does.
    """

    id: str
    span: Span
    parts: bool = field(default=False, compare=False)

    @property
    def is_point(self) -> bool:
        """True for markup that covers no text."""
        return self.span.start == self.span.end


@dataclass(frozen=True, slots=True)
class Match:
    """What a translation memory has for a segment: an approved `target` of a `source` that is its own, or like it.

    `percent` is how alike the two sources are, in words: 100 for the same text (`exact`), also after the same text
    before it (`context`); 1 to 99 for a `fuzzy` match. `origin` is what the pair was imported from.
    """

    kind: Literal["context", "exact", "fuzzy"]
    percent: int
    source: str
    target: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """One unit of translation: a paragraph, a cell, a heading, an attribute, a cue; never a run.

    `id` is unique in the document and stable for the same bytes. `text` has no markup: what markup says is in
    `marks`, listed by start, outer before inner. A line break inside a paragraph is a point, not a character,
    unless the format keeps it as text. `given` is a translation that the document already brought along
    (an XLIFF target, a PO msgstr) and `approved` says that a human confirmed it, so that it is left alone.
    `limit` is the most code points a line of the target should have (subtitles), 0 for none. `matches` are what a
    translation memory has for it, best first; formats know of none.
    """

    id: str
    text: str
    marks: tuple[Mark, ...] = ()
    given: str = ""
    approved: bool = False
    limit: int = 0
    matches: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class Translation:
    """What a segment became: target text, and every mark of the segment exactly once with its new span."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A source and the translation that it has already ('' = none), as a bilingual document or two documents say.

    `codes` and `given_codes` name the inline codes of the two; what stands in both has the same name. `exact`: the
    names are the format's own, so that all of them must be there; else they only count what looks like a code.
    """

    id: str
    source: str
    target: str
    codes: tuple[str, ...] = ()
    given_codes: tuple[str, ...] = ()
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Document:
    """The segments of a document in reading order, and all the rest.

    `format` is the name of the row in the format table. `skeleton` is opaque to everyone but that format's `write`.
    """

    format: str
    segments: tuple[Segment, ...]
    skeleton: object

    def identity(self) -> Sequence[Translation]:
        """The translations that leave the document as it is."""
        return [Translation(segment.text, segment.marks) for segment in self.segments]
