"""Glossaries from translation memories (TMX): a term for each unit with an Arabic and an English text.

Units with one Arabic text and different English are one term, which accepts them all. Inline codes are left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from translator.errors import InputError
from translator.glossary.collect import Collector
from translator.glossary.exchange.alternatives import joined_terms
from translator.glossary.model import Glossary, Term
from translator.parsing.package import language, stream_xml, xml_root

_CODES = frozenset("bpt ept ph it ut".split())


def read(data: bytes, origin: str) -> Glossary:
    """The glossary in `data`. Raises GlossaryError, or InputError for what is no sound XML or no TMX."""
    root = xml_root(data)
    if root != "tmx":
        raise InputError(f"the file is no TMX: its first element is <{root}>" if root else "the file is no TMX: no XML")
    collector = Collector(origin)
    found = [term for unit in stream_xml(data, "the TMX file", ("{*}tu",)) for term in _terms(unit, origin)]
    terms = joined_terms(found, collector)
    if not terms:
        collector.problem("1", "no unit has both an Arabic and an English text")
    return collector.glossary((term for term in terms if collector.admit(term, _line(term))), "")


def _line(term: Term) -> str:
    return term.origin.rpartition(":")[2]


def _terms(unit: etree._Element, origin: str) -> Iterator[Term]:
    texts: dict[str, str] = {}
    for variant in unit.iter("{*}tuv"):
        segment = variant.find("{*}seg")
        text = "" if segment is None else " ".join(_plain(segment).split())
        if text:
            texts.setdefault(language(variant), text)
    if {"ar", "en"} <= set(texts):
        notes = ("".join(map(str, each.itertext())).strip() for each in unit.iterfind("{*}note"))
        note = "\n".join(filter(None, notes))
        yield Term(texts["ar"], texts["en"], note=note, origin=f"{origin}:{unit.sourceline}")


def _plain(element: etree._Element) -> str:
    """The text of a segment without its codes."""
    texts = [element.text or ""]
    for child in element:
        is_code = not isinstance(child.tag, str) or etree.QName(child).localname in _CODES
        texts += ["" if is_code else _plain(child), child.tail or ""]
    return "".join(texts)
