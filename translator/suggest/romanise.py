"""Arabic names in Latin letters: the usual spelling of the parts that are known, rules for the others.

The rules follow the plain transliteration that newspapers use (no diacritics, ع and ء left out). Short vowels are not
written in Arabic: one `a` is put where consonants could not be said, which is a guess for people to mend.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from translator.suggest.lexicon import Part
from translator.suggest.variants import distance, skeleton
from translator.text.arabic import letters, matching_form

_LETTERS = {
    "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s",
    "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m",
    "ن": "n", "ه": "h", "پ": "p", "چ": "ch", "ڤ": "v", "گ": "g", "ژ": "zh",
    "W": "w", "Y": "y",
}  # fmt: skip
_BROAD = "اآأإىةع"
_VOWELS = {**dict.fromkeys(_BROAD, "a"), "إ": "i", "و": "u", "ي": "i"}
_SILENT = frozenset("ءئؤ")
_LINKS = {"بن": "bin", "ابن": "Ibn", "بنت": "bint", "ابو": "Abu", "ابي": "Abi", "ابا": "Abu", "ام": "Umm", "ال": "Al",
          "عبد": "Abdul", "ولد": "Ould", "ايت": "Ait", "دي": "de", "فان": "van", "فون": "von"}  # fmt: skip


class Speller:
    """Spells names in Latin letters; `names` has the usual spelling of some of their parts, by matching form."""

    def __init__(self, names: Mapping[str, Part]) -> None:
        self._names = names
        self._near: dict[str, list[str]] = {}
        for part in names:
            self._near.setdefault(skeleton(part), []).append(part)

    def spelled(self, name: str) -> str:
        """`name`, written in Arabic, in Latin letters."""
        text = " ".join(self._usual(matching_form(word)) or self._by_rule(word) for word in name.split())
        return re.sub(r"\bAbdul (?:al-)?[AU]ll?ah\b", "Abdullah", text)

    def knows(self, name: str) -> bool:
        """True when every word of `name` has a usual spelling."""
        return all(self._usual(matching_form(word)) for word in name.split())

    def _usual(self, form: str) -> str:
        """The usual spelling of a part, or of the one that is written nearly like it; '' if there is none."""
        if form in _LINKS:
            return _LINKS[form]
        if form in self._names:
            return self._english(form)
        if len(form) < 5 or form.startswith("ال"):  # an Arabic name, where a letter makes another one
            return ""
        near = [part for part in self._near.get(skeleton(form), ()) if _is_near(part, form)]
        return self._english(near[0]) if len(near) == 1 else ""

    def _english(self, part: str) -> str:
        return re.sub("^Al-", "al-", self._names[part].english)

    def _by_rule(self, word: str) -> str:
        form = matching_form(word)
        if form.startswith("ال") and len(form) > 4:
            usual = self._usual(form[2:])
            return f"al-{usual or by_rule(letters(word)[2:])}"
        return by_rule(letters(word))


def _is_near(part: str, form: str) -> bool:
    """True for a part of names that is written otherwise somewhere inside."""
    return part[:2] == form[:2] and part[-1] == form[-1] and distance(part, form) == 1


def by_rule(word: str) -> str:
    """One word by the rules: runs of consonants with the vowels that are written, and an `a` where one is missing."""
    text = ""
    if len(word) == 4 and word[1] == "ا" and not set(word[2:]) & _VOWELS.keys():  # the pattern of «سامر» and «ماجد»
        return by_rule(word[:3]) + "i" + by_rule(word[3:]).lower()
    for run in _runs([letter for letter in word if letter not in _SILENT or letter == word[0]]):
        text += _vowels(run) if run[0] in _VOWELS else _cluster(run, first=not text, last=word.endswith("".join(run)))
    return text[:1].upper() + text[1:]


def _runs(word: Sequence[str]) -> Iterator[list[str]]:
    """The letters in runs of vowels and of consonants; و and ي are consonants at the beginning or before a vowel."""
    sounds = ["W" if letter == "و" else "Y" if letter == "ي" else letter for letter in word]
    for n, letter in enumerate(word):
        following = word[n + 1] if n + 1 < len(word) else ""
        if letter in "وي" and not (n == 0 or (following and following in _BROAD + "وي")):
            sounds[n] = letter
    for _, run in groupby(sounds, lambda sound: sound in _VOWELS):
        yield list(run)


def _vowels(run: Sequence[str]) -> str:
    text = "".join(_VOWELS[letter] for letter in run)
    return {"au": "o", "ii": "i", "uu": "u", "aa": "a"}.get(text, text)


def _cluster(run: Sequence[str], first: bool, last: bool) -> str:
    """Consonants that follow each other: what can be said together stays together."""
    sounds = [_LETTERS.get(letter, "") for letter in run]
    if first and len(run) > 1 and not (len(run) == 2 and run[1] in "رل" and run[0] in "بتجدفكغطق" and not last):
        return f"{sounds[0]}a{''.join(sounds[1:3])}" + ("a" if len(run) > 3 else "") + "".join(sounds[3:])
    if last and len(run) == 2 and run[0] not in "رلن":
        return f"{sounds[0]}a{sounds[1]}"
    return "".join(sounds) if len(run) < 3 else f"{sounds[0]}{sounds[1]}a{''.join(sounds[2:])}"
