"""`translator batch`: a folder of documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translator.cli import review
from translator.cli.errors import show
from translator.cli.loading import load
from translator.cli.options import MEMORY, MODEL, OUTCOME, TERMS, settings
from translator.cli.outcome import FEW, check_reports, conclude
from translator.cli.progress import Meter, metered
from translator.cli.session import Session
from translator.errors import BatchError, InputError, OutputError
from translator.options import Options
from translator.report.as_text import counted

if TYPE_CHECKING:
    from translator.batch.run import Batch, Forecast, Summary
    from translator.batch.tree import Job, Skipped, Tree
    from translator.batch.work import Failed, Outcome
    from translator.memory.leverage import Leverage


@click.command
@click.argument("source_dir", type=click.Path(path_type=Path))
@click.argument("out_dir", type=click.Path(path_type=Path))
@click.option("--include", multiple=True, metavar="GLOB", help="Translate only files that match. Repeatable.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="Leave out files and folders that match. Repeatable.")
@click.option(
    "--jobs", default=1, show_default=True, type=click.IntRange(min=1), metavar="N", help="Processes that translate."
)
@click.option("--force", is_flag=True, help="Translate again what is done, and what was edited since.")
@click.option("--dry-run", is_flag=True, help="Only list the documents: state, words, term hits, leverage.")
@review.options
@settings(*TERMS, *MEMORY, *OUTCOME, *MODEL, "encoding", "harmonize")
@click.pass_obj
def command(
    session: Session,
    *,
    source_dir: Path,
    out_dir: Path,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    jobs: int,
    force: bool,
    dry_run: bool,
    bilingual: tuple[str, ...],
    xliff: bool,
) -> int:
    """Translate a folder of documents into another folder.

    Every document below SOURCE_DIR goes to the same place below OUT_DIR. A run that was stopped can be started
    again: documents that are done are not translated twice, unless they, the glossaries, the model or the options
    have changed. One process uses all cores; --jobs is for machines with many, and takes memory for a model each.
    """
    from translator.batch.run import Batch
    from translator.batch.tree import Choice, scan

    options = session.options()
    copies = review.beside(bilingual, xliff)
    tree = scan(source_dir, out_dir, Choice(include, exclude))
    batch = Batch(tree, out_dir, jobs, force, copies)
    _list_skipped(tree.skipped, options)
    if not tree.jobs and options.verbosity >= 0:
        click.echo(f"note: {source_dir}: there is no document to translate in it", err=True)
    if dry_run:
        return _forecast(batch, options)
    _make_folder(out_dir)
    documents = [path for job in tree.jobs for path in (job.source, job.target)]
    extra = [copy.path(job.target) for job in tree.jobs for copy in copies]
    review.check_apart(extra, documents)
    check_reports(options, [*documents, *extra])
    return _run(batch, options)


@dataclass(slots=True)
class _Watch:
    """Prints each path that is written, each failure, and keeps the bar going."""

    batch: Batch
    meter: Meter
    verbosity: int

    def begin(self, todo: Sequence[Job], kept: int) -> None:
        self.meter.begin(len(todo), sum(job.size for job in todo))

    def finished(self, outcome: Outcome) -> None:
        from translator.batch.work import Done

        if isinstance(outcome, Done):
            for path in (outcome.job.target, *(copy.path(outcome.job.target) for copy in self.batch.reviews)):
                click.echo(path)
            self.meter.advance(outcome.job.size, [segment.source for segment in outcome.result.segments])
        else:
            _show(outcome, self.verbosity)
            self.meter.advance(outcome.job.size, [])


def _run(batch: Batch, options: Options) -> int:
    from translator.batch.run import run

    translator = load(options)
    try:
        with metered(options) as meter:
            summary = run(translator, batch, _Watch(batch, meter, options.verbosity))
    except KeyboardInterrupt:
        click.echo("what is done is kept: the same command goes on from there", err=True)
        raise
    code = conclude(summary.report, options)
    _sum_up(summary, batch.tree.skipped, options)
    return _failed(batch.tree, len(summary.failed)) or code


def _forecast(batch: Batch, options: Options) -> int:
    """List the documents, in columns separated by tabs: state, words, hits, name, and the leverage."""
    from translator.batch.run import Forecast, forecast
    from translator.memory.leverage import BANDS, total

    listed: list[Forecast] = []
    failed = 0
    columns = [f"{band} {what}" for band in BANDS for what in ("segments", "words")]
    click.echo("\t".join(("state", "words", "hits", "document", *columns)))
    for one in forecast(load(options), batch):
        if isinstance(one, Forecast):
            shares = (one.leverage[band] for band in BANDS)
            shown = (str(figure) for share in shares for figure in (share.segments, share.words))
            click.echo("\t".join((one.state, str(one.words), str(one.hits), one.job.name, *shown)))
            listed.append(one)
        else:
            _show(one, options.verbosity)
            failed += 1
    todo = [one for one in listed if one.state == "todo"]
    if options.verbosity >= 0:
        words, hits = sum(one.words for one in todo), sum(one.hits for one in todo)
        figures = (counted(len(todo), "file"), counted(words, "word"), counted(hits, "term hit"))
        click.echo(f"to translate: {', '.join(figures)}; done: {counted(len(listed) - len(todo), 'file')}", err=True)
        _show_leverage(total(one.leverage for one in todo))
    return _failed(batch.tree, failed)


def _show_leverage(leverage: Leverage) -> None:
    """Tell the shares that are not empty, if there is anything but new text."""
    shown = {band: share for band, share in leverage.items() if share.segments}
    if shown.keys() <= {"new"}:
        return
    for band, share in shown.items():
        name = f"{band} %" if band[0].isdigit() else band
        click.echo(
            f"  {name:<10} {counted(share.segments, 'segment'):>18} {counted(share.words, 'word'):>18}", err=True
        )


def _sum_up(summary: Summary, skipped: Sequence[Skipped], options: Options) -> None:
    if options.verbosity < 0:
        return
    for job in summary.edited:
        click.echo(f"left alone {job.target}: edited after it was translated; --force replaces it", err=True)
    made = len(summary.report.files) - summary.kept
    figures = {"translated": made, "done before": summary.kept, "left alone": len(summary.edited)}
    refused = sum(one.failed for one in skipped)
    figures |= {"failed": len(summary.failed) + refused, "skipped": len(skipped) - refused}
    parts = [f"{count:,} {what}" for what, count in figures.items() if count or what == "translated"]
    click.echo(f"files: {', '.join(parts)}", err=True)


def _failed(tree: Tree, failures: int) -> int:
    """The exit code of a batch in which `failures` documents failed; 0 when none did and none was refused."""
    failures += sum(one.failed for one in tree.skipped)
    if not failures:
        return 0
    total = len(tree.jobs) + sum(one.failed for one in tree.skipped)
    return show(
        BatchError(f"{failures:,} of {counted(total, 'document')} failed", "mend or --exclude them, and run it again")
    )


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{out}: the folder cannot be made: {error.strerror}", "choose another folder") from None


def _show(failed: Failed, verbosity: int) -> None:
    if verbosity >= 2:
        click.echo(failed.trace, err=True, nl=False)
    show(InputError(failed.message, failed.hint))


def _list_skipped(skipped: Sequence[Skipped], options: Options) -> None:
    """Documents that were left out are errors; of the other files some are listed."""
    for one in skipped:
        if one.failed:
            show(InputError(f"{one.name}: {one.reason}", "rename or move one, or --exclude it"))
    others = [one for one in skipped if not one.failed]
    if options.verbosity < 0:
        return
    listed = others if options.verbosity > 0 else others[:FEW]
    for one in listed:
        click.echo(f"skipped {one.name}: {one.reason}", err=True)
    if len(listed) < len(others):
        click.echo(f"… and {len(others) - len(listed)} more: -v lists them", err=True)
