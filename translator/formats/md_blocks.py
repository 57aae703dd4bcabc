"""Where the texts of a Markdown document stand: markdown-it's block tokens, mapped to the source.

markdown-it reads a view of the source that has the same length, in which what it does not know looks like what it
does: Arabic list markers like Latin ones, bullet signs like hyphens, fences of containers like blank lines.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from translator.document import Span
from translator.errors import InputError
from translator.formats.inplace import Edit, has_arabic
from translator.formats.md_inline import Env

_FRONT = re.compile(r"(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<body>.*?)^(?P=fence)[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
_QUOTE = r"^(?P<before>[ \t]*(?:>[ \t]*)*)"
_NUMBER = re.compile(_QUOTE + r"(?P<mark>[\d٠-٩۰-۹]{1,9}[.)-])(?=[ \t]+\S)", re.MULTILINE)
_BULLET = re.compile(_QUOTE + r"(?P<mark>[•·▪◦‣●])(?=[ \t]+\S)", re.MULTILINE)
_FENCE = re.compile(
    _QUOTE + r"(?P<mark>:{3,}[^\r\n]*"
    r"|(?:\{\{[<%][^\r\n{}]*[>%]\}\}|\[![A-Za-z]+\])(?=[ \t]*\r?$))",
    re.MULTILINE,
)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "0123456789" * 2)
_LANGUAGE = re.compile(r"^lang(?:uage)?[ \t]*[:=][ \t]*[\"']?(ar(?:[-_]\w+)?)\b", re.MULTILINE)
_DIRECTION = re.compile(r"^(?:text_)?dir(?:ection)?[ \t]*[:=][ \t]*[\"']?(rtl)\b", re.MULTILINE)
_ONE_SIDE = re.compile(r"(?<![:-])(?::-+(?![:-])|-+:)")
_TASK = re.compile(r"\[[ xX]\]\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """The text of a heading, a paragraph, a cell: `origin[n]` is where its character `n` stands in the source."""

    line: int
    kind: str
    text: str
    origin: Sequence[int]


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a document, its front matter, and the `markers` that are written otherwise in English."""

    blocks: tuple[Block, ...]
    front: Span
    markers: tuple[Edit, ...]
    env: Env = field(default_factory=dict)


def blocks(text: str, md: MarkdownIt) -> Blocks:
    """The blocks of `text`."""
    front = _FRONT.match(text)
    body = front.end() if front else 0
    view = re.sub(r"[^\r\n]", " ", text[:body]) + _view(text[body:])
    lines = _Lines(view)
    env: Env = {}
    tokens = md.parse(view, env)
    if any(token.nesting == 1 and token.level >= md.options["maxNesting"] - 1 for token in tokens):
        # the parser left out what is inside
        raise InputError(f"the file is nested too deeply: more than {md.options['maxNesting']} levels")
    found = tuple(block for block in _blocks(tokens, lines) if block.text)
    yaml = Span(*front.span("body")) if front else Span(0, 0)
    markers = (*_turned_front(text[:body]), *_turned_columns(tokens, lines), *_markers(text, tokens, lines))
    return Blocks(found, yaml, markers, env)


def _view(text: str) -> str:
    def as_list(found: re.Match[str]) -> str:
        mark = found["mark"].translate(_DIGITS).replace("-", ".")
        return found["before"] + mark

    text = text.replace("\0", "\N{REPLACEMENT CHARACTER}")
    text = _NUMBER.sub(as_list, text)
    text = _BULLET.sub(r"\g<before>-", text)
    return _FENCE.sub(lambda found: found["before"] + " " * len(found["mark"]), text)


class _Lines:
    """The lines of a text without their ends, and where they begin."""

    def __init__(self, text: str) -> None:
        found = [match for match in _LINE.finditer(text) if match.start() < len(text)]
        self.starts = [match.start() for match in found]
        self.lines = [match[0].rstrip("\r\n") for match in found]

    def number(self, at: int) -> int:
        return bisect_right(self.starts, at) - 1


def _blocks(tokens: Sequence[Token], lines: _Lines) -> Iterator[Block]:
    cursor = (-1, 0)
    before = ""
    for token in tokens:
        if token.type != "inline":
            before = token.type if token.nesting > 0 else before
            continue
        if not token.map or not token.content.strip():
            continue
        first = token.map[0]
        if before in ("th_open", "td_open"):
            at = cursor[1] if cursor[0] == first else 0
            block = _cell(token.content, lines, first, at)
            cursor = (first, block.origin[-1] - lines.starts[first])
        elif (before == "heading_open" and token.map[1] - first == 1) or before == "admonition_title_open":
            block = _part(token.content, lines, first)
        else:
            block = _paragraph(token.content, lines, first)
        yield block


def _paragraph(content: str, lines: _Lines, first: int) -> Block:
    """Every line of the content is the end of a line of the source."""
    text: list[str] = []
    origin: list[int] = []
    rows = content.split("\n")
    for number, row in enumerate(rows, first):
        line = lines.lines[number]
        start = len(line.rstrip()) - len(row.strip())
        end = len(line) if number < first + len(rows) - 1 else len(line.rstrip())
        if not line[start:].startswith(row.strip()):
            return Block(first, "paragraph", "", ())
        text.append(line[start:end])
        origin += range(lines.starts[number] + start, lines.starts[number] + end + 1)
    return _without_task("\n".join(text), origin, first)


def _without_task(text: str, origin: list[int], line: int) -> Block:
    task = _TASK.match(text)
    start = task.end() if task else 0
    return Block(line, "paragraph", text[start:], origin[start:])


def _part(content: str, lines: _Lines, line: int) -> Block:
    """The content is one part of the line: a heading between its signs, the title of an admonition."""
    text = lines.lines[line]
    sign = re.match(r"[^#!?]*(?:#+|[!?]+\+?)", text)
    at = text.find(content, sign.end() if sign else 0)
    if at < 0:
        return Block(line, "heading", "", ())
    start = lines.starts[line] + at
    return Block(line, "heading", content, range(start, start + len(content) + 1))


def _cell(content: str, lines: _Lines, line: int, at: int) -> Block:
    """The content is what stands between two pipes; the backslashes of its own pipes are gone from it."""
    start = lines.starts[line] + lines.lines[line].index(content.replace("|", "\\|"), at)
    origin = [start]
    for char in content:
        origin.append(origin[-1] + (2 if char == "|" else 1))
    return Block(line, "cell", content, origin)


def _turned_front(front: str) -> Iterator[Edit]:
    """What the front matter says about the language and its direction."""
    for pattern, english in ((_LANGUAGE, "en"), (_DIRECTION, "ltr")):
        yield from ((Span(*found.span(1)), english) for found in pattern.finditer(front))


def _turned_columns(tokens: Sequence[Token], lines: _Lines) -> Iterator[Edit]:
    """The columns of an Arabic table that are aligned to one side: the side where text starts is the other one."""
    for token in tokens:
        if token.type == "table_open" and token.map and has_arabic(lines.lines[token.map[0]]):
            start = lines.starts[token.map[0] + 1]
            for found in _ONE_SIDE.finditer(lines.lines[token.map[0] + 1]):
                yield Span(*found.span()).shift(start), found[0][::-1]


def _markers(text: str, tokens: Sequence[Token], lines: _Lines) -> Iterator[Edit]:
    """List markers that only Arabic readers take for some, as Markdown."""
    numbers = {token.map[0] for token in tokens if token.type == "list_item_open" and token.map}
    for pattern in (_NUMBER, _BULLET):
        for found in pattern.finditer(text):
            mark = found["mark"]
            new = mark.translate(_DIGITS).replace("-", ".") if pattern is _NUMBER else "-"
            if new != mark and lines.number(found.start("mark")) in numbers:
                yield Span(*found.span("mark")), new
