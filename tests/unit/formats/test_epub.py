import io
import zipfile
from pathlib import Path

import pytest
from ebooklib import epub as ebooklib
from lxml import etree

from translator.document import Translation
from translator.errors import InputError
from translator.formats import epub

FIXTURES = Path(__file__).parents[2] / "fixtures" / "epub"
BOOKS = sorted(FIXTURES.glob("*.epub"))
EPUB2 = (FIXTURES / "epub2.epub").read_bytes()


def english(data: bytes, text: str = "Text {}") -> dict[str, str]:
    """The text parts of the translated book, every segment a numbered text."""
    return unpacked(translated(data, text))


def translated(data: bytes, text: str = "Text {}") -> bytes:
    document = epub.read(data)
    numbered = enumerate(document.segments, 1)
    return epub.write(document, [Translation(text.format(number), segment.marks) for number, segment in numbered])


def unpacked(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name).decode() for name in package.namelist() if not name.endswith(".png")}


def repacked(data: bytes, **changes: str) -> bytes:
    """The book with parts replaced or added; '' for leaving one out."""
    parts = unpacked(data) | {name.replace("__", "/").replace("_", "."): text for name, text in changes.items()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, text in parts.items():
            if text:
                package.writestr(name, text)
    return target.getvalue()


def test_segments_come_in_reading_order():
    assert [(s.id, s.text) for s in epub.read(EPUB2).segments] == [
        ("OEBPS/book.opf#1", "تاريخ القدس"),
        ("OEBPS/book.opf#2", "كتاب عن <b>المدينة</b>"),
        ("OEBPS/book.opf#3", "تاريخ"),
        ("OEBPS/book.opf#4", "سلسلة المدن"),
        ("OEBPS/book.opf#5", "المحتويات"),
        ("OEBPS/toc.ncx#1", "تاريخ القدس"),
        ("OEBPS/toc.ncx#2", "الفصل الأول"),
        ("OEBPS/text/one.xhtml#1", "الفصل الأول"),
        ("OEBPS/text/one.xhtml#2", "الفصل الأول"),
        ("OEBPS/text/one.xhtml#3", "ولد\xa0محمد في القدس. سطر"),
        ("OEBPS/text/one.xhtml#4", "خريطة"),
        ("OEBPS/text/two b.xhtml#1", "خاتمة"),
    ]


def test_every_list_and_page_turns_and_only_they():
    before, after = unpacked(EPUB2), english(EPUB2)
    opf = after["OEBPS/book.opf"]
    assert "<dc:language>en</dc:language>" in opf
    assert 'content="horizontal-lr"' in opf
    assert "<dc:title>Text 1</dc:title>" in opf
    assert "محمد علي" in opf
    assert "دار النشر" in opf
    assert 'content="Text 4"' in opf
    assert 'title="Text 5"' in opf
    assert '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="en">' in after["OEBPS/toc.ncx"]
    assert "direction: ltr; text-align: left;" in after["OEBPS/style.css"]
    assert ".note { float: right; margin-left: 2em; }" in after["OEBPS/style.css"]
    assert 'dir="ltr"' in after["OEBPS/text/two b.xhtml"]
    assert "text-align:left" in after["OEBPS/text/two b.xhtml"]
    assert after["META-INF/container.xml"] == before["META-INF/container.xml"]


def test_declaration_doctype_and_markup_stay():
    page = english(EPUB2)["OEBPS/text/one.xhtml"]
    before = unpacked(EPUB2)["OEBPS/text/one.xhtml"]
    assert page.splitlines()[:2] == before.splitlines()[:2]
    assert english(EPUB2)["OEBPS/toc.ncx"].splitlines()[:2] == unpacked(EPUB2)["OEBPS/toc.ncx"].splitlines()[:2]
    assert "<!-- سر -->" in page
    for tag in ("<i>", "<b>", '<a href="two%20b.xhtml#x">', "<br/>", 'alt="Text 11"'):
        assert page.count(tag) == 1


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
@pytest.mark.parametrize("text", ["Text {}", "a < b & \"c\" 'd' ]]> \0 \ud800 {}"])
def test_a_translated_book_is_well_formed_and_opens(path, text, tmp_path):
    result = translated(path.read_bytes(), text)
    for name, part in unpacked(result).items():
        if not name.endswith((".css", "mimetype")):
            etree.fromstring(part.encode(), etree.XMLParser(resolve_entities=False))
    with zipfile.ZipFile(io.BytesIO(result)) as package:
        first = package.infolist()[0]
        assert (first.filename, first.compress_type, package.read(first)) == (
            "mimetype",
            zipfile.ZIP_STORED,
            b"application/epub+zip",
        )


def test_ebooklib_reads_the_result(tmp_path):
    target = tmp_path / "book.epub"
    target.write_bytes(translated((FIXTURES / "ar.epub").read_bytes()))
    book = ebooklib.read_epub(target)
    assert book.language == "en"
    assert book.title == "Text 1"
    assert [link.title for link in book.toc] == ["Text 6"]
    spine = english((FIXTURES / "ar.epub").read_bytes())["EPUB/content.opf"]
    assert 'page-progression-direction="ltr"' in spine


def test_note_references_are_points():
    segment = next(s for s in epub.read((FIXTURES / "ar.epub").read_bytes()).segments if s.text.startswith("ولد"))
    assert segment.text == "ولد محمد في القدس."
    assert [mark.is_point for mark in segment.marks] == [False, True]


def test_a_book_left_to_right_keeps_its_style_sheets():
    sheet = ".a { float: right }"
    data = repacked(EPUB2, OEBPS__style_css=sheet, **{"OEBPS__text__two b_xhtml": "<html><p>نص</p></html>"})
    assert english(data)["OEBPS/style.css"] == sheet


def encryption(uri: str) -> str:
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData xmlns="urn:x"><CipherData>'
        f'<CipherReference URI="{uri}"/></CipherData></EncryptedData></encryption>'
    )


def test_locked_text_is_refused_and_locked_fonts_are_not():
    epub.read(repacked(EPUB2, **{"META-INF__encryption_xml": encryption("OEBPS/font.otf")}))
    with pytest.raises(InputError, match="encrypted"):
        epub.read(repacked(EPUB2, **{"META-INF__encryption_xml": encryption("OEBPS/text/two%20b.xhtml")}))


@pytest.mark.parametrize(
    "changes",
    [
        {"META-INF__container_xml": ""},
        {"META-INF__container_xml": "<container/>"},
        {"OEBPS__book_opf": ""},
        {"OEBPS__book_opf": "<package>"},
        {"OEBPS__text__one_xhtml": "<!DOCTYPE html [<!ENTITY a 'b'>]><html>&a;</html>"},
        {"OEBPS__text__one_xhtml": "<p>" * 10_000},
        {"OEBPS__toc_ncx": "<ncx"},
    ],
)
def test_damaged_books_are_refused(changes):
    with pytest.raises(InputError):
        epub.read(repacked(EPUB2, **changes))


def test_a_page_that_is_not_well_formed_does_not_spoil_the_book():
    data = repacked(EPUB2, OEBPS__text__one_xhtml="<html><body><p>نص <b>أول<p>ثان</body></html>")
    assert "Text" in english(data)["OEBPS/text/one.xhtml"]


def test_named_references_stay_as_the_page_has_them():
    page = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "x.dtd"><html><p>نص&nbsp;أول</p></html>'
    data = repacked(EPUB2, OEBPS__text__one_xhtml=page)
    assert "Text&nbsp;8" in english(data, "Text\u00a0{}")["OEBPS/text/one.xhtml"]
