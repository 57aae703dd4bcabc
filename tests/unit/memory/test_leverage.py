"""The figures of a job: which band a segment counts in."""

from __future__ import annotations

import pytest

from translator.document import Match, Segment
from translator.memory.leverage import BANDS, Analysis, Share, total


def match(kind: str, percent: int) -> Match:
    return Match(kind, percent, "نص", "text")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("segment", "band"),
    [
        (Segment("1", "نص جديد"), "new"),
        (Segment("1", "نص قديم", matches=(match("context", 100), match("exact", 100))), "context"),
        (Segment("1", "نص قديم", matches=(match("exact", 100),)), "exact"),
        *((Segment("1", "نص ما", matches=(match("fuzzy", p),)), "95-99") for p in (99, 95)),
        *((Segment("1", "نص ما", matches=(match("fuzzy", p),)), "85-94") for p in (94, 85)),
        *((Segment("1", "نص ما", matches=(match("fuzzy", p),)), "75-84") for p in (84, 75)),
        *((Segment("1", "نص ما", matches=(match("fuzzy", p),)), "50-74") for p in (74, 50)),
        (Segment("1", "نص قديم", given="Old.", approved=True), "approved"),
    ],
)
def test_bands(segment: Segment, band: str):
    shares = Analysis().count([segment])
    assert {name: share for name, share in shares.items() if share.segments} == {band: Share(1, 2)}


def test_what_comes_again_is_a_repetition_unless_the_memory_has_it():
    analysis = Analysis()
    fuzzy = Segment("1", "نص ما", matches=(match("fuzzy", 80),))
    known = Segment("2", "نص قديم", matches=(match("exact", 100),))
    first = analysis.count([fuzzy, fuzzy, known, known, Segment("3", "English")])
    second = analysis.count([Segment("1", " نص  ما ")])
    assert (first["75-84"], first["repetition"], first["exact"]) == (Share(1, 2), Share(1, 2), Share(2, 4))
    assert second["repetition"] == Share(1, 2)
    assert total([first, second])["repetition"] == Share(2, 4)
    assert list(total([])) == list(BANDS)
