"""Glossaries in Excel workbooks: the parts are read as a stream, formulas by the results saved with them.

Every sheet with columns named ar and en is read; where no sheet names them, the first that is not empty. A merged cell
says the same in each of its cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from posixpath import join, normpath

from lxml import etree

from translator.errors import InputError
from translator.glossary.collect import Collector
from translator.glossary.exchange.columns import HEAD, MAX_COLUMNS, named_columns
from translator.glossary.exchange.rows import MAX_ROWS, read_rows
from translator.glossary.model import Glossary, Term
from translator.parsing.package import Package, open_package, parse_xml, stream_xml

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WHOLE = re.compile(r"(-?[0-9]+)\.0+")
_NO_RESULT = "the result of this formula is not saved: open the file, save it, and try again"


@dataclass(slots=True)
class _Row:
    sheet: str
    number: int
    values: list[str]
    faults: dict[int, str] = field(default_factory=dict)

    @property
    def place(self) -> str:
        return f"{self.sheet}!{self.number}"

    def cell(self, column: int) -> str:
        return f"{self.sheet}!{_letters(column)}{self.number}"

    def fault(self, column: int) -> str:
        return self.faults.get(column, "")


def read(data: bytes, origin: str) -> Glossary:
    """The glossary in the workbook `data`. Raises GlossaryError, or InputError for what is no sound workbook."""
    package = open_package(data)
    collector = Collector(origin)
    sheets = [(name, _sheet(package, part, name, strings)) for name, part, strings in _parts(package)]
    filled = [(name, rows) for name, rows in sheets if rows]
    named = [(name, rows) for name, rows in filled if _is_named(rows)]
    for name, _ in filled if named else ():
        if name not in dict(named):
            collector.warn(f"{name}!1", "no columns of this sheet are named ar and en: it is left out")
    terms = [term for _, rows in named or filled[:1] or [("", [])] for term in read_rows(rows, collector)]
    return collector.glossary(_admitted(terms, collector))


def _admitted(terms: Iterable[Term], collector: Collector) -> Iterator[Term]:
    return (term for term in terms if collector.admit(term, term.origin.rpartition(":")[2]))


def _is_named(rows: Sequence[_Row]) -> bool:
    return any(named_columns(row.values).is_named for row in rows[:HEAD])


def _parts(package: Package) -> Iterator[tuple[str, str, list[str]]]:
    """Name and part of each visible sheet of cells, with the strings that the sheets share."""
    book = _related(package, "", "officeDocument")
    if not book:
        raise InputError("the file is no workbook", "save it as .xlsx")
    part = next(iter(book.values()))
    root = parse_xml(package.read(part), part).getroot()
    shared = _related(package, part, "sharedStrings")
    strings = [string for name in shared.values() for string in _strings(package, name)]
    sheets = _related(package, part, "worksheet")
    for sheet in root.iter("{*}sheet"):
        key = next((str(value) for name, value in sheet.items() if str(name).endswith("}id")), "")
        if key in sheets and sheet.get("state", "visible") == "visible":
            yield sheet.get("name", ""), sheets[key], strings


def _related(package: Package, part: str, kind: str) -> dict[str, str]:
    """The parts of a kind that `part` (the package for '') refers to, by the key of the reference."""
    folder, _, name = part.rpartition("/")
    relations = join(folder, "_rels", f"{name}.rels")
    if relations not in package.names:
        return {}
    root = parse_xml(package.read(relations), relations).getroot()
    found = (each for each in root.iter("{*}Relationship") if each.get("Type", "").endswith(f"/{kind}"))
    return {each.get("Id", ""): normpath(join(folder, each.get("Target", "")).lstrip("/")) for each in found}


def _strings(package: Package, part: str) -> Iterator[str]:
    for element in stream_xml(package.read(part), part, ("{*}si",)):
        yield _string(element)


def _string(element: etree._Element) -> str:
    """The text of a string, that of its runs in order; how to pronounce it is left out."""
    texts = (node.text or "" for node in element.iterfind("{*}t"))
    runs = (node.text or "" for node in element.iterfind("{*}r/{*}t"))
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join((*texts, *runs)))


def _sheet(package: Package, part: str, name: str, strings: Sequence[str]) -> list[_Row]:
    """The rows of a sheet that have cells, as many as a glossary may have and one more."""
    rows: list[_Row] = []
    merged: list[str] = []
    for element in stream_xml(package.read(part), part, ("{*}row", "{*}mergeCell")):
        if etree.QName(element).localname == "mergeCell":
            merged.append(element.get("ref", ""))
        elif len(rows) <= MAX_ROWS:
            number = element.get("r", "")
            row = _Row(name, int(number) if number.isdecimal() else len(rows) + 1, [])
            _fill(row, element, strings)
            rows.append(row)
    _spread(rows, merged)
    return [row for row in rows if any(map(str.strip, row.values))]


def _fill(row: _Row, element: etree._Element, strings: Sequence[str]) -> None:
    for place, cell in enumerate(element):
        found = _CELL.fullmatch(cell.get("r", ""))
        column = _number(found[1]) if found else place
        if column < MAX_COLUMNS:
            row.values += [""] * (column + 1 - len(row.values))
            row.values[column], fault = _value(cell, strings)
            if fault:
                row.faults[column] = fault


def _value(cell: etree._Element, strings: Sequence[str]) -> tuple[str, str]:
    """What a cell says, and why it says nothing that can be used."""
    parts = {part.tag.rpartition("}")[2]: part for part in cell if isinstance(part.tag, str)}
    kind, text = cell.get("t", "n"), parts["v"].text if "v" in parts else ""
    if kind == "inlineStr":
        return (_string(parts["is"]) if "is" in parts else ""), ""
    if "f" in parts and not text:
        return "=", _NO_RESULT
    if not text:
        return "", ""
    if kind == "s":
        number = int(text) if text.strip().isdecimal() else len(strings)
        return (strings[number], "") if number < len(strings) else ("?", "the file has no text for this cell")
    if kind == "e":
        return text, f"the cell holds the error {text}: mend it"
    if kind == "b":
        return ("no" if text == "0" else "yes"), ""
    if kind == "str":
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text), ""
    return _WHOLE.sub(r"\1", text), ""


def _spread(rows: Sequence[_Row], merged: Iterable[str]) -> None:
    """Gives every cell of a merged one what its first cell says."""
    by_number = {row.number: row for row in rows}
    for reference in merged:
        corners = [_CELL.fullmatch(corner) for corner in reference.split(":")]
        if len(corners) != 2 or not corners[0] or not corners[1]:
            continue
        left, right = _number(corners[0][1]), min(_number(corners[1][1]), MAX_COLUMNS - 1)
        first = by_number.get(int(corners[0][2]))
        if first is None or left >= len(first.values):
            continue
        for number in range(int(corners[0][2]), min(int(corners[1][2]), rows[-1].number) + 1):
            row = by_number.get(number)
            if row is not None:
                row.values += [""] * (right + 1 - len(row.values))
                row.values[left : right + 1] = [first.values[left]] * (right + 1 - left)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _letters(column: int) -> str:
    return chr(65 + column) if column < 26 else chr(64 + column // 26) + chr(65 + column % 26)
