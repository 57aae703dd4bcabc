"""`--bilingual` and `--xliff`: copies of a translation for people to go through it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from translator.errors import OptionsError, OutputError
from translator.files import check_writable, write_atomic
from translator.report.review import BILINGUAL, XLIFF, Review, bilingual
from translator.result import FileResult

_Function = TypeVar("_Function", bound=Callable[..., Any])
_KINDS = "|".join(row.suffix for row in BILINGUAL)


@dataclass(frozen=True, slots=True)
class Copies:
    """The copies that are wanted: some beside each translation, some in files that the user named."""

    beside: tuple[Review, ...] = ()
    named: tuple[tuple[Review, Path], ...] = ()

    def of(self, target: Path | None) -> tuple[tuple[Review, Path], ...]:
        """Every copy of the translation `target` (None: it goes to stdout) with the file it goes to."""
        return (*((review, review.path(target)) for review in self.beside if target), *self.named)

    def check(self, targets: Sequence[Path | None], taken: Iterable[Path]) -> list[Path]:
        """See, before any work is done, that the copies have a place and overwrite none of the files `taken`.

        Returns `taken` and the files of the copies. Raises click.UsageError and OutputError.
        """
        if self.named and len(targets) > 1:
            raise click.UsageError(f"--bilingual FILE is for one document; for several say --bilingual {_KINDS}")
        if self.beside and None in targets:
            raise click.UsageError("there is no output file to put a copy beside: say --bilingual FILE, or use -o")
        known = list(taken)
        copies = [path for target in targets for _, path in self.of(target)]
        check_apart(copies, known)
        for path in copies:
            check_writable(path)
        return [*known, *copies]

    def write(self, result: FileResult, target: Path | None) -> list[Path]:
        """Write the copies of one translation and return where they are. Raises OutputError."""
        written = self.of(target)
        for review, path in written:
            write_atomic(path, review.render(result))
        return [path for _, path in written]


def check_apart(copies: Iterable[Path], documents: Iterable[Path]) -> None:
    """Raise OutputError if one of `copies` would overwrite one of `documents`."""
    known = {path.resolve() for path in documents}
    for path in copies:
        if path.resolve() in known:
            raise OutputError(f"{path}: the copy for review would overwrite a document", "rename that document")


def options(command: _Function) -> _Function:
    """Give a command the two flags, as parameters `bilingual` and `xliff`."""
    for flag in (_XLIFF, _BILINGUAL):
        command = flag(command)
    return command


def wanted(bilinguals: Sequence[str], xliff: bool) -> Copies:
    """What the flags ask for. Raises OptionsError for a kind that there is not."""
    kinds = [value for value in bilinguals if Path(value.removeprefix(".")).suffix == ""]
    named = [Path(value) for value in bilinguals if value not in kinds]
    beside = dict.fromkeys([*(bilingual(kind) for kind in kinds), *([XLIFF] if xliff else [])])
    return Copies(tuple(beside), tuple((bilingual(path.suffix), path) for path in named))


def beside(bilinguals: Sequence[str], xliff: bool) -> tuple[Review, ...]:
    """What the flags ask for where no file can be named. Raises OptionsError."""
    copies = wanted(bilinguals, xliff)
    if copies.named:
        raise OptionsError(
            f"--bilingual is {_KINDS} here, not {copies.named[0][1]}", "the copies go beside the outputs"
        )
    return copies.beside


_BILINGUAL = click.option(
    "--bilingual",
    multiple=True,
    metavar=f"{_KINDS.upper()}|FILE",
    help="Write English and Arabic side by side, terms shaded: beside the output, or to FILE. Repeatable.",
)
_XLIFF = click.option("--xliff", is_flag=True, help="Write an XLIFF file for CAT tools beside the output.")
