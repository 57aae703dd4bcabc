"""The unit of work, one document in and one out, done for a few documents at a time so that they share batches.

A unit is pure and idempotent: the same document gives the same bytes, so doing it again does no harm.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import accumulate, chain, islice

from translator.api import Translator
from translator.batch.tree import Job
from translator.document import Document
from translator.errors import ModelError, TranslatorError
from translator.files import read_bytes, write_atomic
from translator.formats.table import for_path
from translator.pipeline import Finished
from translator.result import FileResult

GROUP_BYTES = 100_000
GROUP_FILES = 32
"""What is translated together: enough to fill the engine's batches, little enough to lose when a run is killed."""


@dataclass(frozen=True, slots=True)
class Done:
    """A document that was translated; `read` and `written` are the SHA-256 of its bytes and its translation's."""

    job: Job
    result: FileResult
    read: str
    written: str


@dataclass(frozen=True, slots=True)
class Failed:
    """A document that could not be translated; `trace` is for a fault of the program."""

    job: Job
    message: str
    hint: str = ""
    trace: str = ""


Outcome = Done | Failed


@dataclass(frozen=True, slots=True)
class Opened:
    """A document that was read."""

    job: Job
    document: Document
    digest: str


def groups(jobs: Iterable[Job], most: int = GROUP_FILES) -> Iterator[tuple[Job, ...]]:
    """The jobs, in order, in groups of at most `most` that are translated together; a large one is alone."""
    group: list[Job] = []
    size = 0
    for job in jobs:
        if group and (len(group) == most or size + job.size > GROUP_BYTES):
            yield tuple(group)
            group, size = [], 0
        group.append(job)
        size += job.size
    if group:
        yield tuple(group)


def translate(translator: Translator, jobs: Sequence[Job]) -> tuple[Outcome, ...]:
    """Translate the documents of `jobs`; one that fails stops no other. Raises ModelError."""
    try:
        return tuple(_together(translator, jobs))
    except ModelError:
        raise
    except Exception as error:
        problem = error
    if len(jobs) == 1:
        return (failure(jobs[0], problem),)
    return tuple(outcome for job in jobs for outcome in translate(translator, [job]))


def read(translator: Translator, job: Job) -> Opened | Failed:
    """The document of a job, or why there is none."""
    try:
        data = read_bytes(job.source)
        return Opened(job, translator.read(data, for_path(job.source)), digest(data))
    except Exception as error:
        return failure(job, error)


def failure(job: Job, error: Exception) -> Failed:
    """What `error` did to a job."""
    if not isinstance(error, TranslatorError):
        hint = "this is a fault of the program: please report it, with what -vv shows"
        trace = "".join(traceback.format_exception(error))
        return Failed(job, f"{job.source}: unexpected {type(error).__name__}: {error}", hint, trace)
    told = str(error)
    is_named = str(job.source) in told or str(job.target) in told  # formats see bytes only
    return Failed(job, told if is_named else f"{job.source}: {told}", error.hint)


def digest(data: bytes) -> str:
    """The SHA-256 of `data` in hexadecimal."""
    return sha256(data).hexdigest()


def _together(translator: Translator, jobs: Sequence[Job]) -> Iterator[Outcome]:
    """Translate all segments of all documents as one sequence, and write each document when its own are there."""
    opened = [read(translator, job) for job in jobs]
    documents = [one.document.segments for one in opened if isinstance(one, Opened)]
    starts = frozenset(accumulate(map(len, documents)))
    finished = translator.segments([*chain.from_iterable(documents)], starts=starts)
    for one in opened:
        if isinstance(one, Failed):
            yield one
        else:
            yield _write(translator, one, list(islice(finished, len(one.document.segments))))


def _write(translator: Translator, one: Opened, finished: Sequence[Finished]) -> Outcome:
    job = one.job
    try:
        data = translator.write(one.document, finished, for_path(job.source))
        job.target.parent.mkdir(parents=True, exist_ok=True)
        write_atomic(job.target, data)
    except Exception as error:
        return failure(job, error)
    result = FileResult(str(job.source), str(job.target), tuple(each.result for each in finished))
    return Done(job, result, one.digest, digest(data))
