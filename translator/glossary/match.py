"""Finding the terms of a glossary in Arabic text, in every inflection, in one pass for any number of terms.

The terms are a trie over words. A text is cut into tokens by one regular expression; what a token can be is
worked out once for each distinct token and remembered, so that most tokens cost one look-up. Positions are
worked out only for texts that have a hit.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from translator.document import Span
from translator.glossary.agreement import admits, is_plural_form, shows_plural
from translator.glossary.model import Glossary, Hit, Term
from translator.glossary.morphology import PROCLITICS, Ending, Reading, readings
from translator.text.arabic import CONTROLS, TOKEN, WORD_LETTERS, fold, letters, matching_form

_MEMO_SIZE = 1 << 16
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


class _Memo(dict[str, tuple[Reading, ...]]):
    """Token → its readings that are known words; emptied when full, so that it never grows without bound."""

    def __init__(self, known: Container[str], proclitics: bool) -> None:
        super().__init__()
        self._known = known
        self._proclitics = proclitics

    def __missing__(self, token: str) -> tuple[Reading, ...]:
        if len(self) >= _MEMO_SIZE:
            self.clear()
        if token[0] in WORD_LETTERS:
            found = readings(letters(token), self._known, self._proclitics)
        else:
            word = matching_form(token)
            found = (Reading(word),) if word in self._known else ()
        self[token] = found
        return found


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A form of a term that the tokens `first`, `first` + 1… spell when they are read as `path`."""

    entry: _Entry
    first: int
    path: tuple[Reading, ...]

    @property
    def tokens(self) -> range:
        return range(self.first, self.first + len(self.path))


class Matcher:
    """Finds the terms of one glossary. Safe to share between threads; `find` has no other state than a memo."""

    def __init__(self, glossary: Glossary) -> None:
        self._root = _Node()
        later: set[str] = set()
        for order, term in enumerate(glossary.terms):
            for form in dict.fromkeys((term.ar, *term.forms)):
                plural = form != term.ar and bool(term.plural) and is_plural_form(term.ar, form)
                self._add(_Entry(term, form, order, plural), later)
        self._first = _Memo(self._root.following, proclitics=True)
        self._later = _Memo(later, proclitics=False)
        self._context_words = tuple(dict.fromkeys(word for term in glossary.terms for word in term.context))

    def find(self, text: str) -> tuple[Hit, ...]:
        """The hits in `text`, by start, none overlapping another. Linear in the length of the text."""
        tokens = TOKEN.findall(text)
        candidates = [each for each in self._candidates(tokens) if self._stands(each, tokens)]
        if candidates and any(each.entry.term.context for each in candidates):
            context = self._contexts.words(tokens)
            candidates = [
                each
                for each in candidates
                if not each.entry.term.context or not context.isdisjoint(each.entry.term.context)
            ]
        if not candidates:
            return ()
        bounds = [match.span() for match in TOKEN.finditer(text)]
        found = [(each, _hit(text, each, bounds)) for each in candidates]
        return tuple(sorted(_best(found), key=lambda hit: hit.start))

    def words(self, tokens: Sequence[str]) -> frozenset[str]:
        """The `ar` of every term that stands among the tokens, overlapping or not."""
        return frozenset(each.entry.term.ar for each in self._candidates(tokens) if self._stands(each, tokens))

    @cached_property
    def _contexts(self) -> Matcher:
        terms = tuple(Term(ar=word, en=word, kind="name") for word in self._context_words)
        return Matcher(Glossary(terms=terms))

    def _add(self, entry: _Entry, later: set[str]) -> None:
        node = self._root
        words = TOKEN.findall(matching_form(entry.form))
        for word in words:
            child = node.following.get(word)
            if child is None:
                child = node.following[word] = _Node()
            node = child
        later.update(words[1:])
        node.entries = (*node.entries, entry)

    def _candidates(self, tokens: Sequence[str]) -> Iterator[_Candidate]:
        starts = [at for at, found in enumerate(map(self._first.__getitem__, tokens)) if found]
        for start in starts:
            stack: list[tuple[_Node, tuple[Reading, ...]]] = [
                (self._root.following[reading.word], (reading,)) for reading in self._first[tokens[start]]
            ]
            while stack:
                node, path = stack.pop()
                for entry in node.entries:
                    yield _Candidate(entry, start, path)
                end = start + len(path)
                if node.following and end < len(tokens):
                    stack.extend(
                        (node.following[reading.word], (*path, reading))
                        for reading in self._later[tokens[end]]
                        if reading.word in node.following
                    )

    @staticmethod
    def _stands(candidate: _Candidate, tokens: Sequence[str]) -> bool:
        entry, path = candidate.entry, candidate.path
        if not admits(entry.term, path, entry.plural):
            return False
        if entry.term.exact:
            return TOKEN.findall(entry.form) == [tokens[at] for at in candidate.tokens]
        return not _is_grammar(candidate, tokens)


def _is_grammar(candidate: _Candidate, tokens: Sequence[str]) -> bool:
    """True when an outer word is one of grammar that only folding makes equal to the term's («على», «علي»)."""
    path = candidate.path
    if not (path[0].doubtful or path[-1].doubtful):
        return False
    written = TOKEN.findall(letters(candidate.entry.form))
    return any(
        path[at].doubtful and not letters(tokens[candidate.first + at]).endswith(written[at])
        for at in (0, len(path) - 1)
    )


def _hit(text: str, candidate: _Candidate, bounds: Sequence[tuple[int, int]]) -> Hit:
    head, last = candidate.path[0], candidate.tokens[-1]
    start, end = bounds[candidate.first]
    before = head.before
    if head.skip:
        start += fold(text[start:end]).origins[head.skip]
    elif candidate.first and text[start] not in WORD_LETTERS:
        before = _proclitic(text, bounds[candidate.first - 1], start)
    end = bounds[last][1]
    surface = text[start:end].rstrip(_CONTROLS)
    return Hit(
        start=start,
        end=start + len(surface),
        surface=surface,
        term=candidate.entry.term,
        before=before,
        plural=candidate.entry.plural or shows_plural(candidate.path),
        definite=any(reading.added for reading in candidate.path),
    )


def _proclitic(text: str, bounds: tuple[int, int], start: int) -> str:
    """The proclitics written right before a word of another script («بـWhatsApp»)."""
    word = matching_form(Span(*bounds).of(text)) if bounds[1] == start else ""
    return word if word in PROCLITICS else ""


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
