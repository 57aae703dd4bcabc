"""How the requests of one call are put into batches so that no answer depends on its neighbours.

CTranslate2 pads the sources of a batch to the longest of them. With int8 weights every row is computed exactly as
it would be alone, except that the width of the padding changes the rounding of the attention, and a beam search
turns that now and then into another translation: on 200 sentences, 15 to 25 % of the translations changed with the
company they were in. So the width is made a property of the sentence alone: lengths are rounded up to a few widths,
only sentences of one width share a batch, and a batch in which none has that width gets a filler that has.

That makes scores equal to the last bit and costs 5 to 15 % of the speed; batches of equal lengths without fillers
cost 30 to 45 %. In float32 the number of sentences in a batch changes the last digits of a score, though no
translation was seen to change.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from translator.engine.pieces import Pieces

BUDGET = 768
"""The most source positions of a batch, padding included. Against 1,024 it took 2 to 5 % less time on a server with
AVX-512; an earlier measurement, with AVX-512 and with AVX2, had it 6 % more."""

_NARROWEST = 16

Key: TypeAlias = tuple[int, int]
"""What the members of a batch have in common; the larger number is how many positions each takes of the budget."""


@dataclass(frozen=True, slots=True)
class Batch:
    """The requests, by index, that are decoded together."""

    key: Key
    members: tuple[int, ...]


def width(length: int, most: int) -> int:
    """`length` rounded up to 16, 24, 32, 48, 64, 96 …; `most`, the longest length there is, is the last width.

    Wide steps cost little, since only the attention is computed over padding, and keep batches few and full.
    """
    wide = _NARROWEST
    while wide < length:
        is_power = wide & (wide - 1) == 0
        wide = wide * 3 // 2 if is_power else wide * 4 // 3
    return max(length, min(wide, most))


def batches(keys: Sequence[Key], lengths: Sequence[int]) -> list[Batch]:
    """Batches of equal keys, the largest first so that no long one is left to run alone at the end.

    The members of a key are dealt out by their `lengths`, the longest first, so that as many batches as can be have
    one that is as wide as they are.
    """
    groups: dict[Key, list[int]] = {}
    for index in sorted(range(len(keys)), key=lambda index: -lengths[index]):
        groups.setdefault(keys[index], []).append(index)
    found = []
    for key in sorted(groups, key=max, reverse=True):
        members = groups[key]
        count = math.ceil(len(members) / max(1, BUDGET // max(key)))
        found += [Batch(key, tuple(members[first::count])) for first in range(count)]
    return found


def filled(
    pairs: Sequence[tuple[Pieces, Pieces]], wide: tuple[int, int], end: str
) -> tuple[list[Pieces], list[Pieces]]:
    """The sources and the targets of `pairs`, and a filler where none of them is as `wide` as the batch is to be.

    A filler is made of `end` marks, and is translated into next to nothing.
    """
    lengths = [max(map(len, side)) for side in zip(*pairs, strict=True)]
    is_wide = all(length >= least for length, least in zip(lengths, wide, strict=True))
    rows = [*pairs] if is_wide else [*pairs, ((end,) * wide[0], (end,) * wide[1])]
    return [source for source, _ in rows], [target for _, target in rows]
