"""The ladder: each rung only for what the rungs before left undone, over all sentences of a document at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from translator.enforce import annotate, constrain, free, mend, placeholder, splice
from translator.enforce.task import Draft, Task, noted
from translator.engine.base import Engine
from translator.result import Rung

Climb = Callable[[Sequence[Task], Sequence[Draft], Engine, int], list[list[Draft]]]

STRICT: tuple[tuple[Rung, Climb], ...] = (
    ("splice", mend.climb),
    ("annotate", annotate.climb),
    ("splice", mend.climb),
    ("constrain", constrain.climb),
    ("placeholder", placeholder.climb),
    ("splice", splice.climb),
)
"""From the surest to what always works. Mending needs no model: before tags, and once more behind them."""

SOFT = tuple(one for one in STRICT if one[0] != "splice")

PART = 1000
"""Tasks translated freely at a time: full batches, and something to tell in between."""

MARGIN = 0.7
"""How much worse than the free translation a draft may be for the model (nats a token) to end the climb."""


def enforce(
    tasks: Sequence[Task],
    engine: Engine,
    beam: int,
    splicing: bool = True,
    told: Callable[[int], None] = lambda settled: None,
) -> list[Draft]:
    """The best draft of every task; without `splicing` nothing is put in that the model did not say.

    `told` hears now and then for how many tasks nothing is left to do.
    """
    starts: list[Draft] = []
    for at in range(0, len(tasks), PART):
        starts += free.translate(tasks[at : at + PART], engine, beam)
        told(sum(not one.missing for one in starts))
    best = list(starts)
    for rung, climb in STRICT if splicing else SOFT:
        # From the best draft so far; where that does not settle it, from what the model said freely as well.
        before = list(best)
        for bases in (before, starts):
            failing = [n for n, base in enumerate(bases) if base.missing and not _settled(best[n], starts[n])]
            if bases is starts:
                failing = [n for n in failing if starts[n].text != before[n].text]
            if failing:
                found = climb([tasks[n] for n in failing], [bases[n] for n in failing], engine, beam)
                for n, group in zip(failing, found, strict=True):
                    best[n] = _best(best[n], group, rung)
    return best


def _settled(one: Draft, start: Draft) -> bool:
    """Nothing is left to do. What the model said freely with all its terms is left alone, flaws and all."""
    if one.missing:
        return False
    return not start.missing or (not one.flaws and one.score >= start.score - MARGIN)


def _best(old: Draft, candidates: Sequence[Draft], rung: Rung) -> Draft:
    if not candidates:
        return old
    new = min(candidates, key=lambda one: one.cost)
    kept = new if new.cost < old.cost else old
    detail = f"{new.missing} missing, {new.flaws} flaws, score {new.score:.2f}: {new.text}"
    return noted(kept, rung, detail, kept is new)
