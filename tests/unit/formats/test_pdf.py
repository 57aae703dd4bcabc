import io
import time
import zipfile
import zlib
from functools import cache
from pathlib import Path

import docx as python_docx
import pytest
from docx.oxml.ns import qn

from translator.document import Document, Mark, Span, Translation
from translator.errors import InputError
from translator.formats import docx, pdf

FIXTURES = Path(__file__).parents[2] / "fixtures" / "pdf"


@cache
def read(name: str) -> Document:
    return pdf.read((FIXTURES / name).read_bytes())


def texts(name: str) -> list[str]:
    return [segment.text for segment in read(name).segments]


def english(name: str) -> bytes:
    document = read(name)
    new = [(f"Text {n}", segment) for n, segment in enumerate(document.segments)]
    return pdf.write(document, [Translation(text, over(text, segment.marks)) for text, segment in new])


def over(text: str, marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Ranges over all of `text`, points at its end."""
    return tuple(Mark(m.id, Span(len(text) if m.is_point else 0, len(text))) for m in marks)


def test_paragraphs_headings_lists_and_tables_of_an_office_document():
    assert texts("office.pdf") == [
        "اجتماع أمني",
        "وزارة الدفاع – سري",
        "اجتماع أمني رفيع",
        "بحث رئيس الحكومة الإسرائيلية، بنيامين نتنياهو، مع رئيس هيئة الأركان المشتركة الأميركية التهديدات الإقليمية.",
        "وقال أفيف كوخافي إن «التعاون العسكري» مستمر منذ عام 2018.",
        "نشر البيان الرسمي يوم الجمعة.",
        "البند الأول: الاتفاق النووي",
        "البند الثاني: التعاون العسكري",
        "الاسم",
        "المنصب",
        "بيني غانتس",
        "وزير الأمن",
        "التاريخ: الجمعة",
        "المكان: القدس",
        "التوتر الأميركي الإسرائيلي ضد إيران.",
        "حرر في 23 November 2026 في القدس.",
        "السيد مارك ميلي المحترم",
        "نص داخل مربع",
        "صورة:",
        "رئيس الأركان",
        "هل ستوقع إيران الاتفاق؟ لا. قال نتنياهو: «لن نسمح بذلك».",
        "1 المصدر: صحيفة نيويورك تايمز",
    ]


def test_columns_are_read_from_the_right_and_paragraphs_cross_them():
    found = texts("columns.pdf")
    assert found[1] == "اجتماع أمني رفيع (سري)"
    assert "قناة (CNN) عام 2018 عن شركة iPhone 12 وطائرة F-16" in found[2]
    assert "النسبة 50% في الفترة 2010-2018، بتاريخ 10/5/2018 وبسعر 1,250.75 دولار [مصدر]" in found[2]
    assert found[5].startswith("بحث رئيس الحكومة")
    assert found[5].endswith("سوريا ولبنان والعراق واليمن.")
    assert found[6].startswith("وقال وزير الأمن")
    assert "أمام أي تهديد، وأن التنسيق" in found[6]
    assert found[7].startswith("وأضاف أن الولايات")
    assert found[8:] == ["الاسم", "المنصب", "السنة", "بيني غانتس", "وزير الأمن منذ 2020"]


def test_running_heads_are_read_once_and_paragraphs_cross_pages():
    found = texts("pages.pdf")
    assert found[:3] == ["كتاب", "وزارة الدفاع – سري", "الفصل الأول"]
    assert len(found) == 33
    sentence = "بحث رئيس الحكومة الإسرائيلية بنيامين نتنياهو مع رئيس هيئة الأركان المشتركة الأميركية"
    for number, text in enumerate(found[3:], 1):
        assert text.startswith(sentence if number == 1 else f"{number} {sentence}")
        assert text.endswith("المقبلة.")
        assert "صفحة" not in text


def test_bold_links_and_the_signs_of_notes_are_marks():
    segments = {s.text.split()[0]: s for s in read("office.pdf").segments}
    assert [m.span.of(segments["بحث"].text) for m in segments["بحث"].marks] == ["بنيامين نتنياهو"]
    assert [m.span.start for m in segments["نشر"].marks if m.is_point] == [len("نشر البيان الرسمي يوم الجمعة")]
    (link,) = next(s for s in read("columns.pdf").segments if "رابط" in s.text).marks
    assert link.span.start == len("هذا رابط إلى ")


def test_the_result_is_a_clean_word_document():
    result = python_docx.Document(io.BytesIO(english("office.pdf")))
    paragraphs = [p for p in result.paragraphs if p.text]
    assert result.core_properties.title == "Text 0"
    assert [p.text for p in paragraphs if p.style.name == "Heading 1"] == ["Text 2"]
    assert [cell.text for row in result.tables[0].rows for cell in row.cells] == [f"Text {n}" for n in range(8, 12)]
    assert [p.text for p in paragraphs if p.text.startswith("•")] == ["•\tText 6", "•\tText 7"]
    assert [run.text for p in paragraphs for run in p.runs if run.font.superscript] == ["1"]
    assert (
        not result.element.body.iter(qn("w:bidi")).__next__() if list(result.element.body.iter(qn("w:bidi"))) else True
    )
    assert "PAGE" in result.sections[0].footer._element.xml
    assert docx.read(english("office.pdf")).segments


def test_arabic_that_stays_runs_right_to_left():
    document = read("columns.pdf")
    result = python_docx.Document(io.BytesIO(pdf.write(document, document.identity())))
    arabic = [p for p in result.paragraphs if p.text]
    assert all(p._p.pPr.find(qn("w:bidi")) is not None for p in arabic)
    assert result.tables[0]._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    assert [cell.text for cell in result.tables[0].rows[0].cells] == ["الاسم", "المنصب", "السنة"]


def test_links_lead_where_they_led():
    data = english("columns.pdf")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert b'Target="https://example.org/a"' in package.read("word/_rels/document.xml.rels")
        assert package.read("word/document.xml").count(b"<w:hyperlink") == 1


def test_the_same_input_gives_the_same_bytes():
    again = pdf.read((FIXTURES / "office.pdf").read_bytes())
    assert again.segments == read("office.pdf").segments
    assert pdf.write(again, again.identity()) == pdf.write(read("office.pdf"), again.identity())


def one_page(content: bytes, more: bytes = b"") -> bytes:
    """A PDF of one page with this content stream."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Length " + str(len(content)).encode() + more + b">>stream\n" + content + b"\nendstream endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n"
    )


def test_a_minimal_file_is_read():
    data = one_page(b"BT /F 12 Tf 72 700 Td (Hello world) Tj ET")
    assert [segment.text for segment in pdf.read(data).segments] == ["Hello world"]


@pytest.mark.parametrize(
    ("data", "message", "hint"),
    [
        (one_page(b""), "no text", "OCR"),
        (one_page(b"0 0 100 100 re f"), "no text", "OCR"),
        (b"", "empty", ""),
        (b"%PDF-1.7\n%%EOF", "damaged", ""),
        ((FIXTURES / "office.pdf").read_bytes()[:2000], "damaged", ""),
        (one_page(zlib.compress(bytes(400 << 20)), b"/Filter/FlateDecode"), "bomb", ""),
        (one_page(zlib.compress(zlib.compress(bytes(60 << 20))), b"/Filter[/FlateDecode/FlateDecode]"), "bomb", ""),
        (b"%PDF-1.4\n" + b"[" * 100_000, "damaged", ""),
    ],
    ids=lambda value: repr(value[:12]),
)
def test_pictures_damage_and_bombs_are_refused(data, message, hint):
    started = time.process_time()
    with pytest.raises(InputError, match=message) as caught:
        pdf.read(data)
    assert "\n" not in str(caught.value)
    assert hint in caught.value.hint
    assert time.process_time() - started < 5
