"""From a segment to what the model gets: its hits, its protected text, and the sentences it is cut into."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

from translator.document import Match, Segment, Span
from translator.enforce.task import Task
from translator.engine.base import Engine
from translator.glossary.mention import Mentions
from translator.glossary.model import Hit, Term
from translator.glossary.verify import demanded, verify
from translator.options import Options
from translator.result import Violation
from translator.text.arabic import has_arabic, matching_form
from translator.text.mask import Edit, edit
from translator.text.protect import figures, protect
from translator.text.sentences import split, split_long

LONG = 40
"""Words from which a sentence is cut at ؛ and ،: on 150 long sentences of TICO-19 this gained 0.7 chrF, 0.4 BLEU."""

_CLAUSE = re.compile(r"[،؛]\s+\S")
_LABEL = re.compile(r"\s*(?:[^\W\d_][^\s:]*(?: [^\s:]+){0,3} ?:(?!\S)|[-–•*] |[(]?[0-9٠-٩]{1,2}[).-] )")


class Finder(Protocol):
    """What finds terms; `glossary.match.Matcher` is the one."""

    def find(self, text: str) -> tuple[Hit, ...]:
        """The hits in `text`, in order, never overlapping."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence of a segment: where it stands, what the model gets, and what the slot tokens stand for.

    `hits` are the indices of the segment's hits that the first hits of the task are.
    """

    span: Span
    task: Task
    originals: tuple[tuple[str, str], ...] = ()
    hits: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """A segment with its hits and its pieces; what stands between the pieces is copied.

    With `memory` there are no pieces: that match is taken over. `refused` is what is wrong with the first match of the
    same text that was not, because the glossary says otherwise.
    """

    segment: Segment
    hits: tuple[Hit, ...] = ()
    pieces: tuple[Piece, ...] = ()
    guarded: tuple[Span, ...] = ()
    memory: Match | None = None
    refused: tuple[Violation, ...] = ()


def plan(segment: Segment, finder: Finder, engine: Engine, options: Options, mentions: Mentions) -> Plan:
    """Cut a segment into what the model gets.

    A text without Arabic, an approved one, or one with a match of the same text that keeps to the glossary, has no
    pieces.

    `mentions` has seen the segments before it in the document; it sees an approved one too: people read it.
    """
    text = segment.text
    if not has_arabic(text):
        return Plan(segment)
    guarded = [item.span for item in protect(text)]
    hits = () if options.enforce == "off" else mentions.mark(terms(text, finder, guarded))
    if segment.approved:
        return Plan(segment)
    forcing = options.enforce in ("soft", "strict")
    matches = [(match, verify(match.target, hits, options.repeat)) for match in segment.matches if match.percent == 100]
    for match, wrong in matches:
        if not (wrong and forcing):
            return Plan(segment, hits, (), tuple(guarded), match)
    pins = _pinned(text, guarded, [hit.span for hit in hits], forcing)
    keep = sorted([*(pin.span for pin in pins), *(hit.span for hit in hits)])
    spans = [
        part.shift(span.start)
        for span in _lines(segment, split(text, keep), keep)
        for part in _fitting(span.of(text), engine, [k.shift(-span.start) for k in _among(keep, span)])
    ]
    forced = [(n, hits[n]) for n, must in enumerate(demanded(hits, options.repeat)) if must and forcing]
    arabic = [span for span in spans if has_arabic(span.of(text))]
    slots = [slot for slot in engine.capabilities.slots if slot not in text]
    places, pinned = [hit.span for _, hit in forced], [pin.span for pin in pins]
    ends = sorted({end for mark in segment.marks for end in (mark.span.start, mark.span.end)})
    pieces = []
    for span in arabic:
        inside = [forced[n] for n in _indices(places, span)]
        piece = _piece(text, span, inside, [pins[n] for n in _indices(pinned, span)], slots)
        is_cut = bisect_right(ends, span.start) < bisect_left(ends, span.end)
        pieces.append(replace(piece, task=replace(piece.task, align=is_cut)))
    return Plan(segment, hits, tuple(pieces), tuple(guarded), refused=matches[0][1] if matches else ())


def terms(text: str, finder: Finder, guarded: Sequence[Span]) -> tuple[Hit, ...]:
    """The hits in `text` outside of what is `guarded`, in order."""
    return tuple(hit for hit in finder.find(text) if not _among(guarded, hit.span))


def _indices(spans: Sequence[Span], within: Span) -> range:
    """Which of some spans, in order and apart, overlap one: found by bisection, for texts of a million characters."""
    first = bisect_right(spans, within.start, key=lambda span: span.end)
    return range(first, max(first, bisect_left(spans, within.end, key=lambda span: span.start)))


def _among(spans: Sequence[Span], within: Span) -> list[Span]:
    return [spans[n] for n in _indices(spans, within)]


def _lines(segment: Segment, sentences: Sequence[Span], keep: Sequence[Span]) -> Iterator[Span]:
    """The sentences, cut where a line break or tab stands behind a label or in front of one, or of a list sign."""
    text = segment.text
    breaks = [mark.span.start for mark in segment.marks if mark.parts]
    loose = [at for at in breaks if not any(span.start < at < span.end for span in keep)]
    starts = [at for at in loose if text[:at].rstrip().endswith(":") or _LABEL.match(text, at)]
    for span in sentences:
        inner = [at for at in starts if span.start < at < span.end]
        for start, end in pairwise([span.start, *inner, span.end]):
            line = text[start:end]
            if line.strip():
                yield Span(start + len(line) - len(line.lstrip()), end - len(line) + len(line.rstrip()))


def _fitting(sentence: str, engine: Engine, keep: Sequence[Span]) -> Sequence[Span]:
    """The sentence whole, or cut where it is too long for the model or longer than models do well."""

    def good(text: str) -> bool:
        return engine.fits(text) and (len(text.split()) <= LONG or not _CLAUSE.search(text))

    return (Span(0, len(sentence)),) if good(sentence) else split_long(sentence, good, keep)


def _piece(text: str, span: Span, hits: Sequence[tuple[int, Hit]], pins: Sequence[Hit], slots: Sequence[str]) -> Piece:
    """The task of one sentence. Protected text, and terms that are copied, become slot tokens while there are any."""
    inside = [(n, _moved(hit, -span.start)) for n, hit in hits if span.start <= hit.start and hit.end <= span.end]
    whole = [_moved(pin, -span.start) for pin in pins if span.start <= pin.start and pin.end <= span.end]
    wanted = [*(hit for _, hit in inside), *whole]
    copied = [hit for hit in wanted if hit.term.kind == "untranslated"]
    named = dict(zip((hit.span for hit in copied), slots, strict=False))
    edited = edit(span.of(text), [Edit(where, slot) for where, slot in named.items()], [hit.span for hit in wanted])
    task_hits = tuple(
        _pin(where, named[hit.span]) if hit.span in named else _at(hit, where)
        for hit, where in zip(wanted, edited.spans, strict=True)
    )
    originals = tuple((named[hit.span], hit.rendering) for hit in copied if hit.span in named)
    return Piece(span, Task(edited.text, task_hits), originals, tuple(n for n, _ in inside))


def _pinned(text: str, guarded: Sequence[Span], hits: Sequence[Span], forcing: bool) -> list[Hit]:
    """What must stand in the target without being of a glossary, in order: protected text and, if asked, figures.

    The model gets figures as they are, since it mostly copies them; what it makes of others is put right like a term.
    """
    pins = [_pin(span, span.of(text)) for span in guarded]
    taken = sorted([*guarded, *hits])
    for span in figures(text) if forcing else ():
        if not _among(taken, span):
            shown = span.of(text)
            pins.append(Hit(span.start, span.end, shown, Term(shown, matching_form(shown), case="exact")))
    return sorted(pins, key=lambda pin: pin.span)


def _pin(where: Span, text: str) -> Hit:
    return Hit(where.start, where.end, text, Term(text, text, kind="untranslated", case="exact"))


def _moved(hit: Hit, offset: int) -> Hit:
    return _at(hit, hit.span.shift(offset))


def _at(hit: Hit, where: Span) -> Hit:
    return replace(hit, start=where.start, end=where.end)
