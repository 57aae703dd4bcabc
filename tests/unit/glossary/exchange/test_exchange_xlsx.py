"""Glossaries in workbooks, as openpyxl and XlsxWriter make them and as Excel may save them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from exchanged import FULL, GLOSSARY, PLAIN, bare, named, pairs, read

from translator.errors import GlossaryError, InputError

TWO = [("البنتاغون", "Pentagon"), ("ميلي", "Milley")]


def book(*sheets: list[list[Any]], change: Callable[[Any], None] = lambda book: None) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for number, rows in enumerate(sheets, 1):
        sheet = made.create_sheet(f"S{number}")
        for row in rows:
            sheet.append(row)
    change(made)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """The workbook `data` with `old` in `part` replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                assert old.encode() in text
                text = text.replace(old.encode(), new.encode())
            target.writestr(name, text)
    return stream.getvalue()


def shared(rows: list[list[str]]) -> bytes:
    """A workbook whose strings are in a part of their own, as Excel has them."""
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream)
    sheet = made.add_worksheet("S1")
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    made.close()
    return stream.getvalue()


HEAD = ["ar", "en"]
ROWS = [HEAD, *map(list, TWO)]


def test_every_field_survives() -> None:
    data = named("xlsx").write(GLOSSARY)
    assert bare(read(data, "g.xlsx")) == [FULL, PLAIN]
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert [cell.value for cell in sheet[3]][:2] == ["البنتاغون", "Pentagon"]
    assert sheet.freeze_panes == "A2"


def test_signs_that_excel_takes_for_something_else() -> None:
    texts = ["=1+1", "#REF!", "_x0041_", "'quoted", "007", "1e5", "TRUE", "@a", "a\tb"]
    terms = tuple(PLAIN.__class__(f"كلمة {n}", text, note=text) for n, text in enumerate(texts))
    data = named("xlsx").write(GLOSSARY.__class__(terms))
    assert bare(read(data, "g.xlsx")) == list(terms)
    cells = [row[1] for row in openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}


def test_other_writers() -> None:
    stream = io.BytesIO()
    made = xlsxwriter.Workbook(stream)
    sheet = made.add_worksheet("Terms")
    bold = made.add_format({"bold": True})
    sheet.write_row(0, 0, ["English", "العربية", "exact"])
    sheet.write_rich_string(1, 0, "Penta", bold, "gon")
    sheet.write(1, 1, "البنتاغون")
    sheet.write(1, 2, True)
    sheet.write_formula(2, 0, '="Mill"&"ey"', None, "Milley")
    sheet.write(2, 1, "ميلي")
    made.close()
    glossary = read(stream.getvalue(), "g.xlsx")
    assert pairs(glossary) == TWO
    assert [term.exact for term in glossary.terms] == [True, False]
    assert [term.origin for term in glossary.terms] == ["g.xlsx:Terms!2", "g.xlsx:Terms!3"]


def test_numbers_are_texts() -> None:
    assert pairs(read(book([HEAD, ["عام النكسة", 1967], ["نسبة", 2.5]]), "g.xlsx")) == [
        ("عام النكسة", "1967"),
        ("نسبة", "2.5"),
    ]


def test_sheets() -> None:
    data = book([["About"], ["our terms"]], ROWS, [], [["source", "target"], ["إيران", "Iran"]])
    glossary = read(data, "g.xlsx")
    assert pairs(glossary) == [*TWO, ("إيران", "Iran")]
    assert glossary.warnings == ("g.xlsx:S1!1: no columns of this sheet are named ar and en: it is left out",)


def test_hidden_sheets_are_left_alone() -> None:
    def hide(made: Any) -> None:
        made["S2"].sheet_state = "hidden"

    assert pairs(read(book(ROWS, [HEAD, ["إيران", "Iran"]], change=hide), "g.xlsx")) == TWO


def test_no_names_of_columns() -> None:
    assert pairs(read(book([], ROWS[1:]), "g.xlsx")) == TWO
    assert pairs(read(book([["Pentagon", "البنتاغون"], ["Milley", "ميلي"]]), "g.xlsx")) == TWO


def test_merged_cells_say_the_same_in_each() -> None:
    def merge(made: Any) -> None:
        made["S1"].merge_cells("A1:B1")
        made["S1"].merge_cells("B3:B4")

    rows = [["Terms of the ministry", None], HEAD, ["البنتاغون", "Pentagon"], ["وزارة الدفاع الأميركية", None]]
    assert pairs(read(book(rows, change=merge), "g.xlsx")) == [
        ("البنتاغون", "Pentagon"),
        ("وزارة الدفاع الأميركية", "Pentagon"),
    ]


def test_merged_cells_without_end() -> None:
    data = changed(
        book(ROWS, change=lambda made: made["S1"].merge_cells("C1:D2")),
        "xl/worksheets/sheet1.xml",
        'ref="C1:D2"',
        'ref="A1:XFD1048576"',
    )
    with pytest.raises(GlossaryError):
        read(data, "g.xlsx")


WRONG = {
    "formula": ([HEAD, ["ميلي", "=1+1"]], "g.xlsx:S1!B2: the result of this formula is not saved"),
    "only formulas": ([HEAD, ["=A1", "=B1"]], "g.xlsx:S1!A2: the result of this formula is not saved"),
    "error": ([HEAD, ["ميلي", "#REF!"]], "g.xlsx:S1!B2: the cell holds the error #REF!: mend it"),
    "missing": ([HEAD, ["ميلي"]], "g.xlsx:S1!B2: the English is missing"),
    "empty": ([], "g.xlsx:1: the table is empty"),
    "two englishes": (
        [HEAD, ["إيران", "Iran"], ["ايران", "Persia"]],
        "g.xlsx:S1!3: “ايران” is “Persia” here and “Iran” at S1!2",
    ),
    "far column": (
        [[*HEAD, *[None] * 25, "kind"], ["ميلي", "Milley", *[None] * 25, "x"]],
        "g.xlsx:S1!AB2: `kind: x` is none of",
    ),
}


@pytest.mark.parametrize(("rows", "told"), WRONG.values(), ids=WRONG)
def test_wrong_and_where(rows: list[list[Any]], told: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        read(book(rows), "g.xlsx")
    assert told in "\n".join(caught.value.problems)


def test_a_formula_in_a_column_that_does_not_matter() -> None:
    assert pairs(read(book([[*HEAD, "count"], ["ميلي", "Milley", "=1+1"]]), "g.xlsx")) == [("ميلي", "Milley")]


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "_rels/.rels"])
def test_entities_are_refused(part: str) -> None:
    data = shared(ROWS)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        text = package.read(part).decode()
    start = text.index("<", text.find("?>") + 1)
    with pytest.raises(InputError, match="hostile"):
        read(changed(data, part, text[start:], BOMB + text[start:]), "g.xlsx")


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_damage_is_told(part: str) -> None:
    with pytest.raises(InputError, match="damaged"):
        read(changed(shared(ROWS), part, "</", "<"), "g.xlsx")


def test_a_string_that_is_not_there() -> None:
    data = changed(shared(ROWS), "xl/worksheets/sheet1.xml", "<v>5</v>", "<v>50</v>")
    with pytest.raises(GlossaryError) as caught:
        read(data, "g.xlsx")
    assert caught.value.problems == ("g.xlsx:S1!B3: the file has no text for this cell",)


def test_no_workbook() -> None:
    with pytest.raises(InputError, match="damaged or no package"):
        read(b"ar,en\n", "g.xlsx")
    with pytest.raises(InputError, match="old binary"):
        read(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512), "g.xls")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("a.txt", "a")
    with pytest.raises(InputError, match="no workbook"):
        read(stream.getvalue(), "g.xlsx")


def test_a_workbook_by_another_name() -> None:
    assert pairs(read(book(ROWS), "g.csv")) == TWO
