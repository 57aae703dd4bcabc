"""First and later mentions: a term with `first:` or `later:` is called differently the second time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from translator.glossary.model import Hit, Term
from translator.glossary.verify import locate
from translator.text.arabic import TOKEN, matching_form


class Mentions:
    """Tells first from later mentions in one document, whose hits it is given in reading order.

    A term counts as mentioned after a hit of its own, after one of another term that says the same in full, and after
    one of a longer term that contains it, if the English of that one says what the term is called later: behind
    `General Mark Milley`, «ميلي» is `Milley`. A plural that has an English of its own is about others: it neither is a
    mention nor counts as one.
    """

    def __init__(self) -> None:
        self._mentioned: set[Term] = set()
        self._said: dict[tuple[str, str], tuple[str, ...]] = {}  # (Arabic, English) → the words of the Arabic

    def mark(self, hits: Sequence[Hit]) -> tuple[Hit, ...]:
        """The next hits of the document, those of terms with `first` or `later` with their mention."""
        return tuple(map(self._marked, hits))

    def _marked(self, hit: Hit) -> Hit:
        term = hit.term
        named = hit
        if (term.first or term.later) and not (hit.plural and term.plural):
            known = term in self._mentioned or self._is_said(hit) or self._is_within_another(hit)
            self._mentioned.add(term)
            named = replace(hit, mention="later" if known else "first")
        said = (hit.surface, named.rendering)
        if said not in self._said:
            self._said[said] = _words(hit.surface)
        return named

    def _is_said(self, hit: Hit) -> bool:
        """True if another term said what this one would say at its first mention."""
        full = replace(hit, mention="first").rendering
        return any(english == full for _, english in self._said)

    def _is_within_another(self, hit: Hit) -> bool:
        """True if a longer term that contains this one was there, and its English contains this one's."""
        words = _words(hit.surface)
        later = replace(hit, term=replace(hit.term, accept=()), mention="later").rendering
        called = Hit(0, 0, "", Term(hit.term.ar, later, kind=hit.term.kind, case=hit.term.case))
        longer = (english for (_, english), others in self._said.items() if _contains(others, words))
        return any(locate(english, [called])[0] for english in longer)


def _words(surface: str) -> tuple[str, ...]:
    return tuple(TOKEN.findall(matching_form(surface)))


def _contains(longer: tuple[str, ...], words: tuple[str, ...]) -> bool:
    size = len(words)
    return len(longer) > size and any(longer[at : at + size] == words for at in range(len(longer) - size + 1))
