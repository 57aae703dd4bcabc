"""OpenDocument from right to left to left to right: writing modes, alignment, western twins of complex formatting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from translator.formats.fonts import SERIF, is_arabic_only
from translator.formats.odf_names import dc, fo, number, style, table

_MODES = {"rl-tb": "lr-tb", "rl": "lr"}
_STARTS = {"end": "start", "right": "left"}
_TWINS = (
    (style("font-size-complex"), fo("font-size")),
    (style("font-weight-complex"), fo("font-weight")),
    (style("font-style-complex"), fo("font-style")),
)
_ARABIC_NUMBERS = {"\u0627": "A", "\u0623": "A", "\u0661": "1", "\u06f1": "1"}  # by the first sign of the format
_FAMILIES_OF_TABLES = ("table", "table-cell", "table-row", "table-column")


def turn(roots: Sequence[etree._Element]) -> None:
    """Makes a document, all of its parts, read from left to right."""
    rtl = _RtlStyles(roots)
    for root in roots:
        for properties in root.iter(style("paragraph-properties"), style("table-properties")):
            if rtl.includes(properties.getparent()):
                for name in (fo("text-align"), fo("text-align-last"), table("align")):
                    if properties.get(name) in _STARTS:
                        properties.set(name, _STARTS[properties.get(name, "")])
    for root in roots:
        for element in root.iter(etree.Element):
            _turn_element(element)


def turn_text_properties(properties: etree._Element) -> None:
    """Gives western text the size and weight that the Arabic had, and neither its language nor an Arabic font."""
    for twin, western in _TWINS:
        if twin in properties.attrib:
            properties.set(western, properties.get(twin, ""))
    if properties.get(fo("language"), "").lower() == "ar":
        properties.set(fo("language"), "en")
        properties.set(fo("country"), "US")
    is_default = (parent := properties.getparent()) is not None and parent.tag == style("default-style")
    for name in (style("font-name"), fo("font-family")):
        if is_arabic_only(properties.get(name, "").strip("'\"").rstrip("0123456789")):
            del properties.attrib[name]
            if is_default:
                properties.set(fo("font-family"), f"'{SERIF}'")


def _turn_element(element: etree._Element) -> None:
    mode = element.get(style("writing-mode"))
    if mode in _MODES:
        element.set(style("writing-mode"), _MODES[mode])
    if element.tag == style("text-properties"):
        turn_text_properties(element)
    format_ = element.get(style("num-format"), "").strip()
    if format_[:1] in _ARABIC_NUMBERS:
        element.set(style("num-format"), _ARABIC_NUMBERS[format_[0]])
    if element.get(number("language"), "").lower() == "ar":
        element.set(number("language"), "en")
        element.set(number("country"), "US")
    if element.get(number("transliteration-format"), "")[:1] in _ARABIC_NUMBERS:
        element.set(number("transliteration-format"), "1")
    if element.tag == dc("language") and (element.text or "").lower().startswith("ar"):
        element.text = "en-US"


class _RtlStyles:
    """Which styles make what they style run right to left, by inheritance and by the page."""

    def __init__(self, roots: Sequence[etree._Element]) -> None:
        self._by_name: dict[tuple[str, str], etree._Element] = {}
        self._defaults: dict[str, bool] = {}
        for element in (each for root in roots for each in root.iter(style("style"))):
            self._by_name[element.get(style("family"), ""), element.get(style("name"), "")] = element
        pages = (each for root in roots for each in root.iter(style("page-layout-properties")))
        tables = (each for root in roots for each in root.iter(style("table-properties")))
        self._page = any(properties.get(style("writing-mode")) in _MODES for properties in pages)
        self._table = any(properties.get(style("writing-mode")) in _MODES for properties in tables)
        for element in (each for root in roots for each in root.iter(style("default-style"))):
            own = _own(element)
            if own is not None:
                self._defaults[element.get(style("family"), "")] = own

    def includes(self, element: etree._Element | None) -> bool:
        """Whether what has the style `element` runs right to left."""
        if element is None:
            return False
        family = element.get(style("family"), "")
        for ancestor in self._line(element, family):
            own = _own(ancestor)
            if own is not None:
                return own
        if family in self._defaults:
            return self._defaults[family]
        return self._page or (self._table and family in _FAMILIES_OF_TABLES)

    def _line(self, element: etree._Element, family: str) -> Iterator[etree._Element]:
        """A style and those that it inherits from."""
        seen: set[str] = set()
        following: etree._Element | None = element
        while following is not None:
            yield following
            name = following.get(style("parent-style-name"), "")
            following = None if name in seen else self._by_name.get((family, name))
            seen.add(name)


def _own(element: etree._Element) -> bool | None:
    """Whether a style says right to left, or left to right; None when it says neither."""
    modes = [properties.get(style("writing-mode"), "") for properties in element]
    if any(mode in _MODES for mode in modes):
        return True
    return False if any(mode in _MODES.values() for mode in modes) else None
