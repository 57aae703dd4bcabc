"""Glossary files to a glossary: YAML is read with its positions, and every error of every file is reported at once."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from translator.errors import GlossaryError, InputError
from translator.files import read_bytes
from translator.glossary import cache
from translator.glossary.entries import EntryReader
from translator.glossary.model import Glossary, Term
from translator.glossary.sources import source_key

MAX_BYTES = 64 * 1024 * 1024
_SUFFIXES = (".yaml", ".yml")
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


def load(names: Sequence[str]) -> Glossary:
    """The glossaries `names` merged into one, best priority first, then in the order given.

    A name is a file, a directory (every *.yaml in it, sorted) or the bare name of a shipped glossary.
    Raises GlossaryError with every problem of every file.
    """
    problems: list[str] = []
    parts: list[Glossary] = []
    for path, origin in dict.fromkeys(_locate(names, problems)):
        try:
            parts.append(_load_file(path, origin))
        except GlossaryError as error:
            problems.extend(error.problems)
    if problems:
        raise _error(problems)
    return _merge(parts)


def loads(text: str, origin: str) -> Glossary:
    """The glossary in the text of one file; `origin` is what messages and terms call it. Raises GlossaryError."""
    reader = EntryReader(origin, budget=len(text) + 1)
    terms: tuple[Term, ...] = ()
    try:
        root: Any = yaml.compose(text, Loader=_Loader)
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        reader.problems.append(_syntax_problem(error, text, origin))
    else:
        terms = reader.terms(root)
    if reader.problems:
        raise _error(reader.problems)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Glossary(terms, ((origin, digest),))


def shipped() -> tuple[Path, ...]:
    """The glossaries that come with the program: in the installed package, or in a checkout beside it."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "glossaries", package.parent / "glossaries"):
        if folder.is_dir():
            return tuple(sorted(folder.glob("*.yaml")))
    return ()


def _error(problems: Sequence[str]) -> GlossaryError:
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    return GlossaryError(f"{count} in the glossary", "mend the lines listed, then run it again", tuple(problems))


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
            if path.suffix not in _SUFFIXES:
                problems.append(f"{name}: is not a glossary: its name ends in .yaml or .yml")
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


def _load_file(path: Path, origin: str) -> Glossary:
    try:
        data = read_bytes(path)
    except InputError as error:
        raise _error([f"{error}: {error.hint}"]) from error
    if len(data) > MAX_BYTES:
        raise _error([f"{origin}: is larger than {MAX_BYTES >> 20} MB: split it, or check that it is a glossary"])
    digest = hashlib.sha256(data).hexdigest()
    kept = cache.read(path, digest, origin)
    if kept is None:
        kept = loads(_decode(data, origin), origin).terms
        cache.write(path, digest, kept)
    return Glossary(kept, ((origin, digest),))


def _decode(data: bytes, origin: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        raise _error([f"{origin}:{line}:{column}: is not UTF-8: save the file as UTF-8"]) from None


def _syntax_problem(error: yaml.YAMLError | UnicodeEncodeError, text: str, origin: str) -> str:
    mark = getattr(error, "problem_mark", None)
    what = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "not YAML")
    told = f"{getattr(error, 'context', None) or ''} {what}"
    remedy = next((hint for sign, hint in _HINTS.items() if sign in told), "check the line and the one before it")
    if mark is not None:
        line, column = mark.line + 1, mark.column + 1
    else:
        before = text[: getattr(error, "position", getattr(error, "start", 0))]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return f"{origin}:{line}:{column}: {what}: {remedy}"


def _merge(parts: Sequence[Glossary]) -> Glossary:
    terms = sorted((term for part in parts for term in part.terms), key=lambda term: -term.priority)
    files = tuple(file for part in parts for file in part.files)
    return Glossary(tuple(terms), files, tuple(_conflicts(terms)) if len(parts) > 1 else ())


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
