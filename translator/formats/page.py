"""The text of a page, HTML or XHTML, as units of translation, and the page with other text in place of them.

A unit is the inline content between two tags that part text, or an attribute that readers meet. A page is edited
where it changes and nowhere else: with all units as they were it is the same, character for character.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from translator.document import Segment, Span, Translation
from translator.errors import InputError
from translator.formats.elements import Elements, match
from translator.formats.inline import Inline, inline
from translator.formats.items import Item, Range, Text
from translator.formats.markup import Attribute, Edit, Token, edited, scan
from translator.formats.page_text import Tags, attribute_items, references_in, run_items, trimmed
from translator.formats.page_turn import runs_rtl, sheets, turns
from translator.parsing.package import legal

_EVERYWHERE = frozenset(
    "title aria-label aria-description aria-placeholder aria-roledescription aria-valuetext".split()
)
_ATTRIBUTES = {
    "alt": ("img", "area", "input"),
    "placeholder": ("input", "textarea"),
    "label": ("optgroup", "option", "track", "menu"),
    "summary": ("table",),
    "abbr": ("th",),
}
_META = frozenset(
    "description keywords subject abstract headline name application-name apple-mobile-web-app-title og:title "
    "og:description og:site_name og:image:alt twitter:title twitter:description twitter:image:alt article:section "
    "article:tag dc.title dc.description dc.subject".split()
)
_BUTTONS = ("button", "submit", "reset")


@dataclass(frozen=True, slots=True)
class Unit:
    """Text at `span` of the source, and the signs that are written as references in it.

    `quote` is what is around an attribute ('=' for nothing), '' for text of the page.
    """

    span: Span
    content: Inline
    references: dict[int, str]
    quote: str = ""

    def differs(self, translation: Translation) -> bool:
        """Whether `translation` changes anything."""
        return translation.text != self.content.text or set(translation.marks) != set(self.content.marks)


@dataclass(frozen=True, slots=True)
class Page:
    """A page taken apart: its units in reading order, and the edits that make it and its style sheets left to right."""

    source: str
    units: tuple[Unit, ...]
    turns: tuple[Edit, ...]
    sheets: tuple[Edit, ...]
    is_rtl: bool

    def segments(self, prefix: str = "") -> list[Segment]:
        """The units as segments, their ids beginning with `prefix`."""
        return [
            Segment(f"{prefix}#{number}", unit.content.text, unit.content.marks)
            for number, unit in enumerate(self.units, 1)
        ]

    def differs(self, translations: Sequence[Translation]) -> bool:
        """Whether `translations` change anything."""
        return any(unit.differs(translation) for unit, translation in zip(self.units, translations, strict=True))

    def written(self, translations: Sequence[Translation], turn_sheets: bool) -> str:
        """The page translated and left to right, its style sheets too with `turn_sheets`."""
        pairs = [(unit, t) for unit, t in zip(self.units, translations, strict=True) if unit.differs(t)]
        attributes = [_attribute_edit(self.source, unit, t) for unit, t in pairs if unit.quote]
        inner = sorted([*attributes, *self.turns, *(self.sheets if turn_sheets else ())], key=lambda edit: edit.start)
        copier = _Copier(self.source, inner)
        outer = [Edit(unit.span.start, unit.span.end, copier.text(unit, t)) for unit, t in pairs if not unit.quote]
        return edited(self.source, sorted([*outer, *_outside(inner, outer)], key=lambda edit: edit.start))


def read_page(source: str, is_xml: bool) -> Page:
    """The page that `source` is. Raises InputError for entity declarations and for hostile nesting."""
    tokens = scan(source, is_xml)
    for token in tokens:
        if token.name == "doctype" and "<!entity" in source[token.start : token.end].lower():
            raise InputError("the file is hostile: it declares entities")
    is_rtl = runs_rtl(source, tokens)
    elements = match(tokens, source, is_xml, is_rtl)
    units = [*_text_units(source, tokens, elements), *_attribute_units(source, tokens, elements)]
    units.sort(key=lambda unit: unit.span)
    return Page(source, tuple(units), tuple(turns(source, tokens, elements)), tuple(sheets(source, tokens)), is_rtl)


def _text_units(source: str, tokens: Sequence[Token], elements: Elements) -> Iterator[Unit]:
    for first, last, name in _runs(tokens, elements):
        whole = Span(tokens[first].start, tokens[last - 1].end)
        for span in _lines(source, whole) if name == "textarea" else (whole,):
            limits = trimmed(source, span)
            items = run_items(source, tokens, elements, first, limits)
            for part, content in _menu(items) or [(limits, items)]:
                unit = Unit(part, inline(content), references_in(part.of(source)))
                if unit.content.text:
                    yield unit


def _runs(tokens: Sequence[Token], elements: Elements) -> Iterator[tuple[int, int, str]]:
    """The first and last token of each run between two tags that part text, and the name of the tag before it."""
    first, number, name = 0, 0, ""
    while number < len(tokens):
        following = elements.after(number)
        if elements.parts(number, tokens[number]):
            if first < number:
                yield first, number, name
            first, name = following, tokens[number].name
        number = following
    if first < len(tokens):
        yield first, len(tokens), name


def _lines(source: str, span: Span) -> Iterator[Span]:
    at = span.start
    for line in span.of(source).splitlines(keepends=True):
        yield Span(at, at + len(line))
        at += len(line)


def _menu(items: Sequence[Item]) -> list[tuple[Span, Iterable[Item]]]:
    """Links beside links with no word between them are no sentence but a list: the content of each. Else nothing."""
    if any(isinstance(item, Text) and any(map(str.isalnum, item.text)) for item in items):
        return []
    ranges = [(item.data, item.children) for item in items if isinstance(item, Range)]
    links = [(tags, children) for tags, children in ranges if isinstance(tags, Tags) and tags.name == "a"]
    if len(links) < 2 or len(links) < len(ranges):
        return []
    return [(Span(tags.start.end, tags.end.start), children) for tags, children in links]


def _attribute_units(source: str, tokens: Sequence[Token], elements: Elements) -> Iterator[Unit]:
    for token, _ in elements.visible(tokens):
        for attribute in token.attributes:
            if attribute.raw and _is_read(token, attribute.name):
                yield from _attribute_unit(source, attribute)


def _attribute_unit(source: str, attribute: Attribute) -> Iterator[Unit]:
    span = trimmed(source, Span(attribute.start, attribute.end))
    content = inline(attribute_items(source, span))
    quote = source[attribute.start - 1]
    if any(map(str.isalpha, content.text)):
        yield Unit(span, content, references_in(attribute.raw), quote if quote in "\"'" else "=")


def _is_read(token: Token, name: str) -> bool:
    """Whether readers meet the attribute `name` of the tag."""
    if name == "value":
        return token.name == "input" and token.get("type").lower() in _BUTTONS
    if name == "content":
        names = (token.get(key).lower() for key in ("name", "property", "itemprop"))
        return token.name == "meta" and not _META.isdisjoint(names)
    return name in _EVERYWHERE or token.name in _ATTRIBUTES.get(name, ())


@dataclass(frozen=True, slots=True)
class _Copier:
    """Puts units together from their translations and from copies of the source with `edits` in them."""

    source: str
    edits: Sequence[Edit]

    def text(self, unit: Unit, translation: Translation) -> str:
        """The markup of `unit` with `translation` in it."""
        items = unit.content.replaced(Translation(legal(translation.text), translation.marks))
        return "".join(self._pieces(items, unit))

    def _pieces(self, items: Iterable[Item], unit: Unit) -> Iterator[str]:
        for item in items:
            if isinstance(item, Text):
                yield item.text.translate(unit.references)
            elif isinstance(item, Range):
                assert isinstance(item.data, Tags)
                yield self._copy(item.data.start)
                yield from self._pieces(item.children, unit)
                yield self._copy(item.data.end)
            else:
                yield from (self._copy(span) for span in item.data if isinstance(span, Span))

    def _copy(self, span: Span) -> str:
        first = bisect_left(self.edits, span.start, key=lambda edit: edit.start)
        last = bisect_left(self.edits, span.end, key=lambda edit: edit.start)
        inside = [Edit(e.start - span.start, e.end - span.start, e.text) for e in self.edits[first:last]]
        return edited(span.of(self.source), inside)


def _attribute_edit(source: str, unit: Unit, translation: Translation) -> Edit:
    text = _Copier(source, ()).text(unit, translation)
    text = text.replace("'", "&#39;") if unit.quote == "'" else text.replace('"', "&quot;")
    return Edit(unit.span.start, unit.span.end, f'"{text}"' if unit.quote == "=" else text)


def _outside(inner: Sequence[Edit], outer: Sequence[Edit]) -> Iterator[Edit]:
    """The edits of `inner` that none of `outer` covers; both are in order."""
    covers = iter(outer)
    cover = next(covers, None)
    for edit in inner:
        while cover and cover.end <= edit.start:
            cover = next(covers, None)
        if not cover or edit.start < cover.start:
            yield edit
