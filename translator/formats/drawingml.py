"""DrawingML: the paragraphs of slides, shapes, charts and SmartArt, and their direction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy

from lxml import etree

from translator.formats.fonts import SERIF, is_arabic_only
from translator.formats.inline import Inline, inline
from translator.formats.items import PLAIN, Item, Point, Range, Style, Text
from translator.formats.ooxml import (
    Echo,
    Homes,
    PartKind,
    Place,
    attribute_places,
    has_arabic,
    inline_place,
    look_key,
    text_place,
)

_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_CHART_EX = "http://schemas.microsoft.com/office/drawing/2014/chartex"
_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CONTROL = re.compile(r"([\t\n\v])")
_NOT_LOOKS = ("lang", "altLang", "dirty", "err", "noProof", "smtClean", "bmk", "kumimoji")
_NUMBERING = re.compile("(arabic[12]Minus|hebrew2Minus)")
_TIPS = {f"{{{_MAIN}}}hlinkClick": ("tooltip",), f"{{{_MAIN}}}hlinkHover": ("tooltip",)}


def a(name: str) -> str:
    """The qualified name of a DrawingML element."""
    return f"{{{_MAIN}}}{name}"


def text_places(root: etree._Element) -> Iterator[Place]:
    """The paragraphs of `root`, then the tips of their links; copies for older readers follow the originals."""
    for paragraph in root.iter(a("p")):
        echo = Echo.IF_SEEN if next(paragraph.iterancestors(_FALLBACK), None) is not None else Echo.NEVER
        yield from _paragraph_places(paragraph, echo)
    yield from attribute_places(root, _TIPS)


def copy_places(root: etree._Element) -> Iterator[Place]:
    """The paragraphs of a drawing that caches what another part says."""
    for paragraph in root.iter(a("p")):
        yield from _paragraph_places(paragraph, Echo.IF_SEEN)


def chart_places(root: etree._Element) -> Iterator[Place]:
    """Titles and labels of a chart, and the names of its series and categories, which the sheet behind it repeats."""
    yield from text_places(root)
    for value in root.iter(f"{{{_CHART}}}v", f"{{{_CHART_EX}}}pt", f"{{{_CHART_EX}}}v"):
        around = [etree.QName(element).localname for element in value.iterancestors()][:3]
        if not {"strCache", "strLit", "lvl", "strDim"}.isdisjoint(around) or around[0] in ("tx", "txData"):
            home = value.getparent()
            if home is not None and any(map(str.isalpha, value.text or "")):
                yield text_place(home, [value], Echo.IF_SEEN)


def turn(root: etree._Element, homes: Homes) -> None:
    """Paragraphs, list styles, tables, diagrams and charts left to right."""
    kept = {paragraph.find(a("pPr")) for paragraph in homes.kept if paragraph.tag == a("p")}
    for properties in root.iter(a("pPr"), a("defPPr"), *(a(f"lvl{level}pPr") for level in range(1, 10))):
        if properties not in kept:
            _turn_paragraph(properties, properties.getparent() in homes.translated)
    for body in root.iter(a("bodyPr")):
        body.attrib.pop("rtlCol", "")
    for table in root.iter(a("tblPr")):
        table.attrib.pop("rtl", "")
    for properties in root.iter(a("rPr"), a("defRPr"), a("endParaRPr")):
        if next(properties.iterancestors(a("p")), None) not in homes.kept:
            _latin_properties(properties)
    for order in root.iter(f"{{{_DIAGRAM}}}dir"):
        order.set("val", "norm")
    for language in root.iter(f"{{{_CHART}}}lang"):
        if language.get("val", "").lower().startswith("ar"):
            language.set("val", "en-US")


def turn_theme(root: etree._Element, homes: Homes) -> None:
    """Latin fonts of a theme that are Arabic ones."""
    del homes
    for font in root.iter(a("latin")):
        if is_arabic_only(font.get("typeface", "")):
            font.set("typeface", SERIF)


KINDS = (
    PartKind(r"drawingml\.chart\+xml", chart_places, turn),
    PartKind(r"ms-office\.chartex\+xml", chart_places, turn),
    PartKind(r"drawingml\.diagramdata\+xml", text_places, turn),
    PartKind(r"drawingml\.diagramlayout\+xml", turn=turn),
    PartKind(r"ms-office\.drawingml\.diagramdrawing\+xml", copy_places, turn),
    PartKind(r"drawingml\.chartshapes\+xml", text_places, turn),
    PartKind(r"officedocument\.theme\+xml", turn=turn_theme),
)


def _paragraph_places(paragraph: etree._Element, echo: Echo) -> Iterator[Place]:
    content: Inline = inline(_collect(paragraph))
    yield inline_place(paragraph, content, lambda items: _put(paragraph, items), echo)
    for result in paragraph.iterfind(f"{a('fld')}/{a('t')}"):
        if has_arabic(result.text or ""):
            yield text_place(paragraph, [result], echo)


def _collect(paragraph: etree._Element) -> Iterator[Item]:
    for node in paragraph:
        if node.tag == a("r"):
            style = _style(node.find(a("rPr")))
            for piece in _CONTROL.split(node.findtext(a("t")) or ""):
                yield Point((Text(piece, style),), is_break=True) if _CONTROL.match(piece) else Text(piece, style)
        elif node.tag not in (a("pPr"), a("endParaRPr")):
            yield Point((node,), node.tag == a("br"))


def _put(paragraph: etree._Element, items: Iterable[Item]) -> None:
    end = paragraph.find(a("endParaRPr"))
    for child in list(paragraph):
        if child.tag != a("pPr"):
            paragraph.remove(child)
    for item in items:
        assert not isinstance(item, Range)
        for node in item.data if isinstance(item, Point) else (item,):
            if isinstance(node, Text):
                paragraph.extend(_run(node))
            elif isinstance(node, etree._Element):
                paragraph.append(node)
    if end is not None:
        paragraph.append(end)


def _run(text: Text) -> list[etree._Element]:
    if not text.text:
        return []
    run = etree.Element(a("r"))
    if isinstance(text.style.data, etree._Element):
        run.append(deepcopy(text.style.data))
    etree.SubElement(run, a("t")).text = text.text
    return [run]


def _style(properties: etree._Element | None) -> Style:
    if properties is None:
        return PLAIN
    look = deepcopy(properties)
    _latin_properties(look)
    for name in _NOT_LOOKS:
        look.attrib.pop(name, "")
    for element in look.findall(a("cs")):
        look.remove(element)
    if not len(look) and not look.attrib:
        return PLAIN
    linked = look.find(a("hlinkClick")) is not None
    return Style(look_key([look]), look, linked)


def _latin_properties(properties: etree._Element) -> None:
    for name in ("lang", "altLang"):
        if properties.get(name, "").lower().startswith("ar"):
            properties.set(name, "en-US")
    for element in [*properties.findall(a("rtl")), *properties.findall(a("latin"))]:
        if element.tag == a("rtl") or is_arabic_only(element.get("typeface", "")):
            properties.remove(element)


def _turn_paragraph(properties: etree._Element, was_arabic: bool) -> None:
    """`algn` means sides here, whatever the direction: what was pushed to the right for Arabic goes to the left."""
    rtl = properties.attrib.pop("rtl", "0")
    if (rtl in ("1", "true") or was_arabic) and properties.get("algn") == "r":
        properties.set("algn", "l")
    for numbering in properties.iterfind(a("buAutoNum")):
        numbering.set("type", _NUMBERING.sub("alphaLcPeriod", numbering.get("type", "")))
