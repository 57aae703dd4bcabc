"""A batch: what is done already is kept, the rest is translated, and each document is recorded when it is finished."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, Protocol

from translator import __version__
from translator.api import Translator
from translator.batch.execute import in_process, in_workers, share
from translator.batch.journal import Journal, Record, opened
from translator.batch.tree import Job, Tree
from translator.batch.work import GROUP_FILES, Done, Failed, Outcome, digest, failure, groups, read
from translator.errors import InputError, TranslatorError
from translator.files import read_bytes, sweep, write_atomic
from translator.formats.table import for_path
from translator.memory.leverage import Analysis, Leverage
from translator.report.review import Review
from translator.result import FileResult, Fingerprint, Report
from translator.revision import harmonized, write_again
from translator.text.arabic import has_arabic

State = Literal["todo", "kept", "edited"]

SHARES = 4
"""Groups that each worker gets at least, so that none idles for long while another ends."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What to do: `jobs` is the number of worker processes (1 = none), `force` does again what is done."""

    tree: Tree
    out: Path
    jobs: int = 1
    force: bool = False
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of a batch.

    `report` has every document of the tree that stands translated, `kept` of them by earlier runs. `edited` are
    those left alone because someone changed the translation.
    """

    report: Report
    kept: int
    failed: tuple[Failed, ...]
    edited: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a batch would do with a document that has so many words and term hits, and what a memory has of it."""

    job: Job
    state: State
    words: int
    hits: int
    leverage: Leverage


class Watcher(Protocol):
    """Who wants to know how a batch gets on."""

    def begin(self, todo: Sequence[Job], kept: int) -> None:
        """Called once: what is going to be translated, and how many documents are done already."""

    def finished(self, outcome: Outcome) -> None:
        """Called when a document is done and recorded, or has failed."""


def run(translator: Translator, batch: Batch, watcher: Watcher) -> Summary:
    """Translate what is not done yet. Killed at any moment, it is gone on with by calling it again.

    Raises ModelError, OutputError, and BatchError when a worker dies; what was finished by then is recorded.
    """
    keys = _Keys(translator.report(()).fingerprint, translator.options.encoding)
    with opened(batch.out) as journal:
        sweep(batch.out)
        states = _states(batch, journal, keys)
        todo = [job for job, state in states.items() if state == "todo"]
        kept = [job for job, state in states.items() if state == "kept"]
        journal.forget(job.name for job in todo)  # or a translation made anew would seem to be edited
        watcher.begin(todo, len(kept))
        ledger = _Ledger(batch, journal, keys, watcher)
        ledger.take_up(kept)
        try:
            _execute(translator, todo, batch.jobs, ledger)
            report = ledger.report(translator)
        except BaseException:
            sweep(batch.out)
            raise
    edited = [job for job, state in states.items() if state == "edited"]
    return Summary(report, len(kept), tuple(ledger.failed), tuple(edited))


def forecast(translator: Translator, batch: Batch) -> Iterator[Forecast | Failed]:
    """What `run` would do with each document; it writes nothing. Raises OutputError."""
    keys = _Keys(translator.report(()).fingerprint, translator.options.encoding)
    with opened(batch.out, dry=True) as journal:
        states = _states(batch, journal, keys)
    analysis = Analysis()
    for job, state in states.items():
        one = read(translator, job)
        if isinstance(one, Failed):
            yield one
            continue
        texts = [segment.text for segment in one.document.segments if has_arabic(segment.text)]
        hits = sum(len(translator.matcher.find(text)) for text in texts)
        leverage = (analysis if state == "todo" else Analysis()).count(translator.recalled(one.document.segments))
        yield Forecast(job, state, sum(len(text.split()) for text in texts), hits, leverage)


@dataclass(frozen=True, slots=True)
class _Keys:
    """Makes the key of everything that a translation depends on."""

    fingerprint: Fingerprint
    encoding: str

    def key(self, source: str) -> str:
        """The key for a source with the digest `source`. What the glossary files are called does not matter."""
        mark = {**asdict(self.fingerprint), "glossaries": [content for _, content in self.fingerprint.glossaries]}
        return digest(json.dumps([__version__, mark, self.encoding, source]).encode())


class _Ledger:
    """Takes down what is finished so that a kill loses nothing: first the reviews, then the record, then the news."""

    def __init__(self, batch: Batch, journal: Journal, keys: _Keys, watcher: Watcher) -> None:
        self._batch, self._journal, self._keys, self._watcher = batch, journal, keys, watcher
        self.results: dict[str, FileResult] = {}
        self.failed: list[Failed] = []

    def take_up(self, kept: Sequence[Job]) -> None:
        """Bring in what earlier runs did; a review that is not there is made now."""
        for job in kept:
            result = FileResult(str(job.source), str(job.target), self._journal.segments(job.name))
            missing = [review for review in self._batch.reviews if not review.path(job.target).exists()]
            self.results[job.name] = result
            if failed := _write_reviews(job, result, missing):
                self._announce(failed)

    def settle(self, outcomes: Sequence[Outcome]) -> None:
        """Take down the outcomes of a group."""
        settled = [self._reviewed(outcome) for outcome in outcomes]
        self._journal.add((self._record(one), one.result.segments) for one in settled if isinstance(one, Done))
        for outcome in settled:
            self._announce(outcome)

    def report(self, translator: Translator) -> Report:
        """The report of all documents; with `harmonize`, those that differ from the others are written again first."""
        jobs = [job for job in self._batch.tree.jobs if job.name in self.results]
        files = [self.results[job.name] for job in jobs]
        if not translator.options.harmonize:
            return translator.report(files)

        def save(number: int, source: bytes, written: bytes, result: FileResult) -> None:
            job = jobs[number]
            self._journal.forget([job.name])  # or, killed in between, it would seem to be edited
            write_again(number, source, written, result)
            done = Done(job, result, digest(source), digest(written))
            self._journal.add([(self._record(done), result.segments)])
            if failed := _write_reviews(job, result, self._batch.reviews):
                self.failed.append(failed)

        return harmonized(translator, files, save)

    def _reviewed(self, outcome: Outcome) -> Outcome:
        if isinstance(outcome, Failed):
            return outcome
        return _write_reviews(outcome.job, outcome.result, self._batch.reviews) or outcome

    def _record(self, done: Done) -> Record:
        return Record(done.job.name, _below(done.job.target, self._batch), self._keys.key(done.read), done.written)

    def _announce(self, outcome: Outcome) -> None:
        if isinstance(outcome, Failed):
            self.failed.append(outcome)
        else:
            self.results[outcome.job.name] = outcome.result
        self._watcher.finished(outcome)


def _execute(translator: Translator, todo: Sequence[Job], jobs: int, ledger: _Ledger) -> None:
    if jobs == 1:
        in_process(translator, groups(todo), ledger.settle)
    elif todo:
        most = min(GROUP_FILES, len(todo) // (jobs * SHARES) + 1)
        in_workers(share(translator.options, jobs), groups(todo, most), jobs, ledger.settle)


def _states(batch: Batch, journal: Journal, keys: _Keys) -> dict[Job, State]:
    records = journal.records()
    return {job: _state(job, records.get(job.name), batch, keys) for job in batch.tree.jobs}


def _state(job: Job, record: Record | None, batch: Batch, keys: _Keys) -> State:
    """Done is what the journal says is done, if the source still is what it was and so is the translation."""
    if batch.force or record is None or record.target != _below(job.target, batch):
        return "todo"
    try:
        written = read_bytes(job.target)
        source = read_bytes(job.source)
    except InputError:
        return "todo"
    if digest(written) != record.written:
        return "edited" if _is_sound(job.target, written) else "todo"
    return "kept" if keys.key(digest(source)) == record.key else "todo"


def _is_sound(path: Path, data: bytes) -> bool:
    """True when `data` is a document, as someone can have edited it; whatever stops the reader is damage."""
    try:
        return bool(data) and for_path(path).module.read(data) is not None
    except Exception:
        return False


def _below(target: Path, batch: Batch) -> str:
    return target.relative_to(batch.out).as_posix()


def _write_reviews(job: Job, result: FileResult, reviews: Sequence[Review]) -> Failed | None:
    try:
        for review in reviews:
            write_atomic(review.path(job.target), review.render(result))
    except TranslatorError as error:
        return failure(job, error)
    return None
