"""Marks, projected from a source to its translation.

What is known comes first: a range over whole sentences goes to their translations, a range over glossary terms to where
their renderings stand. Any other range goes to the words of the translation that answer most to the source it covers:
the contiguous run with the largest sum of agreement above a threshold. A point goes behind what answers to the phrase
before it. Ranges stay nested or disjoint, and every mark comes out exactly once.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from translator.document import Mark, Span
from translator.marks.correspondence import Known, Pair, Part, Word, core_end, has_words, hull, words_of

_SIGNS = re.compile(r"[^\w\s]+")
_SIGNS_AT_END = re.compile(r"[^\w\s]+$")
_NO_WORD_AT_END = re.compile(r"\W+$")
_LAST_WORDS = re.compile(r"(?:\bال\w+\s+)*(\w+)$")
_THRESHOLD = 0.4
_LEAST = 0.05


def project(what: Known, parts: Sequence[Part]) -> tuple[Mark, ...]:
    """The marks on the target, in the order given; where something is sure, the links of `parts` do not count."""
    return _Projection(what, tuple(parts), tuple(words_of(what, parts))).placed()


@dataclass(frozen=True, slots=True)
class _Projection:
    what: Known
    parts: tuple[Part, ...]
    words: tuple[Word, ...]

    def placed(self) -> tuple[Mark, ...]:
        ranges = [mark.span for mark in self.what.marks if not mark.is_point]
        settled: dict[Span, Span] = {}
        # Outer before inner; among brothers what is known before what is guessed, since it takes its words.
        for span in sorted(ranges, key=lambda r: (-len(r), self._known_run(r) is None, r)):
            settled[span] = self._run(span, list(settled.items()))
        points = [mark.span for mark in self.what.marks if mark.is_point]
        others = list(settled.items())
        places = settled | {span: _inside(self._behind(span.start, settled), span, others) for span in points}
        return tuple(replace(mark, span=places[mark.span]) for mark in self.what.marks)

    def _run(self, span: Span, others: Sequence[Pair]) -> Span:
        run = self._known_run(span)
        if run is not None and _room(span, others).holds(run):
            return run
        words = [word for word in self.words if word.within.overlaps(span)]
        room = _room(span, others)
        free = [word for word in words if room.holds(word.span)]
        run = _best_run(span, words, {word.span for word in free})
        if run:
            signed = self._signed(run, span)
            return signed if room.holds(signed) else run
        near = self._relative(span.start)
        spare = [word.span for word in free if word.proves]
        return min(spare, key=lambda word: abs(word.start - near), default=_inside(near, span, others))

    def _known_run(self, span: Span) -> Span | None:
        """Where a range goes that covers the whole segment, whole sentences, or nothing but what is sure."""
        source = self.what.source
        if not (source[: span.start] + source[span.end :]).strip():
            return Span(0, len(self.what.target))
        touched = [part for part in self.parts if part.source.overlaps(span)]
        if touched and not any(self.what.cuts(span, part) for part in touched):
            return self._signed(hull([part.target for part in touched]), span)
        return self.what.rendering(span)

    def _signed(self, run: Span, span: Span) -> Span:
        """`run` with the signs behind it where `span` has such in the source, and else without any."""
        target = self.what.target
        if _SIGNS_AT_END.search(span.of(self.what.source)):
            signs = _SIGNS.match(target, run.end)
            return Span(run.start, signs.end()) if signs else run
        bare = _SIGNS_AT_END.sub("", run.of(target))
        return Span(run.start, run.start + len(bare)) if bare else run

    def _behind(self, at: int, places: Mapping[Span, Span]) -> int:
        """The place of a point: behind what answers to the phrase before `at`, and the signs that are before `at`."""
        before = self.what.source[:at].rstrip()
        core = core_end(before, at)
        if not core:
            return 0
        if not self.what.source[at:].strip():
            return len(self.what.target)
        end = self._end(core, at, places)
        signs = _SIGNS.match(self.what.target, end) if _SIGNS_AT_END.search(before) else None
        return signs.end() if signs else end

    def _end(self, core: int, at: int, places: Mapping[Span, Span]) -> int:
        """Where the translation of what ends at `core` of the source ends, without the signs behind it."""
        last = Span(core - 1, core)
        run = self.what.rendering(last)
        for part in self.parts:
            if part.source.overlaps(last) and not has_words(self.what.source[core : part.source.end]):
                end = part.target.start + len(_NO_WORD_AT_END.sub("", part.target.of(self.what.target)))
                return max(end, run.end) if run else end
        ended = [places[span].end for span in self.what.ranges_before(core, at) if places[span]]
        run = run or self._phrase(core)
        return max(ended) if ended else run.end if run else self._relative(at)

    def _phrase(self, core: int) -> Span | None:
        """The run of the word that ends at `core`, with the noun before it where English puts that behind."""
        words = _LAST_WORDS.search(self.what.source[:core])
        if not words:
            return None
        own, wide = (self._run_of(Span(words.start(group), core)) for group in (1, 0))
        is_one = own and wide and words.group(1).startswith("ال") and wide.start <= own.start and own.end <= wide.end
        return wide if is_one else own

    def _run_of(self, covered: Span) -> Span | None:
        words = [word for word in self.words if word.within.overlaps(covered)]
        return _best_run(covered, words, {word.span for word in words})

    def _relative(self, at: int) -> int:
        """About as far into the target as `at` is into the source, at the end of a word."""
        wanted = len(self.what.target) * at / max(1, len(self.what.source))
        return min([0, *(word.span.end for word in self.words)], key=lambda end: abs(end - wanted))


def _best_run(covered: Span, words: Sequence[Word], free: Set[Span]) -> Span | None:
    """The contiguous words with the largest sum of agreement above the threshold; the best single word if none is.

    (Maximum subarray by a single pass, Kadane 1977; a word that is not free ends every run.)
    """
    best, found = _LEAST - _THRESHOLD, None
    start, total = 0, 0.0
    for word in words:
        if word.span not in free:
            total = 0.0
        elif word.proves or total > 0.0:
            gain = word.agreement(covered) - _THRESHOLD
            if total <= 0.0:
                start, total = word.span.start, 0.0
            total += gain if word.proves else min(gain, -0.01)
            if total > best:
                best, found = total, Span(start, word.span.end)
    return found


@dataclass(frozen=True, slots=True)
class _Room:
    """Where a range may go: inside of what holds it in the source, and apart from all else, which is `taken`."""

    inside: Span
    taken: tuple[Span, ...]
    ends: tuple[int, ...]

    def holds(self, run: Span) -> bool:
        """True when `run` is free."""
        if not (self.inside.start <= run.start and run.end <= self.inside.end):
            return False
        first = bisect_right(self.ends, run.start)
        return first == len(self.taken) or self.taken[first].start >= run.end


def _room(span: Span, others: Sequence[Pair]) -> _Room:
    """The room for `span` among the ranges that were placed before, which hold it or are apart from it."""
    around = [there for here, there in others if here.start <= span.start and span.end <= here.end]
    apart = sorted(there for here, there in others if not (here.start <= span.start and span.end <= here.end))
    taken: list[Span] = []
    for there in apart:  # outer before inner: what is inside another is taken with it
        if not taken or there.end > taken[-1].end:
            taken.append(there)
    inside = Span(max((there.start for there in around), default=0), min((t.end for t in around), default=sys.maxsize))
    return _Room(inside, tuple(taken), tuple(there.end for there in taken))


def _inside(at: int, span: Span, others: Sequence[Pair]) -> Span:
    """`at` as an empty span, moved so that it is inside exactly the ranges that hold `span` in the source."""
    for here, there in others:
        if here.start < span.start and span.end < here.end:
            at = min(max(at, there.start), there.end)
        elif there.start < at < there.end:
            at = there.end if span.start >= here.end else there.start
    return Span(at, at)
