"""Progress on stderr, where a terminal is there to show it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from translator.options import Options

if TYPE_CHECKING:
    from rich.progress import Progress as Display
    from rich.progress import ProgressColumn

Progress = Callable[[str, int, int], None]


@contextmanager
def shown(options: Options, label: str, of_bytes: bool = False) -> Iterator[Progress | None]:
    """A bar called `label` while the block runs; None where nobody would see it. `of_bytes`: it counts bytes."""
    if not _is_seen(options):
        yield None
        return
    from rich.progress import BarColumn, DownloadColumn, MofNCompleteColumn, SpinnerColumn, TextColumn
    from rich.progress import TimeRemainingColumn as Left

    count = DownloadColumn() if of_bytes else MofNCompleteColumn()
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn(), count, Left(compact=True))
    with _display(*columns) as display:
        task = display.add_task(label, total=None)

        def advance(stage: str, done: int, total: int) -> None:
            display.update(task, description=f"{label}: {stage}", completed=done, total=total or None)

        yield advance


class Meter:
    """How a batch gets on: files, segments, words a second, and the time left as the sizes of the files tell it."""

    def __init__(self, display: Display | None) -> None:
        self._display = display
        self._files = self._of = self._size = self._segments = self._words = 0
        self._start = 0.0

    def begin(self, files: int, size: int) -> None:
        """Show an empty bar for `files` files of `size` bytes together."""
        self._of, self._start = files, monotonic()
        if self._display:
            self._display.add_task(self._figures(), total=size)

    def advance(self, size: int, segments: Sequence[str]) -> None:
        """A file of `size` bytes with these segments is finished."""
        self._files += 1
        self._size += size
        self._segments += len(segments)
        self._words += sum(len(segment.split()) for segment in segments)
        if self._display:
            self._display.update(self._display.task_ids[0], description=self._figures(), completed=self._size)

    def _figures(self) -> str:
        speed = self._words / max(monotonic() - self._start, 0.001)
        return f"{self._files}/{self._of} files, {self._segments:,} segments, {speed:,.0f} words/s"


@contextmanager
def metered(options: Options) -> Iterator[Meter]:
    """A meter while the block runs; it shows nothing where nobody would see it."""
    if not _is_seen(options):
        yield Meter(None)
        return
    from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeRemainingColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), BarColumn())
    with _display(*columns, TimeRemainingColumn(compact=True)) as display:
        yield Meter(display)


def _is_seen(options: Options) -> bool:
    return options.progress and options.verbosity >= 0 and sys.stderr.isatty()


def _display(*columns: ProgressColumn) -> Display:
    from rich.console import Console
    from rich.progress import Progress as Display

    return Display(
        *columns,
        console=Console(stderr=True),
        transient=True,
        # On one terminal, results and messages have to go through the display, or the bar would overwrite them.
        # Anywhere else stdout must not: it carries results.
        redirect_stdout=sys.stdout.isatty(),
        redirect_stderr=True,
    )
