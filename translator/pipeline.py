"""The stages in order: segments → sentences → protected text and hits → drafts → verified results.

Knows protocols only: any engine, any matcher. Formats, files and the command line are other people's affair.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence, Sized
from dataclasses import dataclass, field, replace

from translator.document import Match, Segment, Span, Translation
from translator.enforce.ladder import enforce
from translator.enforce.task import Draft
from translator.engine.base import Engine, in_order
from translator.glossary.mention import Mentions
from translator.glossary.outcome import outcome
from translator.glossary.verify import locate, verify
from translator.marks import Known, Part, known, links, project
from translator.options import Options
from translator.plan import Finder, Piece, Plan, plan
from translator.quality import check
from translator.result import Finding, Outcome, Rung, SegmentResult
from translator.text.join import join
from translator.text.mask import restore

Progress = Callable[[str, int, int], None]
"""Called as (stage, done, total) from the translating thread; a total that nobody knows is 0."""

BLOCK = 4000
"""Sentences worked on at a time: enough that the few of them which need the ladder make full batches there, few enough
to bound memory. A quarter of it costs 4 % of the processor and 7 % of the time by the clock."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A segment's translation and everything that was decided about it; `parts` are what answers to what in it."""

    translation: Translation
    result: SegmentResult
    parts: tuple[Part, ...] = ()


@dataclass(slots=True)
class _Reader:
    """Plans segments in reading order; `starts` are the numbers of those with which another document begins."""

    finder: Finder
    engine: Engine
    options: Options
    starts: Collection[int]
    _number: int = 0
    _mentions: Mentions = field(default_factory=Mentions)

    def plan(self, segment: Segment) -> Plan:
        if self._number in self.starts:
            self._mentions = Mentions()
        self._number += 1
        return plan(segment, self.finder, self.engine, self.options, self._mentions)


def run(
    segments: Iterable[Segment],
    finder: Finder,
    engine: Engine,
    options: Options,
    progress: Progress | None = None,
    starts: Collection[int] = (),
) -> Iterator[Finished]:
    """Translate `segments`, in order, a block of sentences at a time; more than a block is never held.

    They are one document, unless `starts` has the numbers (from 0) of segments with which another one begins.
    """
    reader = _Reader(finder, engine, options, starts)
    total = len(segments) if isinstance(segments, Sized) else 0
    done = 0

    def tell(more: int) -> None:
        if progress:
            progress("segments", done + more, total)

    tell(0)
    for block in _blocks(segments):
        plans = [reader.plan(segment) for segment in block]
        yield from with_marks(plans, _unmarked(plans, engine, options, tell), engine)
        done += len(block)


def _unmarked(plans: Sequence[Plan], engine: Engine, options: Options, tell: Callable[[int], None]) -> list[Finished]:
    """Each segment is finished when nothing is left to do for its sentences, while the engine is at work on others.

    `tell` hears how many are.
    """
    places = [(n, at) for n, one in enumerate(plans) for at in range(len(one.pieces))]
    drafts: list[dict[int, Draft]] = [{} for _ in plans]
    found = {n: finish(one, (), options) for n, one in enumerate(plans) if not one.pieces}
    tasks = [plans[n].pieces[at].task for n, at in places]
    for number, draft in enforce(tasks, engine, options.beam, options.enforce != "soft"):
        n, at = places[number]
        drafts[n][at] = draft
        if len(drafts[n]) == len(plans[n].pieces):
            found[n] = finish(plans[n], in_order(drafts[n].items()), options)
            tell(len(found))
    tell(len(plans))
    return in_order(found.items())


def finish(one: Plan, drafts: Sequence[Draft], options: Options) -> Finished:
    """Join the drafts of a segment and verify what came out. The marks are not placed yet."""
    segment = one.segment
    if one.memory:
        return _taken(one, one.memory, options)
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
        findings=(*_refusals(one), *check(segment.text, joined.text)),
        steps=tuple(step for draft in drafts for step in draft.steps),
        offers=segment.matches,
    )
    answers = zip(one.pieces, drafts, joined.spans, strict=True)
    return Finished(Translation(joined.text), result, tuple(_part(segment, joined.text, *answer) for answer in answers))


def _part(segment: Segment, target: str, piece: Piece, draft: Draft, there: Span) -> Part:
    """A piece with its translation, and their links as far as the search left them behind.

    They hold if its texts are those of the piece; joining changes first letters and last signs alone.
    """
    said = there.of(target)
    holds = piece.span.of(segment.text) == piece.task.source and draft.text[1 : len(said) - 1] == said[1:-1]
    if not (piece.task.align and draft.alignment and holds):
        return Part(piece.span, there)
    return Part(piece.span, there, links(draft.alignment, piece.span.start, there.start))


def _taken(one: Plan, match: Match, options: Options) -> Finished:
    """A segment whose translation a memory has: taken over as it is, and verified like any other."""
    text = one.segment.text
    core = text.strip()
    target = match.target.strip().join(text.split(core, 1))
    result = SegmentResult(
        id=one.segment.id,
        source=text,
        target=target,
        outcomes=tuple(
            outcome(hit, place, "memory") for hit, place in zip(one.hits, locate(target, one.hits), strict=True)
        ),
        violations=verify(target, one.hits, options.repeat),
        findings=check(text, target),
        memory=match,
        offers=tuple(other for other in one.segment.matches if other != match),
    )
    start = text.index(core)
    here, there = Span(start, start + len(core)), Span(start, start + len(target) - len(text) + len(core))
    return Finished(Translation(target), result, (Part(here, there),))


def _refusals(one: Plan) -> Iterator[Finding]:
    """What the glossary has against the approved translation that a memory has."""
    for violation in one.refused:
        yield Finding("memory", "warning", f"the translation in the memory was not used: {violation.message}")


def with_marks(plans: Sequence[Plan], unmarked: Sequence[Finished], engine: Engine) -> Iterator[Finished]:
    """Give each translation the marks of its segment: by what is known for sure, else by alignment of its sentences."""
    marked = {
        n: (_known(one, done), done.parts)
        for n, (one, done) in enumerate(zip(plans, unmarked, strict=True))
        if one.segment.marks and done.parts
    }
    needed = ((n, part) for n, (what, parts) in marked.items() for part in parts if what.needs(part))
    asked = [(n, part) for n, part in needed if not part.links]
    texts = [(part.source.of(marked[n][0].source), part.target.of(marked[n][0].target)) for n, part in asked]
    linked = {
        (n, part): replace(part, links=links(alignment, part.source.start, part.target.start))
        for (n, part), alignment in zip(asked, engine.align(texts) if texts else (), strict=True)
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
    for one in result.outcomes:
        if one.target_start >= 0:
            yield Span(one.start, one.end), Span(one.target_start, one.target_end)


def _copied(one: Plan, done: Finished) -> Iterator[tuple[Span, Span]]:
    """What stands in the target as it stood in the source: text between the pieces, and protected text."""
    text, target = one.segment.text, done.translation.text
    parts = done.parts
    ends = zip([0, *(p.source.end for p in parts)], [*(p.source.start for p in parts), len(text)], strict=True)
    there = [0, *(part.target.end for part in parts)]
    for (start, end), at in zip(ends, there, strict=True):
        if text[start:end].strip():
            yield Span(start, end), Span(at, at + end - start)
    for guarded in one.guarded:
        at = target.find(guarded.of(text))
        if at >= 0:
            yield guarded, Span(at, at + len(guarded))


def _blocks(segments: Iterable[Segment]) -> Iterator[list[Segment]]:
    """Runs of segments of about BLOCK sentences, judged by length (a sentence has about 120 characters)."""
    block: list[Segment] = []
    size = 0
    for segment in segments:
        block.append(segment)
        size += 1 + len(segment.text) // 120
        if size >= BLOCK:
            yield block
            block, size = [], 0
    if block:
        yield block


def _outcomes(one: Plan, drafts: Sequence[Draft], places: Sequence[Span | None]) -> tuple[Outcome, ...]:
    """Each hit with the rung that satisfied it; what stands there without having been forced is `free`."""
    rungs: dict[int, Rung] = {}
    for piece, draft in zip(one.pieces, drafts, strict=True):
        rungs.update(zip(piece.hits, draft.rungs, strict=False))
    pairs = enumerate(zip(one.hits, places, strict=True))
    found = ((hit, place, rungs.get(n, "free")) for n, (hit, place) in pairs)
    return tuple(outcome(hit, place, "free" if rung == "none" else rung) for hit, place, rung in found)
