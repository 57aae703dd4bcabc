"""How much room a translation gets, and how it is seen that it did not do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translator.engine.pieces import Pieces

POSITIONS = 500
"""The most target pieces: Transformers with learned positions commonly have 512 of them, marks included."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """How much room a translation gets: `factor` pieces for each source position and `extra` on top."""

    factor: int
    extra: int
    no_repeat: int = 0

    def room(self, wide: int) -> int:
        """The most pieces of a translation, the source having `wide` positions."""
        return min(self.factor * wide + self.extra, POSITIONS)


ATTEMPTS = (Attempt(2, 16), Attempt(6, 64), Attempt(6, 64, no_repeat=4))
"""A translation that fills its room was cut off: it gets more, and at last no repetitions, which is what loops."""


@dataclass(frozen=True, slots=True)
class Raw:
    """A hypothesis in pieces, the forced ones included."""

    pieces: Pieces
    score: float
    finished: bool
    attention: Sequence[Sequence[float]] = ()
