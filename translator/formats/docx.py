"""Word documents: body, headers, footers, notes, comments, text boxes, charts, SmartArt and properties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from translator.document import Document, Pair, Translation
from translator.formats import docx_tables, drawingml, ooxml
from translator.formats.embedded import WORKBOOKS
from translator.formats.ooxml import Homes, Opened, PartKind, Place, open_parts
from translator.formats.properties import PROPERTIES
from translator.formats.word_direction import prepare, turn_definitions, turn_settings, turn_story, w
from translator.formats.wordml import story_places
from translator.parsing.package import open_package


def _story_places(root: etree._Element) -> Iterator[Place]:
    yield from story_places(root)
    yield from drawingml.text_places(root)


def _turn_story(root: etree._Element, homes: Homes) -> None:
    turn_story(root, homes)
    drawingml.turn(root, homes)


def _numbering_places(root: etree._Element) -> Iterator[Place]:
    """The words around the numbers of lists: «المادة %1»."""
    levels = ((level, w("val")) for level in root.iter(w("lvlText")) if ooxml.has_arabic(level.get(w("val"), "")))
    return ooxml.coded_places(levels, r"%\d")


_STORY = r"wordprocessingml\.(%s)\+xml"
_KINDS = (
    PartKind(
        r"(wordprocessingml\.\w+|ms-word\.\w+\.macroenabled\w*)\.main\+xml",
        _story_places,
        _turn_story,
        is_main=True,
    ),
    PartKind(_STORY % "header|footer", _story_places, _turn_story),
    PartKind(_STORY % "footnotes|endnotes", _story_places, _turn_story),
    PartKind(_STORY % "comments", _story_places, _turn_story),
    PartKind(_STORY % r"document\.glossary", _story_places, _turn_story),
    PartKind(_STORY % "numbering", _numbering_places, turn_definitions),
    PartKind(_STORY % "styles", turn=turn_definitions),
    PartKind(r"stylesWithEffects\+xml".lower(), turn=turn_definitions),
    PartKind(_STORY % "settings", turn=turn_settings),
    *drawingml.KINDS,
    WORKBOOKS,
    *PROPERTIES,
)


def read(data: bytes) -> Document:
    """The document in `data`. Raises InputError."""
    return ooxml.read("docx", data, _KINDS)


def write(document: Document, translations: Sequence[Translation]) -> bytes:
    """The document with its text replaced, left to right unless nothing was translated."""
    return ooxml.write(document, translations, _KINDS, _prepare)


def pairs(data: bytes) -> tuple[Pair, ...]:
    """The rows of the tables in `data` that hold Arabic beside its translation. Raises InputError."""
    return docx_tables.pairs(open_parts(open_package(data), _KINDS).own)


def _prepare(opened: Opened, homes: Homes) -> None:
    styles = next((root for root, _ in opened.roots.values() if root.tag == w("styles")), None)
    prepare(styles, homes)
