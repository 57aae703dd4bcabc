"""SQLite files that many programs may write to."""

from __future__ import annotations

import sqlite3
import time

_PAUSE = 0.01


def write_ahead(rows: sqlite3.Connection, wait: float) -> None:
    """Put a database into write-ahead mode, waiting at most `wait` seconds for others who do. Raises OperationalError.

    SQLite itself waits for none that is about to write to a new file in the mode that files begin with.
    """
    end = time.monotonic() + wait
    while True:
        try:
            rows.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(_PAUSE)
