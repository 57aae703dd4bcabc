"""Term lists that hold pairs of Arabic and English: what translation services and OmegaT take.

These look terms up as they are written, so every further form of a term is a pair of its own. A text may have no line
break or tab, and a source stands once (in OmegaT's once for each rendering).
"""

from __future__ import annotations

from collections.abc import Iterator

from translator.glossary.exchange.delimited import table_text
from translator.glossary.exchange.target import Target
from translator.glossary.model import Glossary, Term
from translator.parsing.package import legal

_HEADS = {"amazon": ("ar", "en"), "google-set": ("ar", "en", "description")}


def write(glossary: Glossary, target: Target) -> bytes:
    """`glossary` as `target.name` takes it, UTF-8 without a mark."""
    seen: set[str] = set()
    rows: list[tuple[str, ...]] = [_HEADS[target.name]] if target.name in _HEADS else []
    for term in glossary.terms:
        for form in (term.ar, *term.forms):
            source = _line(form)
            if source not in seen:
                seen.add(source)
                rows.append((source, _line(term.en), *([_line(term.note)] if target.name == "google-set" else [])))
    return table_text(rows, target.delimiter).encode()


def write_omegat(glossary: Glossary, target: Target) -> bytes:
    """`glossary` as OmegaT reads it: source, target and comment, nothing quoted."""
    del target
    return "".join("\t".join(row).rstrip("\t") + "\n" for row in _omegat_rows(glossary)).encode()


def repeated(glossary: Glossary, name: str) -> Iterator[Term]:
    """The terms of which a pair is not written in the format `name`, as its Arabic stands there already."""
    if name == "omegat":
        return
    seen: dict[str, Term] = {}
    for term in glossary.terms:
        for form in (term.ar, *term.forms):
            if seen.setdefault(_line(form), term).en != term.en:
                yield term


def _omegat_rows(glossary: Glossary) -> Iterator[tuple[str, ...]]:
    seen: set[tuple[str, str]] = set()
    for term in glossary.terms:
        for form in (term.ar, *term.forms):
            for number, rendering in enumerate((term.en, *term.accept)):
                source, target = _line(form), _line(rendering)
                if not source.startswith("#") and (source, target) not in seen:
                    seen.add((source, target))
                    yield source, target, "" if number else _line(term.note)


def _line(text: str) -> str:
    return legal(" ".join(text.split()))
