"""What is said in two ways is found, and what only looks like it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from translator.consistency.find import conflicts, marked
from translator.consistency.spelling import is_spelling, stems
from translator.document import Match
from translator.result import FileResult, Outcome, SegmentResult
from translator.text.arabic import has_arabic, matching_form

CASES = Path(__file__).parents[2] / "cases" / "documents" / "consistency.yaml"

SPELLED = [
    ("غانتس", "Gantz Ganz Gants Gandhi", "Ghana Benny Gold"),
    ("ميلي", "Milley Millie Mili", "Mall Mark Miller"),
    ("كوخافي", "Kochavi Kohavi Kokhavi", "Khalifi Kabul"),
    ("محمد", "Mohammed Muhammad Mohamed", "Mahdi Mark"),
    ("أوبريان", "O'Brien OBrian", "Robert Ron"),
    ("فخري", "Fakhri Fakhry", "Fred Frank"),
    ("تركيا", "Turkey Turkiye", "Turin Tour"),
    ("جو", "Joe Jo", "Jill Juan"),
    ("كورنر", "Körner Korner", "Cohen Karl"),
    ("قال", "Qal", "Kelly Cole Clue Said"),
    ("حزب", "Hizb", "Hezbollah House"),
]


@pytest.mark.parametrize(("arabic", "right", "wrong"), SPELLED)
def test_spellings(arabic: str, right: str, wrong: str) -> None:
    stem = matching_form(arabic)
    assert [word for word in right.split() if not is_spelling(stem, word)] == []
    assert [word for word in wrong.split() if is_spelling(stem, word)] == []


def test_stems_are_whole_words_or_less_their_proclitics() -> None:
    assert set(stems("وبالسوداني")) >= {"وبالسوداني", "السوداني", "سوداني"}
    assert "لسوداني" not in set(stems("سوداني"))
    assert stems("من") == ("من",)


def files(texts: Sequence[Sequence[Sequence[str]]]) -> list[FileResult]:
    return [
        FileResult(
            f"{f}.txt",
            f"{f}.en.txt",
            tuple(
                SegmentResult(str(s), source, target, passthrough=not has_arabic(source))
                for s, (source, target) in enumerate(segments)
            ),
        )
        for f, segments in enumerate(texts)
    ]


def cases() -> list[Any]:
    return [pytest.param(case, id=case["id"]) for case in yaml.safe_load(CASES.read_text("utf-8"))]


@pytest.mark.parametrize("case", cases())
def test_case(case: dict[str, Any]) -> None:
    found = [[one.kind, [list(way) for way in one.renderings]] for one in conflicts(files(case["files"]))]
    assert found == case["said"], case["why"]


def test_findings_stand_where_it_is_said_differently() -> None:
    one = files([[("قال غانتس.", "Gantz said."), ("عاد غانتس.", "Back came Ganz."), ("مع غانتس.", "With Gantz.")]])
    ((named,), (inconsistency,)) = marked(one)
    assert [len(segment.findings) for segment in named.segments] == [0, 1, 0]
    (finding,) = named.segments[1].findings
    assert (finding.check, finding.severity) == ("consistency", "warning")
    assert finding.message == "«غانتس» is “Ganz” here, and “Gantz” 2 times, first in 0"
    assert named.segments[1].target[finding.start : finding.end] == "Ganz"
    assert (inconsistency.ar, inconsistency.renderings, inconsistency.chosen) == (
        "غانتس",
        (("Gantz", 2), ("Ganz", 1)),
        "",
    )


def test_findings_say_where_it_is_said_otherwise() -> None:
    some = files([[("قال غانتس.", "Gantz said."), ("نعم", "Yes")], [("عاد غانتس.", "Ganz returned."), ("نعم", "Yeah")]])
    (_, named), _ = marked(some)
    messages = [finding.message for segment in named.segments for finding in segment.findings]
    assert messages == ["«غانتس» is “Ganz” here, and “Gantz” in 0.txt:0", "the same text is “Yes” in 0.txt:1"]


def test_consistent_files_stay_what_they_are() -> None:
    some = files([[("قال غانتس.", "Gantz said.")], [("عاد غانتس.", "Gantz returned.")]])
    assert marked(some) == (tuple(some), ())
    assert marked([]) == ((), ())


def term(segment: SegmentResult, said: str, **values: Any) -> SegmentResult:
    at = segment.target.index(said)
    base = Outcome(0, 3, segment.source[:3], "هيئة", "board", "board", "term", "g.yaml:2", "free", at, at + len(said))
    return replace(segment, outcomes=(replace(base, **values),))


def said_as(*targets: str, **values: Any) -> list[FileResult]:
    one = files([[(f"هيئة {n} جديدة", f"The {target} met {n}.") for n, target in enumerate("abcdef"[: len(targets)])]])
    segments = [replace(s, target=f"The {t} met {s.id}.") for s, t in zip(one[0].segments, targets, strict=True)]
    return [replace(one[0], segments=tuple(term(s, t, **values) for s, t in zip(segments, targets, strict=True)))]


def test_a_term_with_two_accepted_renderings() -> None:
    (one,) = conflicts(said_as("board", "commission", "board"))
    assert (one.kind, one.ar, one.renderings) == ("term", "هيئة", (("board", 2), ("commission", 1)))
    ((named,), _) = marked(said_as("board", "commission", "board"))
    assert [finding.severity for finding in named.segments[1].findings] == ["info"]


@pytest.mark.parametrize(
    ("targets", "values"),
    [
        (("board", "Board", "boards"), {}),  # capital, plural
        (("board", "board of health"), {}),  # in short, and in full
        (("board", "commission"), {"mention": "later"}),  # what a term is called by its mention differs
        (("board", "commission"), {"rung": "none", "target_start": -1, "target_end": -1}),  # a violation already
    ],
)
def test_what_is_no_inconsistency_of_a_term(targets: tuple[str, ...], values: dict[str, Any]) -> None:
    assert conflicts(said_as(*targets, **values)) == ()


def test_mentions_make_sentences_differ_rightly() -> None:
    (one,) = files([[("قال ميلي.", "General Milley said."), ("قال ميلي.", "Milley said.")]])
    hit = Outcome(4, 8, "ميلي", "ميلي", "Milley", "Milley", "name", "g.yaml:2", "free", 0, 6, "first")
    first, later = one.segments
    segments = (replace(first, outcomes=(hit,)), replace(later, outcomes=(replace(hit, mention="later"),)))
    assert conflicts([replace(one, segments=segments)]) == ()


def test_what_a_person_approved_is_chosen() -> None:
    (one,) = files([[("قال غانتس.", "Gantz said."), ("عاد غانتس.", "Gantz returned."), ("مع غانتس.", "With Ganz.")]])
    memory = Match("exact", 100, "مع غانتس.", "With Ganz.", "project.tmx")
    segments = (*one.segments[:2], replace(one.segments[2], memory=memory))
    (conflict,) = conflicts([replace(one, segments=segments)])
    assert (conflict.chosen, [place.segment for place in conflict.odd]) == ("Ganz", [0, 1])
