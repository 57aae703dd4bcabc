"""Speed and memory of the glossary matcher at 1,000, 10,000 and 100,000 terms.

    python scripts/bench/matcher.py [TEXT]

TEXT is an Arabic UTF-8 file (at best a few megabytes); without it, text is generated. Most terms are made-up names of
two to four words, half of which begin with a word of the text, so that many tokens begin a term and few finish one;
one term in fifty stands in the text. Times are of the processor, so that other work on the machine hardly counts.
"""

from __future__ import annotations

import argparse
import random
import time
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

from translator.glossary.match import Matcher
from translator.glossary.model import Glossary, Kind, Term
from translator.text.arabic import has_arabic

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
KINDS: tuple[Kind, ...] = ("name", "title", "organization", "place", "term")
SIZES = (1_000, 10_000, 100_000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path, nargs="?", help="an Arabic text; generated when left out")
    path: Path | None = parser.parse_args().text
    chance = random.Random(7)
    lines = path.read_text("utf-8").splitlines() if path else generated(chance)
    print(f"{sum(map(len, lines)):,} characters, {len(lines):,} lines")
    for size in SIZES:
        print(measure(terms(chance, lines, size), lines))


def generated(chance: random.Random) -> list[str]:
    """A million characters of made-up words in paragraphs; a few words are frequent, as in any language."""
    vocabulary = [word(chance) for _ in range(40_000)]
    weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]
    tokens = chance.choices(vocabulary, weights, k=170_000)
    return [" ".join(tokens[at : at + 60]) for at in range(0, len(tokens), 60)]


def word(chance: random.Random) -> str:
    return chance.choice(("", "", "ال", "و", "ب")) + "".join(chance.choices(LETTERS, k=chance.randint(3, 6)))


def terms(chance: random.Random, lines: Sequence[str], size: int) -> Glossary:
    """`size` names and titles for a text of `lines`."""
    made = []
    for number in range(size):
        words = [each for each in chance.choice(lines).split() if has_arabic(each) and len(each) > 3] or [word(chance)]
        if number % 50 == 0:
            ar = " ".join(words[: chance.choice((2, 2, 3))])
        else:
            first = chance.choice(words) if number % 2 else word(chance)
            ar = " ".join([first, *(word(chance) for _ in range(chance.choice((1, 1, 2, 3))))])
        made.append(Term(ar, f"Term {number}", kind=chance.choice(KINDS), origin=f"made.yaml:{number}"))
    return Glossary(tuple(made))


def measure(glossary: Glossary, lines: Sequence[str]) -> str:
    start = time.process_time()
    matcher = Matcher(glossary)
    built = time.process_time() - start
    speeds = []
    for _ in range(2):
        start = time.process_time()
        hits = sum(len(matcher.find(line)) for line in lines)
        speeds.append(sum(map(len, lines)) / (time.process_time() - start) / 1e6)
    return (
        f"{len(glossary.terms):>7,} terms: index {built:.2f} s, {megabytes(glossary):.0f} MB, "
        f"{speeds[0]:.1f} million characters/s cold, {speeds[1]:.1f} warm, {hits:,} hits"
    )


def megabytes(glossary: Glossary) -> float:
    tracemalloc.start()
    kept = Matcher(glossary)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    return size / 1e6


if __name__ == "__main__":
    main()
