"""Bilingual documents as other programs write them: translate-toolkit, polib, python-docx, the csv module."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

import polib
import pytest
from docx import Document
from translate.storage.tmx import tmxfile
from translate.storage.xliff import xlifffile

from translator.document import Pair
from translator.errors import InputError
from translator.formats.table import FORMATS, by_name
from translator.report.review import BILINGUAL
from translator.result import FileResult, Finding, SegmentResult

ROWS = (("قال نتنياهو", "Netanyahu said"), ("وصل 5 وزراء", "Five ministers arrived"), ("لم يترجم بعد", ""))
XLIFF = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="ar"
 target-language="en" datatype="plaintext"><body>{}</body></file></xliff>"""


def texts(pairs: Iterable[Pair]) -> tuple[tuple[str, str], ...]:
    return tuple((pair.source, pair.target) for pair in pairs)


def pairs(name: str, data: bytes | str) -> tuple[Pair, ...]:
    return by_name(name).pairs(data.encode() if isinstance(data, str) else data)


def xliff_1(units: str) -> tuple[Pair, ...]:
    return pairs("xliff", XLIFF.format(units))


def table(rows: Iterable[Iterable[str]], document: object = None) -> bytes:
    """A Word document with a table, written by python-docx."""
    written = document or Document()
    cells = [list(row) for row in rows]
    made = written.add_table(len(cells), len(cells[0]))
    for row, texts_ in zip(made.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts_, strict=True):
            first, *more = text.split("\n")
            cell.paragraphs[0].text = first
            for one in more:
                cell.add_paragraph(one)
    stream = io.BytesIO()
    written.save(stream)
    return stream.getvalue()


def test_xliff_by_translate_toolkit():
    store = xlifffile()
    store.settargetlanguage("en")
    for source, target in ROWS:
        store.addsourceunit(source).target = target
    assert texts(pairs("xliff", bytes(store))) == ROWS


def test_tmx_by_translate_toolkit():
    memory = tmxfile()
    for source, target in ROWS[:2]:
        memory.addtranslation(source, "ar", target, "en")
    assert texts(pairs("tmx", bytes(memory))) == ROWS[:2]


def test_tmx_by_translate_toolkit_from_english():
    memory = tmxfile()
    for source, target in ROWS[:2]:
        memory.addtranslation(target, "en-US", source, "ar-SA")
    assert texts(pairs("tmx", bytes(memory))) == ROWS[:2]


def test_po_by_polib():
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=utf-8", "Language": "en"}
    for source, target in ROWS:
        catalogue.append(polib.POEntry(msgid=source, msgstr=target))
    plural = {0: "%d file", 1: "%d files"}
    catalogue.append(polib.POEntry(msgid="ملف %d", msgid_plural="%d ملفات", msgstr_plural=plural))
    catalogue.append(polib.POEntry(msgid="قديم", msgstr="Old", obsolete=True))
    found = pairs("po", str(catalogue))
    assert texts(found) == (*ROWS, ("ملف %d", "%d file"), ("%d ملفات", "%d files"))
    assert len({pair.id for pair in found}) == 5


@pytest.mark.parametrize("delimiter", ["\t", ",", ";"])
@pytest.mark.parametrize("heading", [(), ("ar", "en"), ("Arabic", "Translation")])
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_table_by_the_csv_module(delimiter: str, heading: tuple[str, ...], order: tuple[int, int]):
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter)
    for row in (*([heading] if heading else []), *ROWS):
        writer.writerow([row[at] for at in order])
    found = pairs("csv", stream.getvalue())
    assert texts(found) == ROWS
    assert found[0].id == ("R2" if heading else "R1")


def test_table_with_columns_that_are_no_languages():
    rows = [
        ("id", "en", "ar", "comment"),
        *((f"key.{n}", t, s, "a long remark, here") for n, (s, t) in enumerate(ROWS)),
    ]
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    assert texts(pairs("csv", stream.getvalue())) == ROWS


def test_word_table_by_python_docx_in_either_order():
    assert texts(pairs("docx", table(ROWS))) == ROWS
    assert texts(pairs("docx", table([row[::-1] for row in ROWS]))) == ROWS
    assert (
        texts(pairs("docx", table([("No.", "العربية", "English"), *((str(n), *r) for n, r in enumerate(ROWS))])))
        == ROWS
    )


def test_paragraphs_of_cells_are_paired_where_they_are_as_many():
    found = pairs("docx", table([("أول\nثان", "First\nSecond"), ("ثالث\nرابع", "Third")]))
    assert texts(found) == (("أول", "First"), ("ثان", "Second"), ("ثالث\nرابع", "Third"))


def test_tables_of_one_language_are_no_pairs():
    document = Document()
    document.add_paragraph("مقدمة")
    table([("١", "٢"), ("أول", "ثان")], document)
    assert texts(pairs("docx", table(ROWS, document))) == ROWS


def test_our_own_bilingual_document_without_its_notes():
    finding = Finding("numbers", "error", "the number «٥» is missing")
    segments = tuple(SegmentResult(str(n), *row, findings=(finding,)) for n, row in enumerate(ROWS))
    data = BILINGUAL[0].render(FileResult("a.txt", "a.en.txt", segments))
    assert texts(pairs("docx", data)) == ROWS


def test_codes_are_named_alike_on_both_sides():
    (pair,) = xliff_1(
        '<trans-unit id="1"><source>قال <g id="1">نتنياهو</g><x id="2"/></source>'
        '<target><x equiv-text="a" id="2"/><g ctype="bold" id="1">Netanyahu</g> said</target></trans-unit>'
    )
    assert (pair.source, pair.target) == ("قال نتنياهو", "Netanyahu said")
    assert sorted(pair.codes) == sorted(pair.given_codes) == ['<g id="1">', '<x id="2">']


def test_native_codes_are_no_text():
    (pair,) = pairs(
        "tmx",
        '<tmx version="1.4"><header/><body><tu><tuv xml:lang="ar"><seg><bpt i="1">&lt;b&gt;</bpt>قال<ept i="1"/></seg>'
        '</tuv><tuv xml:lang="en"><seg>He <bpt i="1">&lt;b&gt;</bpt>said</seg></tuv></tu></body></tmx>',
    )
    assert (pair.source, pair.target) == ("قال", "He said")
    assert (pair.codes, pair.given_codes) == (('<bpt i="1">', '<ept i="1">'), ('<bpt i="1">',))


def test_segments_of_a_unit_are_paired_one_by_one():
    found = xliff_1(
        '<trans-unit id="1"><source>أول. ثان.</source><seg-source><mrk mtype="seg" mid="a">أول.</mrk> '
        '<mrk mtype="seg" mid="b">ثان.</mrk></seg-source><target><mrk mtype="seg" mid="a">One.</mrk> '
        '<mrk mtype="seg" mid="b">Two.</mrk></target></trans-unit>'
    )
    assert texts(found) == (("أول.", "One."), ("ثان.", "Two."))


def test_xliff_2():
    data = (
        '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="ar" trgLang="en"><file id="f">'
        '<unit id="u"><segment id="s"><source>قال <pc id="1">هذا</pc></source><target>He said <pc id="1">this</pc>'
        "</target></segment><segment><source>آخر</source></segment></unit></file></xliff>"
    )
    assert texts(pairs("xliff", data)) == (("قال هذا", "He said this"), ("آخر", ""))


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.name)
def test_every_row_keeps_its_word(row):
    assert hasattr(row.module, "pairs") == row.is_bilingual
    if not row.is_bilingual:
        with pytest.raises(InputError, match="holds no translations") as caught:
            row.pairs(b"")
        assert "xliff" in caught.value.hint


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("csv", b""),
        ("csv", "قال نتنياهو\nوصل الوزراء\n".encode()),
        ("csv", b"a,b\nc,d\n"),
        ("csv", bytes(range(256))),
        ("docx", table([("واحد", "اثنان")])),
        ("docx", table([("one", "two")])),
        ("docx", table([("قال",)])),
        ("docx", b"PK"),
        ("xliff", b"<xliff/>"),
        ("tmx", b"<tmx>"),
        ("po", b"nonsense"),
    ],
)
def test_what_is_not_bilingual_is_refused(name: str, data: bytes):
    with pytest.raises(InputError) as caught:
        pairs(name, data)
    assert str(caught.value)


def test_a_line_that_is_quoted_in_part_does_not_swallow_the_next(tmp_path: Path):
    text = '"قال\t"He said\n"ثم ذهب" إليه\t"Then" he went\n'
    assert texts(pairs("csv", text)) == (('"قال', '"He said'), ('"ثم ذهب" إليه', '"Then" he went'))
