"""Runs of a paragraph ↔ the text and marks of a segment, for every format that keeps formatting in runs.

A format turns its markup into items (`Text`, `Point`, `Range`) and items into markup; everything between is here.
The formatting that covers most of a paragraph is its base and needs no mark. What surrounds the text on both sides
(white space, a bookmark, a footnote's own number, a range that holds the whole text) needs none either: it stays.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from translator.document import Mark, Span, Translation
from translator.errors import InputError
from translator.formats.items import PLAIN, Item, Point, Range, Style, Text, merged, texts
from translator.formats.marks import repaired

_MAX_MARKS = 5_000  # in one paragraph: placing more would take minutes


@dataclass(frozen=True, slots=True)
class _Level:
    """What stands before and after the text inside `range` (None: the paragraph itself)."""

    range: Range | None
    before: tuple[Item, ...]
    after: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Inline:
    """A paragraph taken apart: `text` and `marks` for the segment, and how to put a translation in their place.

    `text` is empty when the paragraph has nothing to translate: no letter and no digit.
    """

    text: str
    marks: tuple[Mark, ...]
    _targets: dict[str, Style | Point | Range]
    _base: Style
    _levels: tuple[_Level, ...]

    def replaced(self, translation: Translation) -> tuple[Item, ...]:
        """The items of the paragraph with `translation` as their text; every mark once, wherever it was put or lost."""
        marks = repaired(self.text, self.marks, translation)
        items = _built(translation.text, [(mark, self._targets[mark.id]) for mark in marks], self._base)
        for level in reversed(self._levels):
            items = merged((*level.before, *items, *level.after))
            if level.range is not None:
                items = (replace(level.range, children=items),)
        return items


def inline(items: Iterable[Item]) -> Inline:
    """The segment that `items` make. Raises InputError for more markup than any paragraph has."""
    levels: list[_Level] = []
    enclosing: Range | None = None
    while True:
        before, items, after = _trimmed(merged(items))
        levels.append(_Level(enclosing, before, after))
        if len(items) != 1 or not isinstance(items[0], Range):
            break
        enclosing = items[0]
        items = enclosing.children
    base = _base(items)
    flat = _Flat()
    flat.add(items, base)
    text, marks, targets = flat.finished()
    if not any(map(str.isalnum, text)):
        return Inline("", (), {}, base, tuple(levels))
    if len(marks) > _MAX_MARKS:
        raise InputError(f"one paragraph has {len(marks)} pieces of markup; the limit is {_MAX_MARKS}")
    return Inline(text, tuple(marks), targets, base, tuple(levels))


def _trimmed(items: tuple[Item, ...]) -> tuple[tuple[Item, ...], tuple[Item, ...], tuple[Item, ...]]:
    """What stands before the text of `items`, the items with text, and what stands after it."""
    start, end = 0, len(items)
    while start < end and _is_blank(items[start]):
        start += 1
    while start < end and _is_blank(items[end - 1]):
        end -= 1
    before, body, after = list(items[:start]), list(items[start:end]), list(items[end:])
    if body and isinstance(first := body[0], Text):
        text = first.text.lstrip()
        before.append(Text(first.text[: len(first.text) - len(text)], first.style))
        body[0] = Text(text, first.style)
    if body and isinstance(last := body[-1], Text):
        text = last.text.rstrip()
        after.insert(0, Text(last.text[len(text) :], last.style))
        body[-1] = Text(text, last.style)
    return tuple(before), tuple(body), tuple(after)


def _is_blank(item: Item) -> bool:
    return isinstance(item, Point) or all(not text.text.strip() for text in texts([item]))


def _base(items: Sequence[Item]) -> Style:
    """The style of most characters that stand in `items` directly, or else of the first inside of them."""
    if len(items) == 1 and isinstance(items[0], Text):
        return items[0].style
    weights: Counter[Style] = Counter()
    for item in items:
        if isinstance(item, Text):
            weights[item.style] += len(item.text)
    plain = [style for style in weights if not style.linked] or list(weights)
    if plain:
        return max(plain, key=lambda style: weights[style])
    return next((text.style for text in texts(items)), PLAIN)


@dataclass(slots=True)
class _Draft:
    """A mark whose end is not known yet."""

    target: Style | Point | Range
    start: int
    end: int


class _Flat:
    """Collects the text and the marks of items while walking them."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._after_break = False
        self._drafts: list[_Draft] = []

    def add(self, items: Sequence[Item], base: Style) -> None:
        """Adds `items`; text in `base` gets no mark, text in another style gets one, across the points in it."""
        open_style: _Draft | None = None
        joined = merged(items)
        for n, item in enumerate(joined):
            if isinstance(item, Text):
                if open_style is None or open_style.target != item.style:
                    open_style = self._open(item.style) if item.style != base else None
                self._append(item.text.lstrip(" ") if self._after_break else item.text)
                if open_style:
                    open_style.end = self._length
            elif isinstance(item, Range) and not _is_blank(item):
                open_style = None
                draft = self._open(item)
                self.add(item.children, _base(merged(item.children)))
                draft.end = self._length
            else:
                self._open(item if isinstance(item, Range) else self._word(item, joined[n + 1 : n + 2]))
                if isinstance(item, Point) and item.is_break:
                    self._append("" if self._parts and self._parts[-1].endswith(" ") else " ")
                    self._after_break = True

    def finished(self) -> tuple[str, list[Mark], dict[str, Style | Point | Range]]:
        """The text, its marks by start and outer before inner, and what each of them stands for."""
        text = "".join(self._parts).rstrip()
        lead = len(text) - len(text.lstrip())
        marks, targets = [], {}
        for number, draft in enumerate(self._drafts, 1):
            start, end = (min(max(position, lead), len(text)) for position in (draft.start, draft.end))
            span = _without_space(text, start, end).shift(-lead)
            if span.start < span.end or not isinstance(draft.target, Style):
                is_break = isinstance(draft.target, Point) and draft.target.is_break
                marks.append(Mark(str(number), span, is_break))
                targets[str(number)] = draft.target
        return text[lead:], sorted(marks, key=lambda mark: mark.span.start), targets

    def _word(self, point: Point, following: Sequence[Item]) -> Point:
        """`point`, saying whether it stands like a word."""
        before = self._parts[-1] if self._parts and not point.is_break else ""
        behind = next((text.text for text in texts(following) if text.text), "")
        return replace(point, is_word=before[-1:].isspace() and not behind[:1].isalnum())

    def _append(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._length += len(text)
            self._after_break = False

    def _open(self, target: Style | Point | Range) -> _Draft:
        self._drafts.append(_Draft(target, self._length, self._length))
        return self._drafts[-1]


def _without_space(text: str, start: int, end: int) -> Span:
    while start < end and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)


@dataclass(slots=True)
class _Frame:
    end: int
    base: Style
    target: Style | Range | None
    items: list[Item] = field(default_factory=list)


def _built(text: str, marks: Sequence[tuple[Mark, Style | Point | Range]], base: Style) -> tuple[Item, ...]:
    """`text` with the targets of `marks` in and around it; no recursion, so that nesting has no limit."""
    stack = [_Frame(len(text), base, None)]
    at = 0

    def text_to(position: int, skip: bool = False) -> None:
        nonlocal at
        part = text[at:position].rstrip(" ") if skip else text[at:position]
        last = stack[-1].items[-1] if stack[-1].items else None
        gap = " " if isinstance(last, Point) and last.is_word and part[:1].isalnum() else ""
        stack[-1].items.append(Text(gap + part, stack[-1].base))
        at = max(at, position)
        while skip and text[at : at + 1] == " ":
            at += 1

    def close() -> None:
        frame = stack[-1]
        text_to(frame.end)
        stack.pop()
        items = merged(frame.items)
        if isinstance(frame.target, Range):
            stack[-1].items.append(replace(frame.target, children=items))
        else:
            stack[-1].items.extend(items)

    for mark, target in marks:
        while len(stack) > 1 and stack[-1].end <= mark.span.start:
            close()
        text_to(mark.span.start, skip=isinstance(target, Point) and target.is_break)
        if isinstance(target, Point) or (isinstance(target, Range) and _is_blank(target)):
            is_apart = isinstance(target, Range) or not target.is_word or not text[:at][-1:].isalnum()
            stack[-1].items += [target] if is_apart else [Text(" ", stack[-1].base), target]
        else:
            style = target if isinstance(target, Style) else _base(merged(target.children))
            stack.append(_Frame(mark.span.end, style, target))
    while len(stack) > 1:
        close()
    text_to(len(text))
    return merged(stack[0].items)
