"""How errors look on stderr, and what the process exits with."""

from __future__ import annotations

import os
import sys

import click

from translator.errors import GlossaryError, TranslatorError

UNEXPECTED = 1
FAILED = 1
USAGE = 2
INTERRUPTED = 130
PIPE_CLOSED = 141


def show(error: Exception, verbosity: int = 0, about: str = "") -> int:
    """Tell the user about `error` on stderr: `error: what`, `hint: what to do`; return the exit code it asks for.

    `about` is the document it is about: formats, which see bytes only, cannot name it.
    """
    if verbosity >= 2:
        import traceback  # slow to import

        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return USAGE
    message, hint, code = _described(error)
    if about and not message.startswith(about):
        message = f"{about}: {message}"
    click.echo(f"error: {message}", err=True)
    if isinstance(error, GlossaryError):
        for problem in error.problems:
            click.echo(f"  {problem}", err=True)
    if hint:
        click.echo(f"hint: {hint}", err=True)
    return code


def close_stdout() -> None:
    """Point stdout nowhere: its reader has gone, and flushing it at exit would complain once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _described(error: Exception) -> tuple[str, str, int]:
    """Message, hint and exit code."""
    if isinstance(error, TranslatorError):
        return str(error), error.hint, error.exit_code
    if isinstance(error, click.UsageError):
        path = error.ctx.command_path if error.ctx else "translator"
        return error.format_message(), f"{path} --help", error.exit_code
    if isinstance(error, click.ClickException):
        return error.format_message(), "", error.exit_code
    hint = "this is a fault of the program: please report it, with what -vv shows"
    return f"unexpected {type(error).__name__}: {error}", hint, UNEXPECTED
