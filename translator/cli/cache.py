"""`translator cache`: what the engine's cache holds, and emptying it."""

from __future__ import annotations

import click

from translator.cli.options import settings


@click.group
def command() -> None:
    """Show or remove what --cache keeps of the model's answers."""


@command.command
@settings()
def info() -> None:
    """Show where the cache is and how large it is."""
    from translator.engine.answers import usual_place

    place = usual_place()
    size = place.stat().st_size / 1e6 if place.exists() else 0.0
    click.echo(f"{place}: {size:,.1f} MB")


@command.command
@settings()
def clear() -> None:
    """Remove the cache, and print its files that went."""
    from translator.engine.answers import files, usual_place

    for path in files(usual_place()):
        if path.exists():
            path.unlink()
            click.echo(path)
