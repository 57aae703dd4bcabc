"""Tables in text; the csv module of Python reads the results."""

import csv as python_csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.document import Translation
from translator.formats import csv

FIXTURES = Path(__file__).parents[2] / "fixtures" / "csv"


def english(data: bytes, *texts: str) -> bytes:
    document = csv.read(data)
    new = texts or tuple(f"English {n}" for n, _ in enumerate(document.segments))
    pairs = zip(new, document.segments, strict=True)
    return csv.write(document, [Translation(t, s.marks) for t, s in pairs])


def rows(data: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(python_csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


def test_cells_are_replaced_and_all_else_stays():
    data = (FIXTURES / "quoted.csv").read_bytes()
    document = csv.read(data)
    assert [s.id for s in document.segments] == ["R1C1", "R1C2", "R1C3", "R2C1", "R2C2", "R3C2"]
    result = english(data, "Name", "Post", "Count", "Gantz, Benny", 'the "minister"', "one\u2028two")
    assert rows(result) == [
        ["Name", "Post", "Count"],
        ["Gantz, Benny", 'the "minister"', "3"],
        ["English", "one\r\ntwo", ""],
        ["", '=IF(A1>2;"نعم";0)', "1"],
    ]
    assert result.startswith(b"\xef\xbb\xbfName,Post,Count\r\n")


@pytest.mark.parametrize(
    ("source", "english_", "expected"),
    [
        ("ا,ب\n", ("a, b", "c"), '"a, b",c\n'),
        ("ا,ب\n", ('say "a"', "c"), '"say ""a""",c\n'),
        ("ا,ب\n", ("a\nb", "c"), "a b,c\n"),
        ("ا\tب\n", ("a\tb, c", 'say "a"'), 'a b, c\tsay "a"\n'),
        ("ا\tب\n", ('"a" is', "c"), '"""a"" is"\tc\n'),
        ("ا;1,5\nب;2,5\n", ("a;", "b, c"), '"a;";1,5\n"b, c";2,5\n'),
        ("ا|ب\n", ("a|b", "c"), '"a|b"|c\n'),
        ("سطر واحد\n", ("one, two",), '"one, two"\n'),
        ('"ا\n', ("a",), "a\n"),
        ("  ا  ,ب", ("a", "b"), "  a  ,b"),
        ("ا\r1\rب\r", ("a", "b"), "a\r1\rb\r"),
    ],
)
def test_delimiters_and_quotation_marks(source, english_, expected):
    assert english(source.encode(), *english_).decode() == expected


def test_a_first_line_may_say_the_delimiter():
    data = (FIXTURES / "semicolon.csv").read_bytes()
    assert english(data) == b"sep=;\nEnglish 0;1,5\nEnglish 1;2,5"


@given(st.lists(st.lists(st.text(alphabet='اب,;\t|"\r\n x', max_size=6), min_size=2, max_size=3), max_size=6))
def test_identity_and_values(table):
    text = io.StringIO(newline="")
    python_csv.writer(text).writerows(table)
    data = text.getvalue().encode()
    document = csv.read(data)
    assert csv.write(document, document.identity()) == data
    csv.read(csv.write(document, [Translation('a "b", c;\td', s.marks) for s in document.segments]))
