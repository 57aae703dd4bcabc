r"""Markdown, rewritten in place: nothing but the texts changes, and nothing is rendered again.

A segment is a heading, a paragraph, a list item, a cell, an alternative text, a title, an inline footnote, or one of
the front matter's `title`, `description`, `summary`, `subtitle`. Code, addresses, HTML blocks, formulas, template
tags, reference definitions and the rest of the front matter are left alone, but for its language and direction.
Emphasis, links and pairs of HTML tags are ranges; code spans, images, footnote references, hard breaks, lone tags are
points. A paragraph that was wrapped over several lines is one segment, and its translation is one line; hard breaks
stay where the translation has them. Characters of the translation that Markdown would take for markup get a
backslash, and only those. List markers such as `١-` and `•`, which no Markdown reader knows, become `1.` and `-` when
anything is translated, and the columns of a table that are aligned to one side change sides. A link that its own text
identifies (`[نص]`) keeps its definition: it becomes `[text][نص]`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from markdown_it import MarkdownIt

from translator.document import Document, Segment, Span, Translation
from translator.errors import InputError
from translator.formats.inline import Inline, inline
from translator.formats.inplace import (
    Edit,
    has_arabic,
    is_changed,
    plain,
    replaced,
    segment,
    shell,
    spliced,
    unique,
    value,
    written,
)
from translator.formats.items import Item, Range, Text
from translator.formats.md_blocks import Block, blocks
from translator.formats.md_inline import Env, Inner, Scanner, parser
from translator.formats.yaml_scalars import Scalar, said, scalars
from translator.parsing.encoding import Decoded, decode, encode

_FRONT_KEYS = frozenset(("title", "subtitle", "description", "summary"))
_TOML_STRING = re.compile(r"^([\w-]+)[ \t]*=[ \t]*(\"(?!\"\")(?:[^\"\\\r\n]|\\.)*+\")", re.MULTILINE)
_TOML_TABLE = re.compile(r"^\[", re.MULTILINE)
_ALWAYS = re.compile(r"\\(?=[!-/:-@\[-`{-~])|`")
_SPECIAL = re.compile(r"[\\`*_\[\]<~$]|&(?=#?\w+;)|\{(?=[{%#.:])")
_LINE_START = r"(?:\A|\n[ \t>]*+)"
_STARTS_BLOCK = re.compile(
    rf"{_LINE_START}(?=#{{1,6}}(?:[ \t]|$)|[-+*](?:[ \t]|$)|[-=_*]{{2,}}[ \t]*$|>|:::|!!!|\[[^\]\n]*\]:|~~~)"
    rf"|{_LINE_START}\d{{1,9}}(?=[.)](?:[ \t]|$))",
    re.MULTILINE,
)
_CLOSES_HEADING = re.compile(r"(?:(?<=\s)|^)(#+)$")
_BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Slot:
    """A block and the texts inside its markup; its segments are `first` and those that follow."""

    kind: str
    span: Span
    body: Inline
    inner: tuple[Inner, ...]
    first: int


@dataclass(frozen=True, slots=True)
class _Skeleton:
    source: Decoded
    front: tuple[tuple[Scalar, Inline], ...]
    slots: tuple[_Slot, ...]
    markers: tuple[Edit, ...]
    env: Env


def read(data: bytes) -> Document:
    """The texts of the Markdown in `data`. Raises InputError."""
    source = decode(data)
    md = parser()
    try:
        found = blocks(source.text, md)
        front = tuple(_front(source.text, found.front))
        slots, named = _slots(md, found.env, found.blocks, len(front))
    except RecursionError:
        raise InputError("the file is nested too deeply to be a document") from None
    skeleton = _Skeleton(source, front, slots, found.markers, found.env)
    named = [*((scalar.path[0], body) for scalar, body in front), *named]
    segments = [segment(name, body) for name, (_, body) in zip(unique(n for n, _ in named), named, strict=True)]
    return Document("md", tuple(segments), skeleton)


def write(document: Document, translations: Sequence[Translation]) -> bytes:
    """The same Markdown with its texts replaced."""
    skeleton = document.skeleton
    assert isinstance(skeleton, _Skeleton)
    pairs = list(zip(document.segments, translations, strict=True))
    edits = list(_front_edits(skeleton, pairs))
    markdown = _Writer(skeleton, pairs)
    edits += (edit for slot in skeleton.slots for edit in markdown.edits(slot))
    if edits:
        edits += skeleton.markers
    text = spliced(skeleton.source.text, edits)
    return encode(text, skeleton.source.encoding, skeleton.source.bom)


def _front(text: str, where: Span) -> Iterator[tuple[Scalar, Inline]]:
    for scalar in _toml(where.of(text)) if text[:1] == "+" else _yaml(where.of(text)):
        if len(scalar.path) == 1 and scalar.path[0] in _FRONT_KEYS and has_arabic(scalar.value):
            yield replace(scalar, span=scalar.span.shift(where.start)), plain(scalar.value)


def _yaml(front: str) -> list[Scalar]:
    try:
        return list(scalars(front))
    except InputError:  # no YAML: then it is none of ours
        return []


def _toml(front: str) -> Iterator[Scalar]:
    """The strings of one line before the first table, which are written as in YAML and in JSON."""
    for found in _TOML_STRING.finditer(_TOML_TABLE.split(front)[0]):
        with suppress(ValueError):
            yield Scalar((found[1],), Span(*found.span(2)), str(json.loads(found[2])), '"', in_flow=False)


def _front_edits(skeleton: _Skeleton, pairs: Sequence[tuple[Segment, Translation]]) -> Iterator[Edit]:
    for (scalar, body), (source, translation) in zip(skeleton.front, pairs, strict=False):
        if is_changed(source, translation):
            yield scalar.span, said(skeleton.source.text, scalar, value(body, translation))


def _slots(
    md: MarkdownIt, env: Env, found: Sequence[Block], first: int
) -> tuple[tuple[_Slot, ...], list[tuple[str, Inline]]]:
    slots: list[_Slot] = []
    named: list[tuple[str, Inline]] = []
    for block in found:
        scanner = Scanner((md, env), block.text, block.origin)
        body = inline(scanner.items())
        span = Span(block.origin[0], block.origin[-1])
        if body.text or scanner.inner:
            slots.append(_Slot(block.kind, span, body, tuple(scanner.inner), first + len(named)))
        name = f"line-{block.line + 1}"
        named += [(name, body)] if body.text else []
        named += ((f"{name}.{one.name}", one.body) for one in _flat(scanner.inner))
    return tuple(slots), named


def _flat(inner: Sequence[Inner]) -> Iterator[Inner]:
    for one in inner:
        yield one
        yield from _flat(one.inner)


class _Writer:
    """Writes the texts of a document; asks markdown-it whether what it wrote is read as it was meant."""

    def __init__(self, skeleton: _Skeleton, pairs: Sequence[tuple[Segment, Translation]]) -> None:
        self._source = skeleton.source.text
        self._env = skeleton.env
        self._pairs = pairs
        self._md = parser()

    def edits(self, slot: _Slot) -> list[Edit]:
        """What changes in the source for the block `slot`."""
        at = slot.first + bool(slot.body.text)
        inner = self._inner_edits(slot.inner, iter(range(at, len(self._pairs))))
        if not slot.body.text or not is_changed(*self._pairs[slot.first]):
            return inner
        return [(slot.span, self._block(slot.kind, slot.body, self._pairs[slot.first][1], inner))]

    def _inner_edits(self, inner: Sequence[Inner], numbers: Iterator[int]) -> list[Edit]:
        edits: list[Edit] = []
        for one in inner:
            source, translation = self._pairs[next(numbers)]
            below = self._inner_edits(one.inner, numbers)
            if not is_changed(source, translation):
                edits += below
            elif one.quote:
                edits.append((one.span, _title(value(one.body, translation), one.quote)))
            else:
                edits.append((one.span, self._block("inner", one.body, translation, below) + one.tail))
        return edits

    def _block(self, kind: str, body: Inline, translation: Translation, inner: Sequence[Edit]) -> str:
        items = tuple(_tight(replaced(body, translation)))

        def copy(span: Span) -> str:
            return spliced(self._source, inner, span)

        text = written(items, _sparing, copy)
        if not self._says(text, items):
            text = written(items, _thorough, copy)
        text = _STARTS_BLOCK.sub(_escaped_start, text) if kind == "paragraph" else text
        text = _CLOSES_HEADING.sub(r"\\\1", text) if kind == "heading" else text
        return _escaped_pipes(text) if kind == "cell" else text

    def _says(self, markdown: str, items: Sequence[Item]) -> bool:
        """True when a reader of `markdown` sees the same texts inside the same markup as in `items`."""
        scanner = Scanner((self._md, self._env), markdown, range(len(markdown) + 1))
        try:
            return _shape(scanner.items()) == _shape(items)
        except InputError:  # so much that looks like markup
            return False


def _shape(items: Sequence[Item]) -> str:
    """The texts and ranges of `items`; points are not compared, being copied."""
    return _BLANK.sub(" ", written(_marked(items), str)).strip()


def _marked(items: Sequence[Item]) -> Iterator[Item]:
    for item in items:
        if isinstance(item, Text):
            yield item
        elif isinstance(item, Range) and item.children:
            yield Range(("\ue000", "\ue001"), tuple(_marked(item.children)))


def _tight(items: Sequence[Item]) -> Iterator[Item]:
    """`items` with the white space at the ends of emphasis outside of it, and no empty emphasis: it would be text."""
    for item in items:
        if not isinstance(item, Range) or shell(item)[0] == "[" or isinstance(shell(item)[0], Span):
            yield item
            continue
        children = tuple(_tight(item.children))
        lead, children, trail = _stripped(children)
        yield Text(lead)
        if children:
            yield replace(item, children=children)
        yield Text(trail)


def _stripped(items: tuple[Item, ...]) -> tuple[str, tuple[Item, ...], str]:
    lead = trail = ""
    if items and isinstance(first := items[0], Text):
        rest = first.text.lstrip()
        lead = first.text[: len(first.text) - len(rest)]
        items = (Text(rest), *items[1:]) if rest else items[1:]
    if items and isinstance(last := items[-1], Text):
        rest = last.text.rstrip()
        trail = last.text[len(rest) :]
        items = (*items[:-1], Text(rest)) if rest else items[:-1]
    return lead, items, trail


def _sparing(text: str) -> str:
    """For most English: only what is markup wherever it stands."""
    return _ALWAYS.sub(r"\\\g<0>", _BLANK.sub(" ", text))


def _thorough(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", _BLANK.sub(" ", text))


def _escaped_start(found: re.Match[str]) -> str:
    return found[0] + "\\"


def _escaped_pipes(text: str) -> str:
    return re.sub(r"\\?\|", r"\\|", text)


def _title(text: str, quote: str) -> str:
    signs = "()" if quote == ")" else quote
    return re.sub(rf"\\(?=[!-/:-@\[-`{{-~])|&(?=[#\w]+;)|[{signs}]", r"\\\g<0>", _BLANK.sub(" ", text))
