"""What the XML formats share that hold sources beside their translations: XLIFF and TMX, rewritten in place.

lxml reads the document and says what it means; where its tags stand in the text is found by counting them, so that
nothing changes but the translations: entities, quotation marks, line ends and the order of attributes all stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from translator.document import Document, Pair, Segment, Span, Translation
from translator.errors import InputError
from translator.formats.inline import Inline
from translator.formats.inplace import (
    LINE,
    Code,
    Edit,
    Piece,
    has_arabic,
    is_changed,
    replaced,
    spliced,
    unique,
    written,
)
from translator.parsing.encoding import Decoded, decode, encode
from translator.parsing.package import legal, local, parse_xml

_TOKEN = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|<!DOCTYPE[^\[>]*+(?:\[.*?\]\s*)?>"
    r"|<(?P<close>/?)[^\s/>!?][^\s/>]*+(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>",
    re.DOTALL,
)
_SPACE = re.compile(r"\s+")
_NO_CODES = frozenset(("mrk", "sub"))
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SPECIAL = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;", LINE: "\n"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where the tags of an element stand; an empty element has its end right behind its only tag."""

    open: Span
    close: Span

    @property
    def inside(self) -> Span:
        """The content between the tags."""
        return Span(self.open.end, self.close.start)

    @property
    def whole(self) -> Span:
        """The element with its tags."""
        return Span(self.open.start, self.close.end)


@dataclass(frozen=True, slots=True)
class Xml:
    """A document as text and as a tree."""

    source: Decoded
    root: etree._Element
    places: dict[etree._Element, Place]

    def raw(self, element: etree._Element) -> str:
        """`element` as it is written."""
        return self.places[element].whole.of(self.source.text)

    def open_tag(self, element: etree._Element) -> str:
        """The first tag of `element` as it is written."""
        return self.places[element].open.of(self.source.text)


@dataclass(frozen=True, slots=True)
class Said:
    """What an element says, its inline codes aside, and the names of those."""

    text: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A segment of a unit: what its source says, and where, and what its target says."""

    name: str
    body: Inline
    span: Span
    said: Said
    given: Said
    approved: bool = False


@dataclass(frozen=True, slots=True)
class Unit:
    """A source and the place of its translation.

    The source at `template`, with its parts replaced, goes to `target` between `before` and `after`; `more` edits go
    with it. `is_open`: there is no translation yet, so that even a source without Arabic is copied.
    """

    parts: tuple[Part, ...]
    template: Span
    target: Span
    before: str
    after: str
    more: tuple[Edit, ...] = ()
    is_open: bool = True


@dataclass(frozen=True, slots=True)
class _Skeleton:
    source: Decoded
    units: tuple[Unit, ...]
    head: tuple[Edit, ...]


def open_xml(data: bytes, name: str) -> Xml:
    """The document in `data`, which errors call `name`. Raises InputError."""
    tree = parse_xml(data, name)
    source = decode(data, tree.docinfo.encoding or "utf-8")
    places: list[Place | None] = []
    opened: list[tuple[int, Span]] = []
    for token in _TOKEN.finditer(source.text):
        if token["close"] is None:
            continue
        if token["close"]:
            number, start = opened.pop()
            places[number] = Place(start, Span(*token.span()))
            continue
        places.append(None)
        opened.append((len(places) - 1, Span(*token.span())))
        if token[0].endswith("/>"):
            number, start = opened.pop()
            places[number] = Place(start, Span(start.end, start.end))
    elements = [element for element in tree.getroot().iter() if isinstance(element.tag, str)]
    if len(elements) != len(places) or None in places:
        raise InputError(f"{name} is written in a way that is not understood")
    return Xml(source, tree.getroot(), {e: place for e, place in zip(elements, places, strict=True) if place})


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child called `name`, in any namespace."""
    return next((one for one in element if isinstance(one.tag, str) and local(one) == name), None)


def pieces(
    xml: Xml, element: etree._Element, code: Callable[[etree._Element, str], Code | None], keep: bool
) -> Iterator[Piece]:
    """The content of `element`. `code` says what an inline element is, None being a range around its content.

    White space counts for one space unless it is to be kept: `keep`.
    """
    yield _text(element.text, keep)
    for node in element:
        if not isinstance(node.tag, str):
            yield Code(etree.tostring(node, encoding="unicode", with_tail=False))
        elif (found := code(node, xml.raw(node))) is not None:
            yield found
        else:
            place = xml.places[node]
            name = f"{place.open.start}"
            yield Code(place.open.of(xml.source.text), opens=name)
            yield from pieces(xml, node, code, keep)
            yield Code(place.close.of(xml.source.text), closes=name)
        yield _text(node.tail, keep)


def said(
    xml: Xml, element: etree._Element | None, code: Callable[[etree._Element, str], Code | None], keys: Sequence[str]
) -> Said:
    """What `element` says. `keys` are the attributes that name an inline code, the first that is there counting."""
    if element is None:
        return Said()
    keep = keeps_space(element)
    parts = [_shown(piece) for piece in pieces(xml, element, code, keep)]
    codes = (node for node in element.iterdescendants("{*}*") if local(node) not in _NO_CODES)
    text = "".join(parts)
    return Said(text if keep else text.strip(), tuple(_code_name(node, keys) for node in codes))


def keeps_space(element: etree._Element) -> bool:
    """True when `xml:space` says that white space counts."""
    found = (one.get(_XML_SPACE) for one in (element, *element.iterancestors()))
    return next((value for value in found if value), "") == "preserve"


def plain_text(element: etree._Element) -> str:
    """What `element` says, white space aside."""
    return " ".join("".join(str(text) for text in element.itertext()).split())


def is_empty(element: etree._Element | None) -> bool:
    """True for no element, and for one without content."""
    return element is None or (len(element) == 0 and not (element.text or "").strip())


def space_before(xml: Xml, place: Place) -> str:
    """The white space in front of what stands at `place`."""
    text, at = xml.source.text, place.open.start
    while at and text[at - 1].isspace():
        at -= 1
    return text[at : place.open.start]


def document(name: str, xml: Xml, units: Sequence[Unit], head: Sequence[Edit]) -> Document:
    """The document of the format `name`; the `head` edits are made with any other."""
    parts = [part for unit in units for part in unit.parts]
    segments = tuple(
        Segment(fresh, part.body.text, part.body.marks, part.given.text, part.approved)
        for fresh, part in zip(unique(part.name for part in parts), parts, strict=True)
    )
    return Document(name, segments, _Skeleton(xml.source, tuple(units), tuple(head)))


def pairs(document: Document) -> tuple[Pair, ...]:
    """The sources of a bilingual document with the translations that it has."""
    skeleton = document.skeleton
    assert isinstance(skeleton, _Skeleton)
    parts = [part for unit in skeleton.units for part in unit.parts]
    return tuple(
        Pair(segment.id, part.said.text, part.given.text, part.said.codes, part.given.codes)
        for segment, part in zip(document.segments, parts, strict=True)
    )


def rewritten(document: Document, translations: Sequence[Translation]) -> bytes:
    """The document with the translations put in; a document in which nothing was translated is as it was."""
    skeleton = document.skeleton
    assert isinstance(skeleton, _Skeleton)
    pairs = iter(zip(document.segments, translations, strict=True))
    units = [(unit, [next(pairs) for _ in unit.parts]) for unit in skeleton.units]
    text, encoding = skeleton.source.text, skeleton.source.encoding
    edits = list(skeleton.head) if any(is_changed(*pair) for _, pairs_ in units for pair in pairs_) else []
    for unit, pairs_ in units:
        if any(is_changed(*pair) for pair in pairs_) or (edits and unit.is_open and _is_foreign(pairs_)):
            inside = [
                (part.span, _written(part.body, translation, encoding))
                for part, (source, translation) in zip(unit.parts, pairs_, strict=True)
                if is_changed(source, translation)
            ]
            edits += ((unit.target, unit.before + spliced(text, inside, unit.template) + unit.after), *unit.more)
    return encode(spliced(text, edits), encoding, skeleton.source.bom)


def _is_foreign(pairs: Sequence[tuple[Segment, Translation]]) -> bool:
    """True for a source that is not Arabic: it is its own translation."""
    return not any(has_arabic(source.text) or source.approved for source, _ in pairs)


def _written(body: Inline, translation: Translation, encoding: str) -> str:
    def escape(text: str) -> str:
        text = "".join(_SPECIAL.get(char, char) for char in legal(text))
        return text.encode(encoding, "xmlcharrefreplace").decode(encoding)

    return written(replaced(body, translation), escape)


def _shown(piece: Piece) -> str:
    if isinstance(piece, Code):
        return " " if piece.is_break else ""
    return piece.replace(LINE, "\n")


def _code_name(element: etree._Element, keys: Sequence[str]) -> str:
    """The tag of an inline code with the attribute that names it, the same in every language."""
    named = next((f' {key}="{element.get(key)}"' for key in keys if element.get(key)), "")
    return f"<{local(element)}{named}>"


def _text(text: str | None, keep: bool) -> str:
    if keep:
        return (text or "").replace("\r\n", "\n").replace("\n", LINE)
    return _SPACE.sub(" ", text or "")
