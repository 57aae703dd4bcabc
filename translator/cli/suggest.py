"""`translator glossary suggest`: what recurs in documents and no glossary has."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from translator.cli.errors import show
from translator.cli.loading import load
from translator.cli.options import MODEL, settings
from translator.cli.progress import shown
from translator.cli.session import Session
from translator.errors import InputError, OutputError
from translator.files import check_writable, read_bytes, write_atomic
from translator.formats.table import by_name, for_path
from translator.options import Options
from translator.report.as_text import counted

if TYPE_CHECKING:
    from translator.api import Translator
    from translator.suggest.entries import Suggestion

MOST = 8_000_000
"""Code points that are read: some 4,000 pages. More would take minutes and much memory to find little else."""

_WIDTHS = (6, 14, 34)  # count, kind, English
_FROM_1 = click.IntRange(min=1)


@click.command
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
@click.option("-o", "--output", default="", metavar="FILE", help="Write the entries as a new glossary; - for stdout.")
@click.option("--min-count", default=2, type=_FROM_1, show_default=True, metavar="N", help="Fewest mentions.")
@click.option("--limit", type=_FROM_1, metavar="N", help="At most so many, the most frequent.")
@click.option("--no-model", is_flag=True, help="Do not ask the model: names are spelled out, titles get no English.")
@settings("glossaries", *MODEL, "encoding", "progress")
@click.pass_obj
def suggest(
    session: Session,
    documents: tuple[str, ...],
    output: str,
    min_count: int,
    limit: int | None,
    no_model: bool,
) -> int:
    """Find names, titles, organisations and places that recur and no glossary has.

    Each is listed with its mentions, its kind, and the English that the model uses most or a spelling by sound; ? marks
    what is uncertain. Review the entries that --output writes: their notes hold the evidence. A document that cannot be
    read is reported, and the others are mined.
    """
    from translator.suggest.entries import render
    from translator.suggest.run import Wanted
    from translator.suggest.run import suggest as find

    options = session.options()
    _check_output(output)
    translator = load(options)
    texts, failures = _texts(translator, documents, options)
    with shown(options, "suggesting") as progress:
        engine = None if no_model or not texts else translator.engine
        found = find(texts, translator.glossary, engine, Wanted(min_count, limit, options.beam), progress)
    read = ["stdin" if name == "-" else name for name in documents if name not in failures]
    _deliver(render(found, read), found, output) if read else None
    if options.verbosity >= 0 and read:
        _sum_up(found, output)
    return next(iter(failures.values()), 0)


def _check_output(output: str) -> None:
    """Raise OutputError if there is a file already: what people reviewed must not be lost."""
    if output in ("", "-"):
        return
    path = Path(output)
    check_writable(path)
    if path.exists():
        hint = "choose another name; with -g it counts as known, and only what is new is suggested"
        raise OutputError(f"{output}: exists already", hint)
    if path.suffix not in (".yaml", ".yml"):
        raise OutputError(f"{output}: is no name of a glossary", "end it in .yaml")


def _texts(translator: Translator, documents: Sequence[str], options: Options) -> tuple[list[str], dict[str, int]]:
    """The texts of all segments, and the exit code for each document that could not be read."""
    texts: list[str] = []
    failures: dict[str, int] = {}
    room = MOST
    for name in documents:
        try:
            for text in _segments(translator, name):
                if len(text) > room:
                    raise _TooMuch(text[:room])
                room -= len(text)
                texts.append(text)
        except InputError as error:
            failures[name] = show(error, options.verbosity, name)
        except _TooMuch as rest:
            texts.append(str(rest))
            click.echo(f"note: only the first {MOST:,} characters are read; the rest begins in {name}", err=True)
            break
    return texts, failures


class _TooMuch(Exception):
    """Holds what still fits of a text."""


def _segments(translator: Translator, name: str) -> Iterator[str]:
    """The texts of a document in reading order. Raises InputError."""
    data = sys.stdin.buffer.read() if name == "-" else read_bytes(Path(name))
    format = by_name("txt") if name == "-" else for_path(Path(name))
    yield from (segment.text for segment in translator.read(data, format).segments)


def _deliver(glossary: str, found: Sequence[Suggestion], output: str) -> None:
    if output == "-":
        click.echo(glossary, nl=False)
        return
    if output:
        write_atomic(Path(output), glossary.encode("utf-8", "surrogatepass"))
    for one in found:
        click.echo(_row(one))


def _row(one: Suggestion) -> str:
    """A suggestion as a line: mentions, kind, English, Arabic in all its spellings, what the model says as well."""
    english = (one.term.en or "–") + (" ?" if one.uncertain else "")
    columns = zip((f"{one.count}×", one.term.kind, english), _WIDTHS, strict=True)
    others = [f"{text} {n}" for text, n in one.said if text != one.term.en][:3]
    arabic = " / ".join((one.term.ar, *one.term.forms)) + (f"  (model: {', '.join(others)})" if others else "")
    return " ".join([*(column.ljust(width) for column, width in columns), arabic])


def _sum_up(found: Sequence[Suggestion], output: str) -> None:
    unsure = sum(one.uncertain for one in found)
    blank = sum(not one.term.en for one in found)
    parts = [counted(len(found), "suggestion"), f"{unsure} uncertain", f"{blank} without English"]
    where = f", in {output}" if output not in ("", "-") else ""
    click.echo(f"{', '.join(parts)}{where}", err=True)
