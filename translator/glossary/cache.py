"""Terms of big glossary files kept ready for the next run; a cache that cannot be used is no cache, never an error."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from translator.errors import TranslatorError
from translator.files import write_atomic
from translator.glossary.model import Glossary, Term

_SMALLEST = 32 * 1024  # bytes; below, parsing is quick and a cache file only litters
_DEFAULTS = {field.name: field.default for field in fields(Term) if field.name not in ("ar", "en", "origin")}


def read(path: Path, digest: str, origin: str) -> Glossary | None:
    """The glossary at `path` with the sha256 `digest`, named after `origin`; None if it was not kept."""
    try:
        kept = json.loads(_place(path).read_bytes())
        if kept["key"] != _key(digest):
            return None
        terms = tuple(_term(row, origin) for row in kept["terms"])
        warnings = tuple(f"{origin}:{warning}" for warning in kept["warnings"])
        return Glossary(terms, ((origin, digest),), warnings, str(kept["name"]))
    except (OSError, ValueError, TypeError, KeyError, RuntimeError):
        return None


def write(path: Path, digest: str, glossary: Glossary) -> None:
    """Keep what was read from the glossary at `path`."""
    try:
        if path.stat().st_size < _SMALLEST:
            return
        place = _place(path)
        place.parent.mkdir(parents=True, exist_ok=True)
        kept = {
            "key": _key(digest),
            "name": glossary.name,
            "warnings": [warning.removeprefix(f"{glossary.files[0][0]}:") for warning in glossary.warnings],
            "terms": [_row(term) for term in glossary.terms],
        }
        write_atomic(place, json.dumps(kept, ensure_ascii=False).encode())
    except (OSError, ValueError, RuntimeError, TranslatorError):
        return


def _place(path: Path) -> Path:
    """One file for each glossary, so that a changed glossary replaces what was kept of it."""
    name = hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return user_cache_path("translator", appauthor=False) / "glossaries" / f"{name}.json"


def _key(digest: str) -> str:
    try:
        return f"{digest} {version('translator')}"
    except PackageNotFoundError:
        return digest


def _row(term: Term) -> list[Any]:
    others = {name: getattr(term, name) for name, default in _DEFAULTS.items() if getattr(term, name) != default}
    place = term.origin.rpartition(":")[2]
    return [term.ar, term.en, place, others] if others else [term.ar, term.en, place]


def _term(row: Sequence[Any], origin: str) -> Term:
    ar, en, place, *others = row
    values: dict[str, Any] = {}
    for name, value in (others[0] if others else {}).items():
        values[name] = tuple(value) if isinstance(value, list) else value
    return Term(ar, en, origin=f"{origin}:{place}", **values)
