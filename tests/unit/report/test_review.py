"""Copies for review: two columns as HTML and docx, and XLIFF."""

import io
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from translator.errors import OptionsError
from translator.report.review import BILINGUAL, XLIFF, bilingual

DOCX, HTML = BILINGUAL
XML = {"x": "urn:oasis:names:tc:xliff:document:1.2"}
ODD = "\N{REPLACEMENT CHARACTER}"


def rows(data: bytes):
    return Document(io.BytesIO(data)).tables[0].rows[1:]


def test_docx_has_a_row_a_segment_with_arabic_on_the_right(report):
    cells = [[cell.text for cell in row.cells] for row in rows(DOCX.render(report.files[0]))]
    assert [row[0] for row in cells] == ["1", "2", "3"]
    assert cells[0][1:] == ["Netanyahu said the Pentagon had agreed.", "قال نتنياهو إن البنتاغون وافق."]
    english, *problems = cells[1][1].split("\n")
    assert english == 'Gantz met 21 <script>alert("x")</script> officers.'
    assert problems == [
        "«رئيس الأركان» should read “chief of staff”",
        "12 is not in the translation",
        "much shorter\tthan the source",
    ]


def test_docx_paragraphs_have_their_direction_and_terms_their_colour(report):
    for row in rows(DOCX.render(report.files[0])):
        english, arabic = (cell.paragraphs[0]._p for cell in row.cells[1:])
        assert arabic.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
        assert english.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is None
        assert all(run.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None for run in arabic.iter(qn("w:r")))
    gantz = rows(DOCX.render(report.files[0]))[1].cells[1].paragraphs[0].runs[0]
    shade = gantz._r.find(f"{qn('w:rPr')}/{qn('w:shd')}")
    assert (gantz.text, shade.get(qn("w:fill"))) == ("Gantz", "FBDFA6")


def test_docx_is_the_same_for_the_same_result_and_every_part_is_xml(report):
    data = DOCX.render(report.files[1])
    assert data == DOCX.render(report.files[1])
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.namelist()[0] == "[Content_Types].xml"
        assert [etree.fromstring(package.read(name)) is None for name in package.namelist()].count(True) == 0
    assert rows(data)[0].cells[1].text == f"a line\nanother {ODD}"


def test_html_escapes_and_highlights(report):
    page = HTML.render(report.files[0]).decode()
    assert '<td lang="ar" dir="rtl"><div class="text">قال <mark class="hit free"' in page
    assert "<script" not in page
    assert 'class="hit splice"' in page
    assert "much shorter\tthan the source" in page
    assert "quotation marks dropped" not in page
    assert HTML.render(report.files[1]).decode().count("<tr") == 2


def test_xliff_holds_every_segment_once(report):
    root = etree.fromstring(XLIFF.render(report.files[0]))
    assert root.xpath("//x:file/@source-language | //x:file/@target-language", namespaces=XML) == ["ar", "en"]
    units = root.findall(".//x:trans-unit", XML)
    shown = [segment for segment in report.files[0].segments if segment.source]
    assert [unit.get("id") for unit in units] == [segment.id for segment in shown]
    assert [unit.findtext("x:source", None, XML) for unit in units] == [segment.source for segment in shown]
    assert [unit.findtext("x:target", None, XML) for unit in units] == [segment.target for segment in shown]
    assert [unit.get("translate") for unit in units] == [None, None, "no"]
    assert units[0].find("x:target", XML).get("state") == "needs-review-translation"
    notes = [note.text for note in units[1].findall("x:note", XML)]
    assert notes[0] == "«رئيس الأركان» should read “chief of staff”"
    assert notes[-2:] == ["غانتس → Gantz", "رئيس الأركان → chief of staff"]


def test_xliff_takes_what_is_no_xml(report):
    root = etree.fromstring(XLIFF.render(report.files[1]))
    assert root.findtext(".//x:source", None, XML) == f"سطر\nثان {ODD}"


@pytest.mark.parametrize("suffix", ["docx", ".docx", "DOCX"])
def test_kinds(suffix: str):
    assert bilingual(suffix) is DOCX


def test_an_unknown_kind_lists_the_known_ones():
    with pytest.raises(OptionsError) as caught:
        bilingual("pdf")
    assert caught.value.hint == "kinds: docx html"
