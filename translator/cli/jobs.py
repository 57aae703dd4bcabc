"""Which input of `translate` goes to which output; everything that can be refused is refused before work begins.

An output that exists is replaced. An input is never, unless the user says `--in-place`; but a translation that stands
among the inputs of its own document, as in a second `translate *.txt`, counts as output alone.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from translator.errors import InputError, OutputError
from translator.formats.table import FORMATS, for_path, target_name

_Pair = tuple[Path, Path]
"""A source and its target."""


@dataclass(frozen=True, slots=True)
class Job:
    """One document; `source` None is stdin, `target` None is stdout."""

    source: Path | None
    target: Path | None

    @property
    def name(self) -> str:
        """What messages and reports call the document."""
        return str(self.source) if self.source else "-"


@dataclass(frozen=True, slots=True)
class Plan:
    """The jobs of a call; `left_out` are the inputs that are no jobs, each with the input it is the output of."""

    jobs: tuple[Job, ...]
    left_out: tuple[tuple[Path, Path], ...] = ()


def plan(inputs: Sequence[str], output: str, in_place: bool) -> Plan:
    """What a call does. Raises click.UsageError for what makes no sense, OutputError for what would do harm.

    `output` is '' for the usual place: beside each input, or stdout for stdin. A file named twice is one job.
    """
    sources = _once(Path(name) for name in inputs if name != "-")
    _check_usage(inputs, output, in_place)
    if not sources:
        return Plan((Job(None, _named(output)),))
    if output == "-":
        return Plan((Job(sources[0], None),))
    pairs = [(source, _target(source, output, in_place, len(sources) > 1)) for source in sources]
    made = _made(pairs)
    pairs = [pair for pair in pairs if pair[0].resolve() not in made]
    _check_suffixes(pairs)
    _check_collisions(pairs, in_place)
    left_out = tuple((source, made[source.resolve()]) for source in sources if source.resolve() in made)
    return Plan(tuple(Job(source, target) for source, target in pairs), left_out)


def make_folders(jobs: Iterable[Job], output: str) -> None:
    """Make the folder that `-o FOLDER/` or several inputs name. Raises OutputError."""
    if output in ("", "-") or all(job.target == Path(output) for job in jobs):
        return
    try:
        Path(output).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{output}: the folder cannot be made: {error.strerror}", "choose another folder") from None


def paths(jobs: Iterable[Job]) -> list[Path]:
    """Every file that the jobs read or write."""
    return [path for job in jobs for path in (job.source, job.target) if path]


def _once(sources: Iterable[Path]) -> list[Path]:
    """The sources without those that stand there again; links to one file are several, with outputs of their own."""
    places: dict[str, Path] = {}
    for source in sources:
        places.setdefault(os.path.abspath(source), source)  # noqa: PTH100 - resolve() would follow links
    return list(places.values())


def _check_usage(inputs: Sequence[str], output: str, in_place: bool) -> None:
    if "-" in inputs and len(inputs) > 1:
        raise click.UsageError("`-` (stdin) cannot be mixed with other inputs")
    if in_place and output:
        raise click.UsageError("--in-place and --output exclude each other")
    if in_place and not set(inputs) - {"-"}:
        raise click.UsageError("--in-place needs a file to translate")
    if output == "-" and len(inputs) > 1:
        raise click.UsageError("only one input can go to stdout")
    if len(inputs) > 1 and output and Path(output).is_file():
        raise click.UsageError(f"several inputs need a folder to go to, and {output} is a file")


def _named(output: str) -> Path | None:
    return Path(output) if output not in ("", "-") else None


def _is_folder(output: str, several: bool) -> bool:
    return output not in ("", "-") and (several or output.endswith(("/", "\\")) or os.path.isdir(output))  # noqa: PTH112 - of any name


def _target(source: Path, output: str, in_place: bool, several: bool) -> Path:
    if in_place:
        return source
    if output and not _is_folder(output, several):
        return Path(output)
    folder = Path(output) if output else source.parent
    return folder / target_name(source)


def _made(pairs: Sequence[_Pair]) -> dict[Path, Path]:
    """The sources that are the target of another source, each with that other one."""
    read = {source.resolve() for source, _ in pairs}
    written = ((target.resolve(), source) for source, target in pairs)
    return {place: source for place, source in written if place in read and place != source.resolve()}


def _suffixes(source: Path) -> tuple[str, ...]:
    """The suffixes that the translation of `source` may have, its own first."""
    try:
        row = for_path(source)
    except InputError:  # told when its turn comes, so that the other files are translated
        return (source.suffix,)
    return (row.output,) if row.output else (source.suffix, *row.suffixes)


def _check_suffixes(pairs: Sequence[_Pair]) -> None:
    known = {suffix for row in FORMATS for suffix in row.suffixes}
    for source, target in pairs:
        fit = [suffix.lower() for suffix in _suffixes(source)]
        suffix = target.suffix.lower()
        if suffix in known and suffix not in fit:
            raise OutputError(f"{target}: {source} is translated to {fit[0]}, not {suffix}", f"name a {fit[0]} file")


def _check_collisions(pairs: Sequence[_Pair], in_place: bool) -> None:
    written: dict[Path, Path] = {}
    for source, target in pairs:
        place = target.resolve()
        if place in written:
            message = f"{target}: both {written[place]} and {source} would be written there"
            raise OutputError(message, "translate them in two calls with different -o")
        if place == source.resolve() and not in_place:
            message = f"{target}: writing the translation of {source} there would overwrite an input"
            raise OutputError(message, "choose another -o, or say --in-place")
        written[place] = source
