"""Rungs 2 and 3: inline terminology tags, where the model was trained on them, and the n best hypotheses of it.

One search serves both: its best hypothesis is the annotated translation, the others are the n-best list. For a
model without tags the plain source is searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from translator.enforce.task import Draft, Task, affordable, doubtful, draft
from translator.engine.base import Engine, Hypothesis, Request, Tags
from translator.glossary.model import Hit
from translator.result import Rung
from translator.text.mask import Edit, Edited, edit

MARGIN = 0.3
"""How much a hypothesis may cost against the best one to be taken for its terms, in nats a token."""


def climb(tasks: Sequence[Task], bases: Sequence[Draft], engine: Engine, beam: int) -> list[list[Draft]]:
    """Translate again with the missing hits tagged, and look at the hypotheses that cost little more than the best."""
    sources = [_source(task, base, engine) for task, base in zip(tasks, bases, strict=True)]
    answers = engine.translate([Request(source.text, nbest=beam, align=True) for source in sources], beam)
    found = []
    for task, base, source, answer in zip(tasks, bases, sources, answers, strict=True):
        first: Rung = "annotate" if source.changes else "nbest"
        plain = [_plain(one, source, task, engine.capabilities.tags) for one in affordable(answer, MARGIN)]
        found.append([draft(task, one, "nbest" if rank else first, base) for rank, one in enumerate(plain)])
    return found


def tagged(source: str, hits: Iterable[Hit], tags: Tags) -> Edited:
    """The source with each of the hits inside a tag that carries its rendering; slot tokens stay as they are."""
    edits = [
        Edit(hit.span, f"{tags.open} {_spelled(hit)} {tags.arrow} {hit.rendering} {tags.close}")
        for hit in hits
        if hit.surface != hit.rendering
    ]
    return edit(source, edits)


def untagged(text: str, tags: Tags, source: str) -> str:
    """A translation with the rendering alone where a tag was copied, and without the marks that `source` has not."""
    opening, arrow, closing = map(re.escape, (tags.open, tags.arrow, tags.close))
    text = re.sub(rf"{opening}(?:(?!{closing}).)*?{arrow}\s*(.*?)\s*{closing}", r"\1", text)
    marks = [mark for mark in (tags.open, tags.arrow, tags.close) if mark not in source]
    return re.sub(rf"\s*(?:{'|'.join(map(re.escape, marks))})", "", text).lstrip() if marks else text


def _source(task: Task, base: Draft, engine: Engine) -> Edited:
    tags, plain = engine.capabilities.tags, Edited(task.source, ())
    source = tagged(task.source, doubtful(task, base), tags) if tags else plain
    return source if engine.fits(source.text) else plain


def _plain(one: Hypothesis, source: Edited, task: Task, tags: Tags | None) -> Hypothesis:
    """The hypothesis as one of the task's own source: without tags, and aligned with what stands there."""
    text = untagged(one.text, tags, task.source) if tags and source.changes else one.text
    if not one.alignment or text != one.text:
        return replace(one, text=text, alignment=None)
    return replace(one, alignment=replace(one.alignment, source=tuple(map(source.origin, one.alignment.source))))


def _spelled(hit: Hit) -> str:
    """The surface as a word of its own: after the preposition ل the article has lost its alef (للبنتاغون)."""
    bare = hit.before.endswith("ل") and hit.surface.startswith("ل")
    article = hit.definite or hit.term.ar.startswith("ال")
    return "ا" + hit.surface if bare and article else hit.surface
