"""The translator that a command works with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from translator.options import Options

if TYPE_CHECKING:
    from translator.api import Translator


def load(options: Options) -> Translator:
    """The translator that `options` ask for; what is odd about its glossaries is told on stderr."""
    from translator.api import Translator

    translator = Translator.from_options(options)
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


def _tell_trouble(translator: Translator, options: Options) -> None:
    if translator.answers and translator.answers.trouble and options.verbosity >= 0:
        click.echo(f"warning: {translator.answers.trouble}", err=True)
