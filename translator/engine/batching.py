"""How the requests of one call are put into batches so that no answer depends on its neighbours.

CTranslate2 pads the sources of a batch to the longest of them. With int8 weights every row is computed exactly as
it would be alone, except that the width of the padding changes the rounding of the attention, and a beam search
turns that now and then into another translation: on 200 sentences, 15 to 25 % of the translations changed with the
company they were in. So the width is made a property of the sentence alone: lengths are rounded up to a few widths,
only sentences of one width share a batch, and every batch gets a filler of that width.

That makes scores equal to the last bit and costs 5 to 15 % of the speed; batches of equal lengths without fillers
cost 30 to 45 %. In float32 the number of sentences in a batch changes the last digits of a score, though no
translation was seen to change.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from translator.engine.pieces import Pieces

BUDGET = 768
"""The most source positions of a batch, padding included. Twice as many took 5 to 15 % more time (AMX)."""

_NARROWEST = 16

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Batch(Generic[K]):
    """The requests, by index, that are decoded together; `key` is what they have in common."""

    key: K
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


def batches(keys: Sequence[K], size: Callable[[K], int]) -> list[Batch[K]]:
    """Batches of equal keys, the largest `size` first so that no long one is left to run alone at the end.

    `size` is how many positions a member takes of the budget.
    """
    groups: dict[K, list[int]] = {}
    for index, key in enumerate(keys):
        groups.setdefault(key, []).append(index)
    found = []
    for key in sorted(groups, key=size, reverse=True):
        step = max(1, BUDGET // size(key))
        members = groups[key]
        found += [Batch(key, tuple(members[at : at + step])) for at in range(0, len(members), step)]
    return found


def filled(texts: Sequence[Pieces], wide: int, piece: str) -> list[Pieces]:
    """`texts` and a filler of `wide` times `piece`: the batch is that wide, whatever else is in it.

    A filler of end marks is translated into next to nothing.
    """
    return [*texts, (piece,) * wide]
