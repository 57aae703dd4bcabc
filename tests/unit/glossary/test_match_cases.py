"""Every case of tests/cases/match-*.yaml: what the terms must match in a text, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from translator.glossary.load import loads
from translator.glossary.match import Matcher

CASES = Path(__file__).parents[2] / "cases"
#: id → why the matcher cannot get it right; strict, so that a case that starts to pass must leave the list.
KNOWN_FAILURES: dict[str, str] = {}


def cases() -> list[Any]:
    return [
        pytest.param(
            case,
            id=f"{path.stem}-{case['id']}",
            marks=[pytest.mark.xfail(reason=KNOWN_FAILURES[case["id"]], strict=True)]
            if case["id"] in KNOWN_FAILURES
            else [],
        )
        for path in sorted(CASES.glob("match-*.yaml"))
        for case in yaml.safe_load(path.read_text("utf-8"))
    ]


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    terms = yaml.safe_dump({"terms": case["terms"]}, allow_unicode=True, sort_keys=False)
    text = case["text"]
    hits = Matcher(loads(terms, case["id"])).find(text)
    found = [{"surface": hit.surface, "en": hit.term.en, "before": hit.before, "plural": hit.plural} for hit in hits]
    assert found == [{"before": "", "plural": False} | expected for expected in case["hits"]], case["why"]
    assert all(text[hit.start : hit.end] == hit.surface for hit in hits)


def test_ids_are_unique() -> None:
    ids = [case.values[0]["id"] for case in cases()]
    assert len(ids) == len(set(ids))
    assert set(KNOWN_FAILURES) <= set(ids)
