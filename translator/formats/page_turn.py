"""The edits that turn a page from right to left to left to right: attributes, inline styles, style sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from translator.formats.elements import Element, Elements, direction_of
from translator.formats.markup import Attribute, Edit, Kind, Token
from translator.formats.mirror import mirrored, mirrored_sheet, other_side

_LOCALES = {"content-language": "en", "language": "en", "dc.language": "en", "og:locale": "en_US"}
_DIGITS = {first + digit: str(digit) for first in (0x660, 0x6F0) for digit in range(10)}


def runs_rtl(source: str, tokens: Sequence[Token]) -> bool:
    """Whether the page as a whole runs right to left, by its outermost tags or its style sheets."""
    roots = (token for token in tokens if token.kind is Kind.START and token.name in ("html", "body"))
    if any((token.get("dir").lower() or direction_of(token.get("style"))) == "rtl" for token in roots):
        return True
    return any(direction_of(source[text.start : text.end]) == "rtl" for text in _sheet_texts(tokens))


def turns(source: str, tokens: Sequence[Token], elements: Elements) -> Iterator[Edit]:
    """The edits of the tags, and of the numbers of notes."""
    for token, element in elements.visible(tokens):
        for attribute in token.attributes:
            new = _turned(token, attribute, element)
            if new != attribute.raw:
                yield Edit(attribute.start, attribute.end, new)
    for note in (element for element in elements.by_start.values() if element.is_note):
        for token in tokens[note.first : note.last]:
            number = source[token.start : token.end]
            if token.kind is Kind.TEXT and number != number.translate(_DIGITS):
                yield Edit(token.start, token.end, number.translate(_DIGITS))


def sheets(source: str, tokens: Sequence[Token]) -> Iterator[Edit]:
    """The edits of the style sheets in the page."""
    for text in _sheet_texts(tokens):
        old = source[text.start : text.end]
        new = mirrored_sheet(old)
        if new != old:
            yield Edit(text.start, text.end, new)


def _sheet_texts(tokens: Sequence[Token]) -> Iterator[Token]:
    before = ""
    for token in tokens:
        if token.kind in (Kind.TEXT, Kind.CDATA) and before == "style":
            yield token
        before = token.name if token.kind in (Kind.START, Kind.END) else before


def _turned(token: Token, attribute: Attribute, element: Element) -> str:
    name, raw = attribute.name, attribute.raw
    if name == "dir":
        return "ltr" if raw.lower() == "rtl" else raw
    if name in ("lang", "xml:lang"):
        return "en" if is_arabic(raw) else raw
    if name == "align" and element.is_rtl:
        return other_side(raw)
    if name == "style" and element.is_rtl:
        return mirrored(raw)
    if name == "content" and token.name == "meta" and is_arabic(raw):
        keys = (token.get(key).lower() for key in ("http-equiv", "name", "property"))
        return next((_LOCALES[key] for key in keys if key in _LOCALES), raw)
    return raw


def is_arabic(language: str) -> bool:
    """Whether a language tag names Arabic."""
    return language.lower().replace("_", "-").split("-")[0] in ("ar", "ara", "arb")
