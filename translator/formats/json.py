r"""JSON, rewritten in place: string values with an Arabic letter are translated, keys and everything else stay.

A segment's id is the JSON Pointer to its value (RFC 6901). Escapes are written as the value had them: `\u0645` stays
ASCII, `\/` stays escaped. A value of several lines is one segment and keeps its lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from translator.document import Document, Span, Translation
from translator.errors import InputError
from translator.formats.inline import Inline
from translator.formats.inplace import has_arabic, is_changed, plain, segment, spliced, unique, value
from translator.parsing.encoding import Decoded, decode, encode

_TOKEN = re.compile(r"\"(?:[^\"\\]|\\.)*+\"|[{}\[\]:,]")


@dataclass(frozen=True, slots=True)
class _Value:
    pointer: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class _Skeleton:
    source: Decoded
    values: tuple[tuple[_Value, Inline], ...]


@dataclass(slots=True)
class _Level:
    """An object or an array that is open; `step` is the key or the index of the value that is next."""

    is_object: bool
    step: str = "0"
    is_key_next: bool = True


def read(data: bytes) -> Document:
    """The Arabic values of the JSON in `data`. Raises InputError for what is no JSON."""
    source = _sound(data)
    found = [(one, plain(one.text)) for one in _values(source.text) if has_arabic(one.text)]
    names = unique(one.pointer for one, _ in found)
    segments = tuple(segment(name, body) for name, (_, body) in zip(names, found, strict=True))
    return Document("json", segments, _Skeleton(source, tuple(found)))


def values(data: bytes) -> dict[str, str]:
    """Every string of the JSON in `data`, by the name that its segment has or would have. Raises InputError."""
    return {one.pointer: one.text for one in _values(_sound(data).text)}


def _sound(data: bytes) -> Decoded:
    source = decode(data)
    try:
        json.loads(source.text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError) as error:
        raise InputError(f"the file is no JSON: {error}", "is it damaged, or is its suffix wrong?") from None
    return source


def write(document: Document, translations: Sequence[Translation]) -> bytes:
    """The same JSON with those values replaced."""
    skeleton = document.skeleton
    assert isinstance(skeleton, _Skeleton)
    text = skeleton.source.text
    edits = [
        (one.span, _written(one, body, translation, one.span.of(text)))
        for (one, body), source, translation in zip(skeleton.values, document.segments, translations, strict=True)
        if is_changed(source, translation)
    ]
    return encode(spliced(text, edits), skeleton.source.encoding, skeleton.source.bom)


def _values(text: str) -> Iterator[_Value]:
    """The strings in sound JSON that are values."""
    levels = [_Level(False)]
    for token in _TOKEN.finditer(text):
        sign, level = token[0], levels[-1]
        if sign in "{[":
            levels.append(_Level(sign == "{"))
        elif sign in "}]":
            levels.pop()
        elif sign == ":":
            level.is_key_next = False
        elif sign == ",":
            level.is_key_next = True
            level.step = level.step if level.is_object else str(int(level.step) + 1)
        elif level.is_object and level.is_key_next:
            level.step = json.loads(sign)
        else:
            yield _Value(_pointer(levels), Span(*token.span()), json.loads(sign))


def _pointer(levels: Sequence[_Level]) -> str:
    return "".join("/" + level.step.replace("~", "~0").replace("/", "~1") for level in levels[1:])


def _written(one: _Value, body: Inline, translation: Translation, raw: str) -> str:
    text = value(body, translation, "\r\n" if "\r\n" in one.text else "\n")
    quoted = json.dumps(text, ensure_ascii=raw.isascii())
    return quoted.replace("/", r"\/") if r"\/" in raw else quoted
