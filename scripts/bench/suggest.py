"""Precision and recall of `glossary suggest` on texts with marked names: `python -m scripts.bench.suggest [--model]`.

A marked text has {kind|words} for what belongs into a glossary. Each text is mined on its own, with the shipped
glossaries in use; what those have counts for neither side. A suggestion is right when one of its spellings is marked
in the text, whole. What was mentioned twice must be found: a marked string, and a person by full or family name.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from translator.engine.base import Engine
from translator.glossary.load import load, shipped
from translator.glossary.match import Matcher
from translator.glossary.model import Glossary
from translator.suggest.run import Wanted, suggest
from translator.text.arabic import matching_form

CASES = Path(__file__).parents[2] / "tests" / "cases" / "suggest"
MARKED = re.compile(r"\{(\w+)\|([^|}=]+)(?:=([^}]+))?\}")


@dataclass(slots=True)
class Score:
    """Counts over texts."""

    suggested: int = 0
    right: int = 0
    wanted: int = 0
    found: int = 0
    people: int = 0
    met: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def line(self, name: str) -> str:
        """The figures of a set of texts."""
        precision, recall = self.right / max(1, self.suggested), self.found / max(1, self.wanted)
        return (
            f"{name}: precision {precision:.2f} ({self.right}/{self.suggested}), recall {recall:.2f} "
            f"({self.found}/{self.wanted}); people {self.met / max(1, self.people):.2f} ({self.met}/{self.people}); "
            f"kind right {self.kinds['right'] / max(1, self.right):.2f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", action="store_true", help="ask the model as well")
    parser.add_argument("--list", action="store_true", help="list what is wrong or missed (tuning texts only)")
    args = parser.parse_args()
    engine = _engine() if args.model else None
    article = Score()
    measure(article, CASES / "article.txt", Glossary(), engine)
    print(article.line("seed article, no glossary"))
    if args.list:
        _list(article)
    if engine:
        print(renderings(everything(), engine))
    print(speed())
    glossary = everything()
    for part in ("tuning", "heldout"):
        score = Score()
        paths = sorted((CASES / part).glob("*.txt"))
        for path in paths:
            measure(score, path, glossary, engine)
        print(score.line(f"{len(paths)} {part} texts"))
        if args.list and part == "tuning":
            _list(score)


def renderings(glossary: Glossary, engine: Engine) -> str:
    """How many of the suggestions on the seed article have the English that the shipped glossaries have."""
    text, _ = marked((CASES / "article.txt").read_text("utf-8"))
    matcher = Matcher(glossary)
    right = total = 0
    for one in suggest(text.splitlines(), Glossary(), engine, Wanted()):
        hits = [hit for hit in matcher.find(one.term.ar) if hit.surface == one.term.ar]
        total += len(hits)
        right += sum(one.term.en in hit.renderings for hit in hits)
    return f"  English as in the shipped glossaries: {right}/{total}"


def speed() -> str:
    """Seconds for a megabyte of UTF-8 without a model."""
    texts = [line for path in sorted(CASES.rglob("*.txt")) for line in marked(path.read_text("utf-8"))[0].splitlines()]
    size = sum(len(text.encode()) for text in texts)
    start = time.process_time()
    suggest(texts * (1_000_000 // size), Glossary(), None, Wanted())
    return f"1 MB without the model: {time.process_time() - start:.1f} s"


def _list(score: Score) -> None:
    print("  wrong:", *score.wrong, sep="\n    ")
    print("  missed:", *score.missed, sep="\n    ")


def _engine() -> Engine:
    from translator.api import Translator

    return Translator().engine


def everything() -> Glossary:
    """The shipped glossaries."""
    return load([path.stem for path in shipped()])


def marked(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The text without marks, and (kind, string in matching form) for each mark."""
    gold = [(m[1], matching_form(m[3] or m[2])) for m in MARKED.finditer(text)]
    return MARKED.sub(lambda m: m[2], text), gold


def measure(score: Score, path: Path, glossary: Glossary, engine: Engine | None) -> None:
    """Add one text to `score`."""
    text, gold = marked(path.read_text("utf-8"))
    matcher = Matcher(glossary)
    covered = {hit.surface for line in text.splitlines() for hit in matcher.find(line)}
    folded = {matching_form(one) for one in covered}
    gold = [(kind, string) for kind, string in gold if string not in folded]
    kinds = dict((string, kind) for kind, string in gold)
    found = suggest(text.splitlines(), glossary, engine, Wanted())
    forms = [{matching_form(form) for form in (one.term.ar, *one.term.forms)} for one in found]
    for one, mine in zip(found, forms, strict=True):
        hits = mine & kinds.keys()
        score.suggested += 1
        score.right += bool(hits)
        score.kinds["right"] += any(kinds[hit] == one.term.kind for hit in hits)
        if not hits:
            score.wrong.append(f"{path.stem} {one.term.kind} {one.term.ar} ×{one.count} {'?' if one.uncertain else ''}")
    given = set().union(*forms)
    _recalled(score, path, gold, given)


def _recalled(score: Score, path: Path, gold: list[tuple[str, str]], given: set[str]) -> None:
    counts = Counter(string for _, string in gold)
    for string, count in counts.items():
        if count >= 2:
            score.wanted += 1
            score.found += string in given
            if string not in given:
                score.missed.append(f"{path.stem} {string} ×{count}")
    names = sorted({string for kind, string in gold if kind == "name"}, key=len, reverse=True)
    people: dict[str, set[str]] = {}
    for name in names:
        owner = next((full for full in people if f" {name} " in f" {full} "), name)
        people.setdefault(owner, set()).add(name)
    for forms in people.values():
        if sum(counts[form] for form in forms) >= 2:
            score.people += 1
            score.met += bool(forms & given)
            if not forms & given:
                score.missed.append(f"{path.stem} person: {' / '.join(sorted(forms))}")


if __name__ == "__main__":
    main()
