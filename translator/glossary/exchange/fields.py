"""The fields of a term as tables name and write them: names of columns, cells that hold lists, words for yes and no.

A cell with several texts separates them by `|`, or, where it has no `|`, by `;`. White space around them does not
count. A backslash before `|`, `;`, a space or another backslash makes it part of a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from typing import Any

from translator.glossary.entries import CHOICES
from translator.glossary.model import Term
from translator.text.arabic import matching_form

LISTS = ("accept", "forbid", "forms", "context")
"""Fields that hold several texts."""

FIELDS = (
    *("ar", "en", "accept", "forbid", "kind", "forms", "plural", "first", "later"),
    *("case", "exact", "context", "repeat", "note", "priority"),
)
"""The fields of a term that a user writes, in the order in which they are written."""

_NAMES = {
    "ar": "ar, ara, arabic, source, src, source term, source text, term, arabic term, المصطلح, مصطلح, العربية, عربي,"
    "اللغة العربية, المصدر, النص المصدر, الأصل, المصطلح العربي, المصطلح بالعربية",
    "en": "en, eng, english, target, tgt, target term, target text, translation, rendering, english term, الإنجليزية,"
    "إنجليزي, اللغة الإنجليزية, الترجمة, ترجمة, المقابل, المقابل الإنجليزي, الهدف, المصطلح الإنجليزي,"
    "المصطلح بالإنجليزية",
    "kind": "kind, type, category, النوع",
    "accept": "accept, accepted, also, synonyms, alternatives, allowed, المقبول, مرادفات, المرادفات",
    "forbid": "forbid, forbidden, avoid, do not use, الممنوع, ممنوع",
    "forms": "forms, arabic forms, variants, الصيغ, صيغ",
    "plural": "plural, english plural, الجمع",
    "first": "first, first mention",
    "later": "later, later mention",
    "case": "case, case sensitive",
    "exact": "exact",
    "context": "context, السياق",
    "repeat": "repeat",
    "note": "note, notes, comment, comments, remark, remarks, description, definition, ملاحظة, ملاحظات, تعليق, تعريف",
    "priority": "priority",
}
_LANGUAGE = re.compile(r"(ar|en)( arab| latn)?( [a-z]{2}| \d{3})?")
_IN_BRACKETS = re.compile(r"\(([^)]*)\)")
_YES = frozenset("yes y true 1 x ✓ نعم".split())
_NO = frozenset("no n false 0 - لا".split())
_PIECE = re.compile(r"\\[\\|;\s]|.", re.DOTALL)
_SIGN = re.compile(r"[\\|;]|^\s|\s$")
_SETTINGS = ("kind", "case", "exact", "context", "repeat", "priority")
_SETTING = re.compile(rf"({'|'.join(_SETTINGS)}|note): ")
_DEFAULTS = {field.name: field.default for field in fields(Term)}


def set_fields(term: Term) -> Iterator[tuple[str, object]]:
    """The fields of `term` that say something: Arabic, English, and whatever differs from its default."""
    for name in FIELDS:
        value = getattr(term, name)
        if name in ("ar", "en") or value != _DEFAULTS[name]:
            yield name, value


def as_table(terms: Sequence[Term]) -> tuple[list[str], Iterator[list[str]]]:
    """The names of the columns that `terms` need, and their rows; a cell is empty where a field has its default."""
    used = {name for term in terms for name, _ in set_fields(term)} | {"ar", "en"}
    columns = [name for name in FIELDS if name in used]
    said = (dict(set_fields(term)) for term in terms)
    return columns, ([_cell(values.get(name, "")) for name in columns] for values in said)


def column_names() -> dict[str, str]:
    """Which field each name of a column is for, by the name as `simplified` gives it."""
    return {simplified(name): field for field, names in _NAMES.items() for name in names.split(",")}


def simplified(header: str) -> str:
    """`header` without what does not tell names apart: case, spelling, underscores, marks at its ends."""
    text = matching_form(header).casefold().replace("_", " ").replace("-", " ")
    return " ".join(text.strip(" \t\r\n:*").split())


def field_of(header: str, names: dict[str, str]) -> str:
    """The field that a column called `header` is for, '' for none. A language code may have a region."""
    for text in (*_IN_BRACKETS.findall(header), _IN_BRACKETS.sub(" ", header)):
        name = simplified(text)
        code = _LANGUAGE.fullmatch(name)
        if code:
            return code[1]
        if name in names:
            return names[name]
    return ""


def joined(texts: Iterable[str]) -> str:
    """`texts` as one cell."""
    return " | ".join(_SIGN.sub(lambda found: "\\" + found[0], text) for text in texts)


def parted(cell: str) -> tuple[str, ...]:
    """The texts in `cell`."""
    pieces = _PIECE.findall(cell)
    separator = "|" if "|" in pieces else ";"
    parts: list[list[str]] = [[]]
    for piece in pieces:
        if piece == separator:
            parts.append([])
        else:
            parts[-1].append(piece)
    return tuple(filter(None, map(_plain, parts)))


def yes_or_no(cell: str) -> bool | None:
    """What `cell` says, None when it says neither."""
    word = cell.casefold()
    return True if word in _YES else False if word in _NO else None


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return joined(value)
    return "yes" if value is True else str(value)


def _plain(pieces: list[str]) -> str:
    """A text without white space around it and without its backslashes."""
    first, last = 0, len(pieces)
    while first < last and pieces[first].isspace():
        first += 1
    while last > first and pieces[last - 1].isspace():
        last -= 1
    return "".join(piece[-1] for piece in pieces[first:last])


def note_settings(term: Term) -> Iterator[str]:
    """Fields of `term` that are no text of either language, as notes such as `kind: title`."""
    for name, value in set_fields(term):
        if name in _SETTINGS:
            yield f"{name}: {_cell(value)}"


def noted(note: str) -> str:
    """`note` so that it is not taken for a setting."""
    return f"note: {note}" if _SETTING.match(note) else note


def note_setting(note: str) -> dict[str, Any] | None:
    """The field that `note`, written by `note_settings`, sets; None for any other note."""
    found = _SETTING.match(note)
    if found is None or found[1] == "note" or "\n" in note:
        return None
    name, said = found[1], note[found.end() :]
    if name == "context":
        return {name: parted(said)}
    if name == "exact":
        return {name: True} if said == "yes" else None
    if name == "priority":
        return {name: int(said)} if re.fullmatch("-?[0-9]{1,9}", said) else None
    return {name: said} if said in CHOICES[name] else None
