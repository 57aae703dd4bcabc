"""IBM model 1 with a diagonal prior (Brown et al. 1993; the prior after Dyer et al. 2013), in plain Python."""

import math
from collections import defaultdict
from collections.abc import Sequence

from scripts.train.records import Link

_ROUNDS = 5
_TENSION = 4.0
_UNSEEN = 1e-9
_Table = dict[tuple[str, str], float]


def align_diagonal(left: Sequence[Sequence[str]], right: Sequence[Sequence[str]]) -> list[tuple[Link, ...]]:
    """For each right word the left word that most probably produced it: links (left, right) a sentence pair."""
    table: _Table = defaultdict(lambda: 1.0)
    for _ in range(_ROUNDS):
        table = _expect_and_maximise(left, right, table)
    return [_best_links(one, two, table) for one, two in zip(left, right, strict=True)]


def _expect_and_maximise(left: Sequence[Sequence[str]], right: Sequence[Sequence[str]], table: _Table) -> _Table:
    counts: _Table = defaultdict(float)
    totals: dict[str, float] = defaultdict(float)
    for one, two in zip(left, right, strict=True):
        for j, word in enumerate(two):
            shares = _shares(one, word, j / len(two), table)
            whole = sum(shares) or 1.0
            for source, share in zip(one, shares, strict=True):
                counts[source, word] += share / whole
                totals[source] += share / whole
    return defaultdict(lambda: _UNSEEN, {key: count / totals[key[0]] for key, count in counts.items()})


def _shares(words: Sequence[str], target: str, place: float, table: _Table) -> list[float]:
    """Unnormalised probability of each word having produced `target`, which stands at `place` (0–1)."""
    return [table[word, target] * math.exp(-_TENSION * abs(i / len(words) - place)) for i, word in enumerate(words)]


def _best_links(one: Sequence[str], two: Sequence[str], table: _Table) -> tuple[Link, ...]:
    links = []
    for j, word in enumerate(two):
        shares = _shares(one, word, j / len(two), table)
        if shares:
            links.append((max(range(len(one)), key=shares.__getitem__), j))
    return tuple(links)
