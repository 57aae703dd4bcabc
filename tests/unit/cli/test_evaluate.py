"""`translator evaluate`: inputs, outputs and what is refused."""

import json
import sys
from pathlib import Path

import pytest

SOURCE = "وصل نتنياهو إلى القاهرة.\n\nنعم.\nلا.\n"
REFERENCE = "Netanyahu came to Cairo.\n\nYes.\nNo.\n"
HYPOTHESIS = "Netanyahu arrived in Cairo.\n\nYes.\nNo.\n"


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    table = "ar\ten\nوصل نتنياهو إلى القاهرة.\tNetanyahu came to Cairo.\nنعم.\tYes.\n"
    written = {"s.ar": SOURCE, "r.en": REFERENCE, "a.txt": HYPOTHESIS, "b.txt": REFERENCE, "t.tsv": table}
    written |= {"t1.txt": "Netanyahu.\nYes.\n", "short.txt": "One.\nTwo.\n", "empty.txt": ""}
    for name, text in written.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 9)


def test_one_hypothesis(run):
    result = run("evaluate", "s.ar", "r.en", "a.txt")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("3 segments, 6 words\n\nsystem   BLEU")
    assert "paired" not in result.out


def test_two_hypotheses_are_compared(run):
    out = run("evaluate", "s.ar", "r.en", "a.txt", "b.txt").out
    assert "paired bootstrap, 1,000 resamplings" in out
    assert "BLEU: b.txt − a.txt = +" in out


def test_a_table_is_source_and_reference(run):
    read = json.loads(run("evaluate", "t.tsv", "t1.txt", "--format", "json").out)
    assert (read["segments"], read["systems"][0]["name"], read["systems"][0]["seconds"]) == (2, "t1.txt", 0.0)


def test_without_a_hypothesis_the_model_translates(run, quick):
    read = json.loads(run("evaluate", "t.tsv", "--format", "json").out)
    assert len(read["systems"]) == 1
    assert read["systems"][0]["seconds"] > 0
    assert "segments/s" in run("evaluate", "s.ar", "r.en").out


def test_models_and_hypotheses_side_by_side(run, quick):
    read = json.loads(run("evaluate", "s.ar", "r.en", "a.txt", "-m", "one", "-m", "two", "--format", "json").out)
    assert [system["name"] for system in read["systems"]] == ["a.txt", "one", "two"]
    assert {one["system"] for one in read["comparisons"]} == {"one", "two"}


REFUSED = [
    (("evaluate",), 2, "Missing argument", "--help"),
    (("evaluate", "s.ar"), 2, "a reference is needed", "--help"),
    (("evaluate", "s.ar", "r.en", "a.txt", "a.txt"), 2, "named twice", "--help"),
    (("evaluate", "t.tsv", "t1.txt", "-m", "x", "-m", "x"), 2, "named twice", "--help"),
    (("evaluate", "s.ar", "none.en", "a.txt"), 3, "none.en: there is no such file", "typing"),
    (
        ("evaluate", "s.ar", "short.txt", "a.txt"),
        3,
        "short.txt has 2 lines, and s.ar has 4: they part at line",
        "one line",
    ),
    (("evaluate", "s.ar", "r.en", "short.txt"), 3, "short.txt has 2 lines, and s.ar has 4", "one line"),
    (("evaluate", "t.tsv", "a.txt"), 3, "a.txt has 4 lines, and t.tsv has 2", "one line"),
    (("evaluate", "r.en", "s.ar", "a.txt"), 3, "the source is not Arabic, and the translation is", "Arabic"),
    (("evaluate", "empty.txt", "empty.txt", "empty.txt"), 3, "there is no text in it", "right file"),
    (("evaluate", "binary.txt", "r.en", "a.txt"), 3, "binary.txt", ""),
    (("evaluate", "s.ar", "r.en", "-m", "none"), 5, "none", ""),
    (("evaluate", "s.ar", "r.en", "a.txt", "-g", "none.yaml"), 4, "1 problem", ""),
]


@pytest.mark.parametrize(("args", "code", "said", "hint"), REFUSED)
def test_refused(run, contents, args, code, said, hint):
    before = contents()
    result = run(*args)
    assert (result.code, result.out) == (code, "")
    error, *more = result.err.splitlines()
    assert error.startswith("error: ")
    assert said in error
    assert hint in "".join(more)
    assert contents() == before


def test_sacrebleu_is_asked_for_before_any_work(run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "sacrebleu.metrics.bleu", None)
    result = run("evaluate", "s.ar", "r.en")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "error: sacrebleu is not installed, which computes the scores\nhint: pip install 'translator[evaluate]'\n"
    )
