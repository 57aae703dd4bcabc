"""`translator formats`: which documents can be translated."""

from __future__ import annotations

import click

from translator.formats.table import FORMATS


@click.command
def command() -> None:
    """List the document formats."""
    rows = [(row.name, " ".join(row.suffixes), row.title + _made(row.output)) for row in FORMATS]
    names, suffixes = (max(len(row[column]) for row in rows) for column in (0, 1))
    for name, suffix, title in rows:
        click.echo(f"{name:<{names}}  {suffix:<{suffixes}}  {title}")


def _made(output: str) -> str:
    return f" (makes {output})" if output else ""
