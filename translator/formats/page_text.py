"""The inline content of a page ↔ items: text with its character references, tags, and what is kept as it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from html.entities import html5

from translator.document import Span
from translator.formats.elements import Elements
from translator.formats.items import Item, Point, Range, Text
from translator.formats.markup import Kind, Token

SPACE = " \t\n\r\f"
_SPACES = re.compile(f"[{SPACE}]+")
_NO_TEXT = re.compile(
    r"&#(?:0*(?:9|10|13)|[xX]0*[9aAdD]);|&[A-Za-z][A-Za-z0-9]*;|[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]"
)
_REFERENCE = re.compile(r"&(?:#\d+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")
_ALWAYS = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_FORMATTING = frozenset("abbr b big cite dfn em font i ins mark q s small span strike strong tt u".split())


@dataclass(frozen=True, slots=True)
class Tags:
    """Where the tags around a range are in the source, and what they are called."""

    name: str
    start: Span
    end: Span


@dataclass(slots=True)
class _Level:
    """Items inside a range whose end has not come yet."""

    tags: Tags | None = None
    items: list[Item] = field(default_factory=list)


def run_items(source: str, tokens: Sequence[Token], elements: Elements, first: int, limits: Span) -> list[Item]:
    """The items of the source between `limits`, where `tokens[first]` is the first token that reaches into it."""
    levels = [_Level()]
    number = first
    while number < len(tokens) and tokens[number].start < limits.end:
        token = tokens[number]
        element = elements.by_start.get(number)
        following = elements.after(number)
        if token.kind in (Kind.TEXT, Kind.CDATA):
            span = Span(max(token.start, limits.start), min(token.end, limits.end))
            levels[-1].items += _text_items(source, span, token.kind is Kind.CDATA)
        elif element and element.is_kept:
            levels[-1].items.append(_point(Span(token.start, tokens[following - 1].end)))
        elif element and element.is_closed:
            end = tokens[element.last]
            levels.append(_Level(Tags(token.name, Span(token.start, token.end), Span(end.start, end.end))))
        elif number in elements.by_end and len(levels) > 1:
            _close(levels, source)
        else:
            levels[-1].items.append(_point(Span(token.start, token.end), token.name == "br"))
        number = following
    return _spaced(levels[0].items, source)


def attribute_items(source: str, span: Span) -> list[Item]:
    """The items of the value of an attribute."""
    return _spaced(_text_items(source, span), source)


def trimmed(source: str, span: Span) -> Span:
    """`span` without the white space at its ends."""
    start, end = span.start, span.end
    while start < end and source[start] in SPACE:
        start += 1
    while start < end and source[end - 1] in SPACE:
        end -= 1
    return Span(start, end)


def _text_items(source: str, span: Span, is_cdata: bool = False) -> list[Item]:
    """Text as readers see it, white space as one space; what is no text, or has no meaning here, as points."""
    items: list[Item] = []
    at = span.start
    for found in _NO_TEXT.finditer(source, span.start, span.end):
        if found[0][1:] in html5 or (is_cdata and found[0].startswith("&")):
            continue
        items += [_text(source[at : found.start()], is_cdata), _point(Span(*found.span()), found[0][1:2] == "#")]
        at = found.end()
    start = at + len("<![CDATA[") if is_cdata and at == span.start else at
    end = span.end - len("]]>") if is_cdata and source.endswith("]]>", at, span.end) else span.end
    return [*items, _text(source[start:end], is_cdata)]


def references_in(source: str) -> dict[int, str]:
    """The signs that `source` writes as character references, and how; what must be escaped always is among them."""
    found = ((unescape(reference[0]), reference[0]) for reference in _REFERENCE.finditer(source))
    return {ord(sign): name for sign, name in found if len(sign) == 1 and not sign.isalnum()} | _ALWAYS


def _text(raw: str, is_cdata: bool) -> Text:
    spaced = _SPACES.sub(" ", raw)
    return Text(spaced if is_cdata else unescape(spaced))


def _point(span: Span, is_break: bool = False) -> Point:
    return Point((span,), is_break)


def _close(levels: list[_Level], source: str) -> None:
    """Ends a range; one that looks the same as the range before it continues that."""
    level = levels.pop()
    items = levels[-1].items
    assert level.tags
    last = items[-1] if items else None
    if isinstance(last, Range) and isinstance(last.data, Tags) and level.tags.name in _FORMATTING:
        tag = level.tags.start.of(source)
        if last.data.start.of(source) == tag and " id" not in tag:
            items[-1] = Range(last.data, (*last.children, *_spaced(level.items, source)))
            return
    items.append(Range(level.tags, tuple(_spaced(level.items, source))))


def _spaced(items: list[Item], source: str) -> list[Item]:
    """`items` with the white space around what stands like a word in the text taken into it.

    So the space is neither doubled in the text nor lost when the point moves. What follows a word at once, as the
    sign of a note does, is no such point.
    """
    result = [item for item in items if not isinstance(item, Text) or item.text]
    for number, item in enumerate(result):
        if not isinstance(item, Point) or not isinstance(span := item.data[0], Span):
            continue
        before = result[number - 1] if number else None
        after = result[number + 1] if number + 1 < len(result) else None
        start, end = span.start, span.end
        is_word = isinstance(before, Text) and before.text.endswith(" ")
        if isinstance(before, Text) and is_word:
            result[number - 1] = Text(before.text[:-1])
            while source[start - 1] in SPACE:
                start -= 1
        if isinstance(after, Text) and after.text.startswith(" ") and (is_word or item.is_break):
            result[number + 1] = Text(after.text[1:])
            while source[end] in SPACE:
                end += 1
        result[number] = Point((Span(start, end),), item.is_break or is_word)
    return result
