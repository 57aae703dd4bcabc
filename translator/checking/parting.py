"""Where two texts that should run side by side part company, judged by lengths and numbers.

The idea is that of Gale and Church (1993), "A Program for Aligning Sentences in Bilingual Corpora": translations are
about as long as their sources, so the cheapest way to align two texts shows where one of them has more.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log

from translator.text.arabic import matching_form

_DIGITS = re.compile(r"\d+")
_GAP = 2.0
"""What it costs that a segment has no counterpart; a pair whose lengths differ by a factor of three costs 1.1."""
_BAND = 30


def parting(source: Sequence[str], target: Sequence[str]) -> int:
    """The index of the first source segment that has no counterpart of its own, as near as lengths and numbers tell.

    Time and memory are linear in the number of segments.
    """
    band = _BAND + min(abs(len(source) - len(target)), 50)
    ratio = sum(map(len, target)) / max(1, sum(map(len, source)))
    numbers = [[frozenset(_DIGITS.findall(matching_form(text))) for text in side] for side in (source, target)]
    steps: list[dict[int, str]] = []
    costs = {j: j * _GAP for j in range(min(band, len(target)) + 1)}
    for i, text in enumerate(source):
        row: dict[int, float] = {}
        step: dict[int, str] = {}
        for j in range(max(0, i + 1 - band), min(len(target), i + 1 + band) + 1):
            options = [(costs[j] + _GAP, "source")] if j in costs else []
            if j - 1 in costs:
                cost = abs(log((1 + len(target[j - 1])) / (1 + ratio * len(text))))
                cost += 0.5 * len(numbers[0][i] ^ numbers[1][j - 1])
                options.append((costs[j - 1] + cost, "both"))
            if j - 1 in row:
                options.append((row[j - 1] + _GAP, "target"))
            if options:
                row[j], step[j] = min(options)
        costs = row
        steps.append(step)
    return _first_gap(steps, max(steps[-1], default=0))


def _first_gap(steps: Sequence[dict[int, str]], end: int) -> int:
    """Follow the cheapest way back from the end; the first index at which it leaves the pairs one by one."""
    i, j, first = len(steps), end, len(steps) - 1
    while i > 0:
        step = steps[i - 1].get(j, "source")
        if step == "target":
            first, j = min(i, len(steps) - 1), j - 1
        elif step == "source":
            first, i = i - 1, i - 1
        else:
            i, j = i - 1, j - 1
    return first if j == 0 else 0
