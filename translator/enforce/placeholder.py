"""Rung 5: slots. The missing hits leave the source, and their renderings take the place of the slots."""

from __future__ import annotations

import re
from collections.abc import Sequence

from translator.document import Span
from translator.enforce import grammar
from translator.enforce.task import Draft, Task, best_scored, doubtful, draft
from translator.engine.base import Engine, Hypothesis, Request
from translator.glossary.model import Hit
from translator.text.mask import Edit, edit


def climb(tasks: Sequence[Task], bases: Sequence[Draft], engine: Engine, beam: int) -> list[list[Draft]]:
    """Translate again with slots for the missing hits. Nothing where the model has no slots, or none to spare."""
    slots = engine.capabilities.slots
    plans = [_plan(task, base, slots) for task, base in zip(tasks, bases, strict=True)]
    slotted = [n for n, (_, filled) in enumerate(plans) if filled]
    answers = engine.translate([Request(plans[n][0], nbest=beam) for n in slotted], beam)
    groups = {}
    for n, answer in zip(slotted, answers, strict=True):
        texts = [Hypothesis(fill(one.text, plans[n][1]), one.score) for one in answer]
        groups[n] = tasks[n], [draft(tasks[n], text, "placeholder", bases[n]) for text in texts]
    best = best_scored(groups, engine)
    return [[best[n]] if n in best else [] for n in range(len(tasks))]


def fill(text: str, filled: dict[str, Hit]) -> str:
    """`text` with each slot replaced by the rendering of its hit; a slot that stands there again is taken out."""
    for slot, hit in filled.items():
        at = text.find(slot)
        if at >= 0:
            once = text[: at + len(slot)] + re.sub(rf"\s*{re.escape(slot)}", "", text[at + len(slot) :])
            text = grammar.insert(once, Span(at, at + len(slot)), hit)
    return text


def _plan(task: Task, base: Draft, slots: Sequence[str]) -> tuple[str, dict[str, Hit]]:
    free = [slot for slot in slots if not re.search(re.escape(slot), task.source)]
    filled = {slot: hit for slot, hit in zip(free, doubtful(task, base), strict=False) if hit.rendering not in slots}
    source = edit(task.source, [Edit(hit.span, slot) for slot, hit in filled.items()]).text
    return source, filled
