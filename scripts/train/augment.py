"""Draw a stage's training text from aligned pairs: weights, tags, slots, noise, numbers, names, concatenation.

python -m scripts.train.augment aligned.tsv stages/stage2.yaml stage2.tsv [--other corpus/xx_*.tsv]
"""

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.train.config import Data, load_stage
from scripts.train.noise import misspell, renumber
from scripts.train.records import AlignedPair, Pair, read_aligned, read_bitext, write_pairs
from scripts.train.renderings import Renderings, gather
from scripts.train.tags import ARROW, CLOSE, OPEN, with_slots, with_tags
from scripts.train.terms import ENGLISH_STOP, find_terms
from scripts.train.tokens import count_words

_SHORT = 12
_FEWEST_WORDS = 3
_JOINTS = (
    (" و ", " and "),
    (" ، ", ", "),
    (" مع ", " with "),
    (" إلى ", " to "),
    (" في ", " in "),
    (" عن ", " about "),
)


@dataclass(frozen=True, slots=True)
class Augmenter:
    """Turns drawn pairs into training pairs.  `counts`: the corpus's folded Arabic words."""

    data: Data
    counts: Mapping[str, int]
    renderings: Renderings
    rng: random.Random

    def augment(self, row: AlignedPair) -> Pair:
        """One training pair: with tags, with slots, or plain; then noise."""
        pair, roll = row.pair, self.rng.random()
        marked = roll < self.data.tags + self.data.slots and len(pair.arabic.split()) >= _FEWEST_WORDS
        terms = find_terms(row, self.counts) if marked else []
        if terms and roll < self.data.tags:
            pair = with_tags(pair, terms, self.renderings, self.rng)
        elif terms:
            pair = with_slots(pair, terms, self.rng)
        elif self.data.noise:
            pair = Pair(pair.source, *renumber(pair.arabic, pair.english, self.rng))
        return self._noisy(pair)

    def bare_tags(self) -> Pair:
        """A line of one or two tags and little else: copying a rare name piece by piece is the hard part."""
        names = self.rng.sample(self.renderings.names, min(len(self.renderings.names), self.rng.choice((1, 2, 2))))
        arabic, english = self.rng.choice(_JOINTS)
        tags = (f"{OPEN} {name} {ARROW} {rendering} {CLOSE}" for name, rendering in names)
        return Pair("bare", arabic.join(tags), english.join(rendering for _, rendering in names))

    def concatenated(self, short: Sequence[Pair]) -> Pair:
        """Two short pairs as one line: models trained on single sentences drop the second."""
        one, two = self.rng.sample(short, 2)
        return Pair("concatenated", f"{one.arabic} {two.arabic}", f"{one.english} {two.english}")

    def _noisy(self, pair: Pair) -> Pair:
        return Pair(pair.source, misspell(pair.arabic, self.rng), pair.english) if self.data.noise else pair


def draw(rows: Iterable[AlignedPair], data: Data, rng: random.Random) -> Iterator[AlignedPair]:
    """Each source by its weight: whole copies, then a sample for the fraction."""
    by_source: dict[str, list[AlignedPair]] = defaultdict(list)
    for row in rows:
        by_source[row.pair.source].append(row)
    for source, members in by_source.items():
        copies, fraction = divmod(data.weight(source), 1)
        for _ in range(int(copies)):
            yield from members
        yield from rng.sample(members, int(len(members) * fraction))


def build(rows: Sequence[AlignedPair], data: Data) -> list[Pair]:
    """A stage's Arabic–English training pairs, shuffled; the same seed gives the same pairs."""
    rng = random.Random(data.seed)
    renderings = gather((row.pair for row in rows), data.name_sources, ENGLISH_STOP, data.phrase_sources)
    augmenter = Augmenter(data, count_words(row.pair.arabic for row in rows), renderings, rng)
    pairs = [augmenter.augment(row) for row in draw(rows, data, rng)]
    short = [pair for pair in pairs if len(pair.arabic.split()) <= _SHORT and OPEN not in pair.arabic]
    short = [pair for pair in short if "⟨" not in pair.arabic]
    if len(short) > 1:
        pairs += [augmenter.concatenated(short) for _ in range(data.concatenate)]
    if renderings.names:
        pairs += [augmenter.bare_tags() for _ in range(data.bare_tags)]
    rng.shuffle(pairs)
    return pairs


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Draw a stage's training text.")
    parser.add_argument("aligned", type=Path)
    parser.add_argument("stage", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--other", type=Path, nargs="*", default=[], help="pairs of other languages with English")
    options = parser.parse_args(arguments)
    data = load_stage(options.stage).data
    pairs = build(list(read_aligned(options.aligned)), data)
    if data.other_languages:
        pairs += [Pair(path.stem, *row) for path in options.other for row in read_bitext(path)]
    total = write_pairs(options.out, pairs)
    kinds = Counter("tags" if OPEN in p.arabic else "slots" if "⟨" in p.arabic else "plain" for p in pairs)
    print(f"{total} pairs:", ", ".join(f"{kind} {count / total:.0%}" for kind, count in kinds.most_common()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
