"""The stages in order: segments → sentences → protected text and hits → drafts → verified results.

Knows protocols only: any engine, any matcher. Formats, files and the command line are other people's affair.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

from translator.document import Segment, Span, Translation
from translator.enforce.ladder import enforce
from translator.enforce.task import Draft, Task
from translator.engine.base import Engine
from translator.glossary.model import Hit, Term
from translator.glossary.verify import demanded, locate, verify
from translator.marks import Known, Part, known, links, project
from translator.options import Options
from translator.quality import check
from translator.result import Outcome, Rung, SegmentResult
from translator.text.arabic import has_arabic
from translator.text.join import join
from translator.text.mask import Edit, edit, restore
from translator.text.protect import protect
from translator.text.sentences import split, split_long

Progress = Callable[[str, int, int], None]
"""Called as (stage, done, total) from the translating thread."""

BLOCK = 4000
"""Sentences worked on at a time: enough for full batches, few enough to bound memory and to show progress."""

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
    """A segment with its hits and its pieces; what stands between the pieces is copied."""

    segment: Segment
    hits: tuple[Hit, ...] = ()
    pieces: tuple[Piece, ...] = ()
    guarded: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Finished:
    """A segment's translation and everything that was decided about it; `spans` are the targets of its pieces."""

    translation: Translation
    result: SegmentResult
    spans: tuple[Span, ...] = ()


def run(
    segments: Sequence[Segment], finder: Finder, engine: Engine, options: Options, progress: Progress | None = None
) -> Iterator[Finished]:
    """Translate `segments`, in order, a block of sentences at a time."""
    done = 0
    for block in _blocks(segments):
        plans = [plan(segment, finder, engine, options) for segment in block]
        tasks = [piece.task for one in plans for piece in one.pieces]
        drafts = iter(enforce(tasks, engine, options.beam, options.enforce != "soft"))
        unmarked = [finish(one, [next(drafts) for _ in one.pieces], options) for one in plans]
        yield from with_marks(plans, unmarked, engine)
        done += len(block)
        if progress:
            progress("segments", done, len(segments))


def plan(segment: Segment, finder: Finder, engine: Engine, options: Options) -> Plan:
    """Cut a segment into what the model gets. A text without Arabic, or an approved one, has no pieces."""
    text = segment.text
    if segment.approved or not has_arabic(text):
        return Plan(segment)
    guarded = [item.span for item in protect(text)]
    hits = () if options.enforce == "off" else _outside(finder.find(text), guarded)
    keep = sorted([*guarded, *(hit.span for hit in hits)])
    spans = [
        part.shift(span.start)
        for span in _lines(segment, split(text, keep), keep)
        for part in _fitting(span.of(text), engine, [k.shift(-span.start) for k in _among(keep, span)])
    ]
    forcing = options.enforce in ("soft", "strict")
    forced = [(n, hits[n]) for n, must in enumerate(demanded(hits, options.repeat)) if must and forcing]
    arabic = [span for span in spans if has_arabic(span.of(text))]
    slots = [slot for slot in engine.capabilities.slots if slot not in text]
    places = [hit.span for _, hit in forced]
    pieces = []
    for span in arabic:
        inside = [forced[n] for n in _indices(places, span)]
        pieces.append(_piece(text, span, inside, _among(guarded, span), slots))
    return Plan(segment, hits, tuple(pieces), tuple(guarded))


def finish(one: Plan, drafts: Sequence[Draft], options: Options) -> Finished:
    """Join the drafts of a segment and verify what came out. The marks are not placed yet."""
    segment = one.segment
    if not one.pieces:
        text = segment.given if segment.approved else segment.text
        result = SegmentResult(segment.id, segment.text, text, passthrough=True)
        return Finished(Translation(text, segment.marks), result)
    parts = [(piece.span, restore(d.text, dict(piece.originals))) for piece, d in zip(one.pieces, drafts, strict=True)]
    joined = join(segment.text, parts, tuple({form for hit in one.hits for form in hit.renderings}))
    result = SegmentResult(
        id=segment.id,
        source=segment.text,
        target=joined.text,
        outcomes=_outcomes(one, drafts, locate(joined.text, one.hits)),
        violations=verify(joined.text, one.hits, options.repeat),
        findings=check(segment.text, joined.text),
        steps=tuple(step for draft in drafts for step in draft.steps),
    )
    return Finished(Translation(joined.text), result, joined.spans)


def with_marks(plans: Sequence[Plan], unmarked: Sequence[Finished], engine: Engine) -> Iterator[Finished]:
    """Give each translation the marks of its segment: by what is known for sure, else by alignment of its sentences."""
    marked = {
        n: (_known(one, done), [Part(piece.span, where) for piece, where in zip(one.pieces, done.spans, strict=True)])
        for n, (one, done) in enumerate(zip(plans, unmarked, strict=True))
        if one.segment.marks and one.pieces
    }
    asked = [(n, part) for n, (what, parts) in marked.items() for part in parts if what.needs(part)]
    texts = [(part.source.of(marked[n][0].source), part.target.of(marked[n][0].target)) for n, part in asked]
    linked = {
        (n, part): replace(part, links=links(alignment, part.source.start, part.target.start))
        for (n, part), alignment in zip(asked, engine.align(texts), strict=True)
    }
    for n, done in enumerate(unmarked):
        if n not in marked:
            yield done
            continue
        what, parts = marked[n]
        marks = project(what, [linked.get((n, part), part) for part in parts])
        yield replace(done, translation=Translation(what.target, marks))


def _known(one: Plan, done: Finished) -> Known:
    pairs = [*_copied(one, done), *_rendered(done.result)]
    return known(one.segment.text, done.translation.text, one.segment.marks, pairs)


def _rendered(result: SegmentResult) -> Iterator[tuple[Span, Span]]:
    for outcome in result.outcomes:
        if outcome.target_start >= 0:
            yield Span(outcome.start, outcome.end), Span(outcome.target_start, outcome.target_end)


def _copied(one: Plan, done: Finished) -> Iterator[tuple[Span, Span]]:
    """What stands in the target as it stood in the source: text between the pieces, and protected text."""
    text, target = one.segment.text, done.translation.text
    ends = zip([0, *(p.span.end for p in one.pieces)], [*(p.span.start for p in one.pieces), len(text)], strict=True)
    there = [0, *(span.end for span in done.spans)]
    for (start, end), at in zip(ends, there, strict=True):
        if text[start:end].strip():
            yield Span(start, end), Span(at, at + end - start)
    for guarded in one.guarded:
        at = target.find(guarded.of(text))
        if at >= 0:
            yield guarded, Span(at, at + len(guarded))


def _blocks(segments: Sequence[Segment]) -> Iterator[Sequence[Segment]]:
    """Runs of segments of about BLOCK sentences, judged by length (a sentence has about 120 characters)."""
    start = size = 0
    for n, segment in enumerate(segments):
        size += 1 + len(segment.text) // 120
        if size >= BLOCK:
            yield segments[start : n + 1]
            start, size = n + 1, 0
    if start < len(segments):
        yield segments[start:]


def _outside(hits: Sequence[Hit], guarded: Sequence[Span]) -> tuple[Hit, ...]:
    return tuple(hit for hit in hits if not _among(guarded, hit.span))


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


def _piece(
    text: str, span: Span, hits: Sequence[tuple[int, Hit]], guarded: Sequence[Span], slots: Sequence[str]
) -> Piece:
    """The task of one sentence. Protected text, and terms that are copied, become slot tokens while there are any."""
    inside = [(n, _moved(hit, -span.start)) for n, hit in hits if span.start <= hit.start and hit.end <= span.end]
    whole = [guard for guard in guarded if span.start <= guard.start and guard.end <= span.end]
    pins = [_pin(guard.shift(-span.start), guard.of(text)) for guard in whole]
    wanted = [*(hit for _, hit in inside), *pins]
    copied = [hit for hit in wanted if hit.term.kind == "untranslated"]
    named = dict(zip((hit.span for hit in copied), slots, strict=False))
    edited = edit(span.of(text), [Edit(where, slot) for where, slot in named.items()], [hit.span for hit in wanted])
    task_hits = tuple(
        _pin(where, named[hit.span]) if hit.span in named else _at(hit, where)
        for hit, where in zip(wanted, edited.spans, strict=True)
    )
    originals = tuple((named[hit.span], hit.rendering) for hit in copied if hit.span in named)
    return Piece(span, Task(edited.text, task_hits), originals, tuple(n for n, _ in inside))


def _pin(where: Span, text: str) -> Hit:
    return Hit(where.start, where.end, text, Term(text, text, kind="untranslated", case="exact"))


def _moved(hit: Hit, offset: int) -> Hit:
    return _at(hit, hit.span.shift(offset))


def _at(hit: Hit, where: Span) -> Hit:
    return replace(hit, start=where.start, end=where.end)


def _outcomes(one: Plan, drafts: Sequence[Draft], places: Sequence[Span | None]) -> tuple[Outcome, ...]:
    """Each hit with the rung that satisfied it; what stands there without having been forced is `free`."""
    rungs: dict[int, Rung] = {}
    for piece, draft in zip(one.pieces, drafts, strict=True):
        rungs.update(zip(piece.hits, draft.rungs, strict=False))
    pairs = enumerate(zip(one.hits, places, strict=True))
    return tuple(_outcome(hit, place, rungs.get(n, "free")) for n, (hit, place) in pairs)


def _outcome(hit: Hit, place: Span | None, rung: Rung) -> Outcome:
    found = "free" if rung == "none" else rung
    return Outcome(
        start=hit.start,
        end=hit.end,
        surface=hit.surface,
        ar=hit.term.ar,
        en=hit.term.en,
        rendering=hit.rendering,
        kind=hit.term.kind,
        glossary=hit.term.origin,
        rung=found if place else "none",
        target_start=place.start if place else -1,
        target_end=place.end if place else -1,
    )
