"""Keep the pairs worth learning from: right script, sane lengths, no near-duplicates, nothing of the test sets.

python -m scripts.train.clean corpus/ clean.tsv --heldout dev/*.tsv
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from scripts.train.records import Pair, read_bitext, write_pairs
from scripts.train.tokens import fold

_ARABIC = re.compile("[\u0621-\u064a]")
_LATIN = re.compile("[A-Za-z]")
_OTHER_SCRIPT = re.compile("[\u0370-\u05ff\u0700-\u1dff\u2e80-\ua9ff\uac00-\ud7ff]")
_NOT_LETTERS = re.compile(r"[\W\d_]+")
_NOT_WORD = re.compile(r"\W+")
_GRAM = 8


@dataclass(frozen=True, slots=True)
class Limits:
    """Longest sides in words, and the most one side may outweigh the other (ignored up to `free` words)."""

    arabic: int = 75
    english: int = 90
    english_per_arabic: float = 2.8
    arabic_per_english: float = 1.8
    free: int = 3


@dataclass(frozen=True, slots=True)
class HeldOut:
    """What the test sets hold: whole sides, and their 8-word sequences."""

    sides: frozenset[str]
    grams: frozenset[tuple[str, ...]]

    def overlaps(self, text: str) -> bool:
        """Whether `text` is a test side, or any 8 of its words in a row stand in one."""
        return squash(text) in self.sides or not self.grams.isdisjoint(word_grams(text))


@dataclass(slots=True)
class Cleaner:
    """The checks in order; `dropped` counts by reason.  Holds the pairs seen, so one Cleaner cleans one corpus."""

    heldout: HeldOut
    limits: Limits = field(default_factory=Limits)
    dropped: Counter[str] = field(default_factory=Counter)
    _seen: set[tuple[str, str]] = field(default_factory=set)

    def clean(self, pairs: Iterable[Pair]) -> Iterator[Pair]:
        """The pairs that pass every check, in order."""
        checks: tuple[tuple[str, Callable[[Pair], bool]], ...] = (
            ("script", right_scripts),
            ("length", lambda pair: right_lengths(pair, self.limits)),
            ("held out", lambda pair: not self._is_held_out(pair)),
            ("duplicate", self._is_new),
        )
        for pair in pairs:
            reason = next((name for name, passes in checks if not passes(pair)), None)
            if reason is None:
                yield pair
            else:
                self.dropped[reason] += 1

    def _is_held_out(self, pair: Pair) -> bool:
        return self.heldout.overlaps(pair.arabic) or self.heldout.overlaps(pair.english)

    def _is_new(self, pair: Pair) -> bool:
        """Near-duplicates differ in case, punctuation, vowel marks, digits or spacing only."""
        key = (skeleton(pair.arabic), skeleton(pair.english))
        if key in self._seen:
            return False
        self._seen.add(key)
        return True


def squash(text: str) -> str:
    """Letters and digits only, folded and lower-cased: how whole sides are compared."""
    return _NOT_WORD.sub("", fold(text).lower())


def skeleton(text: str) -> str:
    """Letters only: two sentences that differ in a number are near-duplicates.  Text without letters stays."""
    return _NOT_LETTERS.sub("", fold(text).lower()) or text


def word_grams(text: str) -> set[tuple[str, ...]]:
    """The 8-word sequences of a text."""
    words = _NOT_WORD.split(fold(text).lower())
    return {tuple(words[i : i + _GRAM]) for i in range(len(words) - _GRAM + 1)}


def held_out(paths: Iterable[Path]) -> HeldOut:
    """Read test sets (`ar<TAB>en`).  Sides under 12 letters are ordinary phrases and held back from nobody."""
    texts = [side for path in paths for row in read_bitext(path) for side in row]
    sides = frozenset(side for side in map(squash, texts) if len(side) > 12)
    return HeldOut(sides, frozenset(gram for text in texts for gram in word_grams(text)))


def right_scripts(pair: Pair) -> bool:
    """Arabic letters left, Latin right and no Arabic there; no third script anywhere."""
    if _OTHER_SCRIPT.search(pair.arabic) or _OTHER_SCRIPT.search(pair.english):
        return False
    return bool(_ARABIC.search(pair.arabic) and _LATIN.search(pair.english) and not _ARABIC.search(pair.english))


def right_lengths(pair: Pair, limits: Limits) -> bool:
    """Neither side too long, nor one out of proportion to the other."""
    arabic, english = len(pair.arabic.split()), len(pair.english.split())
    if arabic > limits.arabic or english > limits.english:
        return False
    if arabic <= limits.free:
        return True
    return english <= arabic * limits.english_per_arabic and arabic <= english * limits.arabic_per_english


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Filter the collected pairs.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--heldout", type=Path, nargs="+", required=True)
    options = parser.parse_args(arguments)
    cleaner = Cleaner(held_out(options.heldout))
    files = sorted(options.corpus.glob("*.tsv"))
    pairs = (Pair(path.stem, *row) for path in files if not path.stem.startswith("xx_") for row in read_bitext(path))
    kept = write_pairs(options.out, cleaner.clean(pairs))
    print(f"kept {kept}; dropped", ", ".join(f"{count} {reason}" for reason, count in cleaner.dropped.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
