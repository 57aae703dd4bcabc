"""The entries of one composed glossary file, checked one by one; every problem is kept with its position."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol, get_args

from translator.glossary.collect import Collector, nearest
from translator.glossary.model import Kind, Term
from translator.text.arabic import has_arabic

_TAG = "tag:yaml.org,2002:"
_TYPES = {"bool": "a yes/no", "int": "a number", "float": "a number", "timestamp": "a date", "null": "nothing"}
_TRUE = frozenset({"true", "yes", "on", "y"})
CHOICES = {"kind": get_args(Kind), "case": ("keep", "exact"), "repeat": ("each", "first")}
"""Fields that hold one of a few words."""

_FILE_KEYS = ("name", "languages", "priority", "terms")
_LANGUAGES = {"source": "ar", "target": "en"}


class Mark(Protocol):
    """A position in the file; both count from 0."""

    line: int
    column: int


class Node(Protocol):
    """A composed YAML node: `value` is text, a list of nodes, or a list of pairs of nodes."""

    id: str
    tag: str
    value: Any
    start_mark: Mark


@dataclass(slots=True)
class EntryReader:
    """Turns the nodes of a file into terms; `collector` has the problems, `name` the file's name for itself.

    `budget` bounds how many nodes are read. A file has fewer nodes than characters, so that only aliases which
    repeat their content over and over can reach its length.
    """

    collector: Collector
    budget: int
    name: str = ""

    def terms(self, root: Node | None) -> tuple[Term, ...]:
        """The terms of a file with the root node `root` (None for an empty file)."""
        if root is None:
            self.collector.problem("1:1", "the file is empty: give it a `terms:` list")
            return ()
        if root.id != "mapping":
            self._problem(root, "a glossary begins with `terms:`, and its entries follow indented")
            return ()
        top = dict(self._pairs(root, _FILE_KEYS))
        if "terms" not in top:
            self._problem(root, "`terms:` is missing: add it before the entries")
            return ()
        self.name = self._text(top["name"]) if "name" in top else ""
        self._languages(top.get("languages"))
        priority = self._number(top["priority"]) if "priority" in top else 0
        return tuple(self._entries(top["terms"], priority))

    def _problem(self, node: Node, message: str) -> None:
        self.collector.problem(_place(node), message)

    def _spend(self, node: Node) -> bool:
        self.budget -= 1
        if self.budget == 0:
            self._problem(node, "aliases repeat more than the file itself holds: write the entries out")
        return self.budget > 0

    def _pairs(self, node: Node, keys: Iterable[str] = ()) -> Iterator[tuple[str, Node]]:
        """The pairs of a mapping; a key that stands twice, is no text, or is not among `keys`, is a problem."""
        known = tuple(keys)
        seen: dict[str, int] = {}
        for key, value in node.value:
            name = self._text(key) if self._spend(key) else ""
            if not name:
                continue
            if name in seen:
                self._problem(key, f"“{name}” stands already on line {seen[name]}: keep one of them")
            elif known and name not in known:
                self._problem(key, _unknown(name, known))
            else:
                yield name, value
            seen.setdefault(name, key.start_mark.line + 1)

    def _entries(self, node: Node, priority: int) -> Iterator[Term]:
        if node.id == "mapping":
            yield from self._short(node, priority)
        elif node.id == "sequence":
            for item in node.value:
                if not self._spend(item):
                    return
                yield from self._entry(item, priority)
        elif not node.value:
            self._problem(node, "there are no terms: add entries such as `البنتاغون: Pentagon`")
        else:
            self._problem(node, "`terms:` needs a list or a mapping of entries")

    def _entry(self, item: Node, priority: int) -> Iterator[Term]:
        if item.id != "mapping":
            self._problem(item, "an entry is `ARABIC: ENGLISH`, or has `ar:` and `en:`")
        elif any(str(key.value) in _FIELDS for key, _ in item.value) or not _arabic_key(item):
            yield from self._long(item, priority)
        else:
            yield from self._short(item, priority)

    def _short(self, node: Node, priority: int) -> Iterator[Term]:
        for ar, value in self._pairs(node):
            if value.id != "scalar":
                self._problem(value, "more than the English needs the long form: `- ar: …` with `en: …` below it")
                continue
            en = self._text(value)
            if en:
                term = Term(ar, en, origin=self._origin(value), priority=priority)
                if self.collector.admit(term, _place(value)):
                    yield term

    def _long(self, node: Node, priority: int) -> Iterator[Term]:
        before = self.collector.count
        values = {name: _FIELDS[name](self, name, value) for name, value in self._pairs(node, _FIELDS)}
        if "en" not in values and values.get("kind") == "untranslated":
            values["en"] = values.get("ar", "")
        if self.collector.count > before:
            return
        for name, what in (("ar", "the Arabic"), ("en", "the English")):
            if name not in values:
                self._problem(node, f"`{name}:` is missing: add {what}")
        if self.collector.count == before:
            term = Term(origin=self._origin(node), priority=priority, **values)
            if self.collector.admit(term, _place(node)):
                yield term

    def _origin(self, node: Node) -> str:
        return f"{self.collector.origin}:{node.start_mark.line + 1}"

    def _text(self, node: Node) -> str:
        if node.id != "scalar":
            self._problem(node, "a single text is needed here, not a list or a mapping")
        elif node.tag != _TAG + "str":
            read = _TYPES.get(node.tag.removeprefix(_TAG), "something else")
            if read == "nothing" and not node.value:
                self._problem(node, "there is no value: write one, or remove the key")
            else:
                self._problem(node, f"{node.value} means {read} in YAML: quote it: '{node.value}'")
        elif not node.value.strip():
            self._problem(node, "the text is empty: write one, or remove the key")
        else:
            return str(node.value)
        return ""

    def _texts(self, node: Node) -> tuple[str, ...]:
        if node.id == "scalar":
            items = [node]
        elif node.id == "sequence":
            items = [item for item in node.value if self._spend(item)]
        else:
            self._problem(node, "a list of texts is needed here: [one, two]")
            items = []
        return tuple(text for text in map(self._text, items) if text)

    def _flag(self, node: Node) -> bool:
        if node.id != "scalar" or node.tag != _TAG + "bool":
            self._problem(node, "true or false is needed here")
            return False
        return node.value.lower() in _TRUE

    def _number(self, node: Node) -> int:
        if node.id == "scalar" and node.tag == _TAG + "int" and node.value.lstrip("+-").isdecimal():
            return int(node.value)
        self._problem(node, "a whole number is needed here, such as 10")
        return 0

    def _choice(self, name: str, node: Node) -> str:
        text = self._text(node)
        if text and text not in CHOICES[name]:
            self._problem(node, f"`{name}: {text}` is none of {', '.join(CHOICES[name])}{nearest(text, CHOICES[name])}")
        return text

    def _languages(self, node: Node | None) -> None:
        if node is None:
            return
        if node.id != "mapping":
            self._problem(node, "write `languages: {source: ar, target: en}`, or nothing")
            return
        for name, value in self._pairs(node, _LANGUAGES):
            if self._text(value) not in ("", _LANGUAGES[name]):
                self._problem(value, f"the {name} language is always {_LANGUAGES[name]}")


_FIELDS: dict[str, Callable[[EntryReader, str, Node], Any]] = (
    dict.fromkeys(("ar", "en", "plural", "first", "later", "note"), lambda reader, _, node: reader._text(node))
    | dict.fromkeys(("accept", "forbid", "forms", "context"), lambda reader, _, node: reader._texts(node))
    | dict.fromkeys(CHOICES, lambda reader, name, node: reader._choice(name, node))
    | {"exact": lambda reader, _, node: reader._flag(node)}
)


def field_names() -> tuple[str, ...]:
    """The keys that an entry in long form may have."""
    return tuple(_FIELDS)


def _place(node: Node) -> str:
    return f"{node.start_mark.line + 1}:{node.start_mark.column + 1}"


def _arabic_key(node: Node) -> bool:
    """True for entries in short form: the key is Arabic, or there is only one."""
    keys = [str(key.value) for key, _ in node.value]
    return len(keys) == 1 or all(map(has_arabic, keys))


def _unknown(name: str, known: Iterable[str]) -> str:
    choices = tuple(known)
    return f"unknown key “{name}”{nearest(name, choices) or ': the keys are ' + ', '.join(choices)}"
