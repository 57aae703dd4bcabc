"""What enforcement works on: a sentence that must render its hits, and the drafts of its translation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from translator.document import Span
from translator.enforce.anchor import likeness
from translator.engine.base import Alignment, Engine, Hypothesis
from translator.glossary.model import Hit
from translator.glossary.verify import forbidden, locate, unmet
from translator.result import Rung, Step

_SYMBOLS = re.compile("[⟦⟧⟶⟨⟩]")
_SLOT = re.compile("⟨[0-9]+⟩")
_ARABIC = re.compile("[\u0621-\u064a\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]")
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_MAY_DOUBLE = frozenset({"had", "that"})


@dataclass(frozen=True, slots=True)
class Task:
    """A sentence as the model gets it, and the hits it must render, by their spans in `source`.

    What stands outside the model's reach (a URL, an untranslated term) has become a slot token with a hit of its
    own, so that one mechanism carries everything through. `align`: somebody will ask what answers to what.
    """

    source: str
    hits: tuple[Hit, ...]
    align: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A translation of a task. `rungs[n]` is how hit `n` was satisfied (`none`: it is not).

    `cost` orders drafts, least first: unmet hits, then flaws, then what the model thinks of the text.
    """

    text: str
    score: float
    rungs: tuple[Rung, ...]
    flaws: int = 0
    steps: tuple[Step, ...] = ()
    alignment: Alignment | None = None

    @property
    def missing(self) -> int:
        """How many hits the text does not render."""
        return self.rungs.count("none")

    @property
    def cost(self) -> tuple[int, int, float]:
        """The sort key of drafts of the same task."""
        return self.missing, self.flaws, -self.score


def draft(task: Task, said: Hypothesis, rung: Rung, base: Draft | None = None) -> Draft:
    """The draft that `said` is. A hit that `base` satisfied keeps its rung, a newly satisfied one gets `rung`."""
    text = _one_stop(said.text, task.hits)
    absent = set(unmet(text, task.hits))
    nothing: Rung = "none"
    before = base.rungs if base else (nothing,) * len(task.hits)
    rungs = tuple(_rung(n in absent, old, rung) for n, old in enumerate(before))
    found = flaws(task, text, base.text if base else "")
    alignment = said.alignment if text == said.text else None
    return Draft(text, said.score, rungs, found, base.steps if base else (), alignment)


def mended(task: Task, base: Draft, text: str) -> Draft | None:
    """`base` with some words put in or replaced, which makes it `text`; None where it is no better for it.

    It keeps its score, and its length is as right or wrong as before.
    """
    new = draft(task, Hypothesis(text, base.score), "splice", base)
    new = replace(new, flaws=base.flaws - flaws(task, base.text) + flaws(task, text))
    return new if new.missing < base.missing and new.flaws <= base.flaws else None


def _one_stop(text: str, hits: Sequence[Hit]) -> str:
    """A rendering that ends in a stop (`Apple Inc.`) has none after it."""
    for rendering in {one for hit in hits for one in hit.renderings if one.endswith(".")}:
        text = re.sub(rf"({re.escape(rendering)})\.(?!\.)", r"\1", text)
    return text


def affordable(answer: Sequence[Hypothesis], margin: float) -> list[Hypothesis]:
    """The hypotheses that cost at most `margin` more than the best, which comes first (nats a token)."""
    return [one for one in answer if one.score >= answer[0].score - margin]


def doubtful(task: Task, base: Draft) -> list[Hit]:
    """The missing hits, and those with the same rendering: which of them it is that is missing, no text tells."""
    missing = {hit.rendering for hit, rung in zip(task.hits, base.rungs, strict=True) if rung == "none"}
    return [hit for hit in task.hits if hit.rendering in missing]


def aligned(pairs: Sequence[tuple[Task, Draft]], engine: Engine) -> list[Alignment]:
    """The alignment of each draft with its source: as its search left it behind, else made now."""
    wanted = [(task.source, one.text) for task, one in pairs if one.alignment is None]
    made = iter(engine.align(wanted) if wanted else ())
    return [one.alignment or next(made) for _, one in pairs]


def _rung(absent: bool, before: Rung, now: Rung) -> Rung:
    if absent:
        return "none"
    return now if before == "none" else before


def best_scored(groups: Mapping[int, tuple[Task, Sequence[Draft]]], engine: Engine) -> dict[int, Draft]:
    """The cheapest draft of each group. Only those that are equal but for the model's opinion are scored for it."""
    shortlist = [
        (n, task, one)
        for n, (task, group) in groups.items()
        for one in group
        if one.cost[:2] == min(other.cost[:2] for other in group)
    ]
    scores = engine.score([(task.source, one.text) for _, task, one in shortlist])
    best: dict[int, Draft] = {}
    for (n, _, one), score in zip(shortlist, scores, strict=True):
        scored = replace(one, score=score)
        if n not in best or scored.cost < best[n].cost:
            best[n] = scored
    return best


def noted(kept: Draft, rung: Rung, detail: str, was_kept: bool) -> Draft:
    """The same draft with one more decision on record."""
    return replace(kept, steps=(*kept.steps, Step(rung, detail, was_kept)))


def flaws(task: Task, text: str, base: str = "") -> int:
    """How many things are wrong with the English of `text` that enforcement is known to cause.

    Repeated words, a rendering that stands there more often than its hits, tags or slots left over, Arabic left
    over, a length far from that of `base`, a forbidden rendering.
    """
    if not task.hits:
        return 0
    words = _WORD.findall(text.lower())
    places = locate(text, task.hits)
    count = max(0, _repeats(words) - _said_twice(task)) + _excess(task.hits, text, places) + forbidden(text, task.hits)
    expected = [slot for hit in task.hits for slot in _SLOT.findall(hit.rendering)]
    left = list(_SLOT.findall(text))
    count += sum(left.count(slot) > expected.count(slot) for slot in set(left))
    count += _copies(task.hits, text, places)
    count += bool(_SYMBOLS.search(_SLOT.sub("", text)))
    count += bool(_ARABIC.search(text)) and not any(_ARABIC.search(hit.rendering) for hit in task.hits)
    ratio = len(words) / max(1, len(_WORD.findall(base))) if base else 1.0
    return count + (not 0.6 <= ratio <= 1.7)


def _said_twice(task: Task) -> int:
    """How often the source itself says a term twice in a row: `منظمة الصحة العالمية (منظمة الصحة العالمية)`."""
    order = sorted(task.hits, key=lambda hit: hit.start)
    pairs = (pair for pair in pairwise(order) if pair[0].rendering == pair[1].rendering)
    return sum(not _WORD.search(task.source[one.end : other.start]) for one, other in pairs)


def _repeats(words: Sequence[str]) -> int:
    """Runs of one to five words that stand twice in a row."""
    count = 0
    for size in range(1, 6):
        count += sum(
            words[at : at + size] == words[at + size : at + 2 * size]
            for at in range(len(words) - 2 * size + 1)
            if size > 1 or words[at] not in _MAY_DOUBLE
        )
    return count


def _excess(hits: Sequence[Hit], text: str, places: Sequence[Span | None]) -> int:
    """How often names stand in `text` beyond what the source asks for: the model said them twice."""
    named = (hit for hit in hits if hit.term.kind in ("name", "title", "organization"))
    # What is too much is seldom said in full: one more would be a later mention.
    names = {hit.term.ar: replace(hit, mention=hit.mention and "later") for hit in named}
    again = locate(text, [*hits, *names.values()]) if names else places
    return sum(place is not None for place in again) - sum(place is not None for place in places)


def _copies(hits: Sequence[Hit], text: str, places: Sequence[Span | None]) -> int:
    """Capitalised words that look like a name which is rendered elsewhere: the model's own spelling, left behind."""
    rendered = [(hit, span) for hit, span in zip(hits, places, strict=True) if span]
    names = [hit.rendering for hit, _ in rendered if hit.term.kind == "name"]
    if not names:
        return 0
    words = [Span(*m.span()) for m in _WORD.finditer(text) if m.group()[0].isupper()]
    free = [word.of(text) for word in words if not any(word.overlaps(span) for _, span in rendered)]
    return sum(any(likeness(word, name) for name in names) for word in free)
