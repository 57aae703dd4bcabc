"""Rung 1: translate. What renders its terms already is left alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from translator.enforce.task import Draft, Task, draft
from translator.engine.base import Engine, Request


def translate(tasks: Sequence[Task], engine: Engine, beam: int) -> Iterator[tuple[int, Draft]]:
    """The model's own translation of every task, by its number, in the order in which they get ready."""
    requests = [Request(task.source, align=task.align or bool(task.hits)) for task in tasks]
    for n, (best, *_) in engine.stream(requests, beam):
        one = draft(tasks[n], best, "free")
        # An alignment takes more room than its sentence: it is kept for whom it will serve.
        yield n, one if tasks[n].align or one.missing else replace(one, alignment=None)
