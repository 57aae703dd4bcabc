"""Rung 1: translate. What renders its terms already is left alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from translator.enforce.task import Draft, Task, draft
from translator.engine.base import Engine, Request


def translate(tasks: Sequence[Task], engine: Engine, beam: int) -> list[Draft]:
    """The model's own translation of every task."""
    answers = engine.translate([Request(task.source, align=task.align or bool(task.hits)) for task in tasks], beam)
    drafts = [draft(task, best, "free") for task, (best, *_) in zip(tasks, answers, strict=True)]
    # An alignment takes more room than its sentence: it is kept for whom it will serve.
    return [
        one if task.align or one.missing else replace(one, alignment=None)
        for task, one in zip(tasks, drafts, strict=True)
    ]
