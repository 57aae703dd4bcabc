"""Progress on stderr, where a terminal is there to show it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from translator.options import Options

Progress = Callable[[str, int, int], None]


@contextmanager
def shown(options: Options, label: str) -> Iterator[Progress | None]:
    """A bar called `label` while the block runs; None where nobody would see it."""
    if not options.progress or options.verbosity < 0 or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Display

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Display(
        *columns,
        TimeRemainingColumn(compact=True),
        console=Console(stderr=True),
        transient=True,
        # stdout carries results: they must not be sent through the display.
        redirect_stdout=False,
        redirect_stderr=False,
    ) as display:
        task = display.add_task(label, total=None)

        def advance(stage: str, done: int, total: int) -> None:
            display.update(task, description=f"{label}: {stage}", completed=done, total=total)

        yield advance
