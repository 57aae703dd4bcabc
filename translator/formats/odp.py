"""Presentations and drawings of LibreOffice and OpenOffice: slides, masters, notes, tables and properties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from translator.document import Document, Translation
from translator.formats import odf
from translator.formats.odf import Roots
from translator.formats.odf_names import draw, presentation, xlink
from translator.formats.ooxml import Echo, Place, has_arabic
from translator.parsing.package import legal


def _places(root: etree._Element) -> Iterator[Place]:
    """The names of slides, which an exported outline shows."""
    for page in root.iter(draw("page")):
        name = page.get(draw("name"), "")
        if has_arabic(name):
            yield _name_place(root, page, name)


def _name_place(root: etree._Element, page: etree._Element, name: str) -> Place:
    def apply(translation: Translation) -> None:
        taken = {other.get(draw("name")) for other in root.iter(draw("page")) if other is not page}
        wanted = legal(translation.text)
        numbered = (f"{wanted} {number}" for number in range(2, len(taken) + 3))
        page.set(draw("name"), next(free for free in (wanted, *numbered) if free and free not in taken))

    return Place(page, name, apply, echo=Echo.IF_SEEN)


def _finish(before: Roots, after: Roots) -> None:
    """Links and shows call slides by their names."""
    root = after["content.xml"]
    pairs = zip(before["content.xml"].iter(draw("page")), root.iter(draw("page")), strict=True)
    names = {old.get(draw("name"), ""): new.get(draw("name"), "") for old, new in pairs}
    for element in root.iter(etree.Element):
        target = element.get(xlink("href"), "")
        if target.startswith("#") and target[1:] in names:
            element.set(xlink("href"), "#" + names[target[1:]])
        for attribute in (presentation("start-page"), draw("page-name")):
            if element.get(attribute) in names:
                element.set(attribute, names[element.get(attribute, "")])
        if presentation("pages") in element.attrib:
            pages = element.get(presentation("pages"), "").split(",")
            element.set(presentation("pages"), ",".join(names.get(page, page) for page in pages))


_KIND = odf.Kind("odp", ("presentation", "drawing"), _places, _finish)


def read(data: bytes) -> Document:
    """The presentation in `data`. Raises InputError."""
    return odf.read(_KIND, data)


def write(document: Document, translations: Sequence[Translation]) -> bytes:
    """The presentation with its text replaced, left to right unless nothing was translated."""
    return odf.write(_KIND, document, translations)
