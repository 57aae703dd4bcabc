"""What docx, pptx and xlsx share: parts by content type, places of text in them, and the way there and back.

A format is a table of `PartKind`s. For each kind, `places` finds the text in a part and `turn` makes the part read
left to right. Nothing is kept between `read` and `write` but the package itself: `write` takes the parts apart again
in the same way, so both see the same places in the same order.

A document in which no translation differs from its source is written as it was. Otherwise every part turns left to
right, apart from the places whose translation is their Arabic source: those stay as they are, direction included.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import partial

from lxml import etree

from translator.document import Document, Mark, Segment, Translation
from translator.errors import InputError
from translator.formats.inline import Inline, inline
from translator.formats.items import Item, Point, Range, Text
from translator.parsing.package import Package, legal, open_package, parse_xml, refuse_texts, serialise_xml

_ARABIC = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c7\ufb50-\ufdfb\ufe70-\ufefc]")
_CONTENT_TYPES = "[Content_Types].xml"
_STRICT = "http://purl.oclc.org/ooxml/"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class Echo(Enum):
    """What a place does whose text has been seen before in the document: a copy must say what the original says."""

    NEVER = "is a segment of its own"
    IF_SEEN = "follows the earlier place, or is a segment of its own when there is none"
    ONLY = "follows the earlier place, or is left alone"


@dataclass(frozen=True, slots=True)
class Place:
    """One text in a part and the way to replace it.

    `home` is the element that keeps its direction while the text stays Arabic. `apply` changes the tree. `limit` as
    in `Segment`.
    """

    home: etree._Element
    text: str
    apply: Callable[[Translation], None]
    marks: tuple[Mark, ...] = ()
    echo: Echo = Echo.NEVER
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Homes:
    """The homes of places by what became of them: Arabic that was left as it is, Arabic that was translated."""

    kept: set[etree._Element] = field(default_factory=set)
    translated: set[etree._Element] = field(default_factory=set)


Places = Callable[[etree._Element], Iterator[Place]]
Turn = Callable[[etree._Element, Homes], None]


def no_places(root: etree._Element) -> Iterator[Place]:
    """For parts without text of their own."""
    del root
    return iter(())


def no_turn(root: etree._Element, homes: Homes) -> None:
    """For parts without a direction."""
    del root, homes


@dataclass(frozen=True, slots=True)
class PartKind:
    """Parts whose content type ends with a match of `pattern`; `turn(root, homes)` leaves the kept ones alone.

    A document without any part of a kind that `is_main` is no document of the format. A part with `inner` kinds is a
    package itself: the workbook behind a chart.
    """

    pattern: str
    places: Places = no_places
    turn: Turn = no_turn
    is_main: bool = False
    inner: tuple[PartKind, ...] = ()


@dataclass(slots=True)
class Opened:
    """The parts of a package as trees, and their places: `segments` pairs with `own`; `echoes` repeat the `seen`.

    The packages `within` have their parts for themselves, and share the places.
    """

    package: Package
    roots: dict[str, tuple[etree._Element, PartKind]] = field(default_factory=dict)
    within: dict[str, Opened] = field(default_factory=dict)
    own: list[Place] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    echoes: list[Place] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


def open_parts(package: Package, kinds: Sequence[PartKind]) -> Opened:
    """The parts of `package` that `kinds` knows, by kind and name, and their places. Raises InputError."""
    opened = Opened(package)
    _open(opened, kinds)
    if not any(kind.is_main for _, kind in opened.roots.values()):
        raise InputError("the file is no document of this format", "is its suffix right?")
    return opened


def _open(opened: Opened, kinds: Sequence[PartKind], where: str = "") -> None:
    types = _content_types(opened.package)
    for kind in kinds:
        for name in sorted((name for name in types if re.search(kind.pattern + "$", types[name])), key=_natural):
            data = opened.package.read(name)
            if kind.inner:
                shared = (opened.own, opened.segments, opened.echoes, opened.seen)
                opened.within[name] = Opened(open_package(data), {}, {}, *shared)
                _open(opened.within[name], kind.inner, f"{name}/")
                continue
            root = parse_xml(data, name).getroot()
            if etree.QName(root).namespace is not None and etree.QName(root).namespace.startswith(_STRICT):
                raise InputError("Strict Open XML is not supported", "save it as an ordinary Office document")
            opened.roots[name] = (root, kind)
            _add_places(opened, where + name, kind.places(root))


def read(name: str, data: bytes, kinds: Sequence[PartKind]) -> Document:
    """The document in `data`, a package in which `kinds` finds the text. Raises InputError."""
    package = open_package(data)
    return Document(name, tuple(open_parts(package, kinds).segments), package)


def write(
    document: Document,
    translations: Sequence[Translation],
    kinds: Sequence[PartKind],
    prepare: Callable[[Opened, Homes], None] = lambda opened, homes: None,
) -> bytes:
    """The package with the translations in place, left to right; `prepare` sees all parts before they turn."""
    package = document.skeleton
    assert isinstance(package, Package)
    pairs = list(zip(document.segments, translations, strict=True))
    if not any(_differs(segment, translation) for segment, translation in pairs):
        return package.data
    opened = open_parts(package, kinds)
    homes = _apply(opened, translations)
    prepare(opened, homes)
    return _rewritten(opened, homes)


def _rewritten(opened: Opened, homes: Homes) -> bytes:
    """The package with its parts, and those of the packages in it, as they are now, left to right."""
    package = opened.package
    changes = {name: _rewritten(inner, homes) for name, inner in opened.within.items()}
    for name, (root, kind) in opened.roots.items():
        kind.turn(root, homes)
        data = package.read(name)
        if etree.tostring(root) != etree.tostring(parse_xml(data, name).getroot()):
            changes[name] = serialise_xml(root.getroottree(), data)
    return package.write(changes)


def has_arabic(text: str) -> bool:
    """True when `text` has an Arabic letter; digits and punctuation are none."""
    return _ARABIC.search(text) is not None


def look_key(elements: Iterable[etree._Element]) -> bytes:
    """A key for formatting: the same for elements with the same names and attributes in the same order."""
    nodes = (node for element in elements for node in element.iter(etree.Element))
    return repr([(node.tag, sorted(node.attrib.items())) for node in nodes]).encode()


def attribute_places(
    root: etree._Element, names: Mapping[str, Sequence[str]], echo: Echo = Echo.NEVER
) -> Iterator[Place]:
    """The attributes in `names` (element tag → attribute names) that hold letters, in document order."""
    for element in root.iter(*names):
        for name in names[element.tag]:
            text = element.get(name, "")
            if any(map(str.isalpha, text)):
                yield Place(element, text, _attribute_setter(element, name), echo=echo)


def text_places(root: etree._Element, tags: Iterable[str], echo: Echo = Echo.NEVER) -> Iterator[Place]:
    """The elements called one of `tags` whose own text holds letters, in document order."""
    wanted = frozenset(tags)
    for element in root.iter(etree.Element):
        if element.tag in wanted and element.text and any(map(str.isalpha, element.text)):
            yield text_place(element, [element], echo)


def text_place(home: etree._Element, nodes: Sequence[etree._Element], echo: Echo = Echo.NEVER) -> Place:
    """The joint text of `nodes` as one place; a translation goes into the first of them."""

    def apply(translation: Translation) -> None:
        nodes[0].text = legal(translation.text)
        nodes[0].set(_XML_SPACE, "preserve")
        for node in nodes[1:]:
            node.text = ""

    return Place(home, "".join(node.text or "" for node in nodes), apply, echo=echo)


def coded_places(
    attributes: Iterable[tuple[etree._Element, str]], code: str, echo: Echo = Echo.NEVER, is_break: bool = False
) -> Iterator[Place]:
    """Attributes that hold text with codes in it, which the pattern `code` matches: every code is a point."""
    for element, name in attributes:
        pieces = re.split(f"({code})", element.get(name, ""))
        items = [Point((piece,), is_break) if n % 2 else Text(piece) for n, piece in enumerate(pieces)]
        yield inline_place(element, inline(items), partial(_set_coded, element, name), echo)


def inline_place(
    home: etree._Element, paragraph: Inline, put: Callable[[tuple[Item, ...]], None], echo: Echo = Echo.NEVER
) -> Place:
    """A paragraph with markup; `put` replaces its content by items."""

    def apply(translation: Translation) -> None:
        put(paragraph.replaced(Translation(legal(translation.text), translation.marks)))

    return Place(home, paragraph.text, apply, paragraph.marks, echo)


def _attribute_setter(element: etree._Element, name: str) -> Callable[[Translation], None]:
    return lambda translation: element.set(name, legal(translation.text))


def _set_coded(element: etree._Element, name: str, items: Iterable[Item]) -> None:
    flat = (item for item in items if not isinstance(item, Range))
    parts = (item.text if isinstance(item, Text) else "".join(map(str, item.data)) for item in flat)
    element.set(name, "".join(parts))


def _add_places(opened: Opened, name: str, places: Iterator[Place]) -> None:
    for number, place in enumerate(place for place in places if place.text):
        if place.echo is Echo.ONLY or (place.echo is Echo.IF_SEEN and place.text in opened.seen):
            opened.echoes.append(place)
            continue
        opened.seen.add(place.text)
        refuse_texts(len(opened.own))
        opened.own.append(place)
        opened.segments.append(Segment(f"{name}#{number}", place.text, place.marks, limit=place.limit))


def _apply(opened: Opened, translations: Sequence[Translation]) -> Homes:
    """Puts the translations in their places; what became of the places."""
    homes = Homes()
    by_text: dict[str, Translation] = {}
    for place, translation in zip(opened.own, translations, strict=True):
        by_text.setdefault(place.text, translation)
        _put(place, translation, homes)
    for place in opened.echoes:
        if place.text in by_text:
            _put(place, by_text[place.text], homes)
    return homes


def _put(place: Place, translation: Translation, homes: Homes) -> None:
    changed = _differs(place, translation)
    if changed:
        place.apply(translation)
    if has_arabic(place.text):
        (homes.translated if changed else homes.kept).add(place.home)


def _differs(source: Segment | Place, translation: Translation) -> bool:
    return translation.text != source.text or set(translation.marks) != set(source.marks)


def _content_types(package: Package) -> dict[str, str]:
    """Part name → content type in lower case, for the parts that are in the package. Raises InputError."""
    root = parse_xml(package.read(_CONTENT_TYPES), _CONTENT_TYPES).getroot()
    by_name, by_suffix = {}, {}
    for element in root.iterchildren(etree.Element):
        kind = str(element.get("ContentType", "")).lower()
        if element.get("PartName"):
            by_name[str(element.get("PartName")).lstrip("/").lower()] = kind
        elif element.get("Extension"):
            by_suffix[str(element.get("Extension")).lower()] = kind
    return {
        name: by_name.get(name.lower()) or by_suffix.get(name.rsplit(".", 1)[-1].lower(), "") for name in package.names
    }


def _natural(name: str) -> list[tuple[int, str]]:
    """Sorts slide2 before slide10."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"(\d+)", name)]
