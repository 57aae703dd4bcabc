"""Where in a draft the model rendered a source span: attention, helped by how alike the words look."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from translator.document import Span
from translator.engine.base import Alignment

_WORD = re.compile(r"⟨[0-9]+⟩|[^\W_]+(?:['’.-][^\W_]+)*")
_FUNCTION = frozenset(
    re.findall("[a-z]+", "a an the of to in on at by for with from and or as is was were be been that it he she")
)

_ALIKE = 0.6

_DERIVING = ("n", "an", "ian", "i", "ni", "ese", "ish", "s", "'s", "’s")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place of the draft that may render the source span: `core` its surest word, `span` the whole of it."""

    core: Span
    span: Span
    weight: float


def anchors(text: str, alignment: Alignment, source: Span, rendering: str, taken: Sequence[Span]) -> list[Anchor]:
    """Up to three places of `text` that most likely render `source`, best first; words in `taken` are left alone."""
    words = [Span(*m.span()) for m in _WORD.finditer(text)]
    free = [word for word in words if not any(word.overlaps(other) for other in taken)]
    reach = alignment.source[-1].end if alignment.source else 1
    weight = {
        word: _weight(word.of(text), mass(word, alignment, source), rendering)
        * _nearness(word.start / len(text), source.start / reach)
        for word in free
    }
    best = sorted(free, key=lambda word: -weight[word])
    found: list[Anchor] = []
    for core in best:
        if len(found) == 3 or weight[core] <= 0.5 * weight[best[0]]:
            break
        if any(core.overlaps(anchor.span) for anchor in found):
            continue
        found.append(Anchor(core, _grown(core, words, weight, text), weight[core]))
    return found


def mass(word: Span, alignment: Alignment, source: Span) -> float:
    """The share of a target word's attention that lies on the source span, averaged over the word's tokens."""
    rows = [row for span, row in zip(alignment.target, alignment.weights, strict=True) if span.overlaps(word)]
    columns = [n for n, span in enumerate(alignment.source) if span.overlaps(source)]
    shares = [sum(row[n] for n in columns) / max(sum(row), 1e-6) for row in rows if sum(row) > 0.2]
    return sum(shares) / len(shares) if shares else 0.0


def likeness(word: str, rendering: str) -> float:
    """How much a word looks like one of the rendering's words: transliterations differ, but not much.

    0 for what is regularly derived from such a word (`Iranian` from `Iran`): that is no other spelling of it.
    """
    lower = word.lower()
    others = [other.lower() for other in _WORD.findall(rendering)]
    if any(lower in {other + ending for ending in _DERIVING} for other in others):
        return 0.0
    # The ratio is at most what it would be if the shorter word stood in the longer one.
    ratios = (
        SequenceMatcher(None, lower, other).ratio()
        for other in others
        if 2.0 * min(len(lower), len(other)) / (len(lower) + len(other)) >= _ALIKE
    )
    return max((ratio for ratio in ratios if ratio >= _ALIKE), default=0.0)


def _weight(word: str, mass: float, rendering: str) -> float:
    if word.lower() in _FUNCTION:
        return min(mass, 0.2)
    return mass + 0.5 * likeness(word, rendering)


def _nearness(place: float, wanted: float) -> float:
    """Languages reorder, but seldom from one end of a sentence to the other."""
    return 1.0 - 0.5 * abs(place - wanted)


def _grown(core: Span, words: Sequence[Span], weight: dict[Span, float], text: str) -> Span:
    """`core` with its neighbours that belong to the same rendering; function words only between two others."""
    floor = 0.45 * weight[core]
    start = end = at = words.index(core)
    for n in range(at - 1, -1, -1):
        gap = text[words[n].end : words[n + 1].start]
        if not gap.isspace() or (weight.get(words[n], 0.0) < floor and words[n].of(text).lower() not in _FUNCTION):
            break
        if weight.get(words[n], 0.0) >= floor:
            start = n
        elif at - n > 2:
            break
    for n in range(at + 1, len(words)):
        gap = text[words[n - 1].end : words[n].start]
        if not gap.isspace() or (weight.get(words[n], 0.0) < floor and words[n].of(text).lower() not in _FUNCTION):
            break
        if weight.get(words[n], 0.0) >= floor:
            end = n
    return Span(words[start].start, words[end].end)
