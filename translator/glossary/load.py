"""Glossary files to a glossary: every file in its format, and every error of every file reported at once."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from translator.errors import GlossaryError, InputError
from translator.files import named, read_bytes
from translator.glossary import cache
from translator.glossary.collect import failure
from translator.glossary.exchange.table import SUFFIXES, for_file
from translator.glossary.exchange.yaml import parse
from translator.glossary.model import Glossary, Term
from translator.glossary.sources import source_key

MAX_BYTES = 64 * 1024 * 1024
_NAMES = "check what -g, TRANSLATOR_GLOSSARY or translator.yaml name; `translator glossary list` shows what is shipped"


def load(names: Sequence[str]) -> Glossary:
    """The glossaries `names` merged into one, best priority first, then in the order given.

    A name is a file, a directory (every *.yaml in it, sorted) or the bare name of a shipped glossary.
    Raises GlossaryError with every problem of every file.
    """
    problems: list[str] = []
    faults: list[str] = []
    parts: list[Glossary] = []
    for path, origin in dict.fromkeys(_locate(names, problems)):
        try:
            parts.append(load_file(path, origin))
        except GlossaryError as error:
            faults.extend(error.problems)
        except InputError as error:
            problems.append(f"{error}: {error.hint}")
    if problems and not faults:
        raise failure(problems, _NAMES)
    if problems or faults:
        raise failure([*problems, *faults])
    return _merge(parts)


def loads(text: str, origin: str) -> Glossary:
    """The glossary in the text of one file; `origin` is what messages and terms call it. Raises GlossaryError."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return replace(parse(text, origin), files=((origin, digest),))


def load_file(path: Path, origin: str) -> Glossary:
    """The glossary in the file at `path`, in any format of the table; `origin` is what messages and terms call it.

    Raises InputError for a file that cannot be read at all, GlossaryError for what is wrong in it.
    """
    data = read_bytes(path)
    if len(data) > MAX_BYTES:
        raise failure([f"{origin}: is larger than {MAX_BYTES >> 20} MB: split it, or check that it is a glossary"])
    digest = hashlib.sha256(data).hexdigest()
    kept = cache.read(path, digest, origin)
    if kept is not None:
        return kept
    with named(origin):
        read = for_file(path, data).read(data, origin)
    glossary = replace(read, files=((origin, digest),))
    cache.write(path, digest, glossary)
    return glossary


def shipped() -> tuple[Path, ...]:
    """The glossaries that come with the program: in the installed package, or in a checkout beside it."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "glossaries", package.parent / "glossaries"):
        if folder.is_dir():
            return tuple(sorted(folder.glob("*.yaml")))
    return ()


def _locate(names: Sequence[str], problems: list[str]) -> Iterator[tuple[Path, str]]:
    """The file behind each name, and what to call it."""
    for name in names:
        path = Path(name)
        known = {each.stem: each for each in shipped()}
        if path.is_dir():
            files = sorted(path.glob("*.yaml"))
            if not files:
                problems.append(f"{name}: there is no *.yaml in this folder")
            yield from ((file, str(file)) for file in files)
        elif path.exists() or path.suffix or len(path.parts) > 1:
            if path.suffix.lower() not in SUFFIXES:
                problems.append(f"{name}: is not a glossary: its name ends in {', '.join(SUFFIXES)}")
            else:
                yield path, name
        elif name in known:
            yield known[name], known[name].name
        else:
            problems.append(f"{name}: there is no such file or shipped glossary{_nearest(name, known)}")


def _nearest(name: str, known: Sequence[str] | dict[str, Path]) -> str:
    close = difflib.get_close_matches(name, known, 1)
    if close:
        return f": did you mean {close[0]}?"
    return f"; shipped are {', '.join(known)}" if known else ""


def _merge(parts: Sequence[Glossary]) -> Glossary:
    terms = sorted((term for part in parts for term in part.terms), key=lambda term: -term.priority)
    files = tuple(file for part in parts for file in part.files)
    warnings = [warning for part in parts for warning in part.warnings]
    if len(parts) == 1:
        return replace(parts[0], terms=tuple(terms))
    return Glossary(tuple(terms), files, (*warnings, *_conflicts(terms)))


def _conflicts(terms: Sequence[Term]) -> Iterator[str]:
    """A warning for each source form that two files render differently; the first of the two wins."""
    seen: dict[tuple[str, ...], Term] = {}
    for term in terms:
        for form in (term.ar, *term.forms):
            first = seen.setdefault(source_key(term, form), term)
            if first.en != term.en and _file(first) != _file(term):
                why = "by priority" if first.priority > term.priority else "as it comes first"
                yield f"{term.origin}: {form} is “{term.en}” here, “{first.en}” in {first.origin}, which wins {why}"


def _file(term: Term) -> str:
    return term.origin.rpartition(":")[0]
