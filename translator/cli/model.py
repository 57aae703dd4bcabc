"""`translator model`: the models that are there, and getting others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from translator.cli.options import settings
from translator.cli.progress import shown
from translator.cli.session import Session
from translator.errors import ModelError
from translator.report.as_text import counted


@click.group
def command() -> None:
    """List, check, install and remove models."""


@command.command("list")
@settings()
def list_() -> None:
    """List the models that are there, and others that can be installed by name."""
    rows = [*_present(), *_available()]
    width = max(len(name) for name, _, _, _ in rows)
    for name, state, size, about in rows:
        click.echo(f"{name:<{width}}  {state:<9}  {size:>8}  {about}")


@command.command
@click.argument("name", default="")
@settings()
def info(name: str) -> None:
    """Show what a model says about itself: NAME or folder (default: the embedded one)."""
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
    """Check the files of a model: NAME or folder (default: the embedded one)."""
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
@click.option("--sha256", default="", metavar="HEX", help="Refuse an archive with another digest.")
@settings("progress")
@click.pass_obj
def install(session: Session, source: str, name: str, offline: bool, sha256: str) -> None:
    """Install a model, converting it where needed, and print its folder.

    SOURCE is a file (.argosmodel, an OPUS-MT .zip), a folder (CTranslate2, Marian, Transformers), the address of
    such a file, a Hugging Face id, or a name that `translator model list` shows as available. After that, translate
    with `-m NAME`.
    """
    from translator.models.install import install as install_model

    with shown(session.options(), source, of_bytes=True) as progress:
        folder = install_model(source, name, offline, sha256, progress)
    click.echo(folder)


@command.command
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
@settings()
def convert(source: Path, folder: Path) -> None:
    """Make the model FOLDER of a model in another format, without installing it.

    SOURCE is a file (.argosmodel, an OPUS-MT .zip) or a folder (CTranslate2, Marian, Transformers). After that,
    translate with `-m FOLDER`, or take the folder to another machine and install it there.
    """
    from translator.models.install import build

    click.echo(build(source, folder))


@command.command
@click.argument("name")
@settings()
def remove(name: str) -> None:
    """Delete the installed model NAME and print the folder that went."""
    from translator.models.store import remove as remove_model

    click.echo(remove_model(name))


_Row = tuple[str, str, str, str]


def _present() -> Iterator[_Row]:
    """Name, state, size, and version with licence, of the models that are there."""
    from translator.models.manifest import read
    from translator.models.store import embedded_folder, listing

    for folder in listing():
        state = "embedded" if folder.parent == embedded_folder() else "installed"
        size = sum(path.stat().st_size for path in folder.iterdir() if path.is_file()) / 1e6
        try:
            manifest = read(folder)
            about = f"version {manifest.version}; {manifest.licence}"
        except ModelError as error:
            about = f"broken: {error}"
        yield folder.name, state, f"{size:,.0f} MB", about


def _available() -> Iterator[_Row]:
    """The same of the models that can be installed by name, with their published scores."""
    from translator.models.catalogue import ENTRIES
    from translator.models.store import user_folder

    for entry in ENTRIES:
        scores = f"; BLEU {entry.bleu}, chrF {entry.chrf} on FLORES-200" if entry.bleu else ""
        if not (user_folder() / entry.name).exists():
            yield entry.name, "available", f"{entry.megabytes:,} MB", entry.licence + scores
