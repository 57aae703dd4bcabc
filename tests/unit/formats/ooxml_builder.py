"""Small Office packages from XML, for the tests; and what all of those tests need to look into a result."""

import io
import zipfile

from lxml import etree

from translator.document import Document, Mark, Span, Translation

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
NAMES = {"w": W, "a": A, "x": S, "r": R, "mc": MC}
_OFFICE = "application/vnd.openxmlformats-officedocument."
_KINDS = {
    "word/document.xml": "wordprocessingml.document.main",
    "word/styles.xml": "wordprocessingml.styles",
    "word/numbering.xml": "wordprocessingml.numbering",
    "word/settings.xml": "wordprocessingml.settings",
    "word/footnotes.xml": "wordprocessingml.footnotes",
    "word/diagrams/data1.xml": "drawingml.diagramData",
    "word/theme/theme1.xml": "theme",
    "ppt/presentation.xml": "presentationml.presentation.main",
    "ppt/slides/slide1.xml": "presentationml.slide",
    "ppt/slides/slide2.xml": "presentationml.slide",
    "ppt/slides/slide10.xml": "presentationml.slide",
    "ppt/slideMasters/slideMaster1.xml": "presentationml.slideMaster",
    "ppt/theme/theme1.xml": "theme",
    "xl/workbook.xml": "spreadsheetml.sheet.main",
    "xl/worksheets/sheet1.xml": "spreadsheetml.worksheet",
    "xl/worksheets/sheet2.xml": "spreadsheetml.worksheet",
    "xl/sharedStrings.xml": "spreadsheetml.sharedStrings",
    "xl/styles.xml": "spreadsheetml.styles",
    "xl/tables/table1.xml": "spreadsheetml.table",
    "xl/pivotCache/pivotCacheDefinition1.xml": "spreadsheetml.pivotCacheDefinition",
    "xl/charts/chart1.xml": "drawingml.chart",
    "docProps/app.xml": "extended-properties",
}


def package(parts: dict[str, str]) -> bytes:
    """A package of `parts`, their content types by name; an empty workbook or presentation comes with its parts."""
    if any(name.startswith("xl/") for name in parts):
        parts = {"xl/workbook.xml": element("x:workbook", "<x:sheets/>"), **parts}
    if any(name.startswith("ppt/") for name in parts):
        parts = {"ppt/presentation.xml": element("x:presentation", ""), **parts}
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{_OFFICE}{_KINDS[name]}+xml"/>' for name in parts if name in _KINDS
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as result:
        head = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        result.writestr("[Content_Types].xml", f"{head}{types}</Types>")
        for name, xml in parts.items():
            result.writestr(name, xml)
    return target.getvalue()


def element(name: str, content: str, attributes: str = "") -> str:
    """A root element with every namespace that the tests use."""
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())
    return f"<{name} {spaces} {attributes}>{content}</{name}>"


def docx(body: str, **parts: str) -> bytes:
    """A document with `body`, and parts of `word/` by name: styles, numbering, settings, footnotes."""
    others = {f"word/{name}.xml": element(f"w:{name}", xml) for name, xml in parts.items()}
    return package({"word/document.xml": element("w:document", f"<w:body>{body}</w:body>"), **others})


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return etree.fromstring(opened.read(name))


def body_xml(data: bytes) -> str:
    """What stands in the body of a docx, without declarations of namespaces."""
    body = part(data, "word/document.xml").find(f"{{{W}}}body")
    text = etree.tostring(body, encoding="unicode")
    for prefix, uri in NAMES.items():
        text = text.replace(f' xmlns:{prefix}="{uri}"', "")
    return text.replace(' xml:space="preserve"', "").removeprefix("<w:body>").removesuffix("</w:body>")


def marked(text: str) -> Translation:
    """A translation from a text in which «1|words» is a range and «1|» a point."""
    plain, marks, open_marks = "", [], []
    position = 0
    while position < len(text):
        if text[position] == "«":
            name, position = text[position + 1 :].split("|", 1)[0], text.index("|", position) + 1
            open_marks.append((name, len(plain)))
        elif text[position] == "»":
            name, start = open_marks.pop()
            marks.append(Mark(name, Span(start, len(plain))))
            position += 1
        else:
            plain += text[position]
            position += 1
    return Translation(plain, tuple(sorted(marks, key=lambda mark: (mark.span.start, -mark.span.end))))


def shown(document: Document) -> list[str]:
    """The segments of `document` in the notation of `marked`."""
    return [_shown(segment.text, segment.marks) for segment in document.segments]


def _shown(text: str, marks: tuple[Mark, ...]) -> str:
    inserts: dict[int, tuple[str, str]] = {}
    for mark in marks:
        if mark.is_point:
            close, open_ = inserts.get(mark.span.start, ("", ""))
            inserts[mark.span.start] = (close, open_ + f"«{mark.id}|»")
            continue
        close, open_ = inserts.get(mark.span.start, ("", ""))
        inserts[mark.span.start] = (close, open_ + f"«{mark.id}|")
        close, open_ = inserts.get(mark.span.end, ("", ""))
        inserts[mark.span.end] = ("»" + close, open_)
    parts = []
    for position in range(len(text) + 1):
        parts += [*inserts.get(position, ()), text[position : position + 1]]
    return "".join(parts)


def p(content: str, properties: str = "<w:bidi/>") -> str:
    """A paragraph of a Word document, right to left unless its properties say otherwise."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def r(text: str, properties: str = "<w:rtl/>") -> str:
    """A run, right to left unless its properties say otherwise."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def field(code: str, result: str) -> str:
    """A complex field in the runs that Word makes of it."""
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{separate}{result}{end}"
