"""What a reader would miss in a translated document: checks that compare a document with its translation.

Used by the tests on what this program writes, and by `documents.py` on what others write as well. A check says True
when nothing of its kind was lost; a document that has nothing of the kind loses nothing.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from itertools import chain

import docx
import odfdo
import openpyxl
import pptx
from lxml import etree, html

Check = Callable[[bytes, bytes], bool]
Root = etree._Element

_ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3]")
_XML = re.compile(r"\.(?:x?html?|xml|opf|ncx|rels)$")


def roots(data: bytes, only: str = "") -> dict[str, Root]:
    """The XML parts of a package whose names match `only`; or the page itself."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return {"": html.document_fromstring(data)}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if _XML.search(name) and re.search(only, name)]
        return {name: etree.fromstring(package.read(name)) for name in names}


def elements(data: bytes, names: str, only: str = "") -> Iterator[Root]:
    """The elements with these local names, in every part that matches `only`; not what was deleted or moved away."""
    wanted = set(names.split("|"))
    for root in roots(data, only).values():
        for node in root.iter():
            if isinstance(node.tag, str) and etree.QName(node).localname in wanted and not _is_deleted(node):
                yield node


def _is_deleted(node: Root) -> bool:
    return any(etree.QName(above).localname in ("moveFrom", "deletion") for above in node.iterancestors())


def _text(node: Root) -> str:
    """The text of an element without the names of those who wrote in it."""
    parts = (part for part in node.iter() if isinstance(part.tag, str) and "creator" not in part.tag)
    return "".join((part.text or "") + "".join(child.tail or "" for child in part) for part in parts)


def as_many(names: str) -> Check:
    """There are as many elements with these names as before."""
    return lambda before, after: len(list(elements(before, names))) == len(list(elements(after, names)))


def same(names: str, attribute: str = "", only: str = "") -> Check:
    """The text, or the attribute, of the elements with these names is what it was."""

    def values(data: bytes) -> Counter[str]:
        nodes = elements(data, names, only)
        return Counter(_attribute(node, attribute) if attribute else _text(node) for node in nodes)

    return lambda before, after: values(before) == values(after)


def in_english(names: str, attribute: str = "", only: str = "") -> Check:
    """No Arabic in the text, or the attribute, of the elements with these names, and none of them was emptied."""

    def values(data: bytes) -> list[str]:
        nodes = elements(data, names, only)
        found = (_attribute(node, attribute) if attribute else _text(node) for node in nodes)
        return [text for text in found if text.strip()]

    def check(before: bytes, after: bytes) -> bool:
        was, now = values(before), values(after)
        full = bool(was) == bool(now) if names in ("t", "t|v") else len(was) == len(now)  # runs may be joined
        return full and not any(map(_ARABIC.search, now))

    return check


def none_of(names: str, attribute: str = "", value: str = "") -> Check:
    """No element with these names, or none whose attribute matches `value`, is left."""

    def check(_: bytes, after: bytes) -> bool:
        return not any(
            not attribute or re.search(value, _attribute(node, attribute)) for node in elements(after, names)
        )

    return check


def _attribute(node: Root, name: str) -> str:
    wanted = name.split("|")
    found = (value for key, value in node.attrib.items() if str(key).rsplit("}")[-1] in wanted)
    return str(next(found, ""))


def well_formed(_: bytes, after: bytes) -> bool:
    """Every part can be parsed."""
    try:
        return bool(roots(after))
    except etree.XMLSyntaxError:
        return False


def opens_in(library: Callable[[io.BytesIO], object]) -> Check:
    """The library that people use for the format reads the document."""

    def check(_: bytes, after: bytes) -> bool:
        try:
            library(io.BytesIO(after))
        except Exception:  # whatever it raises, it could not read it
            return False
        return True

    return check


def words_stay_whole(_: bytes, after: bytes) -> bool:
    """No run of a paragraph begins in the middle of a word."""
    paragraphs = docx.Document(io.BytesIO(after)).paragraphs
    pairs = chain.from_iterable(zip(p.runs, p.runs[1:], strict=False) for p in paragraphs)
    return not any(a.text[-1:].isalpha() and b.text[:1].isalpha() for a, b in pairs)


def bold_is_kept(before: bytes, after: bytes) -> bool:
    """As many paragraphs have bold words and others as before."""

    def mixed(data: bytes) -> int:
        paragraphs = docx.Document(io.BytesIO(data)).paragraphs
        return sum(len({run.bold for run in p.runs if run.text.strip()}) > 1 for p in paragraphs)

    return mixed(before) <= mixed(after)


def formulas_are_kept(before: bytes, after: bytes) -> bool:
    """The same cells hold formulas, numbers and dates; formulas may name a sheet by its new name."""

    def values(data: bytes) -> list[object]:
        book = openpyxl.load_workbook(io.BytesIO(data))
        found = [(cell.coordinate, cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
        return [(at, _bare(v)) for at, v in found if v is not None and not (isinstance(v, str) and v[0] != "=")]

    return values(before) == values(after)


def _bare(value: object) -> object:
    """A formula without the names and texts in it."""
    return re.sub(r"""'[^']*'!|"[^"]*"|\[[^]]*]|\w+!""", "", value) if isinstance(value, str) else value


def comments_stay_hidden(before: bytes, after: bytes) -> bool:
    """What was a comment is no visible text."""
    hidden = re.findall(rb"<!--(.*?)-->", before, re.DOTALL)
    return all(re.search(rb"<!--[^>]*" + re.escape(text), after) for text in hidden)


_WORD = {
    "opens": opens_in(docx.Document),
    "body in English": in_english("t", only="document"),
    "links": same("hyperlink", "id"),
    "link text in English": in_english("hyperlink"),
    "footnotes": as_many("footnoteReference|endnoteReference"),
    "footnotes in English": in_english("t", only="notes"),
    "field codes": same("instrText"),
    "headers, footers in English": in_english("t", only="header|footer"),
    "comments in English": in_english("t", only="comments"),
    "tracked deletions": same("delText"),
    "tables": as_many("tbl|tr|tc"),
    "pictures": same("blip", "embed"),
    "alternative text in English": in_english("docPr", "descr"),
    "text boxes": in_english("txbxContent"),
    "content controls": as_many("sdt"),
    "breaks and tabs": as_many("br|tab|cr"),
    "words stay whole": words_stay_whole,
    "bold where it was": bold_is_kept,
    "left to right": none_of("bidi|rtl|bidiVisual|rtlGutter"),
    "title in English": in_english("title", only="core"),
}
_SLIDES = {
    "opens": opens_in(pptx.Presentation),
    "slides in English": in_english("t", only="slides/"),
    "notes in English": in_english("t", only="notesSlides"),
    "charts in English": in_english("t|v", only="charts/"),
    "tables": as_many("tbl|tr|tc"),
    "links": same("hlinkClick", "id"),
    "pictures": same("blip", "embed"),
    "left to right": none_of("pPr|lvl1pPr|tblPr|bodyPr", "rtl|rtlCol", "1|true"),
}
_SHEETS = {
    "opens": opens_in(openpyxl.load_workbook),
    "cells in English": in_english("t", only="sharedStrings|worksheets"),
    "formulas and numbers": formulas_are_kept,
    "comments in English": in_english("t", only="comments"),
    "sheet names in English": in_english("sheet", "name", only="workbook.xml"),
    "merged cells": same("mergeCell", "ref"),
    "rich text": as_many("rPr"),
    "left to right": none_of("sheetView", "rightToLeft", "1|true"),
}
_TEXT_DOCUMENT = {
    "opens": opens_in(odfdo.Document),
    "text in English": in_english("p|h", only="content"),
    "headers, footers in English": in_english("p", only="styles"),
    "links": same("a", "href", only="content"),
    "footnotes": as_many("note|note-citation"),
    "comments": as_many("annotation"),
    "tables": as_many("table|table-row|table-cell"),
    "pictures": same("image", "href"),
    "breaks and tabs": as_many("line-break|tab|s"),
    "left to right": none_of("paragraph-properties|page-layout-properties|table-properties", "writing-mode", "rl"),
}
_PAGE = {
    "well-formed": well_formed,
    "title in English": in_english("title|h1"),
    "links": same("a", "href"),
    "link titles in English": in_english("a", "title"),
    "alternative text in English": in_english("img", "alt"),
    "placeholders in English": in_english("input", "placeholder"),
    "code and scripts": same("code|pre|script"),
    "tables and lists": as_many("table|tr|td|th|li"),
    "breaks": as_many("br"),
    "comments stay hidden": comments_stay_hidden,
    "left to right": none_of("html|body|table|p|div", "dir", "rtl"),
}
_BOOK = {
    "well-formed": well_formed,
    "text in English": in_english("p|h1|h2|li", only="x?html$"),
    "titles in English": in_english("title|navPoint", only="opf|ncx|html$"),
    "language": lambda _, after: {node.text for node in elements(after, "language")} == {"en"},
    "left to right": none_of("html|body|p|spine", "dir|page-progression-direction", "rtl"),
}

CHECKS: Mapping[str, Mapping[str, Check]] = {
    "docx": _WORD,
    "pptx": _SLIDES,
    "xlsx": _SHEETS,
    "odt": _TEXT_DOCUMENT,
    "html": _PAGE,
    "epub": _BOOK,
}
