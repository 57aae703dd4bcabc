"""A sentence with bold words in it, written in each format and read back, by other means than the program's own.

`WRITE[format](pieces)` makes a document of pieces (text, is bold), in which "\\n" is a line break; `READ[format](data)`
gives the text of the translated document and the texts of its bold ranges.
"""

import io
import re
import zipfile
from collections.abc import Callable
from html import unescape
from itertools import groupby

import docx
import openpyxl
import pptx
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from pptx.util import Inches

Pieces = list[tuple[str, bool]]
Bold = tuple[str, list[str]]


def joined(runs: Pieces) -> Bold:
    """The text of runs, and that of each stretch of bold ones."""
    stretches = [(bold, "".join(text for text, _ in group)) for bold, group in groupby(runs, lambda run: run[1])]
    return "".join(text for text, _ in runs), [text for bold, text in stretches if bold and text.strip()]


def write_docx(pieces: Pieces) -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph()
    for text, bold in pieces:
        paragraph.add_run(text).bold = bold or None  # "\n" becomes a break
    return saved(document.save)


def read_docx(data: bytes) -> Bold:
    paragraphs = docx.Document(io.BytesIO(data)).paragraphs
    return joined([(run.text, bool(run.bold)) for paragraph in paragraphs for run in paragraph.runs])


def write_pptx(pieces: Pieces) -> bytes:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    paragraph = slide.shapes.add_textbox(Inches(1), Inches(1), Inches(8), Inches(1)).text_frame.paragraphs[0]
    for text, bold in pieces:
        for n, line in enumerate(text.split("\n")):
            if n:
                paragraph.add_line_break()
            run = paragraph.add_run()
            run.text, run.font.bold = line, bold or None
    return saved(deck.save)


def read_pptx(data: bytes) -> Bold:
    frames = [shape.text_frame for shape in pptx.Presentation(io.BytesIO(data)).slides[0].shapes]
    return joined([(run.text, bool(run.font.bold)) for f in frames for p in f.paragraphs for run in p.runs])


def write_xlsx(pieces: Pieces) -> bytes:
    book = openpyxl.Workbook()
    book.active["A1"] = CellRichText(*[TextBlock(InlineFont(b=True), t) if bold else t for t, bold in pieces])
    return saved(book.save)


def read_xlsx(data: bytes) -> Bold:
    cell = openpyxl.load_workbook(io.BytesIO(data), rich_text=True).active["A1"].value
    blocks = [cell] if isinstance(cell, str) else cell
    return joined([(b, False) if isinstance(b, str) else (b.text, bool(b.font.b)) for b in blocks])


_ODT = """<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3"><office:automatic-styles>
<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"
 style:font-weight-complex="bold"/></style:style></office:automatic-styles>
<office:body><office:text><text:p>{}</text:p></office:text></office:body></office:document-content>"""
_MANIFEST = """<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
 manifest:version="1.3"><manifest:file-entry manifest:full-path="/"
 manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry
 manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""


def write_odt(pieces: Pieces) -> bytes:
    marked = [(text.replace("\n", "<text:line-break/>"), bold) for text, bold in pieces]
    body = "".join(f'<text:span text:style-name="B">{text}</text:span>' if bold else text for text, bold in marked)
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": _ODT.format(body)}
    return zipped({**parts, "META-INF/manifest.xml": _MANIFEST})


def read_odt(data: bytes) -> Bold:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content = package.read("content.xml").decode()
    body = re.search(r"<text:p[ >].*</text:p>", content, re.DOTALL).group()
    return _tagged(body, r'<text:span text:style-name="B">(.*?)</text:span>')


_CONTAINER = """<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0"><rootfiles>
<rootfile full-path="b.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
_OPF = """<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i"><metadata
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">x</dc:identifier><dc:language>ar</dc:language>
<dc:title>x</dc:title></metadata><manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine><itemref idref="c"/></spine></package>"""
_CHAPTER = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><p>{}</p></body></html>'


def write_epub(pieces: Pieces) -> bytes:
    chapter = _CHAPTER.format(tagged(pieces, "<b>", "</b>", "<br/>"))
    parts = {"mimetype": "application/epub+zip", "META-INF/container.xml": _CONTAINER, "b.opf": _OPF}
    return zipped({**parts, "c.xhtml": chapter})


def read_epub(data: bytes) -> Bold:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return _tagged(re.search("<p>.*</p>", package.read("c.xhtml").decode(), re.DOTALL).group(), "<b>(.*?)</b>")


def saved(save: Callable[[io.BytesIO], object]) -> bytes:
    target = io.BytesIO()
    save(target)
    return target.getvalue()


def zipped(parts: dict[str, str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return target.getvalue()


def tagged(pieces: Pieces, opening: str, closing: str, line: str) -> str:
    """Each bold piece in tags of its own."""
    marked = [(text.replace("\n", line), bold) for text, bold in pieces]
    return "".join(f"{opening}{text}{closing}" if bold else text for text, bold in marked)


def _tagged(body: str, bold: str) -> Bold:
    """Bold ranges that follow each other without a word between them are one."""
    runs: Pieces = []
    for n, part in enumerate(re.split(bold, body, flags=re.DOTALL)):
        text = unescape(re.sub(r"<[^>]*>|\{[^}]*\}", "", part.replace("\\N", "\n")))
        runs.append((text, n % 2 == 1))
    text = "".join(text for text, _ in runs)
    kept = [(t, b) for n, (t, b) in enumerate(runs) if t.strip() or b or n in (0, len(runs) - 1)]
    return " ".join(text.split()), joined([(f"{t.strip()} " if b else t, b) for t, b in kept])[1]


def text_format(template: str, marks: tuple[str, str, str], bold: str, body: str = "(?s:(.*))"):
    """How to write and read a format of text whose bold ranges and line breaks are written so."""
    opening, closing, line = marks

    def write(pieces: Pieces) -> bytes:
        return template.replace("BODY", tagged(pieces, opening, closing, line)).encode()

    def read(data: bytes) -> Bold:
        return _tagged(re.search(body, data.decode(), re.DOTALL).group(1), bold)

    return write, read


_XLIFF_1 = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" datatype="plaintext"
 source-language="ar" target-language="en"><body><trans-unit id="1"><source>BODY</source></trans-unit></body></file>
</xliff>"""
_XLIFF_2 = """<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="ar" trgLang="en"><file id="f">
<unit id="1"><segment><source>BODY</source></segment></unit></file></xliff>"""
_BREAK_2 = '<ph id="9" type="fmt" subType="xlf:lb"/>'
_TARGET = "<target[^>]*>(.*)</target>"
_ASS = """[Script Info]
ScriptType: v4.00+

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.00,0:00:09.00,Default,,0,0,0,,BODY
"""
_TEXT = {
    "html": text_format("<html><p>BODY</p></html>", ("<b>", "</b>", "<br>"), "<b>(.*?)</b>", "<p>(.*?)</p"),
    "md": text_format("BODY\n", ("<b>", "</b>", "\\\n"), "<b>(.*?)</b>"),
    "md emphasis": text_format("BODY\n", ("**", "**", "  \n"), r"\*\*(.*?)\*\*"),
    "srt": text_format("1\n00:00:01,000 --> 00:00:09,000\nBODY\n", ("<b>", "</b>", "\n"), "<b>(.*?)</b>", "00\n(.*)"),
    "vtt": text_format("WEBVTT\n\n00:01.000 --> 00:09.000\nBODY\n", ("<b>", "</b>", "\n"), "<b>(.*?)</b>", "000\n(.*)"),
    "ass": text_format(_ASS, (r"{\b1}", r"{\b0}", r"\N"), r"\{\\b1\}(.*?)\{\\b0\}", "0,0,0,,(.*)"),
    "xliff": text_format(_XLIFF_1, ('<g id="1">', "</g>", '<x id="9" ctype="lb"/>'), "<g[^>]*>(.*?)</g>", _TARGET),
    "xliff 2": text_format(_XLIFF_2, ('<pc id="1">', "</pc>", _BREAK_2), "<pc[^>]*>(.*?)</pc>", _TARGET),
}  # fmt: skip

WRITE: dict[str, Callable[[Pieces], bytes]] = {
    "docx": write_docx, "pptx": write_pptx, "xlsx": write_xlsx, "odt": write_odt, "epub": write_epub,
    **{name: write for name, (write, _) in _TEXT.items()},
}  # fmt: skip
READ: dict[str, Callable[[bytes], Bold]] = {
    "docx": read_docx, "pptx": read_pptx, "xlsx": read_xlsx, "odt": read_odt, "epub": read_epub,
    **{name: read for name, (_, read) in _TEXT.items()},
}  # fmt: skip
