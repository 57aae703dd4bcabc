"""The marked texts: sound, and suggestions on them as good as they were."""

from pathlib import Path

import pytest

from scripts.bench.suggest import CASES, Score, everything, marked, measure
from translator.glossary.model import Kind

ROOT = Path(__file__).parents[3]
TEXTS = sorted(CASES.rglob("*.txt"))


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_the_marks_are_sound(path: Path) -> None:
    text, gold = marked(path.read_text("utf-8"))
    assert not set("{}|=") & set(text)
    assert {kind for kind, _ in gold} <= set(Kind.__args__)
    assert len(gold) > 10


def test_the_article_is_the_article() -> None:
    article = (ROOT / "tests/data/article.ar.txt").read_text("utf-8")
    assert marked((CASES / "article.txt").read_text("utf-8"))[0] == article


@pytest.mark.parametrize("part", ["tuning", "heldout"])
def test_precision_and_recall_stay(part: str) -> None:
    score, glossary = Score(), everything()
    for path in sorted((CASES / part).glob("*.txt")):
        measure(score, path, glossary, None)
    assert score.right / score.suggested > 0.95
    assert score.found / score.wanted > 0.85
