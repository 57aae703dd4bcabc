"""What the model calls what was chosen: found in its own translations by where its attention lay."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from translator.consistency.spelling import is_spelling, stems
from translator.document import Span
from translator.enforce.anchor import likeness, mass
from translator.engine.base import Engine, Hypothesis, Request
from translator.suggest.selection import Choice
from translator.text.arabic import matching_form
from translator.text.sentences import split, split_long

SAMPLES = 8
"""Sentences that are translated for one choice: enough to see a disagreement, few enough for long documents."""

_LEAST = 0.6  # share of attention (and likeness) that the surest word needs
_CHANCE = 0.5
_EDGES = frozenset("a an the of to in on at by for with from and or as is was were be been that it said says".split())
_BLOCK = 64
_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Said:
    """The model's renderings of one choice, each with how often; `opening`: those that only began a sentence."""

    votes: Counter[str] = field(default_factory=Counter)

    @property
    def best(self) -> str:
        """The most frequent rendering, '' if there is none."""
        return self.votes.most_common(1)[0][0] if self.votes else ""

    @property
    def agrees(self) -> bool:
        """True when more than half of the renderings are the same."""
        return bool(self.votes) and 2 * self.votes[self.best] > self.votes.total()

    @property
    def proper(self) -> bool:
        """True when the model mostly writes it with a capital."""
        upper = sum(n for text, n in self.votes.items() if text[:1].isupper() or text.startswith("al-"))
        return 2 * upper > self.votes.total()


@dataclass(frozen=True, slots=True)
class _Sample:
    """A sentence of a text, and the choices (by number) that stand in it, with their spans in the sentence."""

    source: str
    inside: tuple[tuple[int, Span], ...]


def ask(
    choices: Sequence[Choice],
    latin: Sequence[str],
    texts: Sequence[str],
    engine: Engine,
    beam: int,
    progress: Progress | None,
) -> list[Said]:
    """What the model says for each choice; `latin` are their names spelled out, which help to find them again."""
    answers = [Said() for _ in choices]
    samples = list(_samples(choices, texts, engine))
    for start in range(0, len(samples), _BLOCK):
        block = samples[start : start + _BLOCK]
        said = engine.translate([Request(one.source, align=True) for one in block], beam)
        for sample, (hypothesis, *_) in zip(block, said, strict=True):
            for n, span in sample.inside:
                text = _rendering(sample.source, hypothesis, span, latin[n], engine)
                if text:
                    answers[n].votes[text] += 1
        if progress:
            progress("sentences", min(start + _BLOCK, len(samples)), len(samples))
    return answers


def _samples(choices: Sequence[Choice], texts: Sequence[str], engine: Engine) -> Iterator[_Sample]:
    """The sentences in which the first mentions stand, each once."""
    wanted: dict[int, list[tuple[Span, int]]] = {}
    for n, choice in enumerate(choices):
        for place in choice.places[:SAMPLES]:
            wanted.setdefault(place.text, []).append((place.span, n))
    for at, places in sorted(wanted.items()):
        left = deque(sorted(places))
        for sentence in _sentences(texts[at], engine):
            inside = []
            while left and left[0][0].start < sentence.end:
                span, n = left.popleft()
                if sentence.start <= span.start and span.end <= sentence.end:
                    inside.append((n, span.shift(-sentence.start)))
            if inside:
                yield _Sample(sentence.of(texts[at]), tuple(inside))


def _sentences(text: str, engine: Engine) -> Iterator[Span]:
    for span in split(text):
        if engine.fits(span.of(text)):
            yield span
        else:
            yield from (part.shift(span.start) for part in split_long(span.of(text), engine.fits))


def _rendering(source: str, hypothesis: Hypothesis, span: Span, latin: str, engine: Engine) -> str:
    """The run of words of a translation that looked most at `span` of its source, '' where none did.

    It is the run whose sum of (share of attention on the span - what chance would give) is largest.
    """
    text = hypothesis.text
    alignment = hypothesis.alignment or engine.align([(source, text)])[0]
    words = [Span(*match.span()) for match in _WORD.finditer(text)]
    best, start, total, most = (0, 0), 0, 0.0, _LEAST - _CHANCE
    for n, word in enumerate(words):
        gain = _gain(word.of(text), mass(word, alignment, span), latin)
        if total <= 0 or not text[words[n - 1].end : word.start].isspace():
            start, total = n, 0.0
        total += gain
        if total > most:
            best, most = (start, n + 1), total
    run = words[slice(*best)]
    while run and run[0].of(text).lower() in _EDGES:
        run = run[1:]
    return text[run[0].start : run[-1].end].removesuffix("'s").removesuffix("’s") if run else ""


def _gain(word: str, share: float, latin: str) -> float:
    if word.lower() in _EDGES:
        return min(share, 0.1) - 0.1  # joins others, proves nothing
    return share + 0.4 * likeness(word, latin) - _CHANCE


def spells(text: str, arabic: str) -> bool:
    """True when most words of an Arabic name have one in the English text that can be them spelled out."""
    words = [word for word in matching_form(arabic).split() if len(word) > 2]
    found = sum(any(is_spelling(stem, one) for stem in stems(word) for one in text.split()) for word in words)
    return 3 * found > 2 * len(words)
