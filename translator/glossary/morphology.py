"""What an Arabic word of a text can be an inflected form of, decided by spelling alone.

A word is read as proclitics, article, stem and ending. Which readings a term admits depends on its kind and on
the word's place in it; that is decided by `match`, not here. All words are in matching form, except where the
letters as written tell apart what folding merges (ة and ه, ا and أ).
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from enum import Enum

from translator.glossary.lookalikes import FUNCTION_WORDS, UNSPLIT_BACK, UNSPLIT_FRONT
from translator.text.arabic import same_letters

CONJUNCTIONS = "وف"
PREPOSITIONS = "بكل"
ARTICLE = "ال"
PROCLITICS = frozenset(
    (first + second) for first in ("", *CONJUNCTIONS) for second in ("", *PREPOSITIONS) if first + second
)
#: Names and kinship words that show their case inside the word, also as part of a name.
SPELLINGS = {"ابا": ("ابو",), "ابي": ("ابو",), "ابن": ("بن",), "بن": ("ابن",)}
_CASES = {"ون": ("ين",), "ان": ("ين",), "ين": ("ون", "ان")}
_POSSESSIVES = ("هما", "ها", "هم", "هن", "نا", "كم", "ه", "ك")
_ENDINGS = ("ا", "و", "ي", "ون", "ين", "ان", "ات", *_POSSESSIVES)
_ENDING_LETTERS = frozenset(ending[-1] for ending in _ENDINGS)
_SHORTEST_STEM = 3


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


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a word: `word` is what a term would have in its place.

    `skip` is how many letters stand before the surface of the hit: the proclitics `before`, and for «لل» the
    first ل alone. `added` tells of an article that `word` is not written with. `doubtful` marks a word of grammar
    that only folding makes equal to `word`.
    """

    word: str
    before: str = ""
    skip: int = 0
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


@dataclass(frozen=True, slots=True)
class _Body:
    """A word less its proclitics: matching form, letters as written, and what was taken off."""

    word: str
    letters: str
    before: str = ""
    skip: int = 0


def readings(letters: str, known: Container[str], proclitics: bool) -> tuple[Reading, ...]:
    """Every reading of one Arabic word whose `word` is `known`, the least inflected first.

    `letters` is the word as `arabic.letters` gives it. With `proclitics` false nothing is taken off its front.
    """
    whole = _Body(same_letters(letters), letters)
    bodies = _bodies(whole) if proclitics else (whole,)
    return tuple(reading for body in bodies for reading in _body_readings(body, known))


def _body_readings(body: _Body, known: Container[str]) -> Iterator[Reading]:
    word = body.word
    if word in known:
        doubtful = body.letters in FUNCTION_WORDS
        yield Reading(word, body.before, body.skip, doubtful=doubtful)
    for other in SPELLINGS.get(word, ()):
        if other in known:
            yield Reading(other, body.before, body.skip, ending=Ending.SPELLING)
    if word.startswith(ARTICLE) and body.letters[0] in "اٱ":
        yield from _definite(body, known)
        if not word.startswith("الت"):  # a verbal noun such as التزام has no article
            return
    if word[-1] in _ENDING_LETTERS and word not in UNSPLIT_BACK:
        for stem, ending, plural in _endings(word, body.letters):
            if stem in known:
                yield Reading(stem, body.before, body.skip, ending=ending, plural=plural)


def _definite(body: _Body, known: Container[str]) -> Iterator[Reading]:
    bare = body.word[len(ARTICLE) :]
    if body.word in UNSPLIT_BACK:
        return
    if bare in known:
        yield Reading(bare, body.before, body.skip, added=True)
    if bare in UNSPLIT_BACK or (bare[-2:] not in _CASES and bare[-2:] != "ات"):
        return
    for stem, ending, plural in _numbers(bare, body.letters[len(ARTICLE) :]):
        for word, added in ((ARTICLE + stem, False), (stem, True)):
            if word in known:
                yield Reading(word, body.before, body.skip, added, ending, plural)


def _bodies(whole: _Body) -> Iterator[_Body]:
    yield whole
    if whole.word[0] in PREPOSITIONS + CONJUNCTIONS and not _is_unsplit(whole.word):
        yield from _after_preposition(whole)
        if whole.word[0] in CONJUNCTIONS and len(whole.word) > 2:
            rest = _Body(whole.word[1:], whole.letters[1:], whole.word[0], 1)
            yield rest
            if not _is_unsplit(rest.word):
                yield from _after_preposition(rest)


def _after_preposition(body: _Body) -> Iterator[_Body]:
    word, letters = body.word, body.letters
    if word[0] not in PREPOSITIONS or len(word) < 3:
        return
    before, skip = body.before + word[0], body.skip + 1
    yield _Body(word[1:], letters[1:], before, skip)
    if word.startswith("لل") and word[1:] not in UNSPLIT_FRONT:
        for rest in (1, 2):  # للجنة is ل and اللجنة; للوزير is ل and الوزير
            yield _Body(ARTICLE + word[rest:], ARTICLE + letters[rest:], before, skip)


def _is_unsplit(word: str) -> bool:
    """True for a listed word, also with an ending («وزيرا»)."""
    return word in UNSPLIT_FRONT or any(
        len(word) - len(ending) >= _SHORTEST_STEM and word.endswith(ending) and word[: -len(ending)] in UNSPLIT_FRONT
        for ending in _ENDINGS
    )


def _endings(word: str, letters: str) -> Iterator[tuple[str, Ending, bool]]:
    """(stem, ending, plural) for every ending that can be taken off a word without an article."""
    yield from _numbers(word, letters)
    if len(word) > _SHORTEST_STEM:
        if letters[-1] == "ا":
            yield word[:-1], Ending.ALEF, False
        if letters[-1] == "و":
            yield word[:-1], Ending.SOUND, True
        if letters[-1] in "يى":
            yield word[:-1], Ending.CONSTRUCT, True
        if word.endswith("تا"):
            yield word[:-2] + "ه", Ending.SOUND, True
        if word.endswith("تي"):
            yield word[:-2] + "ه", Ending.CONSTRUCT, True
            yield word[:-2] + "ه", Ending.POSSESSIVE, False
    for suffix in _POSSESSIVES:
        if word.endswith(suffix) and letters[-1] != "ة" and len(word) - len(suffix) >= _SHORTEST_STEM:
            size = len(word) - len(suffix)
            for stem, plural in _owned(word[:size], letters[:size]):
                yield stem, Ending.POSSESSIVE, plural


def _numbers(word: str, letters: str) -> Iterator[tuple[str, Ending, bool]]:
    """The sound plural and the dual, in both cases."""
    suffix, stem = word[-2:], word[:-2]
    if len(stem) < _SHORTEST_STEM or letters[-2] not in "اوي":
        return
    for other in _CASES.get(suffix, ()):
        yield stem + other, Ending.CASE, False
    if suffix in _CASES or suffix == "ات":
        yield stem, Ending.SOUND, True
    if suffix == "ات":
        yield stem + "ه", Ending.SOUND, True
    elif suffix in ("ان", "ين") and stem.endswith("ت"):
        yield stem[:-1] + "ه", Ending.SOUND, True


def _owned(host: str, letters: str) -> Iterator[tuple[str, bool]]:
    """(stem, plural) for what stands before a possessive suffix, which changes the end of some words."""
    yield host, False
    last = letters[-1]
    if last == "ت":
        yield host[:-1] + "ه", False
        if host.endswith("ات") and len(host) > _SHORTEST_STEM:
            yield host[:-2], True
            yield host[:-2] + "ه", True
    elif last in "ويا" and len(host) > _SHORTEST_STEM:
        yield host[:-1], True
    elif last in "ؤئ" and host[-2:-1] == "ا":  # أعضاء, أعضاؤه, أعضائه
        yield host[:-1] + "ء", False
