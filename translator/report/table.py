"""The kinds of report: one row each. The command line's `--report` takes every suffix in this table.

To add a kind: write a module with `render(report: Report) -> bytes`, and add a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from os import PathLike
from pathlib import Path, PurePath
from typing import Protocol, cast

from translator.errors import OptionsError
from translator.files import write_atomic
from translator.result import Report


class ReportModule(Protocol):
    """What every module of this package offers."""

    def render(self, report: Report) -> bytes:
        """The whole report as a file's content."""


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A row: `suffix` with its dot, lower case; `name` is the module's."""

    suffix: str
    name: str
    title: str

    def render(self, report: Report) -> bytes:
        """`report` as a file's content; the module is imported when it is first needed."""
        module = cast(ReportModule, import_module(f"translator.report.{self.name}"))
        return module.render(report)


KINDS: tuple[ReportKind, ...] = (
    ReportKind(".html", "as_html", "page to read: source and target side by side, terms highlighted"),
    ReportKind(".json", "as_json", "everything, for programs"),
    ReportKind(".tsv", "as_tsv", "one row for each term, violation and finding, for spreadsheets"),
    ReportKind(".xlsx", "as_xlsx", "workbook: totals, segments, and what the .tsv holds"),
    ReportKind(".txt", "as_text", "totals and problems"),
)


def for_path(path: PurePath) -> ReportKind:
    """The kind of report that the suffix of `path` names, in any case.

    Raises OptionsError when there is none, listing the choices.
    """
    suffix = path.suffix.lower()
    for kind in KINDS:
        if kind.suffix == suffix:
            return kind
    known = " ".join(kind.suffix for kind in KINDS)
    raise OptionsError(f"{path}: no report is written as {suffix or 'a file without a suffix'}", f"reports: {known}")


def write_report(report: Report, path: str | PathLike[str]) -> None:
    """Write `report` to the file `path`, whose suffix says which kind. Raises OptionsError and OutputError."""
    write_atomic(Path(path), for_path(Path(path)).render(report))
