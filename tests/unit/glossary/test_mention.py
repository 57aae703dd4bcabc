"""First and later mentions: the cases of tests/cases/documents, and what enforcement and the verifier make of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from translator.document import Segment
from translator.engine.fake import FakeEngine, Fault
from translator.glossary.load import loads
from translator.glossary.match import Matcher
from translator.glossary.mention import Mentions
from translator.glossary.model import Glossary, Hit, Term
from translator.glossary.verify import locate, verify
from translator.options import Options
from translator.pipeline import run
from translator.result import SegmentResult

CASES = Path(__file__).parents[2] / "cases" / "documents" / "mentions.yaml"
MILLEY = Term("ميلي", "Mark Milley", first="General Mark Milley", later="Milley", kind="name")
ENGINE = FakeEngine({"التقى": "he met", "قال": "said", "عاد": "returned", "ميلي": "Mayley"})


def cases() -> list[Any]:
    return [pytest.param(case, id=case["id"]) for case in yaml.safe_load(CASES.read_text("utf-8"))]


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    glossary = loads(yaml.safe_dump({"terms": case["terms"]}, allow_unicode=True, sort_keys=False), case["id"])
    segments = [Segment(str(n), text) for n, text in enumerate(case["segments"])]
    finished = run(segments, Matcher(glossary), ENGINE, Options(beam=1))
    results = [done.result for done in finished]
    assert [[hit.rendering for hit in result.outcomes] for result in results] == case["said"], case["why"]
    assert not any(result.violations for result in results)


def translated(*texts: str, engine: FakeEngine = ENGINE, terms: tuple[Term, ...] = (MILLEY,)) -> list[SegmentResult]:
    segments = [Segment(str(n), text) for n, text in enumerate(texts)]
    return [done.result for done in run(segments, Matcher(Glossary(terms)), engine, Options(beam=1))]


def test_each_mention_is_said_as_demanded() -> None:
    one, other = translated("التقى ميلي.", "قال ميلي.")
    assert (one.target, other.target) == ("he met General Mark Milley.", "said Milley.")
    assert [hit.mention for hit in (*one.outcomes, *other.outcomes)] == ["first", "later"]


def test_a_later_mention_is_not_said_in_full() -> None:
    agency = Term("الوكالة", "International Agency", later="IA", kind="organization")
    engine = replace(ENGINE, lexicon={**ENGINE.lexicon, "الوكالة": "the International Agency"})
    one, other = translated("التقى الوكالة.", "قال الوكالة.", engine=engine, terms=(agency,))
    assert "International Agency" in one.target
    assert "IA" in other.target
    assert "International" not in other.target


def test_what_the_model_says_rightly_is_left_alone() -> None:
    engine = replace(ENGINE, lexicon={**ENGINE.lexicon, "ميلي": "Milley", "الجنرال مارك ميلي": "General Mark Milley"})
    term = replace(MILLEY, forms=("الجنرال مارك ميلي",))
    one, other = translated("التقى الجنرال مارك ميلي.", "قال ميلي.", engine=engine, terms=(term,))
    assert (one.target, other.target) == ("he met General Mark Milley.", "said Milley.")
    assert [hit.rung for hit in (*one.outcomes, *other.outcomes)] == ["free", "free"]


def test_a_document_begins_anew() -> None:
    segments = [Segment(str(n), "قال ميلي.") for n in range(5)]
    matcher = Matcher(Glossary((MILLEY,)))
    finished = run(segments, matcher, ENGINE, Options(beam=1), starts={2, 3})
    said = [hit.mention for done in finished for hit in done.result.outcomes]
    assert said == ["first", "later", "first", "first", "later"]


def test_what_a_human_approved_is_a_mention() -> None:
    approved = Segment("1", "التقى ميلي.", given="He met General Milley.", approved=True)
    _, done = run([approved, Segment("2", "قال ميلي.")], Matcher(Glossary((MILLEY,))), ENGINE, Options(beam=1))
    assert done.result.outcomes[0].mention == "later"


def test_violations_say_which_mention_it_was() -> None:
    deaf = replace(ENGINE, tags=None, slots=(), faults=(Fault("ignore_prefix"),))
    segments = [Segment("1", "التقى ميلي."), Segment("2", "قال ميلي.")]
    finished = run(segments, Matcher(Glossary((MILLEY,))), deaf, Options(beam=1, enforce="check"))
    assert [one.message for done in finished for one in done.result.violations] == [
        "«ميلي» should read “General Mark Milley” at its first mention",
        "«ميلي» should read “Milley” at a later mention",
    ]


VERIFIED = [
    # target of a segment with a first and a later mention, what is missing
    ("General Mark Milley said Milley left.", []),
    ("Milley said General Mark Milley left.", []),
    ("General Mark Milley said General Mark Milley left.", []),
    ("General Mark Milley said he left.", ["Milley"]),
    ("Milley said Milley left.", ["General Mark Milley"]),
    ("Mark Milley said Milley left.", ["General Mark Milley"]),
    ("general mark milley said Milley left.", ["General Mark Milley"]),
]


def mentioned(text: str, *terms: Term) -> tuple[Hit, ...]:
    return Mentions().mark(Matcher(Glossary(terms)).find(text))


@pytest.mark.parametrize(("target", "missing"), VERIFIED)
def test_the_verifier_tells_them_apart(target: str, missing: list[str]) -> None:
    hits = mentioned("قال ميلي إن ميلي غادر.", MILLEY)
    assert [violation.en for violation in verify(target, hits)] == missing


def test_accepted_renderings_are_right_at_any_mention() -> None:
    term = replace(MILLEY, accept=("Gen. Milley",))
    hits = mentioned("قال ميلي إن ميلي غادر.", term)
    assert all(locate("Gen. Milley said that Gen. Milley left.", hits))


@given(st.lists(st.sampled_from(["ميلي", "غانتس", "قال", "بميلي"]), max_size=12), st.sets(st.integers(0, 12)))
def test_one_first_mention_a_document_however_it_is_cut(words: list[str], cuts: set[int]) -> None:
    """Where segments end changes nothing about which mention is the first."""
    gantz = Term("غانتس", "Gantz", first="Benny Gantz", kind="name")
    ends = [0, *sorted(cut for cut in cuts if cut <= len(words)), len(words)]
    texts = [" ".join(words[start:end]) for start, end in pairwise(ends)]
    matcher, mentions = Matcher(Glossary((MILLEY, gantz))), Mentions()
    cut = [hit.mention for text in texts for hit in mentions.mark(matcher.find(text))]
    assert cut == [hit.mention for hit in mentioned(" ".join(words), MILLEY, gantz)]
    assert cut.count("first") == len({word[-4:] for word in words} & {"ميلي", "انتس"})
