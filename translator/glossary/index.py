"""The terms of a glossary by the words that spell them: what the matcher looks up.

A trie over words, kept flat: a place in it is the words that lead there, joined by blanks. That is one table and a few
sets instead of an object for each place, which is quicker to build, smaller, and nothing to do for the collector.
"""

from __future__ import annotations

from dataclasses import dataclass

from translator.glossary.agreement import INFLECTING, is_plural_form
from translator.glossary.model import Glossary, Term
from translator.text.arabic import TOKEN, matching_form


@dataclass(frozen=True, slots=True)
class Entry:
    """One form of a term, as written; `order` is the term's place in the glossary."""

    term: Term
    form: str
    order: int
    plural: bool


@dataclass(frozen=True, slots=True)
class Index:
    """All forms of all terms, in matching form.

    `places` has the forms that are complete at each place of the trie, `openers` the words that begin a longer form,
    `later` those that go on with one, `words` every word.
    """

    places: dict[str, tuple[Entry, ...]]
    openers: frozenset[str]
    later: frozenset[str]
    words: frozenset[str]


def index(glossary: Glossary) -> Index:
    """The index of a glossary; linear in its size."""
    places: dict[str, tuple[Entry, ...]] = {}
    words: set[str] = set()
    openers: set[str] = set()
    later: set[str] = set()
    for entry in _entries(glossary):
        spelled = TOKEN.findall(matching_form(entry.form))
        words.update(spelled)
        later.update(spelled[1:])
        openers.update(spelled[: len(spelled) > 1])
        for end in range(1, len(spelled)):
            places.setdefault(" ".join(spelled[:end]), ())
        whole = " ".join(spelled)
        others = places.get(whole, ())
        if not any(_always_wins(other, entry) for other in others):
            places[whole] = (*others, entry)
    return Index(places, frozenset(openers), frozenset(later), frozenset(words))


def _entries(glossary: Glossary) -> list[Entry]:
    found = []
    for order, term in enumerate(glossary.terms):
        found.append(Entry(term, term.ar, order, False))
        for form in dict.fromkeys(term.forms):
            found.append(Entry(term, form, order, bool(term.plural) and is_plural_form(term.ar, form)))
    return found


def _always_wins(one: Entry, other: Entry) -> bool:
    """True when `other`, which is spelled like `one` and comes after it, never has a hit that `one` has not."""
    first, second = one.term, other.term
    return (
        not (first.exact or first.context)
        and (first.kind in INFLECTING or second.kind not in INFLECTING)
        and (first.priority > second.priority or (first.priority == second.priority and not second.context))
    )
