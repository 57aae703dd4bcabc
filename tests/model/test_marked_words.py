"""Marks on words in the middle of a sentence, with the real model: none is lost, and they cover the right English."""

import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "scripts" / "bench"


@pytest.fixture(scope="module")
def bench():
    """The benchmark of marks, of which this is a small part."""
    sys.path.insert(0, str(BENCH))
    import marks

    sys.path.pop(0)
    return marks


@pytest.mark.parametrize(("kind", "tolerated"), [("terms", 0), ("words", 2)])
def test_marks_cover_the_english_of_their_words(bench, kind, tolerated) -> None:
    lines = (BENCH / "sentences.txt").read_text(encoding="utf-8").splitlines()
    cases = getattr(bench, kind)([line for line in lines if len(line) < 110], 20)
    outcomes = bench.judged(cases)
    assert len(outcomes) >= 12
    assert all(outcome.survived for outcome in outcomes)
    for measure in ("covered", "exact", "behind"):
        wrong = [one for one in outcomes if not getattr(one, measure)]
        assert len(wrong) <= tolerated, (measure, wrong)
