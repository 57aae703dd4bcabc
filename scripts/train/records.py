"""Sentence pairs and the two text files the pipeline passes on: `source ar en`, and the same with word links."""

import lzma
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

Link = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pair:
    """One sentence pair and the name of the source (file) it came from."""

    source: str
    arabic: str
    english: str


@dataclass(frozen=True, slots=True)
class AlignedPair:
    """A pair, the share of its words that are linked (0–1), and links (Arabic token, English token)."""

    pair: Pair
    score: float
    links: tuple[Link, ...]


def open_text(path: Path) -> TextIO:
    """Open a UTF-8 text file for reading, unpacking `.xz` on the way."""
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8")
    return path.open(encoding="utf-8")


def read_columns(path: Path, columns: int) -> Iterator[list[str]]:
    """Rows of a TSV file that have at least `columns` columns; other rows are skipped."""
    with open_text(path) as file:
        for line in file:
            row = line.rstrip("\n").split("\t")
            if len(row) >= columns:
                yield row


def read_bitext(path: Path) -> Iterator[tuple[str, str]]:
    """(Arabic, English) of a two-column file."""
    for row in read_columns(path, 2):
        yield row[0].strip(), row[1].strip()


def read_pairs(path: Path) -> Iterator[Pair]:
    """Pairs of a three-column file (source, Arabic, English)."""
    for row in read_columns(path, 3):
        yield Pair(row[0], row[1], row[2])


def write_pairs(path: Path, pairs: Iterable[Pair]) -> int:
    """Write pairs as three columns; returns how many."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for pair in pairs:
            file.write(f"{pair.source}\t{pair.arabic}\t{pair.english}\n")
            count += 1
    return count


def read_aligned(path: Path) -> Iterator[AlignedPair]:
    """Aligned pairs of a five-column file (source, Arabic, English, score, `i-j` links)."""
    for row in read_columns(path, 5):
        yield AlignedPair(Pair(row[0], row[1], row[2]), float(row[3]), parse_links(row[4]))


def write_aligned(path: Path, rows: Iterable[AlignedPair]) -> int:
    """Write aligned pairs as five columns; returns how many."""
    count = 0
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            links = " ".join(f"{i}-{j}" for i, j in row.links)
            pair = row.pair
            file.write(f"{pair.source}\t{pair.arabic}\t{pair.english}\t{row.score:.3f}\t{links}\n")
            count += 1
    return count


def parse_links(text: str) -> tuple[Link, ...]:
    """`0-1 2-2` → ((0, 1), (2, 2)), the Pharaoh format of word aligners."""
    links = (link.split("-") for link in text.split())
    return tuple((int(i), int(j)) for i, j in links)
