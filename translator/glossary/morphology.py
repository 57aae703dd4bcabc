"""What an Arabic word of a text can be an inflected form of, decided by spelling alone.

A word is read as proclitics, article, stem and ending. Which readings a term admits depends on its kind and on
the word's place in it; that is decided by `match`, not here. All words are in matching form, except where the
letters as written tell apart what folding merges (ة and ه, ا and أ).
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field
from enum import Enum

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
_PROCLITIC_LETTERS = frozenset(CONJUNCTIONS + PREPOSITIONS)
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


def readings(token: str, known: Container[str], proclitics: bool) -> tuple[Reading, ...]:
    """Every reading of the Arabic word `token` whose `word` is `known`, the least inflected first.

    With `proclitics` false nothing is taken off its front.
    """
    word = matching_form(token)
    plain = len(word) == len(token) and max(token) < _FIRST_PRESENTATION_FORM
    written = token if plain else letters(token)
    reader = _Reader(known)
    if proclitics:
        reader.bodies(word, written)
    else:
        reader.body(word, written, "", 0)
    return tuple(reader.found)


@dataclass(slots=True)
class _Reader:
    """Collects the readings of one word whose words are `known`."""

    known: Container[str]
    found: list[Reading] = field(default_factory=list)

    def bodies(self, word: str, written: str) -> None:
        """Read the word as a whole, then less each proclitic that it can begin with."""
        self.body(word, written, "", 0)
        if word[0] not in _PROCLITIC_LETTERS or _is_unsplit(word):
            return
        self._after_preposition(word, written, "")
        if word[0] in CONJUNCTIONS and len(word) > 2:
            rest = word[1:]
            self.body(rest, written[1:], word[0], 1)
            if rest[0] in PREPOSITIONS and not _is_unsplit(rest):
                self._after_preposition(rest, written[1:], word[0])

    def _after_preposition(self, word: str, written: str, conjunction: str) -> None:
        if word[0] not in PREPOSITIONS or len(word) < 3:
            return
        before = conjunction + word[0]
        self.body(word[1:], written[1:], before, len(before))
        if word.startswith("لل") and word[1:] not in UNSPLIT_FRONT:
            for rest in (1, 2):  # للجنة is ل and اللجنة; للوزير is ل and الوزير
                self.body(ARTICLE + word[rest:], ARTICLE + written[rest:], before, len(before))

    def body(self, word: str, written: str, before: str, skip: int) -> None:
        """Read a word that has no proclitics (any more): as it is, with the article, with an ending."""
        if word in self.known:
            self.found.append(Reading(word, before, skip, doubtful=written in FUNCTION_WORDS))
        if word in SPELLINGS and SPELLINGS[word] in self.known:
            self.found.append(Reading(SPELLINGS[word], before, skip, ending=Ending.SPELLING))
        if word[:2] == ARTICLE and written[0] in "اٱ":
            self._definite(word, written, before, skip)
            if word[2:3] != "ت":  # a verbal noun such as التزام has no article
                return
        if word[-1] in _ENDING_LETTERS and len(word) > _SHORTEST_STEM and word not in UNSPLIT_BACK:
            for stem, ending, plural in _endings(word, written):
                if stem in self.known:
                    self.found.append(Reading(stem, before, skip, ending=ending, plural=plural))

    def _definite(self, word: str, written: str, before: str, skip: int) -> None:
        bare = word[2:]
        if word in UNSPLIT_BACK:
            return
        if bare in self.known:
            self.found.append(Reading(bare, before, skip, added=True))
        if bare[-2:] not in _NUMBERS or bare in UNSPLIT_BACK:
            return
        for stem, ending, plural in _numbers(bare, written[2:]):
            if stem in self.known:
                self.found.append(Reading(stem, before, skip, True, ending, plural))
            if ARTICLE + stem in self.known:
                self.found.append(Reading(ARTICLE + stem, before, skip, False, ending, plural))


def _is_unsplit(word: str) -> bool:
    """True for a listed word, also with an ending («وزيرا»)."""
    return word in UNSPLIT_FRONT or (
        word[-1] in _ENDING_LETTERS
        and any(
            word[-size:] in _ENDINGS and word[:-size] in UNSPLIT_FRONT
            for size in range(1, min(3, len(word) - _SHORTEST_STEM) + 1)
        )
    )


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
    elif last in "ؤئ" and host[-2:-1] == "ا":  # أعضاء, أعضاؤه, أعضائه
        found.append((host[:-1] + "ء", Ending.POSSESSIVE, False))
    return found
