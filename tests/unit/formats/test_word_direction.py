import pytest
from ooxml_builder import A, W, body_xml, docx, element, marked, p, package, part, r, shown

from translator.formats import docx as word


def translated(data: bytes, *translations: str) -> bytes:
    document = word.read(data)
    return word.write(document, [marked(text) for text in translations])


STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Traditional Arabic" w:cs="Traditional Arabic"/>
<w:szCs w:val="28"/><w:lang w:val="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal">
<w:pPr><w:bidi/><w:jc w:val="lowKashida"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Quote"><w:basedOn w:val="Normal"/><w:rPr><w:bCs/><w:rtl/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Latin"><w:pPr><w:bidi w:val="0"/></w:pPr></w:style>
"""


def test_styles_numbering_and_settings_turn():
    numbering = """<w:abstractNum><w:lvl><w:numFmt w:val="arabicAbjad"/><w:lvlText w:val="المادة %1:"/>
    <w:pPr><w:bidi/></w:pPr><w:rPr><w:rtl/></w:rPr></w:lvl>
    <w:lvl><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>"""
    settings = '<w:themeFontLang w:val="en-US" w:bidi="ar-SA"/>'
    data = docx(p(r("نص"), ""), styles=STYLES, numbering=numbering, settings=settings)
    assert shown(word.read(data)) == ["نص", "المادة «1|»:"]
    result = translated(data, "text", "Article «1|»:")
    styles = part(result, "word/styles.xml")
    assert not list(styles.iter(f"{{{W}}}bidi", f"{{{W}}}rtl"))
    assert [e.get(f"{{{W}}}val") for e in styles.iter(f"{{{W}}}sz")] == ["28"]
    assert len(list(styles.iter(f"{{{W}}}b"))) == 1
    assert next(styles.iter(f"{{{W}}}jc")).get(f"{{{W}}}val") == "both"
    assert next(styles.iter(f"{{{W}}}rFonts")).get(f"{{{W}}}ascii") == "Times New Roman"
    assert dict(next(styles.iter(f"{{{W}}}lang")).attrib) == {f"{{{W}}}val": "en-US"}
    levels = part(result, "word/numbering.xml")
    assert [e.get(f"{{{W}}}val") for e in levels.iter(f"{{{W}}}numFmt")] == ["lowerLetter", "bullet"]
    assert [e.get(f"{{{W}}}val") for e in levels.iter(f"{{{W}}}lvlText")] == ["Article %1:", "o"]
    assert not list(levels.iter(f"{{{W}}}bidi", f"{{{W}}}rtl"))
    assert f"{{{W}}}bidi" not in next(part(result, "word/settings.xml").iter(f"{{{W}}}themeFontLang")).attrib


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ('<w:bidi/><w:jc w:val="left"/>', '<w:jc w:val="left"/>'),  # the start, as Word means it
        ('<w:bidi/><w:jc w:val="right"/>', '<w:jc w:val="right"/>'),  # the end
        ('<w:bidi/><w:jc w:val="end"/>', '<w:jc w:val="end"/>'),
        ('<w:jc w:val="right"/>', '<w:jc w:val="left"/>'),  # pushed there by hand
        ('<w:bidi w:val="0"/><w:jc w:val="right"/>', '<w:jc w:val="left"/>'),
        ('<w:pStyle w:val="Quote"/><w:jc w:val="right"/>', '<w:pStyle w:val="Quote"/><w:jc w:val="right"/>'),
        ('<w:pStyle w:val="Latin"/><w:jc w:val="right"/>', '<w:pStyle w:val="Latin"/><w:jc w:val="left"/>'),
        ('<w:bidi/><w:jc w:val="center"/>', '<w:jc w:val="center"/>'),
        ('<w:jc w:val="highKashida"/>', '<w:jc w:val="both"/>'),
    ],
)
def test_alignment_keeps_its_meaning(properties, expected):
    styles = "" if "pStyle" not in properties else STYLES
    result = translated(docx(p(r("نص"), properties), styles=styles), "text")
    assert body_xml(result) == f"<w:p><w:pPr>{expected}</w:pPr><w:r><w:t>text</w:t></w:r></w:p>"


def test_sections_tables_and_page_numbers_turn():
    body = (
        f"<w:tbl><w:tblPr><w:bidiVisual/></w:tblPr><w:tr><w:tc>{p(r('نص'))}</w:tc></w:tr></w:tbl>"
        '<w:sectPr><w:pgNumType w:fmt="arabicAbjad"/><w:bidi/><w:rtlGutter/></w:sectPr>'
    )
    xml = body_xml(translated(docx(body), "text"))
    assert "bidi" not in xml
    assert "rtlGutter" not in xml
    assert '<w:pgNumType w:fmt="lowerLetter"/>' in xml


def test_arabic_that_stays_keeps_its_direction_and_the_rest_turns():
    body = p(r("يبقى")) + p(r("يترجم")) + p(r("من النمط"), '<w:spacing w:after="0"/>')
    data = docx(body, styles=STYLES)
    xml = body_xml(translated(data, "يبقى", "translated", "من النمط"))
    assert xml == (
        p(r("يبقى"))
        + "<w:p><w:pPr/><w:r><w:t>translated</w:t></w:r></w:p>"
        + p(r("من النمط"), '<w:bidi/><w:spacing w:after="0"/>')
    )


def test_bound_controls_let_go_of_their_data():
    control = "<w:sdt><w:sdtPr><w:dataBinding w:xpath='/x'/></w:sdtPr><w:sdtContent>%s</w:sdtContent></w:sdt>"
    assert "dataBinding" not in body_xml(translated(docx(control % p(r("عنوان"))), "Title"))


def test_smart_art_and_theme():
    paragraph = '<a:p><a:pPr rtl="1" algn="r"/><a:r><a:rPr lang="ar-SA"/><a:t>فكرة</a:t></a:r></a:p>'
    data = package(
        {
            "word/document.xml": element("w:document", "<w:body/>"),
            "word/diagrams/data1.xml": element("a:root", f"<a:t>{paragraph}</a:t>"),
            "word/theme/theme1.xml": element("a:theme", '<a:latin typeface="Sakkal Majalla"/>'),
        }
    )
    result = translated(data, "Idea")
    properties = next(part(result, "word/diagrams/data1.xml").iter(f"{{{A}}}pPr"))
    assert dict(properties.attrib) == {"algn": "l"}
    assert next(part(result, "word/theme/theme1.xml").iter(f"{{{A}}}latin")).get("typeface") == "Times New Roman"


@pytest.mark.parametrize(("bidi", "left", "right"), [("<w:bidi/>", "2200", "1000"), ("", "1000", "2200")])
def test_the_wider_margin_goes_to_the_other_side_of_a_page_that_was_bound_on_its_right(bidi, left, right):
    section = f'<w:sectPr><w:pgMar w:left="1000" w:right="2200" w:gutter="700"/>{bidi}<w:rtlGutter/></w:sectPr>'
    result = part(translated(docx(p(r("نص")) + section), "text"), "word/document.xml")
    (margins,) = result.iter(f"{{{W}}}pgMar")
    assert (margins.get(f"{{{W}}}left"), margins.get(f"{{{W}}}right")) == (left, right)
    assert not list(result.iter(f"{{{W}}}bidi", f"{{{W}}}rtlGutter"))
