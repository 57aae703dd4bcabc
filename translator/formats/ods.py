"""Spreadsheets of LibreOffice and OpenOffice: cells, notes, headers, sheet names and what refers to them.

Formulas are never translated; where they name a sheet, they follow its new name. What a formula shows, and what
filters and pivot tables repeat of cells, is what the cells say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from translator.document import Document, Translation
from translator.formats import odf
from translator.formats.odf import Roots
from translator.formats.odf_names import office, table, text
from translator.formats.ooxml import Echo, Place, attribute_places

_COPIES = {
    table("data-pilot-field"): (table("source-field-name"),),
    table("data-pilot-member"): (table("name"),),
    table("filter-condition"): (table("value"),),
    table("filter-set-item"): (table("value"),),
}
_SHEETS = f"{office('body')}/{office('spreadsheet')}/{table('table')}"
_CONFIG = "{urn:oasis:names:tc:opendocument:xmlns:config:1.0}"
_REFERRING = re.compile(r"\}(?:formula|.*-address|.*-addresses|.*-ranges|condition|expression|href)$")
_TOKEN = re.compile(r"""(?P<string>"(?:[^"]|"")*")|(?<![\w'])(?P<name>'(?:[^']|'')+'|[^\W\d]\w*)(?=\.)""")
_NOT_IN_NAMES = re.compile(r"[\[\]*?:/\\\x00-\x1f]")
_MAX_NAME = 31  # what Excel can read


def _places(root: etree._Element) -> Iterator[Place]:
    yield from attribute_places(root, _COPIES, Echo.ONLY)
    for sheet in root.iterfind(_SHEETS):
        name = sheet.get(table("name"), "")
        if any(map(str.isalpha, name)):
            yield _name_place(root, sheet, name)


def _name_place(root: etree._Element, sheet: etree._Element, name: str) -> Place:
    def apply(translation: Translation) -> None:
        others = {each.get(table("name"), "").casefold() for each in root.iterfind(_SHEETS) if each is not sheet}
        sheet.set(table("name"), _free_name(translation.text, others) or name)

    return Place(sheet, name, apply, limit=_MAX_NAME)


def _free_name(wanted: str, taken: set[str]) -> str:
    """`wanted` as a sheet may be called, with a number when another sheet is called so; '' when nothing is left."""
    clean = " ".join(_NOT_IN_NAMES.sub(" ", wanted).split())[:_MAX_NAME].strip("' ")
    name, number = clean, 2
    while clean and name.casefold() in taken:
        name = f"{clean[: _MAX_NAME - 4].rstrip()} {number}"
        number += 1
    return name


def _finish(before: Roots, after: Roots) -> None:
    old, new = before["content.xml"], after["content.xml"]
    pairs = zip(old.iterfind(_SHEETS), new.iterfind(_SHEETS), strict=True)
    names = {a.get(table("name"), ""): b.get(table("name"), "") for a, b in pairs}
    for root in after.values():
        for element in root.iter(etree.Element):
            _follow(element, names)
    for cell in new.iter(table("table-cell"), table("covered-table-cell")):
        if cell.get(office("string-value")) is not None and cell.find(text("p")) is not None:
            lines = ("".join(map(str, line.itertext())) for line in cell.iterfind(text("p")))
            cell.set(office("string-value"), "\n".join(lines))


def _follow(element: etree._Element, names: Mapping[str, str]) -> None:
    """Gives the references in `element` the names that sheets have now."""
    for attribute, value in element.attrib.items():
        if _REFERRING.search(str(attribute)):
            element.set(attribute, _renamed(str(value), names))
    if element.tag == _CONFIG + "config-item" and element.get(_CONFIG + "name") == "ActiveTable":
        element.text = names.get(element.text or "", element.text)
    if element.tag == _CONFIG + "config-item-map-entry" and element.get(_CONFIG + "name") in names:
        element.set(_CONFIG + "name", names[element.get(_CONFIG + "name", "")])


def _renamed(reference: str, names: Mapping[str, str]) -> str:
    """A formula or an address that calls sheets as they are called now; strings in it stay."""

    def token(found: re.Match[str]) -> str:
        old = (found["name"] or "").strip("'").replace("''", "'")
        if not found["name"] or names.get(old, old) == old:
            return found[0]
        return "'" + names[old].replace("'", "''") + "'"

    return _TOKEN.sub(token, reference)


_KIND = odf.Kind("ods", ("spreadsheet",), _places, _finish)


def read(data: bytes) -> Document:
    """The spreadsheet in `data`. Raises InputError."""
    return odf.read(_KIND, data)


def write(document: Document, translations: Sequence[Translation]) -> bytes:
    """The spreadsheet with its text replaced, left to right unless nothing was translated."""
    return odf.write(_KIND, document, translations)
