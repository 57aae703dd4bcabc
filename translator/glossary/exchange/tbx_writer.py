"""Glossaries as TBX-Basic, categories as attributes, which more programs read than categories as tags.

Version 3 (ISO 30042:2019), or version 2 for programs that know nothing newer. What the dialect has no category for is
written as notes: `kind: title` at the entry, `plural` at a term.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from translator.glossary.exchange.fields import note_settings, noted
from translator.glossary.exchange.target import Target
from translator.glossary.model import Glossary, Term
from translator.parsing.package import legal

_ROLES = {"plural": "plural", "first": "first mention", "later": "later mention"}


@dataclass(frozen=True, slots=True)
class _Names:
    entry: str
    language: str
    section: str
    head: str
    foot: str


_SOURCE = "<fileDesc>{}<sourceDesc><p>a glossary of translator</p></sourceDesc></fileDesc>"
_TITLE = "<titleStmt><title>{}</title></titleStmt>"
_VERSION_3 = _Names(
    "conceptEntry",
    "langSec",
    "termSec",
    '<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">\n<tbxHeader>{}</tbxHeader>',
    "</tbx>",
)
_VERSION_2 = _Names(
    "termEntry",
    "langSet",
    "tig",
    '<martif type="TBX-Basic" xml:lang="en">\n<martifHeader>{}'
    '<encodingDesc><p type="XCSURI">TBXBasicXCSV02.xcs</p></encodingDesc></martifHeader>',
    "</martif>",
)


def write(glossary: Glossary, target: Target) -> bytes:
    """`glossary` as the TBX that `target.name` names, UTF-8."""
    names = _VERSION_2 if target.name == "tbx2" else _VERSION_3
    title = _TITLE.format(_xml(glossary.name)) if glossary.name else ""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', names.head.format(_SOURCE.format(title)), "<text>", "<body>"]
    for number, term in enumerate(glossary.terms, 1):
        lines.extend(_entry(term, number, names))
    return "\n".join([*lines, "</body>", "</text>", names.foot, ""]).encode()


def _entry(term: Term, number: int, names: _Names) -> Iterator[str]:
    yield f'<{names.entry} id="c{number}">'
    for setting in note_settings(term):
        yield f"  <note>{_xml(setting)}</note>"
    if term.note:
        yield f"  <note>{_xml(noted(term.note))}</note>"
    arabic = [(term.ar, "preferred", ""), *((form, "admitted", "") for form in term.forms)]
    english = [(term.en, "preferred", ""), *((text, "admitted", "") for text in term.accept)]
    english += [(text, "admitted", note) for name, note in _ROLES.items() if (text := getattr(term, name))]
    english += [(text, "deprecated", "") for text in term.forbid]
    for language, texts in (("ar", arabic), ("en", english)):
        yield f'  <{names.language} xml:lang="{language}">'
        for text, status, note in texts:
            yield f"    <{names.section}>"
            yield f"      <term>{_xml(text)}</term>"
            yield f'      <termNote type="administrativeStatus">{status}Term-admn-sts</termNote>'
            if note:
                yield f"      <note>{note}</note>"
            yield f"    </{names.section}>"
        yield f"  </{names.language}>"
    yield f"</{names.entry}>"


def _xml(text: str) -> str:
    return escape(legal(text), {"\r": "&#13;"})
