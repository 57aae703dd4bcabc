"""Zip packages of XML parts (docx, pptx, xlsx, odt, epub): reading what may be hostile, writing only what changed.

Every limit is checked before anything is unpacked, so a bomb costs no more than its directory. Parts that do not
change keep their bytes, order, compression and time stamp; the `mimetype` of ODF and EPUB so stays first and stored.
"""

from __future__ import annotations

import copy
import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from lxml import etree

from translator.errors import InputError

MAX_ENTRIES = 20_000
MAX_TOTAL = 512 << 20
MAX_PART = 64 << 20
MAX_TEXTS = 150_000  # in a document: each takes about a kilobyte while it is translated
_MAX_TAGS = 2_500_000  # in a part: an element takes about three hundred bytes
_MAX_RATIO = 100
_RATIO_FROM = 4 << 20  # a smaller part can do no harm however well it is compressed
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
)
_SPLIT = "divide it into several files"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml[^>]*\?>\s*)?")
_ROOT = re.compile(rb"(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>|[^<])*<(?:[\w-]+:)?([\w-]+)", re.DOTALL)
_LANGUAGE = ("{http://www.w3.org/XML/1998/namespace}lang", "lang")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Package:
    """A zip whose directory was found harmless; `names` are its files in order, directories left out."""

    data: bytes
    names: tuple[str, ...]

    def read(self, name: str) -> bytes:
        """The bytes of the part `name`. Raises InputError when it is missing, damaged or too large to take apart."""
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as package:
                info = package.getinfo(name)
                if info.file_size > MAX_PART:
                    message = f"{name} unpacks to {info.file_size >> 20} MB; the limit is {MAX_PART >> 20} MB"
                    raise InputError(message, "divide it into several files")
                return package.read(info)
        except KeyError:
            raise InputError(f"the file is damaged: {name} is missing") from None
        except _DAMAGE as error:
            raise InputError(f"the file is damaged: {name}: {error}") from None

    def write(self, changes: Mapping[str, bytes]) -> bytes:
        """The package with the parts in `changes` replaced and all others as they were. Raises InputError."""
        target = io.BytesIO()
        try:
            with zipfile.ZipFile(io.BytesIO(self.data)) as source, zipfile.ZipFile(target, "w") as result:
                result.comment = source.comment
                for info in source.infolist():
                    data = changes[info.filename] if info.filename in changes else source.read(info)
                    result.writestr(copy.copy(info), data)
        except _DAMAGE as error:
            raise InputError(f"the file is damaged: {error}") from None
        return target.getvalue()


def open_package(data: bytes) -> Package:
    """The package in `data`.

    Raises InputError, before anything is unpacked, for data that is no zip, for encrypted, oversized or doubled
    entries, and for names or links that lead out of the package.
    """
    if data.startswith(_OLE):
        raise InputError("the file is encrypted or in an old binary format", "save it as Open XML, without a password")
    if not data:
        raise InputError("the file is empty", "get it again from where it came")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
    except _DAMAGE as error:
        raise InputError(f"the file is damaged or no package: {error}") from None
    _refuse_size(entries)
    for info in entries:
        _refuse_entry(info)
    names = [info.filename for info in entries]
    if len(set(names)) < len(names):
        raise InputError("the file is hostile: two entries have the same name")
    return Package(data, tuple(name for name in names if not name.endswith("/")))


def parse_xml(data: bytes, name: str) -> etree._ElementTree:
    """The XML of the part `name`, nothing expanded or fetched; comments, CDATA and doctype kept. Raises InputError."""
    if data.count(b"<") > _MAX_TAGS:
        raise InputError(f"{name} has more than {_MAX_TAGS:,} tags, too many to take apart", _SPLIT)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, strip_cdata=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"the file is damaged: {name}: {error}") from None
    tree = root.getroottree()
    if tree.docinfo.internalDTD is not None and b"<!ENTITY" in data.replace(b"\0", b""):
        raise InputError(f"the file is hostile: {name} declares entities")
    return tree


def xml_root(data: bytes) -> str:
    """The name of the first element of the XML `data`, without prefix; '' for what is no XML. Nothing is parsed."""
    found = _ROOT.match(data[:8192].replace(b"\0", b"")) if b"<" in data[:200] else None
    return found[1].decode("ascii", "replace") if found else ""


def stream_xml(data: bytes, name: str, tags: Sequence[str]) -> Iterator[etree._Element]:
    """The elements of the part `name` that have one of `tags`, one after the other, each emptied after its turn.

    So a long part costs no more memory than its bytes. Raises InputError as `parse_xml` does.
    """
    plain = data.replace(b"\0", b"")
    if b"<!DOCTYPE" in plain and b"<!ENTITY" in plain:
        raise InputError(f"the file is hostile: {name} declares entities")
    safe = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    try:
        for _, element in etree.iterparse(io.BytesIO(data), events=("end",), tag=tags, **safe):
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(f"the file is damaged: {name}: {error}") from None


def serialise_xml(tree: etree._ElementTree, original: bytes) -> bytes:
    """`tree` as bytes with the XML declaration of `original`, the bytes it was parsed from, as it was written there."""
    encoding = tree.docinfo.encoding or "UTF-8"
    if encoding.upper() not in ("UTF-8", "UTF8", "US-ASCII", "ASCII"):
        alone = bool(tree.docinfo.standalone)
        return cast(bytes, etree.tostring(tree, encoding=encoding, xml_declaration=True, standalone=alone))
    declaration = _DECLARATION.match(original)
    assert declaration is not None
    return declaration.group() + cast(bytes, etree.tostring(tree, encoding=encoding, xml_declaration=False))


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def language(element: etree._Element) -> str:
    """What an element says its language is, without script and region: `ar` for `xml:lang="ar_SA"`; '' for nothing."""
    said = next((value for name in _LANGUAGE if (value := element.get(name))), "")
    return said.lower().replace("_", "-").partition("-")[0]


def refuse_texts(count: int) -> None:
    """Raises InputError when a document has more texts than can be held at once."""
    if count > MAX_TEXTS:
        raise InputError(f"the document has more than {MAX_TEXTS:,} texts", _SPLIT)


def legal(text: str) -> str:
    """`text` with U+FFFD for what XML cannot hold, controls and lone surrogates, so that spans on it stay true."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _refuse_size(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise InputError(f"the file holds {len(entries)} entries; the limit is {MAX_ENTRIES}")
    total = sum(info.file_size for info in entries)
    if total > MAX_TOTAL:
        raise InputError(f"the file unpacks to {total >> 20} MB; the limit is {MAX_TOTAL >> 20} MB")
    for info in entries:
        if info.file_size > max(_RATIO_FROM, info.compress_size * _MAX_RATIO):
            raise InputError(f"the file is a zip bomb: {info.filename} unpacks to {info.file_size >> 20} MB")


def _refuse_entry(info: zipfile.ZipInfo) -> None:
    name = info.filename
    if info.flag_bits & 0x1:
        raise InputError(f"the file is encrypted: {name}", "save it without a password")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise InputError(f"the file is damaged: {name} has compression method {info.compress_type}")
    if _leads_out(name) or stat.S_ISLNK(info.external_attr >> 16):
        raise InputError(f"the file is hostile: the entry {name!r} leads out of the package")


def _leads_out(name: str) -> bool:
    return name.startswith("/") or "\\" in name or name[1:2] == ":" or ".." in name.split("/")
