"""Finding the terms of a glossary in Arabic text, in every inflection, in one pass for any number of terms.

The terms are a trie over words. A text is cut into tokens by one regular expression; what a token can be is
worked out once for each distinct token and remembered, so that most tokens cost one look-up. Positions are
worked out only for texts that have a hit.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from translator.glossary.agreement import INFLECTING, admits, is_plural_form, shows_plural
from translator.glossary.model import Glossary, Hit, Term
from translator.glossary.morphology import PROCLITICS, Ending, Reading, readings
from translator.text.arabic import CONTROLS, TOKEN, WORD_LETTERS, fold, letters, matching_form

_MEMO_SIZE = 1 << 16  # chunks of text
_LONGEST_KEPT = 64  # code points
_CONTROLS = "".join(CONTROLS)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One form of a term, as written; `order` is the term's place in the glossary."""

    term: Term
    form: str
    order: int
    plural: bool


class _Node:
    """A place in the trie: the forms that end here, and the words that can follow."""

    __slots__ = ("entries", "following")

    def __init__(self) -> None:
        self.entries: tuple[_Entry, ...] = ()
        self.following: dict[str, _Node] = {}


class _Word:
    """A token of a text: the terms that can begin with it, and how it reads inside one."""

    __slots__ = ("first", "later", "offset", "text")

    def __init__(self, text: str, offset: int, first: tuple[tuple[_Node, Reading], ...]) -> None:
        self.text = text
        self.offset = offset
        self.first = first
        self.later: tuple[Reading, ...] | None = None

    def readings(self, known: Container[str]) -> tuple[Reading, ...]:
        """The readings inside a term, all of words that are `known`; worked out when first asked for."""
        if self.later is None:
            self.later = _readings(self.text, known, proclitics=False)
        return self.later


class _Words(dict[str, tuple[_Word, ...]]):
    """What stands between white space → its tokens; emptied when full, so that it never grows without bound."""

    def __init__(self, root: _Node) -> None:
        super().__init__()
        self._following = root.following

    def __missing__(self, chunk: str) -> tuple[_Word, ...]:
        words = tuple([self._word(match[0], match.start()) for match in TOKEN.finditer(chunk)])
        if len(chunk) <= _LONGEST_KEPT:
            if len(self) >= _MEMO_SIZE:
                self.clear()
            self[chunk] = words
        return words

    def _word(self, token: str, offset: int) -> _Word:
        found = _readings(token, self._following, proclitics=True)
        return _Word(token, offset, tuple([(self._following[each.word], each) for each in found]) if found else ())


def _readings(token: str, known: Container[str], proclitics: bool) -> tuple[Reading, ...]:
    if token[0] in WORD_LETTERS:
        return readings(token, known, proclitics)
    word = matching_form(token)
    return (Reading(word),) if word in known else ()


class _Candidate(NamedTuple):
    """A form of a term that the tokens `first`, `first` + 1… spell when they are read as `path`."""

    entry: _Entry
    first: int
    path: tuple[Reading, ...]

    @property
    def tokens(self) -> range:
        return range(self.first, self.first + len(self.path))


class Matcher:
    """Finds the terms of one glossary. Safe to share between threads: what `find` keeps is only a memo."""

    def __init__(self, glossary: Glossary) -> None:
        root = _Node()
        self._later: set[str] = set()
        for order, term in enumerate(glossary.terms):
            self._add(root, _Entry(term, term.ar, order, False))
            for form in dict.fromkeys(term.forms):
                self._add(root, _Entry(term, form, order, bool(term.plural) and is_plural_form(term.ar, form)))
        self._words = _Words(root)
        self._context_words = tuple(dict.fromkeys(word for term in glossary.terms for word in term.context))

    def find(self, text: str) -> tuple[Hit, ...]:
        """The hits in `text`, by start, none overlapping another. Linear in the length of the text."""
        chunks = text.split()
        words = self._split(chunks)
        candidates = [each for each in self._candidates(words) if _stands(each, words)]
        if any(each.entry.term.context for each in candidates):
            candidates = self._in_context(candidates, words)
        if not candidates:
            return ()
        starts = self._starts(text, chunks)
        found = [(each, _hit(text, each, words, starts)) for each in candidates]
        return tuple(sorted(_best(found), key=_start))

    @cached_property
    def _contexts(self) -> Matcher:
        terms = tuple(Term(ar=word, en=word, kind="name") for word in self._context_words)
        return Matcher(Glossary(terms=terms))

    def _in_context(self, candidates: Sequence[_Candidate], words: Sequence[_Word]) -> list[_Candidate]:
        """The candidates whose term needs no context, or has one of its context words among `words`."""
        texts = self._contexts._split([word.text for word in words])
        standing = (each for each in self._contexts._candidates(texts) if _stands(each, texts))
        context = frozenset(each.entry.term.ar for each in standing)
        return [
            each
            for each in candidates
            if not each.entry.term.context or not context.isdisjoint(each.entry.term.context)
        ]

    def _split(self, chunks: Sequence[str]) -> list[_Word]:
        return list(chain.from_iterable(map(self._words.__getitem__, chunks)))

    def _starts(self, text: str, chunks: Sequence[str]) -> list[int]:
        """Where each token of `text` starts."""
        starts: list[int] = []
        position = 0
        for chunk in chunks:
            position = text.index(chunk, position)
            for word in self._words[chunk]:
                starts.append(position + word.offset)
            position += len(chunk)
        return starts

    def _add(self, node: _Node, entry: _Entry) -> None:
        words = TOKEN.findall(matching_form(entry.form))
        for word in words:
            child = node.following.get(word)
            if child is None:
                child = node.following[word] = _Node()
            node = child
        self._later.update(words[1:])
        if not any(_always_wins(other, entry) for other in node.entries):
            node.entries = (*node.entries, entry)

    def _candidates(self, words: Sequence[_Word]) -> list[_Candidate]:
        found: list[_Candidate] = []
        last = len(words) - 1
        for at, word in enumerate(words):
            for node, reading in word.first:
                # Most tokens that could begin a term are followed by one that is in none: () and not yet None.
                if node.entries or (at < last and words[at + 1].later != ()):
                    self._collect(node, at, (reading,), words, found)
        return found

    def _collect(
        self,
        node: _Node,
        first: int,
        path: tuple[Reading, ...],
        words: Sequence[_Word],
        found: list[_Candidate],
    ) -> None:
        """What begins at `first` and gets to `node` by `path`, or beyond it; as deep as the longest term."""
        for entry in node.entries:
            found.append(_Candidate(entry, first, path))
        end = first + len(path)
        if not node.following or end == len(words):
            return
        for reading in words[end].readings(self._later):
            child = node.following.get(reading.word)
            if child is not None:
                self._collect(child, first, (*path, reading), words, found)


def _always_wins(one: _Entry, other: _Entry) -> bool:
    """True when `other`, which is spelled like `one` and comes after it, never has a hit that `one` has not."""
    first, second = one.term, other.term
    return (
        not (first.exact or first.context)
        and (first.kind in INFLECTING or second.kind not in INFLECTING)
        and (first.priority > second.priority or (first.priority == second.priority and not second.context))
    )


def _stands(candidate: _Candidate, words: Sequence[_Word]) -> bool:
    entry, path = candidate.entry, candidate.path
    if not admits(entry.term, path, entry.plural):
        return False
    if entry.term.exact:
        return TOKEN.findall(entry.form) == [words[at].text for at in candidate.tokens]
    return not (path[0].doubtful or path[-1].doubtful) or not _is_grammar(candidate, words)


def _is_grammar(candidate: _Candidate, words: Sequence[_Word]) -> bool:
    """True when an outer word is one of grammar that only folding makes equal to the term's («على», «علي»)."""
    written = TOKEN.findall(letters(candidate.entry.form))
    return any(
        candidate.path[at].doubtful and not letters(words[candidate.first + at].text).endswith(written[at])
        for at in (0, len(candidate.path) - 1)
    )


def _hit(text: str, candidate: _Candidate, words: Sequence[_Word], starts: Sequence[int]) -> Hit:
    first, path = candidate.first, candidate.path
    last = first + len(path) - 1
    start, before = starts[first], path[0].before
    if before:
        start += fold(words[first].text).origins[len(before)]
    elif first and text[start] not in WORD_LETTERS and starts[first - 1] + len(words[first - 1].text) == start:
        before = _proclitic(words[first - 1].text)
    surface = text[start : starts[last] + len(words[last].text)]
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
    taken: set[int] = set()
    for candidate, hit in sorted(found, key=_rank):
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
