"""Paragraphs of WordprocessingML ↔ items: the dialect of the document, headers, footers, notes and comments.

A leaf is a child of a run, or a node that stands in a paragraph beside runs. Complex fields run across leaves: their
instruction is never text. A field that Word computes (a page number, a date) is a point, and a result in words a
place of its own; other results (a link, a cross-reference) are ranges of the sentence. Deleted text is a point.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from translator.formats.inline import Inline, inline
from translator.formats.items import Item, Point, Range, Text
from translator.formats.ooxml import Echo, Place, attribute_places, inline_place, text_place
from translator.formats.word_direction import Styles, w

_CODES = (
    "ADVANCE AUTHOR AUTONUM AUTONUMLGL AUTONUMOUT BARCODE CREATEDATE DATE EDITTIME EMBED EQ FILENAME FILESIZE "
    "FORMCHECKBOX FORMDROPDOWN INCLUDEPICTURE LASTSAVEDBY LISTNUM MERGEFIELD MERGEREC MERGESEQ NEXT NEXTIF NOTEREF "
    "NUMCHARS NUMPAGES NUMWORDS PAGE PAGEREF PRINTDATE RD REVNUM SAVEDATE SECTION SECTIONPAGES SEQ SYMBOL TA TC TIME "
    "USERADDRESS USERINITIALS USERNAME XE"
)
_COMPUTED = frozenset(_CODES.split())
_CONTAINERS = frozenset(w(name) for name in ("hyperlink", "smartTag", "customXml", "ins", "moveTo", "sdt", "fldSimple"))
_TRANSPARENT = frozenset((w("dir"), w("bdo")))
_PROPERTIES = frozenset(w(name) for name in ("pPr", "rPr", "smartTagPr", "customXmlPr", "fldData"))
_DROPPED = frozenset((w("proofErr"), w("lastRenderedPageBreak")))
_BREAKS = frozenset((w("br"), w("cr"), w("tab"), w("ptab")))
_ANCHOR = re.compile(re.escape(w("")) + r"(bookmark|commentRange|perm|moveFromRange|moveToRange)(Start|End)")
_MAX_DEPTH = 40  # deeper markup is kept as it is: no editor writes it, and recursion must end
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/%s}%s"
_CHECK_BOX = "{http://schemas.microsoft.com/office/word/2010/wordml}checkbox"
_VML = "{urn:schemas-microsoft-com:vml}"
_ATTRIBUTES = {
    _DRAWING % ("wordprocessingDrawing", "docPr"): ("descr", "title"),
    w("hyperlink"): (w("tooltip"),),
    w("tblCaption"): (w("val"),),
    w("tblDescription"): (w("val"),),
    w("alias"): (w("val"),),
    w("listItem"): (w("displayText"),),
    w("statusText"): (w("val"),),
    w("helpText"): (w("val"),),
    _VML + "textpath": ("string",),
}
_ATTRIBUTE_COPIES = {
    _DRAWING % ("picture", "cNvPr"): ("descr", "title"),
    _VML + "shape": ("alt", "title"),
}


@dataclass(frozen=True, slots=True)
class _Leaf:
    """`node` in `run`, or beside runs when `run` is None."""

    run: etree._Element | None
    node: etree._Element


@dataclass(frozen=True, slots=True)
class _Shell:
    """What is around a range: an element to fill again, or leaves before and after."""

    element: etree._Element | None = None
    head: tuple[_Leaf, ...] = ()
    tail: tuple[_Leaf, ...] = ()


@dataclass(slots=True)
class _Frame:
    """A field or a pair of anchors that is open. `anchor` is '' for a field, whose `code` ends at its separator."""

    head: list[_Leaf]
    anchor: str = ""
    code: str = ""
    in_code: bool = False
    raw: list[_Leaf] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)


def story_places(root: etree._Element) -> Iterator[Place]:
    """Every paragraph of a story, text boxes included, then alternative texts and other visible attributes."""
    styles = Styles()
    for paragraph in root.iter(w("p")):
        if next(paragraph.iter(w("t")), None) is None:
            continue  # most of a form's or a table's paragraphs are empty
        echo = Echo.IF_SEEN if next(paragraph.iterancestors(_FALLBACK), None) is not None else Echo.NEVER
        items = _collect(paragraph, styles)
        yield _place(paragraph, inline(items), echo)
        yield from (text_place(paragraph, nodes) for nodes in _computed_texts(items))
    yield from attribute_places(root, _ATTRIBUTES)
    yield from attribute_places(root, _ATTRIBUTE_COPIES, Echo.IF_SEEN)


def _collect(container: etree._Element, styles: Styles, depth: int = 0) -> list[Item]:
    """The content of a paragraph, or of a container in one, as items. Does not change the tree."""
    frames = [_Frame([])]
    for leaf in _leaves(container):
        if not _opens_or_closes(frames, leaf, depth):
            frames[-1].items += _items(leaf, styles, depth)
    while len(frames) > 1:
        _dissolve(frames)
    return frames[0].items


def _put(container: etree._Element, items: Iterable[Item]) -> None:
    """Replaces the content of a paragraph, or of a container in one, by `items`."""
    for child in list(container):
        if child.tag not in _PROPERTIES:
            container.remove(child)
    container.extend(_emitted(items))


def _place(paragraph: etree._Element, content: Inline, echo: Echo) -> Place:
    return inline_place(paragraph, content, lambda items: _put(paragraph, items), echo)


def _leaves(container: etree._Element) -> Iterator[_Leaf]:
    for node in container:
        if node.tag == w("r"):
            yield from (_Leaf(node, child) for child in node if child.tag not in (w("rPr"), *_DROPPED))
        elif node.tag in _TRANSPARENT:
            yield from _leaves(node)
        elif node.tag not in _PROPERTIES and node.tag not in _DROPPED:
            yield _Leaf(None, node)


def _opens_or_closes(frames: list[_Frame], leaf: _Leaf, depth: int) -> bool:
    """True when `leaf` opens or closes a frame, or belongs to the instruction of a field: it is no content then."""
    for frame in frames:
        frame.raw.append(leaf)
    top = frames[-1]
    kind = leaf.node.get(w("fldCharType"), "") if leaf.node.tag == w("fldChar") else ""
    anchor = _ANCHOR.fullmatch(leaf.node.tag) if isinstance(leaf.node.tag, str) and leaf.run is None else None
    if kind == "begin" and len(frames) + depth < _MAX_DEPTH:
        frames.append(_Frame([leaf], in_code=True, raw=[leaf]))
    elif kind == "end" and any(not frame.anchor for frame in frames[1:]):
        _close_field(frames, leaf)
    elif top.in_code:
        top.head.append(leaf)
        top.code += (leaf.node.text or "") if leaf.node.tag == w("instrText") else ""
        top.in_code = kind != "separate"
    elif anchor and anchor[2] == "Start" and len(frames) + depth < _MAX_DEPTH:
        frames.append(_Frame([leaf], anchor=f"{anchor[1]} {leaf.node.get(w('id'))}", raw=[leaf]))
    elif anchor and anchor[2] == "End":
        _close_anchor(frames, leaf, f"{anchor[1]} {leaf.node.get(w('id'))}")
    else:
        return False
    return True


def _close_field(frames: list[_Frame], leaf: _Leaf) -> None:
    while frames[-1].anchor:
        _dissolve(frames)
    frame = frames.pop()
    name = (frame.code.split() or [""])[0].upper()
    if frame.in_code or name in _COMPUTED or frames[-1].in_code:
        item: Item = Point(tuple(frame.raw))
    else:
        item = Range(_Shell(None, tuple(frame.head), (leaf,)), tuple(frame.items))
    if frames[-1].in_code:
        frames[-1].head += frame.raw
    else:
        frames[-1].items.append(item)


def _close_anchor(frames: list[_Frame], leaf: _Leaf, anchor: str) -> None:
    """Makes a range of a pair; a pair that crosses another stays two points."""
    if frames[-1].anchor == anchor:
        frame = frames.pop()
        frames[-1].items.append(Range(_Shell(None, tuple(frame.head), (leaf,)), tuple(frame.items)))
        return
    last_field = max(n for n, frame in enumerate(frames) if not frame.anchor)
    if any(frame.anchor == anchor for frame in frames[last_field:]):
        crossed = next(n for n, frame in enumerate(frames) if frame.anchor == anchor)
        opened = frames.pop(crossed)
        frames[crossed - 1].items += [Point(tuple(opened.head)), *opened.items]
    frames[-1].items.append(Point((leaf,)))


def _dissolve(frames: list[_Frame]) -> None:
    """The innermost frame was never closed here: its leaves are points, its content is content."""
    frame = frames.pop()
    frames[-1].items += [Point(tuple(frame.head)), *frame.items]


def _items(leaf: _Leaf, styles: Styles, depth: int) -> list[Item]:
    node = leaf.node
    if leaf.run is not None:
        if node.tag == w("t") and node.text:
            return [Text(node.text, styles.of(leaf.run))]
        return [Point((leaf,), node.tag in _BREAKS)]
    if node.tag not in _CONTAINERS or depth + 1 >= _MAX_DEPTH:
        return [Point((leaf,))]
    if node.tag == w("fldSimple") and (node.get(w("instr"), "").split() or [""])[0].upper() in _COMPUTED:
        return [Point((leaf,))]
    content = node.find(w("sdtContent")) if node.tag == w("sdt") else node
    if content is None or next(node.iter(_CHECK_BOX), None) is not None:
        return [Point((leaf,))]
    return [Range(_Shell(node), tuple(_collect(content, styles, depth + 1)))]


def _computed_texts(items: Iterable[Item]) -> Iterator[list[etree._Element]]:
    """The text nodes of worded results of computed fields, one list a field.

    Of Arabic ones and others, so that a document and its translation have the same segments.
    """
    for item in items:
        if isinstance(item, Range):
            yield from _computed_texts(item.children)
        elif isinstance(item, Point):
            leaves = [leaf for leaf in item.data if isinstance(leaf, _Leaf)]
            nodes = [leaf.node for leaf in leaves if leaf.node.tag == w("t")]
            for leaf in leaves:
                nodes += leaf.node.iter(w("t")) if leaf.node.tag == w("fldSimple") else ()
            if any(sign.isalpha() for node in nodes for sign in node.text or ""):
                yield nodes


def _emitted(items: Iterable[Item]) -> list[etree._Element]:
    nodes: list[etree._Element] = []
    for item in items:
        if isinstance(item, Text):
            nodes += _run(item)
        elif isinstance(item, Point):
            nodes += _restored(leaf for leaf in item.data if isinstance(leaf, _Leaf))
        else:
            nodes += _refilled(item)
    return nodes


def _run(text: Text) -> list[etree._Element]:
    if not text.text:
        return []
    run = etree.Element(w("r"))
    if isinstance(text.style.data, etree._Element):
        run.append(deepcopy(text.style.data))
    node = etree.SubElement(run, w("t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    node.text = text.text
    return [run]


def _restored(leaves: Iterable[_Leaf]) -> list[etree._Element]:
    """The nodes of `leaves`, those of one run in one run again."""
    nodes: list[etree._Element] = []
    last: etree._Element | None = None
    for leaf in leaves:
        if leaf.run is None:
            nodes.append(leaf.node)
        elif leaf.run is last:
            nodes[-1].append(leaf.node)
        else:
            run = etree.Element(w("r"))
            properties = leaf.run.find(w("rPr"))
            run.extend([*([] if properties is None else [deepcopy(properties)]), leaf.node])
            nodes.append(run)
        last = leaf.run
    return nodes


def _refilled(item: Range) -> Sequence[etree._Element]:
    shell = item.data
    assert isinstance(shell, _Shell)
    if shell.element is None:
        return [*_restored(shell.head), *_emitted(item.children), *_restored(shell.tail)]
    content = shell.element.find(w("sdtContent")) if shell.element.tag == w("sdt") else shell.element
    assert content is not None
    _put(content, item.children)
    return [shell.element]
