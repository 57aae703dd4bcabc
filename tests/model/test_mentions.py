"""First and later mentions over a whole document, with the real model and the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

GLOSSARY = """\
terms:
- ar: مارك ميلي
  forms: [ميلي, الجنرال مارك ميلي]
  en: Mark Milley
  first: General Mark Milley
  later: Milley
  kind: name
- ar: الوكالة الدولية للطاقة الذرية
  forms: [وكالة الطاقة الذرية]
  en: International Atomic Energy Agency
  first: International Atomic Energy Agency (IAEA)
  later: IAEA
  kind: organization
"""
TEXT = """\
ميلي يصل إلى إسرائيل
وصل الجنرال مارك ميلي إلى إسرائيل يوم الجمعة. والتقى ميلي وزير الدفاع.
وقال ميلي إن الوكالة الدولية للطاقة الذرية ستنشر تقريرها قريبا.
وأعلنت وكالة الطاقة الذرية أن إيران لم تتعاون معها.
وسبق أن التقى غانتس بميلي صباح الجمعة.
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[str], list[dict[str, Any]]]:
    """The lines of the translation, and the hits of the report."""
    folder = tmp_path_factory.mktemp("mentions")
    (folder / "terms.yaml").write_text(GLOSSARY, "utf-8")
    (folder / "text.txt").write_text(TEXT, "utf-8")
    command = [sys.executable, "-m", "translator", "translate", "text.txt", "-g", "terms.yaml", "--report", "r.json"]
    subprocess.run(command, check=True, capture_output=True, cwd=folder)
    (file,) = json.loads((folder / "r.json").read_text("utf-8"))["files"]
    hits = [hit for segment in file["segments"] for hit in segment["hits"]]
    assert not any(segment["violations"] for segment in file["segments"])
    return (folder / "text.en.txt").read_text("utf-8").splitlines(), hits


def test_the_report_says_what_each_mention_demanded(run) -> None:
    milley = [(hit["rendering"], hit["mention"]) for hit in run[1] if "ميلي" in hit["surface"]]
    agency = [(hit["rendering"], hit["mention"]) for hit in run[1] if "ميلي" not in hit["surface"]]
    assert milley == [("General Mark Milley", "first"), *[("Milley", "later")] * 4]
    assert agency == [("International Atomic Energy Agency (IAEA)", "first"), ("IAEA", "later")]


def test_the_first_mention_is_full_and_the_later_ones_are_short(run) -> None:
    lines = run[0]
    assert "General Mark Milley" in lines[0]
    assert all("Milley" in lines[n] for n in (1, 2, 4))
    assert "International Atomic Energy Agency (IAEA)" in lines[2]
    assert "IAEA" in lines[3]
    assert "Atomic" not in lines[3]
    assert not any("General" in lines[n] for n in (2, 4))
