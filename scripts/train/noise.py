"""Spelling as people really type it, and other numbers in the same sentence: changes that leave the meaning alone."""

import random
import re
from collections.abc import Callable

_HAMZA = re.compile("[أإآ]")
_FINAL_TA = re.compile(r"ة(?!\w)")
_DIGIT = re.compile(r"⟶[^⟧]*⟧|⟨.⟩|[0-9]")
_LATIN_COMMAS = str.maketrans("،؟؛", ",?;")
_NUMBER = re.compile(r"(?<![\d.,/-])\d{2,3}(?![\d.,/-])")
_FIRST_WORD = re.compile(r"^(?!و|ف|ال(?=\W)|⟦|⟨)[\u0621-\u064a]{3,}")


def misspell(arabic: str, rng: random.Random) -> str:
    """Each common habit now and then: bare alefs, ى for ي, ه for ة, Latin commas, no full stop, ٠–٩, a leading و."""
    for chance, change in _CHANGES:
        if rng.random() < chance:
            arabic = change(arabic)
    return arabic


def renumber(arabic: str, english: str, rng: random.Random) -> tuple[str, str]:
    """Give every two- or three-digit number that stands once on both sides another value of the same length."""
    for number in _NUMBER.findall(arabic):
        alone = re.compile(rf"(?<![\d.,/-]){number}(?![\d.,/-])")
        if len(alone.findall(arabic)) == 1 == len(alone.findall(english)):
            other = str(rng.randrange(10 ** (len(number) - 1), 10 ** len(number)))
            arabic, english = alone.sub(other, arabic), alone.sub(other, english)
    return arabic, english


def _arabic_indic(match: re.Match[str]) -> str:
    """A lone digit as ٠–٩; the English half of a tag and slots keep theirs."""
    text = match.group()
    return chr(ord(text) + 0x630) if len(text) == 1 else text


_CHANGES: tuple[tuple[float, Callable[[str], str]], ...] = (
    (0.12, lambda text: _HAMZA.sub("ا", text)),
    (0.05, lambda text: text.replace("ى", "ي")),
    (0.03, lambda text: _FINAL_TA.sub("ه", text)),
    (0.05, lambda text: text.translate(_LATIN_COMMAS)),
    (0.04, lambda text: text.rstrip(".؟!?")),
    (0.05, lambda text: _DIGIT.sub(_arabic_indic, text)),
    (0.04, lambda text: _FIRST_WORD.sub(lambda match: f"و{match.group()}", text)),
)
