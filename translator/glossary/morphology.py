"""What an Arabic word of a text can be an inflected form of, decided by spelling alone.

A word is read as proclitics, article, stem and ending. Which readings a term admits depends on its kind and on
the word's place in it; that is decided by `match`, not here. All words are in matching form, except where the
letters as written tell apart what folding merges (ة and ه, ا and أ).
"""

from __future__ import annotations

from collections.abc import Container
from enum import Enum
from typing import NamedTuple

from translator.glossary.lookalikes import FUNCTION_WORDS, UNSPLIT_BACK, UNSPLIT_FRONT
from translator.text.arabic import letters, matching_form

CONJUNCTIONS = "وف"
PREPOSITIONS = "بكل"
ARTICLE = "ال"
PROCLITICS = frozenset(
    (first + second) for first in ("", *CONJUNCTIONS) for second in ("", *PREPOSITIONS) if first + second
)
#: Words that change inside, also in a name: what the text may have, and what the term has.
SPELLINGS = {"ابا": "ابو", "ابي": "ابو", "ابن": "بن", "بن": "ابن"}
#: Endings of the sound plural and the dual; each with what it is in the other case.
_NUMBERS = {"ون": ("ين",), "ان": ("ين",), "ين": ("ون", "ان"), "ات": ()}
_POSSESSIVES = frozenset({"هما", "ها", "هم", "هن", "نا", "كم", "ه", "ك"})
_ENDINGS = frozenset({"ا", "و", "ي", *_NUMBERS, *_POSSESSIVES})
_ENDING_LETTERS = frozenset(ending[-1] for ending in _ENDINGS)
_SHORTEST_STEM = 3
_FIRST_PRESENTATION_FORM = "\ufb50"


class Ending(Enum):
    """What follows the stem.

    CASE is the other case of a plural or dual that the term itself is written in. SOUND is one that the term is
    not written in. CONSTRUCT is a ي that means one only before a noun («وزيري الدفاع»): elsewhere it is "my", or
    makes an adjective.
    """

    NONE = "none"
    SPELLING = "spelling"
    CASE = "case"
    ALEF = "alef"  # accusative tanwin, or the dual in construct
    SOUND = "sound plural or dual"
    CONSTRUCT = "construct"
    POSSESSIVE = "possessive"


class Reading(NamedTuple):
    """One way to read a word: `word` is what a term would have in its place.

    `before` are the proclitics in front of it, one letter of the text each; of «لل» only the first ل. `added` tells
    of an article that `word` is not written with. `listed` marks a word that only looks taken apart, unless a
    further word of the term confirms it; `doubtful` a word of grammar that only folding makes equal to `word`.
    """

    word: str
    before: str = ""
    listed: bool = False
    added: bool = False
    ending: Ending = Ending.NONE
    plural: bool = False
    doubtful: bool = False

    @property
    def inflected(self) -> bool:
        """True when the word takes more than a proclitic to become what the text has."""
        return self.added or self.ending not in (Ending.NONE, Ending.SPELLING)

    @property
    def definite(self) -> bool:
        """True when the text has an article on the word."""
        return self.added or self.word.startswith(ARTICLE)


class _Body(NamedTuple):
    """A word less its proclitics: matching form, letters as written, what was taken off, and whether in vain."""

    word: str
    written: str
    before: str = ""
    listed: bool = False


def readings(token: str, known: Container[str]) -> tuple[Reading, ...]:
    """Every reading of the Arabic word `token` whose `word` is `known`, the least inflected first."""
    word = matching_form(token)
    plain = len(word) == len(token) and max(token) < _FIRST_PRESENTATION_FORM
    found: list[Reading] = []
    whole = _Body(word, token if plain else letters(token))
    for body in _bodies(whole):
        _read(body, known, found)
    return tuple(found)


def _bodies(whole: _Body) -> list[_Body]:
    """The word as a whole, then less each proclitic that it can begin with."""
    first = whole.word[0]
    if first in PREPOSITIONS:
        return [whole, *_after_preposition(whole)]
    if first not in CONJUNCTIONS or len(whole.word) < 3:
        return [whole]
    rest = _Body(whole.word[1:], whole.written[1:], first, whole.word in UNSPLIT_FRONT)
    return [whole, rest, *_after_preposition(rest)]


def _after_preposition(body: _Body) -> list[_Body]:
    word, written, before, listed = body
    if word[0] not in PREPOSITIONS or len(word) < 3:
        return []
    before += word[0]
    listed = listed or word in UNSPLIT_FRONT
    found = [_Body(word[1:], written[1:], before, listed)]
    if word.startswith("لل"):
        # Written with two ل whether the noun begins with one (ل and اللجنة) or not (ل and الوزير): both are read,
        # though a listed noun («لجنة») is not taken for an article and the rest of it.
        found.append(_Body(ARTICLE + word[1:], ARTICLE + written[1:], before, listed))
        listed = listed or word[1:] in UNSPLIT_FRONT
        found.append(_Body(ARTICLE + word[2:], ARTICLE + written[2:], before, listed))
    return found


def _read(body: _Body, known: Container[str], found: list[Reading]) -> None:
    """Read a word that has no proclitics (any more): as it is, with the article, with an ending."""
    word, written, before, listed = body
    if word in known:
        found.append(Reading(word, before, listed, doubtful=written in FUNCTION_WORDS))
    if word in SPELLINGS and SPELLINGS[word] in known:
        found.append(Reading(SPELLINGS[word], before, listed, ending=Ending.SPELLING))
    listed = listed or word in UNSPLIT_BACK
    if word[:2] == ARTICLE and written[0] in "اٱ":
        _read_definite(body, listed, known, found)
        if word[2:3] != "ت":  # a verbal noun such as التزام has no article
            return
    if word[-1] in _ENDING_LETTERS and len(word) > _SHORTEST_STEM:
        for stem, ending, plural in _endings(word, written):
            if stem in known:
                found.append(Reading(stem, before, listed, False, ending, plural))


def _read_definite(body: _Body, listed: bool, known: Container[str], found: list[Reading]) -> None:
    bare, before = body.word[2:], body.before
    if bare in known:
        found.append(Reading(bare, before, listed, added=True))
    if bare[-2:] not in _NUMBERS:
        return
    listed = listed or bare in UNSPLIT_BACK
    for stem, ending, plural in _numbers(bare, body.written[2:]):
        if stem in known:
            found.append(Reading(stem, before, listed, True, ending, plural))
        if ARTICLE + stem in known:
            found.append(Reading(ARTICLE + stem, before, listed, False, ending, plural))


def _endings(word: str, written: str) -> list[tuple[str, Ending, bool]]:
    """(stem, ending, plural) for every ending that can be taken off a word without an article."""
    found = _numbers(word, written) if word[-2:] in _NUMBERS else []
    last = written[-1]
    if last == "ا":
        found.append((word[:-1], Ending.ALEF, False))
        if word[-2] == "ت":
            found.append((word[:-2] + "ه", Ending.SOUND, True))
    elif last == "و":
        found.append((word[:-1], Ending.SOUND, True))
    elif last in "يى":
        found.append((word[:-1], Ending.CONSTRUCT, True))
        if word[-2] == "ت":
            found.append((word[:-2] + "ه", Ending.CONSTRUCT, True))
            found.append((word[:-2] + "ه", Ending.POSSESSIVE, False))
    if last != "ة":
        for size in range(1, min(3, len(word) - _SHORTEST_STEM) + 1):
            if word[-size:] in _POSSESSIVES:
                found.extend(_owned(word[:-size], written[:-size]))
    return found


def _numbers(word: str, written: str) -> list[tuple[str, Ending, bool]]:
    """The sound plural and the dual, in both cases, of a word that ends like one."""
    suffix, stem = word[-2:], word[:-2]
    if len(stem) < _SHORTEST_STEM or written[-2] not in "اوي":
        return []
    found = [(stem + other, Ending.CASE, False) for other in _NUMBERS[suffix]]
    found.append((stem, Ending.SOUND, True))
    if suffix == "ات":
        found.append((stem + "ه", Ending.SOUND, True))
    elif suffix != "ون" and stem[-1] == "ت":
        found.append((stem[:-1] + "ه", Ending.SOUND, True))
    return found


def _owned(host: str, written: str) -> list[tuple[str, Ending, bool]]:
    """What stands before a possessive suffix, which changes the end of some words."""
    found = [(host, Ending.POSSESSIVE, False)]
    last = written[-1]
    if last == "ت":
        found.append((host[:-1] + "ه", Ending.POSSESSIVE, False))
        if host.endswith("ات") and len(host) > _SHORTEST_STEM:
            found.append((host[:-2], Ending.POSSESSIVE, True))
            found.append((host[:-2] + "ه", Ending.POSSESSIVE, True))
    elif last in "ويا" and len(host) > _SHORTEST_STEM:
        found.append((host[:-1], Ending.POSSESSIVE, True))
        if host[-2] == "ت" and last != "و":
            found.append((host[:-2] + "ه", Ending.POSSESSIVE, True))
    elif last in "ؤئ" and host[-2:-1] == "ا":  # أعضاء, أعضاؤه, أعضائه
        found.append((host[:-1] + "ء", Ending.POSSESSIVE, False))
    return found
