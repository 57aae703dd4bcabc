"""What a finished run tells: reports in files, the summary on stderr, the exit code."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import click

from translator.cli.errors import FAILED
from translator.errors import OutputError
from translator.files import check_writable
from translator.options import Options
from translator.report.as_text import findings, summary, violations
from translator.report.table import for_path, write_report
from translator.result import Report

FEW = 10
"""Violations that are listed without being asked for."""


def check_reports(options: Options, taken: Iterable[Path]) -> None:
    """See, before any work is done, that the reports can be written and overwrite none of the files `taken`.

    Raises OptionsError and OutputError.
    """
    others = {path.resolve() for path in taken}
    for path in map(Path, options.report):
        for_path(path)
        check_writable(path)
        if path.resolve() in others:
            raise OutputError(f"{path}: the report would overwrite a document", "give the report another name")


def conclude(report: Report, options: Options) -> int:
    """Write the reports that `options` asks for, sum up on stderr, and return the exit code."""
    write_reports(report, options)
    if options.verbosity >= 0:
        _sum_up(report, options.verbosity)
    return exit_code(report, options.fail_on)


def write_reports(report: Report, options: Options) -> None:
    """Write the reports that `options` asks for. Raises OutputError."""
    for path in map(Path, options.report):
        write_report(report, path)


def exit_code(report: Report, fail_on: str) -> int:
    """What the process exits with where something is as bad as `fail_on` says, else 0."""
    return FAILED if _reached(report, fail_on) else 0


def _sum_up(report: Report, verbosity: int) -> None:
    for file in report.files:
        if all(segment.passthrough for segment in file.segments):
            name = "the text" if file.source == "-" else file.source
            click.echo(f"note: {name}: there is nothing to translate in it", err=True)
    wrong = list(violations(report))
    listed = wrong if verbosity > 0 else wrong[:FEW]
    for line in chain(listed, findings(report) if verbosity > 0 else ()):
        click.echo(line, err=True)
    if len(listed) < len(wrong):
        click.echo(f"… and {len(wrong) - len(listed)} more: -v lists them, --report keeps them", err=True)
    more = ": -v lists them" if report.totals.findings and verbosity == 0 else ""
    click.echo(summary(report) + more, err=True)


def _reached(report: Report, fail_on: str) -> bool:
    """True when something is as bad as `fail_on` says; a violation is an error."""
    if fail_on == "never":
        return False
    counted = {"error"} if fail_on == "error" else {"error", "warning"}
    segments = [segment for file in report.files for segment in file.segments]
    severities = {finding.severity for segment in segments for finding in segment.findings}
    return report.totals.violations > 0 or bool(severities & counted)
