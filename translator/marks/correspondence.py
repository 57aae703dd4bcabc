"""What answers to what in a segment and its translation: for sure, or as the model's attention has it.

Sure are the renderings of glossary terms, whose places the verifier knows, and what was copied. All else is guessed
from the alignment of the words of a sentence, which is asked for only where marks need it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from translator.document import Mark, Span
from translator.engine.base import Alignment

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*|[^\w\s]|_")
_COPY = re.compile(r"[0-9٠-٩]+(?:[.,:/٫٬-][0-9٠-٩]+)*|[A-Za-z][A-Za-z0-9]+")
_NOTHING_AT_END = re.compile(r"(?:\W|\b(?:في|من|على|إلى|عن|مع|بين|منذ)\b)+$")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩٫٬", "0123456789.,")
_FUNCTION = frozenset(
    """a an the of to in on at by for with from and or as is are was were be been has have had that which than such it
    its your their his her our my this these those there out up""".split()
)
"""English words that look at their neighbours' source: alone they prove nothing."""

Pair = tuple[Span, Span]
"""What answers to each other: a span of the source and one of the target."""


@dataclass(frozen=True, slots=True)
class Link:
    """Target words at `target` answer to the source at `source`, with `weight` between 0 and 1."""

    source: Span
    target: Span
    weight: float


@dataclass(frozen=True, slots=True)
class Part:
    """A sentence of a segment, its translation, and what is guessed about their words (nothing: nobody asked)."""

    source: Span
    target: Span
    links: tuple[Link, ...] = ()


def links(alignment: Alignment, source: int, target: int) -> tuple[Link, ...]:
    """The links of one sentence, whose source and target begin at these offsets of the segment's texts."""
    return tuple(
        Link(here.shift(source), there.shift(target), weight)
        for there, row in zip(alignment.target, alignment.weights, strict=True)
        if sum(row) > 0.2  # less: the token looked at the end mark, it answers to nothing
        for here, weight in zip(alignment.source, row, strict=True)
        if weight > 0.02
    )


@dataclass(frozen=True, slots=True)
class Word:
    """A word or sign of the target, or a rendering known as a whole, with the source it answers to.

    All of `answers` lie in `within`. What does not prove anything only joins words that do.
    """

    span: Span
    within: Span
    answers: tuple[Link, ...]
    proves: bool

    def agreement(self, covered: Span) -> float:
        """The share of what the word answers to that lies in the covered source."""
        if not self.within.overlaps(covered):
            return 0.0
        total = sum(link.weight for link in self.answers)
        return sum(link.weight for link in self.answers if link.source.overlaps(covered)) / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Known:
    """A segment's texts and marks, and the `pairs` that are sure. Make it with `known`."""

    source: str
    target: str
    marks: tuple[Mark, ...]
    pairs: tuple[Pair, ...]

    def rendering(self, span: Span) -> Span | None:
        """Where the words of `span` stand in the target, when all of them are sure."""
        touched = [pair for pair in self.pairs if pair[0].overlaps(span)]
        words = (n for n in range(span.start, span.end) if self.source[n].isalnum())
        if touched and all(any(here.start <= n < here.end for here, _ in touched) for n in words):
            return hull([self._image(pair, span) for pair in touched])
        return None

    def needs(self, part: Part) -> bool:
        """True when the words of the part must be aligned to place a mark: what is sure is not enough."""
        return any(self.cuts(mark.span, part) and not self._is_sure(mark) for mark in self.marks)

    def cuts(self, span: Span, part: Part) -> bool:
        """True when `span` begins or ends between words of the part."""
        ends = [end for end in (span.start, span.end) if part.source.start < end < part.source.end]
        sides = [(self.source[part.source.start : end], self.source[end : part.source.end]) for end in ends]
        return any(has_words(before) and has_words(after) for before, after in sides)

    def ranges_before(self, core: int, at: int) -> list[Span]:
        """The ranges that hold the character before `core` and end there, or at the signs behind it up to `at`."""
        ranges = (mark.span for mark in self.marks if not mark.is_point)
        return [span for span in ranges if span.start < core <= span.end <= at]

    def pieces(self, pair: Pair) -> Iterator[Word]:
        """A rendering is one word; what was copied is as many as it has."""
        here, there = pair
        if not self._is_copy(pair):
            yield Word(there, here, (Link(here, there, 1.0),), proves=True)
            return
        for match in _WORD.finditer(self.target, there.start, there.end):
            span = Span(*match.span())
            image = span.shift(here.start - there.start)
            yield Word(span, image, (Link(image, span, 1.0),), _proves(match.group()))

    def _is_sure(self, mark: Mark) -> bool:
        if not mark.is_point:
            return self.rendering(mark.span) is not None
        core = core_end(self.source, mark.span.start)
        return self.rendering(Span(core - 1, core)) is not None or bool(self.ranges_before(core, mark.span.start))

    def _image(self, pair: Pair, span: Span) -> Span:
        """Where `span`, or what the pair has of it, stands in the target: exactly, in what was copied."""
        here, there = pair
        if not self._is_copy(pair):
            return there
        offset = there.start - here.start
        return Span(max(here.start, span.start) + offset, min(here.end, span.end) + offset)

    def _is_copy(self, pair: Pair) -> bool:
        return pair[0].of(self.source) == pair[1].of(self.target)


def known(source: str, target: str, marks: Sequence[Mark], pairs: Iterable[Pair]) -> Known:
    """What is sure about the places of `marks`: `pairs`, and numbers and Latin words that stand in both texts.

    Where two ranges divide a term between them, its rendering is divided too.
    """
    ranges = [mark.span for mark in marks if not mark.is_point]
    found = [
        share
        for here, there in pairs
        for share in (
            [(here, there)]
            if here.of(source) == there.of(target)
            else _shares(_word_around(source, here), there, source, target, ranges)
        )
    ]
    for pair in _copies(source, target):
        if not any(pair[0].overlaps(here) or pair[1].overlaps(there) for here, there in found):
            found.append(pair)
    return Known(source, target, tuple(marks), tuple(found))


def words_of(what: Known, parts: Sequence[Part]) -> list[Word]:
    """The words of the target in order; those of a part that was not aligned answer to all of it."""
    found = [word for pair in what.pairs if pair[1] for word in what.pieces(pair)]
    sure = [there for _, there in what.pairs]
    for part in parts:
        spans = [Span(*match.span()) for match in _WORD.finditer(what.target, part.target.start, part.target.end)]
        answers: list[list[Link]] = [[] for _ in spans]
        starts = [span.start for span in spans]
        for link in part.links or [Link(part.source, span, 1.0) for span in spans]:
            n = bisect_right(starts, link.target.start) - 1
            if n >= 0 and spans[n].overlaps(link.target):
                answers[n].append(link)
        found += [
            Word(span, part.source, tuple(mine), _proves(span.of(what.target)))
            for span, mine in zip(spans, answers, strict=True)
            if not any(span.overlaps(other) for other in sure)
        ]
    return sorted(found, key=lambda word: word.span)


def core_end(text: str, at: int) -> int:
    """Where the last word before `at` ends that is no preposition: what stands behind `at` depends on those."""
    return len(_NOTHING_AT_END.sub("", text[:at]))


def has_words(text: str) -> bool:
    """True when `text` has a letter or a digit."""
    return any(map(str.isalnum, text))


def hull(spans: Sequence[Span]) -> Span:
    """The least span that holds all of `spans`."""
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _proves(word: str) -> bool:
    return word.lower() not in _FUNCTION and any(map(str.isalnum, word))


def _word_around(text: str, span: Span) -> Span:
    """`span` with the letters written together with it: clitics go where their word goes."""
    start, end = span.start, span.end
    while start and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    return Span(start, end)


def _shares(term: Span, rendering: Span, source: str, target: str, ranges: Sequence[Span]) -> list[Pair]:
    """The term and its rendering; or, where disjoint ranges divide the term, its pieces with words for each.

    Languages order words differently, but the rendering has to be divided somehow, and all of it.
    """
    parts = [span for span in ranges if span.overlaps(term) and (term.start < span.start or span.end < term.end)]
    if not any(not one.overlaps(other) for one, other in combinations(parts, 2)):
        return [(term, rendering)]
    inner = sorted({end for span in parts for end in (span.start, span.end) if term.start < end < term.end})
    cuts = [at for n, at in enumerate(inner) if n == 0 or has_words(source[inner[n - 1] : at])]
    scale = len(term) / len(rendering)
    words = [Span(*match.span()) for match in re.finditer(r"\S+", rendering.of(target))]
    shares, at = [], rendering.start
    for start, end in pairwise([term.start, *cuts, term.end]):
        mine = [word for word in words if start <= term.start + (word.start + word.end) / 2 * scale < end]
        there = hull(mine).shift(rendering.start) if mine else Span(at, at)
        shares.append((Span(start, end), there))
        at = there.end
    return shares


def _copies(source: str, target: str) -> Iterator[Pair]:
    """Numbers and Latin words that stand once in each of the two texts."""
    here, there = _written(source), _written(target)
    for text, spans in here.items():
        if len(spans) == len(there.get(text, ())) == 1:
            yield spans[0], there[text][0]


def _written(text: str) -> dict[str, list[Span]]:
    found: dict[str, list[Span]] = {}
    for match in _COPY.finditer(text):
        found.setdefault(match.group().translate(_DIGITS).casefold(), []).append(Span(*match.span()))
    return found
