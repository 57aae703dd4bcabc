"""The translator that a command works with, and what it reads without one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translator.files import named, read_bytes
from translator.formats.table import Format, by_name, for_path
from translator.options import Options

if TYPE_CHECKING:
    from translator.api import Translator


def load(options: Options) -> Translator:
    """The translator that `options` ask for; what is odd about its glossaries is told on stderr."""
    from translator.api import Translator

    translator = Translator(options=options)
    if options.memory:
        translator.memory  # noqa: B018 - one that cannot be opened is told now, and once
    if options.cache:
        click.get_current_context().call_on_close(lambda: _tell_trouble(translator, options))
    warnings = translator.glossary.warnings
    if options.glossaries and not translator.glossary.terms and options.verbosity >= 0:
        click.echo("warning: there is no term in the glossary", err=True)
    if options.verbosity > 0:
        for warning in warnings:
            click.echo(f"warning: {warning}", err=True)
    elif warnings and options.verbosity == 0:
        click.echo(f"warning: {len(warnings)} in the glossaries: -v lists them", err=True)
    return translator


def read(path: str | Path, options: Options) -> tuple[bytes, Format]:
    """What is in the file at `path` (`-`: stdin, plain text), in UTF-8 if `options` give its encoding; and its format.

    Raises InputError.
    """
    is_stdin = str(path) == "-"
    data = sys.stdin.buffer.read() if is_stdin else read_bytes(Path(path))
    format = by_name("txt") if is_stdin else for_path(Path(path))
    if not (options.encoding and format.is_text):
        return data, format
    from translator.parsing.encoding import to_utf8  # slow to import

    with named("stdin" if is_stdin else path):
        return to_utf8(data, options.encoding), format


def _tell_trouble(translator: Translator, options: Options) -> None:
    if translator.answers and translator.answers.trouble and options.verbosity >= 0:
        click.echo(f"warning: {translator.answers.trouble}", err=True)
