"""EPUB books: the pages of the spine and all others, navigation, table of contents, titles and style sheets.

Pages are edited in place, so that XML declarations, doctypes and all that no translation touches stay. The author,
the publisher and the identifiers stay as they are.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from translator.document import Document, Segment, Translation
from translator.errors import InputError
from translator.formats.elements import direction_of
from translator.formats.mirror import mirrored_sheet
from translator.formats.page_file import PageFile, open_xhtml
from translator.formats.page_turn import is_arabic
from translator.parsing.encoding import decode, encode
from translator.parsing.package import Package, legal, open_package, parse_xml, serialise_xml

_CONTAINER = "META-INF/container.xml"
_ENCRYPTION = "META-INF/encryption.xml"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_NCX = "{http://www.daisy.org/z3986/2005/ncx/}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_PAGES = ("application/xhtml+xml", "text/html")
_TITLES = (_DC + "title", _DC + "description", _DC + "subject")
_NAMED = frozenset(("calibre:series", "belongs-to-collection"))


@dataclass(frozen=True, slots=True)
class _Book:
    """The parts of a book in reading order, by name: lists (package document, NCX) as bytes, pages, style sheets."""

    package: Package
    lists: dict[str, bytes] = field(default_factory=dict)
    pages: dict[str, PageFile] = field(default_factory=dict)
    sheets: dict[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Label:
    """A text of a list: what `element` says, or its `attribute`."""

    element: etree._Element
    attribute: str = ""

    @property
    def text(self) -> str:
        """The text without white space around it."""
        return (self.element.get(self.attribute, "") if self.attribute else self.element.text or "").strip()

    def replace(self, text: str) -> None:
        """Puts `text` in its place."""
        if self.attribute:
            self.element.set(self.attribute, legal(text))
        else:
            self.element.text = (self.element.text or "").replace(self.text, legal(text))


def read(data: bytes) -> Document:
    """The book in `data`. Raises InputError."""
    book = _opened(open_package(data))
    segments: list[Segment] = []
    for name, part in book.lists.items():
        labels = _labels(parse_xml(part, name).getroot())
        segments += [Segment(f"{name}#{number}", label.text) for number, label in enumerate(labels, 1)]
    for name, file in book.pages.items():
        segments += file.page.segments(name)
    return Document("epub", tuple(segments), book)


def write(document: Document, translations: Sequence[Translation]) -> bytes:
    """The book with its text replaced, read from left to right unless nothing was translated."""
    book = document.skeleton
    assert isinstance(book, _Book)
    pairs = zip(document.segments, translations, strict=True)
    if all(s.text == t.text and set(s.marks) == set(t.marks) for s, t in pairs):
        return book.package.data
    is_rtl = _is_rtl(book)
    rest = iter(translations)
    changes: dict[str, bytes] = {}
    for name, part in book.lists.items():
        tree = parse_xml(part, name)
        for label in list(_labels(tree.getroot())):
            label.replace(next(rest).text)
        _turn(tree.getroot())
        changes[name] = serialise_xml(tree, part)
    for name, file in book.pages.items():
        changes[name] = file.written([next(rest) for _ in file.page.units], is_rtl)
    if is_rtl:
        changes |= {name: _mirrored(part) for name, part in book.sheets.items()}
    return book.package.write(changes)


def _opened(package: Package) -> _Book:
    container = parse_xml(package.read(_CONTAINER), _CONTAINER)
    roots = [element.get("full-path", "") for element in container.iter("{*}rootfile")]
    if not roots:
        raise InputError("the file is no book", "is its suffix right?")
    book = _Book(package)
    for root in roots:
        book.lists[root] = package.read(root)
        for name, kind in _manifest(root, parse_xml(book.lists[root], root).getroot()):
            if name not in package.names:
                continue
            if kind in _PAGES:
                book.pages[name] = open_xhtml(package.read(name))
            elif kind == "application/x-dtbncx+xml":
                book.lists[name] = package.read(name)
            elif kind == "text/css":
                book.sheets[name] = package.read(name)
    _refuse_encryption(book)
    return book


def _manifest(opf: str, root: etree._Element) -> Iterator[tuple[str, str]]:
    """Name and media type of the parts of a book: the spine in reading order, then all others."""
    items = {item.get("id", ""): item for item in root.iter(_OPF + "item")}
    spine = [name for name in (ref.get("idref", "") for ref in root.iter(_OPF + "itemref")) if name in items]
    for identifier in dict.fromkeys([*spine, *items]):
        path = posixpath.join(posixpath.dirname(opf), unquote(items[identifier].get("href", "")))
        yield posixpath.normpath(path), items[identifier].get("media-type", "").lower()


def _refuse_encryption(book: _Book) -> None:
    """Raises InputError for a book whose text is locked; fonts may be."""
    if _ENCRYPTION not in book.package.names:
        return
    references = parse_xml(book.package.read(_ENCRYPTION), _ENCRYPTION).iter("{*}CipherReference")
    locked = {unquote(reference.get("URI", "")) for reference in references}
    if not locked.isdisjoint([*book.pages, *book.lists]):
        raise InputError("the book is encrypted", "its seller's software may be able to save it without protection")


def _labels(root: etree._Element) -> Iterator[_Label]:
    """The texts of a package document or an NCX that readers meet."""
    for element in root.iter(*_TITLES, _OPF + "meta", _OPF + "reference", _NCX + "text"):
        label = _Label(element, _attribute(element))
        is_read = element.tag != _OPF + "meta" or not _NAMED.isdisjoint((element.get("name"), element.get("property")))
        is_author = _parent_tag(element) == _NCX + "docAuthor"
        if is_read and not is_author and any(map(str.isalpha, label.text)):
            yield label


def _attribute(element: etree._Element) -> str:
    """Where an element of a list has its text: '' for between its tags."""
    if element.tag == _OPF + "reference":
        return "title"
    return "content" if element.tag == _OPF + "meta" and element.get("name") else ""


def _parent_tag(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else str(parent.tag)


def _turn(root: etree._Element) -> None:
    """The direction and the language of a list."""
    for element in root.iter(etree.Element):
        if element.get("dir") == "rtl":
            element.set("dir", "ltr")
        if is_arabic(element.get(_LANG, "")):
            element.set(_LANG, "en")
        if element.get("page-progression-direction") == "rtl":
            element.set("page-progression-direction", "ltr")
        if element.get("name") == "primary-writing-mode":
            element.set("content", element.get("content", "").replace("-rl", "-lr"))
        if element.tag == _DC + "language" and is_arabic((element.text or "").strip()):
            element.text = "en"


def _is_rtl(book: _Book) -> bool:
    """Whether the book as a whole runs right to left, by its spine, its pages or its style sheets."""
    lists = [parse_xml(part, name).getroot() for name, part in book.lists.items()]
    spines = (spine for root in lists for spine in root.iter(_OPF + "spine"))
    return (
        any(spine.get("page-progression-direction") == "rtl" for spine in spines)
        or any(file.page.is_rtl for file in book.pages.values())
        or any(direction_of(decode(sheet).text) == "rtl" for sheet in book.sheets.values())
    )


def _mirrored(sheet: bytes) -> bytes:
    decoded = decode(sheet)
    return encode(mirrored_sheet(decoded.text), decoded.encoding, decoded.bom)
