"""`translator translate`: text and documents."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translator.cli import review
from translator.cli.errors import show
from translator.cli.jobs import Job, make_folders, paths, plan
from translator.cli.loading import load
from translator.cli.options import MEMORY, MODEL, OUTCOME, TERMS, settings
from translator.cli.outcome import check_reports, conclude
from translator.cli.progress import shown
from translator.cli.review import Copies
from translator.cli.session import Session
from translator.errors import InputError, OutputError
from translator.files import check_writable, read_bytes, write_atomic
from translator.formats.table import FORMATS, by_name, for_path
from translator.options import Options
from translator.report.table import KINDS
from translator.result import FileResult, Report

if TYPE_CHECKING:
    from translator.api import Translator

_DOCUMENTS = " ".join(suffix for row in FORMATS for suffix in row.suffixes)
_REPORTS = " ".join(kind.suffix for kind in KINDS)


@click.command(epilog=f"Documents: {_DOCUMENTS}. Reports: {_REPORTS}.")
@click.argument("inputs", nargs=-1, metavar="[INPUT]...")
@click.option("-o", "--output", default="", metavar="OUT", help="Where to write: a file, a folder, or - for stdout.")
@click.option("--text", metavar="TEXT", help="Translate this text to stdout.")
@click.option("--in-place", is_flag=True, help="Overwrite each input with its translation.")
@review.options
@settings(*TERMS, *MEMORY, *OUTCOME, *MODEL, "encoding", "harmonize")
@click.pass_obj
def command(
    session: Session,
    *,
    inputs: tuple[str, ...],
    output: str,
    text: str | None,
    in_place: bool,
    bilingual: tuple[str, ...],
    xliff: bool,
) -> int:
    """Translate text or documents.

    A document goes to NAME.en.SUFFIX beside it or to OUT, and its path is printed. Without INPUT, or with -,
    text is read from stdin and translated line for line to stdout. An output that exists is replaced, and skipped
    where it is named as an INPUT too, as `*.txt` does the second time. No other input is ever overwritten without
    --in-place.
    """
    options = session.options()
    copies = review.wanted(bilingual, xliff)
    if text is not None:
        if inputs or output or in_place:
            raise click.UsageError("--text is translated to stdout: it takes no INPUT, --output or --in-place")
        check_reports(options, copies.check([None], ()))
        return _translate_text(load(options), text, copies, options)
    planned = plan(inputs, output, in_place)
    jobs = planned.jobs
    make_folders(jobs, output)
    check_reports(options, copies.check([job.target for job in jobs], paths(jobs)))
    for path, source in planned.left_out if options.verbosity >= 0 else ():
        click.echo(f"skipped {path}: it is where the translation of {source} goes", err=True)
    return _translate_all(load(options), jobs, copies, options)


def _translate_text(translator: Translator, text: str, copies: Copies, options: Options) -> int:
    with shown(options, "translating") as progress:
        result = translator.translate(text, progress)
    _write_stdout(f"{result.text}\n".encode("utf-8", "surrogateescape"))
    copies.write(result.file, None)
    return conclude(translator.report([result.file]), options)


def _translate_all(translator: Translator, jobs: Sequence[Job], copies: Copies, options: Options) -> int:
    """Translate what can be translated; a document that cannot be read or written does not stop the others."""
    done: list[tuple[Job, FileResult]] = []
    failures: list[int] = []
    for number, job in enumerate(jobs, 1):
        label = job.name if len(jobs) == 1 else f"[{number}/{len(jobs)}] {job.name}"
        try:
            result = _translate(translator, job, options, label)
            done.append((job, result))
            _tell(copies.write(result, job.target), job)
        except (InputError, OutputError) as error:
            failures.append(show(error, options.verbosity, job.name))
    code = conclude(_report(translator, done, copies, options), options) if done else 0
    return failures[0] if failures else code


def _report(translator: Translator, done: Sequence[tuple[Job, FileResult]], copies: Copies, options: Options) -> Report:
    """The report of all documents; with --harmonize, of what they are after they were gone over again."""
    results = [result for _, result in done]
    if not options.harmonize:
        return translator.report(results)
    if any(not job.source or not job.target or job.target.samefile(job.source) for job, _ in done):
        if options.verbosity >= 0:
            click.echo("note: --harmonize does nothing here: it is for files that are written to other files", err=True)
        return translator.report(results)
    from translator.revision import harmonized, write_again

    def save(number: int, source: bytes, written: bytes, result: FileResult) -> None:
        write_again(number, source, written, result)
        copies.write(result, done[number][0].target)

    return harmonized(translator, results, save)


def _translate(translator: Translator, job: Job, options: Options, label: str) -> FileResult:
    if job.target:
        check_writable(job.target)  # now, rather than after minutes of work
    if job.source and job.target:
        with shown(options, label) as progress:
            result = translator.translate_file(job.source, job.target, progress)
        click.echo(job.target)
        return result
    data = read_bytes(job.source) if job.source else _read_stdin(options)
    format = for_path(job.source) if job.source else by_name("txt")
    with shown(options, label) as progress:
        written, result = translator.translate_bytes(data, format, job.name, progress)
    _deliver(written, job.target)
    return result


def _tell(written: Sequence[Path], job: Job) -> None:
    """Print what was written, unless stdout carries the translation itself."""
    for path in written if job.target else ():
        click.echo(path)


def _read_stdin(options: Options) -> bytes:
    if sys.stdin.isatty() and options.verbosity >= 0:
        click.echo("reading from the keyboard: end with Ctrl-D (Windows: Ctrl-Z, Enter)", err=True)
    return sys.stdin.buffer.read()


def _deliver(data: bytes, target: Path | None) -> None:
    if target is None:
        _write_stdout(data)
    else:
        write_atomic(target, data)
        click.echo(target)


def _write_stdout(data: bytes) -> None:
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
