"""The verifier: what counts as a rendering, and what does not."""

from __future__ import annotations

import pytest

from translator.glossary.model import Hit, Term
from translator.glossary.verify import locate, unmet, verify

CHAIRMAN = Term(
    "رئيس هيئة الأركان المشتركة",
    "Chairman of the Joint Chiefs",
    accept=("Chairman of the Joint Chiefs of Staff",),
    forbid=("Chief of the Joint Staff", "Joint Chiefs"),
    kind="title",
)
STAFF = Term("رئيس الأركان", "chief of staff", plural="chiefs of staff", kind="title")
MILLEY = Term("ميلي", "Milley", kind="name")
MARK = Term("مارك ميلي", "Mark Milley", kind="name")
DRONE = Term("طائرة مسيرة", "drone")
APPLE = Term("أبل", "Apple", kind="organization", case="exact")
OBRIEN = Term("أوبراين", "O'Brien", kind="name")


def hit(term: Term, plural: bool = False) -> Hit:
    return Hit(0, len(term.ar), term.ar, term, plural=plural)


SATISFIED = [
    ("The Chairman of the Joint Chiefs spoke.", [CHAIRMAN]),
    ("The chairman of the joint chiefs of staff spoke.", [CHAIRMAN]),
    ("Milley's office", [MILLEY]),
    ("Milley’s office", [MILLEY]),
    ("Robert O’Brien said", [OBRIEN]),
    ("Chairman\u00a0of the  Joint\nChiefs", [CHAIRMAN]),
    ("a drone and drones", [DRONE, DRONE]),
    ("Milley met Mark Milley.", [MARK, MILLEY]),
    ("(Milley)", [MILLEY]),
    ("the ex-Milley aide", [MILLEY]),
]
MISSING = [
    ("The chief of the staff", [STAFF], 1),
    ("Milleys", [MILLEY], 1),
    ("Mark Milley", [MARK, MILLEY], 1),
    ("Milley", [MILLEY, MILLEY], 1),
    ("apple", [APPLE], 1),
    ("Chairman of the Joint, Chiefs", [CHAIRMAN], 1),
    ("The Joint Chiefs of Staff", [STAFF], 1),
    ("", [MILLEY], 1),
    ("Chairman of the Joint Chiefs of Staff", [CHAIRMAN, STAFF], 1),
]


@pytest.mark.parametrize(("target", "terms"), SATISFIED)
def test_satisfied(target: str, terms: list[Term]) -> None:
    hits = [hit(term) for term in terms]
    assert unmet(target, hits) == ()
    assert verify(target, hits) == ()
    for one, span in zip(hits, locate(target, hits), strict=True):
        assert span is not None
        assert span.of(target).split()[0][0].lower() == one.rendering[0].lower()


@pytest.mark.parametrize(("target", "terms", "count"), MISSING)
def test_missing(target: str, terms: list[Term], count: int) -> None:
    violations = verify(target, [hit(term) for term in terms])
    assert [violation.kind for violation in violations] == ["missing"] * count


def test_plural_only_where_the_arabic_is_plural() -> None:
    assert unmet("two chiefs of staff", [hit(STAFF, plural=True)]) == ()
    assert unmet("two chiefs of staff", [hit(STAFF)]) == (0,)


def test_a_missing_repeat_is_the_last_one() -> None:
    spans = locate("Milley left.", [hit(MILLEY), hit(MILLEY)])
    assert spans[0] is not None
    assert spans[1] is None


def test_repeat_first_demands_one() -> None:
    hits = [hit(MILLEY), hit(MILLEY)]
    assert len(verify("Milley said he left.", hits)) == 1
    assert verify("Milley said he left.", hits, "first") == ()
    assert len(verify("He said he left.", hits, "first")) == 1


def test_forbidden_outside_a_right_rendering_only() -> None:
    assert verify("the Chairman of the Joint Chiefs", [hit(CHAIRMAN)]) == ()
    kinds = [violation.kind for violation in verify("the Chief of the Joint Staff", [hit(CHAIRMAN)])]
    assert kinds == ["missing", "forbidden"]
    text = "the Chairman of the Joint Chiefs, or Chief of the Joint Staff"
    assert [violation.kind for violation in verify(text, [hit(CHAIRMAN)])] == ["forbidden"]
