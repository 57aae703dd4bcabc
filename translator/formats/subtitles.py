"""What the subtitle formats share: sentences across cues as one segment, and the way back onto cues and lines.

A format finds the cues and writes nothing but their texts. Cues that go on with one another are joined when the file
uses full stops at all; what is written is laid out over the same cues in proportion to their time and length. Lines
have at most 42 characters, cues at most two lines where that is enough. Lines of a cue that begin with a dash are
speakers: each is a segment and begins a line again. What surrounds the text of a cue (tags, positions) stays with it;
tags inside are marks. Marks of direction go when a cue is translated: they would turn English the wrong way round.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, takewhile

from translator.document import Document, Segment, Span, Translation
from translator.formats.inline import Inline, inline
from translator.formats.inplace import (
    LINE,
    Edit,
    Piece,
    clean,
    has_arabic,
    is_changed,
    items,
    replaced,
    segment,
    shell,
    spliced,
    written,
)
from translator.formats.items import Item, Point, Range, Text
from translator.formats.subtitle_layout import CUE, LIMIT, laid_out
from translator.parsing.encoding import Decoded, encode

_MAX_GAP = 1000  # milliseconds between two cues of a sentence
_MAXCUES = 5
_MAX_LENGTH = 300  # code points of a sentence before the next cue is joined to it
_PUNCTUATED = 0.3  # of the cues end a sentence: then those that do not go on
_DASH = re.compile(r"\s*[-–—](?![-\d])\s*")
_ENDS = re.compile(r"[.!?؟…۔:؛♪\]][\s\"'»”’)\]]*$")
_BEGINS_NEW = re.compile(r"\s*[-–—♪\[(]")
_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_SPACE = re.compile(r"\s")
_TIME = re.compile(
    r"^[ \t]*(?:(\d{1,9}):)?(\d{1,9}):(\d{1,9})(?:[,.:](\d{1,3}))?[ \t]*-->[ \t]*"
    r"(?:(\d{1,9}):)?(\d{1,9}):(\d{1,9})(?:[,.:](\d{1,3}))?[^\r\n]*",
    re.MULTILINE,
)
_ROW = re.compile(r"(?P<row>[^\r\n]*)(?:\r\n?|\n|\Z)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a cue: where it stands in the source, and its pieces (markup as strings)."""

    span: Span
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """A subtitle. `start` and `end` are milliseconds; cues whose `key` (style, speaker) differs are never joined."""

    start: int
    end: int
    lines: tuple[Line, ...]
    key: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    """A cue, or a speaker's line in it: what `span` holds is `before`, `body`, `after`."""

    name: str
    cue: Cue
    span: Span
    before: str
    body: tuple[Item, ...]
    after: str
    text: str
    is_speech: bool


@dataclass(frozen=True, slots=True)
class _Unit:
    parts: tuple[_Part, ...]
    body: Inline


@dataclass(frozen=True, slots=True)
class _Skeleton:
    source: Decoded
    units: tuple[_Unit, ...]


def timed(text: str, pieces: Callable[[str], Iterable[Piece]]) -> Iterator[Cue]:
    """The cues of SubRip and WebVTT: a line with times, then lines of text up to a blank one."""
    for time in _TIME.finditer(text):
        row = _ROW.match(text, time.end())
        rows = takewhile(lambda found: found["row"].strip(), _ROW.finditer(text, row.end() if row else len(text)))
        lines = tuple(Line(Span(*found.span("row")), tuple(pieces(found["row"]))) for found in rows)
        yield Cue(milliseconds(*time.groups("0")[:4]), milliseconds(*time.groups("0")[4:]), lines)


def milliseconds(hours: str, minutes: str, seconds: str, fraction: str) -> int:
    """A time in milliseconds; `fraction` are the digits behind the seconds."""
    return ((int(hours) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(fraction.ljust(3, "0"))


def document(name: str, source: Decoded, cues: Sequence[Cue]) -> Document:
    """The document of the format `name` with the sentences in `cues`."""
    parts = [part for number, cue in enumerate(cues, 1) for part in _parts(f"cue-{number}", cue)]
    units = tuple(_units(parts))
    segments = tuple(segment(unit.parts[0].name, unit.body, LIMIT) for unit in units)
    return Document(name, segments, _Skeleton(source, units))


def rewritten(
    document: Document, translations: Sequence[Translation], escape: Callable[[str], str], line_end: str = ""
) -> bytes:
    """The source with the sentences replaced; `escape` is what the format does to text, `line_end` how lines end."""
    skeleton = document.skeleton
    assert isinstance(skeleton, _Skeleton)
    line_end = line_end or ("\r\n" if "\r\n" in skeleton.source.text else "\n")
    edits: list[Edit] = []
    for unit, source, translation in zip(skeleton.units, document.segments, translations, strict=True):
        if is_changed(source, translation):
            edits += _edits(unit, source, translation, escape, line_end)
    return encode(spliced(skeleton.source.text, edits), skeleton.source.encoding, skeleton.source.bom)


def _parts(name: str, cue: Cue) -> Iterator[_Part]:
    """The speakers of a cue, or the cue; nothing that has no text."""
    texts = ["".join(piece for piece in line.pieces if isinstance(piece, str)) for line in cue.lines]
    starts = [n for n, text in enumerate(texts) if _DASH.match(_DIRECTION.sub("", text))]
    runs = [cue.lines[a:b] for a, b in pairwise(sorted({0, *starts, len(texts)}))]
    speeches = len(runs) > 1 or bool(starts)
    for number, run in enumerate(runs, 1):
        pieces = [_plain(piece) for n, line in enumerate(run) for piece in ((" ",) * bool(n) + line.pieces)]
        before, body, after = _unwrapped(items(pieces))
        text = inline(body).text
        if text:
            span = Span(run[0].span.start, run[-1].span.end)
            yield _Part(f"{name}.{number}" if len(runs) > 1 else name, cue, span, before, body, after, text, speeches)


def _plain(piece: Piece) -> Piece:
    return _SPACE.sub(" ", _DIRECTION.sub("", piece)) if isinstance(piece, str) else piece


def _unwrapped(body: tuple[Item, ...]) -> tuple[str, tuple[Item, ...], str]:
    """The markup, the white space and the dash before the text of `body`, the items with text, and what follows."""
    before, after = "", ""
    while True:
        while body and _is_blank(body[0]):
            before += written(body[:1], str)
            body = body[1:]
        while body and _is_blank(body[-1]):
            after = written(body[-1:], str) + after
            body = body[:-1]
        if body and isinstance(body[0], Text) and (dash := _DASH.match(body[0].text)):
            before += dash[0]
            body = (Text(body[0].text[dash.end() :]), *body[1:])
        elif len(body) == 1 and isinstance(body[0], Range):
            opening, closing = shell(body[0])
            before, after, body = f"{before}{opening}", f"{closing}{after}", body[0].children
        else:
            return before, body, after


def _is_blank(item: Item) -> bool:
    return isinstance(item, Point) or (isinstance(item, Text) and not item.text.strip())


def _units(parts: Sequence[_Part]) -> Iterator[_Unit]:
    arabic = [part for part in parts if has_arabic(part.text)]
    punctuated = sum(bool(_ENDS.search(part.text)) for part in arabic) >= _PUNCTUATED * len(arabic)
    run: list[_Part] = []
    for part in parts:
        if run and not (punctuated and _goes_on(run, part)):
            yield _unit(run)
            run = []
        run.append(part)
    if run:
        yield _unit(run)


def _goes_on(run: Sequence[_Part], part: _Part) -> bool:
    """True when `part` goes on with the sentence of `run`."""
    last = run[-1]
    return (
        0 <= part.cue.start - last.cue.end + 100 <= _MAX_GAP + 100
        and not (part.is_speech or last.is_speech)
        and part.cue.key == last.cue.key
        and has_arabic(last.text)
        and has_arabic(part.text)
        and not _ENDS.search(last.text)
        and not _BEGINS_NEW.match(part.text)
        and len(run) < _MAXCUES
        and sum(len(one.text) for one in run) < _MAX_LENGTH
    )


def _unit(run: Sequence[_Part]) -> _Unit:
    bodies = chain.from_iterable((Text(" "), *part.body) for part in run)
    return _Unit(tuple(run), inline(bodies))


def _edits(
    unit: _Unit, source: Segment, translation: Translation, escape: Callable[[str], str], line_end: str
) -> Iterator[Edit]:
    text = _SPACE.sub(" ", clean(translation.text))
    shares = _shares(unit.parts)
    inside = [mark.span for mark in translation.marks]
    placed = laid_out(text, shares, inside)
    cues = _cut(replaced(unit.body, Translation(placed, translation.marks)))
    cues += [()] * (len(unit.parts) - len(cues))
    for part, cue in zip(unit.parts, cues, strict=True):
        new = written(cue, lambda text: escape(text).replace(LINE, line_end)).strip()
        yield part.span, f"{_DIRECTION.sub('', part.before)}{new}{_DIRECTION.sub('', part.after)}"


def _shares(parts: Sequence[_Part]) -> list[float]:
    """What part of the sentence each cue should hold: the mean of its share of the time and of the text."""
    time = sum(max(part.cue.end - part.cue.start, 1) for part in parts)
    length = sum(len(part.text) for part in parts)
    return [max(part.cue.end - part.cue.start, 1) / time / 2 + len(part.text) / length / 2 for part in parts]


def _cut(body: Sequence[Item]) -> list[tuple[Item, ...]]:
    """`body` cue by cue; markup around text of two cues is closed in one and opened again in the other."""
    cues: list[list[Item]] = [[]]
    for item in body:
        if isinstance(item, Text):
            parts: list[list[Item]] = [[Text(text)] for text in item.text.split(CUE)]
        elif isinstance(item, Range):
            parts = [[Range(item.data, children)] for children in _cut(item.children)]
        else:
            parts = [[item]]
        cues[-1] += parts[0]
        cues += parts[1:]
    return [tuple(cue) for cue in cues]
