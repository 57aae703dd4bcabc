"""`translator glossary`: what is in glossaries, what they match, and what is wrong with them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from translator.cli.errors import FAILED
from translator.cli.options import settings
from translator.cli.session import Session
from translator.document import Segment
from translator.errors import OptionsError
from translator.files import read_bytes
from translator.formats.table import by_name, for_path
from translator.report.as_text import counted


@click.group
def command() -> None:
    """Check, list and try glossaries."""


@command.command
@click.argument("files", nargs=-1, required=True)
@settings("fail_on")
@click.pass_obj
def check(session: Session, files: tuple[str, ...]) -> int:
    """Find what is wrong with glossary FILES.

    Errors exit with 4. Warnings are listed, and exit with 1 under --fail-on warning.
    """
    from translator.glossary.load import load

    options = session.options()
    glossary = load(files)
    for warning in glossary.warnings:
        click.echo(warning)
    if options.verbosity >= 0:
        things = {"file": glossary.files, "term": glossary.terms, "warning": glossary.warnings}
        click.echo(", ".join(counted(len(all_), thing) for thing, all_ in things.items()), err=True)
    return FAILED if glossary.warnings and options.fail_on == "warning" else 0


@command.command
@click.argument("source", default="-", metavar="[INPUT]")
@click.option("--text", metavar="TEXT", help="Match in this text.")
@settings("glossaries")
@click.pass_obj
def match(session: Session, source: str, text: str | None) -> None:
    """Show what would match in INPUT (a document, or text on stdin). Needs no model.

    One line for each match, its columns separated by tabs: segment, span, prefixed particles (left to the model),
    the matched text, its English, the kind of term and the entry's file and line.
    """
    from translator.glossary.load import load
    from translator.glossary.match import Matcher

    options = session.options()
    if not options.glossaries:
        raise OptionsError("there is no glossary to match with", "name one: -g FILE")
    matcher = Matcher(load(options.glossaries))
    for segment in _segments(source, text):
        for hit in matcher.find(segment.text):
            span = f"{hit.start}:{hit.end}"
            columns = (segment.id, span, hit.before, hit.surface, hit.rendering, hit.term.kind, hit.term.origin)
            click.echo("\t".join(" ".join(column.split()) for column in columns))


@command.command("list")
@settings("glossaries")
@click.pass_obj
def list_(session: Session) -> None:
    """List the glossaries in use and the shipped ones, with their number of terms."""
    from translator.glossary.load import load, shipped

    rows = [(name, len(load([name]).terms), "in use") for name in session.options().glossaries]
    rows += [(path.stem, len(load([path.stem]).terms), "shipped") for path in shipped()]
    width = max((len(name) for name, _, _ in rows), default=0)
    for name, count, where in rows:
        click.echo(f"{name:<{width}}  {count:>7,}  {where}")


def _segments(source: str, text: str | None) -> Iterator[Segment]:
    if text is not None:
        yield Segment("text", text)
        return
    data = sys.stdin.buffer.read() if source == "-" else read_bytes(Path(source))
    format = by_name("txt") if source == "-" else for_path(Path(source))
    yield from format.module.read(data).segments
