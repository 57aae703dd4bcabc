"""The formats of glossaries: one row each. Loading, `glossary convert` and its help derive from this table.

To add a format: write a module with `read(data: bytes, origin: str) -> Glossary` (raises GlossaryError with every
problem, InputError for what cannot be read at all) or `write(glossary: Glossary, target: Target) -> bytes`, or both,
and add a row that says which fields of a term the format holds. What it does not hold is told to the user.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import cast

from translator.errors import InputError, OptionsError
from translator.glossary.exchange.fields import FIELDS
from translator.glossary.exchange.target import Target
from translator.glossary.model import Glossary

Read = Callable[[bytes, str], Glossary]
Write = Callable[[Glossary, Target], bytes]

ALL = frozenset(FIELDS)
_PAIR = frozenset({"ar", "en", "forms"})
_NOTED = frozenset({"kind", "plural", "first", "later", "case", "exact", "context", "repeat", "priority"})


@dataclass(frozen=True, slots=True)
class Format:
    """A row: `suffixes` with their dot, lower case, the usual one first.

    `reader` and `writer` are `module.function`, '' where the format is not read or not written. What is read is what
    begins with one of `signatures` or has one of `roots` as its first XML element, else what the suffix says.
    `holds` are the fields of a term that a file can hold; `notes` those of them that it holds as words for people,
    which other programs do not obey. `longest`: bytes of a text that the service takes.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    reader: str = ""
    writer: str = ""
    holds: frozenset[str] = ALL
    notes: frozenset[str] = frozenset()
    signatures: tuple[bytes, ...] = ()
    roots: tuple[str, ...] = ()
    longest: int = 0

    @property
    def is_pairs(self) -> bool:
        """Whether a file holds pairs of Arabic and English."""
        return bool(self.writer) and self.holds != ALL

    def read(self, data: bytes, origin: str) -> Glossary:
        """The glossary in `data`. Raises GlossaryError, InputError."""
        return cast(Read, _function(self.reader))(data, origin)

    def write(self, glossary: Glossary, suffix: str = "") -> bytes:
        """`glossary` as a file whose name ends in `suffix`, by default the usual one."""
        return cast(Write, _function(self.writer))(glossary, Target(self.name, _delimiter(suffix or self.suffixes[0])))


_CSV, _TSV = (".csv", ".tsv"), (".tsv", ".csv")
_TBX_ROOTS = ("tbx", "martif", "TBX")
_PACKAGES = (b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1"))  # a zip, or what Excel wrote before 2007

FORMATS: tuple[Format, ...] = (
    Format("yaml", "the program's own", (".yaml", ".yml"), "yaml.read", "yaml.write"),
    Format("csv", "table in text", (".csv",), "delimited.read", "delimited.write"),
    Format("tsv", "table in text, with tabs", (".tsv",), "delimited.read", "delimited.write"),
    Format("xlsx", "Excel workbook", (".xlsx", ".xlsm"), "xlsx.read", "xlsx_writer.write", signatures=_PACKAGES),
    Format("tbx", "TBX-Basic 3", (".tbx",), "tbx.read", "tbx_writer.write", notes=_NOTED, roots=_TBX_ROOTS),
    Format("tbx2", "TBX-Basic 2, for older programs", (".tbx",), "", "tbx_writer.write", notes=_NOTED),
    Format(
        "omegat",
        "OmegaT glossary",
        (".utf8", ".txt", ".tab"),
        "delimited.read_omegat",
        "pairs.write_omegat",
        _PAIR | {"accept", "note"},
    ),
    Format("tmx", "translation memory", (".tmx",), "tmx.read", roots=("tmx",)),
    Format("deepl", "DeepL", _CSV, "", "pairs.write", _PAIR, longest=1024),
    Format("google", "Google, one direction", _CSV, "", "pairs.write", _PAIR, longest=1024),
    Format("google-set", "Google, equivalent terms", (".csv",), "", "pairs.write", _PAIR | {"note"}, longest=1024),
    Format("amazon", "Amazon custom terminology", _CSV, "", "pairs.write", _PAIR, longest=200),
    Format("azure", "Azure document translation", _TSV, "", "pairs.write", _PAIR),
)

SUFFIXES: tuple[str, ...] = (*dict.fromkeys(suffix for row in FORMATS if row.reader for suffix in row.suffixes), ".xml")
"""What the name of a file ends in that can be read."""


def for_file(path: PurePath, data: bytes) -> Format:
    """The format to read the file at `path` in, which holds `data`. Raises InputError."""
    readable = [row for row in FORMATS if row.reader]
    root = _root(data)
    for row in readable:
        if data.startswith(row.signatures) or root in row.roots:
            return row
    suffix = path.suffix.lower()
    for row in readable:
        if suffix in row.suffixes:
            return row
    raise InputError("the file is no glossary that we know", f"known are files in {', '.join(SUFFIXES)}")


def for_output(name: str, path: PurePath) -> Format:
    """The format to write: the one called `name`, or, where that is '', the first for the suffix of `path`.

    Raises OptionsError listing the choices, or when format and suffix do not go together.
    """
    suffix = path.suffix.lower()
    rows = [row for row in FORMATS if row.writer and name in ("", row.name)]
    for row in rows:
        if suffix in row.suffixes or (name and path.name == "-"):
            return row
    if name and rows:
        fit = " or ".join(rows[0].suffixes)
        raise OptionsError(f"{path}: {name} is written to a file whose name ends in {fit}", f"name a {fit} file")
    names = ", ".join(row.name for row in FORMATS if row.writer)
    if not name and path.name == "-":
        raise OptionsError("the format for stdout is not said", f"say --to and one of {names}")
    what = f"there is no format {name!r}" if name else f"{path}: no format is written to {suffix or 'this name'}"
    raise OptionsError(what, f"formats: {names}")


def _root(data: bytes) -> str:
    """The first element of XML, '' for other data."""
    if b"<" not in data[:200]:
        return ""
    from translator.parsing.package import xml_root  # lxml is slow to import

    return xml_root(data)


def _delimiter(suffix: str) -> str:
    return "," if suffix == ".csv" else "\t"


def _function(name: str) -> object:
    module, _, function = name.partition(".")
    return getattr(import_module(f"translator.glossary.exchange.{module}"), function)
