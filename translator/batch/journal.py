"""What of a batch is done: one row a document, in `OUT/.translator/batch.db`.

SQLite, so that a row is there whole or not at all, whatever moment the program is killed at. A batch keeps the
database locked while it runs, so that two never work on one output folder.
"""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

from translator.document import Match
from translator.errors import OutputError
from translator.result import Finding, Outcome, SegmentResult, Step, Violation

FOLDER = ".translator"
FILE = "batch.db"
_TABLE = (
    "CREATE TABLE IF NOT EXISTS done"
    " (source BLOB PRIMARY KEY, target BLOB, key TEXT, written TEXT, segments BLOB) WITHOUT ROWID"
)


@dataclass(frozen=True, slots=True)
class Record:
    """A document that is done: its names below the two folders, and two SHA-256 digests in hexadecimal.

    `key` is of everything that made the translation, `written` of the bytes that were written.
    """

    source: str
    target: str
    key: str
    written: str


class Journal:
    """The rows of one output folder; got from `opened`."""

    def __init__(self, rows: sqlite3.Connection) -> None:
        self._rows = rows

    def records(self) -> dict[str, Record]:
        """Every record by the name of its source."""
        rows = self._rows.execute("SELECT source, target, key, written FROM done")
        names = ((os.fsdecode(source), os.fsdecode(target), key, written) for source, target, key, written in rows)
        return {source: Record(source, target, key, written) for source, target, key, written in names}

    def segments(self, source: str) -> tuple[SegmentResult, ...]:
        """What the report says of a document that has a record."""
        (blob,) = self._rows.execute("SELECT segments FROM done WHERE source = ?", [os.fsencode(source)]).fetchone()
        return tuple(_segment(values) for values in json.loads(zlib.decompress(blob)))

    def forget(self, sources: Iterable[str]) -> None:
        """Remove the records of `sources`, all or none."""
        with self._rows:
            self._rows.execute("BEGIN")
            self._rows.executemany("DELETE FROM done WHERE source = ?", ([os.fsencode(name)] for name in sources))

    def add(self, done: Iterable[tuple[Record, Sequence[SegmentResult]]]) -> None:
        """Keep records, all or none; one of the same source is replaced."""
        with self._rows:
            self._rows.execute("BEGIN")
            self._rows.executemany("REPLACE INTO done VALUES (?, ?, ?, ?, ?)", (_row(*one) for one in done))


@contextmanager
def opened(out: Path, dry: bool = False) -> Iterator[Journal]:
    """The journal of the folder `out`, made where there is none; with `dry` nothing is made or locked.

    Raises OutputError when it cannot be read or written, or when another batch has it.
    """
    path = out / FOLDER / FILE
    try:
        with closing(_peek(path) if dry else _lock(path)) as rows:
            yield Journal(rows)
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise OutputError(f"{out}: another batch is working on this folder", "wait until it has ended") from None
        raise OutputError(f"{path}: cannot be used: {error}", "see whether the disk is full or protected") from error
    except sqlite3.DatabaseError as error:
        hint = "remove that file; the documents are then translated again"
        raise OutputError(f"{path}: is damaged: {error}", hint) from error


def _peek(path: Path) -> sqlite3.Connection:
    rows = sqlite3.connect(path if path.exists() else ":memory:", timeout=1, isolation_level=None)
    rows.execute(_TABLE)
    return rows


def _lock(path: Path) -> sqlite3.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{path.parent}: cannot be made: {error.strerror}", "choose another output folder") from None
    rows = sqlite3.connect(path, timeout=1, isolation_level=None)
    rows.execute("PRAGMA locking_mode = EXCLUSIVE")
    rows.execute("BEGIN EXCLUSIVE")
    rows.execute(_TABLE)
    rows.execute("COMMIT")
    return rows


def _row(record: Record, segments: Sequence[SegmentResult]) -> tuple[bytes, bytes, str, str, bytes]:
    blob = zlib.compress(json.dumps([astuple(segment) for segment in segments]).encode())
    return os.fsencode(record.source), os.fsencode(record.target), record.key, record.written, blob


def _segment(values: Sequence[Any]) -> SegmentResult:
    """The segment whose `astuple` went through JSON."""
    id_, source, target, outcomes, violations, findings, steps, passthrough, *recalled = values
    memory, offers = recalled or (None, ())
    return SegmentResult(
        id_,
        source,
        target,
        tuple(Outcome(*one) for one in outcomes),
        tuple(Violation(*one) for one in violations),
        tuple(Finding(*one) for one in findings),
        tuple(Step(*one) for one in steps),
        passthrough,
        Match(*memory) if memory else None,
        tuple(Match(*one) for one in offers),
    )
