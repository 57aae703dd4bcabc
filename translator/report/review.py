"""Copies of one translated document for people to go through it: one row a kind.

To add a kind: write a module with `render(file: FileResult) -> bytes`, and add a row.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from translator.errors import OptionsError
from translator.result import FileResult


class ReviewModule(Protocol):
    """What every module of a row offers."""

    def render(self, file: FileResult) -> bytes:
        """The review as a file's content."""


@dataclass(frozen=True, slots=True)
class Review:
    """A row: `ending` is put after the whole name of the translation; `name` is the module's."""

    ending: str
    name: str
    title: str

    @property
    def suffix(self) -> str:
        """What the user calls the kind: its last suffix, without the dot."""
        return self.ending.rpartition(".")[2]

    def path(self, target: Path) -> Path:
        """Where the review of the translation `target` goes: beside it."""
        return target.with_name(target.name + self.ending)

    def render(self, file: FileResult) -> bytes:
        """The review of `file`; the module is imported when it is first needed."""
        module = cast(ReviewModule, import_module(f"translator.report.{self.name}"))
        return module.render(file)


BILINGUAL: tuple[Review, ...] = (
    Review(".bilingual.docx", "bilingual_docx", "two columns, for a word processor"),
    Review(".bilingual.html", "bilingual_html", "two columns, for a browser"),
)
XLIFF = Review(".xliff", "xliff", "for CAT tools")


def bilingual(suffix: str) -> Review:
    """The two-column review with a suffix such as `docx` or `.DOCX`. Raises OptionsError listing the choices."""
    for row in BILINGUAL:
        if row.suffix == suffix.lower().removeprefix("."):
            return row
    raise OptionsError(
        f"no bilingual copy is written as {suffix}", f"kinds: {' '.join(row.suffix for row in BILINGUAL)}"
    )
