"""`translator check`: the verifier and the quality checks on translations made elsewhere, without a model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import click

from translator.cli.loading import read
from translator.cli.options import settings
from translator.cli.outcome import check_reports, exit_code, write_reports
from translator.cli.session import Session
from translator.document import Document, Pair
from translator.errors import InputError
from translator.files import named
from translator.formats.table import FORMATS, Format
from translator.options import Options
from translator.report.as_text import counted
from translator.result import Report

if TYPE_CHECKING:
    from translator.checking.run import Checked

_DEFAULTS = Options(fail_on="error")
_BILINGUAL = " ".join(suffix for row in FORMATS if row.is_bilingual for suffix in row.suffixes)

_File: TypeAlias = tuple[Path, bytes]


@click.command(epilog=f"FILE holds both languages: {_BILINGUAL}.")
@click.argument("paths", nargs=-1, required=True, metavar="SOURCE TARGET | FILE")
@settings("glossaries", "repeat", "report", "fail_on", "encoding", defaults=_DEFAULTS)
@click.pass_obj
def command(session: Session, paths: tuple[str, ...]) -> int:
    """Check translations made elsewhere.

    SOURCE is an Arabic document, TARGET its English translation in the same format, a segment for each segment (in
    text files: a line for each line, or a paragraph for each paragraph). FILE holds both: XLIFF, TMX, a gettext
    catalogue, or a table of two columns in either order (TSV, CSV, Word). Terms, numbers, dates, brackets, endings,
    lengths, leftovers, addresses, placeholders, inline codes and consistency are checked. Each problem is a line
    `file:segment: severity: check: message`; remarks (info) are listed with -v.
    """
    if len(paths) > 2:
        raise click.UsageError("two files are checked, or one that holds both languages")
    options = session.options(_DEFAULTS)
    names = [Path(path) for path in paths]
    check_reports(options, names)
    report = _checked(names, options)
    for line in _lines(report, options.verbosity):
        click.echo(line)
    write_reports(report, options)
    if options.verbosity >= 0:
        click.echo(_summary(report), err=True)
    return exit_code(report, options.fail_on)


def _checked(names: list[Path], options: Options) -> Report:
    from translator.checking.run import Checker
    from translator.glossary.load import load
    from translator.glossary.match import Matcher

    glossary = load(options.glossaries)
    document = _pair_of(names[0], names[1], options) if len(names) == 2 else _bilingual(names[0], options)
    checker = Checker(Matcher(glossary), options)
    try:
        result = checker.check(document)
    except InputError as error:
        raise InputError(f"{names[0]}: {error}", error.hint) from error
    return checker.report([result], glossary.files)


def _bilingual(path: Path, options: Options) -> Checked:
    from translator.checking.run import Checked

    data, format = read(path, options)
    try:
        with named(path):
            pairs = format.pairs(data)
    except InputError as error:
        if not format.is_bilingual:
            error.hint = f"name the translation too: translator check {path} TRANSLATION"
        raise
    return Checked(str(path), str(path), pairs, format.is_running)


def _pair_of(source: Path, target: Path, options: Options) -> Checked:
    from translator.checking.run import Checked

    (here, format), (there, other) = read(source, options), read(target, options)
    if format.name != other.name:
        message = f"{source} is {format.title}, and {target} is {other.title}"
        raise InputError(message, "save both in the same format")
    paired = _by_name if format.is_keyed else _by_place
    return Checked(str(source), str(target), paired((source, here), (target, there), format), format.is_running)


def _by_place(source: _File, target: _File, format: Format) -> tuple[Pair, ...]:
    from translator.checking.direction import check_direction
    from translator.checking.pairing import pair

    here, there = _document(source, format), _document(target, format)
    with named(f"{source[0]}, {target[0]}"):
        check_direction(*([segment.text for segment in document.segments] for document in (here, there)))
        return pair(here, there)


def _by_name(source: _File, target: _File, format: Format) -> tuple[Pair, ...]:
    from translator.checking.direction import check_direction
    from translator.checking.pairing import pair_by_name

    here, there = _values(source, format), _values(target, format)
    with named(f"{source[0]}, {target[0]}"):
        check_direction(here.values(), there.values())
        return pair_by_name(_document(source, format), there)


def _values(file: _File, format: Format) -> dict[str, str]:
    path, data = file
    with named(path):
        return format.values(data)


def _document(file: _File, format: Format) -> Document:
    path, data = file
    with named(path):
        return format.module.read(data)


def _lines(report: Report, verbosity: int) -> Iterator[str]:
    from translator.checking.run import problems

    for file in report.files:
        for segment in file.segments:
            for severity, check, message in problems(segment):
                if severity != "info" or verbosity > 0:
                    yield f"{file.target}:{segment.id}: {severity}: {check}: {message}"


def _summary(report: Report) -> str:
    """The figures in one line: `12 segments, 34 hits; 1 error, 2 warnings, 3 remarks`."""
    from translator.checking.run import problems

    segments = [segment for file in report.files for segment in file.segments]
    counts = Counter(severity for segment in segments for severity, _, _ in problems(segment))
    kinds = {"error": "error", "warning": "warning", "info": "remark"}
    figures = ", ".join(counted(counts[severity], kind) for severity, kind in kinds.items())
    return f"{counted(len(segments), 'segment')}, {counted(report.totals.hits, 'hit')}; {figures}"
