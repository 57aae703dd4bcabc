"""What the model said nearly right is put right: a long name or phrase of which some words are off, a name misspelt.

`the Centers of Disease Control and Prevention` needs no other translation, only the right words in its place, and no
more does `Dr. Antony Fauci`. To ask again with a tag costs as much as two sentences, and the rest may turn out worse.
Other short terms are left to the tags, which are good at them: `Iranian` is no misspelt `Iran`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from translator.document import Span
from translator.enforce import grammar
from translator.enforce.anchor import anchors
from translator.enforce.task import Draft, Task, mended
from translator.engine.base import Alignment
from translator.glossary.model import Hit
from translator.glossary.verify import locate

WORDS = 3
"""The fewest words of a rendering that is long."""

SURE = 0.9
"""The anchor weight from which on there is no doubt which words answer to a hit."""

ALIKE = 0.7
"""How like the rendering they must look (1 is equal)."""

ALIKE_SHORT = 0.75
"""The same for a rendering that is not long."""

_GOES_ON = re.compile(r"[\s-]+(?:(?:al|el|bin|ibn|of|for)[\s-]+(?:the\s+)?)?[^\W\d_a-z]")
_COMES_BEFORE = re.compile(r"\b([^\W\d_a-z][\w'’.-]*)\s+$")
_ARTICLES = frozenset({"The", "A", "An"})
_TITLES = frozenset(
    "Dr. Mr. Mrs. Ms. Prof. Professor Gen. General Lt. Col. Colonel Maj. Major Capt. Captain Sgt. Adm. Admiral Sen. "
    "Rep. Senator President Minister Ambassador Sheikh Sheik King Queen Prince Princess Emir Sultan Imam Ayatollah "
    "Judge Secretary Secretary-General Commander Chief Director Director-General".split()
)
_ENDING = re.compile(r"(?:['’]s?|-[a-z]+)$")
_WORD = re.compile(r"[^\W_]{4,}")


def places(task: Task, base: Draft, alignment: Alignment) -> dict[int, Span]:
    """Where such hits, by number, stand in the text of the draft."""
    found: dict[int, Span] = {}
    taken = [span for span in locate(base.text, task.hits) if span]
    for n, (hit, rung) in enumerate(zip(task.hits, base.rungs, strict=True)):
        if rung != "none" or not _may_be_near(hit):
            continue
        first = next(iter(anchors(base.text, alignment, hit.span, hit.rendering, taken)), None)
        span = _without_ending(base.text, first.span, hit) if first and first.weight >= SURE else None
        if span and _is_whole(base.text, span, hit, taken) and _alike(span.of(base.text), hit):
            taken.append(span)
            found[n] = span
    return found


def corrected(task: Task, base: Draft, places: Mapping[int, Span]) -> Draft:
    """The draft with the hits at `places` put right, as far as that makes it better; the rest of it stays as it is."""
    one = base
    # From the end, so that places further left stay where they are.
    for n, span in sorted(places.items(), key=lambda place: -place[1].start):
        one = mended(task, one, grammar.insert(one.text, span, task.hits[n])) or one
    return one


def is_wanted(task: Task, base: Draft) -> bool:
    """True where a hit is missing that this may bring in."""
    return any(rung == "none" and _may_be_near(hit) for hit, rung in zip(task.hits, base.rungs, strict=True))


def _may_be_near(hit: Hit) -> bool:
    """False also for what changes its form with the sentence: `to combat`, `by combating`."""
    if not _is_long(hit):
        return hit.term.kind == "name" or (hit.term.kind in ("place", "organization") and " " in hit.rendering)
    return not (hit.term.kind == "term" and hit.rendering.split()[0].endswith("ing"))


def _is_long(hit: Hit) -> bool:
    return len(hit.rendering.split()) >= WORDS


def _without_ending(text: str, span: Span, hit: Hit) -> Span:
    """The span without what a word is given behind it: `'s`, `-led`."""
    ending = _ENDING.search(span.of(text))
    if not ending or hit.rendering.lower().endswith(ending[0].lower()):
        return span
    return Span(span.start, span.start + ending.start())


def _is_whole(text: str, span: Span, hit: Hit, taken: Sequence[Span]) -> bool:
    """False where a name seems to go on before or behind the span; a title is followed by one."""
    before = _COMES_BEFORE.search(text, 0, span.start)
    alone = before is None or before[1] in _ARTICLES or (hit.term.kind == "name" and before[1] in _TITLES)
    other = before and not alone and not any(before.start() < one.end <= span.start for one in taken)
    return not other and (hit.term.kind == "title" or not _GOES_ON.match(text, span.end))


def _alike(said: str, hit: Hit) -> bool:
    """True for other spellings and forms of the rendering's words; one of them may be lacking, but not of a name.

    A short one must be a name as a whole, and nothing that is made of it (`Trumpian`).
    """
    right = hit.rendering.lower()
    likeness = SequenceMatcher(None, said.lower(), right).ratio()
    if not _is_long(hit):
        is_same = len(said.split()) == len(right.split()) and said[:1].isupper()
        return is_same and likeness >= ALIKE_SHORT and not said.lower().startswith(right)
    lacking = len(_WORD.findall(hit.rendering)) - len(_WORD.findall(said))
    return likeness >= ALIKE and lacking <= (hit.term.kind != "name")
