"""HTML and XHTML pages. What is not translated and not turned comes back byte for byte, malformed markup included."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass

from translator.document import Document, Translation
from translator.errors import InputError
from translator.formats.encoding import Decoded, decode
from translator.formats.package import parse_xml
from translator.formats.page import Page, read_page

_HEAD = 4096  # where a page must say what encoding it is in (the standard asks for the first 1024 bytes)
_CHARSET = re.compile(
    rb"""<meta[^>]*?charset\s*=\s*["']?\s*([\w:.-]+)|<\?xml[^>]*?encoding\s*=\s*["']([\w:.-]+)""", re.I
)
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WESTERN = ("ascii", "iso8859-1", "cp1252")  # what Arabic pages often say wrongly


@dataclass(frozen=True, slots=True)
class _Skeleton:
    page: Page
    encoding: str
    bom: bytes


def read(data: bytes) -> Document:
    """The page in `data`. Raises InputError; a page that says it is XML must be."""
    decoded = _decoded(data)
    is_xml = decoded.text.lstrip().startswith("<?xml")
    if is_xml:
        _well_formed(decoded)
    elif "xmlns=" in decoded.text[:_HEAD]:
        is_xml = _is_well_formed(decoded)
    page = read_page(decoded.text, is_xml)
    return Document("html", tuple(page.segments()), _Skeleton(page, decoded.encoding, decoded.bom))


def write(document: Document, translations: Sequence[Translation]) -> bytes:
    """The page with its text replaced, left to right unless nothing was translated, in the same encoding.

    What the encoding lacks is written as character references.
    """
    skeleton = document.skeleton
    assert isinstance(skeleton, _Skeleton)
    page = skeleton.page
    text = page.source
    if any(unit.differs(translation) for unit, translation in zip(page.units, translations, strict=True)):
        text = page.written(translations, page.is_rtl)
    errors = "surrogatepass" if skeleton.encoding.startswith("utf") else "xmlcharrefreplace"
    return skeleton.bom + text.encode(skeleton.encoding, errors)


def _decoded(data: bytes) -> Decoded:
    """The text in `data`, by its byte order mark, or what it says, or what its bytes show. Raises InputError."""
    found = None if data.startswith(_BOMS) else _CHARSET.search(data[:_HEAD])
    try:
        codec = codecs.lookup((found[1] or found[2]).decode("ascii") if found else "").name
        if codec.startswith(("utf-16", "utf-32")) or (codec in _WESTERN and not data.isascii()):
            return decode(data)
        return decode(data, codec)
    except (LookupError, InputError):
        return decode(data)


def _well_formed(decoded: Decoded) -> None:
    """Raises InputError unless the text is XML without entities of its own."""
    declaration = re.match(r"\s*<\?xml[^>]*\?>", decoded.text)
    body = decoded.text[declaration.end() :] if declaration else decoded.text
    try:
        parse_xml(body.lstrip().encode("utf-8", "surrogatepass"), "the page")
    except InputError as error:
        raise InputError(str(error), "without its <?xml …?> line it is read as HTML, which forgives more") from None


def _is_well_formed(decoded: Decoded) -> bool:
    try:
        _well_formed(decoded)
    except InputError:
        return False
    return True
