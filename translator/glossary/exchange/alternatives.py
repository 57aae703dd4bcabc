"""One source with several renderings: made one term that accepts them all, or only the one that wins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from translator.glossary.collect import Collector
from translator.glossary.model import Glossary, Term
from translator.glossary.sources import source_key


def joined_terms(terms: Iterable[Term], collector: Collector) -> list[Term]:
    """`terms` with one for each source that several render differently: the first English is used."""
    kept: list[Term] = []
    places: dict[tuple[str, ...], int] = {}
    for term in terms:
        place = places.setdefault(source_key(term, term.ar), len(kept))
        if place == len(kept) or kept[place].en == term.en:
            kept.append(term)
            continue
        first = kept[place]
        kept[place] = _joined(first, term)
        where = term.origin.rpartition(":")[2]
        collector.warn(where, f"“{term.ar}” is also “{first.en}”, which is used; “{term.en}” is accepted")
    owners = {source_key(term, term.ar): term for term in reversed(kept)}
    return [_with_own_forms(term, owners, collector) for term in kept]


def _joined(first: Term, other: Term) -> Term:
    accept = tuple(dict.fromkeys((*first.accept, other.en, *other.accept)))
    return replace(
        first,
        accept=tuple(text for text in accept if text != first.en),
        forbid=tuple(text for text in (*first.forbid, *other.forbid) if text not in (first.en, *accept)),
        forms=tuple(dict.fromkeys((*first.forms, *other.forms))),
        note="\n".join(dict.fromkeys(note for note in (first.note, other.note) if note)),
    )


def _with_own_forms(term: Term, owners: dict[tuple[str, ...], Term], collector: Collector) -> Term:
    """`term` without forms that belong to a term with another English; those it keeps are its own from now on."""
    own = []
    for form in term.forms:
        owner = owners.setdefault(source_key(term, form), term)
        if owner.en == term.en:
            own.append(form)
        else:
            where = term.origin.rpartition(":")[2]
            collector.warn(where, f"“{form}” is no form of “{term.ar}”, as it is “{owner.en}”")
    return replace(term, forms=tuple(own)) if len(own) < len(term.forms) else term


def without_losers(glossary: Glossary) -> Glossary:
    """`glossary` without the sources that an earlier term renders differently, so that one file can hold it.

    These are what the warnings of a glossary merged from several files are about; they never match.
    """
    owners: dict[tuple[str, ...], Term] = {}
    kept = []
    for term in glossary.terms:
        free = [
            form for form in (term.ar, *term.forms) if owners.setdefault(source_key(term, form), term).en == term.en
        ]
        if free:
            kept.append(replace(term, ar=free[0], forms=tuple(free[1:])))
    return replace(glossary, terms=tuple(kept))
