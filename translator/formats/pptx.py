"""PowerPoint presentations: slides, notes, layouts, masters, comments, tables, charts, SmartArt and properties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from translator.document import Document, Translation
from translator.formats import drawingml, ooxml
from translator.formats.embedded import WORKBOOKS
from translator.formats.ooxml import Echo, Homes, PartKind, Place
from translator.formats.properties import PROPERTIES

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"


def _slide_places(root: etree._Element) -> Iterator[Place]:
    yield from drawingml.text_places(root)
    yield from ooxml.attribute_places(root, {_P + "cNvPr": ("descr", "title")})


def _layout_places(root: etree._Element) -> Iterator[Place]:
    """The prompts of placeholders, which most layouts repeat from their master."""
    yield from drawingml.copy_places(root)
    yield from ooxml.attribute_places(root, {_P + "cNvPr": ("descr", "title")}, Echo.IF_SEEN)


def _comment_places(root: etree._Element) -> Iterator[Place]:
    yield from ooxml.text_places(root, [_P + "text"])
    yield from drawingml.text_places(root)


def _presentation_places(root: etree._Element) -> Iterator[Place]:
    return ooxml.attribute_places(root, {_P14 + "section": ("name",)})


def _turn_presentation(root: etree._Element, homes: Homes) -> None:
    root.attrib.pop("rtl", "")
    drawingml.turn(root, homes)


_KINDS = (
    PartKind(r"presentationml\.slide\+xml", _slide_places, drawingml.turn),
    PartKind(r"presentationml\.notesslide\+xml", _slide_places, drawingml.turn),
    PartKind(r"presentationml\.comments\+xml|ms-powerpoint\.comments\+xml", _comment_places, drawingml.turn),
    *drawingml.KINDS,
    WORKBOOKS,
    PartKind(r"presentationml\.(slide|notes|handout)master\+xml", _layout_places, drawingml.turn),
    PartKind(r"presentationml\.slidelayout\+xml", _layout_places, drawingml.turn),
    PartKind(
        r"(presentationml\.\w+|ms-powerpoint\.\w+\.macroenabled)\.main\+xml",
        _presentation_places,
        _turn_presentation,
        is_main=True,
    ),
    *PROPERTIES,
)


def read(data: bytes) -> Document:
    """The presentation in `data`. Raises InputError."""
    return ooxml.read("pptx", data, _KINDS)


def write(document: Document, translations: Sequence[Translation]) -> bytes:
    """The presentation with its text replaced, left to right unless nothing was translated."""
    return ooxml.write(document, translations, _KINDS)
