"""Rung 2: inline terminology tags, for a model that was trained on them."""

from __future__ import annotations

from collections.abc import Sequence

from translator.enforce.task import Draft, Task, draft
from translator.engine.base import Engine, Request, Tags
from translator.glossary.model import Hit
from translator.text.mask import Edit, edit


def climb(tasks: Sequence[Task], bases: Sequence[Draft], engine: Engine, beam: int) -> list[list[Draft]]:
    """Translate again with the hits tagged. Nothing where the model knows no tags."""
    tags = engine.capabilities.tags
    if tags is None:
        return [[] for _ in tasks]
    sources = [tagged(task, tags) for task in tasks]
    fits = [engine.fits(source) for source in sources]
    requests = [Request(source, nbest=beam) for source, ok in zip(sources, fits, strict=True) if ok]
    answers = iter(engine.translate(requests, beam))
    return [
        [draft(task, one.text, one.score, "annotate", base) for one in next(answers)] if ok else []
        for task, base, ok in zip(tasks, bases, fits, strict=True)
    ]


def tagged(task: Task, tags: Tags) -> str:
    """The source with every hit inside a tag that carries its rendering; slot tokens stay as they are."""
    edits = [
        Edit(hit.span, f"{tags.open} {_spelled(hit)} {tags.arrow} {hit.rendering} {tags.close}")
        for hit in task.hits
        if hit.surface != hit.rendering
    ]
    return edit(task.source, edits).text


def _spelled(hit: Hit) -> str:
    """The surface as a word of its own: after the preposition ل the article has lost its alef (للبنتاغون)."""
    bare = hit.before.endswith("ل") and hit.surface.startswith("ل")
    article = hit.definite or hit.term.ar.startswith("ال")
    return "ا" + hit.surface if bare and article else hit.surface
