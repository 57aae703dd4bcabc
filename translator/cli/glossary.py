"""`translator glossary`: what is in glossaries, what they match, and what is wrong with them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from translator.cli.errors import FAILED
from translator.cli.options import settings
from translator.cli.session import Session
from translator.cli.suggest import suggest
from translator.document import Segment
from translator.errors import GlossaryError, InputError, OptionsError
from translator.files import read_bytes
from translator.formats.table import by_name, for_path
from translator.report.as_text import counted


@click.group
def command() -> None:
    """Check, list and try glossaries."""


command.add_command(suggest)


@command.command
@click.argument("files", nargs=-1, required=True, metavar="GLOSSARY...")
@settings("fail_on")
@click.pass_obj
def check(session: Session, files: tuple[str, ...]) -> int:
    """Find what is wrong with glossaries: files, folders of them, or names of shipped ones.

    Errors exit with 4. Warnings are listed after them, and exit with 1 under --fail-on warning.
    """
    from translator.glossary.lint import lint

    options = session.options()
    remarks = lint(files)
    for remark in remarks:
        click.echo(": ".join(filter(None, (remark.where, remark.severity, remark.message))))
    errors = sum(remark.severity == "error" for remark in remarks)
    warnings = counted(len(remarks) - errors, "warning")
    if errors:
        raise GlossaryError(f"{counted(errors, 'error')}, {warnings}", "mend the lines listed, then check again")
    if options.verbosity >= 0:
        click.echo(f"0 errors, {warnings}", err=True)
    return FAILED if remarks and options.fail_on == "warning" else 0


@command.command
@click.argument("source", default="-", metavar="[INPUT]")
@click.option("--text", metavar="TEXT", help="Match in this text.")
@settings("glossaries")
@click.pass_obj
def match(session: Session, source: str, text: str | None) -> None:
    """Show which terms a text has, without translating.

    INPUT is a document, or - for text on stdin. Each match is a line, its columns separated by tabs: segment, span,
    prefixed particles (و ف ب ك ل, left to the model), the matched text, its English, the kind of term, and where the
    glossary has it.
    """
    from translator.glossary.load import load
    from translator.glossary.match import Matcher
    from translator.glossary.mention import Mentions

    options = session.options()
    if not options.glossaries:
        raise OptionsError("there is no glossary to match with", "name one: -g terms.yaml, or -g middle-east")
    matcher = Matcher(load(options.glossaries))
    mentions = Mentions()
    for segment in _segments(source, text):
        for hit in mentions.mark(matcher.find(segment.text)):
            span = f"{hit.start}:{hit.end}"
            columns = (segment.id, span, hit.before, hit.surface, hit.rendering, hit.term.kind, hit.term.origin)
            click.echo("\t".join(" ".join(column.split()) for column in columns))


@command.command("list")
@settings("glossaries")
@click.pass_obj
def list_(session: Session) -> None:
    """List the shipped glossaries, and those in use, with their number of terms."""
    from translator.glossary.load import load, shipped

    used = session.options().glossaries
    names = dict.fromkeys([*used, *(path.stem for path in shipped())])
    width = max(map(len, names), default=0)
    for name in names:
        click.echo(f"{name:<{width}}  {len(load([name]).terms):>7,}  {'in use' if name in used else 'shipped'}")


def _segments(source: str, text: str | None) -> Iterator[Segment]:
    if text is not None:
        yield Segment("text", text)
        return
    data = sys.stdin.buffer.read() if source == "-" else read_bytes(Path(source))
    format = by_name("txt") if source == "-" else for_path(Path(source))
    try:
        yield from format.module.read(data).segments
    except InputError as error:
        raise InputError(f"{source}: {error}", error.hint) from error
