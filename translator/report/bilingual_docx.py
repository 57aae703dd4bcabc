"""A translated document as a Word document of two columns: English on the left, Arabic on the right, terms shaded."""

from __future__ import annotations

import io
import zipfile

from translator.report.as_html import sheet
from translator.report.templates import fill
from translator.result import FileResult

_FILLS = {"splice": "FBDFA6", "none": "F8C4BF"}
_FILL = "BFE6CD"
_EPOCH = (1980, 1, 1, 0, 0, 0)

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        f'<Override PartName="/word/footer.xml" ContentType="{_TYPE}.footer+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="document" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
    ),
    "word/_rels/document.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="styles" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="footer" Type="{_OFFICE}/footer" Target="footer.xml"/></Relationships>'
    ),
    "word/styles.xml": (
        f'<w:styles xmlns:w="{_MAIN}"><w:docDefaults><w:rPrDefault><w:rPr>'
        '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Calibri" w:cs="Arial"/>'
        '<w:sz w:val="21"/><w:szCs w:val="24"/><w:lang w:val="en-US" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="paragraph" w:customStyle="1" w:styleId="TranslatorNote"><w:name w:val="Translator Note"/>'
        '<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="60"/></w:pPr></w:style></w:styles>'
    ),
    "word/footer.xml": (
        f'<w:ftr xmlns:w="{_MAIN}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
        '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>'
    ),
}


def render(file: FileResult) -> bytes:
    """The document as .docx; the same for the same result."""
    body = fill("bilingual.docx.xml.j2", {"main": _MAIN, "office": _OFFICE, "sheet": sheet(file), "fill": shade})
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in {**_PARTS, "word/document.xml": body}.items():
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, _DECLARATION + part)
    return stream.getvalue()


def shade(style: str) -> str:
    """The fill colour of a piece of text with this style ('' = none)."""
    kind, _, rung = style.partition(" ")
    return _FILLS.get(rung, _FILL) if kind == "hit" else ""
