"""The workbook that a chart keeps its numbers in: its cells must say what the chart says.

The names of its sheets stay: the chart, and what else refers to it, name them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from translator.formats.ooxml import Echo, Homes, PartKind, Place, attribute_places
from translator.formats.spreadsheetml import string_places, x


def _cell_places(root: etree._Element) -> Iterator[Place]:
    return (replace(place, echo=Echo.IF_SEEN) for place in string_places(root.iter(x("si"), x("is"))))


def _column_places(root: etree._Element) -> Iterator[Place]:
    return attribute_places(root, {x("tableColumn"): ("name",)}, Echo.ONLY)


def _turn(root: etree._Element, homes: Homes) -> None:
    del homes
    for view in root.iter(x("sheetView")):
        view.attrib.pop("rightToLeft", "")


_WORKBOOK = (
    PartKind(r"spreadsheetml\.sharedstrings\+xml", _cell_places),
    PartKind(r"spreadsheetml\.worksheet\+xml", _cell_places, _turn),
    PartKind(r"spreadsheetml\.table\+xml", _column_places),
)

WORKBOOKS = PartKind(r"officedocument\.spreadsheetml\.sheet", inner=_WORKBOOK)
