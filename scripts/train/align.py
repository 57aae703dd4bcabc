"""Align words of clean pairs; score each pair by how much of it is linked, and drop the poorest.

    python -m scripts.train.align clean.tsv aligned.tsv --min-score 0.25

Uses eflomal (a separate program, GPL, never needed at run time) where it is installed: `pip install eflomal`.
Without it, IBM model 1 with a preference for the diagonal: slower and coarser, good enough for small corpora.
Only links that both directions agree on are kept: a term must be right before it must be found.
"""

import argparse
import importlib.util
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from scripts.train.ibm import align_diagonal
from scripts.train.records import AlignedPair, Link, Pair, parse_links, read_pairs, write_aligned
from scripts.train.tokens import Token, arabic_tokens, count_words, english_tokens

Sentences = Sequence[Sequence[str]]
Aligner = Callable[[Sentences, Sentences], list[tuple[Link, ...]]]


def best_aligner() -> Aligner:
    """eflomal where it is installed, else the built-in one."""
    return align_eflomal if importlib.util.find_spec("eflomal") else align_both_ways


def align_eflomal(left: Sentences, right: Sentences) -> list[tuple[Link, ...]]:
    """Intersection of eflomal's two directions."""
    import eflomal  # type: ignore[import-not-found,import-untyped,unused-ignore]

    with tempfile.TemporaryDirectory() as folder:
        forward, backward = Path(folder, "forward"), Path(folder, "backward")
        eflomal.Aligner().align(
            [" ".join(words) for words in left],
            [" ".join(words) for words in right],
            links_filename_fwd=str(forward),
            links_filename_rev=str(backward),
            quiet=True,
        )
        lines = zip(forward.open(), backward.open(), strict=True)
        return [intersect(parse_links(one), parse_links(two)) for one, two in lines]


def align_both_ways(left: Sentences, right: Sentences) -> list[tuple[Link, ...]]:
    """Intersection of the built-in aligner's two directions."""
    forward = align_diagonal(left, right)
    backward = align_diagonal(right, left)
    turned = (tuple((i, j) for j, i in links) for links in backward)
    return [intersect(one, two) for one, two in zip(forward, turned, strict=True)]


def intersect(one: Sequence[Link], two: Sequence[Link]) -> tuple[Link, ...]:
    """Links in both, sorted."""
    return tuple(sorted(set(one) & set(two)))


def link_share(left: Sequence[Token], right: Sequence[Token], links: Sequence[Link]) -> float:
    """Share (0–1) of the words on the shorter side that are linked; punctuation and clitics do not count."""
    lefts = {i for i, token in enumerate(left) if token.form[0].isalnum() and not token.is_clitic}
    rights = {j for j, token in enumerate(right) if token.form[0].isalnum()}
    linked = min(len(lefts & {i for i, _ in links}), len(rights & {j for _, j in links}))
    return linked / max(1, min(len(lefts), len(rights)))


def align(pairs: Sequence[Pair], aligner: Aligner) -> list[AlignedPair]:
    """Every pair with its links and score, in order."""
    counts = count_words(pair.arabic for pair in pairs)
    left = [arabic_tokens(pair.arabic, counts) for pair in pairs]
    right = [english_tokens(pair.english) for pair in pairs]
    links = aligner([[t.form for t in row] for row in left], [[t.form for t in row] for row in right])
    return [
        AlignedPair(pair, link_share(one, two, found), found)
        for pair, one, two, found in zip(pairs, left, right, links, strict=True)
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Word-align clean pairs.")
    parser.add_argument("pairs", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--min-score", type=float, default=0.25)
    options = parser.parse_args(arguments)
    aligner = best_aligner()
    rows = align(list(read_pairs(options.pairs)), aligner)
    kept = write_aligned(options.out, (row for row in rows if row.score >= options.min_score))
    print(f"{aligner.__name__}: kept {kept} of {len(rows)} pairs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
