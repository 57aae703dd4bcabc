"""The entries of a gettext catalogue, and where everything in them stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from translator.document import Span
from translator.errors import InputError
from translator.formats.inplace import clean

_STRING = r"\"(?:[^\"\\\r\n]|\\.)*+\""
_TOKEN = re.compile(
    r"^[^\S\r\n]*(?:(?P<comment>\#[^\r\n]*)"
    rf"|(?P<key>msgctxt|msgid_plural|msgid|msgstr(?:\[(?P<form>\d{{1,2}})\])?)[^\S\r\n]*"
    rf"(?P<strings>{_STRING}(?:[^\S\r\n]*\r?\n[^\S\r\n]*{_STRING})*+)[^\S\r\n]*"
    r"|(?P<other>[^\s][^\r\n]*))(?=\r?$)",
    re.MULTILINE,
)
_ONE_STRING = re.compile(_STRING)
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3})|(.))", re.DOTALL)
_MEANS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_ESCAPED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\v": "\\v", "\f": "\\f", "\x85": " "}


@dataclass(frozen=True, slots=True)
class Field:
    """A keyword with its strings: `span` is all of it, `form` the number of a plural form (-1: none)."""

    key: str
    form: int
    span: Span
    value: str


@dataclass(slots=True)
class Entry:
    """A message; `line` is that of its first keyword. `flags` is where its flags begin, behind `#,`, and `start`
    where a line of flags goes (-1: nowhere yet).
    """

    line: int = 0
    start: int = -1
    flags: int = -1
    is_fuzzy: bool = False
    fields: list[Field] = field(default_factory=list)

    def value(self, key: str) -> str:
        """What the field `key` says, '' where there is none."""
        return next((one.value for one in self.fields if one.key == key), "")

    @property
    def forms(self) -> list[Field]:
        """The translations: one, or the plural forms in order."""
        return sorted((one for one in self.fields if one.key == "msgstr"), key=lambda one: one.form)

    @property
    def is_plural(self) -> bool:
        """True for a message with plural forms."""
        return any(one.key == "msgid_plural" for one in self.fields)


def entries(text: str) -> Iterator[Entry]:
    """The messages in `text`, the header among them, obsolete ones not. Raises InputError naming the line."""
    entry = Entry()
    line, counted = 1, 0
    for token in _TOKEN.finditer(text):
        line, counted = line + text.count("\n", counted, token.start()), token.start()
        if token["other"]:
            raise InputError(f"line {line} is no gettext catalogue: {clean(token['other'])[:40]}")
        key = (token["key"] or "").partition("[")[0]
        has = {one.key for one in entry.fields}
        if ("msgstr" in has and key != "msgstr") or (key == "msgid" and key in has):
            yield entry
            entry = Entry()
        if token["comment"]:
            _comment(entry, token)
        else:
            _add(entry, token, key, line)
    if entry.fields:
        yield entry


def _comment(entry: Entry, token: re.Match[str]) -> None:
    comment, start = token["comment"], token.start("comment")
    if comment.startswith("#,"):
        entry.flags = start + 2
        entry.is_fuzzy = entry.is_fuzzy or "fuzzy" in re.split(r"[,\s]+", comment)
    elif comment.startswith("#|") and entry.start < 0:
        entry.start = start


def _add(entry: Entry, token: re.Match[str], key: str, line: int) -> None:
    at = token.start("key")
    if not entry.fields:
        entry.line = line
        entry.start = at if entry.start < 0 else entry.start
    value = "".join(_unescaped(found[0][1:-1]) for found in _ONE_STRING.finditer(token["strings"]))
    entry.fields.append(Field(key, int(token["form"] or -1), Span(at, token.end("strings")), value))


def _unescaped(text: str) -> str:
    def meant(found: re.Match[str]) -> str:
        if found[1]:
            return chr(int(found[1], 16))
        return chr(int(found[2], 8)) if found[2] else _MEANS.get(found[3], found[3])

    return _ESCAPE.sub(meant, text)


def written(key: str, value: str, line_end: str) -> str:
    """A field that says `value`; a value of several lines begins with an empty string, as gettext writes it."""
    lines = [f'"{_escaped(line)}"' for line in re.findall(r"[^\n]*\n|[^\n]+", value)] or ['""']
    return f"{key} " + line_end.join(lines if len(lines) == 1 else ['""', *lines])


def _escaped(text: str) -> str:
    return "".join(_ESCAPED.get(char, char) for char in text)
