"""Speed and memory of the glossary matcher at 1,000, 10,000 and 100,000 terms.

    python scripts/bench/matcher.py [TEXT]

TEXT is an Arabic UTF-8 file (at best a few megabytes); without it, text is generated. Terms are made of words of
the text and of made-up words, so that many tokens begin a term and few finish one.
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
from translator.text.arabic import TOKEN, has_arabic

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
KINDS: tuple[Kind, ...] = ("name", "title", "organization", "place", "term")
SIZES = (1_000, 10_000, 100_000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("text", type=Path, nargs="?", help="an Arabic text; generated when left out")
    path: Path | None = parser.parse_args().text
    chance = random.Random(7)
    lines = path.read_text("utf-8").splitlines() if path else generated(chance)
    words = sorted({token for line in lines for token in TOKEN.findall(line) if has_arabic(token) and len(token) > 3})
    print(f"{sum(map(len, lines)):,} characters, {len(lines):,} lines, {len(words):,} distinct words")
    for size in SIZES:
        print(measure(terms(chance, words, size), lines))


def generated(chance: random.Random) -> list[str]:
    """A million characters of made-up words in paragraphs; a few words are frequent, as in any language."""
    vocabulary = [word(chance) for _ in range(40_000)]
    weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]
    tokens = chance.choices(vocabulary, weights, k=170_000)
    return [" ".join(tokens[at : at + 60]) for at in range(0, len(tokens), 60)]


def word(chance: random.Random) -> str:
    return chance.choice(("", "", "ال", "و", "ب")) + "".join(chance.choices(LETTERS, k=chance.randint(3, 6)))


def terms(chance: random.Random, words: Sequence[str], size: int) -> Glossary:
    """Names and titles of one to four words, half of the words from the text."""
    made = []
    for number in range(size):
        count = chance.choice((1, 2, 2, 3, 4))
        ar = " ".join(chance.choice(words) if chance.random() < 0.5 else word(chance) for _ in range(count))
        made.append(Term(ar, f"Term {number}", kind=chance.choice(KINDS), origin=f"made.yaml:{number}"))
    return Glossary(tuple(made))


def measure(glossary: Glossary, lines: Sequence[str]) -> str:
    start = time.perf_counter()
    matcher = Matcher(glossary)
    built = time.perf_counter() - start
    speeds = []
    for _ in range(2):
        start = time.perf_counter()
        hits = sum(len(matcher.find(line)) for line in lines)
        speeds.append(sum(map(len, lines)) / (time.perf_counter() - start) / 1e6)
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
