"""Marks, projected from a source to its translation through word correspondences.

A range goes to the run of target words that answers most to the source it covers (the contiguous run with the largest
sum of agreement above a threshold); a point goes behind the word that answers to the source word before it. Ranges
stay nested or disjoint, and every mark comes out exactly once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from translator.document import Mark, Span
from translator.engine.base import Alignment

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|[^\w\s]|_")
_SIGNS = re.compile(r"[^\w\s]+")
_SIGNS_AT_END = re.compile(r"[^\w]+$")
_THRESHOLD = 0.4


@dataclass(frozen=True, slots=True)
class Link:
    """Target words at `target` answer to the source at `source`, with `weight` between 0 and 1."""

    source: Span
    target: Span
    weight: float


def links(alignment: Alignment, source: int, target: int) -> list[Link]:
    """The links of one sentence, whose source and target begin at these offsets of the segment's texts."""
    found = []
    for there, row in zip(alignment.target, alignment.weights, strict=True):
        total = sum(row)
        if total > 0.2:  # less: the token looked at the end mark, it answers to nothing
            found += [
                Link(here.shift(source), there.shift(target), weight / total)
                for here, weight in zip(alignment.source, row, strict=True)
                if weight > 0.02 * total
            ]
    return found


def certain(pairs: Iterable[tuple[Span, Span]]) -> list[Link]:
    """The links of what is known to answer to each other: a term and its rendering, copied text."""
    return [Link(source, target, 1.0) for source, target in pairs]


def project(
    marks: Sequence[Mark], source: str, target: str, sure: Sequence[Link], guessed: Sequence[Link]
) -> tuple[Mark, ...]:
    """The marks of `source` on `target`, in the order given; where `sure` links reach, `guessed` ones do not count."""
    settled = [link.target for link in sure]
    known = [*sure, *(link for link in guessed if not any(link.target.overlaps(span) for span in settled))]
    words = _words(target, settled)
    placed: dict[str, Mark] = {}
    ranges = [mark for mark in marks if not mark.is_point]
    agreement = {mark.id: [_agreement(word, mark.span, known) for word in words] for mark in ranges}
    # Outer before inner; among brothers the surer first, since it takes its words away from the others.
    for mark in sorted(ranges, key=lambda m: (-len(m.span), -sum(agreement[m.id]))):
        allowed = [_allowed(word, mark, ranges, placed) for word in words]
        whole = not (source[: mark.span.start] + source[mark.span.end :]).strip()
        run = Span(0, len(target)) if whole else _best_run(words, agreement[mark.id], allowed)
        placed[mark.id] = replace(mark, span=run or _gap(mark, source, target, ranges, placed))
    for mark in marks:
        if mark.is_point:
            at = _behind(mark.span.start, source, target, words, known)
            placed[mark.id] = replace(mark, span=_inside(at, mark, ranges, placed))
    return tuple(placed[mark.id] for mark in marks)


def _words(text: str, settled: Iterable[Span]) -> list[Span]:
    """The words and signs of the target; what is settled as a whole is one word."""
    units = sorted(set(settled))
    loose = [Span(*m.span()) for m in _WORD.finditer(text)]
    return sorted([*units, *(word for word in loose if not any(word.overlaps(unit) for unit in units))])


def _agreement(word: Span, covered: Span, known: Sequence[Link]) -> float:
    """The share of what the word answers to that lies in the covered source."""
    mine = [link for link in known if link.target.overlaps(word)]
    total = sum(link.weight for link in mine)
    return sum(link.weight for link in mine if link.source.overlaps(covered)) / total if total else 0.0


def _allowed(word: Span, mark: Mark, ranges: Sequence[Mark], placed: dict[str, Mark]) -> bool:
    for other in ranges:
        if other.id not in placed or other is mark:
            continue
        outer = other.span.start <= mark.span.start and mark.span.end <= other.span.end
        there = placed[other.id].span
        if outer and not (there.start <= word.start and word.end <= there.end):
            return False
        if not outer and there.overlaps(word):
            return False
    return True


def _best_run(words: Sequence[Span], agreement: Sequence[float], allowed: Sequence[bool]) -> Span | None:
    """The contiguous words with the largest sum of agreement above the threshold; the best single word if none is.

    (Maximum subarray by a single pass, Kadane 1977; a word that is not allowed ends every run.)
    """
    best: tuple[float, int, int] | None = None
    start, total = 0, 0.0
    for n, (share, ok) in enumerate(zip(agreement, allowed, strict=True)):
        if not ok:
            start, total = n + 1, 0.0
            continue
        if total <= 0.0:
            start, total = n, 0.0
        total += share - _THRESHOLD
        if best is None or total > best[0]:
            best = (total, start, n)
    return Span(words[best[1]].start, words[best[2]].end) if best else None


def _gap(mark: Mark, source: str, target: str, ranges: Sequence[Mark], placed: dict[str, Mark]) -> Span:
    """An empty range about as far into the target as the mark is into the source: no word is left for it."""
    at = round(len(target) * mark.span.start / max(1, len(source)))
    return _inside(at, mark, ranges, placed)


def _behind(at: int, source: str, target: str, words: Sequence[Span], known: Sequence[Link]) -> int:
    """The place behind the target word that answers to the source word before `at`."""
    before = source[:at].rstrip()
    if not before:
        return 0
    if not source[at:].strip():
        return len(target)
    core = len(_SIGNS_AT_END.sub("", before)) or len(before)
    word = Span(core - 1, core)
    mine = [link for link in known if link.source.overlaps(word)]
    weight = [sum(link.weight for link in mine if link.target.overlaps(there)) for there in words]
    if not any(weight):
        return round(len(target) * at / len(source))
    end = words[weight.index(max(weight))].end
    signs = _SIGNS.match(target, end)
    return signs.end() if signs and core < len(before) else end


def _inside(at: int, mark: Mark, ranges: Sequence[Mark], placed: dict[str, Mark]) -> Span:
    """`at` as an empty span, moved so that it is inside exactly the ranges that hold the mark in the source."""
    for other in ranges:
        if other is mark or other.id not in placed:
            continue
        there = placed[other.id].span
        if other.span.start < mark.span.start and mark.span.end < other.span.end:
            at = min(max(at, there.start), there.end)
        elif there.start < at < there.end:
            at = there.end if mark.span.start >= other.span.end else there.start
    return Span(at, at)
