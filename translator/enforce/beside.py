"""What the model left out of a list goes back beside the term that it is listed with.

`A/B`, `A, B` and `A and B` are read off the source. Where the draft renders the one, and nothing in it answers to the
other, no model has to say where that belongs. What is put in so counts as spliced: the model did not say it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from translator.document import Span
from translator.enforce import grammar
from translator.enforce.anchor import anchors
from translator.enforce.task import Draft, Task, draft, flaws
from translator.engine.base import Alignment, Hypothesis
from translator.glossary.verify import locate
from translator.text.arabic import matching_form

ANSWERED = 0.3
"""The anchor weight from which on a word of the draft answers to a hit, so that the hit was not left out."""

_JOINT = re.compile(r"\s*(?:(/)|[،,]?\s*(?:و|(او)\s)|[،,])\s*")
_LAST = re.compile(r"(,?)\s+(?:and|or)\s+(the\s+)?$")
_GOES_ON = re.compile(r",| (?:and|or) ")
_THE = re.compile(r"(?i)\bthe\s+$")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a hit is missing: beside `span` of the draft, which renders its neighbour, `after` it or before.

    `sign` is what parts the two in English: a slash, `and` or `or`.
    """

    hit: int
    span: Span
    after: bool
    sign: str


def is_wanted(task: Task, base: Draft) -> bool:
    """True where a hit is missing that this may bring in."""
    return any(_places(task, base))


def left_out(task: Task, base: Draft, alignment: Alignment) -> frozenset[int]:
    """The missing hits to which no word answers that is not another's."""
    taken = [span for span in locate(base.text, task.hits) if span]
    answers = {
        n: anchors(base.text, alignment, hit.span, hit.rendering, taken)
        for n, hit in enumerate(task.hits)
        if base.rungs[n] == "none"
    }
    return frozenset(n for n, places in answers.items() if not places or places[0].weight < ANSWERED)


def completed(task: Task, base: Draft, left_out: Collection[int]) -> Draft:
    """The draft with the hits `left_out` (by number) beside their neighbours; each may be the neighbour of the next."""
    one = base
    for _ in left_out:
        options = [_with(task, one, place) for place in _places(task, one) if place.hit in left_out]
        one = next((new for new in options if new.missing < one.missing and new.flaws <= base.flaws), one)
    return one


def _with(task: Task, base: Draft, place: _Place) -> Draft:
    hit = task.hits[place.hit]
    starts = not place.after and not base.text[: place.span.start].strip()
    words = grammar.capital(hit.rendering, hit) if starts else hit.rendering
    said = Hypothesis(listed(base.text, place.span, words, place.sign, place.after), base.score)
    # It is longer by what was put in and by nothing else, so its length is no flaw.
    return replace(draft(task, said, "splice", base), flaws=flaws(task, said.text))


def _places(task: Task, base: Draft) -> Iterator[_Place]:
    """Where the missing hits that stand in a list beside a rendered one belong, those beside slashes first."""
    spans = locate(base.text, task.hits)
    order = sorted(range(len(task.hits)), key=lambda n: task.hits[n].start)
    found = []
    for left, right in pairwise(order):
        joint = _JOINT.fullmatch(matching_form(task.source[task.hits[left].end : task.hits[right].start]))
        here, there = spans[left], spans[right]
        if not joint:
            continue
        sign = "/" if joint[1] else "or" if joint[2] else "and"
        if here and not there:
            found.append(_Place(right, here, True, sign))
        elif there and not here:
            found.append(_Place(left, there, False, sign))
    yield from sorted(found, key=lambda place: place.sign != "/")


def listed(text: str, item: Span, words: str, sign: str, after: bool) -> str:
    """`text` with `words` as one more item of the list that holds `item`, `after` that or before it.

    `sign` is a slash, `and` or `or`; within a longer list a comma takes the place of the word.
    """
    before, said, rest = text[: item.start], item.of(text), text[item.end :]
    if sign == "/":
        return before + (f"{said}/{words}" if after else f"{words}/{said}") + rest
    last, goes_on = _LAST.search(before), _GOES_ON.match(rest)
    if after and last:  # A and B, to which C comes
        return f"{before[: last.start()]}, {last[2] or ''}{said}{last[1]} {sign} {words}{rest}"
    if after:
        return f"{before}{said}{',' if goes_on else f' {sign}'} {words}{rest}"
    if last:  # A and C, between which B comes
        return f"{before[: last.start()]}, {words}{last[0]}{said}{rest}"
    the = _THE.search(before)
    start = the.start() if the else item.start
    return f"{before[:start]}{words}{',' if goes_on else f' {sign}'} {before[start:].lower()}{said}{rest}"
