"""The ladder: each rung only for what the rungs before left undone, over all sentences of a document at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from translator.enforce import annotate, constrain, free, placeholder, splice
from translator.enforce.task import Draft, Task, noted
from translator.engine.base import Engine
from translator.result import Rung

Climb = Callable[[Sequence[Task], Sequence[Draft], Engine, int], list[list[Draft]]]

SOFT: tuple[tuple[Rung, Climb], ...] = (
    ("annotate", annotate.climb),
    ("constrain", constrain.climb),
    ("placeholder", placeholder.climb),
)
STRICT: tuple[tuple[Rung, Climb], ...] = (*SOFT, ("splice", splice.climb))

MARGIN = 0.7
"""How much worse than the free translation a draft may be for the model (nats a token) to end the climb."""


def enforce(tasks: Sequence[Task], engine: Engine, beam: int, splicing: bool = True) -> list[Draft]:
    """The best draft of every task; without `splicing` the last rung is left out."""
    hypotheses = free.translate(tasks, engine, beam)
    starts = [group[0] for group in hypotheses]
    best = [free.choose(group) for group in hypotheses]
    for rung, climb in STRICT if splicing else SOFT:
        # Each rung starts from what the model said freely as well as from the best draft so far.
        failing = [n for n, one in enumerate(best) if not _settled(one, starts[n])]
        bases = [(n, base) for n in failing for base in {starts[n].text: starts[n], best[n].text: best[n]}.values()]
        found: dict[int, list[Draft]] = {n: [] for n in failing}
        for (n, _), group in zip(bases, _climbed(climb, tasks, bases, engine, beam), strict=True):
            found[n] += group
        for n, group in found.items():
            best[n] = _best(best[n], group, rung)
    return best


def _climbed(
    climb: Climb, tasks: Sequence[Task], bases: Sequence[tuple[int, Draft]], engine: Engine, beam: int
) -> list[list[Draft]]:
    return climb([tasks[n] for n, _ in bases], [base for _, base in bases], engine, beam) if bases else []


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
