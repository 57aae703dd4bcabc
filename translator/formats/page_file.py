"""Pages ↔ bytes: the encoding a page is in, and whether it is HTML or XML."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass

from translator.document import Translation
from translator.errors import InputError
from translator.formats.page import Page, read_page
from translator.parsing.encoding import Decoded, decode
from translator.parsing.package import parse_xml

_HEAD = 4096  # where a page must say what encoding it is in (the standard asks for the first 1024 bytes)
_CHARSET = re.compile(
    rb"""<meta[^>]*?charset\s*=\s*["']?\s*([\w:.-]+)|<\?xml[^>]*?encoding\s*=\s*["']([\w:.-]+)""", re.I
)
_DECLARATION = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?")
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WESTERN = ("ascii", "iso8859-1", "cp1252")  # what Arabic pages often say wrongly


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page and the encoding it came in."""

    page: Page
    encoding: str
    bom: bytes

    def written(self, translations: Sequence[Translation], turn_sheets: bool) -> bytes:
        """The page in English, as `Page.written` makes it; what its encoding lacks is written as references."""
        text = self.page.written(translations, turn_sheets)
        errors = "surrogatepass" if self.encoding.startswith("utf") else "xmlcharrefreplace"
        return self.bom + text.encode(self.encoding, errors)


def open_html(data: bytes) -> PageFile:
    """The page in `data`, HTML or XHTML. Raises InputError; a page that begins with `<?xml` must be XML."""
    decoded = _decoded(data)
    is_xml = decoded.text.lstrip().startswith("<?xml")
    if is_xml:
        _check(decoded)
    elif "xmlns=" in decoded.text[:_HEAD]:
        is_xml = _is_well_formed(decoded)
    return PageFile(read_page(decoded.text, is_xml), decoded.encoding, decoded.bom)


def open_xhtml(data: bytes) -> PageFile:
    """The page in `data`, which is known to be XHTML, sound or not. Raises InputError."""
    decoded = _decoded(data)
    return PageFile(read_page(decoded.text, is_xml=True), decoded.encoding, decoded.bom)


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


def _check(decoded: Decoded) -> None:
    """Raises InputError unless the text is XML without entities of its own."""
    declaration = _DECLARATION.match(decoded.text)
    assert declaration
    try:
        parse_xml(decoded.text[declaration.end() :].encode("utf-8", "surrogatepass"), "the page")
    except InputError as error:
        raise InputError(str(error), "without its <?xml …?> line it is read as HTML, which forgives more") from None


def _is_well_formed(decoded: Decoded) -> bool:
    try:
        _check(decoded)
    except InputError:
        return False
    return True
