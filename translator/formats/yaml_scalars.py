"""The scalars of a YAML text: where they stand, what they say, and how to say something else there.

Nothing is built from the text: its events are read, so an alias costs nothing and no tag is obeyed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from translator.document import Span
from translator.errors import InputError

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAX_DEPTH = 1000
_PROPERTIES = re.compile(r"(?:[&!][^\s]*\s+)*")
_BLOCK = re.compile(r"(?P<head>[|>][^\n]*\n(?:[ \t]*\n)*)(?P<indent>[ \t]*)(?P<body>.*?)(?P<rest>\s*)\Z", re.DOTALL)
_PRINTABLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value: `span` is what stands for it, properties (anchor, tag) left out; `path` the keys and indices to it."""

    path: tuple[str, ...]
    span: Span
    value: str
    style: str
    in_flow: bool


@dataclass(slots=True)
class _Level:
    """A collection that is open. `key` is the last key of a mapping; a sequence counts."""

    is_mapping: bool
    in_flow: bool
    key: str | None = None
    count: int = field(default=-1)

    def step(self, name: str) -> bool:
        """Goes to the next node, which says `name`; True when it is a value."""
        if not self.is_mapping:
            self.count += 1
            return True
        if self.key is None:
            self.key = name
            return False
        return True

    def done(self) -> None:
        if self.is_mapping:
            self.key = None

    @property
    def name(self) -> str:
        return str(self.count) if self.key is None else self.key


def scalars(text: str) -> Iterator[Scalar]:
    """The values in `text`, keys left out, in order. Raises InputError for what is no YAML."""
    try:
        yield from _scalars(text)
    except (yaml.YAMLError, UnicodeError, RecursionError, ValueError) as error:
        said = " ".join(str(error).split())
        raise InputError(f"the file is no YAML: {said[:200]}", "is it damaged, or is its suffix wrong?") from None


def _scalars(text: str) -> Iterator[Scalar]:
    levels = [_Level(False, False)]
    is_value = [True]
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionEndEvent):
            levels.pop()
            if is_value.pop():
                levels[-1].done()
            continue
        if not isinstance(event, yaml.NodeEvent):
            continue
        name = event.value if isinstance(event, yaml.ScalarEvent) else ""
        value = levels[-1].step(name)
        if isinstance(event, yaml.CollectionStartEvent):
            if len(levels) > _MAX_DEPTH:
                raise InputError(f"the file is nested deeper than {_MAX_DEPTH} levels")
            levels.append(_Level(isinstance(event, yaml.MappingStartEvent), bool(event.flow_style)))
            is_value.append(value)
            continue
        if value and isinstance(event, yaml.ScalarEvent):
            yield _scalar(text, event, levels)
        if value:
            levels[-1].done()


def _scalar(text: str, event: yaml.ScalarEvent, levels: list[_Level]) -> Scalar:
    assert event.start_mark is not None
    assert event.end_mark is not None
    start, end = event.start_mark.index, event.end_mark.index
    properties = _PROPERTIES.match(text, start, end)
    start = properties.end() if properties else start
    path = tuple(level.name for level in levels[1:])
    return Scalar(path, Span(start, end), event.value, event.style or "", levels[-1].in_flow)


def said(text: str, scalar: Scalar, value: str) -> str:
    """How to write `value` in place of `scalar`, in the same style where that can hold it."""
    if scalar.style in ("|", ">"):
        old = scalar.span.of(text)
        return _block(old, value) or _quoted(value) + old[len(old.rstrip()) :]
    if scalar.style == '"' or _PRINTABLE.search(value) or "\n" in value:
        return _quoted(value)
    if scalar.style == "'":
        return "'" + value.replace("'", "''") + "'"
    return value if _is_plain(value, scalar.in_flow) else _quoted(value)


def _quoted(value: str) -> str:
    escaped = json.dumps(value, ensure_ascii=False)
    return _PRINTABLE.sub(lambda found: json.dumps(found[0])[1:-1], escaped)


def _block(old: str, value: str) -> str:
    """`value` as a block scalar with the head and the end of `old`; '' where it cannot be one."""
    parts = _BLOCK.match(old)
    lines = value.strip("\n").split("\n")
    if parts is None or _PRINTABLE.search(value) or "\r" in value or not lines[0] or lines[0][0] in " \t":
        return ""
    head = parts["head"] if len(lines) == 1 else parts["head"].replace(">", "|", 1)
    line_end = "\r\n" if "\r\n" in old else "\n"
    return head + line_end.join(parts["indent"] + line if line else "" for line in lines) + parts["rest"]


def _is_plain(value: str, in_flow: bool) -> bool:
    """True when `value` says itself without quotation marks: the parser is asked."""
    around = f"[{value}]" if in_flow else f"k: {value}"
    try:
        return bool(yaml.load(around, Loader=_LOADER) == ([value] if in_flow else {"k": value}))
    except (yaml.YAMLError, RecursionError, ValueError):
        return False
