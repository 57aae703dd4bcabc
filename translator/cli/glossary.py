"""`translator glossary`: what is in glossaries, what they match, and what is wrong with them."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translator.cli.errors import FAILED
from translator.cli.loading import read
from translator.cli.options import settings
from translator.cli.session import Session
from translator.cli.suggest import suggest
from translator.document import Segment
from translator.errors import GlossaryError, OptionsError, OutputError
from translator.files import check_writable, named, write_atomic
from translator.options import Options
from translator.report.as_text import counted

if TYPE_CHECKING:
    from translator.glossary.exchange.losses import Loss


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
@settings("glossaries", "encoding")
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
    for segment in _segments(source, text, options):
        for hit in mentions.mark(matcher.find(segment.text)):
            span = f"{hit.start}:{hit.end}"
            columns = (segment.id, span, hit.before, hit.surface, hit.rendering, hit.term.kind, hit.term.origin)
            click.echo("\t".join(" ".join(column.split()) for column in columns))


@command.command
@click.argument("source", metavar="IN")
@click.argument("target", metavar="OUT")
@click.option("--to", "name", default="", metavar="FORMAT", help="Format of OUT, where its suffix does not tell.")
@click.option("--force", is_flag=True, help="Replace OUT if it exists.")
@settings()
@click.pass_obj
def convert(session: Session, source: str, target: str, name: str, force: bool) -> None:
    """Write the glossary IN as OUT, in another format.

    IN is a file (its format is found), a folder of glossaries, or the name of a shipped one; OUT is a file, or - for
    stdout. Formats to write: yaml, csv, tsv, xlsx, tbx (version 3), tbx2 (version 2), omegat, deepl, google,
    google-set, amazon, azure. What OUT cannot hold is listed on stderr; -v lists every term concerned.
    """
    from translator.glossary.exchange.alternatives import without_losers
    from translator.glossary.exchange.losses import losses
    from translator.glossary.exchange.table import for_output
    from translator.glossary.load import load, load_file

    verbosity = session.options().verbosity
    path = Path(target)
    row = for_output(name, path)
    _check_output(Path(source), path, force)
    single = Path(source).is_file() or Path(source).suffix
    glossary = load_file(Path(source), source) if single else without_losers(load([source]))
    data = row.write(glossary, path.suffix.lower())
    if target == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        write_atomic(path, data)
        click.echo(path)
    if verbosity >= 0:
        _tell(glossary.warnings, losses(glossary, row), "stdout" if target == "-" else target, verbosity)


def _check_output(source: Path, target: Path, force: bool) -> None:
    if target.name == "-":
        return
    check_writable(target)
    if not target.exists():
        return
    if source.exists() and target.samefile(source):
        raise OutputError(f"{target}: is the input itself", "name another file")
    if not force:
        raise OutputError(f"{target}: exists already", "name another file, or say --force to replace it")


def _tell(warnings: Sequence[str], lost: Sequence[Loss], target: str, verbosity: int) -> None:
    for warning in warnings:
        click.echo(f"warning: {warning}", err=True)
    if lost:
        click.echo(f"not everything of the glossary stands in {target} as it was:", err=True)
    for loss in lost:
        shown = loss.terms if verbosity else loss.terms[:3]
        names = ", ".join(term.ar for term in shown) + (", …" if len(shown) < len(loss.terms) else "")
        terms = f" ({counted(len(loss.terms), 'term')}: {names})" if loss.terms else ""
        click.echo(f"  {loss.what}: {loss.becomes}{terms}", err=True)


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


def _segments(source: str, text: str | None, options: Options) -> Iterator[Segment]:
    if text is not None:
        yield Segment("text", text)
        return
    data, format = read(source, options)
    with named("stdin" if source == "-" else source):
        yield from format.module.read(data).segments
