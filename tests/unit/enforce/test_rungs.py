"""Each rung on an engine that no other rung can bring to say a term, and what the ways to fail leave for the next."""

from __future__ import annotations

from dataclasses import replace

import pytest
from stand import (
    APPLE,
    CHIEF,
    DEFENSE,
    ENGINE,
    ENGINES,
    GANTZ,
    MILLEY,
    NO_PREFIX,
    NO_TAGS,
    STAFF,
    WHATSAPP,
    rungs,
    translated,
)  # fmt: skip

from translator.enforce.annotate import tagged, untagged
from translator.enforce.placeholder import fill
from translator.engine.fake import TAGS, FakeEngine, Fault
from translator.glossary.model import Hit, Term
from translator.result import Rung

SLOT = "⟨1⟩"

# Sentences that every rung must get right alone: source, terms, target.
SENTENCES = {
    "one term": ("التقى ميلي اليوم.", [MILLEY], "he met Milley today."),
    "two terms": ("التقى ميلي مع غانتس.", [MILLEY, GANTZ], "he met Milley with Gantz."),
    "twice": ("التقى ميلي ثم قال ميلي.", [MILLEY], "he met Milley then said Milley."),
    "at the start": ("ميلي زار القاهرة.", [MILLEY], "Milley visited Cairo."),
    "at the end": ("زار القاهرة ميلي", [MILLEY], "visited Cairo Milley"),
    "alone": ("ميلي", [MILLEY], "Milley"),
    "in quotes and brackets": ("قال «ميلي» (غانتس) اليوم.", [MILLEY, GANTZ], "said “Milley” (Gantz) today."),
    "with a stop of its own": ("زار أبل.", [APPLE], "visited Apple Inc."),
    "with a stop of its own, and no other": ("زار أبل", [APPLE], "visited Apple Inc."),
    "rendering inside another": (
        "التقى ميلي مع غانتس.",
        [MILLEY, Term("غانتس", "Mark Milley", kind="name")],
        "he met Milley with Mark Milley.",
    ),
    "the same rendering": (
        "التقى ميلي مع غانتس.",
        [MILLEY, Term("غانتس", "Milley", kind="name")],
        "he met Milley with Milley.",
    ),
    "a rendering with signs": (
        "التقى ميلي اليوم.",
        [Term("ميلي", r"O'Neil \1 & (Sons)", kind="name")],
        r"he met O'Neil \1 & (Sons) today.",
    ),
    "beside an address": (
        "قال ميلي في https://example.org/a?b=1 اليوم.",
        [MILLEY],
        "said Milley in https://example.org/a?b=1 today.",
    ),
    "beside a copied term": ("قال ميلي في WhatsApp اليوم.", [MILLEY, WHATSAPP], "said Milley in WhatsApp today."),
}


@pytest.mark.parametrize("rung", ENGINES)
@pytest.mark.parametrize("name", SENTENCES)
def test_each_rung_alone(name: str, rung: Rung) -> None:
    source, terms, target = SENTENCES[name]
    result = translated(source, terms, ENGINES[rung])
    assert result.target == target
    assert [outcome.rung for outcome in result.outcomes if outcome.kind != "untranslated"] == [rung] * _mentions(source)
    assert result.violations == ()


def _mentions(source: str) -> int:
    return sum(source.count(term.ar) for term in (MILLEY, GANTZ, APPLE))


FAULTS: list[tuple[str, tuple[Fault, ...], list[Rung], str]] = [
    # what goes wrong, faults, rungs, target
    ("nothing", (), ["annotate", "annotate"], "he met Milley with Gantz today."),
    ("drops the term", (Fault("drop", "Milley"),), ["constrain", "constrain"], "he met Milley with Gantz today."),
    ("doubles the term", (Fault("double", "Milley"),), ["constrain", "constrain"], "he met Milley with Gantz today."),
    ("in other letters", (Fault("recase", "Milley"),), ["annotate", "annotate"], "he met MILLEY with Gantz today."),
    ("says it last", (Fault("reorder", "Milley"),), ["annotate", "annotate"], "he met with Gantz today. Milley"),
    ("stops early", (Fault("truncate"),), ["annotate", "splice"], "he met Milley with (Gantz)"),
    (
        "leaves Arabic",
        (Fault("leave_arabic", "Milley"),),
        ["constrain", "constrain"],
        "he met Milley with Gantz today.",
    ),
    ("ignores the tags", (NO_TAGS,), ["constrain", "constrain"], "he met Milley with Gantz today."),
    ("copies the tags", (Fault("leave_tag"),), ["annotate", "annotate"], "he met Milley with Gantz today."),
    (
        "ignores tags and prefix",
        (NO_TAGS, NO_PREFIX),
        ["placeholder", "placeholder"],
        "he met Milley with Gantz today.",
    ),
    (
        "loses a slot too",
        (NO_TAGS, NO_PREFIX, Fault("drop", SLOT)),
        ["splice", "splice"],
        "he met Milley with Gantz today.",
    ),
    (
        "doubles a slot",
        (NO_TAGS, NO_PREFIX, Fault("double", SLOT)),
        ["placeholder", "placeholder"],
        "he met Milley with Gantz today.",
    ),
    (
        "loses every slot",
        (NO_TAGS, NO_PREFIX, Fault("drop", SLOT), Fault("drop", "⟨2⟩")),
        ["splice", "splice"],
        "he met Milley with Gantz today.",
    ),
    ("says nothing", (Fault("drop"),), ["splice", "splice"], "Milley (Gantz)"),
]


@pytest.mark.parametrize(("what", "faults", "expected", "target"), FAULTS, ids=[row[0] for row in FAULTS])
def test_faults(what: str, faults: tuple[Fault, ...], expected: list[Rung], target: str) -> None:
    result = translated("التقى ميلي مع غانتس اليوم.", [MILLEY, GANTZ], replace(ENGINE, faults=faults))
    assert (result.target, rungs(result)) == (target, expected)
    assert result.violations == ()


def test_nbest_takes_another_hypothesis() -> None:
    engine = FakeEngine({**ENGINE.lexicon, "ميلي": ("Mayley", "Milley")}, tags=None)
    result = translated("التقى ميلي اليوم.", [MILLEY], engine)
    assert (result.target, rungs(result)) == ("he met Milley today.", ["nbest"])


def test_nbest_takes_one_that_costs_more_where_nothing_else_is_there() -> None:
    engine = FakeEngine({**ENGINE.lexicon, "ميلي": ("Mayley", "May", "Milley")}, tags=None)
    result = translated("التقى ميلي اليوم.", [MILLEY], engine, beam=3)
    assert (result.target, rungs(result)) == ("he met Milley today.", ["nbest"])


@pytest.mark.parametrize("rung", ENGINES)
def test_a_plural_is_rendered_as_one(rung: Rung) -> None:
    result = translated("التقى رؤساء الأركان مع غانتس.", [STAFF, GANTZ], ENGINES[rung])
    assert "chiefs of staff" in result.target
    assert rungs(result) == [rung, rung]


@pytest.mark.parametrize("rung", ENGINES)
def test_a_term_inside_another_is_a_term_of_its_own(rung: Rung) -> None:
    """`chief` stands in `chief of staff`, which is no reason not to say it again."""
    result = translated("التقى رئيس الأركان مع الرئيس.", [STAFF, CHIEF], ENGINES[rung])
    assert rungs(result) == [rung, rung]
    assert result.target.count("chief") == 2


@pytest.mark.parametrize("rung", ENGINES)
@pytest.mark.parametrize("source", ["التقى ميلي ثم قال بميلي.", "التقى بميلي ثم قال ميلي."])
def test_the_right_one_of_two_mentions_is_mended(source: str, rung: Rung) -> None:
    engine = replace(ENGINES[rung], lexicon={**ENGINE.lexicon, "ميلي": "Milley"})
    result = translated(source, [MILLEY], engine)
    assert sorted(rungs(result)) == sorted(["free", rung])
    assert "Mayley" not in result.target


@pytest.mark.parametrize("rung", ENGINES)
def test_a_forbidden_rendering_is_got_rid_of(rung: Rung) -> None:
    result = translated("التقى وزير الدفاع مع غانتس.", [DEFENSE, GANTZ], ENGINES[rung])
    assert rungs(result) == [rung, rung]
    assert result.violations == ()


def test_a_forbidden_rendering_that_stays_is_reported() -> None:
    term = Term("ميلي", "Milley", forbid=("Cairo",), kind="name")
    result = translated("زار ميلي القاهرة.", [term])
    assert [violation.kind for violation in result.violations] == ["forbidden"]


@pytest.mark.parametrize("slots", [ENGINE.slots, ENGINE.slots[:1], ()])
def test_addresses_are_copied_with_as_many_slots_as_there_are(slots: tuple[str, ...]) -> None:
    addresses = [f"https://example.org/{n}" for n in range(9)]
    result = translated(f"قال ميلي {'، '.join(addresses)} اليوم.", [MILLEY], replace(ENGINE, slots=slots))
    assert result.target == f"said Milley {', '.join(addresses)} today."


def test_a_lost_address_is_put_back() -> None:
    result = translated("قال ميلي https://example.org اليوم.", [MILLEY], replace(ENGINE, faults=(Fault("drop", SLOT),)))
    assert "https://example.org" in result.target


def test_a_tag_carries_the_word_without_its_preposition() -> None:
    term = Term("البنتاغون", "Pentagon", kind="organization")
    assert tagged("قال للبنتاغون", [Hit(5, 13, "لبنتاغون", term, before="ل")], TAGS).text == (
        "قال ل ⟦ البنتاغون ⟶ Pentagon ⟧"
    )


COPIED = [
    ("met ⟦ ميلي ⟶ Milley ⟧ today", "met Milley today"),
    ("⟦ ا ⟶ A ⟧ and ⟦ ب ⟶ B ⟧.", "A and B."),
    ("met ⟦ ميلي ⟶ Milley", "met ميلي Milley"),
    ("⟶ Milley ⟧ ⟧ left", "Milley left"),
    ("nothing", "nothing"),
]


@pytest.mark.parametrize(("said", "expected"), COPIED)
def test_untagged(said: str, expected: str) -> None:
    assert untagged(said, TAGS, "ميلي") == expected


def test_marks_of_the_source_are_no_tags() -> None:
    assert untagged("a ⟦ b ⟧", TAGS, "ا ⟦ ب ⟧") == "a ⟦ b ⟧"


FILLED = [
    ("met ⟨1⟩ today", "met Milley today"),
    ("⟨1⟩ left", "Milley left"),
    ("met ⟨1⟩ ⟨1⟩ today", "met Milley today"),
    ("met Milley ⟨1⟩", "met Milley"),
    ("met the ⟨1⟩'s aide", "met Milley's aide"),
    ("met ⟨2⟩", "met ⟨2⟩"),
    ("", ""),
]


@pytest.mark.parametrize(("said", "expected"), FILLED)
def test_fill(said: str, expected: str) -> None:
    assert fill(said, {SLOT: Hit(0, 4, "ميلي", MILLEY)}) == expected


def test_a_rendering_at_the_end_is_not_cut_by_the_next() -> None:
    """Nothing says where the second belongs, so it goes to the end: behind the stop of the first, not before it."""
    engine = FakeEngine(faults=(Fault("drop"),), slots=())
    result = translated("غانتس غانتس", [Term("غانتس", "U.S.", kind="name")], engine)
    assert (result.target, result.violations) == ("U.S. (U.S.)", ())
