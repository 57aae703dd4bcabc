"""Finding the terms of a glossary in Arabic text, in every inflection, in one pass for any number of terms.

A text is cut into tokens by one regular expression; what a token can be in a term is
worked out once for each distinct token and remembered, with one character that sums it up, its role. Another regular
expression, over the roles of a text, finds the few tokens at which it is worth to look into the trie. Positions are
worked out only for texts that have a hit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from translator.glossary.agreement import admits, shows_plural
from translator.glossary.index import Entry, Index, index
from translator.glossary.model import Glossary, Hit, Term
from translator.glossary.morphology import PROCLITICS, Ending, Reading, readings
from translator.text.arabic import CONTROLS, TOKEN, WORD_LETTERS, fold, letters, matching_form

_MEMO_SIZE = 1 << 16  # tokens
_LONGEST_KEPT = 64  # code points
_CONTROLS = "".join(CONTROLS)


class _Candidate(NamedTuple):
    """A form of a term that the tokens `first`, `first` + 1… spell when they are read as `path`."""

    entry: Entry
    first: int
    path: tuple[Reading, ...]

    @property
    def tokens(self) -> range:
        return range(self.first, self.first + len(self.path))


@dataclass(frozen=True, slots=True)
class _Word:
    """What a token can be: terms by itself, the first word of longer ones, or a further word of one.

    The role sums it up: a further word (c), a beginning (b), both (d), a term (s), a further word as well (t), or
    nothing of all this (a dot).
    """

    alone: tuple[tuple[Entry, tuple[Reading]], ...] = ()
    first: tuple[tuple[str, tuple[Reading]], ...] = ()
    later: tuple[tuple[str, Reading], ...] = ()
    role: str = "."


_NOTHING = _Word()
_ROLE = attrgetter("role")
_PROMISING = re.compile("[st]|[bd](?=[cdt])")
"""Of the roles of a text: a term, or a beginning that something follows which can go on with it."""

_TANWIN = re.compile("\u064b[\u0640\u0651]*ا$|ا[\u0640\u0651]*\u064b$")


class _Words(dict[str, _Word]):
    """Token → what it can be; emptied when full, so that it never grows without bound."""

    def __init__(self, terms: Index) -> None:
        super().__init__()
        self._terms = terms

    def __missing__(self, token: str) -> _Word:
        word = self._word(token)
        if len(token) <= _LONGEST_KEPT:
            if len(self) >= _MEMO_SIZE:
                self.clear()
            self[token] = word
        return word

    def _word(self, token: str) -> _Word:
        terms = self._terms
        found = readings(token, terms.words) if token[0] in WORD_LETTERS else (Reading(matching_form(token)),)
        if not found:
            return _NOTHING
        alone = [(entry, (each,)) for each in found for entry in terms.places.get(each.word, ())]
        alone = [(entry, path) for entry, path in alone if _stands(_Candidate(entry, 0, path), (token,))]
        first = [(f"{each.word} ", (each,)) for each in found if each.word in terms.openers]
        later = [(each.word, each) for each in found if not each.before and each.word in terms.later]
        if not (alone or first or later):
            return _NOTHING
        role = ("st" if alone else "bd" if first else ".c")[bool(later)]
        return _Word(tuple(alone), tuple(first), tuple(later), role)


class Matcher:
    """Finds the terms of one glossary. Safe to share between threads: what `find` keeps is only a memo."""

    def __init__(self, glossary: Glossary) -> None:
        self._terms = index(glossary)
        self._words = _Words(self._terms)
        self._context_words = tuple(dict.fromkeys(word for term in glossary.terms for word in term.context))

    def find(self, text: str) -> tuple[Hit, ...]:
        """The hits in `text`, by start, none overlapping another. Linear in the length of the text."""
        tokens = TOKEN.findall(text)
        candidates = self._standing(tokens)
        if any(each.entry.term.context for each in candidates):
            candidates = self._in_context(candidates, tokens)
        if not candidates:
            return ()
        starts = [match.start() for match in TOKEN.finditer(text)]
        found = [(each, _hit(text, each, tokens, starts)) for each in candidates]
        return tuple(sorted(_best(found), key=_start))

    @cached_property
    def _contexts(self) -> Matcher:
        terms = tuple(Term(ar=word, en=word, kind="name") for word in self._context_words)
        return Matcher(Glossary(terms=terms))

    def _standing(self, tokens: Sequence[str]) -> list[_Candidate]:
        """Every form of a term that stands in a text of these tokens, by the first of them."""
        words = list(map(self._words.__getitem__, tokens))
        places, last = self._terms.places, len(words) - 1
        found: list[_Candidate] = []
        for spot in _PROMISING.finditer("".join(map(_ROLE, words))):
            at = spot.start()
            for entry, path in words[at].alone:
                found.append(_Candidate(entry, at, path))
            if at < last:
                later = words[at + 1].later
                for opening, path in words[at].first:
                    for word, reading in later:
                        if opening + word in places:  # Mostly it is not: nothing dearer than this before here.
                            longer = self._longer(opening + word, at, (*path, reading), words)
                            found += [each for each in longer if _stands(each, tokens)]
        return found

    def _longer(
        self, place: str, first: int, path: tuple[Reading, ...], words: Sequence[_Word]
    ) -> Iterator[_Candidate]:
        """What begins at `first` and gets to `place` by `path`, or beyond it; as deep as the longest term."""
        for entry in self._terms.places[place]:
            yield _Candidate(entry, first, path)
        end = first + len(path)
        for word, reading in words[end].later if end < len(words) else ():
            if f"{place} {word}" in self._terms.places:
                yield from self._longer(f"{place} {word}", first, (*path, reading), words)

    def _in_context(self, candidates: Sequence[_Candidate], tokens: Sequence[str]) -> list[_Candidate]:
        """The candidates whose term needs no context, or has one of its context words among `tokens`."""
        context = frozenset(each.entry.term.ar for each in self._contexts._standing(tokens))
        return [
            each
            for each in candidates
            if not each.entry.term.context or not context.isdisjoint(each.entry.term.context)
        ]


def _stands(candidate: _Candidate, tokens: Sequence[str]) -> bool:
    entry, path = candidate.entry, candidate.path
    if not admits(entry.term, path, entry.plural):
        return False
    if entry.term.exact:
        return TOKEN.findall(entry.form) == [tokens[at] for at in candidate.tokens]
    if _is_adverb(candidate, tokens):
        return False
    return not (path[0].doubtful or path[-1].doubtful) or not _is_grammar(candidate, tokens)


def _is_adverb(candidate: _Candidate, tokens: Sequence[str]) -> bool:
    """True where tanwin stands on the last alef of a name, which never bears one («أسّيًّا» is not «آسيا»)."""
    entry, last = candidate.entry, candidate.path[-1]
    if entry.term.kind not in ("name", "place") or not last.word.endswith("ا") or last.inflected:
        return False
    token = tokens[candidate.tokens[-1]].rstrip(_CONTROLS)
    return _TANWIN.search(token) is not None and not _TANWIN.search(entry.form)


def _is_grammar(candidate: _Candidate, tokens: Sequence[str]) -> bool:
    """True when an outer word is one of grammar that only folding makes equal to the term's («على», «علي»)."""
    written = TOKEN.findall(letters(candidate.entry.form))
    return any(
        candidate.path[at].doubtful and not letters(tokens[candidate.first + at]).endswith(written[at])
        for at in (0, len(candidate.path) - 1)
    )


def _hit(text: str, candidate: _Candidate, tokens: Sequence[str], starts: Sequence[int]) -> Hit:
    first, path = candidate.first, candidate.path
    last = first + len(path) - 1
    start, before = starts[first], path[0].before
    if before:
        start += fold(tokens[first]).origins[len(before)]
    elif first and text[start] not in WORD_LETTERS and starts[first - 1] + len(tokens[first - 1]) == start:
        before = _proclitic(tokens[first - 1])
    surface = text[start : starts[last] + len(tokens[last])]
    if surface[-1] in CONTROLS:
        surface = surface.rstrip(_CONTROLS)
    return Hit(
        start=start,
        end=start + len(surface),
        surface=surface,
        term=candidate.entry.term,
        before=before,
        plural=candidate.entry.plural or shows_plural(path),
        definite=any(reading.added for reading in path),
    )


def _proclitic(token: str) -> str:
    """The proclitics that are written right before a word of another script («بـWhatsApp»)."""
    word = matching_form(token)
    return word if word in PROCLITICS else ""


def _start(hit: Hit) -> int:
    return hit.start


def _best(found: Sequence[tuple[_Candidate, Hit]]) -> Iterator[Hit]:
    """The longest hits; of equal ones the least inflected, then by priority, context and order."""
    rivals: list[tuple[_Candidate, Hit]] = []
    reach = 0
    for pair in found:
        if pair[0].first >= reach:
            yield from _chosen(rivals)
            rivals = []
        rivals.append(pair)
        reach = max(reach, pair[0].tokens.stop)
    yield from _chosen(rivals)


def _chosen(rivals: Sequence[tuple[_Candidate, Hit]]) -> Iterator[Hit]:
    """The best of the candidates that, by the words they claim, hang together."""
    if len(rivals) == 1:
        yield rivals[0][1]
        return
    taken: set[int] = set()
    for candidate, hit in sorted(rivals, key=_rank):
        if taken.isdisjoint(candidate.tokens):
            taken.update(candidate.tokens)
            yield hit


def _rank(pair: tuple[_Candidate, Hit]) -> tuple[int, int, int, int, bool, int]:
    candidate, hit = pair
    bent = sum(reading.inflected or reading.ending is Ending.SPELLING for reading in candidate.path)
    return (
        -len(candidate.path),
        -len(hit.surface),
        bent,
        -hit.term.priority,
        not hit.term.context,
        candidate.entry.order,
    )
