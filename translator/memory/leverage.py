"""How much of the text to translate a memory already has: the figures that jobs are planned and paid by.

A segment counts in the band of its best match: the same text, which is taken over, or what is alike. One that is to be
translated counts as a repetition if the same text was to be before, in whatever document. Words are what white space
parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from translator.document import Segment
from translator.memory.form import text_form
from translator.text.arabic import has_arabic

BANDS = ("approved", "context", "exact", "95-99", "85-94", "75-84", "50-74", "repetition", "new")
"""`approved` is what a document brings its approved translation along for; the numbers are percent of fuzzy matches."""


@dataclass(frozen=True, slots=True)
class Share:
    """How much text is in a band."""

    segments: int = 0
    words: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.segments + other.segments, self.words + other.words)


Leverage = Mapping[str, Share]
"""The share of every band."""


@dataclass(slots=True)
class Analysis:
    """Goes over the documents of a job, in order, and remembers what it saw."""

    _seen: set[str] = field(default_factory=set)

    def count(self, segments: Iterable[Segment]) -> Leverage:
        """The shares of a document whose segments have their matches."""
        shares = dict.fromkeys(BANDS, Share())
        for segment in segments:
            if has_arabic(segment.text):
                shares[self._band(segment)] += Share(1, len(segment.text.split()))
        return shares

    def _band(self, segment: Segment) -> str:
        if segment.approved:
            return "approved"
        best = segment.matches[0] if segment.matches else None
        if best and best.kind != "fuzzy":
            return best.kind
        text = text_form(segment.text)
        if text in self._seen:
            return "repetition"
        self._seen.add(text)
        return _fuzzy(best.percent) if best else "new"


def _fuzzy(percent: int) -> str:
    return next(band for band in BANDS if band[0].isdigit() and percent >= int(band[:2]))


def total(shares: Iterable[Leverage]) -> Leverage:
    """The sum of several documents."""
    listed = list(shares)
    return {band: sum((each[band] for each in listed), Share()) for band in BANDS}
