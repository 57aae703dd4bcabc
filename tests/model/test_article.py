"""The README's example from end to end: the real model, the shipped glossaries, the command line."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

# One worker: the article is translated once.
pytestmark = pytest.mark.xdist_group("article")

ARTICLE = Path(__file__).parent.parent / "data" / "article.ar.txt"
GLOSSARIES = ("middle-east", "israel-palestine", "iran", "us-government", "military", "media", "dates")
EVERY = (*GLOSSARIES, "countries", "united-nations")

EXPECTED = [
    "Chairman of the Joint Chiefs",
    "General Mark Alexander Milley|Gen. Mark Alexander Milley",
    "Milley",
    "Benjamin Netanyahu",
    "Netanyahu",
    "Benny Gantz",
    "Gantz",
    "Aviv Kochavi",
    "Kochavi",
    "Mohsen Fakhrizadeh",
    "Quds Force",
    "Revolutionary Guard",
    "Qasem Soleimani",
    "Robert O'Brien",
    "O'Brien",
    "Joe Biden",
    "Natanz",
    "Mossad",
    "Yossi Cohen",
    "The New York Times",
    "defense minister",
    "chief of staff",
    "national security adviser",
    "July",
]


@pytest.fixture(scope="module", params=[GLOSSARIES, EVERY], ids=["as in the README", "all that are shipped"])
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, Any]]:
    folder = tmp_path_factory.mktemp("article")
    out, report = folder / "article.txt", folder / "report.json"
    names = [flag for name in request.param for flag in ("-g", name)]
    command = [sys.executable, "-m", "translator", "translate", str(ARTICLE), "-o", str(out), *names]
    subprocess.run([*command, "--report", str(report)], check=True, capture_output=True)
    return out.read_text(encoding="utf-8"), json.loads(report.read_text(encoding="utf-8"))


@pytest.mark.parametrize("wanted", EXPECTED)
def test_every_expected_term_stands_in_the_output(run: tuple[str, dict[str, Any]], wanted: str) -> None:
    text = run[0].replace("’", "'")
    assert any(one.lower() in text.lower() for one in wanted.split("|"))


def test_nothing_is_violated_and_little_is_spliced(run: tuple[str, dict[str, Any]]) -> None:
    totals = run[1]["totals"]
    assert totals["violations"] == 0
    assert totals["hits"] >= 40
    assert totals["splice"] <= 0.15 * totals["hits"]


def test_names_come_as_often_as_in_the_source(run: tuple[str, dict[str, Any]]) -> None:
    source, target = ARTICLE.read_text(encoding="utf-8"), run[0]
    assert len(re.findall(r"\bNetanyahu\b", target)) >= source.count("نتنياهو")
    assert len(re.findall(r"\bMilley\b", target)) >= source.count("ميلي")
    assert len(re.findall(r"\bJuly\b", target)) == 1


def test_nothing_is_left_over(run: tuple[str, dict[str, Any]]) -> None:
    text = run[0]
    assert not re.search("[\u0600-\u06ff⟦⟧⟶⟨⟩]", text)
    assert text.count("\n") == ARTICLE.read_text(encoding="utf-8").count("\n")


def test_enforcement_doubles_no_word(run: tuple[str, dict[str, Any]]) -> None:
    for segment in run[1]["files"][0]["segments"]:
        words = re.findall(r"[\w'’.-]+", segment["target"].lower())
        doubled = {a for a, b in pairwise(words) if a == b and a not in ("had", "that")}
        assert not doubled, segment["target"]


def test_enforcement_doubles_no_phrase(run: tuple[str, dict[str, Any]]) -> None:
    for segment in run[1]["files"][0]["segments"]:
        words = re.findall(r"[\w'’-]+", segment["target"].lower())
        runs = [words[at : at + size] for size in (2, 3, 4, 5) for at in range(len(words) - 2 * size + 1)]
        after = [words[at + size : at + 2 * size] for size in (2, 3, 4, 5) for at in range(len(words) - 2 * size + 1)]
        doubled = [one for one, other in zip(runs, after, strict=True) if one == other]
        assert not doubled, segment["target"]
