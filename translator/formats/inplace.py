"""What the formats share that rewrite a text in place: pieces of it ↔ segments, and edits of the source.

Nothing outside an edit changes, so a document whose translations are its sources is its own bytes again.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from translator.document import Segment, Span, Translation
from translator.errors import InputError
from translator.formats.inline import Inline, inline
from translator.formats.items import Item, Point, Range, Text

Raw = str | Span
"""Markup as it is written, or where it stands in the source."""

LINE = "\N{LINE SEPARATOR}"
"""How the text of a segment holds a line break that the value around it must keep: sentences end there."""

_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]+")
_LINE_END = re.compile(r"\r\n?|\n")
_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c7\ufb50-\ufdfb\ufe70-\ufefc]")
_PROCLITIC = re.compile(r"(?:^|\s)(?:[وف]?[بلك]?(?:ال)?)(?<=\S)\Z")  # is a word with what follows: so that is one
_OPENERS = "([{«“‘\"'-/"
_MAX_CODES = 20_000
_MAX_DEPTH = 40  # markup nested deeper is kept as points: nobody writes it, and recursion must end


@dataclass(frozen=True, slots=True)
class Code:
    """Markup inside a text. What `opens` a name and what `closes` it make a range; everything else is a point.

    A break (a new line) parts words: the segment has a space there, which the document has not. What is a word (a
    piece of code, a picture) never touches another one.
    """

    raw: Raw
    opens: str = ""
    closes: str = ""
    is_break: bool = False
    is_word: bool = False


@dataclass(frozen=True, slots=True)
class _Spot:
    """The codes of a point, and whether the source had white space before and after them."""

    raws: tuple[Raw, ...]
    after_space: bool
    before_space: bool
    is_word: bool


Piece = str | Code
Edit = tuple[Span, str]


def has_arabic(text: str) -> bool:
    """True when `text` has an Arabic letter."""
    return _ARABIC.search(text) is not None


def items(pieces: Iterable[Piece]) -> tuple[Item, ...]:
    """The items that `pieces` make. Characters that are no text (NUL, lone surrogates) become points.

    Raises InputError for more markup than any text has.
    """
    flat = list(_joined(part for piece in pieces for part in _without_controls(piece)))
    codes = sum(isinstance(piece, Code) for piece in flat)
    if codes > _MAX_CODES:
        raise InputError(f"one paragraph has {codes} pieces of markup; the limit is {_MAX_CODES}")
    return _nested(flat, _partners(flat))


def content(pieces: Iterable[Piece]) -> Inline:
    """The segment that `pieces` make."""
    return inline(items(pieces))


def plain(text: str) -> Inline:
    """The segment that a value without markup makes; its line breaks stay, as `LINE`."""
    return content([_LINE_END.sub(LINE, text)])


def segment(name: str, body: Inline, limit: int = 0) -> Segment:
    """The segment of `body`."""
    return Segment(name, body.text, body.marks, limit=limit)


def replaced(body: Inline, translation: Translation) -> tuple[Item, ...]:
    """The items of `body` with `translation` as their text; points keep the white space that the source had."""
    return tuple(_spaced(body.replaced(translation), ""))


def is_changed(source: Segment, translation: Translation) -> bool:
    """True when `translation` says anything but its source, and is to be written."""
    return not source.approved and source.text != translation.text


def written(parts: Iterable[Item], escape: Callable[[str], str], copy: Callable[[Span], str] | None = None) -> str:
    """`parts` as text: text through `escape`, markup as it was written, `copy` giving what stands at a span."""
    out: list[str] = []
    for item in parts:
        if isinstance(item, Text):
            out.append(escape(clean(item.text)))
        elif isinstance(item, Point):
            out += (_raw(raw, copy) for spot in _spots(item) for raw in spot.raws)
        else:
            before, after = shell(item)
            out += [_raw(before, copy), written(item.children, escape, copy), _raw(after, copy)]
    return "".join(out)


def shell(item: Range) -> tuple[Raw, Raw]:
    """The markup before and after what a range covers."""
    assert isinstance(item.data, tuple)
    before, after = item.data
    return before, after


def value(body: Inline, translation: Translation, line_end: str = "\n") -> str:
    """What a value without markup becomes, its line breaks written as `line_end`."""
    return written(replaced(body, translation), str).replace(LINE, line_end)


def clean(text: str) -> str:
    """`text` with U+FFFD for every character that is no text."""
    return _NO_TEXT.sub(lambda found: "\N{REPLACEMENT CHARACTER}" * len(found[0]), text)


def spliced(text: str, edits: Iterable[Edit], within: Span | None = None) -> str:
    """`text`, or the part `within`, with the disjoint `edits` made that lie in it."""
    whole = within or Span(0, len(text))
    parts = []
    at = whole.start
    for span, new in sorted(edits, key=lambda edit: edit[0]):
        if whole.start <= span.start and span.end <= whole.end:
            parts += [text[at : span.start], new]
            at = span.end
    return "".join([*parts, text[at : whole.end]])


def unique(names: Iterable[str]) -> Iterator[str]:
    """`names` with a number after each that came before."""
    seen: Counter[str] = Counter()
    for name in names:
        seen[name] += 1
        fresh = name if seen[name] == 1 else f"{name}#{seen[name]}"
        while fresh != name and seen[fresh]:
            seen[name] += 1
            fresh = f"{name}#{seen[name]}"
        seen[fresh] += fresh != name
        yield fresh


def _without_controls(piece: Piece) -> Iterator[Piece]:
    if isinstance(piece, Code):
        yield piece
        return
    at = 0
    for found in _NO_TEXT.finditer(piece):
        yield piece[at : found.start()]
        yield Code(found[0])
        at = found.end()
    yield piece[at:]


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """`pieces` with neighbouring texts joined."""
    texts: list[str] = []
    for piece in pieces:
        if isinstance(piece, str):
            texts.append(piece)
            continue
        if texts:
            yield "".join(texts)
            texts.clear()
        yield piece
    if texts:
        yield "".join(texts)


def _partners(pieces: Sequence[Piece]) -> dict[int, int]:
    """Which piece closes what another opens, by index; ranges that cross or never end have none."""
    stack: list[tuple[int, str]] = []
    is_open: Counter[str] = Counter()
    partners: dict[int, int] = {}
    for number, piece in enumerate(pieces):
        if not isinstance(piece, Code):
            continue
        if piece.closes and is_open[piece.closes]:
            while True:
                opener, name = stack.pop()
                is_open[name] -= 1
                if name == piece.closes:
                    break
            partners[opener] = number
        elif piece.opens and len(stack) < _MAX_DEPTH:
            stack.append((number, piece.opens))
            is_open[piece.opens] += 1
    return partners


def _nested(pieces: Sequence[Piece], partners: dict[int, int]) -> tuple[Item, ...]:
    """The items that `pieces` make; neighbouring points are one."""
    stack: list[tuple[int, Raw, list[Item]]] = [(-1, "", [])]
    points: list[Code] = []
    last = ""

    def flush(following: str = "") -> None:
        if points:
            is_word = any(point.is_word for point in points) or _PROCLITIC.search(last) is not None
            raws = tuple(point.raw for point in points)
            spot = _Spot(raws, last[-1:].isspace(), following[:1].isspace(), is_word)
            stack[-1][2].append(Point((spot,), any(point.is_break for point in points)))
            points.clear()

    for number, piece in enumerate(pieces):
        if isinstance(piece, str):
            if piece:
                flush(piece)
                stack[-1][2].append(Text(piece))
                last = piece
        elif number == stack[-1][0]:
            flush()
            _, before, inside = stack.pop()
            stack[-1][2].append(Range((before, piece.raw), tuple(inside)))
        elif number in partners:
            flush()
            stack.append((partners[number], piece.raw, []))
        else:
            points.append(piece)
    flush()
    return tuple(stack[0][2])


def _spots(point: Point) -> list[_Spot]:
    return [spot for spot in point.data if isinstance(spot, _Spot)]


def _spaced(parts: Sequence[Item], last: str) -> Iterator[Item]:
    """`parts` after a text that ends with `last`, with the spaces that points need."""
    for number, item in enumerate(parts):
        if isinstance(item, Range):
            inside = tuple(_spaced(item.children, last))
            yield replace(item, children=inside)
            last = _edge(inside, -1) or last
            continue
        following = "".join(_edge(parts[number + 1 : number + 2], 0))
        spots = [] if isinstance(item, Text) or item.is_break else _spots(item)
        if spots and _parts_before(spots[0], last):
            yield Text(" ")
        yield item
        last = (item.text[-1:] or last) if isinstance(item, Text) else last
        if spots and (spots[-1].is_word or spots[-1].before_space) and following.isalnum():
            yield Text(" ")
            last = " "


def _parts_before(spot: _Spot, last: str) -> bool:
    """True when there must be a space between a text that ends with `last` and `spot`."""
    return (spot.is_word and last.isalnum()) or (spot.after_space and bool(last.strip()) and last not in _OPENERS)


def _edge(parts: Sequence[Item], at: int) -> str:
    """The first (0) or last (-1) character of `parts` if a text stands there."""
    item = parts[at] if parts else None
    if isinstance(item, Text):
        return item.text[at:][:1]
    return _edge(item.children, at) if isinstance(item, Range) else ""


def _raw(raw: object, copy: Callable[[Span], str] | None) -> str:
    if isinstance(raw, Span):
        assert copy is not None
        return copy(raw)
    return str(raw)
