"""The command `translator`: finds the command asked for, and imports no other.

To add a command: write a module of this package with a click command called `command`, and add a row.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple, cast

import click

from translator import __version__
from translator.cli.errors import INTERRUPTED, PIPE_CLOSED, close_stdout, show
from translator.cli.session import Session


class Row(NamedTuple):
    """Where a command lives, and what the list of commands says about it: the first sentence of its own help."""

    module: str
    summary: str


COMMANDS = {
    "translate": Row("translator.cli.translate", "Translate text or documents."),
    "batch": Row("translator.cli.batch", "Translate a folder of documents into another folder."),
    "check": Row("translator.cli.check", "Check translations made elsewhere."),
    "evaluate": Row("translator.cli.evaluate", "Measure translations against a reference."),
    "glossary": Row("translator.cli.glossary", "Check, list and try glossaries."),
    "memory": Row("translator.cli.memory", "Import, export and tidy translation memories."),
    "cache": Row("translator.cli.cache", "Show or remove what --cache keeps of the model's answers."),
    "model": Row("translator.cli.model", "List, check, install and remove models."),
    "formats": Row("translator.cli.formats", "List the document formats."),
}


class Program(click.Group):
    """A group that imports the module of a command when the command is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command called `cmd_name`, None if there is none."""
        if cmd_name not in COMMANDS:
            return None
        return cast(click.Command, import_module(COMMANDS[cmd_name].module).command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands as the table has them: importing them all would make the help slow."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, row.summary) for name, row in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        """Run the command. A reader that has gone (`| head`) is no error to talk about."""
        try:
            code: object = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            close_stdout()
            return PIPE_CLOSED
        return code


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def program() -> None:
    """Translate Arabic documents into English, offline, with every term as your glossary says."""


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line on `args` (default: the process's) and return the exit code.

    This is the one place where errors become messages on stderr and exit codes.
    """
    session = Session()
    if isinstance(sys.stdout, io.TextIOWrapper):
        # What we print is UTF-8 whatever the locale, and file names come out as they came in.
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")
    try:
        code = program.main(args, prog_name="translator", standalone_mode=False, obj=session)
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except Exception as error:
        return show(error, session.verbosity)
    return code if isinstance(code, int) else 0
