"""What the model said nearly right is put right: a long name or phrase of which some words are off.

`the Centers of Disease Control and Prevention` needs no other translation, only the right words in its place. To ask
again with a tag costs as much as two sentences, since the tag is long, and may turn out worse. Short names are left to
the tags, which are good at them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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

_GOES_ON = re.compile(r"[\s-]+(?:(?:al|el|bin|ibn|of|for)[\s-]+(?:the\s+)?)?[^\W\d_a-z]")
_COMES_BEFORE = re.compile(r"\b([^\W\d_a-z][\w'’.-]*)\s+$")
_ARTICLES = frozenset({"The", "A", "An"})
_ENDING = re.compile(r"(?:['’]s?|-[a-z]+)$")
_WORD = re.compile(r"[^\W_]{4,}")


def corrected(task: Task, base: Draft, alignment: Alignment) -> Draft:
    """The draft with such hits put right, as far as there are any; the rest of it stays as it is."""
    one = base
    # From the end, so that places further left stay where they are.
    for span, hit in sorted(_places(task, base, alignment), key=lambda place: -place[0].start):
        one = mended(task, one, grammar.insert(one.text, span, hit)) or one
    return one


def is_wanted(task: Task, base: Draft) -> bool:
    """True where a hit is missing that this may bring in."""
    return any(rung == "none" and _is_long(hit) for hit, rung in zip(task.hits, base.rungs, strict=True))


def _places(task: Task, base: Draft, alignment: Alignment) -> Iterator[tuple[Span, Hit]]:
    taken = [span for span in locate(base.text, task.hits) if span]
    for hit, rung in zip(task.hits, base.rungs, strict=True):
        if rung != "none" or not _is_long(hit):
            continue
        first = next(iter(anchors(base.text, alignment, hit.span, hit.rendering, taken)), None)
        span = _without_ending(base.text, first.span, hit) if first and first.weight >= SURE else None
        if span and _is_whole(base.text, span, hit, taken) and _alike(span.of(base.text), hit):
            taken.append(span)
            yield span, hit


def _is_long(hit: Hit) -> bool:
    """False also for what changes its form with the sentence: `to combat`, `by combating`."""
    first, *others = hit.rendering.split()
    return len(others) >= WORDS - 1 and not (hit.term.kind == "term" and first.endswith("ing"))


def _without_ending(text: str, span: Span, hit: Hit) -> Span:
    """The span without what a word is given behind it: `'s`, `-led`."""
    ending = _ENDING.search(span.of(text))
    if not ending or hit.rendering.lower().endswith(ending[0].lower()):
        return span
    return Span(span.start, span.start + ending.start())


def _is_whole(text: str, span: Span, hit: Hit, taken: Sequence[Span]) -> bool:
    """False where a name seems to go on before or behind the span; a title is followed by one."""
    before = _COMES_BEFORE.search(text, 0, span.start)
    other = before and before[1] not in _ARTICLES and not any(before.start() < one.end <= span.start for one in taken)
    return not other and (hit.term.kind == "title" or not _GOES_ON.match(text, span.end))


def _alike(said: str, hit: Hit) -> bool:
    """True for other spellings and forms of the rendering's words; one of them may be lacking, but not of a name."""
    lacking = len(_WORD.findall(hit.rendering)) - len(_WORD.findall(said))
    likeness = SequenceMatcher(None, said.lower(), hit.rendering.lower()).ratio()
    return likeness >= ALIKE and lacking <= (hit.term.kind != "name")
