import io
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from ooxml_builder import A, S, element, marked, package, part, shown

from translator.document import Translation
from translator.formats import xlsx

FIXTURES = Path(__file__).parents[2] / "fixtures" / "xlsx"


def strings(*contents: str) -> str:
    return element("x:sst", "".join(f"<x:si>{content}</x:si>" for content in contents))


def workbook(*names: str, more: str = "") -> str:
    sheets = "".join(f'<x:sheet name="{name}" sheetId="{n}"/>' for n, name in enumerate(names, 1))
    return element("x:workbook", f"<x:sheets>{sheets}</x:sheets>{more}")


def translated(data: bytes, *translations: str) -> bytes:
    return xlsx.write(xlsx.read(data), [marked(text) for text in translations])


def string_of(content: str, translation: str) -> str:
    """What is left of one shared string after its translation, without declarations of namespaces."""
    result = translated(package({"xl/sharedStrings.xml": strings(content)}), translation)
    items = part(result, "xl/sharedStrings.xml")[0]
    runs = [(run.find(f"{{{S}}}rPr") is not None, run.findtext(f"{{{S}}}t")) for run in items.iter(f"{{{S}}}r")]
    return runs or items.findtext(f"{{{S}}}t")


BOLD = "<x:rPr><x:b/></x:rPr>"


@pytest.mark.parametrize(
    ("content", "segment", "translation", "expected"),
    [
        ("<x:t>نص</x:t>", "نص", "text", "text"),
        ("<x:t> نص </x:t>", "نص", "text", " text "),
        (f"<x:r><x:t>رئيس الأركان </x:t></x:r><x:r>{BOLD}<x:t>كوخافي</x:t></x:r>", "رئيس الأركان «1|كوخافي»",
         "«1|Kochavi», chief", [(True, "Kochavi"), (False, ", chief")]),
        (f"<x:r>{BOLD}<x:t>نص</x:t></x:r>", "نص", "text", [(True, "text")]),
        ("<x:t>سطر\nثان</x:t>", "سطر«1|» ثان", "line«1|» two", "line\ntwo"),
        ("<x:t>سطر_x000D_ثان</x:t>", "سطر«1|» ثان", "line«1|» two", "line_x000D_two"),
        ("<x:t>نص</x:t><x:rPh sb='0' eb='1'><x:t>صوت</x:t></x:rPh>", "نص", "text", "text"),
        ("<x:t>نص</x:t>", "نص", "a\0 ]]> &", "a\ufffd ]]> &"),
    ],
)  # fmt: skip
def test_a_string_is_one_segment(content, segment, translation, expected):
    assert shown(xlsx.read(package({"xl/sharedStrings.xml": strings(content)}))) == [segment]
    assert string_of(content, translation) == expected


@pytest.mark.parametrize("content", ["<x:t>123.5%</x:t>", "<x:t/>", "", "<x:t>—</x:t>"])
def test_what_is_no_text_is_no_segment_or_stays(content):
    data = package({"xl/sharedStrings.xml": strings(content)})
    document = xlsx.read(data)
    assert xlsx.write(document, document.identity()) == data


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("Names", "Names"),
        ("A/B: what? [1]*", "A B what 1"),
        ("'quoted'", "quoted"),
        ("x" * 40, "x" * 31),
        ("summary", "summary 2"),
        ("", "Sheet"),
        ("History", "History 2"),
        ("a\nb\0", "a b\ufffd"),
    ],
)
def test_sheet_names_are_ones_that_excel_takes(wanted, expected):
    data = package({"xl/workbook.xml": workbook("الأسماء", "Summary")})
    assert [segment.limit for segment in xlsx.read(data).segments] == [31, 31]
    result = xlsx.write(xlsx.read(data), [Translation(wanted), Translation("Summary")])
    assert next(part(result, "xl/workbook.xml").iter(f"{{{S}}}sheet")).get("name") == expected


def test_comments_in_the_markup_do_no_harm():
    book = workbook("الأسماء").replace("<x:sheet ", "<!-- a --><?b c?><x:sheet ")
    assert part(translated(package({"xl/workbook.xml": book}), "Names"), "xl/workbook.xml")[0][2].get("name") == "Names"


def test_whatever_names_a_sheet_follows():
    more = "<x:definedNames><x:definedName name='م'>الأسماء!$A$1</x:definedName></x:definedNames><x:calcPr/>"
    sheet = element(
        "x:worksheet",
        '<x:sheetData><x:row><x:c t="str"><x:f>\'الأسماء\'!A1&amp;"نص"</x:f><x:v>قيمة</x:v></x:c></x:row></x:sheetData>'
        "<x:conditionalFormatting><x:cfRule><x:formula>الأسماء!A1=1</x:formula></x:cfRule></x:conditionalFormatting>"
        '<x:hyperlinks><x:hyperlink location="الأسماء!B2"/></x:hyperlinks>',
    )
    chart = element(
        "c:c", "<c:f>الأسماء!$B$1</c:f>", 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    )
    pivot = element(
        "x:pivotCacheDefinition", '<x:cacheSource><x:worksheetSource ref="A1:B2" sheet="الأسماء"/></x:cacheSource>'
    )
    titles = (
        '<vt:lpstr xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">الأسماء</vt:lpstr>'
    )
    data = package(
        {
            "xl/workbook.xml": workbook("الأسماء", "ب", more=more),
            "xl/worksheets/sheet1.xml": sheet,
            "xl/charts/chart1.xml": chart,
            "xl/pivotCache/pivotCacheDefinition1.xml": pivot,
            "docProps/app.xml": element("x:Properties", titles),
        }
    )
    assert shown(xlsx.read(data)) == ["الأسماء", "ب"]
    result = translated(data, "Names", "B")
    assert part(result, "xl/workbook.xml").findtext(f".//{{{S}}}definedName") == "'Names'!$A$1"
    assert part(result, "xl/workbook.xml").find(f"{{{S}}}calcPr").get("fullCalcOnLoad") == "1"
    written = part(result, "xl/worksheets/sheet1.xml")
    assert written.findtext(f".//{{{S}}}f") == "'Names'!A1&\"نص\""
    assert written.findtext(f".//{{{S}}}v") == "قيمة"
    assert written.findtext(f".//{{{S}}}formula") == "'Names'!A1=1"
    assert written.find(f".//{{{S}}}hyperlink").get("location") == "'Names'!B2"
    assert "'Names'!$B$1" in "".join(part(result, "xl/charts/chart1.xml").itertext())
    assert (
        part(result, "xl/pivotCache/pivotCacheDefinition1.xml").find(f".//{{{S}}}worksheetSource").get("sheet")
        == "Names"
    )
    assert "Names" in "".join(part(result, "docProps/app.xml").itertext())


def table(*columns: str) -> str:
    return element("x:table", "".join(f'<x:tableColumn name="{column}"/>' for column in columns), 'name="T"')


def test_the_columns_of_a_table_are_called_what_their_cells_say():
    sheet = element("x:worksheet", "<x:c><x:f>SUM(T[العدد])</x:f></x:c><x:filter val='لا شيء'/><x:filter val='العدد'/>")
    cells = strings("<x:t>الاسم</x:t>", "<x:t>سطر\nثان</x:t>", "<x:t>العدد</x:t>")
    columns = table("الاسم", "سطر_x000a_ثان", "العدد", "Other")
    data = package({"xl/sharedStrings.xml": cells, "xl/worksheets/sheet1.xml": sheet, "xl/tables/table1.xml": columns})
    assert shown(xlsx.read(data)) == ["الاسم", "سطر«1|» ثان", "العدد"]
    result = translated(data, "Name", "line«1|» two", "Count")
    names = [column.get("name") for column in part(result, "xl/tables/table1.xml")]
    assert names == ["Name", "line_x000a_two", "Count", "Other"]
    written = part(result, "xl/worksheets/sheet1.xml")
    assert written.findtext(f".//{{{S}}}f") == "SUM(T[Count])"
    assert [f.get("val") for f in written.iter(f"{{{S}}}filter")] == ["لا شيء", "Count"]


def test_columns_that_become_equal_are_told_apart_in_the_table_and_its_cells():
    data = package(
        {
            "xl/sharedStrings.xml": strings("<x:t>رئيس</x:t>", "<x:t>زعيم</x:t>", "<x:t>قائد</x:t>"),
            "xl/tables/table1.xml": table("رئيس", "زعيم", "قائد"),
            "xl/worksheets/sheet1.xml": element("x:worksheet", "<x:f>T[قائد]</x:f>"),
        }
    )
    result = translated(data, "Leader", "leader", "Leader")
    assert [c.get("name") for c in part(result, "xl/tables/table1.xml")] == ["Leader", "leader 2", "Leader 3"]
    assert list(part(result, "xl/sharedStrings.xml").itertext()) == ["Leader", "leader 2", "Leader 3"]
    assert part(result, "xl/worksheets/sheet1.xml").findtext(f".//{{{S}}}f") == "T[Leader 3]"


def test_headers_are_translated_by_section_around_their_codes():
    header = '&amp;L&amp;"Arial,Bold"&amp;14سري&amp;Cصفحة &amp;P من &amp;N&amp;R&amp;Dأ &amp;&amp; ب'
    sheet = element("x:worksheet", f"<x:headerFooter><x:oddHeader>{header}</x:oddHeader></x:headerFooter>")
    data = package({"xl/worksheets/sheet1.xml": sheet})
    assert shown(xlsx.read(data)) == ["سري", "صفحة «1|» من", "أ & ب"]
    result = translated(data, "Secret", "Page «1|» of", "R&D")
    assert (
        "".join(part(result, "xl/worksheets/sheet1.xml").itertext())
        == '&L&"Arial,Bold"&14Secret&CPage &P of &N&R&DR&&D'
    )


def test_direction_and_alignment_turn():
    styles = element(
        "x:styleSheet",
        '<x:numFmts><x:numFmt formatCode="[$-2010401]d mmmm yyyy"/><x:numFmt formatCode="[$-409]d"/></x:numFmts>'
        '<x:xf><x:alignment horizontal="right" readingOrder="2"/></x:xf><x:xf><x:alignment horizontal="center"/></x:xf>'
        '<x:xf><x:alignment horizontal="right" readingOrder="1"/></x:xf>',
    )
    sheet = element("x:worksheet", '<x:sheetView rightToLeft="1"/><x:c t="inlineStr"><x:is><x:t>نص</x:t></x:is></x:c>')
    ltr = sheet.replace(' rightToLeft="1"', "")
    for one, last in ((sheet, "left"), (ltr, "right")):
        result = translated(package({"xl/styles.xml": styles, "xl/worksheets/sheet1.xml": one}), "text")
        assert not part(result, "xl/worksheets/sheet1.xml")[0].attrib
        alignments = [dict(e.attrib) for e in part(result, "xl/styles.xml").iter(f"{{{S}}}alignment")]
        assert alignments == [
            {"horizontal": "left"},
            {"horizontal": "center"},
            {"horizontal": last, "readingOrder": "1"},
        ]
        formats = [e.get("formatCode") for e in part(result, "xl/styles.xml").iter(f"{{{S}}}numFmt")]
        assert formats == ["[$-409]d mmmm yyyy", "[$-409]d"]


def test_cells_without_formula_are_text_and_results_of_formulas_follow():
    cell = '<x:c t="str">{}<x:v>قيمة</x:v></x:c>'
    sheet = element("x:worksheet", cell.format("") + cell.format("<x:f>A1</x:f>"))
    data = package({"xl/worksheets/sheet1.xml": sheet})
    assert shown(xlsx.read(data)) == ["قيمة"]
    assert [v.text for v in part(translated(data, "value"), "xl/worksheets/sheet1.xml").iter(f"{{{S}}}v")] == [
        "value"
    ] * 2


def test_everything_opens_and_keeps_what_it_had():
    document = xlsx.read((FIXTURES / "everything.xlsx").read_bytes())
    english = {"الأسماء": "Names", "الاسم": "Name", "رئيس الأركان أفيف كوخافي": "«1|Aviv Kochavi», chief of staff"}
    translations = [marked(english.get(s.text, f"Text {n}")) for n, s in enumerate(document.segments)]
    opened = openpyxl.load_workbook(io.BytesIO(xlsx.write(document, translations)), rich_text=True)
    assert opened.sheetnames == ["Names", "Text 1"]
    sheet, summary = opened["Names"], opened["Text 1"]
    assert not sheet.sheet_view.rightToLeft
    assert (sheet["A1"].value, sheet["A1"].font.bold) == ("Name", True)
    assert (sheet["C2"].value, sheet["C3"].value) == (3, "=SUM(C2:C2)")
    assert sheet["B3"].value == '=IF(C2>2,"كثير","قليل")'
    assert summary["A1"].value == "='Names'!C3"
    rich = sheet["A4"].value
    assert (rich[0].text, rich[0].font.b, str(rich[1])) == ("Aviv Kochavi", True, ", chief of staff")
    assert sheet["A2"].comment.text.startswith("Text")
    assert sheet["A2"].comment.author == "م"
    assert sheet.oddHeader.center.text.startswith("Text")
    assert sheet.data_validations.dataValidation[0].formula1 == '"Text 10,Text 11"'


def test_text_boxes_and_charts_of_a_sheet():
    c = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    cache = "<c:cat><c:strRef><c:f>A!A1</c:f><c:strCache><c:pt><c:v>الاسم</c:v></c:pt></c:strCache></c:strRef></c:cat>"
    numbers = "<c:val><c:numRef><c:numCache><c:pt><c:v>12</c:v></c:pt></c:numCache></c:numRef></c:val>"
    title = '<c:title><a:p><a:pPr algn="r" rtl="1"/><a:r><a:rPr lang="ar-SA"/><a:t>عنوان</a:t></a:r></a:p></c:title>'
    parts = {
        "xl/sharedStrings.xml": strings("<x:t>الاسم</x:t>"),
        "xl/charts/chart1.xml": element("c:chartSpace", title + cache + numbers, c),
    }
    assert shown(xlsx.read(package(parts))) == ["الاسم", "عنوان"]
    chart = part(translated(package(parts), "Name", "Title"), "xl/charts/chart1.xml")
    assert "".join(chart.itertext()) == "TitleA!A1Name12"
    assert dict(next(chart.iter(f"{{{A}}}pPr")).attrib) == {"algn": "l"}
    assert b"ar-SA" not in etree.tostring(chart)


CHOICES = (
    '<x:dataValidations><x:dataValidation type="list"><x:formula1>%s</x:formula1></x:dataValidation>'
    "</x:dataValidations>"
)


@pytest.mark.parametrize(
    ("written", "translations", "expected"),
    [
        ('"نعم,لا,1"', ("Yes", "No"), '"Yes,No,1"'),
        ('"نعم, لا"', ("Yes", 'No, "never"'), "\"Yes,No 'never'\""),
        ('"لا,نعم"', ("Yes", "no " * 90), '"لا,Yes"'),
        ("$A$1:$A$2", ("Yes",), "$A$1:$A$2"),
    ],
)
def test_choices_say_what_the_cells_say(written, translations, expected):
    sheet = element("x:worksheet", CHOICES % written)
    data = package({"xl/sharedStrings.xml": strings("<x:t>نعم</x:t>"), "xl/worksheets/sheet1.xml": sheet})
    assert part(translated(data, *translations), "xl/worksheets/sheet1.xml").findtext(f".//{{{S}}}formula1") == expected


def test_formulas_find_what_the_cells_say_now():
    sheet = element(
        "x:worksheet", '<x:sheetData><x:row><x:c><x:f>IF(A1="نعم",1,"كلا")</x:f></x:c></x:row></x:sheetData>'
    )
    data = package({"xl/sharedStrings.xml": strings("<x:t>نعم</x:t>"), "xl/worksheets/sheet1.xml": sheet})
    done = translated(data, "Yes")
    assert part(done, "xl/worksheets/sheet1.xml").findtext(f".//{{{S}}}f") == 'IF(A1="Yes",1,"كلا")'
