import io
import zipfile
from pathlib import Path

import odfdo
import pytest
from odf_builder import document, segments, written, xml

from translator.document import Translation
from translator.formats import ods

FIXTURE = Path(__file__).parents[2] / "fixtures" / "ods" / "libreoffice.ods"


def sheet(name: str, *cells: str) -> str:
    return f'<table:table table:name="{name}"><table:table-row>{"".join(cells)}</table:table-row></table:table>'


def cell(text: str, attributes: str = 'office:value-type="string"') -> str:
    return f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"


def test_only_what_people_wrote_is_text():
    body = sheet(
        "الأسماء",
        cell("غانتس"),
        cell("غانتس", 'office:value-type="string" table:number-columns-repeated="3"'),
        cell("3,5", 'office:value-type="float" office:value="3.5"'),
        cell("الجمعة", 'office:value-type="date"'),
        cell("كثير", 'table:formula="of:=IF([.A1];&quot;كثير&quot;;1)" office:value-type="string"'),
        "<table:table-cell office:value-type='string'><office:annotation><text:p>تعليق</text:p></office:annotation>"
        "<text:p>سطر</text:p><text:p>آخر</text:p></table:table-cell>",
    )
    data = document("ods", body)
    assert segments("ods", data) == ["غانتس", "غانتس", "الجمعة", "تعليق", "سطر", "آخر", "الأسماء"]
    result = written("ods", data)["content.xml"]
    assert xml(result, "//text:p/text()") == ["T1", "T2", "3,5", "T3", "كثير", "T4", "T5", "T6"]
    assert xml(result, "//@table:formula") == ['of:=IF([.A1];"كثير";1)']
    assert xml(result, "//@table:name") == ["T7"]


def test_what_a_formula_shows_follows_the_cell_that_says_the_same():
    formula = 'table:formula="of:=[.A1]" office:value-type="string" office:string-value="غانتس"'
    result = written("ods", document("ods", sheet("S", cell("غانتس"), cell("غانتس", formula))), "Gantz")["content.xml"]
    assert xml(result, "//text:p/text()") == ["Gantz", "Gantz"]
    assert xml(result, "//@office:string-value") == ["Gantz"]


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("الأسماء", "Names", "of:=[$الأسماء.C3]", "of:=[$'Names'.C3]"),
        ("الأسماء", "Names", "of:=['الأسماء'.C3:.C5]+[.A1]", "of:=['Names'.C3:.C5]+[.A1]"),
        ("قائمة أ", "List A", "of:=SUM([$'قائمة أ'.A1];[.B2])", "of:=SUM([$'List A'.A1];[.B2])"),
        ("الأسماء", "Names", 'of:=IF([.A1]="الأسماء.";1;2)', 'of:=IF([.A1]="الأسماء.";1;2)'),
        ("الأسماء", "Bob's", "of:=[الأسماء.A1]", "of:=['Bob''s'.A1]"),
        ("ص", "S", "of:=[$خلاص.A1]+[$ص.A1]", "of:=[$خلاص.A1]+[$'S'.A1]"),
    ],
)
def test_formulas_follow_the_new_names_of_sheets(old, new, before, after):
    attributes = f'office:value-type="float" table:formula="{before.replace(chr(34), "&quot;")}"'
    data = document("ods", sheet(old, cell("3", attributes)))
    assert xml(written("ods", data, new)["content.xml"], "//@table:formula") == [after]


def test_everything_else_that_names_a_sheet_follows():
    body = (
        sheet(
            "الأسماء",
            "<table:table-cell><text:p><text:a xlink:href='#الأسماء.A1'>7</text:a></text:p></table:table-cell>",
        )
        + '<table:named-expressions><table:named-range table:name="نطاق" '
        "table:cell-range-address=\"$'الأسماء'.$A$1:.$B$2\"/></table:named-expressions>"
    )
    settings = (
        '<config:config-item config:name="ActiveTable">الأسماء</config:config-item>'
        '<config:config-item-map-entry config:name="الأسماء"/>'
    )
    names = 'xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0"'
    data = document("ods", body, parts={"settings.xml": f"<settings {names}>{settings}</settings>"})
    result = written("ods", data, "7", "Names")
    assert xml(result["content.xml"], "//@xlink:href | //@table:cell-range-address") == [
        "#'Names'.A1",
        "$'Names'.$A$1:.$B$2",
    ]
    assert xml(result["content.xml"], "//table:named-range/@table:name") == ["نطاق"]
    assert xml(result["settings.xml"], "//text()") == ["Names"]
    assert xml(result["settings.xml"], "//config:config-item-map-entry/@config:name") == ["Names"]


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Budget [2018]: a/b?", "Budget 2018 a b"),
        ("x" * 40, "x" * 31),
        ("summary", "summary 2"),
        ("'quoted'", "quoted"),
        ("***", "الأسماء"),
        ("", "الأسماء"),
        ("a\0b", "a b"),
    ],
)
def test_sheet_names_are_legal_and_unique(wanted, name):
    data = document("ods", sheet("الأسماء") + sheet("Summary"))
    assert xml(written("ods", data, wanted, "Summary")["content.xml"], "//@table:name") == [name, "Summary"]


def test_filters_and_pivot_tables_say_what_the_cells_say():
    body = (
        sheet("S", cell("الاسم"), cell("غانتس"))
        + '<table:filter-condition table:value="غانتس"/><table:filter-condition table:value="آخر"/>'
        + '<table:data-pilot-field table:source-field-name="الاسم"/>'
    )
    result = written("ods", document("ods", body), "Name", "Gantz")["content.xml"]
    assert xml(result, "//@table:value | //@table:source-field-name") == ["Gantz", "آخر", "Name"]


def test_a_chart_repeats_what_the_cells_say():
    chart = document("ods", sheet("local-table", cell("غانتس"), cell("عنوان")))
    with zipfile.ZipFile(io.BytesIO(chart)) as package:
        part = package.read("content.xml").decode()
    data = document("ods", sheet("S", cell("غانتس")), parts={"Object 1/content.xml": part})
    assert segments("ods", data) == ["غانتس", "S", "عنوان", "local-table"]
    result = written("ods", data, "Gantz", "S", "Title", "local-table")["Object 1/content.xml"]
    assert xml(result, "//text:p/text()") == ["Gantz", "Title"]


def test_odfdo_opens_the_result(tmp_path):
    read = ods.read(FIXTURE.read_bytes())
    target = tmp_path / "en.ods"
    target.write_bytes(ods.write(read, [Translation(f"T{n}", s.marks) for n, s in enumerate(read.segments)]))
    result = odfdo.Document(target)
    first = result.body.get_table(0)
    assert [table.name for table in result.body.tables] == ["T8", "T9"]
    assert first.get_value("A1") == "T0"
    assert first.get_value("C2") == 3
    assert first.get_cell("C3").formula == "of:=SUM([.C2:.C2])"
    assert result.body.get_table(1).get_cell("A1").formula == "of:=[$'T8'.C3]"
