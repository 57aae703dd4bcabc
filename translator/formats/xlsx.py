"""Excel workbooks: cells, sheet names and what refers to them, comments, headers, drawings, charts and properties.

Formulas are never translated. When a sheet or a table column gets a new name, the formulas that name it follow, and a
string in a formula that is the whole text of a cell follows that cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from translator.document import Document, Translation
from translator.formats import drawingml, ooxml
from translator.formats.ooxml import Echo, Homes, Opened, PartKind, Place
from translator.formats.properties import PROPERTIES
from translator.formats.references import Renamed
from translator.formats.spreadsheetml import choice_places, header_places, name_place, string_places, x
from translator.parsing.package import parse_xml

_SHEET_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_ESCAPE = "_x[0-9A-Fa-f]{4}_"
_ARABIC_LOCALE = re.compile(r"\[\$-[0-9A-Fa-f]*01\]")
_VALIDATION = ("promptTitle", "prompt", "errorTitle", "error")
_CELL_COPIES = {
    x("tableColumn"): ("totalsRowLabel",),
    x("cacheField"): ("name",),
    x("s"): ("v",),
    x("filter"): ("val",),
}
_CAPTIONS = {
    x("dataField"): ("name",),
    x("pivotField"): ("name",),
    x("pivotTableDefinition"): ("rowHeaderCaption", "colHeaderCaption", "grandTotalCaption", "dataCaption"),
}
_FORMULAS = frozenset(
    ("f", "formula", "formula1", "formula2", "definedName", "calculatedColumnFormula", "totalsRowFormula")
)


def _workbook_places(root: etree._Element) -> Iterator[Place]:
    return (name_place(sheet) for sheet in root.iterfind(f"{x('sheets')}/{x('sheet')}"))


def _shared_places(root: etree._Element) -> Iterator[Place]:
    return string_places(root.iter(x("si")))


def _sheet_places(root: etree._Element) -> Iterator[Place]:
    yield from string_places(root.iter(x("is")))
    for cell in root.iter(x("c")):
        value = cell.find(x("v"))
        if cell.get("t") == "str" and value is not None:
            yield ooxml.text_place(cell, [value], Echo.NEVER if cell.find(x("f")) is None else Echo.ONLY)
    yield from header_places(root)
    yield from ooxml.attribute_places(root, {x("dataValidation"): _VALIDATION, x("hyperlink"): ("tooltip",)})
    yield from ooxml.attribute_places(root, {x("hyperlink"): ("display",), x("filter"): ("val",)}, Echo.ONLY)
    yield from choice_places(root)


def _comment_places(root: etree._Element) -> Iterator[Place]:
    return string_places(root.iter(x("text")))


def _threaded_places(root: etree._Element) -> Iterator[Place]:
    return ooxml.text_places(root, ["{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}text"])


def _drawing_places(root: etree._Element) -> Iterator[Place]:
    yield from drawingml.text_places(root)
    yield from ooxml.attribute_places(root, {_SHEET_DRAWING + "cNvPr": ("descr", "title")})


def _table_places(root: etree._Element) -> Iterator[Place]:
    """What a table or pivot table says about cells must be what the cells say."""
    yield from ooxml.coded_places(((c, "name") for c in root.iter(x("tableColumn"))), _ESCAPE, Echo.ONLY, is_break=True)
    yield from ooxml.attribute_places(root, _CELL_COPIES, Echo.ONLY)
    yield from ooxml.attribute_places(root, _CAPTIONS, Echo.IF_SEEN)


def _turn_sheet(root: etree._Element, homes: Homes) -> None:
    del homes
    for view in root.iter(x("sheetView")):
        view.attrib.pop("rightToLeft", "")


def _turn_styles(root: etree._Element, homes: Homes) -> None:
    del homes
    for number_format in root.iter(x("numFmt")):
        number_format.set("formatCode", _ARABIC_LOCALE.sub("[$-409]", number_format.get("formatCode", "")))


_KINDS = (
    PartKind(r"(spreadsheetml\.\w+|ms-excel\.\w+\.macroenabled)\.main\+xml", _workbook_places, is_main=True),
    PartKind(r"spreadsheetml\.sharedstrings\+xml", _shared_places),
    PartKind(r"spreadsheetml\.(worksheet|chartsheet)\+xml", _sheet_places, _turn_sheet),
    PartKind(r"spreadsheetml\.styles\+xml", turn=_turn_styles),
    PartKind(r"spreadsheetml\.comments\+xml", _comment_places),
    PartKind(r"ms-excel\.threadedcomments\+xml", _threaded_places),
    PartKind(r"officedocument\.drawing\+xml", _drawing_places, drawingml.turn),
    *drawingml.KINDS,
    PartKind(r"spreadsheetml\.(table|pivotcachedefinition|pivottable)\+xml", _table_places),
    *PROPERTIES,
)


def read(data: bytes) -> Document:
    """The workbook in `data`. Raises InputError."""
    return ooxml.read("xlsx", data, _KINDS)


def write(document: Document, translations: Sequence[Translation]) -> bytes:
    """The workbook with its text replaced, left to right unless nothing was translated."""
    return ooxml.write(document, translations, _KINDS, _prepare)


def _prepare(opened: Opened, homes: Homes) -> None:
    del homes
    roots = [root for root, _ in opened.roots.values()]
    is_rtl = any(view.get("rightToLeft") in ("1", "true") for root in roots for view in root.iter(x("sheetView")))
    for root in roots:
        _turn_alignments(root, is_rtl)
        for calculation in root.iter(x("calcPr")):
            calculation.set("fullCalcOnLoad", "1")  # or formulas would show what the cells said before
    _part_equal_columns(opened)
    _follow_names(opened)


def _turn_alignments(root: etree._Element, is_rtl: bool) -> None:
    """`right` means the side here, so in an Arabic workbook it is where text starts."""
    for alignment in root.iter(x("alignment")):
        if alignment.get("readingOrder") == "2" or is_rtl:
            if alignment.get("readingOrder") == "2":
                del alignment.attrib["readingOrder"]
            if alignment.get("horizontal") == "right":
                alignment.set("horizontal", "left")


def _part_equal_columns(opened: Opened) -> None:
    """Columns of a table that were called differently may have become equal, which Excel repairs by losing data."""
    strings = {place.text: place.home for place in opened.own if place.home.tag in (x("si"), x("is"))}
    for name, (root, _) in opened.roots.items():
        seen: set[str] = set()
        columns = list(root.iter(x("tableColumn")))
        for column, old in zip(columns, _column_names(opened, name), strict=True) if columns else ():
            new = column.get("name", "")
            if new.casefold() in seen and new != old and old in strings:
                suffix = next(f" {n}" for n in range(2, len(columns) + 3) if f"{new} {n}".casefold() not in seen)
                column.set("name", new + suffix)
                last = list(strings[old].iter(x("t")))[-1]
                last.text = (last.text or "") + suffix
            seen.add(column.get("name", "").casefold())


def _follow_names(opened: Opened) -> None:
    sheets: dict[str, str] = {}
    columns: dict[str, str] = {}
    for name, (root, _) in opened.roots.items():
        if root.tag == x("workbook"):
            original = parse_xml(opened.package.read(name), name).getroot()
            pairs = zip(original.iter(x("sheet")), root.iter(x("sheet")), strict=True)
            sheets |= {old.get("name", ""): new.get("name", "") for old, new in pairs}
        elif root.tag == x("table"):
            new_names = (column.get("name", "") for column in root.iter(x("tableColumn")))
            columns |= dict(zip(_column_names(opened, name), new_names, strict=True))
    cells = {p.text: _text(p.home) for p in opened.own if p.home.tag in (x("si"), x("is")) and not p.marks}
    renamed = Renamed(sheets, columns, cells)
    for root, _ in opened.roots.values():
        _rename(root, renamed)


def _text(string: etree._Element) -> str:
    return "".join(node.text or "" for node in string.iter(x("t")))


def _rename(root: etree._Element, renamed: Renamed) -> None:
    for element in root.iter(etree.Element):
        if etree.QName(element).localname in _FORMULAS and element.text:
            element.text = renamed.formula(element.text)
        for attribute in ("location", "textlink", "ref"):
            text = element.get(attribute, "")
            if "!" in text:
                element.set(attribute, renamed.formula(text))
        if element.tag == x("worksheetSource") and element.get("sheet") in renamed.sheets:
            element.set("sheet", renamed.sheets[str(element.get("sheet"))])


def _column_names(opened: Opened, name: str) -> list[str]:
    original = parse_xml(opened.package.read(name), name).getroot()
    return [column.get("name", "") for column in original.iter(x("tableColumn"))]
