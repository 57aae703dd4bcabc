"""Where cues and lines of a subtitle end: short lines of about equal length, broken where one would pause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

from translator.document import Span
from translator.formats.inplace import LINE

LIMIT = 42  # code points a line
CUE = "\N{PARAGRAPH SEPARATOR}"
"""What stands for the space between two cues."""

_PAUSE = re.compile(r"[,;:.!?…—–][\"'”’)\]]*$")
_LOOSE = frozenset("a an the of to in on at by for from with and or but that as is was not his her its their".split())


def laid_out(text: str, shares: Sequence[float], inside: Sequence[Span] = ()) -> str:
    """`text` with the spaces between cues and between lines replaced by separators, its length unchanged.

    `shares` are what part of the text each cue should hold; no cue begins inside an `inside` span where it can help.
    """
    first = len(text) - len(text.lstrip())
    breaks = [at for at in range(first, len(text)) if text[at] == " "] if len(shares) > 1 else []
    cuts: list[int] = []
    for target in list(accumulate(shares))[:-1]:
        after = [at for at in breaks if at > (cuts[-1] if cuts else 0)]
        near = sorted(after, key=lambda at: abs(at - target * len(text)))[:8]
        if near:
            cuts.append(min(near, key=lambda at: abs(at - target * len(text)) + _badness(text, at, inside)))
    signs = list(text)
    for cut in cuts:
        signs[cut] = CUE
    for start, end in pairwise([-1, *cuts, len(text)]):
        for at in _line_breaks(text, Span(start + 1, end)):
            signs[at] = LINE
    return "".join(signs)


def _badness(text: str, at: int, inside: Sequence[Span] = ()) -> float:
    """How bad it is to break at the space `at`, in code points that one would go to avoid it."""
    before = text[max(0, at - 20) : at]
    word = before.rpartition(" ")[2]
    cost = 0.0 if _PAUSE.search(before) else 8.0
    cost += 8.0 if word.lower() in _LOOSE else 0.0
    return cost + (12.0 if any(span.start < at < span.end for span in inside) else 0.0)


def _line_breaks(text: str, cue: Span) -> list[int]:
    """The spaces of a cue at which its lines end: one near the middle, or as many as it takes."""
    if len(cue.of(text).strip()) <= LIMIT:
        return []
    breaks = [at for at in range(cue.start + 1, cue.end - 1) if text[at] == " "]
    if len(cue) <= 2 * LIMIT + 1:
        fair = [at for at in breaks if at - cue.start <= LIMIT and cue.end - at - 1 <= LIMIT]
        if fair:
            return [min(fair, key=lambda at: abs(2 * at - cue.start - cue.end) / 2 + _badness(text, at))]
    chosen: list[int] = []
    start = cue.start
    for at, following in pairwise([*breaks, cue.end]):
        if following - start > LIMIT:
            chosen.append(at)
            start = at + 1
    return chosen
