"""Glossaries in TBX: versions 2 (martif) and 3, with categories as attributes or as tags, whatever their dialect.

Of an entry's terms the preferred English is the English and the first Arabic the Arabic; admitted English is accepted,
deprecated and superseded English forbidden, further Arabic are forms. Entries with one Arabic and different English are
one term that accepts them all. Definitions, subject fields and examples go to the note. What this program wrote there
for itself (see `tbx_writer`) is read back as it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from translator.errors import InputError
from translator.glossary.collect import Collector
from translator.glossary.exchange.alternatives import joined_terms
from translator.glossary.exchange.fields import note_setting
from translator.glossary.model import Glossary, Term
from translator.parsing.package import language, local, stream_xml, xml_root

_ENTRIES = ("{*}conceptEntry", "{*}termEntry", "{*}entry")  # version 3, version 2, and TBX-Min before version 3
_LANGUAGES = ("langSec", "langSet", "langGroup")
_SECTIONS = ("termSec", "tig", "ntig", "termGroup")
_META = frozenset("descrip admin termNote ref xref transac transacNote adminNote descripNote".split())
_STATUS = frozenset("administrativeStatus normativeAuthorization termStatus usageStatus".split())
_WRONG = ("deprecated", "superseded", "forbidden", "obsolete", "rejected", "notrecommended")
_HOUSEKEEPING = frozenset("transactionType date responsibility termComp hyphenation".split())
_KEPT = {
    "note": "",
    "definition": "definition: ",
    "explanation": "explanation: ",
    "subjectField": "subject field: ",
    "context": "example: ",
    "usageNote": "usage: ",
    "geographicalUsage": "region: ",
    "source": "source: ",
}
_ROLES = {"plural": "plural", "first mention": "first", "later mention": "later"}


@dataclass(slots=True)
class _Found:
    """What the entries hold beside their terms: languages, categories without a field, entries without a pair."""

    languages: Counter[str] = field(default_factory=Counter)
    unused: Counter[str] = field(default_factory=Counter)
    unpaired: int = 0
    title: str = ""


@dataclass(slots=True)
class _Section:
    text: str
    status: str = ""
    role: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def is_wrong(self) -> bool:
        return self.status.startswith(_WRONG)


def read(data: bytes, origin: str) -> Glossary:
    """The glossary in `data`. Raises GlossaryError, or InputError for what is no sound XML or no TBX."""
    root = xml_root(data)
    if root not in ("tbx", "martif", "TBX"):
        raise InputError(f"the file is no TBX: its first element is <{root}>" if root else "the file is no TBX: no XML")
    collector, found = Collector(origin), _Found()
    terms = joined_terms(list(_all_terms(data, origin, found)), collector)
    if not terms:
        said = ", ".join(found.languages) or "none"
        collector.problem("1", f"no entry has both Arabic and English terms; the languages in it: {said}")
    if found.unpaired and terms:
        collector.warn("1", f"{found.unpaired} entries without an Arabic or an English term are left out")
    if found.unused:
        unused = ", ".join(f"{name} ({count})" for name, count in sorted(found.unused.items()))
        collector.warn("1", f"left out, as a term has no field for it: {unused}")
    admitted = (term for term in terms if collector.admit(term, term.origin.rpartition(":")[2]))
    return collector.glossary(admitted, found.title)


def _all_terms(data: bytes, origin: str, found: _Found) -> Iterator[Term]:
    for element in stream_xml(data, "the TBX file", (*_ENTRIES, "{*}title")):
        if local(element) == "title":
            found.title = found.title or " ".join(_text(element).split())
        else:
            yield from _terms(element, origin, found)


def _terms(entry: etree._Element, origin: str, found: _Found) -> Iterator[Term]:
    sections: dict[str, list[_Section]] = {"ar": [], "en": []}
    values: dict[str, Any] = {}
    notes: list[str] = []
    for category, text in _categories(entry, _LANGUAGES):
        _take(category, text, values, notes, found)
    for section in entry.iter(*(f"{{*}}{name}" for name in _LANGUAGES)):
        code = language(section)
        found.languages[code] += 1
        if code in sections:
            for category, text in _categories(section, _SECTIONS):
                _take(category, text, values, notes, found)
            named = (f"{{*}}{name}" for name in _SECTIONS)
            sections[code] += [part for each in section.iter(*named) if (part := _section(each, found)).text]
    pair = _pair(sections)
    if pair is None:
        found.unpaired += 1
        return
    notes += [note for part in (*sections["ar"], *sections["en"]) for note in part.notes]
    if notes:
        values["note"] = "\n".join(dict.fromkeys(notes))
    yield Term(origin=f"{origin}:{entry.sourceline}", **pair, **values)


def _pair(sections: dict[str, list[_Section]]) -> dict[str, Any] | None:
    """The fields that the terms of an entry fill; None without an Arabic and an English term."""
    english = [part for part in sections["en"] if not part.role]
    right = sorted((part for part in english if not part.is_wrong), key=lambda part: not _is_preferred(part))
    arabic = sorted(sections["ar"], key=lambda part: (part.is_wrong, not _is_preferred(part)))
    if not right or not arabic:
        return None
    values: dict[str, Any] = {part.role: part.text for part in sections["en"] if part.role}
    values |= {"ar": arabic[0].text, "en": right[0].text}
    lists = {"forms": arabic[1:], "accept": right[1:], "forbid": [part for part in english if part.is_wrong]}
    return values | {name: tuple(part.text for part in parts) for name, parts in lists.items()}


def _is_preferred(part: _Section) -> bool:
    return part.status.startswith(("preferred", "standardized"))


def _section(element: etree._Element, found: _Found) -> _Section:
    term = next(element.iter("{*}term"), None)
    part = _Section("" if term is None else " ".join(_text(term).split()))
    for category, text in _categories(element, ("term",)):
        if category in _STATUS:
            part.status = text.lower()
        elif category == "note" and text in _ROLES:
            part.role = _ROLES[text]
        elif category == "grammaticalNumber" and text == "plural":
            part.role = "plural"
        else:
            _take(category, text, {}, part.notes, found)
    return part


def _take(category: str, text: str, values: dict[str, Any], notes: list[str], found: _Found) -> None:
    """Puts what an entry says where it belongs."""
    setting = note_setting(text) if category == "note" else None
    if setting:
        values |= setting
    elif category in _KEPT:
        notes.append(_KEPT[category] + (text.removeprefix("note: ") if category == "note" else text))
    elif category not in _HOUSEKEEPING:
        found.unused[category] += 1


def _categories(element: etree._Element, inner: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Category and text of what stands in `element`, in groups too, but not in `inner` elements."""
    for child in element.iterchildren("{*}*"):
        name = local(child)
        if name in inner:
            continue
        if name.endswith("Grp"):
            yield from _categories(child, (*inner, "term"))
            continue
        text = "\n".join(line.strip() for line in _text(child).strip().split("\n"))
        if text:
            yield (child.get("type", name) if name in _META else name), text


def _text(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext("{*}*")) if len(element) else element.text or ""
