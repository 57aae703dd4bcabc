"""HTML and XHTML as it was written: tags, attributes and text with their places, so that it can be edited in place.

The scanner follows the tokenizer of the HTML standard where browsers show text, and never fails: what is no tag is
text, what is never closed ends with the file. Nothing is expanded or normalised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from html import unescape

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_RAW = frozenset("script style xmp iframe noembed noframes title textarea".split())
_OPEN = re.compile(r"<(?=[A-Za-z_!?/])")
_TAG = re.compile(r"<(/?)([A-Za-z_][^\s/>]*)")
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?""")
_TAG_END = re.compile(r"[\s/]*>")
_DOCTYPE = re.compile(r"<!doctype[^>\[]*(?:\[.*?\]\s*)?>", re.IGNORECASE | re.DOTALL)


class Kind(Enum):
    """What a token is. `OTHER` are comments, declarations, instructions and what is broken."""

    TEXT = "text"
    CDATA = "character data"
    START = "start tag"
    END = "end tag"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute whose value, quotes left out, is at `start:end` of the source; `raw` is that value as written."""

    name: str
    raw: str
    start: int
    end: int

    @property
    def value(self) -> str:
        """The value with its character references resolved."""
        return unescape(self.raw)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the source at `start:end`; tags have a lower-case `name` without its prefix."""

    kind: Kind
    start: int
    end: int
    name: str = ""
    attributes: tuple[Attribute, ...] = ()
    is_empty: bool = False

    def get(self, name: str) -> str:
        """The value of an attribute, '' when there is none."""
        return next((attribute.value for attribute in self.attributes if attribute.name == name), "")


def scan(source: str, is_xml: bool = False) -> list[Token]:
    """The tokens of `source`, which cover it without gaps. In XML, tags close themselves and script is no raw text."""
    tokens: list[Token] = []
    at = foreign = 0
    while at < len(source):
        found = _OPEN.search(source, at)
        start = found.start() if found else len(source)
        if start > at:
            tokens.append(Token(Kind.TEXT, at, start))
        if not found:
            break
        token = _tag(source, start, is_xml or foreign > 0) or _other(source, start, is_xml)
        tokens.append(token)
        at = token.end
        if token.name in ("svg", "math") and not token.is_empty:
            foreign = max(0, foreign + (1 if token.kind is Kind.START else -1))
        elif token.kind is Kind.START and token.name in _RAW and not (is_xml or foreign):
            end = _raw_end(source, at, token.name)
            if end > at:
                tokens.append(Token(Kind.TEXT, at, end))
            at = end
    return tokens


def _tag(source: str, start: int, closes_itself: bool) -> Token | None:
    opened = _TAG.match(source, start)
    if not opened:
        return None
    at = opened.end()
    attributes: list[Attribute] = []
    while not (end := _TAG_END.match(source, at)):
        found = _ATTRIBUTE.match(source, at)
        if not found:
            return Token(Kind.OTHER, start, len(source))
        attributes.append(_attribute(found))
        at = found.end()
    name = opened[2].lower().rpartition(":")[2]
    if opened[1]:
        return Token(Kind.END, start, end.end(), name)
    is_empty = end[0].endswith("/>") if closes_itself else name in _VOID
    return Token(Kind.START, start, end.end(), name, tuple(attributes), is_empty)


def _attribute(found: re.Match[str]) -> Attribute:
    group = found.lastindex or 1
    start, end = found.span(group) if group > 1 else (found.end(), found.end())
    return Attribute(found[1].lower(), found[group] if group > 1 else "", start, end)


def _other(source: str, start: int, is_xml: bool) -> Token:
    if source.startswith("<!--", start):
        return Token(Kind.OTHER, start, _after(source, "-->", start + 2))
    if is_xml and source.startswith("<![CDATA[", start):
        return Token(Kind.CDATA, start, _after(source, "]]>", start))
    doctype = _DOCTYPE.match(source, start)
    if doctype:
        return Token(Kind.OTHER, start, doctype.end(), "doctype")
    is_instruction = is_xml and source.startswith("<?", start)
    return Token(Kind.OTHER, start, _after(source, "?>" if is_instruction else ">", start))


def _after(source: str, sign: str, start: int) -> int:
    found = source.find(sign, start)
    return len(source) if found < 0 else found + len(sign)


def _raw_end(source: str, start: int, name: str) -> int:
    found = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(source, start)
    return found.start() if found else len(source)


@dataclass(frozen=True, slots=True)
class Edit:
    """`text` in place of `start:end` of a source."""

    start: int
    end: int
    text: str


def edited(source: str, edits: list[Edit]) -> str:
    """`source` with `edits`, which are in order and do not overlap."""
    return "".join(_pieces(source, edits))


def _pieces(source: str, edits: list[Edit]) -> Iterator[str]:
    at = 0
    for edit in edits:
        yield source[at : edit.start]
        yield edit.text
        at = edit.end
    yield source[at:]
