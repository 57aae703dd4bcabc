"""`translator model`: the models that are there, and getting others."""

from __future__ import annotations

from pathlib import Path

import click

from translator.cli.options import settings
from translator.cli.session import Session
from translator.errors import ModelError
from translator.report.as_text import counted


@click.group
def command() -> None:
    """List, check, install and remove models."""


@command.command("list")
@settings()
def list_() -> None:
    """List the models: the embedded one and those installed."""
    from translator.models.store import listing

    for folder in listing():
        click.echo(f"{folder.name}  {_described(folder)}  {folder}")


@command.command
@click.argument("name", default="")
@settings()
def info(name: str) -> None:
    """Show what the model NAME says about itself (default: the embedded one)."""
    from translator.models.manifest import FILE
    from translator.models.store import find

    folder = find(name)
    click.echo(f"folder: {folder}")
    click.echo((folder / FILE).read_text("utf-8"), nl=False)


@command.command
@click.argument("name", default="")
@settings()
@click.pass_obj
def verify(session: Session, name: str) -> None:
    """Check every file of the model NAME (default: the embedded one)."""
    from translator.models.store import find
    from translator.models.store import verify as problems_of

    folder = find(name)
    problems = problems_of(folder)
    for problem in problems:
        click.echo(problem)
    if problems:
        raise ModelError(f"{folder}: {counted(len(problems), 'problem')}", "install the model again")
    if session.verbosity >= 0:
        click.echo(f"{folder}: sound")


@command.command
@click.argument("source")
@click.option("--name", default="", help="What to call the model (default: after SOURCE).")
@click.option("--offline", is_flag=True, help="Never use the network.")
@click.option("--sha256", default="", metavar="HEX", help="Refuse a download with another digest.")
@settings("progress")
@click.pass_obj
def install(session: Session, source: str, name: str, offline: bool, sha256: str) -> None:
    """Install a model, converting it where needed.

    SOURCE is a file (.argosmodel, an OPUS-MT .zip), a folder (CTranslate2, Marian, Transformers), an address,
    a Hugging Face id, or a name of the shipped list.
    """
    from translator.models.install import install as install_model

    session.options()
    click.echo(install_model(source, name, offline, sha256))


@command.command
@click.argument("name")
@settings()
def remove(name: str) -> None:
    """Delete the installed model NAME and print the folder that went."""
    from translator.models.store import remove as remove_model

    click.echo(remove_model(name))


def _described(folder: Path) -> str:
    """Version, languages, size and licence of a model, or that it is broken."""
    from translator.models.manifest import read

    try:
        manifest = read(folder)
    except ModelError as error:
        return f"broken: {error}"
    size = sum(path.stat().st_size for path in folder.iterdir() if path.is_file()) / 1e6
    return f"{manifest.version}  {manifest.source}→{manifest.target}  {size:.0f} MB  {manifest.licence}"
