"""What engines answered before, in a file of bounded size. It only saves time: whatever is wrong with it, it is empty.

Any number of processes may share it. One that finds it damaged makes it anew; one that cannot write leaves it.
"""

from __future__ import annotations

import sqlite3
import threading
import time
import weakref
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from platformdirs import user_cache_path

from translator.databases import write_ahead

LIMIT = 256 << 20
"""Bytes that the file may grow to; then what was not asked for the longest time goes."""

_LAYOUT = 1
_TABLE = "CREATE TABLE answer (key BLOB PRIMARY KEY, value BLOB NOT NULL, used INTEGER NOT NULL)"
_DAY = 86_400
_WAIT = 5.0
_MANY = 500


def usual_place() -> Path:
    """Where the answers of this user are: it may hold confidential text, so nobody else can read it."""
    return user_cache_path("translator", appauthor=False) / "engine.db"


def files(path: Path) -> tuple[Path, ...]:
    """The files that answers at `path` may take: SQLite has two of its own beside it."""
    return (path, *(path.with_name(f"{path.name}-{kind}") for kind in ("wal", "shm")))


class Answers:
    """The answers in the file at `path`, made where there is none.

    `trouble` says what was wrong with the file ('' = nothing); it was then made anew, or is not used.
    """

    def __init__(self, path: Path, limit: int = LIMIT) -> None:
        self.trouble = ""
        self._path, self._limit = path, limit
        self._lock = threading.Lock()
        self._open()

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The answers to those of `keys` that are there."""
        found: dict[bytes, bytes] = {}
        old: list[bytes] = []
        now = int(time.time())
        with self._guarded():
            for start in range(0, len(keys), _MANY):
                some = keys[start : start + _MANY]
                marks = ", ".join("?" * len(some))
                query = f"SELECT key, value, used FROM answer WHERE key IN ({marks})"
                for key, value, used in self._rows.execute(query, some):
                    found[key] = value
                    old += [key] if used < now - _DAY else []
            if old:
                with self._rows:
                    touched = ((now, key) for key in old)
                    self._rows.executemany("UPDATE answer SET used = ? WHERE key = ?", touched)
        return found

    def put(self, answers: Mapping[bytes, bytes]) -> None:
        """Keep answers, if that can be done."""
        now = int(time.time())
        with self._guarded(), self._rows:
            rows = ((key, value, now) for key, value in answers.items())
            self._rows.executemany("REPLACE INTO answer VALUES (?, ?, ?)", rows)
            while self._size() > self._limit and (count := self._number("SELECT count(*) FROM answer")):
                oldest = "SELECT key FROM answer ORDER BY used LIMIT ?"
                self._rows.execute(f"DELETE FROM answer WHERE key IN ({oldest})", (count // 8 + 1,))

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """One thread at a time; what goes wrong is no matter, but a file that is damaged is made anew."""
        with self._lock:
            try:
                yield
            except sqlite3.OperationalError:
                pass  # another process is writing for long, or the disk is full
            except sqlite3.DatabaseError as error:
                self.close()
                self._renew(error)

    def _open(self) -> None:
        """Connect to the file; to a new one, if it is damaged; to none, if it cannot be used."""
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._connect(self._path)
        except (OSError, sqlite3.OperationalError) as error:
            self._do_without(error)
        except sqlite3.DatabaseError as error:
            self._renew(error)

    def _renew(self, damage: Exception) -> None:
        self.trouble = f"{self._path}: the engine's cache was damaged ({damage}) and is made anew"
        try:
            for path in files(self._path):
                path.unlink(missing_ok=True)
            self._connect(self._path)
        except (OSError, sqlite3.Error) as error:
            self._do_without(error)

    def _do_without(self, error: Exception) -> None:
        self.trouble = f"{self._path}: the engine's cache cannot be used: {error}"
        self._connect(Path(":memory:"))

    def _connect(self, path: Path) -> None:
        self._rows = _connected(path)
        self.close = weakref.finalize(self, self._rows.close)

    def _size(self) -> int:
        """Bytes in use."""
        pages = self._number("PRAGMA page_count") - self._number("PRAGMA freelist_count")
        return pages * self._number("PRAGMA page_size")

    def _number(self, query: str) -> int:
        return int(self._rows.execute(query).fetchone()[0])


def _connected(path: Path) -> sqlite3.Connection:
    rows = sqlite3.connect(path, timeout=_WAIT, check_same_thread=False)
    try:
        if path.exists():
            path.chmod(0o600)
        write_ahead(rows, _WAIT)
        rows.execute("PRAGMA synchronous = NORMAL")
        if _layout(rows) != _LAYOUT:
            rows.execute("BEGIN IMMEDIATE")
            if _layout(rows) != _LAYOUT:  # or another process was quicker
                rows.execute("DROP TABLE IF EXISTS answer")
                rows.execute(_TABLE)
                rows.execute(f"PRAGMA user_version = {_LAYOUT}")
            rows.commit()
        rows.execute("SELECT key, value, used FROM answer LIMIT 1").fetchone()
        return rows
    except BaseException:
        rows.close()
        raise


def _layout(rows: sqlite3.Connection) -> int:
    return int(rows.execute("PRAGMA user_version").fetchone()[0])
