"""Speed and memory of the glossary matcher at 1,000, 10,000 and 100,000 terms.

    python scripts/bench/matcher.py [TEXT]

TEXT is an Arabic UTF-8 file; without it, `sentences.txt` is read, the 2,000 sentences that the other benchmarks use.
The glossaries are put together as big ones are: names and titles of two to four words, half of them words of the
shipped glossaries (so that common words begin thousands of terms and go on with thousands), half made up; one term in
ten has one word. One in a thousand stands in the text. The text rich in hits has the same glossary and all shipped
ones, and terms from the text itself until one word in five is part of a hit.

Cold is the first time that a matcher sees the text, warm the best of three more. Times are of the processor, so that
other work on the machine hardly counts.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

from translator.glossary.load import load, shipped
from translator.glossary.match import Matcher
from translator.glossary.model import Glossary, Kind, Term
from translator.text.arabic import has_arabic, matching_form

HERE = Path(__file__).parent
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
KINDS: tuple[Kind, ...] = ("name", "title", "organization", "place", "term")
SIZES = (1_000, 10_000, 100_000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("text", type=Path, nargs="?", default=HERE / "sentences.txt")
    lines = parser.parse_args().text.read_text("utf-8").splitlines()
    known = load([path.stem for path in shipped()]).terms
    print(
        f"{sum(map(len, lines)):,} characters, {len(lines):,} lines, {len(set(' '.join(lines).split())):,} word forms"
    )
    for size in SIZES:
        print(measure(terms(random.Random(7), known, lines, size), lines))
    everything = terms(random.Random(7), known, lines, SIZES[-1] - len(known), often=50)
    print("rich in hits: " + measure(Glossary((*known, *everything.terms)), lines))
    print(loading(everything))


def word(chance: random.Random) -> str:
    return "".join(chance.choices(LETTERS, k=chance.randint(3, 7)))


def terms(chance: random.Random, known: Sequence[Term], lines: Sequence[str], size: int, often: int = 1000) -> Glossary:
    """`size` different names and titles, of which one in `often` stands in `lines`."""
    heads = [term.ar.split()[0] for term in known]
    tails = [word for term in known for word in term.ar.split()[1:]]
    made: dict[str, Term] = {}
    while len(made) < size:
        number = len(made)
        first, *others = (heads, *[tails] * chance.choice((1, 1, 2, 3))) if number % 10 else ((),)
        words = [
            chance.choice(group) if group and chance.random() < 0.5 else word(chance) for group in (first, *others)
        ]
        if number % often == 0:
            there = [
                each for each in chance.choice(lines).split() if has_arabic(each) and each.isalpha() and len(each) > 3
            ] or words
            at = chance.randrange(len(there))
            words = there[at : at + chance.choice((1, 2, 2, 3))]
        ar = " ".join(words)
        made[matching_form(ar)] = Term(ar, f"Term {number}", kind=chance.choice(KINDS), origin=f"made.yaml:{number}")
    return Glossary(tuple(made.values()))


def measure(glossary: Glossary, lines: Sequence[str]) -> str:
    start = time.process_time()
    matcher = Matcher(glossary)
    built = time.process_time() - start
    speeds = []
    for _ in range(4):
        start = time.process_time()
        hits = sum(len(matcher.find(line)) for line in lines)
        speeds.append(sum(map(len, lines)) / (time.process_time() - start) / 1e6)
    return (
        f"{len(glossary.terms):>7,} terms: index {built:.2f} s, {megabytes(glossary):.0f} MB, "
        f"{speeds[0]:.1f} million characters/s cold, {max(speeds):.1f} warm, {hits:,} hits"
    )


def loading(glossary: Glossary) -> str:
    """From the file to an index, the file read for the first time and then from the cache."""
    rows = "".join(f'- {{ar: "{term.ar}", en: {term.en}, kind: {term.kind}}}\n' for term in glossary.terms)
    spent = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        path = Path(folder) / "made.yaml"
        path.write_text("terms:\n" + rows, encoding="utf-8")
        for _ in range(2):
            start = time.process_time()
            Matcher(load([str(path)]))
            spent.append(time.process_time() - start)
    return f"{len(glossary.terms):,} terms from YAML to an index: {spent[0]:.1f} s, from the cache {spent[1]:.1f} s"


def megabytes(glossary: Glossary) -> float:
    tracemalloc.start()
    kept = Matcher(glossary)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    del kept
    return size / 1e6


if __name__ == "__main__":
    main()
