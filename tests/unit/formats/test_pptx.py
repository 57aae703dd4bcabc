import io
from pathlib import Path

import openpyxl
import pptx as python_pptx
import pytest
from ooxml_builder import A, element, marked, package, part, shown

from translator.document import Translation
from translator.formats import pptx

FIXTURE = Path(__file__).parents[2] / "fixtures" / "pptx" / "everything.pptx"
SLIDE = "ppt/slides/slide1.xml"


def slide(paragraphs: str) -> bytes:
    return package({SLIDE: element("x:sld", paragraphs)})


def p(content: str, properties: str = '<a:pPr rtl="1" algn="r"/>') -> str:
    return f'<a:p>{properties}{content}<a:endParaRPr lang="ar-SA"/></a:p>'


def r(text: str, attributes: str = 'lang="ar-SA"', children: str = "") -> str:
    return f"<a:r><a:rPr {attributes}>{children}</a:rPr><a:t>{text}</a:t></a:r>"


def translated(data: bytes, *translations: str) -> bytes:
    return pptx.write(pptx.read(data), [marked(text) for text in translations])


LINK = '<a:hlinkClick r:id="rId1"/>'
CASES = {
    "runs split by language": (r("عام ") + r("2018", 'lang="en-US" dirty="0"'), "عام 2018", "year 2018", "year 2018"),
    "bold": (
        r("بحث أمس ") + r("نتنياهو", 'lang="ar-SA" b="1"'),
        "بحث أمس «1|نتنياهو»", "«1|Netanyahu» met", "[Netanyahu] met",
    ),
    "a link": (r("انظر ") + r("الموقع هنا", children=LINK), "انظر «1|الموقع هنا»", "see «1|it now»", "see {it now}"),
    "a link and a full stop": (r("الموقع", children=LINK) + r("."), "«1|الموقع».", "«1|Site».", "{Site}."),
    "a link alone": (r("الموقع", children=LINK), "الموقع", "Site", "{Site}"),
    "a break": (r("سطر") + "<a:br/>" + r("ثان"), "سطر«1|» ثان", "line«1|» two", "line\\ntwo"),
    "a tab": (r("اسم:\tنص"), "اسم:«1|» نص", "Name:«1|» text", "Name:\ttext"),
    "a slide number": (
        r("صفحة ") + '<a:fld type="slidenum"><a:t>3</a:t></a:fld>' + r(" هنا"),
        "صفحة «1|» هنا", "page «1|» here", "page <3> here",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_paragraph_is_one_segment(name):
    content, segment, translation, expected = CASES[name]
    data = slide(p(content))
    assert shown(pptx.read(data)) == [segment]
    paragraph = next(part(translated(data, translation), SLIDE).iter(f"{{{A}}}p"))
    assert paragraph[0].tag == f"{{{A}}}pPr"
    assert paragraph[-1].tag == f"{{{A}}}endParaRPr"
    assert "".join(map(_looks, paragraph)) == expected


def _looks(node) -> str:
    text = node.findtext(f"{{{A}}}t") or ""
    properties = node.find(f"{{{A}}}rPr")
    if node.tag == f"{{{A}}}fld":
        return f"<{text}>"
    if node.tag == f"{{{A}}}br":
        return "\\n"
    if properties is not None and properties.get("b"):
        return f"[{text}]"
    return f"{{{text}}}" if node.find(f".//{{{A}}}hlinkClick") is not None else text


def test_a_date_is_a_place_of_its_own():
    data = slide(p(r("حرر في ") + '<a:fld type="datetime1"><a:t>الجمعة</a:t></a:fld>' + r(" هنا")))
    assert shown(pptx.read(data)) == ["حرر في «1|» هنا", "الجمعة"]
    assert "".join(part(translated(data, "done «1|» here", "Friday"), SLIDE).itertext()) == "done Friday here"


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ('<a:pPr rtl="1" algn="r"/>', {"algn": "l"}),
        ('<a:pPr rtl="1" algn="l"/>', {"algn": "l"}),
        ('<a:pPr rtl="1" algn="ctr"/>', {"algn": "ctr"}),
        ('<a:pPr algn="r"/>', {"algn": "l"}),
        ('<a:pPr rtl="0" marR="0" algn="just"/>', {"algn": "just", "marR": "0"}),
    ],
)
def test_paragraphs_turn(properties, expected):
    result = part(translated(slide(p(r("نص"), properties)), "text"), SLIDE)
    assert dict(next(result.iter(f"{{{A}}}pPr")).attrib) == expected
    assert next(result.iter(f"{{{A}}}endParaRPr")).get("lang") == "en-US"


def test_latin_paragraphs_and_arabic_that_stays_keep_their_side():
    data = slide(p(r("12"), '<a:pPr algn="r"/>') + p(r("يبقى")) + p(r("نص")))
    written = part(translated(data, "12", "يبقى", "text"), SLIDE)
    assert [dict(e.attrib) for e in written.iter(f"{{{A}}}pPr")] == [
        {"algn": "r"},
        {"rtl": "1", "algn": "r"},
        {"algn": "l"},
    ]


def test_tables_bodies_and_list_styles_turn():
    level = '<a:lvl1pPr rtl="1" algn="r"><a:buAutoNum type="arabic1Minus"/><a:defRPr lang="ar-SA"/></a:lvl1pPr>'
    frame = f'<a:bodyPr rtlCol="1"/><a:tblPr rtl="1"><a:tableStyleId>{{5C22544A}}</a:tableStyleId></a:tblPr>{level}'
    written = part(translated(slide(frame + p(r("نص"))), "text"), SLIDE)
    assert not next(written.iter(f"{{{A}}}bodyPr")).attrib
    assert not next(written.iter(f"{{{A}}}tblPr")).attrib
    assert written.findtext(f".//{{{A}}}tableStyleId") == "{5C22544A}"
    assert dict(next(written.iter(f"{{{A}}}lvl1pPr")).attrib) == {"algn": "l"}
    assert next(written.iter(f"{{{A}}}buAutoNum")).get("type") == "alphaLcPeriod"
    assert next(written.iter(f"{{{A}}}defRPr")).get("lang") == "en-US"


def test_slides_are_read_in_the_order_of_their_numbers():
    parts = {f"ppt/slides/slide{n}.xml": element("x:sld", p(r(f"شريحة {n}"))) for n in (10, 2, 1)}
    assert shown(pptx.read(package(parts))) == ["شريحة 1", "شريحة 2", "شريحة 10"]


def test_everything_opens_and_keeps_what_it_had():
    document = pptx.read(FIXTURE.read_bytes())
    english = {
        "بحث رئيس": "«1|Benjamin Netanyahu» discussed threats.",
        "الاسم": "Name",
        "الموقع": "Site",
        "يناير": "January",
    }
    translations = [
        next((marked(t) for start, t in english.items() if s.text.startswith(start)), Translation(f"Text {n}"))
        for n, s in enumerate(document.segments)
    ]
    opened = python_pptx.Presentation(io.BytesIO(pptx.write(document, translations)))
    first, second = opened.slides
    lines = first.placeholders[1].text_frame.paragraphs
    assert next((run.text, run.font.bold) for run in lines[0].runs) == ("Benjamin Netanyahu", True)
    assert not any(run.font.bold for run in lines[0].runs[1:])
    assert (lines[1].runs[0].text, lines[1].runs[0].hyperlink.address) == ("Site", "https://example.org/")
    assert second.notes_slide.notes_text_frame.text.startswith("Text")
    tables = [shape.table for shape in second.shapes if shape.has_table]
    assert tables[0].cell(0, 0).text == "Name"
    assert not tables[0]._tbl.tblPr.get("rtl")
    charts = [shape.chart for shape in second.shapes if shape.has_chart]
    assert next(iter(charts[0].plots[0].categories)) == "January"
    assert charts[0].chart_title.text_frame.text.startswith("Text")
    assert not [e for s in opened.slides for e in s.element.iter(f"{{{A}}}pPr") if e.get("rtl") or e.get("algn") == "r"]


def test_the_workbook_behind_a_chart_says_what_the_chart_says():
    document = pptx.read(FIXTURE.with_name("chart.pptx").read_bytes())
    english = {"المنطقة الشرقية": "East", "المنطقة الغربية": "West", "الإيرادات": "Revenue"}
    done = pptx.write(document, [Translation(english.get(s.text, "English"), s.marks) for s in document.segments])
    assert len([s for s in document.segments if s.text == "المنطقة الشرقية"]) == 1
    frame = next(shape for shape in python_pptx.Presentation(io.BytesIO(done)).slides[0].shapes if shape.has_chart)
    rows = openpyxl.load_workbook(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob)).active.values
    assert list(rows)[:2] == [(None, "Revenue", "English"), ("East", 1, 2)]
    assert [category.label for category in frame.chart.plots[0].categories] == ["East", "West", "English"]
