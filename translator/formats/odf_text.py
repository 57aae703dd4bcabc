"""The texts of OpenDocument ↔ items: paragraphs, headings and all that stands in them, titles, labels, properties.

A span is formatting, never a boundary. Notes, comments and text frames are points where they stand; their own
paragraphs are places of their own. A field is a point; the Arabic that it shows is a place of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from translator.document import Translation
from translator.formats.inline import inline
from translator.formats.items import Item, Point, Range, Text
from translator.formats.odf_names import dc, form, meta, number, office, presentation, style, svg, table, text
from translator.formats.odf_styles import Styles
from translator.formats.ooxml import Echo, Place, attribute_places, has_arabic, inline_place
from translator.parsing.package import legal

_SPACES = re.compile("[ \t\r\n]+")
_BREAKS = frozenset((text("s"), text("tab"), text("line-break")))
_CONTROL = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}content-control"
_CONTAINERS = frozenset((text("a"), text("meta"), text("meta-field"), _CONTROL))
_ANCHORS = {
    text("bookmark"): text("name"),
    text("reference-mark"): text("name"),
    text("change"): text("change-id"),
    text("alphabetical-index-mark"): text("id"),
    text("user-index-mark"): text("id"),
    text("toc-mark"): text("id"),
    office("annotation"): office("name"),
}
_MAX_DEPTH = 40  # deeper links are kept as they are: no editor writes them, and recursion must end
_OWN_TEXT = (
    svg("title"), svg("desc"), table("title"), table("desc"), text("index-title-template"), text("index-entry-span"),
    presentation("header-decl"), presentation("footer-decl"), presentation("date-time-decl"), number("text"),
    number("currency-symbol"), dc("title"), dc("subject"), dc("description"), meta("keyword"),
)  # fmt: skip
_CONTROLS = ("button", "checkbox", "radio", "fixed-text", "frame", "option", "item", "text", "textarea", "listbox")
_ATTRIBUTES = {
    text("a"): (office("title"),),
    text("list-level-style-number"): (style("num-prefix"), style("num-suffix")),
    text("outline-level-style"): (style("num-prefix"), style("num-suffix")),
    table("help-message"): (table("title"),),
    table("error-message"): (table("title"),),
    **{form(name): (form("label"), form("title")) for name in _CONTROLS},
}


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A node that stands in a paragraph, and the names of the styles around it."""

    node: etree._Element
    spans: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Pair:
    """What is around a range that two separate nodes mark."""

    head: _Leaf
    tail: _Leaf


@dataclass(slots=True)
class _Frame:
    """A pair that is open."""

    key: str = ""
    head: _Leaf | None = None
    items: list[Item] = field(default_factory=list)


def text_places(root: etree._Element, is_copy: bool) -> Iterator[Place]:
    """Every text of a part; in the copy of what another part says, a text seen before follows that."""
    styles = Styles(root)
    echo = Echo.IF_SEEN if is_copy else Echo.NEVER
    for paragraph in root.iter(text("p"), text("h")):
        if next(paragraph.iterancestors(text("tracked-changes")), None) is None:
            yield from _paragraph_places(paragraph, styles, _echo(paragraph, echo))
    for element in root.iter(*_OWN_TEXT):
        if any(map(str.isalpha, element.text or "")):
            yield Place(element, (element.text or "").strip(), _text_setter(element))
    yield from attribute_places(root, _ATTRIBUTES)


def _echo(paragraph: etree._Element, echo: Echo) -> Echo:
    """What a formula shows is computed again, or follows the cell that it names; what a number shows is no text."""
    cell = next(paragraph.iterancestors(table("table-cell")), None)
    if cell is None or next(paragraph.iterancestors(office("annotation")), None) is not None:
        return echo
    is_text = cell.get(office("value-type"), "string") == "string" or has_arabic(
        "".join(map(str, paragraph.itertext()))
    )
    return echo if is_text and not cell.get(table("formula")) else Echo.ONLY


def _paragraph_places(paragraph: etree._Element, styles: Styles, echo: Echo) -> Iterator[Place]:
    items = _collect(paragraph, styles, (), 0)
    yield inline_place(paragraph, inline(items), lambda new: _put(paragraph, new), echo)
    for node in _points(items):
        if has_arabic(node.text or ""):
            yield Place(node, (node.text or "").strip(), _text_setter(node))


def _points(items: Iterable[Item]) -> Iterator[etree._Element]:
    for item in items:
        if isinstance(item, Range):
            yield from _points(item.children)
        elif isinstance(item, Point):
            yield from (leaf.node for leaf in item.data if isinstance(leaf, _Leaf) and isinstance(leaf.node.tag, str))


def _text_setter(element: etree._Element) -> Callable[[Translation], None]:
    def apply(translation: Translation) -> None:
        old = element.text or ""
        element.text = old.replace(old.strip(), legal(translation.text))

    return apply


def _collect(container: etree._Element, styles: Styles, spans: tuple[str, ...], depth: int) -> list[Item]:
    """The content of a paragraph, or of a container in one, as items. Does not change the tree."""
    frames = [_Frame()]
    for item in _flat(container, styles, spans, depth):
        if not isinstance(item, Point) or not _opens_or_closes(frames, item):
            frames[-1].items.append(item)
    while len(frames) > 1:
        _dissolve(frames, len(frames) - 1)
    return _spaced(frames[0].items)


def _spaced(items: list[Item]) -> list[Item]:
    """`items` with the spaces around what stands like a word in the text taken into it: not doubled, and not lost."""
    result = [item for item in items if not isinstance(item, Text) or item.text]
    for n in range(1, len(result)):
        before, point = result[n - 1 : n + 1]
        if isinstance(point, Point) and isinstance(before, Text) and before.text.endswith(" ") and not point.is_break:
            result[n - 1] = replace(before, text=before.text[:-1])
            data = (" ", *point.data)
            after = result[n + 1] if n + 1 < len(result) else None
            if isinstance(after, Text) and after.text.startswith(" "):
                result[n + 1] = replace(after, text=after.text[1:])
                data = (*data, " ")
            result[n] = Point(data, is_break=True)
    return result


def _flat(container: etree._Element, styles: Styles, spans: tuple[str, ...], depth: int) -> Iterator[Item]:
    look = styles.of(spans)
    yield Text(_SPACES.sub(" ", container.text or ""), look)
    for child in container:
        if child.tag == text("span"):
            name = child.get(text("style-name"))
            yield from _flat(child, styles, (*spans, name) if name else spans, depth)
        elif child.tag in _CONTAINERS and depth < _MAX_DEPTH:
            yield Range(_Leaf(child, spans), tuple(_collect(child, styles, spans, depth + 1)))
        elif child.tag != text("soft-page-break"):
            yield Point((_Leaf(child, spans),), child.tag in _BREAKS)
        yield Text(_SPACES.sub(" ", child.tail or ""), look)


def _opens_or_closes(frames: list[_Frame], point: Point) -> bool:
    """True when the point begins or ends a range that two nodes mark: it is no point then."""
    leaf = point.data[0]
    assert isinstance(leaf, _Leaf)
    tag = leaf.node.tag if isinstance(leaf.node.tag, str) else ""
    name = re.sub("-(start|end)$", "", tag)
    if name not in _ANCHORS or name == tag != office("annotation"):
        return False
    key = f"{name} {leaf.node.get(_ANCHORS[name])}"
    if not tag.endswith("-end"):
        if leaf.node.get(_ANCHORS[name]) is None or len(frames) >= _MAX_DEPTH:
            return False
        frames.append(_Frame(key, leaf))
        return True
    if frames[-1].key != key or frames[-1].head is None:
        for place in range(1, len(frames)):
            if frames[place].key == key:
                _dissolve(frames, place)
                break
        return False
    frame = frames.pop()
    assert frame.head
    frames[-1].items.append(Range(_Pair(frame.head, leaf), tuple(frame.items)))
    return True


def _dissolve(frames: list[_Frame], place: int) -> None:
    """A pair that crosses another, or has no end here, is points; its content is content."""
    frame = frames.pop(place)
    frames[place - 1].items += [Point((frame.head,)), *frame.items]


def _put(container: etree._Element, items: Iterable[Item], spans: tuple[str, ...] = ()) -> None:
    """Replaces the content of a paragraph, or of a container in spans with these styles, by `items`."""
    container.text = None
    for child in list(container):
        container.remove(child)
    for item in items:
        _append(container, item, spans)


def _append(container: etree._Element, item: Item, spans: tuple[str, ...]) -> None:
    """Adds an item to a container that stands in `spans` already."""
    if isinstance(item, Text):
        own = item.style.data if isinstance(item.style.data, tuple) else ()
        if item.text:
            _append_text(_spanned(container, own, spans), item.text)
    elif isinstance(item, Point):
        _append_leaves(container, item.data, spans)
    elif isinstance(item.data, _Pair):
        _append_leaves(container, [item.data.head], spans)
        for child in item.children:
            _append(container, child, spans)
        _append_leaves(container, [item.data.tail], spans)
    else:
        assert isinstance(item.data, _Leaf)
        _put(item.data.node, item.children, item.data.spans)
        _append_leaves(container, [item.data], spans)


def _append_leaves(container: etree._Element, leaves: Iterable[object], spans: tuple[str, ...]) -> None:
    for leaf in leaves:
        if isinstance(leaf, str):
            _append_text(container, leaf)
            continue
        assert isinstance(leaf, _Leaf)
        leaf.node.tail = None
        _spanned(container, leaf.spans, spans).append(leaf.node)


def _spanned(container: etree._Element, wanted: tuple[str, ...], around: tuple[str, ...]) -> etree._Element:
    """Where in `container`, which stands in the spans `around`, something in the spans `wanted` goes."""
    for name in wanted[len(around) :] if wanted[: len(around)] == around else wanted:
        container = etree.SubElement(container, text("span"), {text("style-name"): name})
    return container


def _append_text(container: etree._Element, characters: str) -> None:
    """Adds text; of spaces in a row readers see the first only, the others need an element."""
    for n, piece in enumerate(re.split("(?<= )( +)", characters)):
        if n % 2:
            etree.SubElement(container, text("s"), {text("c"): str(len(piece))})
        elif len(container):
            container[-1].tail = (container[-1].tail or "") + piece
        else:
            container.text = (container.text or "") + piece
