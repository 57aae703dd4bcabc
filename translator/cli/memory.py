"""`translator memory`: what is in a translation memory, and getting pairs into it and out of it."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from translator.cli.options import settings
from translator.cli.session import Session
from translator.errors import OptionsError
from translator.files import check_writable, write_atomic
from translator.options import Options
from translator.report.as_text import counted


@click.group
def command() -> None:
    """Import, export and tidy translation memories."""


@command.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@settings("memory")
@click.pass_obj
def import_(session: Session, files: tuple[Path, ...]) -> None:
    """Add the pairs of files to a memory, which is made where there is none.

    FILE is TMX, a table (.tsv) of Arabic and English, or XLIFF or PO, of which what a person approved is taken. Each
    file is added whole or not at all. A pair that is there already stays one pair.
    """
    from translator.memory.exchange import read
    from translator.memory.store import add

    options = session.options()
    memory = _named(options)
    for file in files:
        intake = read(file, int(time.time()))
        added = add(memory, intake.pairs)
        known = len(intake.pairs) - added
        told = [f"{counted(added, 'pair')} added", *([f"{known:,} there already"] if known else [])]
        told += [f"{intake.left_out:,} left out, without Arabic or without English"] if intake.left_out else []
        if options.verbosity >= 0:
            click.echo(f"{file}: {', '.join(told)}", err=True)


@command.command
@click.argument("output", type=click.Path(path_type=Path), metavar="OUT.tmx")
@settings("memory")
@click.pass_obj
def export(session: Session, output: Path) -> None:
    """Write a memory as TMX 1.4b to OUT.tmx, and print where it is; - for stdout."""
    from translator.memory import tmx
    from translator.memory.store import Store

    if str(output) == "-":
        sys.stdout.buffer.write(tmx.write(Store(_named(session.options())).pairs()))
        sys.stdout.buffer.flush()
        return
    if output.suffix.lower() != ".tmx":
        raise OptionsError(f"{output}: a memory is exported as TMX", "name a .tmx file")
    store = Store(_named(session.options()))
    check_writable(output)
    write_atomic(output, tmx.write(store.pairs()))
    click.echo(output)


@command.command
@settings("memory")
@click.pass_obj
def stats(session: Session) -> None:
    """Show how much is in a memory, how old it is, and where it came from."""
    from translator.memory.store import Store

    path = _named(session.options())
    figures = Store(path).figures()
    click.echo(f"memory: {path}, {path.stat().st_size / 1e6:,.1f} MB")
    click.echo(f"pairs: {figures.pairs:,}")
    click.echo(f"sources: {figures.sources:,}")
    click.echo(f"pairs with a context: {figures.contexts:,}")
    if figures.pairs:
        click.echo(f"changed: {_day(figures.first)} to {_day(figures.last)}")
    for origin, count in figures.origins:
        click.echo(f"from {origin}: {count:,}")


@command.command
@click.option(
    "--before", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Pairs last changed before this day."
)
@click.option("--days", type=click.IntRange(min=1), metavar="N", help="Pairs not changed for N days.")
@click.option("--from", "origin", default="", metavar="FILE", help="Pairs imported from a file, as `stats` names it.")
@click.option("--duplicates", is_flag=True, help="Pairs of which there is a newer translation in the same context.")
@click.option("--dry-run", is_flag=True, help="Only count them.")
@settings("memory")
@click.pass_obj
def prune(
    session: Session, *, before: datetime | None, days: int | None, origin: str, duplicates: bool, dry_run: bool
) -> None:
    """Remove pairs from a memory: those that fulfil all the conditions that are given."""
    from translator.memory.store import Choice, remove

    options = session.options()
    if before and days:
        raise click.UsageError("--before and --days exclude each other")
    if not (before or days or origin or duplicates):
        raise click.UsageError("say which pairs: --before, --days, --from or --duplicates")
    moment = datetime.now(UTC) - timedelta(days) if days else before.replace(tzinfo=UTC) if before else None
    choice = Choice(int(moment.timestamp()) if moment else None, origin, duplicates)
    count = remove(_named(options), choice, dry_run)
    if options.verbosity >= 0:
        click.echo(f"{counted(count, 'pair')} {'would go' if dry_run else 'removed'}", err=True)


def _named(options: Options) -> Path:
    if not options.memory:
        hint = "name one: --memory FILE, or `memory: FILE` in translator.yaml"
        raise OptionsError("there is no translation memory to work with", hint)
    return Path(options.memory)


def _day(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d")
