"""How spans of OpenDocument look once they are English, so that spans that look the same are one."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from translator.formats.items import PLAIN, Style
from translator.formats.odf_direction import turn_text_properties
from translator.formats.odf_names import office, style

_INVISIBLE = ("-complex", "-asian", "}language", "}country", "}script", "}rfc-language-tag", "rsid", "}hyphenate")


class Styles:
    """The looks of the spans of one part, each worked out once."""

    def __init__(self, root: etree._Element) -> None:
        styles = root.iterfind(f"{office('automatic-styles')}/{style('style')}")
        self._automatic = {element.get(style("name"), ""): element for element in styles}
        self._known: dict[tuple[str, ...], Style] = {(): PLAIN}

    def of(self, spans: tuple[str, ...]) -> Style:
        """The style of text inside of spans with these style names, outer before inner."""
        if spans not in self._known:
            keys = [key for key in map(self._key, spans) if key]
            self._known[spans] = Style(b"\n".join(keys), spans) if keys else PLAIN
        return self._known[spans]

    def _key(self, name: str) -> bytes:
        """What of an automatic style can be seen; a style that users named is its name."""
        element = self._automatic.get(name)
        if element is None:
            return name.encode()
        looks = [element.get(style("parent-style-name"), "").encode()]
        for properties in element.findall(style("text-properties")):
            copy = deepcopy(properties)
            turn_text_properties(copy)
            pairs = sorted((str(key), str(value)) for key, value in copy.attrib.items())
            looks += [f"{key}={value}".encode() for key, value in pairs if not key.endswith(_INVISIBLE)]
        return b"\t".join(look for look in looks if look)
