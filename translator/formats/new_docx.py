"""A Word document from scratch, for text from a format that cannot be written: plain styles, nothing else."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from translator.formats.ooxml import has_arabic
from translator.parsing.package import legal

_MOMENT = (1980, 1, 1, 0, 0, 0)  # the same text gives the same file
_WIDTH = 9638  # of a line, in twentieths of a point
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMES = f'xmlns:w="{_MAIN}" xmlns:r="{_RELATED}"'
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OVERRIDES = "".join(
    f'<Override PartName="/word/{name}.xml" ContentType="{_KIND}.{kind}+xml"/>'
    for name, kind in (("document", "document.main"), ("styles", "styles"), ("header", "header"), ("footer", "footer"))
)
_CONTENT_TYPES = f"""<Types xmlns="{_PACKAGE}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
{_OVERRIDES}\
<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>\
</Types>"""
_ROOT_RELATIONS = f"""<Relationships xmlns="{_PACKAGE}/relationships">\
<Relationship Id="document" Type="{_RELATED}/officeDocument" Target="word/document.xml"/>\
<Relationship Id="core" Type="{_PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>\
</Relationships>"""
_HEADINGS = "".join(
    f"""<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>\
<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="240"/>\
<w:outlineLvl w:val="{level - 1}"/></w:pPr>\
<w:rPr><w:b/><w:bCs/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>"""
    for level, size in ((1, 32), (2, 28), (3, 24))
)
_STYLES = f"""<w:styles {_NAMES}><w:docDefaults><w:rPrDefault><w:rPr>\
<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="22"/><w:szCs w:val="22"/>\
<w:lang w:val="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>\
<w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>\
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>\
{_HEADINGS}\
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>\
<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style></w:styles>"""
_SECTION = """<w:sectPr><w:headerReference w:type="default" r:id="header"/>\
<w:footerReference w:type="default" r:id="footer"/><w:pgSz w:w="11906" w:h="16838"/>\
<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>\
</w:sectPr>"""
_PAGE = """<w:p><w:pPr><w:jc w:val="center"/></w:pPr>\
<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>"""
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that looks the same; `link` is an address."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    is_raised: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading of `level` 1 to 3, or an item of a list whose sign is `bullet`."""

    pieces: tuple[Piece, ...]
    level: int = 0
    bullet: str = ""


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell that covers `span` columns."""

    blocks: tuple[Block, ...]
    span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, row by row."""

    rows: tuple[tuple[GridCell, ...], ...]


@dataclass(frozen=True, slots=True)
class Content:
    """What a document says; with `has_numbers` its pages are numbered at the bottom."""

    title: str
    body: tuple[Block | Grid, ...]
    head: tuple[Block, ...] = ()
    foot: tuple[Block, ...] = ()
    has_numbers: bool = False


def new_docx(content: Content) -> bytes:
    """The Word document with this content. Arabic paragraphs run right to left, all others left to right."""
    links: dict[str, str] = {}
    body = "".join(_block(part, links) if isinstance(part, Block) else _grid(part, links) for part in content.body)
    foot = _blocks(content.foot) + (_PAGE if content.has_numbers else "")
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _ROOT_RELATIONS,
        "docProps/core.xml": _core(content.title),
        "word/document.xml": f"<w:document {_NAMES}><w:body>{body}{_SECTION}</w:body></w:document>",
        "word/styles.xml": _STYLES,
        "word/header.xml": f"<w:hdr {_NAMES}>{_blocks(content.head) or '<w:p/>'}</w:hdr>",
        "word/footer.xml": f"<w:ftr {_NAMES}>{foot or '<w:p/>'}</w:ftr>",
        "word/_rels/document.xml.rels": _relations(links),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(info, _DECLARATION + text)
    return target.getvalue()


def _blocks(blocks: Iterable[Block]) -> str:
    """Paragraphs of a part that has no links: they stay text there."""
    return "".join(_block(block, None) for block in blocks)


def _block(block: Block, links: dict[str, str] | None) -> str:
    """A paragraph; its links go into `links` by address."""
    is_rtl = has_arabic("".join(piece.text for piece in block.pieces))
    style = f'<w:pStyle w:val="Heading{block.level}"/>' if block.level else ""
    indent = '<w:ind w:start="360" w:hanging="360"/>' if block.bullet else ""
    sign = f"<w:r>{_text(block.bullet)}<w:tab/></w:r>" if block.bullet else ""
    runs = "".join(_linked(piece, is_rtl, links) for piece in block.pieces)
    return f"<w:p><w:pPr>{style}{'<w:bidi/>' if is_rtl else ''}{indent}</w:pPr>{sign}{runs}</w:p>"


def _linked(piece: Piece, is_rtl: bool, links: dict[str, str] | None) -> str:
    if not piece.link or links is None:
        return _run(piece, is_rtl, "")
    name = links.setdefault(piece.link, f"link{len(links) + 1}")
    return f'<w:hyperlink r:id="{name}">{_run(piece, is_rtl, "Hyperlink")}</w:hyperlink>'


def _run(piece: Piece, is_rtl: bool, style: str) -> str:
    looks = (
        (bool(style), f'<w:rStyle w:val="{style}"/>'),
        (piece.is_bold, "<w:b/><w:bCs/>"),
        (piece.is_italic, "<w:i/><w:iCs/>"),
        (piece.is_raised, '<w:vertAlign w:val="superscript"/>'),
        (is_rtl, "<w:rtl/>"),
    )
    return f"<w:r><w:rPr>{''.join(look for is_on, look in looks if is_on)}</w:rPr>{_text(piece.text)}</w:r>"


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(legal(text))}</w:t>'


def _grid(grid: Grid, links: dict[str, str]) -> str:
    """A table, and a paragraph after it: Word wants one between two tables, and after the last."""
    columns = max(sum(cell.span for cell in row) for row in grid.rows)
    column = f'<w:gridCol w:w="{_WIDTH // columns}"/>'
    rows = "".join(f"<w:tr>{''.join(_cell(cell, links) for cell in row)}</w:tr>" for row in grid.rows)
    return (
        f"<w:tbl><w:tblPr>{'<w:bidiVisual/>' if '<w:bidi/>' in rows else ''}"
        f'<w:tblW w:w="{_WIDTH}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>'
        f"<w:tblGrid>{column * columns}</w:tblGrid>{rows}</w:tbl><w:p/>"
    )


def _cell(cell: GridCell, links: dict[str, str]) -> str:
    paragraphs = "".join(_block(block, links) for block in cell.blocks) or "<w:p/>"
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{cell.span}"/></w:tcPr>{paragraphs}</w:tc>'


def _core(title: str) -> str:
    names = f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f"<cp:coreProperties {names}><dc:title>{escape(legal(title))}</dc:title></cp:coreProperties>"


def _relations(links: dict[str, str]) -> str:
    own = "".join(
        f'<Relationship Id="{name}" Type="{_RELATED}/{name}" Target="{name}.xml"/>'
        for name in ("styles", "header", "footer")
    )
    start = f'Type="{_RELATED}/hyperlink" TargetMode="External"'
    outside = "".join(
        f'<Relationship Id="{name}" {start} Target={quoteattr(legal(address))}/>' for address, name in links.items()
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{own}{outside}</Relationships>'
