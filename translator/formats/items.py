"""What a paragraph is made of, for every format that keeps formatting in runs: texts, points and ranges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain


@dataclass(frozen=True, slots=True)
class Style:
    """Formatting of text: styles with the same `key` look the same. `linked` formatting is never a paragraph's base."""

    key: bytes = b""
    data: object = field(default=None, compare=False)
    linked: bool = field(default=False, compare=False)


PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Text:
    """Characters in one style."""

    text: str
    style: Style = PLAIN


@dataclass(frozen=True, slots=True)
class Point:
    """Markup that covers no text; `data` are the format's own nodes, opaque here.

    A break (a new line, a tab) parts words: the segment has a space after it, which the document has not. What stands
    like a word in the text (a page number, a date: white space before it and no letter behind) never touches another.
    """

    data: tuple[object, ...]
    is_break: bool = False
    is_word: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """Markup around `children`: a link, a content control, inserted text; `data` is the format's own, opaque here."""

    data: object
    children: tuple[Item, ...]


Item = Text | Point | Range


def merged(items: Iterable[Item]) -> tuple[Item, ...]:
    """`items` with neighbours that look the same joined; a lone space looks like what stands before it."""
    full = [item for item in items if not isinstance(item, Text) or item.text]
    return tuple(map(_joined, _alike(full))) if len(full) > 1 else tuple(full)


def _alike(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Neighbours that are to be one: gathered first, since joining them two by two takes quadratic time."""
    group: list[Item] = []
    for item in items:
        if group and not _looks_like(item, group[0]):
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _looks_like(item: Item, first: Item) -> bool:
    if isinstance(item, Text) and isinstance(first, Text):
        return item.style == first.style or item.text == " "
    return isinstance(item, Point) and isinstance(first, Point)


def _joined(group: Sequence[Item]) -> Item:
    first = group[0]
    if len(group) == 1 or isinstance(first, Range):
        return first
    if isinstance(first, Text):
        return Text("".join(item.text for item in group if isinstance(item, Text)), first.style)
    points = [item for item in group if isinstance(item, Point)]
    data = tuple(chain.from_iterable(point.data for point in points))
    return Point(data, any(point.is_break for point in points), any(point.is_word for point in points))


def texts(items: Iterable[Item]) -> Iterator[Text]:
    """Every text in `items`, at any depth, in order."""
    for item in items:
        if isinstance(item, Text):
            yield item
        elif isinstance(item, Range):
            yield from texts(item.children)
