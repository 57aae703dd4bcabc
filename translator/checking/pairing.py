"""Two documents that say the same: which segment of one is the translation of which segment of the other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from translator.checking.parting import parting
from translator.document import Document, Pair, Segment
from translator.errors import InputError

_LINE = re.compile(r"line-(\d+)")
_PLACED = re.compile(r"(?:line|cue)-")
_HINT = "a line there may be left out, doubled or divided: mend it, so that each has its counterpart"


def pair(source: Document, target: Document) -> tuple[Pair, ...]:
    """The segments of `source`, each with its counterpart in `target`.

    The parts of a package (slides, sheets, notes) are paired one by one. In each, segments in the same places are
    paired, or as many as there are in their order, or the paragraphs of a text file between blank lines. A cue of
    subtitles may go on in those that follow it. Parts that only one of the two has are left out.
    Raises InputError where the two do not go together, saying where they part.
    """
    theirs = _parts(target.segments)
    ours = {name: segments for name, segments in _parts(source.segments).items() if name in theirs}
    if not ours:
        empty = "source" if not source.segments else "translation"
        raise InputError(f"there is no text in the {empty} that could be compared", "is it the right file?")
    in_lines = source.format == "txt"
    return tuple(found for name, segments in ours.items() for found in _paired(segments, theirs[name], in_lines))


def pair_by_name(source: Document, values: Mapping[str, str]) -> tuple[Pair, ...]:
    """The segments of `source`, each with the value of the translation that has its name.

    The first part of the names may be the language: `ar/title` is the name of `en/title`.
    """
    names = [segment.id for segment in source.segments]
    if not any(name in values for name in names) and len({_root(name) for name in names if _rest(name)}) == 1:
        names, values = [*map(_rest, names)], {_rest(name): value for name, value in values.items()}
    if not any(name and name in values for name in names):
        raise InputError("the two have no name of a value in common", "is it the right file?")
    segments = zip(source.segments, names, strict=True)
    return tuple(Pair(one.id, one.text, values.get(name, "")) for one, name in segments)


def _root(name: str) -> str:
    return name.removeprefix("/").partition("/")[0]


def _rest(name: str) -> str:
    return name.removeprefix("/").partition("/")[2]


def _parts(segments: Sequence[Segment]) -> Mapping[str, list[Segment]]:
    """The segments by the part of the document that they stand in."""
    parts: dict[str, list[Segment]] = {}
    for segment in segments:
        parts.setdefault(_part(segment.id), []).append(segment)
    return parts


def _part(name: str) -> str:
    """The part that a segment stands in: lines and cues are of one; what has a name (`title`) is a part of its own."""
    if _PLACED.match(name):
        return ""
    return name.rpartition("#")[0] if "#" in name else name


def _paired(source: Sequence[Segment], target: Sequence[Segment], in_lines: bool) -> Iterator[Pair]:
    by_id = {segment.id: segment for segment in target}
    same_places = source[-1].id == target[-1].id and by_id.keys() <= {segment.id for segment in source}
    if same_places:
        return (_pair(one, by_id.get(one.id)) for one in source)
    if len(source) == len(target):
        return (_pair(one, other) for one, other in zip(source, target, strict=True))
    blocks, others = _paragraphs(source), _paragraphs(target)
    if in_lines and len(blocks) == len(others) > 1:
        return (_joined(here, there) for here, there in zip(blocks, others, strict=True))
    ids = {segment.id for segment in source}
    if source[0].id.startswith("cue-") and ids < by_id.keys() and target[0].id in ids:
        starts = [n for n, segment in enumerate(target) if segment.id in ids]
        spans = zip(starts, [*starts[1:], len(target)], strict=True)
        return (_joined([one], target[start:end]) for one, (start, end) in zip(source, spans, strict=True))
    at = parting([one.text for one in source], [one.text for one in target])
    message = f"{len(source):,} segments and {len(target):,} translations: they part at {source[at].id}"
    raise InputError(f"{message}, «{_short(source[at].text)}»", _HINT)


def _pair(source: Segment, target: Segment | None) -> Pair:
    there = target or Segment(source.id, "")
    return Pair(source.id, source.text, there.text, _points(source), _points(there), exact=False)


def _joined(source: Sequence[Segment], target: Sequence[Segment]) -> Pair:
    here, there = (" ".join(one.text for one in side) for side in (source, target))
    return Pair(source[0].id, here, there)


def _points(segment: Segment) -> tuple[str, ...]:
    """A name for every code without text that is no break, such as a footnote reference: its place says nothing."""
    points = [mark for mark in segment.marks if mark.span.start == mark.span.end and not mark.parts]
    return ("a note, field or picture",) * len(points)


def _paragraphs(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Lines in runs that no blank line parts; nothing for segments that are no lines."""
    lines = [(int(found[1]), segment) for segment in segments if (found := _LINE.fullmatch(segment.id))]
    runs = groupby(enumerate(lines), key=lambda item: item[1][0] - item[0])
    return [[segment for _, (_, segment) in run] for _, run in runs]


def _short(text: str) -> str:
    return text if len(text) <= 50 else f"{text[:49].rstrip()}…"
