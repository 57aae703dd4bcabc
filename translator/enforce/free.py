"""Rung 1 and 3: translate, and look among the hypotheses that the search has at hand anyway."""

from __future__ import annotations

from collections.abc import Sequence

from translator.enforce.task import Draft, Task, draft
from translator.engine.base import Engine, Request

MARGIN = 0.3
"""How much a hypothesis may cost against the best one to be taken for its terms, in nats a token."""


def translate(tasks: Sequence[Task], engine: Engine, beam: int) -> list[list[Draft]]:
    """The hypotheses of every task, the model's best first. A task without hits gets one."""
    requests = [Request(task.source, nbest=beam if task.hits else 1) for task in tasks]
    return [
        [
            draft(task, hypothesis.text, hypothesis.score, "nbest" if rank else "free")
            for rank, hypothesis in enumerate(hypotheses)
        ]
        for task, hypotheses in zip(tasks, engine.translate(requests, beam), strict=True)
    ]


def choose(hypotheses: Sequence[Draft]) -> Draft:
    """The best hypothesis, or one that renders more hits at a small cost."""
    first = hypotheses[0]
    near = [one for one in hypotheses if one.score >= first.score - MARGIN and one.flaws <= first.flaws]
    return min(near or [first], key=lambda one: (one.missing, -one.score))
