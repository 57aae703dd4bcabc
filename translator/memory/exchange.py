"""Files that pairs are imported from: one row a suffix.

To add a kind: write a function from bytes, name of the origin and time to pairs, and add a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from translator.errors import InputError
from translator.files import named, read_bytes
from translator.formats.table import by_name
from translator.memory import tmx
from translator.memory.store import Unit
from translator.text.arabic import has_arabic

Reader = Callable[[bytes, str, int], Iterable[Unit]]
"""Gets what is in a file, the file's name, and the time of change of units for which the file has none."""


@dataclass(frozen=True, slots=True)
class Intake:
    """The approved pairs of a file, and how many it has that are none: no Arabic, or no English."""

    pairs: tuple[Unit, ...]
    left_out: int


def read(path: Path, now: int) -> Intake:
    """The pairs in the file at `path`; those without a date were changed `now`. Raises InputError."""
    data = read_bytes(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError(f"{path}: no pairs are read from {path.suffix or 'a file without a suffix'}", _KNOWN)
    with named(path):
        pairs = list(reader(data, path.name, now))
    sound = tuple(pair for pair in pairs if has_arabic(pair.source) and pair.target.strip())
    return Intake(sound, len(pairs) - len(sound))


def _table(data: bytes, origin: str, now: int) -> Iterator[Unit]:
    for pair in by_name("csv").pairs(data):
        yield Unit(pair.source.strip(), pair.target.strip(), "", origin, now)


def _bilingual(name: str) -> Reader:
    """What people approved in a document of the format `name`, which holds its translation."""

    def units(data: bytes, origin: str, now: int) -> Iterator[Unit]:
        format = by_name(name)
        approved = {segment.id for segment in format.module.read(data).segments if segment.approved}
        previous = ""
        for pair in format.pairs(data):
            if pair.id in approved:
                yield Unit(pair.source.strip(), pair.target.strip(), previous, origin, now)
            previous = pair.source.strip()

    return units


READERS: dict[str, Reader] = {
    ".tmx": tmx.read,
    ".csv": _table,
    ".tsv": _table,
    ".tab": _table,
    ".xlf": _bilingual("xliff"),
    ".xliff": _bilingual("xliff"),
    ".po": _bilingual("po"),
}
_KNOWN = f"kinds: {' '.join(READERS)}"
