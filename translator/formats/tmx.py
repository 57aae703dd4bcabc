"""TMX: an English variant is added to every unit that has an Arabic one; everything else stays, byte for byte.

An English variant that has a text is somebody's translation and is left alone; an empty one, or one that is still
Arabic, is filled. Inline codes (`bpt`, `ept`, `ph`, `it`, `hi`) are copied from the Arabic variant, each once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from translator.document import Document, Pair, Span, Translation
from translator.errors import InputError
from translator.formats import bilingual_xml
from translator.formats.bilingual_xml import (
    Part,
    Unit,
    Xml,
    child,
    document,
    is_empty,
    keeps_space,
    open_xml,
    pieces,
    plain_text,
    rewritten,
    said,
    space_before,
)
from translator.formats.inplace import Code, content, has_arabic
from translator.formats.xml_tags import as_open, end_of
from translator.parsing.package import language, local

_CODE_KEYS = ("x", "i", "type")


def read(data: bytes) -> Document:
    """The Arabic variants in `data`. Raises InputError."""
    xml = open_xml(data, "the TMX file")
    if local(xml.root) != "tmx":
        raise InputError(f"the file is no TMX: its first element is <{local(xml.root)}>")
    units = [
        unit for number, element in enumerate(xml.root.iter("{*}tu"), 1) for unit in _unit(xml, element, str(number))
    ]
    return document("tmx", xml, units, ())


def write(document: Document, translations: Sequence[Translation]) -> bytes:
    """The same memory with English variants."""
    return rewritten(document, translations)


def pairs(data: bytes) -> tuple[Pair, ...]:
    """The Arabic variants in `data` with the English ones. Raises InputError."""
    return bilingual_xml.pairs(read(data))


def _unit(xml: Xml, unit: etree._Element, number: str) -> Iterator[Unit]:
    arabic, english = _segment(unit, "ar"), _segment(unit, "en")
    if arabic is None:
        return
    body = content(pieces(xml, arabic, _code, keeps_space(arabic)))
    if not body.text:
        return
    done = english is not None and not is_empty(english) and not has_arabic(plain_text(english))
    place = xml.places[arabic]
    here, there = (said(xml, one, _code, _CODE_KEYS) for one in (arabic, english))
    part = Part(unit.get("tuid") or number, body, place.inside, here, there, done)
    where, before, after = _target(xml, arabic, english)
    yield Unit((part,), place.inside, where, before, after, is_open=is_empty(english))


def _segment(unit: etree._Element, code: str) -> etree._Element | None:
    """The text of the first variant in the language `code`."""
    for variant in unit.iter("{*}tuv"):
        if language(variant) == code:
            return child(variant, "seg")
    return None


def _target(xml: Xml, arabic: etree._Element, english: etree._Element | None) -> tuple[Span, str, str]:
    """Where English goes and what stands around it: the tags of a segment, or of a new variant like the Arabic one."""
    if english is not None:
        tag = as_open(xml.open_tag(english))
        return xml.places[english].whole, tag, end_of(tag)
    variant = arabic.getparent()
    assert variant is not None
    place = xml.places[variant]
    outer, inner = end_of(xml.open_tag(variant)), end_of(xml.open_tag(arabic))
    before = f'{space_before(xml, place)}{outer.replace("</", "<")[:-1]} xml:lang="en">'
    return Span(place.close.end, place.close.end), before + inner.replace("</", "<"), inner + outer


def _code(element: etree._Element, raw: str) -> Code | None:
    """What an inline element is: None for a range, which has its text inside."""
    name, key = local(element), element.get("i", "")
    if name == "hi":
        return None
    if key and name in ("bpt", "ept"):
        return Code(raw, opens=key) if name == "bpt" else Code(raw, closes=key)
    return Code(raw)
