"""The properties of an Office document: its title and what else a reader sees of them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from translator.formats.ooxml import Echo, Homes, PartKind, Place, text_places


def _core_places(root: etree._Element) -> Iterator[Place]:
    """Title, subject, keywords, category and description of a document; never its author."""
    names = ("title", "subject", "keywords", "category", "description")
    return text_places(
        root, [element.tag for element in root.iterchildren(etree.Element) if etree.QName(element).localname in names]
    )


def _core_turn(root: etree._Element, homes: Homes) -> None:
    """The language of the document's properties."""
    del homes
    for element in root.iter("{http://purl.org/dc/elements/1.1/}language"):
        if (element.text or "").lower().startswith("ar"):
            element.text = "en-US"


def _app_places(root: etree._Element) -> Iterator[Place]:
    """The titles of slides and sheets that the extended properties repeat."""
    return text_places(root, ["{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}lpstr"], Echo.ONLY)


PROPERTIES = (
    PartKind(r"package\.core-properties\+xml", _core_places, _core_turn),
    PartKind(r"officedocument\.extended-properties\+xml", _app_places),
)
