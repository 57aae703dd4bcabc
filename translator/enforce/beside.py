"""What the model left out of a list goes back beside the term that it is listed with.

`A/B`, `A and B` and `A, B, C` are read off the source. Where the draft renders the one, and nothing in it answers to
the other, no model has to say where that belongs. Only names of one kind are taken for a list (`و` also joins clauses
and heads of phrases), and only places where no other word of the English would change its meaning.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from translator.document import Span
from translator.enforce import grammar
from translator.enforce.anchor import anchors, mass
from translator.enforce.task import Draft, Task, mended
from translator.engine.base import Alignment
from translator.glossary.model import Hit
from translator.glossary.verify import locate
from translator.text.arabic import matching_form

ANSWERED = 0.3
"""The anchor weight, or for a pronoun the share of its attention, from which on a word answers to a hit."""

SAID = 0.15
"""The share of attention from which on a rendering is sure to be that of the hit it was given to."""

_JOINT = re.compile(r"\s*(?:(/)|([،,])?\s*(?:و|(او)\s)|([،,]))\s*")
_LISTED = {"name": "name", "place": "place", "organization": "place"}
"""Kinds of terms that stand in lists; places and organisations stand in the same."""

_LAST = re.compile(r"(,?)\s+(and|or|nor)\s+(the\s+)?$")
_NEXT = re.compile(r"(?:,?\s+(?:and|or|nor)|,)\s+(?:the\s+)?")
_THE = re.compile(r"(?i)\bthe\s+$")
_OPEN = re.compile(
    r"(?i)(?:^|[(:;“\"]|\b(?:in|of|from|to|with|by|for|at|on|and|or|as|including|against|into|near|over|than|via|like))\s*$"
)
"""What may stand before an item that another is put before. A verb is as good, but looks like an adjective."""

_FREE = re.compile(
    r"\s*(?:$|[.,;:!?)]|\d|(?:in|of|on|at|to|for|with|by|from|and|or|nor|as|but|that|which|who|where|when|while|after|"
    r"before|during|since|until|against|over|under|into|about|are|were|have|had|will|would|could|can|may|might|should|"
    r"must|said|met|held|made|took|began|agreed|[a-z]+ed)\b)"
)
"""What may follow an item that another is put after. Not a noun that goes with it alone, not a verb in the singular."""

_NEGATED = re.compile(r"(?i)\b(?:not|never|no|without|nor)\b|n['’]t\b")
_PAIRED = re.compile(r"(?i)\b(?:neither|either|both|between)\b")
_PRONOUN = re.compile(r"(?i)\b(?:he|she|it|they|him|her|them|his|its|their|this|that|these|those|who|which|one)\b")
_CAPITAL = re.compile(r"[^\W\d_a-z][\w'’.-]*$")
_BETWEEN = re.compile(r"(?:^|\W)[وف]?بين\s+$")
_ENDS = re.compile(
    r"\s*(?:$|[^\w\s]|\d|و|(?:في|من|الي|علي|عن|مع|خلال|قبل|بعد|منذ|حتي|حول|ضد|بين|عند|لدي|امام|تحت|التي|الذي|الذين|اللتين|"
    r"اللذين|حيث|ب?ان(?:ه|ها|هم|هما|نا)?|ذلك|هذا|هذه|تلك|كما|ثم|او|عام|يوم)\b|لل|بال)"
)
"""What follows the last item of a list, in folded form. A verb may make a clause of what looks like the last item."""

_WITH_ARTICLE = frozenset(
    "agency area army authority bank brigades commission corps council court emirates forces front fund guard islands "
    "kingdom league ministry movement nations netherlands organization parliament party philippines republic states "
    "union".split()
)


_List: TypeAlias = tuple[list[int], list[str]]
"""The hits of a list by number, in the order of the source, and what parts each from the next: see `_Place.sign`."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """Of the hits of a task, by number: to which `missing` ones nothing answers, and which are surely `said`."""

    missing: frozenset[int]
    said: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a hit is missing: beside `item` of the draft, which renders its neighbour, `after` it or before.

    `sign` is what parts the two: a slash, `and`, `or`, or nothing for a comma. `others` are the places of the rest of
    the list.
    """

    hit: int
    item: Span
    after: bool
    sign: str
    others: frozenset[Span]


def is_wanted(task: Task, base: Draft) -> bool:
    """True where a hit is missing that this may bring in."""
    absent = {n for n, rung in enumerate(base.rungs) if rung == "none"}
    return any(absent.intersection(run) and not absent.issuperset(run) for run, _ in _lists(task))


def gaps(task: Task, base: Draft, alignment: Alignment, put: Mapping[int, Span]) -> Gaps:
    """What is missing in a draft and what is there, as far as its alignment can tell; nothing where it has none.

    `put` is where hits are put right: those are there for sure.
    """
    if not any(map(any, alignment.weights)):
        return Gaps(frozenset(), frozenset())
    places = [put.get(n, place) for n, place in enumerate(locate(base.text, task.hits))]
    taken = [span for span in places if span]
    pronouns = [Span(*found.span()) for found in _PRONOUN.finditer(base.text)]

    def answered(hit: Hit) -> bool:
        nearest = anchors(base.text, alignment, hit.span, hit.rendering, taken)[:1]
        shares = (mass(pronoun, alignment, hit.span) for pronoun in pronouns)
        return any(one.weight >= ANSWERED for one in nearest) or any(share >= ANSWERED for share in shares)

    pairs = list(enumerate(zip(task.hits, places, strict=True)))
    return Gaps(
        frozenset(n for n, (hit, place) in pairs if not place and not answered(hit)),
        frozenset(n for n, (hit, place) in pairs if place and (n in put or mass(place, alignment, hit.span) >= SAID)),
    )


def completed(task: Task, base: Draft, gaps: Gaps) -> Draft:
    """The draft with the missing hits beside their neighbours; each may be the neighbour of the next."""
    one, said, lists = base, set(gaps.said), list(_lists(task))
    for _ in gaps.missing:
        for place in _places(lists, locate(one.text, task.hits), said):
            text = _listed(one.text, place, task.hits[place.hit]) if place.hit in gaps.missing else None
            new = mended(task, one, text) if text is not None else None
            if new:
                one = new
                said.add(place.hit)
                break
    return one


def _places(lists: Iterable[_List], spans: Sequence[Span | None], said: Collection[int]) -> list[_Place]:
    """Where the missing hits that stand in a list beside one of `said` belong, those beside slashes first.

    `spans` is where the hits of the task stand in the draft.
    """
    found = []
    for run, signs in lists:
        others = frozenset(span for n in run if n in said and (span := spans[n]))
        for (left, right), sign in zip(pairwise(run), signs, strict=True):
            for there, missing, after in ((left, right, True), (right, left, False)):
                item = spans[there]
                if item and there in said and not spans[missing]:
                    found.append(_Place(missing, item, after, sign, others - {item}))
    return sorted(found, key=lambda place: (place.sign != "/", not place.after))


def _lists(task: Task) -> Iterator[_List]:
    """The lists of the source. A comma alone makes none of two: it may part clauses, or a name from what it is."""
    order = sorted(range(len(task.hits)), key=lambda n: task.hits[n].start)
    alike = Counter(hit.rendering for hit in task.hits)
    run, joints = order[:1], list[str]()
    for left, right in pairwise(order):
        twice = max(alike[task.hits[n].rendering] for n in (left, right)) > 1
        joint = None if twice else _joint(task.source, task.hits[left], task.hits[right])
        if joint is None:
            yield from _list(task, run, joints)
            run, joints = [], []
        else:
            joints.append(joint)
        run.append(right)
    yield from _list(task, run, joints)


def _joint(source: str, one: Hit, other: Hit) -> str | None:
    """What makes two neighbouring hits a list: a slash, or a comma, `and` or `or`, or a comma before one of these."""
    joint = _JOINT.fullmatch(matching_form(source[one.end : other.start]))
    kinds = {_LISTED.get(hit.term.kind) for hit in (one, other)}
    goes_on = other.term.kind != "name" and re.match(r"\s*\d", source[other.end :])  # فرنسا 24
    if not joint or len(kinds) > 1 or None in kinds or goes_on:
        return None
    comma = "," if joint[2] or joint[4] else ""
    return "/" if joint[1] else comma + ("" if joint[4] else "or" if joint[3] else "and")


def _list(task: Task, run: list[int], joints: list[str]) -> Iterator[_List]:
    if joints and joints[-1] != "/" and not _ENDS.match(matching_form(task.source[task.hits[run[-1]].end :])):
        run, joints = run[:-1], joints[:-1]
    signs = [joint.strip(",") for joint in joints]
    mixed = {"and", "or"} <= set(signs)
    paired = bool(run) and _BETWEEN.search(matching_form(task.source[: task.hits[run[0]].start]))
    if not mixed and not paired and (len(run) > 2 or (len(run) == 2 and not joints[0].startswith(","))):
        yield run, signs


def _listed(text: str, place: _Place, hit: Hit) -> str | None:
    """`text` with the rendering of `hit` as one more item of the list that `place` is in.

    Between items of the list a comma takes the place of the word. None where something around its neighbour goes with
    that alone, or makes another list.
    """
    sign, after, item = place.sign, place.after, place.item
    before, said, rest = text[: item.start], item.of(text), text[item.end :]
    if sign == "/":
        return before + (f"{said}/{hit.rendering}" if after else f"{hit.rendering}/{said}") + rest
    last, following = _LAST.search(before), _NEXT.match(rest)
    is_last = last is not None and any(other.end == last.start() for other in place.others)
    goes_on = following is not None and any(other.start == item.end + following.end() for other in place.others)
    strange = (last and not is_last and _CAPITAL.search(before[: last.start()])) or (
        following and not goes_on and rest[following.end() : following.end() + 1].isupper()
    )
    begins = not is_last and not goes_on
    if strange or _PAIRED.search(before) or (begins and (not sign or _NEGATED.search(before))):
        return None
    if not goes_on and not _FREE.match(rest):
        return None
    if last and is_last:
        return None if sign == "or" != last[2] else _within(before, said, rest, last, (_with_article(hit), after))
    link = "," if goes_on else f" {sign}"
    return f"{before}{said}{link} {_with_article(hit)}{rest}" if after else _ahead(before, f"{said}{rest}", hit, link)


def _within(before: str, said: str, rest: str, last: re.Match[str], new: tuple[str, bool]) -> str:
    """`A and B` with one more item behind B, or between the two. `last` is what parts them."""
    words, after = new
    if after:
        return f"{before[: last.start()]}, {last[3] or ''}{said}{last[1]} {last[2]} {words}{rest}"
    return f"{before[: last.start()]}, {words}{last[0]}{said}{rest}"


def _ahead(before: str, rest: str, hit: Hit, link: str) -> str | None:
    """The first item of a list, `link` behind it, where nothing stands there that goes with the second alone."""
    the = _THE.search(before)
    start = the.start() if the else len(before)
    if not _OPEN.search(before[:start]):
        return None
    words = _with_article(hit)
    words = words if before[:start].strip(' "“(') else grammar.capital(words, hit)
    return f"{before[:start]}{words}{link} {before[start:].lower()}{rest}"


def _with_article(hit: Hit) -> str:
    """The rendering as it stands in a sentence: `the United States`."""
    words = hit.rendering.split()
    takes = hit.term.kind != "name" and len(words) > 1 and words[-1].lower() in _WITH_ARTICLE
    takes = takes or (hit.term.kind == "organization" and " of " in hit.rendering)
    return f"the {hit.rendering}" if takes and words[0].lower() != "the" else hit.rendering
