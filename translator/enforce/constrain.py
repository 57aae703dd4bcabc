"""Rung 4: force the beginning of the translation up to the term and the term itself, and let the model finish.

Where to cut is read off the attention; several cuts are tried and the model's own score decides between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translator.document import Span
from translator.enforce import grammar
from translator.enforce.anchor import Anchor, anchors
from translator.enforce.task import Draft, Task, aligned, best_scored, draft
from translator.engine.base import Alignment, Engine, Request
from translator.glossary.model import Hit
from translator.glossary.verify import locate

CUTS = 3
"""The most places tried for one term."""

DOUBTFUL = 0.3
"""The anchor weight under which a place says little about where a term belongs."""


@dataclass(frozen=True, slots=True)
class Aim:
    """The next hit to be forced into a draft, and the places where it may belong."""

    hit: int
    places: tuple[Anchor, ...]


def climb(tasks: Sequence[Task], bases: Sequence[Draft], engine: Engine, beam: int) -> list[list[Draft]]:
    """Force the missing hits one after the other, left to right in the target, all tasks in step."""
    found: list[list[Draft]] = [[] for _ in tasks]
    current = dict(enumerate(bases))
    rounds = 2 * max((base.missing for base in bases), default=0)
    for _ in range(rounds):
        open_ = {n: one for n, one in current.items() if one.missing}
        if not open_:
            break
        current = _step({n: (tasks[n], one) for n, one in open_.items()}, engine, beam)
        for n, one in current.items():
            found[n].append(one)
    return found


def _step(open_: dict[int, tuple[Task, Draft]], engine: Engine, beam: int) -> dict[int, Draft]:
    """One more hit forced into each open draft; a draft into which none could be forced is left out."""
    alignments = aligned(list(open_.values()), engine)
    wanted: list[tuple[int, int, Request]] = []
    for (n, (task, base)), alignment in zip(open_.items(), alignments, strict=True):
        aim = aim_at(task, base, alignment)
        for prefix in _prefixes(task.hits[aim.hit], base.text, aim) if aim else ():
            wanted.append((n, aim.hit if aim else 0, Request(task.source, prefix, align=True)))
    answers = engine.translate([request for _, _, request in wanted], min(beam, 2))
    found: dict[int, list[Draft]] = {}
    for (n, hit, _), (first, *_) in zip(wanted, answers, strict=True):
        candidate = draft(open_[n][0], first, "constrain", open_[n][1])
        if candidate.rungs[hit] != "none":
            found.setdefault(n, []).append(candidate)
    return best_scored({n: (open_[n][0], group) for n, group in found.items()}, engine)


def aim_at(task: Task, base: Draft, alignment: Alignment) -> Aim | None:
    """The missing hit that belongs leftmost in the draft, with its places, best first; doubtful places come last.

    Which of several hits with one rendering it is that is missing, no text tells: the places tell.
    """
    taken = [span for span in locate(base.text, task.hits) if span]
    missing: dict[str, list[int]] = {}
    for n, rung in enumerate(base.rungs):
        if rung == "none":
            missing.setdefault(task.hits[n].rendering, []).append(n)
    aims: list[Aim] = []
    for wanted, hits in missing.items():
        alike = [hit.span for hit in task.hits if hit.rendering == wanted]
        found = [places for span in alike if (places := anchors(base.text, alignment, span, wanted, taken))]
        found.sort(key=lambda places: -places[0].weight)
        aims += [Aim(hits[0], tuple(places)) for places in found[: len(hits)]]
    return min(aims, key=lambda aim: (aim.places[0].weight < DOUBTFUL, aim.places[0].span), default=None)


def _prefixes(hit: Hit, text: str, aim: Aim) -> list[str]:
    """The beginnings to force: the draft up to a place, then the rendering."""
    cuts: list[int] = []
    for place in aim.places:
        cuts += [place.span.start, place.core.start]
    unique = list(dict.fromkeys(cuts))[:CUTS]
    return list(dict.fromkeys(grammar.insert(text[:cut], Span(cut, cut), hit) for cut in unique))
