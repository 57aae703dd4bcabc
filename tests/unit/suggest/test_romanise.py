"""Names in Latin letters: the usual spelling where it is known, else by rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.suggest.lexicon import Lexicon
from translator.suggest.romanise import Speller, by_rule


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [
        ("كوخافي", "Kukhafi"),
        ("القطراني", "al-Qatrani"),
        ("بدر", "Badr"),
        ("غانتس", "Ghantas"),
        ("دوفال", "Dufal"),
        ("كورنر", "Kurnar"),
        ("أوبراين", "Obrain"),
        ("سامر", "Samir"),
    ],
)
def test_by_rule(arabic: str, latin: str) -> None:
    assert Speller({}).spelled(arabic) == latin


@pytest.mark.parametrize(
    ("arabic", "latin"),
    [("محمد", "Mohamed"), ("أَحمد", "Ahmed"), ("روبيرت", "Robert"), ("خالد بن مبارك", "Khaled bin Mubarak")],
)
def test_what_is_known(arabic: str, latin: str, lexicon: Lexicon) -> None:
    speller = Speller(lexicon.names)
    assert speller.knows(arabic)
    assert speller.spelled(arabic).partition(" ")[0] == latin.partition(" ")[0]


@given(st.text(st.characters(min_codepoint=0x0600, max_codepoint=0x06FF), max_size=30))
def test_anything_can_be_spelled(text: str) -> None:
    assert by_rule(text).isascii()
