"""Rung 6: write the rendering over what the model said. Always possible, always marked."""

from __future__ import annotations

from collections.abc import Sequence

from translator.document import Span
from translator.enforce import grammar
from translator.enforce.anchor import Anchor
from translator.enforce.constrain import aim_at
from translator.enforce.task import Draft, Task, aligned, best_scored, draft
from translator.engine.base import Alignment, Engine, Hypothesis
from translator.glossary.model import Hit
from translator.glossary.verify import locate, unmet


def climb(tasks: Sequence[Task], bases: Sequence[Draft], engine: Engine, beam: int) -> list[list[Draft]]:
    """Replace, or where nothing can be replaced insert, one missing hit after the other."""
    current = list(bases)
    found: list[list[Draft]] = [[] for _ in tasks]
    for _ in range(max((base.missing for base in bases), default=0)):
        open_ = [n for n, one in enumerate(current) if one.missing]
        if not open_:
            break
        alignments = aligned([(tasks[n], current[n]) for n in open_], engine)
        options = [_spliced(tasks[n], current[n], alignment) for n, alignment in zip(open_, alignments, strict=True)]
        groups = {
            n: (tasks[n], [draft(tasks[n], Hypothesis(text, 0.0), "splice", current[n]) for text in texts])
            for n, texts in zip(open_, options, strict=True)
        }
        for n, one in best_scored(groups, engine).items():
            current[n] = one
            found[n].append(one)
    return found


def _spliced(task: Task, base: Draft, alignment: Alignment) -> list[str]:
    """The texts that render one more hit: over each of its likely places, else at the end of the sentence."""
    aim = aim_at(task, base, alignment)
    texts = _over(base.text, aim.places, task.hits[aim.hit]) if aim else []
    better = [text for text in texts if len(unmet(text, task.hits)) < base.missing]
    return better or [_appended(base.text, task, task.hits[base.rungs.index("none")])]


def _over(text: str, places: Sequence[Anchor], hit: Hit) -> list[str]:
    spans = [span for place in places for span in (place.span, place.core)]
    return list(dict.fromkeys(grammar.insert(text, span, hit) for span in spans))


def _appended(text: str, task: Task, hit: Hit) -> str:
    """The rendering in parentheses at the end, before the full stop unless that is part of another (`U.S.`)."""
    ends = [place.end for place in locate(text, task.hits) if place]
    end = max(len(text.rstrip(" .!?…”\"'")), *ends, 0)
    return f"{text[:end]} ({hit.rendering}){text[end:]}" if end else grammar.insert(text, Span(0, 0), hit)
