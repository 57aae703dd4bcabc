"""Databases that several programs make at once."""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from translator.databases import write_ahead


def test_a_database_that_another_is_about_to_write_to_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("CREATE TABLE one (n)")
        with closing(sqlite3.connect(path)) as rows:
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                write_ahead(rows, 0)
            timer = threading.Timer(0.2, other.execute, ("COMMIT",))
            timer.start()
            write_ahead(rows, 60)
            timer.join()
            assert rows.execute("PRAGMA journal_mode").fetchone() == ("wal",)
