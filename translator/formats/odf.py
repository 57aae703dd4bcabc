"""What odt, ods and odp share: the parts of a package, the paragraphs in them, and the way there and back.

Nothing is kept between `read` and `write` but the package itself: `write` takes the parts apart again in the same
way, so both see the same places in the same order. A document in which no translation differs from its source is
written as it was; any other turns left to right as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from translator.document import Document, Segment, Translation
from translator.errors import InputError
from translator.formats.odf_direction import turn
from translator.formats.odf_names import office
from translator.formats.odf_text import text_places
from translator.formats.ooxml import Echo, Place
from translator.parsing.package import Package, open_package, parse_xml, refuse_texts, serialise_xml

_PART = re.compile(r"(?:(?!META-INF/).+/)?(?:content|styles|meta)\.xml")
_MANIFEST = "META-INF/manifest.xml"

Finder = Callable[[etree._Element], Iterator[Place]]
Roots = Mapping[str, etree._Element]


def no_places(root: etree._Element) -> Iterator[Place]:
    """For documents in which nothing but what all documents have is text."""
    del root
    return iter(())


def no_finish(before: Roots, after: Roots) -> None:
    """For documents in which nothing follows from what was translated."""
    del before, after


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: its `body`, the places of text that no other kind has, and what follows from a translation.

    `finish` gets the parts as they were and as they are now.
    """

    name: str
    bodies: tuple[str, ...]
    places: Finder = no_places
    finish: Callable[[Roots, Roots], None] = no_finish


@dataclass(slots=True)
class _Opened:
    """The parts as trees, and their places: `segments` pairs with `own`; `echoes` repeat what was seen before."""

    roots: dict[str, etree._Element] = field(default_factory=dict)
    own: list[Place] = field(default_factory=list)
    segments: list[Segment] = field(default_factory=list)
    echoes: list[Place] = field(default_factory=list)


def read(kind: Kind, data: bytes) -> Document:
    """The document in `data`. Raises InputError, also for a document of another kind."""
    package = open_package(data)
    if b"encryption-data" in package.read(_MANIFEST):
        raise InputError("the file is encrypted", "save it without a password")
    opened = _open(package, kind)
    return Document(kind.name, tuple(opened.segments), package)


def write(kind: Kind, document: Document, translations: Sequence[Translation]) -> bytes:
    """The document with its text replaced, left to right unless nothing was translated."""
    package = document.skeleton
    assert isinstance(package, Package)
    pairs = list(zip(document.segments, translations, strict=True))
    if all(s.text == t.text and set(s.marks) == set(t.marks) for s, t in pairs):
        return package.data
    opened = _open(package, kind)
    before = {name: parse_xml(package.read(name), name).getroot() for name in opened.roots}
    _apply(opened, translations)
    kind.finish(before, opened.roots)
    turn(list(opened.roots.values()))
    changes: dict[str, bytes] = {}
    for name, root in opened.roots.items():
        if etree.tostring(root) != etree.tostring(before[name]):
            changes[name] = serialise_xml(root.getroottree(), package.read(name))
    return package.write(changes)


def _open(package: Package, kind: Kind) -> _Opened:
    """The parts of `package` and their places, the main document first. Raises InputError."""
    names = [name for name in package.names if _PART.fullmatch(name)]
    opened = _Opened()
    seen: set[str] = set()
    for name in sorted(names, key=lambda name: (name.count("/"), name)):
        root = parse_xml(package.read(name), name).getroot()
        if etree.QName(root).namespace != etree.QName(office("body")).namespace:
            continue  # a formula
        opened.roots[name] = root
        for place in (*text_places(root, is_copy="/" in name), *kind.places(root)):
            _add(opened, seen, place, name)
    if "settings.xml" in package.names:
        opened.roots["settings.xml"] = parse_xml(package.read("settings.xml"), "settings.xml").getroot()
    _check(opened, kind)
    return opened


def _check(opened: _Opened, kind: Kind) -> None:
    if "content.xml" not in opened.roots:
        raise InputError("the file is damaged: content.xml is missing")
    body = opened.roots["content.xml"].find(office("body"))
    if body is None or not any(child.tag in map(office, kind.bodies) for child in body):
        raise InputError("the file is no document of this format", "is its suffix right?")


def _add(opened: _Opened, seen: set[str], place: Place, name: str) -> None:
    if not place.text:
        return
    if place.echo is Echo.ONLY or (place.echo is Echo.IF_SEEN and place.text in seen):
        opened.echoes.append(place)
        return
    seen.add(place.text)
    opened.own.append(place)
    refuse_texts(len(opened.own))
    opened.segments.append(Segment(f"{name}#{len(opened.own)}", place.text, place.marks, limit=place.limit))


def _apply(opened: _Opened, translations: Sequence[Translation]) -> None:
    by_text: dict[str, Translation] = {}
    for place, translation in zip(opened.own, translations, strict=True):
        by_text.setdefault(place.text, translation)
        if translation.text != place.text or set(translation.marks) != set(place.marks):
            place.apply(translation)
    for place in opened.echoes:
        if by_text.get(place.text, Translation(place.text)).text != place.text:
            place.apply(by_text[place.text])
