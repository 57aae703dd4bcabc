"""Tables in text: rows as the standard library reads them, and where their cells stand."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.parsing.delimited import candidates, declared, rows, sniffed

TEXT = st.text(st.sampled_from("ab \",;\t|\n\r'ميلي"), max_size=8)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@given(table=st.lists(st.lists(TEXT, min_size=2, max_size=4), min_size=1, max_size=5))
def test_rows_as_the_standard_library_writes_them(delimiter: str, table: list[list[str]]) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(table)
    text = stream.getvalue()
    found = list(rows(text, delimiter))
    assert [list(row.values) for row in found] == table
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for row in found:
        for column, value in enumerate(row.values):
            line, place = row.position(column)
            assert lines[line - 1][place - 1 :].lstrip('"').startswith(value.replace('"', '""')[:1].strip('"\r\n'))


@pytest.mark.parametrize(
    ("text", "column", "position"),
    [
        ("a,b,c", 0, (1, 1)),
        ("a,b,c", 2, (1, 5)),
        ("a,b", 2, (1, 4)),
        ("a,b", 9, (1, 4)),
        ('"a\nb",c', 1, (2, 4)),
        ('"a\r\nb","c"', 1, (2, 4)),
        ('"a,b",c', 1, (1, 7)),
        ("", 0, None),
    ],
)
def test_positions(text: str, column: int, position: tuple[int, int] | None) -> None:
    found = [row.position(column) for row in rows(text, ",")]
    assert found == ([position] if position else [])


def test_lines_are_counted_through_cells_of_several() -> None:
    assert [row.line for row in rows('a\n"b\nc"\nd\r\n"e\r\rf"\ng', ",")] == [1, 2, 4, 5, 8]


def test_quotation_marks_are_text_where_nobody_quotes() -> None:
    assert [row.values for row in rows('"a\tb"\n"c', "\t", is_quoted=False)] == [('"a', 'b"'), ('"c',)]


def test_delimiters() -> None:
    assert sniffed("a;b\nc;d\n\n;\n") == ";"
    assert sniffed("ab\ncd") == ""
    assert candidates("a,b;c\nd,e;f") == [";", ","]
    assert declared("sep=|\na|b") == ("|", 6)
    assert declared("a|b") == ("", 0)
