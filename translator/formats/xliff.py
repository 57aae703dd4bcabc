"""XLIFF 1.2 and 2: targets written for every source, to be reviewed; everything else stays as it is, byte for byte.

The target language is set to English where there is none. What `approved`, `state` or (in 1.2) a target without any
state says is somebody's translation is left alone; `new`, `needs-…`, `initial` and empty targets, and those that are
still Arabic, are replaced. Inline codes are copied from the source, each once. A source in segments (`mrk` of
`seg-source`, `segment`) gives a segment each. Units with `translate="no"`, notes and matches are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from translator.document import Document, Pair, Span, Translation
from translator.errors import InputError
from translator.formats import bilingual_xml
from translator.formats.bilingual_xml import (
    Part,
    Said,
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
from translator.formats.inplace import Code, Edit, content, has_arabic
from translator.formats.xml_tags import as_open, end_of, with_attribute, without_attribute
from translator.parsing.package import local

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_DONE_1 = frozenset(("translated", "signed-off", "final"))
_DONE_2 = frozenset(("translated", "reviewed", "final"))
_RANGES = frozenset(("g", "mrk", "pc"))
_OPENERS = frozenset(("bx", "bpt", "sc"))
_CLOSERS = frozenset(("ex", "ept", "ec"))
_CODE_KEYS = ("rid", "startRef", "id")
_BREAKS = frozenset(("lb", "pb", "xlf:lb", "xlf:pb"))
"""What `ctype` (1.2) and `subType` (2) call the end of a line or page."""


def read(data: bytes) -> Document:
    """The sources of the XLIFF in `data`. Raises InputError."""
    xml = open_xml(data, "the XLIFF file")
    version = xml.root.get("version", "")
    if local(xml.root) != "xliff" or version[:2] not in ("1.", "2."):
        raise InputError(f"the file is no XLIFF 1.2 or 2: <{local(xml.root)} version={version!r}>")
    if version.startswith("1."):
        units = [unit for element in _all(xml.root, "trans-unit") for unit in _unit_1(xml, element)]
        head = [edit for file in _all(xml.root, "file") for edit in _language(xml, file, "target-language")]
    else:
        units = [unit for element in _all(xml.root, "unit") for unit in _units_2(xml, element)]
        head = list(_language(xml, xml.root, "trgLang"))
    return document("xliff", xml, units, head)


def write(document: Document, translations: Sequence[Translation]) -> bytes:
    """The same XLIFF with targets."""
    return rewritten(document, translations)


def pairs(data: bytes) -> tuple[Pair, ...]:
    """The sources in `data` with the targets that they have. Raises InputError."""
    return bilingual_xml.pairs(read(data))


def _all(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return root.iter("{*}" + name)


def _language(xml: Xml, element: etree._Element, name: str) -> Iterator[Edit]:
    """The target language, where the file names none or Arabic."""
    if element.get(name, "ar").lower()[:2] == "ar":
        yield xml.places[element].open, with_attribute(xml.open_tag(element), name, "en")


def _is_translatable(element: etree._Element) -> bool:
    found = (one.get("translate") for one in (element, *element.iterancestors()))
    return next((value for value in found if value), "yes") != "no"


def _unit_1(xml: Xml, unit: etree._Element) -> Iterator[Unit]:
    source, target = child(unit, "source"), child(unit, "target")
    if source is None or not _is_translatable(unit):
        return
    segmented = child(unit, "seg-source")
    template = source if segmented is None else segmented
    segments = [mrk for mrk in template.iter("{*}mrk") if mrk.get("mtype") == "seg"] or [template]
    done = _is_done_1(unit, target)
    name = unit.get("id", "")
    parts = [
        part
        for segment in segments
        for part in _part(xml, name if segment is template else f"{name}/{segment.get('mid')}", segment, target, done)
    ]
    if parts:
        where, before, after = _target(xml, template, target)
        before = with_attribute(without_attribute(before, "state-qualifier"), "state", "needs-review-translation")
        yield Unit(tuple(parts), xml.places[template].inside, where, before, after, is_open=is_empty(target))


def _is_done_1(unit: etree._Element, target: etree._Element | None) -> bool:
    if target is None or is_empty(target):
        return False
    state = target.get("state", "")
    if unit.get("approved") == "yes" or state in _DONE_1:
        return True
    return not state and unit.get("approved") is None and not has_arabic(plain_text(target))


def _units_2(xml: Xml, unit: etree._Element) -> Iterator[Unit]:
    if not _is_translatable(unit):
        return
    for number, segment in enumerate(filter(_is_segment, unit), 1):
        source, target = child(segment, "source"), child(segment, "target")
        if source is None:
            continue
        done = segment.get("state", "") in _DONE_2 and not is_empty(target)
        name = f"{unit.get('id', '')}/{segment.get('id', number)}"
        parts = tuple(_part(xml, name, source, target, done))
        where, before, after = _target(xml, source, target)
        tag = without_attribute(with_attribute(xml.open_tag(segment), "state", "initial"), "subState")
        state = (xml.places[segment].open, tag)
        if parts:
            yield Unit(parts, xml.places[source].inside, where, before, after, (state,), is_empty(target))


def _is_segment(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and local(element) == "segment"


def _part(xml: Xml, name: str, source: etree._Element, target: etree._Element | None, done: bool) -> Iterator[Part]:
    body = content(pieces(xml, source, _code, keeps_space(source)))
    if body.text:
        inside = xml.places[source].inside
        yield Part(name, body, inside, said(xml, source, _code, _CODE_KEYS), _given(xml, source, target), done)


def _given(xml: Xml, source: etree._Element, target: etree._Element | None) -> Said:
    """What the target says already, or the part of it that belongs to the segment `source`."""
    if target is not None and source.get("mtype") == "seg":
        same = (mrk for mrk in target.iter("{*}mrk") if mrk.get("mid") == source.get("mid"))
        return said(xml, next(same, None), _code, _CODE_KEYS)
    return said(xml, target, _code, _CODE_KEYS)


def _target(xml: Xml, source: etree._Element, target: etree._Element | None) -> tuple[Span, str, str]:
    """Where the target goes, its first tag, and its end tag; a new one stands as its source does."""
    if target is not None:
        tag = as_open(xml.open_tag(target))
        tag = with_attribute(tag, "xml:lang", "en") if target.get(_XML_LANG) else tag
        return xml.places[target].whole, tag, end_of(tag)
    place = xml.places[source]
    tag = end_of(xml.open_tag(source)).replace("</", "<").replace("seg-source", "target").replace("source", "target")
    return Span(place.close.end, place.close.end), space_before(xml, place) + tag, end_of(tag)


def _code(element: etree._Element, raw: str) -> Code | None:
    """What an inline element is: None for a range, which has its text inside."""
    name = local(element)
    if name in _RANGES and element.get("mtype") != "protected" and element.get("translate") != "no":
        return None
    key = element.get("rid") or element.get("startRef") or element.get("id") or ""
    if name in _OPENERS and key:
        return Code(raw, opens=key)
    if name in _CLOSERS and key:
        return Code(raw, closes=key)
    return Code(raw, is_break=element.get("ctype", element.get("subType")) in _BREAKS)
