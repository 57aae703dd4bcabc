"""One rendering for what is said in two ways: what has to change where, and whether the change was for the better."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from translator.consistency.find import Conflict, conflicts
from translator.document import Match, Segment, Span
from translator.glossary.model import Hit, Term
from translator.result import HARMONIZED, FileResult, Inconsistency, SegmentResult
from translator.text.arabic import matching_form


class Finder(Protocol):
    """What finds terms."""

    def find(self, text: str) -> tuple[Hit, ...]:
        """The hits in `text`, in order, never overlapping."""


Words = tuple[tuple[Span, str, str], ...]
"""Spans in a source, each with the Arabic and the English that is chosen for it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What a segment has to say: all of it (`text`), or `words` that are a name or term, each as it is chosen."""

    text: str = ""
    words: Words = ()


Changes = Mapping[int, Change]
"""The changes to a file, by the number of the segment."""

Redo = Callable[[int, Changes], FileResult]
"""Translates the file with this number again, with changes, and says what it has become."""


def harmonize(files: Sequence[FileResult], redo: Redo) -> tuple[tuple[FileResult, ...], tuple[Inconsistency, ...]]:
    """The files when they say one thing where they said two, as far as that can be had, and what was changed.

    Names and terms first: with them, sentences may have become equal. And twice: said anew, a sentence may show a name
    that could not be made out before.
    """
    now = list(files)
    done: list[Inconsistency] = []
    made: dict[int, dict[int, Change]] = {}
    for kinds in (("name", "term"), ("name", "term"), ("sentence",)):
        before = tuple(now)
        found = [one for one in conflicts(before) if one.kind in kinds]
        for number, changes in _changes(found).items():
            wanted = made.setdefault(number, {})
            wanted.update((n, _joined(wanted.get(n, Change()), change)) for n, change in changes.items())
            now[number] = redo(number, wanted)
        done += _changed(found, before, now)
    return tuple(now), tuple(done)


def _changes(found: Iterable[Conflict]) -> dict[int, dict[int, Change]]:
    files: dict[int, dict[int, Change]] = {}
    for conflict in found:
        chosen = conflict.chosen
        for place in conflict.odd:
            if place.fixed:
                continue
            segments = files.setdefault(place.file, {})
            old = segments.get(place.segment, Change())
            word = (place.source, conflict.ar, chosen)
            changed = replace(old, words=(*old.words, word)) if conflict.kind != "sentence" else Change(chosen)
            segments[place.segment] = changed
    return files


def _joined(old: Change, new: Change) -> Change:
    """What was wanted of a segment before, and what is now."""
    return new if new.text else Change(words=_apart(new.words, old.words))


def _apart(words: Words, others: Words) -> Words:
    """`words`, and those of the others that they leave room for."""
    return (*words, *(one for one in others if not any(one[0].overlaps(span) for span, _, _ in words)))


def words(old: SegmentResult, change: Change | None) -> Words:
    """The words of a segment that are to be said as chosen, now or in an earlier run."""
    made = ((Span(hit.start, hit.end), hit.ar, hit.rendering) for hit in old.outcomes if hit.glossary == HARMONIZED)
    return _apart(change.words if change else (), tuple(made))


def _changed(
    found: Iterable[Conflict], before: Sequence[FileResult], now: Sequence[FileResult]
) -> Iterator[Inconsistency]:
    for one in found:
        segments = {(place.file, place.segment) for place in one.odd}
        count = sum(before[f].segments[s].target != now[f].segments[s].target for f, s in segments)
        if count:
            yield Inconsistency(one.kind, one.ar, one.renderings, one.chosen, count)


def prepared(segment: Segment, old: SegmentResult, change: Change | None) -> Segment:
    """A segment for the second time round: what shall not change comes along with its translation.

    Markup is placed anew, by the same words as the first time; so a segment that has any is translated again.
    """
    if change is None and old.memory:
        return replace(segment, matches=(old.memory,))
    if change is None and not segment.marks:
        return replace(segment, matches=(_match(segment, old.target),))
    return replace(segment, matches=(_match(segment, change.text),)) if change and change.text else segment


def _match(segment: Segment, text: str) -> Match:
    return Match("exact", 100, segment.text, text, HARMONIZED)


def is_better(new: SegmentResult, old: SegmentResult) -> bool:
    """True when nothing is missing that was there."""
    return len(new.violations) <= len(old.violations)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A finder that also finds what was chosen; it demands just that, in the texts that are to change."""

    finder: Finder
    words: Mapping[str, Words]

    def find(self, text: str) -> tuple[Hit, ...]:
        """The hits in `text`, in order, never overlapping."""
        hits = {hit.span: hit for hit in self.finder.find(text)}
        for span, ar, english in self.words.get(text, ()):
            if span in hits:
                hits[span] = _only(hits[span], english)
            elif not any(span.overlaps(other) for other in hits):
                term = Term(ar, english, kind="name", origin=HARMONIZED)
                hits[span] = Hit(span.start, span.end, span.of(text), term, _before(text, span.start))
        return tuple(hits[span] for span in sorted(hits))


def _only(hit: Hit, english: str) -> Hit:
    """The hit of a term that has this one rendering."""
    plural = english if hit.plural and hit.term.plural else ""
    return replace(hit, term=replace(hit.term, en=english, plural=plural, accept=()))


def _before(text: str, at: int) -> str:
    """The letters that are written together with what follows them."""
    start = at
    while start and text[start - 1].isalpha():
        start -= 1
    return matching_form(text[start:at])
