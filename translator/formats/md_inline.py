"""The inside of a Markdown block ↔ pieces: markdown-it decides what is markup, and here is noted where it stands.

markdown-it's inline tokens do not know their place, so every rule is wrapped: what it pushed stands between the
position it began at and the one it left.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import isStrSpace, unescapeAll
from markdown_it.helpers import parseLinkDestination, parseLinkLabel, parseLinkTitle
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from translator.document import Span
from translator.errors import InputError
from translator.formats.inline import Inline, inline
from translator.formats.inplace import Code, Piece, content, items
from translator.formats.items import Item

Env = dict[str, Any]
Rule = Callable[[StateInline, bool], bool]

_TEMPLATE = re.compile(r"\{\{(?:(?!\}\}).){0,1000}\}\}|\{%(?:(?!%\}).){0,1000}%\}|\{[:#.][^{}\n]{0,1000}\}", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)[^>]*?(/?)>")
_WORDS = frozenset(("code_inline", "math_inline", "math_inline_double"))
_POINTS = _WORDS | {"html_inline", "footnote_ref"}
_SPACE = re.compile(r"[ \t]+")
_SOFT_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_MARKUP = re.compile(r"[\\`*_\[<~$&!^{]|[ ]{2}\n")
_MAX_MARKUP = 20_000  # signs in one block: more is no text, and would take minutes
_MAX_NESTED = 8
# The signs that a rule of markdown-it begins with: it need not be asked elsewhere.
_BEGINS = {
    "template": "{",
    "newline": "\n",
    "math_inline": "$",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "link": "[",
    "image": "!",
    "footnote_inline": "^",
    "footnote_ref": "[",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
}


@dataclass(frozen=True, slots=True)
class Inner:
    """A text inside the markup of another: an alternative text, a title, an inline footnote.

    `span` is what it replaces; `quote` is the sign around a title, '' where the text is Markdown itself; `tail`
    follows a text that changed.
    """

    name: str
    span: Span
    body: Inline
    quote: str = ""
    tail: str = ""
    inner: tuple[Inner, ...] = ()


@dataclass(frozen=True, slots=True)
class _Event:
    start: int
    end: int
    pieces: tuple[Piece, ...]


def parser() -> MarkdownIt:
    """Markdown as GitHub, Pandoc and MkDocs write it: tables, footnotes, formulas, admonitions, template tags."""
    md = MarkdownIt("js-default", {"html": True, "linkify": False, "maxNesting": 40})
    footnote_plugin(md, always_match_refs=True, move_to_end=False)
    dollarmath_plugin(md, allow_digits=False, allow_space=False, double_inline=True)
    admon_plugin(md)
    md.inline.ruler.before("text", "template", _template)
    md.core.ruler.enableOnly(["normalize", "block"])
    for rule in list(md.inline.ruler.__rules__):
        if rule.name in _BEGINS:
            md.inline.ruler.at(rule.name, _traced(rule.fn, _BEGINS[rule.name], rule.name == "link"))
    return md


class Scanner:
    """Takes the text of one block apart. `origin[n]` is where character `n` of `text` stands in the source."""

    def __init__(self, parser: tuple[MarkdownIt, Env], text: str, origin: Sequence[int], depth: int = 0) -> None:
        self._parser, self._text, self._origin, self._depth = parser, text, origin, depth
        self.inner: list[Inner] = []

    def items(self, start: int = 0, end: int | None = None) -> tuple[Item, ...]:
        """The items of the text from `start` to `end`; texts inside its markup are added to `inner`.

        Raises InputError for more markup than any text has.
        """
        stop = len(self._text) if end is None else end
        part = self._text[start:stop]
        signs = len(_MARKUP.findall(part))
        if not signs:
            return items([_SPACE.sub(" ", _SOFT_BREAK.sub(" ", part))])
        if signs > _MAX_MARKUP:
            raise InputError(f"one paragraph has {signs} signs of markup; the limit is {_MAX_MARKUP}")
        md, env = self._parser
        return items(self._pieces(md.inline.parse(part, md, env, []), start, stop))

    def _pieces(self, tokens: Sequence[Token], start: int, stop: int) -> Iterator[Piece]:
        events = sorted((e for token in tokens for e in self._events(token, start)), key=lambda e: (e.start, e.end))
        at = start
        for event in events:
            if event.start < at:  # inside of what is kept as a whole
                continue
            yield _SPACE.sub(" ", self._text[at : event.start])
            yield from event.pieces
            at = event.end
        yield _SPACE.sub(" ", self._text[at:stop])

    def _events(self, token: Token, offset: int) -> Iterator[_Event]:
        if "span" not in token.meta or token.type == "text":
            return
        start, end = (offset + at for at in token.meta["span"])
        if token.type == "text_special":
            yield _Event(start, end, (token.content,))
        elif token.type in ("softbreak", "hardbreak"):
            yield self._break(start, end, token.type == "hardbreak")
        elif token.markup == "autolink":
            yield _Event(start, end, (Code(self._source(start, end)),) if token.nesting > 0 else ())
        elif token.type == "link_open":
            yield from self._link(start, end, offset + token.meta["label_end"])
        elif token.type == "image":
            self._image(start, end, start + 2 + len(token.content))
            yield _Event(start, end, (Code(self._source(start, end), is_word=True),))
        elif token.type in _POINTS:
            if self._text.startswith("^[", start):
                self._add_markdown("note", Span(start + 2, end - 1))
            yield _Event(start, end, (_point(token, self._source(start, end)),))
        elif token.nesting and token.markup:
            yield self._emphasis(token, start, end)

    def _break(self, start: int, end: int, is_hard: bool) -> _Event:
        while start > 0 and self._text[start - 1] in " \t":
            start -= 1
        return _Event(start, end, (Code(self._source(start, end), is_break=True) if is_hard else " ",))

    def _emphasis(self, token: Token, start: int, end: int) -> _Event:
        """Of the signs of strong emphasis, the token has the place of the one that is nearer to the text."""
        name, width = token.type.rpartition("_")[0], len(token.markup)
        if token.nesting > 0:
            return _Event(end - width, end, (Code(self._text[end - width : end], opens=name),))
        return _Event(start, start + width, (Code(self._text[start : start + width], closes=name),))

    def _link(self, start: int, end: int, label_end: int) -> Iterator[_Event]:
        yield _Event(start, start + 1, (Code("[", opens="link"),))
        after: Span | str = self._source(label_end, end)
        if self._text[label_end:end] in ("]", "][]"):  # the text is what finds the definition
            after = "][" + self._text[start + 1 : label_end] + "]"
        self._title(label_end + 1, end)
        yield _Event(label_end, end, (Code(after, closes="link"),))

    def _image(self, start: int, end: int, label_end: int) -> None:
        label = self._text[start + 2 : label_end]
        if self._text[label_end:end] in ("]", "][]"):
            self._add_markdown("alt", Span(start + 2, label_end), self._source(start + 2, end), f"][{label}]")
        else:
            self._add_markdown("alt", Span(start + 2, label_end))
        self._title(label_end + 1, end)

    def _add_markdown(self, name: str, where: Span, replaced: Span | None = None, tail: str = "") -> None:
        if self._depth == _MAX_NESTED:
            return
        below = Scanner(self._parser, self._text, self._origin, self._depth + 1)
        body = inline(below.items(where.start, where.end))
        if body.text:
            span = replaced or self._source(where.start, where.end)
            self.inner.append(Inner(name, span, body, tail=tail, inner=tuple(below.inner)))

    def _title(self, start: int, end: int) -> None:
        """Adds the title of what `(destination "title")` between `start` and `end` says."""
        if self._text[start : start + 1] != "(":
            return
        at = self._after_space(start + 1, end)
        destination = parseLinkDestination(self._text, at, end)
        at = self._after_space(destination.pos if destination.ok else at, end)
        title = parseLinkTitle(self._text, at, end)
        if at < end and title.ok:
            body = content([unescapeAll(self._text[at + 1 : title.pos - 1]).replace("\n", " ")])
            if body.text:
                span = self._source(at + 1, title.pos - 1)
                self.inner.append(Inner("title", span, body, quote=self._text[title.pos - 1]))

    def _after_space(self, at: int, end: int) -> int:
        while at < end and (isStrSpace(self._text[at]) or self._text[at] == "\n"):
            at += 1
        return at

    def _source(self, start: int, end: int) -> Span:
        return Span(self._origin[start], self._origin[end])


def _traced(rule: Rule, begins: str, is_link: bool) -> Rule:
    """`rule`, noting where what it pushes stands."""

    def run(state: StateInline, silent: bool) -> bool:
        start = state.pos
        if state.src[start] not in begins:
            return False
        first = len(state.tokens) + bool(state.pending)
        if not rule(state, silent):
            return False
        if not silent and len(state.tokens) > first:
            _note(state, start, first)
            if is_link:
                state.tokens[first].meta["label_end"] = parseLinkLabel(state, start, True)
        return True

    return run


def _note(state: StateInline, start: int, first: int) -> None:
    at = start
    for token in state.tokens[first:]:
        if "span" not in token.meta:
            is_text = token.type == "text"
            token.meta["span"] = (at, at + len(token.content)) if is_text else (start, state.pos)
            at += len(token.content) if is_text else 0


def _template(state: StateInline, silent: bool) -> bool:
    """Template tags of site generators and attribute lists: `{{ x }}`, `{% x %}`, `{#id .class}`."""
    found = _TEMPLATE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push("html_inline", "", 0)
    state.pos = found.end()
    return True


def _point(token: Token, span: Span) -> Code:
    """A code; an HTML tag and the one that closes it are a pair."""
    tag = _TAG.fullmatch(token.content) if token.type == "html_inline" else None
    if tag is None or tag[3]:
        return Code(span, is_word=token.type in _WORDS)
    return Code(span, closes=tag[2].lower()) if tag[1] else Code(span, opens=tag[2].lower())
