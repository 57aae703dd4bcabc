"""A translation memory in a file: looking up, adding, listing and removing pairs.

A fuzzy match of at least `least` percent to a source of n words shares all but n × (1 − least) of them. So among
any so many and one of the source's words there is at least one that every match has, and the rarest are taken: the
candidates are the few pairs of a fitting length that have one of them, and no match is missed. (Prefix filtering:
Chaudhuri, Ganti and Kaushik 2006.) A checksum stands for a word; where two words share one, there is only a candidate
too many.
"""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from pathlib import Path
from struct import pack, unpack
from typing import Any

from translator.document import Match
from translator.memory.database import connect, told, writing
from translator.memory.form import digest, likeness, words

MOST = 3
"""Matches that are given for a segment."""

LONGEST = 500
"""Words of the longest source that fuzzy matches are looked for."""

_OLDER = (
    "? AND EXISTS (SELECT 1 FROM pair AS other WHERE other.here = pair.here AND other.before = pair.before"
    " AND (other.changed, other.id) > (pair.changed, pair.id))"
)
_COMMON = 1000
"""Pairs that make a word common; how common does not matter."""


@dataclass(frozen=True, slots=True)
class Unit:
    """An approved pair. `previous` is the source before it ('' = not known), `changed` is in seconds since 1970."""

    source: str
    target: str
    previous: str = ""
    origin: str = ""
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """Which pairs: those that fulfil all conditions that are given; none, if none is.

    Changed before `before` (seconds since 1970); imported from `origin`; `older`: there is a newer pair with the same
    source after the same one.
    """

    before: int | None = None
    origin: str = ""
    older: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """What there is in a memory; `first` and `last` are when its pairs were changed, in seconds since 1970."""

    pairs: int
    sources: int
    contexts: int
    first: int
    last: int
    origins: tuple[tuple[str, int], ...]


class Store:
    """The memory at `path`, for looking up; any thread may use it. Raises InputError when it cannot be used."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._rows = connect(path)
        self.close = weakref.finalize(self, self._rows.close)

    @property
    def fingerprint(self) -> str:
        """See `Memory.fingerprint`."""
        name, revision = self._all("SELECT name, revision FROM state")[0]
        return f"{name}.{revision}"

    def find(self, source: str, previous: str, least: int) -> tuple[Match, ...]:
        """See `Memory.find`: all translations of the same text, the newest first, or else fuzzy matches."""
        found = self._all(
            "SELECT before = ? AND before != 0, source, target, origin FROM pair WHERE here = ?"
            " ORDER BY 1 DESC, changed DESC, id DESC",
            (digest(previous), digest(source)),
        )
        same: dict[str, Match] = {}
        for in_context, text, target, origin in found:
            same.setdefault(target, Match("context" if in_context else "exact", 100, text, target, origin))
        return tuple(same.values())[:MOST] or self._fuzzy(source, least)

    def figures(self) -> Figures:
        """What there is in it."""
        row = self._all(
            "SELECT count(*), count(DISTINCT here), count(nullif(before, 0)),"
            " coalesce(min(changed), 0), coalesce(max(changed), 0) FROM pair"
        )[0]
        origins = self._all("SELECT origin, count(*) FROM pair GROUP BY origin ORDER BY 2 DESC, 1")
        pairs, sources, contexts, first, last = row
        return Figures(pairs, sources, contexts, first, last, tuple(origins))

    def pairs(self) -> Iterator[Unit]:
        """Every pair, in the order in which they came."""
        with told(self.path):
            query = "SELECT source, target, previous, origin, changed FROM pair ORDER BY id"
            for row in self._rows.execute(query):
                yield Unit(*row)

    def _fuzzy(self, source: str, least: int) -> tuple[Match, ...]:
        wanted = words(source)
        if least > 99 or not 0 < len(wanted) <= LONGEST:
            return ()
        scored = [
            (score, changed, number)
            for number, changed, blob in self._candidates(wanted, least)
            if (score := likeness(wanted, _unpacked(blob), least))
        ]
        best: dict[str, Match] = {}
        for score, _, number in nlargest(4 * MOST, scored):
            text, target, origin = self._all("SELECT source, target, origin FROM pair WHERE id = ?", (number,))[0]
            best.setdefault(target, Match("fuzzy", score, text, target, origin))
        return tuple(best.values())[:MOST]

    def _candidates(self, wanted: Sequence[int], least: int) -> list[tuple[Any, ...]]:
        """Number, time of change and packed words of every pair that may be alike."""
        size = len(wanted)
        sizes = (-(-size * least // 100), size * 100 // least)
        needed = size * (100 - least) // 100 + 1
        rare = sorted(set(wanted), key=lambda word: self._count(word, sizes))[:needed]
        marks = ", ".join("?" * len(rare))
        return self._all(
            "SELECT id, changed, words FROM pair WHERE id IN"
            f" (SELECT pair FROM word WHERE word IN ({marks}) AND size BETWEEN ? AND ?)",
            (*rare, *sizes),
        )

    def _count(self, word: int, sizes: tuple[int, int]) -> int:
        """How many pairs of a size have a word, as far as it matters."""
        query = "SELECT count(*) FROM (SELECT 1 FROM word WHERE word = ? AND size BETWEEN ? AND ? LIMIT ?)"
        return int(self._all(query, (word, *sizes, _COMMON))[0][0])

    def _all(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with told(self.path):
            return list(self._rows.execute(query, values))


def add(path: Path, pairs: Iterable[Unit]) -> int:
    """Add pairs to the memory at `path`, all or none, and return how many were not in it. Raises Input-, OutputError.

    One that is in it already only gets the later of the two times of change.
    """
    with writing(path) as rows, rows:
        rows.execute("BEGIN IMMEDIATE")
        last = int(rows.execute("SELECT coalesce(max(id), 0) FROM pair").fetchone()[0])
        added = last
        for pair in pairs:
            if not _insert(rows, added + 1, pair):
                continue
            added += 1
        if added > last:
            rows.execute("UPDATE state SET revision = revision + 1")
    return added - last


def remove(path: Path, choice: Choice, dry: bool = False) -> int:
    """Remove pairs from the memory at `path`, or with `dry` only count them; return how many.

    Raises InputError and OutputError.
    """
    conditions = {"changed < ?": choice.before, "origin = ?": choice.origin or None, _OLDER: choice.older or None}
    given = {condition: value for condition, value in conditions.items() if value is not None}
    Store(path).close()  # raises for what is no memory, before one is made
    with writing(path) as rows, rows:
        rows.execute("BEGIN IMMEDIATE")
        query = f"SELECT id, words FROM pair WHERE {' AND '.join(given) or 'FALSE'}"
        found = rows.execute(query, tuple(given.values())).fetchall()
        if found and not dry:
            gone = (posting for number, blob in found for posting in _postings(_unpacked(blob), number))
            rows.executemany("DELETE FROM word WHERE word = ? AND size = ? AND pair = ?", gone)
            rows.executemany("DELETE FROM pair WHERE id = ?", ((number,) for number, _ in found))
            rows.execute("UPDATE state SET revision = revision + 1")
    return len(found)


def _insert(rows: sqlite3.Connection, number: int, pair: Unit) -> bool:
    """Add a pair; False when it is there already."""
    texts = (pair.source, pair.target, pair.previous, pair.origin, pair.changed)
    same = (digest(pair.source), digest(pair.previous), digest(pair.target))
    found = words(pair.source)
    values = (number, *same, *texts, pack(f"<{len(found)}I", *found))
    if rows.execute("INSERT OR IGNORE INTO pair VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values).rowcount:
        rows.executemany("INSERT INTO word VALUES (?, ?, ?)", _postings(found, number))
        return True
    again = "UPDATE pair SET changed = ? WHERE here = ? AND before = ? AND there = ? AND changed < ?"
    if rows.execute(again, (pair.changed, *same, pair.changed)).rowcount:
        others = "(SELECT count(*) FROM pair WHERE here = ?) > 1"  # of which another may have been the newest
        rows.execute(f"UPDATE state SET revision = revision + 1 WHERE {others}", same[:1])
    return False


def _postings(found: Sequence[int], number: int) -> Iterator[tuple[int, int, int]]:
    return ((word, len(found), number) for word in set(found))


def _unpacked(blob: bytes) -> tuple[int, ...]:
    return unpack(f"<{len(blob) // 4}I", blob)
