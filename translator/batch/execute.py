"""Who does the work: this process, or several worker processes, each with an engine of its own.

One process keeps all cores busy inside the engine but runs everything else on one of them. Worker processes are for
machines with many cores. They are spawned, never forked: a loaded engine has threads that a fork would not have.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import lru_cache
from multiprocessing import active_children, get_context, parent_process
from threading import Thread

from translator.api import Translator
from translator.batch.tree import Job
from translator.batch.work import Outcome, translate
from translator.errors import BatchError
from translator.options import Options

Load = Callable[[], Translator]
"""Makes a worker's translator. It can be pickled and compared: a worker calls it once for all that are equal."""

Settle = Callable[[Sequence[Outcome]], None]
"""Called with the outcomes of a group, in the process that called, as soon as they are there."""


@dataclass(frozen=True, slots=True)
class FromOptions:
    """Loads what `options` names."""

    options: Options

    def __call__(self) -> Translator:
        return Translator(options=self.options)


def share(options: Options, jobs: int) -> FromOptions:
    """What each of `jobs` workers loads: the cores are shared out among them, unless the user says how many to use."""
    threads = options.threads or max(1, (os.cpu_count() or 1) // jobs)
    return FromOptions(replace(options, threads=threads))


def in_process(translator: Translator, groups: Iterable[Sequence[Job]], settle: Settle) -> None:
    """Translate one group after the other. Raises ModelError."""
    for group in groups:
        settle(translate(translator, group))


def in_workers(load: Load, groups: Iterable[Sequence[Job]], jobs: int, settle: Settle) -> None:
    """Translate the groups in `jobs` processes; they end with this one, whatever ends it.

    Raises what `load` raises, ModelError, and BatchError when a worker dies.
    """
    others = set(active_children())
    with ProcessPoolExecutor(jobs, get_context("spawn"), _settle_in) as pool:
        try:
            for future in as_completed([pool.submit(_work, load, tuple(group)) for group in groups]):
                settle(future.result())
        except BaseException as error:
            pool.shutdown(wait=False, cancel_futures=True)
            for worker in set(active_children()) - others:
                worker.terminate()
            if isinstance(error, BrokenProcessPool):
                hint = "often memory was short: use fewer --jobs; what is done is kept"
                raise BatchError("a worker process died", hint) from error
            raise


def _work(load: Load, group: Sequence[Job]) -> tuple[Outcome, ...]:
    return translate(_loaded(load), group)


@lru_cache(maxsize=1)
def _loaded(load: Load) -> Translator:
    return load()


def _settle_in() -> None:
    """Leave Ctrl-C to the process that started this worker, and end when that process does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    assert parent is not None
    parent.join()
    os.kill(os.getpid(), signal.SIGTERM)
