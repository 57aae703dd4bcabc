"""Which tags of a page belong together, which of them part the text, and in which direction their text runs.

Follows the standard's rules for end tags that HTML leaves out, as far as they decide where a text begins and ends.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape

from translator.errors import InputError
from translator.formats.markup import Kind, Token

_BLOCKS = frozenset(
    "address article aside blockquote body button caption center col colgroup datalist dd details dialog dir "
    "div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr "
    "html label legend li main menu nav noframes noscript ol optgroup option p pre rp rt search section select "
    "summary table tbody td template textarea tfoot th thead title tr ul".split()
)
_CLOSES_P = _BLOCKS - frozenset("button datalist label noscript option optgroup rp rt select template textarea".split())
_CELLS = ("td", "th")
_CLOSES = {
    "li": ("li",),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "option": ("option",),
    "optgroup": ("option", "optgroup"),
    "rt": ("rt", "rp"),
    "rp": ("rt", "rp"),
    "td": _CELLS,
    "th": _CELLS,
    "tr": (*_CELLS, "tr"),
    **dict.fromkeys(("tbody", "thead", "tfoot"), (*_CELLS, "tr", "tbody", "thead", "tfoot", "colgroup", "caption")),
}
_KEPT = frozenset("code kbd samp pre script style svg math xmp iframe noembed noframes".split())
_DIRECTION = re.compile(r"(?<![\w-])direction\s*:\s*(rtl|ltr)", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_MAX_DEPTH = 1000
_MAX_INLINE = 40  # deeper markup parts the text, so that no sentence needs deeper recursion
_NOTES = ("noteref", "doc-noteref", "footnote", "biblioref", "doc-biblioref", "backlink", "doc-backlink")


@dataclass(slots=True)
class Element:
    """The element that the token at `first` opens; its content ends before the token at `last`.

    `is_closed` when that token is its end tag. A block parts the text before and after its tags. What is `kept` is
    left as it is, all that is in it included; so is a `note`, the sign that refers to one, but for its digits.
    """

    name: str
    first: int
    last: int
    is_block: bool
    is_rtl: bool
    is_kept: bool
    is_closed: bool = False
    is_note: bool = False


@dataclass(slots=True)
class Elements:
    """The elements by the token that opens them and by the one that closes them."""

    by_start: dict[int, Element] = field(default_factory=dict)
    by_end: dict[int, Element] = field(default_factory=dict)

    def after(self, number: int) -> int:
        """The number of the token after that at `number`, or after all of the element when it is kept as it is."""
        element = self.by_start.get(number)
        return element.last + element.is_closed if element and element.is_kept else number + 1

    def visible(self, tokens: Sequence[Token]) -> Iterator[tuple[Token, Element]]:
        """The start tags outside of what is kept as it is, with their elements."""
        number = 0
        while number < len(tokens):
            element = self.by_start.get(number)
            if element and not element.is_kept:
                yield tokens[number], element
            number = self.after(number)

    def parts(self, number: int, token: Token) -> bool:
        """Whether the tag `token`, at `number`, parts the text before and after it."""
        element = self.by_start.get(number) or self.by_end.get(number)
        return element.is_block if element else token.kind is Kind.END and token.name in _BLOCKS


def match(tokens: Sequence[Token], source: str, is_xml: bool, is_rtl: bool) -> Elements:
    """The elements of `tokens`; the page runs right to left from the start when `is_rtl`.

    Raises InputError for elements nested deeper than any browser shows.
    """
    matcher = _Matcher(tokens, source, is_xml, is_rtl)
    for number, token in enumerate(tokens):
        if token.kind is Kind.START:
            matcher.start(number, token)
        elif token.kind is Kind.END:
            matcher.end(number, token)
    matcher.pop_to(0, len(tokens))
    for element in matcher.result.by_start.values():
        if not element.is_kept and _is_note_reference(element, tokens, source):
            element.is_kept = element.is_note = True
    return matcher.result


def direction_of(style: str) -> str:
    """The `direction` that a style declares, '' when it declares none."""
    found = _DIRECTION.search(style)
    return found[1].lower() if found else ""


@dataclass(slots=True)
class _Open:
    element: Element
    depth: int  # of inline elements around it in its block, itself included
    block: int  # the place in the stack of the nearest block, itself included; -1 for none


class _Matcher:
    def __init__(self, tokens: Sequence[Token], source: str, is_xml: bool, is_rtl: bool) -> None:
        self.result = Elements()
        self._tokens = tokens
        self._source = source
        self._is_xml = is_xml
        self._is_rtl = is_rtl
        self._stack: list[_Open] = []
        self._names: Counter[str] = Counter()

    def start(self, number: int, token: Token) -> None:
        if not self._is_xml:
            self._close_implied(number, token.name)
        top = self._stack[-1] if self._stack else None
        element = self._element(number, token, top)
        depth = 1 + (top.depth if top else 0)
        if depth > _MAX_INLINE or (token.name == "br" and self._is_doubled(number)):
            element.is_block = True
        if element.is_block:
            self._part()
        self.result.by_start[number] = element
        if token.is_empty:
            return
        if len(self._stack) >= _MAX_DEPTH:
            raise InputError(f"the page is damaged or hostile: more than {_MAX_DEPTH} elements in one another")
        block = len(self._stack) if element.is_block else (top.block if top else -1)
        self._stack.append(_Open(element, 0 if element.is_block else depth, block))
        self._names[token.name] += 1

    def end(self, number: int, token: Token) -> None:
        """Closes the element that `token` names, unless it lies beyond a block which the tag has no power over."""
        if not self._names[token.name]:
            return
        last = self._stack[-1].block
        floor = 0 if token.name in _BLOCKS or self._is_xml else max(last, 0)
        for place in range(len(self._stack) - 1, floor - 1, -1):
            element = self._stack[place].element
            if element.name == token.name:
                self.pop_to(place, number)
                element.is_closed = True
                self.result.by_end[number] = element
                return

    def pop_to(self, size: int, number: int) -> None:
        """Ends all elements but the `size` outermost before the token `number`."""
        while len(self._stack) > size:
            element = self._stack.pop().element
            element.last = number
            self._names[element.name] -= 1

    def _element(self, number: int, token: Token, top: _Open | None) -> Element:
        is_rtl = top.element.is_rtl if top else self._is_rtl
        is_kept = token.name in _KEPT
        if token.attributes:
            own = token.get("dir").lower() or direction_of(token.get("style"))
            is_rtl = own == "rtl" or (own != "ltr" and is_rtl)
            is_kept = is_kept or _says_keep(token)
        return Element(token.name, number, number + 1, token.name in _BLOCKS, is_rtl, is_kept)

    def _close_implied(self, number: int, name: str) -> None:
        if name in _CLOSES_P:
            self._close_nearest(number, ("p",))
        while name in _CLOSES and self._close_nearest(number, _CLOSES[name]):
            pass

    def _close_nearest(self, number: int, names: Sequence[str]) -> bool:
        place = self._stack[-1].block if self._stack else -1
        if place < 0 or self._stack[place].element.name not in names:
            return False
        self.pop_to(place, number)
        return True

    def _part(self) -> None:
        """What is around a block parts the text too."""
        for opened in reversed(self._stack):
            if opened.element.is_block:
                break
            opened.element.is_block = True
            opened.depth = 0

    def _is_doubled(self, number: int) -> bool:
        """Whether a line break stands beside another, white space aside: an empty line parts paragraphs."""
        return any(self._neighbour(number, step) == "br" for step in (-1, 1))

    def _neighbour(self, number: int, step: int) -> str:
        for token in self._tokens[number + 1 : number + 3] if step > 0 else self._tokens[number - 1 : number - 3 : -1]:
            if token.kind is not Kind.TEXT or not self._source[token.start : token.end].isspace():
                return token.name
        return ""


def _says_keep(token: Token) -> bool:
    names = ("notranslate", "skiptranslate")
    return token.get("translate").lower() == "no" or not set(names).isdisjoint(token.get("class").split())


def _is_note_reference(element: Element, tokens: Sequence[Token], source: str) -> bool:
    """A raised number or a link to a note: a sign at its place in the sentence, no word of it."""
    token = tokens[element.first]
    if element.name not in ("a", "sup", "sub") or not element.is_closed:
        return False
    roles = {*token.get("epub:type").split(), *token.get("role").split(), *token.get("rel").split()}
    if element.name == "a" and roles.isdisjoint(_NOTES) and not token.get("href").startswith("#"):
        return False
    inside = tokens[element.first + 1 : element.last]
    return not any(_LETTER.search(unescape(source[t.start : t.end])) for t in inside if t.kind is Kind.TEXT)
