"""Rung 1: translate. What renders its terms already is left alone."""

from __future__ import annotations

from collections.abc import Sequence

from translator.enforce.task import Draft, Task, draft
from translator.engine.base import Engine, Request


def translate(tasks: Sequence[Task], engine: Engine, beam: int) -> list[Draft]:
    """The model's own translation of every task."""
    answers = engine.translate([Request(task.source, align=task.align or bool(task.hits)) for task in tasks], beam)
    return [draft(task, best, "free") for task, (best, *_) in zip(tasks, answers, strict=True)]
