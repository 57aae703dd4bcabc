"""The file of a translation memory: opening it, its layout, and what can be wrong with it.

SQLite in write-ahead mode: readers never wait for a writer, one writer works at a time, and what a transaction
committed survives whatever kills the program. `user_version` counts the migrations that were made.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from translator.databases import write_ahead
from translator.errors import InputError, OutputError

APPLICATION = 0x61724D65
"""Says that a SQLite file is a memory of ours and not somebody else's database."""

MIGRATIONS: tuple[str, ...] = (
    # `here`, `before` and `there` are digests of source, previous source and target; a pair is in a memory once.
    # `words` are checksums of the words of its source, in order; `word` says which pairs of a `size` have a word.
    """
    CREATE TABLE pair (
        id INTEGER PRIMARY KEY, here INTEGER NOT NULL, before INTEGER NOT NULL, there INTEGER NOT NULL,
        source TEXT NOT NULL, target TEXT NOT NULL, previous TEXT NOT NULL, origin TEXT NOT NULL,
        changed INTEGER NOT NULL, words BLOB NOT NULL
    );
    CREATE UNIQUE INDEX pair_once ON pair (here, before, there);
    CREATE TABLE word (
        word INTEGER, size INTEGER, pair INTEGER, PRIMARY KEY (word, size, pair)
    ) WITHOUT ROWID;
    CREATE TABLE state (name TEXT NOT NULL, revision INTEGER NOT NULL);
    INSERT INTO state VALUES (lower(hex(randomblob(8))), 0);
    """,
)
"""Only ever added to: a file in the world may be at any of them."""

_WAIT = 30.0
"""Seconds to wait for another writer."""

_CACHE = 256 << 10
"""Kilobytes of pages a writer may keep: the index of words is written all over."""

_MODES = ("mode=rw", "mode=ro", "immutable=1")
_ELSEWHERE = "name a memory that `translator memory import` made"


def connect(path: Path) -> sqlite3.Connection:
    """A connection to the memory at `path` that cannot change it; any thread may use it. Raises InputError."""
    if not path.is_file():
        raise InputError(f"{path}: there is no such translation memory", "`translator memory import` makes one")
    with told(path):
        rows = _reader(path)
        try:
            if _number(rows, "application_id") == APPLICATION and _number(rows, "user_version") < len(MIGRATIONS):
                with writing(path):
                    pass  # brings it up to date
            _check(path, rows)
        except BaseException:
            rows.close()
            raise
        return rows


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to the memory at `path` for changing it; it is made where there is none. Raises Input-, OutputError.

    Nothing is committed unless the caller does.
    """
    if not path.parent.is_dir():
        raise OutputError(f"{path}: there is no folder {path.parent}", f"create it: mkdir -p {path.parent}")
    with told(path), closing(sqlite3.connect(path, timeout=_WAIT, isolation_level=None)) as rows:
        migrate(path, rows)
        rows.execute("PRAGMA synchronous = FULL")
        rows.execute(f"PRAGMA cache_size = -{_CACHE}")
        yield rows


def migrate(path: Path, rows: sqlite3.Connection) -> None:
    """Bring the memory up to date, a migration at a time. Raises InputError for what is no memory of ours."""
    if not rows.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() and not _number(rows, "application_id"):
        write_ahead(rows, _WAIT)
        rows.execute(f"PRAGMA application_id = {APPLICATION}")
    _check(path, rows)
    while (version := _number(rows, "user_version")) < len(MIGRATIONS):
        rows.execute("BEGIN IMMEDIATE")
        if _number(rows, "user_version") == version:  # or another process was quicker
            for statement in filter(str.strip, MIGRATIONS[version].split(";")):
                rows.execute(statement)
            rows.execute(f"PRAGMA user_version = {version + 1}")
        rows.execute("COMMIT")


def _reader(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing, if it must be one to a file, or on a medium, that cannot be written to.

    One that could write is tried first, for it removes SQLite's own files when it is the last to close.
    """
    for mode in _MODES:
        rows = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=_WAIT, check_same_thread=False)
        try:
            rows.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
            rows.execute("PRAGMA query_only = ON")
            return rows
        except sqlite3.OperationalError:
            rows.close()
            if mode == _MODES[-1]:
                raise
    raise AssertionError("unreachable")


def _check(path: Path, rows: sqlite3.Connection) -> None:
    if _number(rows, "application_id") != APPLICATION:
        raise InputError(f"{path}: is the database of another program, no translation memory", _ELSEWHERE)
    if _number(rows, "user_version") > len(MIGRATIONS):
        raise InputError(f"{path}: was written by a newer version of translator", "update translator")


def _number(rows: sqlite3.Connection, pragma: str) -> int:
    return int(rows.execute(f"PRAGMA {pragma}").fetchone()[0])


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what SQLite complains about into an error that says what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        told = str(error)
        if "locked" in told or "busy" in told:
            raise OutputError(f"{path}: another program is changing it", "wait until that has ended") from None
        if "readonly" in told:
            raise OutputError(f"{path}: is write-protected", "allow writing there, or use a copy") from None
        raise OutputError(f"{path}: cannot be used: {told}", "see whether the disk is full or protected") from error
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error):
            raise InputError(f"{path}: is no translation memory", _ELSEWHERE) from None
        hint = "take the last copy of it, or make it anew from the TMX files"
        raise InputError(f"{path}: is damaged: {error}", hint) from error
