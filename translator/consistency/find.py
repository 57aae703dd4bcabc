"""What is said in two ways: the same text, a term with several accepted renderings, a name that no glossary has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from translator.consistency.names import Said, names
from translator.document import Span
from translator.result import HARMONIZED, FileResult, Finding, Inconsistency, SegmentResult
from translator.text.arabic import has_arabic, matching_form

_NO_WORD = re.compile(r"[\W_]+")
_ARTICLE = re.compile(r"^(?:the|an?|al|el) ")
_ENDINGS = ("s", "es", "n", "an", "ian", "ean", "i", "ni", "ese", "ish", "ic", "ist", "ism")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said: in the segment `segment` of the file `file` (numbers from 0); spans as in results.

    `fixed`: a person approved it, there or in a translation memory.
    """

    file: int
    segment: int
    source: Span
    target: Span
    said: str
    fixed: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that is said in two ways or more; `places` are all of them, in reading order."""

    kind: Literal["sentence", "term", "name"]
    ar: str
    places: tuple[Place, ...]

    @property
    def renderings(self) -> tuple[tuple[str, int], ...]:
        """What is said how often, the most frequent first; of several, the one that came first."""
        counts = Counter(_key(place.said) for place in self.places)
        written = {_key(place.said): place.said for place in reversed(self.places)}
        return tuple((written[key], count) for key, count in sorted(counts.items(), key=lambda item: -item[1]))

    @property
    def chosen(self) -> str:
        """The rendering to agree on: the first that a person approved, else the most frequent."""
        return next((place.said for place in self.places if place.fixed), self.renderings[0][0])

    @property
    def odd(self) -> tuple[Place, ...]:
        """The places that say something else than what is chosen."""
        right = _key(self.chosen)
        return tuple(place for place in self.places if _key(place.said) != right)


def conflicts(files: Sequence[FileResult]) -> tuple[Conflict, ...]:
    """Everything that the files, taken together, say in two ways."""
    segments = [file.segments for file in files]
    found = [*_sentences(segments), *_terms(segments), *_names(segments)]
    return tuple(one for one in found if len({_key(place.said) for place in one.places}) > 1)


def marked(files: Sequence[FileResult]) -> tuple[tuple[FileResult, ...], tuple[Inconsistency, ...]]:
    """The files with a finding at each place that says something else than most do, and what that is about."""
    found = conflicts(files)
    findings: dict[tuple[int, int], list[Finding]] = {}
    for conflict in found:
        for place, finding in _findings(conflict, files):
            findings.setdefault((place.file, place.segment), []).append(finding)
    named = tuple(
        replace(file, segments=tuple(_with(one, findings.get((f, s), ())) for s, one in enumerate(file.segments)))
        if any(where[0] == f for where in findings)
        else file
        for f, file in enumerate(files)
    )
    return named, tuple(Inconsistency(one.kind, one.ar, one.renderings) for one in found)


def _with(one: SegmentResult, findings: Iterable[Finding]) -> SegmentResult:
    return replace(one, findings=(*one.findings, *findings)) if findings else one


def _findings(conflict: Conflict, files: Sequence[FileResult]) -> Iterator[tuple[Place, Finding]]:
    """A finding for each odd place; linear in the number of places."""
    severity: Literal["info", "warning"] = "info" if conflict.kind == "term" else "warning"
    chosen, odd = conflict.chosen, conflict.odd
    right = next(place for place in conflict.places if _key(place.said) == _key(chosen))
    count = len(conflict.places) - len(odd)
    first = files[right.file]
    for place in odd:
        where = first.segments[right.segment].id
        where = where if right.file == place.file else f"{first.source}:{where}"
        there = f"in {where}" if count == 1 else f"{count} times, first in {where}"
        if conflict.kind == "sentence":
            yield place, Finding("consistency", severity, f"the same text is “{_short(chosen)}” {there}")
        else:
            message = f"«{conflict.ar}» is “{place.said}” here, and “{chosen}” {there}"
            yield place, Finding("consistency", severity, message, place.target.start, place.target.end)


def _sentences(files: Sequence[Sequence[SegmentResult]]) -> Iterator[Conflict]:
    """Segments with the same source. Where a term is called by its mention, they may well differ."""
    groups: dict[tuple[object, ...], list[Place]] = {}
    for f, s, one in _segments(files):
        if has_arabic(one.source) and one.target.strip() and one.target != one.source:
            mentions = tuple((hit.start, hit.mention) for hit in one.outcomes if hit.mention)
            place = Place(f, s, Span(0, len(one.source)), Span(0, len(one.target)), one.target, _is_fixed(one))
            groups.setdefault((_key(matching_form(one.source)), mentions), []).append(place)
    for places in groups.values():
        source = files[places[0].file][places[0].segment].source
        yield Conflict("sentence", source, tuple(places))


def _terms(files: Sequence[Sequence[SegmentResult]]) -> Iterator[Conflict]:
    """Terms that are rendered in several of the ways their glossary accepts; in full and in short is one way."""
    groups: dict[tuple[str, ...], list[Place]] = {}
    for f, s, one in _segments(files):
        for hit in one.outcomes:
            if hit.target_start >= 0 and not hit.mention and hit.glossary != HARMONIZED and hit.kind != "untranslated":
                where = Span(hit.target_start, hit.target_end)
                place = Place(f, s, Span(hit.start, hit.end), where, where.of(one.target), _is_fixed(one))
                groups.setdefault((hit.glossary, hit.ar, hit.rendering), []).append(place)
    for (_, ar, _), places in groups.items():
        ways = sorted({_key(place.said) for place in places}, key=len)
        if not _same(ways) and not all(f" {ways[0]} " in f" {way} " for way in ways):
            yield Conflict("term", ar, tuple(places))


def _names(files: Sequence[Sequence[SegmentResult]]) -> Iterator[Conflict]:
    for mentions in names(files).values():
        if not _same([said.text for said in mentions]):
            first = mentions[0]
            written = first.source.of(files[first.file][first.segment].source)
            yield Conflict("name", written, tuple(_place(said, files) for said in mentions))


def _place(said: Said, files: Sequence[Sequence[SegmentResult]]) -> Place:
    fixed = _is_fixed(files[said.file][said.segment])
    return Place(said.file, said.segment, said.source, said.target, said.text, fixed)


def _is_fixed(one: SegmentResult) -> bool:
    return one.passthrough or (one.memory is not None and one.memory.origin != HARMONIZED)


def _segments(files: Sequence[Sequence[SegmentResult]]) -> Iterator[tuple[int, int, SegmentResult]]:
    for f, segments in enumerate(files):
        for s, one in enumerate(segments):
            yield f, s, one


def _same(texts: Sequence[str]) -> bool:
    """True when the texts differ by an ending at most: plural, possessive, `Iran` and `Iranian`."""
    keys = sorted({_key(text) for text in texts}, key=len)
    return all(_derives(keys[0], other) for other in keys[1:])


def _derives(short: str, long: str) -> bool:
    return any(long in (f"{stem}{ending}" for ending in (*_ENDINGS, "")) for stem in (short, short.rstrip("aey")))


def _key(text: str) -> str:
    """What capitals, signs, spaces and an article make no difference to."""
    return _ARTICLE.sub("", _NO_WORD.sub(" ", text.casefold()).strip())


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:59].rstrip()}…"
