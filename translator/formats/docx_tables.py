"""Tables of two languages in Word documents: Arabic in one column, its translation in another, in either order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml import etree

from translator.document import Pair
from translator.errors import InputError
from translator.formats.columns import Row, paired
from translator.formats.ooxml import Place
from translator.formats.word_direction import w

NOTE = "TranslatorNote"
"""The style of paragraphs that tell of problems in our own bilingual documents; they are no translation."""

_Table = dict[etree._Element, dict[int, list[str]]]
"""Row → column → the texts of the paragraphs in the cell."""


def pairs(places: Iterable[Place]) -> tuple[Pair, ...]:
    """The rows of those tables that hold two languages. Raises InputError where none does.

    Cells with equally many paragraphs are paired paragraph by paragraph.
    """
    read = [_read(f"table-{n}", table) for n, table in enumerate(_tables(places).values(), 1)]
    found = [one for one in read if one]
    translated = [one for one in found if any(any(map(str.isalpha, pair.target)) for pair in one)]
    if not found:
        message = "there is no table with a column of Arabic and one of its translation"
        raise InputError(message, "to check two documents, name both")
    return tuple(pair for one in translated or found for pair in one)


def _tables(places: Iterable[Place]) -> dict[etree._Element, _Table]:
    """The tables in which `places` stand."""
    tables: dict[etree._Element, _Table] = {}
    for place in places:
        cell = next(place.home.iterancestors(w("tc")), None)
        row = None if cell is None else next(cell.iterancestors(w("tr")), None)
        if cell is None or row is None or _is_note(place.home):
            continue
        table = tables.setdefault(next(row.iterancestors(w("tbl")), row), {})
        cells = [one for one in row.iter(w("tc")) if next(one.iterancestors(w("tr"))) is row]
        texts = table.setdefault(row, {n: [] for n in range(len(cells))})
        texts[cells.index(cell)].append(place.text)
    return tables


def _is_note(paragraph: etree._Element) -> bool:
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return style is not None and style.get(w("val")) == NOTE


def _read(name: str, table: _Table) -> tuple[Pair, ...]:
    """The pairs of a table, none for a table that is not of two languages."""
    try:
        return tuple(paired(_rows(name, table)))
    except InputError:
        return ()


def _rows(name: str, table: _Table) -> Iterator[Row]:
    for number, cells in enumerate(table.values(), 1):
        if len(cells) > 1:
            yield from _split(f"{name}/row-{number}", cells)


def _split(name: str, cells: Mapping[int, Sequence[str]]) -> Iterator[Row]:
    """A row of the document as one row, or as one for each paragraph where two cells have as many, more than one."""
    most = max(map(len, cells.values()))
    if most > 1 and Counter(map(len, cells.values()))[most] > 1:
        for number in range(most):
            yield f"{name}/{number + 1}", {n: texts[number] for n, texts in cells.items() if len(texts) == most}
    else:
        yield name, {column: "\n".join(texts) for column, texts in cells.items()}
