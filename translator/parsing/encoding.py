"""Bytes ↔ text for the text formats: what encoding a file is in, and writing it back in the same one.

`Format.read` takes bytes alone, so formats call `decode(data)`, which detects. A user who knows better is served
one level up, without any format knowing: `to_utf8(data, encoding)` before `read`, `from_utf8(data, encoding)` after
`write`.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from translator.errors import InputError

# The longer marks first: the UTF-32 mark begins with the UTF-16 one.
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ARABIC_PAGES = ("cp1256", "iso8859-6")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_ARABIC = re.compile(r"[\u0621-\u063a\u0641-\u0652]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_PLAUSIBLE_IN_UTF16 = re.compile(r"[\t\n\r\x20-\x7e\u00a0-\u00ff\u0600-\u06ff\u2000-\u206f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the Python name of the encoding it was in, and the byte order mark before it (may be empty)."""

    text: str
    encoding: str
    bom: bytes = b""


def decode(data: bytes, encoding: str = "") -> Decoded:
    """The text in `data`, in `encoding` or, without one, in the encoding that its bytes show.

    Lone surrogates that UTF-8 or UTF-16 data holds stay in the text, so that `encode` gives the same bytes again.
    Raises InputError for bytes that are no text, that do not fit `encoding`, or for an unknown `encoding`.
    """
    if encoding:
        return _decode_as(data, encoding)
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _text_only(Decoded(_strict(data[len(bom) :], name), name, bom))
    return _text_only(_detect(data))


def encode(text: str, encoding: str, bom: bytes = b"") -> bytes:
    """`text` in `encoding` after `bom`; in plain UTF-8 where `encoding` lacks a character of it."""
    try:
        return bom + text.encode(encoding, _errors(encoding))
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def to_utf8(data: bytes, encoding: str) -> bytes:
    """`data`, which the user says is in `encoding`, as UTF-8 with a mark that none can miss. Raises InputError."""
    return codecs.BOM_UTF8 + decode(data, encoding).text.encode("utf-8", "surrogatepass")


def from_utf8(data: bytes, encoding: str) -> bytes:
    """What a format wrote from `to_utf8`, in `encoding` again, or in UTF-8 where `encoding` lacks a character of it."""
    bom, name = _known(encoding)
    return encode(data.decode("utf-8-sig", "surrogatepass"), name, bom)


def _decode_as(data: bytes, encoding: str) -> Decoded:
    bom, name = _known(encoding)
    for mark, marked in _BOMS:
        if data.startswith(mark) and name.split("-")[:2] == marked.split("-")[:2]:
            return Decoded(_strict(data[len(mark) :], marked), marked, mark)
    return Decoded(_strict(data, name), name, b"" if name == "utf-8" else bom)


def _known(encoding: str) -> tuple[bytes, str]:
    """The byte order mark that `encoding` writes, and the name of the codec without it. Raises InputError."""
    try:
        codec = codecs.lookup(encoding)
        codec.encode("")
    except (LookupError, TypeError, ValueError):
        raise InputError(f"there is no text encoding {encoding!r}", "for example utf-8, utf-16, cp1256") from None
    if codec.name == "utf-8-sig":
        return codecs.BOM_UTF8, "utf-8"
    if codec.name in ("utf-16", "utf-32"):
        name = f"{codec.name}-le"
        return next(bom for bom, marked in _BOMS if marked == name), name
    return b"", codec.name


def _errors(encoding: str) -> str:
    return "surrogatepass" if encoding.startswith("utf-") else "strict"


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding, _errors(encoding))
    except UnicodeDecodeError as error:
        message = f"byte {error.start} is not {encoding}"
        raise InputError(message, "the file is damaged, or in another encoding: name it with --encoding") from None


def _detect(data: bytes) -> Decoded:
    utf16 = _utf16_without_mark(data)
    if utf16:
        return utf16
    try:
        return Decoded(data.decode("utf-8", "surrogatepass"), "utf-8")
    except UnicodeDecodeError:
        if _mostly_utf8(data):
            return Decoded(_strict(data, "utf-8"), "utf-8")
    page = _arabic_page(data)
    if page:
        return page
    best = from_bytes(data).best()
    if best is None:
        raise InputError("the file is not text in any encoding we know", "if it is text, name it with --encoding")
    return Decoded(_strict(data, best.encoding), best.encoding)


def _utf16_without_mark(data: bytes) -> Decoded | None:
    """Arabic UTF-16 is valid UTF-8 full of bytes 00 and 06, so this is asked first."""
    if len(data) % 2 or sum(data.count(byte) for byte in (0x00, 0x06)) * 4 < len(data) or not data:
        return None
    for name in ("utf-16-le", "utf-16-be"):
        text = data.decode(name, "replace")
        if len(_PLAUSIBLE_IN_UTF16.findall(text)) * 10 >= len(text) * 9:
            return Decoded(_strict(data, name), name)
    return None


def _mostly_utf8(data: bytes) -> bool:
    """True for UTF-8 with a few wrong bytes, which a code page would turn into well-formed nonsense."""
    text = data.decode("utf-8", "replace")
    wrong = text.count("\N{REPLACEMENT CHARACTER}")
    return wrong * 10 < len(_NOT_ASCII.findall(text))


def _arabic_page(data: bytes) -> Decoded | None:
    """The single-byte Arabic code page in which most of what is not ASCII are Arabic letters, «ال» counting twice."""
    found: list[tuple[float, Decoded]] = []
    for name in _ARABIC_PAGES:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        foreign = len(_NOT_ASCII.findall(text))
        arabic = len(_ARABIC.findall(text))
        if arabic * 3 >= foreign * 2:
            found.append(((arabic + 2 * text.count("ال")) / max(foreign, 1), Decoded(text, name)))
    return max(found, key=lambda scored: scored[0])[1] if found else None


def _text_only(decoded: Decoded) -> Decoded:
    """`decoded` unless it is full of control characters. Raises InputError."""
    controls = len(_CONTROL.findall(decoded.text))
    if controls > 2 + len(decoded.text) // 20:
        raise InputError("the file is binary data, not text", "is its suffix right?")
    return decoded
