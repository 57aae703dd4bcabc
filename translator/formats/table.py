"""The formats: one row each. Detection, `--help`, `translator formats` and the contract tests derive from this table.

To add a format: write a module with `read(data: bytes) -> Document` and
`write(document: Document, translations: Sequence[Translation]) -> bytes`, and add a row. A format takes and gives
bytes, knows nothing of glossaries or engines, and never imports another format (what formats share is in modules of its
own: `items.py`, `inline.py`, `marks.py`, `ooxml.py`, and in `translator/parsing/`). Its fixtures go to
`tests/fixtures/<name>/`: the contract tests find them there. `read` raises InputError for what is damaged, encrypted or
hostile. `write(document, document.identity())` gives the input back. A format that holds translations beside their
sources offers `pairs(data: bytes) -> tuple[Pair, ...]` too, and its row says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import Protocol, cast

from translator.document import Document, Pair, Translation
from translator.errors import InputError


class FormatModule(Protocol):
    """What every format module offers."""

    def read(self, data: bytes) -> Document:
        """The document in `data`. Raises InputError."""

    def write(self, document: Document, translations: Sequence[Translation]) -> bytes:
        """The bytes of `document` with its segments replaced by `translations`, one for each, in order."""


class BilingualModule(Protocol):
    """What the module of a bilingual format offers besides."""

    def pairs(self, data: bytes) -> tuple[Pair, ...]:
        """The sources in `data`, each with the translation that it has. Raises InputError."""


class KeyedModule(Protocol):
    """What the module of a keyed format offers besides."""

    def values(self, data: bytes) -> dict[str, str]:
        """Every value in `data`, by its name. Raises InputError."""


@dataclass(frozen=True, slots=True)
class Format:
    """A row: `suffixes` with their dot, lower case; `output` is the suffix of what `write` makes ('' = the input's).

    `is_text`: the bytes are text in some encoding, which the user may name. `is_bilingual`: it can hold translations
    beside their sources. `is_running`: its segments are one text, read from the first to the last. `is_keyed`: `read`
    finds Arabic values alone, and each has a name that its translation keeps; the module offers all values as
    `values(data: bytes) -> dict[str, str]`.
    """

    name: str
    suffixes: tuple[str, ...]
    title: str
    output: str = ""
    is_text: bool = False
    is_bilingual: bool = False
    is_running: bool = True
    is_keyed: bool = False

    @property
    def module(self) -> FormatModule:
        """The module, imported when it is first needed."""
        return cast(FormatModule, import_module(f"translator.formats.{self.name}"))

    def values(self, data: bytes) -> dict[str, str]:
        """Every value in `data`, Arabic or not, by its name: for formats that are keyed. Raises InputError."""
        return cast(KeyedModule, self.module).values(data)

    def pairs(self, data: bytes) -> tuple[Pair, ...]:
        """The sources in `data`, each with its translation. Raises InputError, also where the format holds none."""
        if not self.is_bilingual:
            names = ", ".join(row.name for row in FORMATS if row.is_bilingual)
            raise InputError(f"{self.title} holds no translations beside their sources", f"bilingual formats: {names}")
        return cast(BilingualModule, self.module).pairs(data)


FORMATS: tuple[Format, ...] = (
    Format("txt", (".txt", ".text"), "plain text", is_text=True),
    Format("odt", (".odt", ".ott"), "OpenDocument text"),
    Format("ods", (".ods", ".ots"), "OpenDocument spreadsheet"),
    Format("odp", (".odp", ".otp", ".odg"), "OpenDocument presentation or drawing"),
    Format("pdf", (".pdf",), "PDF, its text written as a Word document", ".docx"),
    Format("epub", (".epub",), "e-book"),
    Format("html", (".html", ".htm", ".xhtml"), "web page", is_text=True),
    Format("docx", (".docx", ".docm", ".dotx", ".dotm"), "Word document", is_bilingual=True),
    Format("doc", (".doc", ".dot", ".rtf"), "Word 97-2003 or RTF, through LibreOffice, as a Word document", ".docx"),
    Format("pptx", (".pptx", ".pptm", ".ppsx", ".potx"), "PowerPoint presentation"),
    Format("xlsx", (".xlsx", ".xlsm", ".xltx"), "Excel workbook"),
    Format("md", (".md", ".markdown", ".mdown", ".mkd"), "Markdown", is_text=True),
    Format("srt", (".srt",), "SubRip subtitles", is_text=True),
    Format("vtt", (".vtt",), "WebVTT subtitles", is_text=True),
    Format("ass", (".ass", ".ssa"), "SubStation Alpha subtitles", is_text=True),
    Format("xliff", (".xlf", ".xliff"), "XLIFF 1.2 and 2", is_bilingual=True),
    Format("po", (".po", ".pot"), "gettext catalogue", is_text=True, is_bilingual=True, is_running=False),
    Format("csv", (".csv", ".tsv", ".tab"), "table in text", is_text=True, is_bilingual=True, is_keyed=True),
    Format("json", (".json",), "JSON", is_text=True, is_running=False, is_keyed=True),
    Format("yaml", (".yaml", ".yml"), "YAML", is_text=True, is_running=False, is_keyed=True),
    Format("tmx", (".tmx",), "translation memory", is_bilingual=True, is_running=False),
)


def by_name(name: str) -> Format:
    """The format called `name`. Raises InputError listing the choices."""
    for row in FORMATS:
        if row.name == name:
            return row
    raise InputError(f"there is no format {name!r}", "formats: " + ", ".join(row.name for row in FORMATS))


def for_path(path: PurePath) -> Format:
    """The format that the suffix of `path` names, in any case. Raises InputError listing the choices."""
    suffix = path.suffix.lower()
    for row in FORMATS:
        if suffix in row.suffixes:
            return row
    known = " ".join(sorted(suffix for row in FORMATS for suffix in row.suffixes))
    raise InputError(f"{path}: no format reads {suffix or 'a file without a suffix'}", f"known suffixes: {known}")


def target_name(source: PurePath) -> str:
    """What the translation of `source` is called beside it: `letter.docx` → `letter.en.docx`."""
    suffix = source.suffix.lower()
    output = next((row.output for row in FORMATS if suffix in row.suffixes), "")
    return f"{source.stem}.en{output or source.suffix}"
