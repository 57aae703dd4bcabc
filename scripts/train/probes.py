"""Tests of obedience, made from aligned development pairs: what the tags say must be said, slots must survive.

    python -m scripts.train.probes dev-aligned.tsv train-aligned.tsv probes/      # terms.tsv, tags.tsv, slots.tsv

terms.tsv is what a user meets: a sentence and one term that the shipped glossaries have in it. In tags.tsv, the hard
test, half of the tags (one to four a line) say what the reference says, half something else, often misspelt or out of
place, so that a model cannot pass by guessing.
Lines: source, Arabic with marks, (terms.tsv, tags.tsv) the renderings demanded, joined by `|`, and (terms.tsv) the
Arabic without marks and the reference.
"""

import argparse
import random
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from scripts.train.records import AlignedPair, read_aligned
from scripts.train.renderings import Renderings, gather
from scripts.train.tags import ARROW, CLOSE, OPEN, with_slots, with_tags
from scripts.train.terms import ENGLISH_STOP, Term, find_terms
from scripts.train.tokens import count_words
from translator.enforce import annotate
from translator.engine.base import Tags
from translator.glossary.load import load, shipped
from translator.glossary.match import Matcher
from translator.glossary.model import Glossary

NAME_SOURCES = ("names_wikidata_persons", "names_geonames_cities")
_DEMAND = re.compile(rf"{ARROW} ([^{CLOSE}]+) {CLOSE}")
TAGS = Tags(OPEN, ARROW, CLOSE)
_SEED = 99
_LENGTHS = range(6, 36)


def demands(arabic: str) -> list[str]:
    """The renderings that the tags of a line demand, in order."""
    return _DEMAND.findall(arabic)


def plain_terms(row: AlignedPair, terms: Sequence[Term]) -> list[Term]:
    """Names and definite nouns that do not begin the sentence: what a glossary holds."""
    english, arabic = row.pair.english, row.pair.arabic
    return [
        term
        for term in terms
        if term.target_start > 0
        and (
            any(w[0].isupper() for w in english[term.target_start : term.target_end].split())
            or arabic.startswith("ال", term.start)
        )
    ]


def drawn(rows: Sequence[AlignedPair], rng: random.Random) -> Iterator[AlignedPair]:
    """The rows of a usual length, in random order."""
    return (row for row in rng.sample(rows, len(rows)) if len(row.pair.arabic.split()) in _LENGTHS)


def tag_probes(rows: Sequence[AlignedPair], renderings: Renderings) -> Iterator[tuple[str, str, str]]:
    """(source, tagged Arabic, demands) of the pairs that have terms."""
    rng = random.Random(_SEED)
    counts = count_words(row.pair.arabic for row in rows)
    for row in drawn(rows, rng):
        if terms := plain_terms(row, find_terms(row, counts)):
            tagged = with_tags(row.pair, terms, renderings, rng)
            yield row.pair.source, tagged.arabic, "|".join(demands(tagged.arabic))


def term_probes(rows: Sequence[AlignedPair], glossary: Glossary) -> Iterator[tuple[str, str, str, str, str]]:
    """(source, tagged Arabic, demand, Arabic, English) of the pairs that have terms of the glossary, one term each."""
    rng = random.Random(_SEED)
    matcher = Matcher(glossary)
    for row in drawn(rows, rng):
        arabic = row.pair.arabic
        if hits := [hit for hit in matcher.find(arabic) if hit.surface != hit.rendering]:
            hit = rng.choice(hits)
            yield row.pair.source, annotate.tagged(arabic, [hit], TAGS).text, hit.rendering, arabic, row.pair.english


def slot_probes(rows: Sequence[AlignedPair]) -> Iterator[tuple[str, str]]:
    """(source, Arabic with slots) of the pairs that have terms."""
    rng = random.Random(_SEED)
    counts = count_words(row.pair.arabic for row in rows)
    for row in drawn(rows, rng):
        if terms := find_terms(row, counts):
            yield row.pair.source, with_slots(row.pair, terms, rng).arabic


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Make the tests of tags and slots.")
    parser.add_argument("aligned", type=Path, help="aligned development pairs")
    parser.add_argument("pool", type=Path, help="aligned training pairs: where unusual renderings come from")
    parser.add_argument("out", type=Path)
    parser.add_argument("--terms", type=int, default=1000)
    parser.add_argument("--tags", type=int, default=300)
    parser.add_argument("--slots", type=int, default=150)
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    rows = list(read_aligned(options.aligned))
    renderings = gather((row.pair for row in read_aligned(options.pool)), NAME_SOURCES, ENGLISH_STOP)
    glossary = load([path.stem for path in shipped()])
    for name, lines, most in (
        ("terms", term_probes(rows, glossary), options.terms),
        ("tags", tag_probes(rows, renderings), options.tags),
        ("slots", slot_probes(rows), options.slots),
    ):
        text = "".join("\t".join(line) + "\n" for line in islice(lines, most))
        (options.out / f"{name}.tsv").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
