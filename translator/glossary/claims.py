"""Who gets which words of a target, where several hits could be rendered by the same ones."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import prod

Options = tuple[range, ...]
"""The word ranges of a target that render a hit, by start."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What hits of one kind may claim, and which of that reads as they would be rendered, not merely acceptably."""

    options: Options
    usual: frozenset[range] = frozenset()


Rank = Callable[[int, range], tuple[int, bool]]

MOST_CLAIMS, MOST_STATES = 200, 20_000
"""The size of a rivalry from which a greedy assignment has to be good enough."""


def assign(kinds: Sequence[Kind], wanted: Sequence[int]) -> list[list[range]]:
    """For each kind of hit, up to as many of its options as are wanted, by start; no two ranges overlap.

    As many hits as possible get a range; longer ranges go first, and of equal ones those that are usual for a kind.
    """
    options = [kind.options for kind in kinds]
    chosen = _greedy(options, wanted, lambda kind, words: (-len(words), words not in kinds[kind].usual))
    for kind, own in enumerate(options):
        if len(chosen[kind]) < min(wanted[kind], len(own)):
            rivals = _rivals(options, kind)
            best = _best([options[rival] for rival in rivals], [wanted[rival] for rival in rivals])
            if sum(map(len, best)) > sum(len(chosen[rival]) for rival in rivals):
                for rival, ranges in zip(rivals, best, strict=True):
                    chosen[rival] = ranges
    return [sorted(ranges, key=_start) for ranges in chosen]


def _greedy(options: Sequence[Options], wanted: Sequence[int], rank: Rank) -> list[list[range]]:
    claims = [(rank(kind, words), kind, words.start, words) for kind, own in enumerate(options) for words in own]
    chosen: list[list[range]] = [[] for _ in options]
    taken: set[int] = set()
    for _, kind, _, words in sorted(claims, key=lambda claim: claim[:3]):
        if len(chosen[kind]) < wanted[kind] and taken.isdisjoint(words):
            taken.update(words)
            chosen[kind].append(words)
    return chosen


def _rivals(options: Sequence[Options], first: int) -> list[int]:
    """The kinds whose options overlap those of `first`, or of another of them."""
    wanting: dict[int, list[int]] = {}
    for kind, own in enumerate(options):
        for word in {word for words in own for word in words}:
            wanting.setdefault(word, []).append(kind)
    found = [first]
    for kind in found:
        near = {rival for words in options[kind] for word in words for rival in wanting.pop(word, ())}
        found += sorted(near.difference(found))
    return sorted(found)


def _best(options: Sequence[Options], wanted: Sequence[int]) -> list[list[range]]:
    """The assignment that serves most hits and then uses most words; where there are too many, a good one.

    Weighted interval scheduling from left to right, the state being what is still wanted of each kind.
    """
    claims = sorted(((words, kind) for kind, own in enumerate(options) for words in own), key=lambda one: one[0].start)
    if len(claims) > MOST_CLAIMS or len(claims) * prod(count + 1 for count in wanted) > MOST_STATES:
        return _greedy(options, wanted, lambda _, words: (words.stop, False))
    starts = [words.start for words, _ in claims]

    @cache
    def best(at: int, left: tuple[int, ...]) -> tuple[int, int, tuple[int, ...]]:
        """(hits served, words used, claims taken) from the claim `at` on."""
        if at == len(claims):
            return 0, 0, ()
        words, kind = claims[at]
        without = best(at + 1, left)
        if not left[kind]:
            return without
        fewer = (*left[:kind], left[kind] - 1, *left[kind + 1 :])
        hits, used, taken = best(bisect_left(starts, words.stop), fewer)
        return max((hits + 1, used + len(words), (at, *taken)), without, key=lambda one: one[:2])

    served: list[list[range]] = [[] for _ in options]
    for at in best(0, tuple(wanted))[2]:
        words, kind = claims[at]
        served[kind].append(words)
    return served


def _start(words: range) -> int:
    return words.start
