"""Mentions counted over all texts: what is said how often, in which spellings, introduced by what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from translator.document import Span
from translator.glossary.model import Hit, Kind
from translator.suggest.mentions import Mention, mentions
from translator.suggest.words import Reader, Word


class Finder(Protocol):
    """What finds the terms that a glossary has; `glossary.match.Matcher` is one."""

    def find(self, text: str) -> tuple[Hit, ...]:
        """The hits in `text`, in order, never overlapping."""


@dataclass(slots=True)
class Candidate:
    """Words that may deserve an entry, counted by their spellings.

    `stems` are their matching forms, the first less its proclitics; `bare` are all of them less their proclitics.
    """

    stems: tuple[str, ...]
    bare: tuple[str, ...] = ()
    count: int = 0
    kinds: Counter[Kind] = field(default_factory=Counter)
    cues: Counter[str] = field(default_factory=Counter)
    spellings: Counter[str] = field(default_factory=Counter)

    @property
    def kind(self) -> Kind:
        """The kind that most mentions are of."""
        return self.kinds.most_common(1)[0][0]

    @property
    def spelling(self) -> str:
        """The spelling that most mentions have."""
        return self.spellings.most_common(1)[0][0]


Candidates = dict[tuple[str, ...], Candidate]


def collect(texts: Sequence[str], reader: Reader, known: Finder) -> Candidates:
    """The candidates of some texts, less what lies in hits of the glossary `known`."""
    found: Candidates = {}
    for text in texts:
        words = reader.words(text)
        hits = [hit.span for hit in known.find(text)]
        for mention in mentions(words):
            if not any(_within(words, mention, hit) for hit in hits):
                _add(found, words, mention)
    return found


def _within(words: Sequence[Word], mention: Mention, hit: Span) -> bool:
    """True when a hit has all of a mention, proclitics aside."""
    first = words[mention.first]
    return hit.start <= first.span.start + len(first.shape.before) and words[mention.last - 1].span.end <= hit.end


def _add(found: Candidates, words: Sequence[Word], mention: Mention) -> None:
    inside = words[mention.first : mention.last]
    stems = tuple(_stems(inside))
    one = found.get(stems)
    if one is None:
        one = found[stems] = Candidate(stems, tuple(word.shape.stem for word in inside))
    one.count += 1
    one.kinds[mention.kind] += 1
    one.cues[mention.cue] += 1
    one.spellings[" ".join(_spelled(inside))] += 1


def _stems(words: Sequence[Word]) -> Iterator[str]:
    """The first word less its proclitics, the others as they stand."""
    for n, word in enumerate(words):
        shape = word.shape
        yield shape.stem if n == 0 else _rejoined(shape.before, shape.stem)


def _spelled(words: Sequence[Word]) -> Iterator[str]:
    for n, word in enumerate(words):
        shape = word.shape
        yield shape.written if n == 0 else _rejoined(shape.before, shape.written)


def _rejoined(before: str, rest: str) -> str:
    """A word inside a term with its proclitics: «ل» and «الانتخابات» are «للانتخابات»."""
    return before + rest[1:] if before.endswith("ل") and rest.startswith("ال") else before + rest
