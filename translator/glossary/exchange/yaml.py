"""Glossaries in YAML, the program's own format: read with their positions, written as a person would write them.

Written is the short form for a term that has nothing but its English, and the long form for others, with each text
plain where YAML allows it.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import yaml

from translator.glossary.collect import Collector, failure
from translator.glossary.entries import EntryReader, field_names
from translator.glossary.exchange.fields import LISTS, set_fields
from translator.glossary.exchange.target import Target
from translator.glossary.model import Glossary, Term

MAX_DEPTH = 16
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HINTS = {
    "mapping values are not allowed": "quote a text that contains a colon",
    "could not find expected ':'": "check the indentation, and quote a text that begins with a sign",
    "found character '\\t'": "indent with spaces, not with tabs",
    "found character that cannot start": "quote a text that begins with a sign, and indent with spaces",
    "found undefined alias": "quote a text that begins with *",
    "found unexpected end of stream": "close the quotation mark",
    "nested too deeply": "write a list of terms",
    "but found another document": "keep one glossary a file, without ---",
}
_LONGEST_KEY = 100  # YAML allows 1024 characters, and people fewer
_INNER = r"\w.()/'’&%+\-\u0610-\u061a\u064b-\u065f"
_BEGIN = r"(?:[^\W\d_]|\d+ (?=[^\W\d_]))"
_PLAIN_IN_LIST = re.compile(rf"{_BEGIN}(?:[{_INNER}]| (?=[{_INNER}]))*")
_PLAIN = re.compile(rf"{_BEGIN}(?:[{_INNER},;!?\"“”«»،؛؟–—]| (?=[{_INNER},;!?\"“”«»،؛؟–—]))*")
_WORDS = re.compile(r"y|n|yes|no|true|false|on|off|null|nan|inf", re.IGNORECASE)
_SPECIAL = re.compile(
    "[^\x20-\x7e\xa0-\u200d\u2010-\u2027\u2030-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


class _Loader(_Base):  # type: ignore[misc]
    """The safe loader, stopped before hostile nesting exhausts the stack: it composes by recursion."""

    _depth = 0

    def descend_resolver(self, parent: yaml.Node | None, index: object) -> None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            mark = parent.start_mark if parent else None
            raise yaml.composer.ComposerError(None, None, "the file is nested too deeply", mark)

    def ascend_resolver(self) -> None:
        self._depth -= 1


def read(data: bytes, origin: str) -> Glossary:
    """The glossary in `data`, UTF-8. Raises GlossaryError."""
    return parse(_decoded(data, origin), origin)


def parse(text: str, origin: str) -> Glossary:
    """The glossary in `text`. Raises GlossaryError."""
    collector = Collector(origin)
    reader = EntryReader(collector, budget=len(text) + 1)
    terms: tuple[Term, ...] = ()
    try:
        root: Any = yaml.compose(text, Loader=_Loader)
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        collector.problem(*_syntax_problem(error, text))
    else:
        terms = reader.terms(root)
    return collector.glossary(terms, reader.name)


def write(glossary: Glossary, target: Target) -> bytes:
    """`glossary` as YAML. Reading it back gives equal terms, but for their origin and priorities that differ."""
    del target
    return "\n".join([*_head(glossary), *_entries(glossary.terms), ""]).encode()


def scalar(text: str, plain: re.Pattern[str] = _PLAIN) -> str:
    """`text` plain, in single or in double quotation marks: the first that reads as this text again."""
    if plain.fullmatch(text) and not _WORDS.fullmatch(text):
        return text
    if _SPECIAL.search(text):
        return _SPECIAL.sub(lambda found: _escaped(found[0]), text.replace("\\", "\\\\").replace('"', '\\"')).join('""')
    return "'" + text.replace("'", "''") + "'"


def flow_list(texts: Sequence[str]) -> str:
    """`texts` as a list on one line."""
    return "[" + ", ".join(scalar(text, _PLAIN_IN_LIST) for text in texts) + "]"


def file_priority(terms: Sequence[Term]) -> int:
    """The priority of most of `terms`, which a file has for all of them."""
    return Counter(term.priority for term in terms).most_common(1)[0][0] if terms else 0


def _decoded(data: bytes, origin: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        raise failure([f"{origin}:{line}:{column}: is not UTF-8: save the file as UTF-8"]) from None


def _syntax_problem(error: yaml.YAMLError | UnicodeEncodeError, text: str) -> tuple[str, str]:
    """Place and message."""
    mark = getattr(error, "problem_mark", None)
    what = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML")
    told = f"{getattr(error, 'context', None) or ''} {what}"
    remedy = next((hint for sign, hint in _HINTS.items() if sign in told), "check the line and the one before it")
    if mark is not None:
        line, column = mark.line + 1, mark.column + 1
    else:
        before = text[: getattr(error, "position", getattr(error, "start", 0))]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return f"{line}:{column}", f"{what}: {remedy}"


def _head(glossary: Glossary) -> Iterator[str]:
    if glossary.name:
        yield f"name: {scalar(glossary.name)}"
    priority = file_priority(glossary.terms)
    if priority:
        yield f"priority: {priority}"
    yield "terms:" if glossary.terms else "terms: []"


def _entries(terms: Sequence[Term]) -> Iterator[str]:
    if all(map(_is_short, terms)) and len({term.ar for term in terms}) == len(terms):
        yield from (f"  {scalar(term.ar)}: {scalar(term.en)}" for term in terms)
        return
    for term in terms:
        if _is_short(term):
            yield f"  - {scalar(term.ar)}: {scalar(term.en)}"
        else:
            lines = [f"{name}: {_value(name, value)}" for name, value in set_fields(term) if name != "priority"]
            yield "  - " + "\n    ".join(lines)


def _is_short(term: Term) -> bool:
    names = {name for name, _ in set_fields(term)} - {"priority"}
    return names == {"ar", "en"} and len(term.ar) <= _LONGEST_KEY and term.ar not in field_names()


def _value(name: str, value: object) -> str:
    if name in LISTS and isinstance(value, tuple):
        return flow_list(value)
    return "true" if value is True else scalar(str(value))


def _escaped(sign: str) -> str:
    return json.dumps(sign)[1:-1] if ord(sign) < 0x10000 else f"\\U{ord(sign):08x}"
