"""Rung 1: translate. What renders its terms already is left alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from translator.enforce.task import Draft, Task, affordable, draft
from translator.engine.base import Engine, Request

MARGIN = 0.1
"""How much another hypothesis may cost against the best one to be taken for its terms, in nats a token."""


def translate(tasks: Sequence[Task], engine: Engine, beam: int) -> Iterator[tuple[int, list[Draft]]]:
    """The model's own translation of every task, by its number, in the order in which they get ready.

    Where that lacks terms, the other hypotheses of the same search that have them all come behind it.
    """
    requests = [
        Request(task.source, nbest=beam if task.hits else 1, align=task.align or bool(task.hits)) for task in tasks
    ]
    for n, answer in engine.stream(requests, beam):
        one = draft(tasks[n], answer[0], "free")
        others = affordable(answer, MARGIN)[1:] if one.missing else ()
        found = [draft(tasks[n], each, "nbest", one) for each in others]
        # An alignment takes more room than its sentence: it is kept for whom it will serve.
        one = one if tasks[n].align or one.missing else replace(one, alignment=None)
        yield n, [one, *(each for each in found if not each.missing)]
