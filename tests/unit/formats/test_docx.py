import io
import zipfile
from pathlib import Path

import docx as python_docx
import pytest
from docx.oxml.ns import qn
from ooxml_builder import W, body_xml, marked, package, part

from translator.document import Translation
from translator.errors import InputError
from translator.formats import docx as word
from translator.formats.table import by_name

FIXTURE = Path(__file__).parents[2] / "fixtures" / "docx" / "everything.docx"


def test_a_document_that_nobody_translated_is_given_back():
    data = FIXTURE.read_bytes()
    document = word.read(data)
    assert word.write(document, document.identity()) == data


@pytest.mark.parametrize("other", ["pptx", "xlsx"])
def test_documents_of_other_formats_are_refused(other):
    data = (FIXTURE.parents[1] / other / f"everything.{other}").read_bytes()
    with pytest.raises(InputError, match="no document of this format"):
        word.read(data)
    with pytest.raises(InputError, match="no document of this format"):
        by_name(other).module.read(FIXTURE.read_bytes())


@pytest.mark.parametrize(
    ("name", "part_name", "content_type"),
    [
        ("docx", "word/document.xml", "vnd.ms-word.document.macroEnabled.main+xml"),
        ("docx", "word/document.xml", "vnd.ms-word.template.macroEnabledTemplate.main+xml"),
        ("docx", "word/document.xml", "vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"),
        ("pptx", "ppt/presentation.xml", "vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml"),
        ("pptx", "ppt/presentation.xml", "vnd.ms-powerpoint.presentation.macroEnabled.main+xml"),
        ("xlsx", "xl/workbook.xml", "vnd.ms-excel.sheet.macroEnabled.main+xml"),
        ("xlsx", "xl/workbook.xml", "vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"),
    ],
)
def test_macros_and_templates_are_documents_too(name, part_name, content_type):
    override = f'<Override PartName="/{part_name}" ContentType="application/{content_type}"/>'
    types = f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{override}</Types>'
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as opened:
        opened.writestr("[Content_Types].xml", types)
        opened.writestr(part_name, "<root/>")
    assert by_name(name).module.read(target.getvalue()).segments == ()


def test_strict_documents_are_refused_not_passed_over():
    strict = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"/>'
    with pytest.raises(InputError, match="Strict"):
        word.read(package({"word/document.xml": strict}))


@pytest.fixture(scope="module")
def everything():
    """The document with everything in it, each segment translated to English words of the same number."""
    document = word.read(FIXTURE.read_bytes())
    english = {
        "بحث رئيس": "«1|Benjamin Netanyahu» discussed regional threats.",
        "وقال أفيف": "«1|Aviv Kochavi» said it goes on «2|since 2018».",
        "نشر البيان": "The «1|official statement» came out on Friday«2|».",
        "التاريخ": "Date:«1|» Friday«2|» Place: Jerusalem",
        "التوتر": "The «1|American» «2|»tension with Iran.",
        "حرر في": "Done on «1|» in Jerusalem.",
        "السيد": "Mr «1|Mark Milley»",
        "هل ستوقع": "Will Iran sign? «1|No.» said Netanyahu.",
        "01 كانون": "01 January 2021",
        "الاسم": "Name",
        "خريطة": "Site map",
        "وصف": "Box",
    }
    translations = [
        next((marked(t) for start, t in english.items() if s.text.startswith(start)), Translation(f"Text {n}"))
        for n, s in enumerate(document.segments)
    ]
    return word.write(document, translations)


def test_everything_opens_and_keeps_what_it_had(everything):
    opened = python_docx.Document(io.BytesIO(everything))
    paragraphs = {paragraph.text: paragraph for paragraph in opened.paragraphs}
    bold = paragraphs["Benjamin Netanyahu discussed regional threats."].runs
    assert (bold[0].text, bold[0].bold) == ("Benjamin Netanyahu", True)
    assert not any(run.bold for run in bold[1:])
    said = paragraphs["Aviv Kochavi said it goes on since 2018."].runs
    assert (said[0].text, said[0].bold, said[0].font.size.pt) == ("Aviv Kochavi", True, 16)
    assert [run.text for run in said if run.italic] == ["since 2018"]
    assert all(run.font.name == "Arial" for run in said)
    (link,) = paragraphs["The official statement came out on Friday."].hyperlinks
    assert (link.text, link.url) == ("official statement", "https://example.org/ar")
    assert paragraphs["The official statement came out on Friday."]._p.xpath(".//w:footnoteReference")
    assert "Date:\tFriday\nPlace: Jerusalem" in paragraphs
    assert opened.tables[0].cell(0, 0).text == "Name"
    assert opened.tables[0].cell(0, 0).paragraphs[0].runs[0].bold
    assert [style.name for style in (opened.tables[0].style,)] == ["Table Grid"]
    assert len(opened.inline_shapes) == 1
    assert next(iter(opened.comments)).text.startswith("Text")
    assert opened.core_properties.title.startswith("Text")


def test_everything_is_left_to_right(everything):
    opened = python_docx.Document(io.BytesIO(everything))
    section = opened.sections[0]
    for root in (opened.element, section.header._element, section.footer._element, opened.styles.element):
        for name in ("w:bidi", "w:bidiVisual", "w:rtlGutter", "w:rtl", "w:cs"):
            assert not list(root.iter(qn(name))), name
        assert b'"ar-' not in python_docx.oxml.xmlchemy.serialize_for_reading(root).encode()


def test_everything_keeps_fields_tracking_pictures_and_text_boxes(everything):
    xml = body_xml(everything)
    assert ' DATE \\@ "dd MMMM yyyy" ' in xml
    assert xml.count("fldChar ") == 3
    assert "<w:delText>الإسرائيلي </w:delText>" in xml
    assert 'w:author="A"' in xml
    assert xml.count('descr="Site map"') == 1
    assert xml.count("<w:txbxContent>") == 2
    boxes = part(everything, "word/document.xml").iter(f"{{{W}}}txbxContent")
    assert len({"".join(box.itertext()) for box in boxes}) == 1
    assert "01 January 2021" in xml
    assert xml.count("commentReference") == 1
    assert part(everything, "word/footer1.xml").find(f".//{{{W}}}instrText").text == " PAGE "
