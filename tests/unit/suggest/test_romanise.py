"""Names in Latin letters: the usual spelling where it is known, else by rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.suggest.lexicon import Lexicon
from translator.suggest.romanise import Speller, alike, by_rule


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("كوخافي", "Kukhafi"),
        ("القطراني", "al-Qatrani"),
        ("بدر", "Badr"),
        ("غانتس", "Ghants"),
        ("سامر", "Samir"),
    ],
)
def test_by_rule(arabic: str, latin: str) -> None:
    spelled = Speller({}).spelled(arabic)
    assert spelled == latin or alike(arabic, latin) > 0.9


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [("محمد", "Mohamed"), ("أَحمد", "Ahmed"), ("روبيرت", "Robert"), ("خالد بن مبارك", "Khaled bin Mubarak")],
)
def test_what_is_known(arabic: str, latin: str, lexicon: Lexicon) -> None:
    speller = Speller(lexicon.names)
    assert speller.knows(arabic)
    assert alike(arabic, latin) > 0.7
    assert speller.spelled(arabic).partition(" ")[0] == latin.partition(" ")[0]


@pytest.mark.parametrize(("arabic", "english"), [("فوردو", "Fordow"), ("دوفال", "Duval"), ("غروسي", "Grossi")])
def test_alike(arabic: str, english: str) -> None:
    assert alike(arabic, english) > 0.7
    assert alike(arabic, "minister") < 0.6


@given(st.text(st.characters(min_codepoint=0x0600, max_codepoint=0x06FF), max_size=30))
def test_anything_can_be_spelled(text: str) -> None:
    assert by_rule(text).isascii()
