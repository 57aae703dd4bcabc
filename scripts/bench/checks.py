"""The quality checks on human translations: how often each finds something, and which planted faults are found.

    python scripts/bench/checks.py PAIRS.tsv…

PAIRS.tsv has an Arabic and an English column. The translations being right for the most part, what is found in them is
mostly a false alarm; errors are listed with -v to be read. Then one fault is planted in each translation that has room
for it, and only what the checks find in addition counts.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from translator.formats.table import by_name
from translator.quality import check
from translator.quality.english_numerals import MONTHS

Pair = tuple[str, str]
Plant = Callable[[str, str, random.Random], str]
_MONTH = re.compile(rf"\b(?:{'|'.join(month for month in MONTHS if month != 'May')})\b")
_SCALE = re.compile(r"\b(?:thousand|million|billion)\b")
_NUMBER = re.compile(r"\b(?:three|four|five|six|seven|eight|nine|ten)\b")
_WORD = re.compile(r"\b[a-z]{3,}\b")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", metavar="PAIRS.tsv")
    parser.add_argument("-v", "--verbose", action="store_true", help="list the errors")
    arguments = parser.parse_args()
    pairs: list[Pair] = []
    for path in arguments.files:
        read = [(pair.source, pair.target) for pair in by_name("csv").pairs(path.read_bytes())]
        print(f"\n{path.name}: {len(read):,} pairs")
        alarms(read, arguments.verbose)
        pairs += read
    print(f"\nfaults planted in {len(pairs):,} pairs")
    faults(pairs)


def alarms(pairs: Sequence[Pair], verbose: bool) -> None:
    """How many pairs have a finding, by severity and check."""
    found: Counter[tuple[str, str]] = Counter()
    start = time.process_time()
    for source, target in pairs:
        findings = check(source, target)
        found.update({(one.severity, one.check) for one in findings})
        for one in findings:
            if verbose and one.severity == "error":
                print(f"    {one.check}: {one.message}\n      {source}\n      {target}")
    spent = time.process_time() - start
    for (severity, name), count in sorted(found.items()):
        print(f"  {severity:8} {name:12} {count:5}  {100 * count / len(pairs):5.2f}%")
    print(f"  {1000 * spent / max(1, len(pairs)):.2f} ms a pair")


def faults(pairs: Sequence[Pair]) -> None:
    """The share of planted faults that the check they are meant for finds."""
    chance = random.Random(3)
    for name, (intended, plant) in FAULTS.items():
        planted = found = 0
        for source, target in pairs:
            spoilt = plant(source, target, chance)
            if spoilt and spoilt != target:
                planted += 1
                found += len(_of(source, spoilt, intended)) > len(_of(source, target, intended))
        print(f"  {name:24} {planted:6} planted, {100 * found / max(1, planted):5.1f}% found ({intended})")


def _of(source: str, target: str, name: str) -> list[str]:
    return [one.message for one in check(source, target) if one.check == name]


def _replaced(pattern: str | re.Pattern[str], new: Callable[[re.Match[str]], str]) -> Plant:
    def plant(source: str, target: str, chance: random.Random) -> str:
        places = list(re.finditer(pattern, target))
        if not places:
            return ""
        at = chance.choice(places)
        return target[: at.start()] + new(at) + target[at.end() :]

    return plant


def _month(found: re.Match[str]) -> str:
    return MONTHS[(MONTHS.index(found[0]) + 5) % 12]


def _digit(found: re.Match[str]) -> str:
    return found[0][:-1] + str((int(found[0][-1]) + 3) % 10)


def _half(source: str, target: str, chance: random.Random) -> str:
    del chance
    words = target.split()
    return " ".join(words[: len(words) * 2 // 5]) if len(source.split()) >= 8 else ""


def _question(source: str, target: str, chance: random.Random) -> str:
    del chance
    return target.replace("?", ".") if "؟" in source else ""


FAULTS: dict[str, tuple[str, Plant]] = {
    "a digit changed": ("numbers", _replaced(r"\d+", _digit)),
    "a number left out": ("numbers", _replaced(r"\d[\d,.]*\d|\d", lambda _: "")),
    "a scale changed": ("numbers", _replaced(_SCALE, lambda _: "trillion")),
    "a number word changed": ("numbers", _replaced(_NUMBER, lambda _: "eleven")),
    "another month": ("dates", _replaced(_MONTH, _month)),
    "a word doubled": ("repeated", _replaced(_WORD, lambda one: f"{one[0]} {one[0]}")),
    "an Arabic word left": ("arabic", _replaced(_WORD, lambda _: "كلمة")),
    "a bracket lost": ("brackets", _replaced(r"[()]", lambda _: "")),
    "a question stated": ("ending", _question),
    "three fifths left out": ("length", _half),
    "two spaces": ("spaces", _replaced(r" ", lambda _: "  ")),
    "an address changed": ("protected", _replaced(r"https?://\S+\w|\b\w+@\w+\.\w+", lambda one: one[0][:-1])),
}


if __name__ == "__main__":
    main()
