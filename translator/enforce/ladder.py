"""The ladder: each rung only for what the rungs before left undone, over all sentences of a document at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from translator.enforce import annotate, constrain, free, mend, placeholder, splice
from translator.enforce.task import Draft, Task, noted
from translator.engine.base import Engine
from translator.result import Rung

Climb = Callable[[Sequence[Task], Sequence[Draft], Engine, int], list[list[Draft]]]

STRICT: tuple[tuple[Rung, Climb], ...] = (
    ("splice", mend.settle),
    ("annotate", annotate.climb),
    ("splice", mend.climb),
    ("constrain", constrain.climb),
    ("placeholder", placeholder.climb),
    ("splice", splice.climb),
)
"""From the surest to what always works. Mending needs no model: before tags, and once more behind them."""

SOFT = tuple(one for one in STRICT if one[0] != "splice")

MARGIN = 0.7
"""How much worse than the free translation a draft may be for the model (nats a token) to end the climb."""


def enforce(tasks: Sequence[Task], engine: Engine, beam: int, splicing: bool = True) -> Iterator[tuple[int, Draft]]:
    """The best draft of every task, by its number, as soon as nothing is left to do for it.

    Without `splicing` nothing is put in that the model did not say.
    """
    starts: dict[int, Draft] = {}
    for n, (start, *others) in free.translate(tasks, engine, beam):
        one = _best(start, others, "nbest")
        if _settled(one, start):
            yield n, one
        else:
            starts[n] = start
    # In the order of the tasks, so that nothing depends on what got ready first.
    numbers = sorted(starts)
    rungs = STRICT if splicing else SOFT
    yield from zip(
        numbers, _climbed([tasks[n] for n in numbers], [starts[n] for n in numbers], engine, beam, rungs), strict=True
    )


def _climbed(
    tasks: Sequence[Task], starts: Sequence[Draft], engine: Engine, beam: int, rungs: Sequence[tuple[Rung, Climb]]
) -> list[Draft]:
    """The best drafts of tasks for which the free translation did not do."""
    best = list(starts)
    for rung, climb in rungs:
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
