r"""SubStation Alpha subtitles: everything but the text of `Dialogue` lines stays, override blocks `{…}` included.

`{\i1}…{\i0}` (also b, u, s) is a range; every other block, and a drawing with the block that begins it, is a point.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from translator.document import Document, Span, Translation
from translator.errors import InputError
from translator.formats.inplace import Code, Piece
from translator.formats.subtitles import Cue, Line, document, milliseconds, rewritten
from translator.parsing.encoding import decode

_ROW = re.compile(r"^[ \t]*(?P<kind>\[[^\]\r\n]*\]|Format|Dialogue)[ \t]*:?(?P<rest>[^\r\n]*)", re.MULTILINE)
_TIME = re.compile(r"\s*(\d{1,9}):(\d{1,9}):(\d{1,9})(?:[.:](\d{1,3}))?\s*")
_FIELDS = "Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text"
_LINE_BREAK = re.compile(r"\\[Nn]")
_CODE = re.compile(r"\{[^{}]*\\p[1-9][^{}]*\}[^{}]*|\{[^{}]*\}")
_SWITCH = re.compile(r"\{\\([bius])(\d)\}")
_BACKSLASH = re.compile(r"\\(?=[Nnh{}])")


def read(data: bytes) -> Document:
    """The sentences of the subtitles in `data`. Raises InputError for what has no section of events."""
    source = decode(data)
    if "[events]" not in source.text.lower() and source.text.strip():
        raise InputError("the file is no SubStation Alpha: it has no [Events]")
    return document("ass", source, tuple(_cues(source.text)))


def write(document: Document, translations: Sequence[Translation]) -> bytes:
    """The same subtitles with their texts replaced."""
    return rewritten(document, translations, _escaped, r"\N")


def _escaped(text: str) -> str:
    """`text` with braces that open no block, and no backslash before a letter that would make it a break."""
    text = _BACKSLASH.sub("\\\\\N{WORD JOINER}", text)
    return text.replace("{", r"\{").replace("}", r"\}")


def _cues(text: str) -> Iterator[Cue]:
    section, names = "", _names(_FIELDS)
    for row in _ROW.finditer(text):
        if row["kind"].startswith("["):
            section = row["kind"].lower()
        elif section == "[events]" and row["kind"] == "Format":
            names = _names(row["rest"])
        elif section == "[events]":
            cue = _cue(text, Span(*row.span("rest")), names)
            if cue:
                yield cue


def _names(fields: str) -> list[str]:
    return [name.strip().lower() for name in fields.split(",")]


def _cue(text: str, row: Span, names: Sequence[str]) -> Cue | None:
    """The cue of a `Dialogue` row; its text is the last field and may hold commas."""
    values = row.of(text).split(",", len(names) - 1)
    fields = dict(zip(names, values, strict=False))
    start, end = _TIME.fullmatch(fields.get("start", "")), _TIME.fullmatch(fields.get("end", ""))
    if len(values) < len(names) or names[-1] != "text" or not start or not end:
        return None
    key = ",".join(fields.get(name, "") for name in ("layer", "style", "name", "actor", "effect"))
    lines = tuple(_lines(text, Span(row.end - len(values[-1]), row.end)))
    return Cue(milliseconds(*start.groups("0")), milliseconds(*end.groups("0")), lines, key)


def _lines(text: str, where: Span) -> Iterator[Line]:
    start = where.start
    for found in _LINE_BREAK.finditer(text, where.start, where.end):
        yield Line(Span(start, found.start()), tuple(_pieces(text[start : found.start()])))
        start = found.end()
    yield Line(Span(start, where.end), tuple(_pieces(text[start : where.end])))


def _pieces(line: str) -> Iterator[Piece]:
    at = 0
    for code in _CODE.finditer(line):
        yield line[at : code.start()].replace(r"\h", "\N{NO-BREAK SPACE}")
        switch = _SWITCH.fullmatch(code[0])
        if switch is None:
            yield Code(code[0])
        else:
            yield Code(code[0], closes=switch[1]) if switch[2] == "0" else Code(code[0], opens=switch[1])
        at = code.end()
    yield line[at:].replace(r"\h", "\N{NO-BREAK SPACE}")
