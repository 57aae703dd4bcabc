"""Spellings of one name are one group; two names that look alike are two."""

import pytest

from translator.suggest.candidates import Candidate
from translator.suggest.lexicon import Lexicon
from translator.suggest.variants import distance, grouped
from translator.text.arabic import matching_form


def candidates(*spellings: str) -> list[Candidate]:
    found = []
    for n, spelling in enumerate(spellings):
        one = Candidate(tuple(matching_form(spelling).split()), count=len(spellings) - n)
        one.kinds["name"] += 1
        one.spellings[spelling] += 1
        found.append(one)
    return found


@pytest.mark.parametrize(
    "spellings",
    [
        ("أوبراين", "أوبريان"),
        ("أوبراين", "أوبريان", "أبراين"),
        ("غروندبرغ", "غرندبرغ", "غروندبيرغ"),
        ("فاغن", "فاجن"),
        ("ريغاس", "ريجاس"),
        ("روبرت أوبراين", "روبيرت أوبريان"),
    ],
)
def test_spellings_of_one_name(spellings: tuple[str, ...], lexicon: Lexicon) -> None:
    (group,) = grouped(candidates(*spellings), lexicon.names)
    assert group.head.spelling == spellings[0]
    assert {one.spelling for one in group.members} == set(spellings)


@pytest.mark.parametrize(
    "names",
    [
        ("حسن", "حسين"),
        ("سعيد", "سعود"),
        ("سالم", "سليم"),
        ("القحطاني", "القطراني"),
        ("الحلبوسي", "الحلبي"),
        ("غالي", "غلا"),
        ("كورنر", "كورنر شتيفان"),
    ],
)
def test_names_that_look_alike(names: tuple[str, ...], lexicon: Lexicon) -> None:
    assert len(grouped(candidates(*names), lexicon.names)) == len(names)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("", "", 0),
        ("ab", "ba", 1),
        ("abc", "abc", 0),
        ("abc", "", 3),
        ("kitten", "sitting", 3),
        ("اوبراين", "اوبريان", 1),
    ],
)
def test_distance(one: str, other: str, apart: int) -> None:
    assert distance(one, other) == distance(other, one) == apart
