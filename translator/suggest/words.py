"""A text as words that are told apart by what they can be in it: cues, parts of names, common words, unknown ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from translator.document import Span
from translator.glossary.lookalikes import UNSPLIT_FRONT
from translator.suggest.lexicon import Lexicon, light
from translator.text.arabic import TOKEN, WORD_LETTERS, letters, matching_form

_ENDINGS = ("هما", "ات", "ين", "ون", "ان", "ها", "هم", "نا", "وا", "تا", "تي", "ه", "ا", "ت")
_NUMBERS = frozenset({"ين", "ون", "ان"})
_KEPT = 1 << 17
_LONGEST = 40  # code points: no name is a longer word


class Is:
    """What a word can be, as bits (an `enum.Flag` would take most of the time). UNKNOWN: no list has it."""

    SIGN = 1 << 0
    STOP = 1 << 1
    SAID = 1 << 2
    BY = 1 << 3
    VERB = 1 << 4
    TITLE = 1 << 5
    HONORIFIC = 1 << 6
    ORGANIZATION = 1 << 7
    PLACE = 1 << 8
    WHOLE_PLACE = 1 << 9
    WORK = 1 << 10
    PRESS = 1 << 11
    LINK = 1 << 12
    LOOSE = 1 << 13
    NATION = 1 << 14
    NAME = 1 << 15
    COMMON = 1 << 16
    DEFINITE = 1 << 17
    UNKNOWN = 1 << 18


_NOTHING = 0
_CLASSES = {
    "said": Is.SAID,
    "by": Is.BY,
    "verb": Is.VERB,
    "title": Is.TITLE,
    "honorific": Is.HONORIFIC,
    "organization": Is.ORGANIZATION,
    "organization_the": Is.ORGANIZATION | Is.DEFINITE,
    "place": Is.PLACE,
    "place_whole": Is.PLACE | Is.WHOLE_PLACE,
    "work": Is.WORK,
    "press": Is.PRESS,
    "link": Is.LINK,
    "loose": Is.LOOSE,
}


@dataclass(frozen=True, slots=True)
class Shape:
    """A word less its proclitics: `stem` in matching form, `written` as it would stand alone, `before` what was off."""

    stem: str
    written: str
    before: str
    what: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word or sign at `span` of its text. `joined`: only white space stands between it and the word before."""

    shape: Shape
    span: Span
    joined: bool

    def is_(self, what: int) -> bool:
        """True when the word can be any of `what`."""
        return self.shape.what & what != 0

    @property
    def bare(self) -> bool:
        """True when no proclitic stands before the word."""
        return not self.shape.before


class Reader:
    """Reads texts into words. `seen` counts the words of all texts, as matching form: what stands there alone
    elsewhere is what stands here behind a proclitic."""

    def __init__(self, lexicon: Lexicon, seen: Counter[str]) -> None:
        self.lexicon = lexicon
        self.seen = seen
        self._shapes: dict[str, Shape] = {}

    def words(self, text: str) -> list[Word]:
        """The words and signs of `text` in order."""
        found: list[Word] = []
        for match in TOKEN.finditer(text):
            token = match[0]
            shape = self._shapes.get(token)
            if shape is None:
                if len(self._shapes) >= _KEPT:
                    self._shapes.clear()
                shape = self._shapes[token] = self._shape(token)
            joined = bool(found) and not (shape.what | found[-1].shape.what) & Is.SIGN
            found.append(Word(shape, Span(*match.span()), joined))
        return found

    def _shape(self, token: str) -> Shape:
        if token[0] not in WORD_LETTERS or len(token) > _LONGEST:
            return Shape(token, token, "", Is.SIGN)
        written = letters(token)
        whole = matching_form(token)
        if light(token) in self.lexicon.stops:
            return Shape(whole, written, "", Is.STOP)
        if whole[0] in "وف" and light(written[1:]) in self.lexicon.stops:
            return Shape(whole[1:], written[1:], whole[0], Is.STOP)
        what = self._listed(whole, written)
        common = self._common(whole, written)
        if what or whole in UNSPLIT_FRONT:
            return Shape(whole, written, "", what | common or _plain(written))
        for before, stem, alone in _split(whole, written):
            inner = self._inner(stem, alone, before)
            article = before.endswith("ل") and whole[len(before) :] != stem
            if inner & ~Is.DEFINITE or article or (not common and self.seen[stem] and len(stem) > 2):
                return Shape(stem, alone, before, inner or _plain(alone))
        if not common and whole[0] == "و" and len(whole) > 4 and whole[1] not in "وا":  # «وقطراني», but «واتفورد»
            return Shape(whole[1:], written[1:], "و", _plain(written[1:]))
        return Shape(whole, written, "", common or _plain(written))

    def _inner(self, stem: str, alone: str, before: str) -> int:
        """What lists say of a word behind proclitics: all but و begin so many names that it must be listed itself."""
        exact = before[-1] == "و" or stem in self.lexicon.common or is_definite(alone)
        return self._listed(stem, alone) | (self._common(stem, alone) if exact else _NOTHING)

    def _listed(self, stem: str, written: str) -> int:
        """What the lists of cues and of names say of a word."""
        what = _NOTHING
        for name, flag in _CLASSES.items():
            if stem in self.lexicon.cues[name]:
                what |= flag
        if is_definite(written) and stem[2:] in self.lexicon.cues["title"]:
            what |= Is.TITLE
        if stem in self.lexicon.names:
            what |= Is.NAME
        if self._nationality(stem):
            what |= Is.NATION
        if what and is_definite(written):
            what |= Is.DEFINITE
        return what

    def _nationality(self, stem: str) -> bool:
        bare = stem.removeprefix("ال").removesuffix("ه").removesuffix("ين").removesuffix("ون")
        return bare in self.lexicon.cues["nationality"]

    def _common(self, stem: str, written: str) -> int:
        """COMMON for a word of the list, also with the article, a frequent ending, or the prefix of a verb."""
        common = self.lexicon.common
        if is_definite(written):
            return Is.COMMON | Is.DEFINITE if stem in common or self._inflected(stem[2:]) else _NOTHING
        verb = stem[1:] if stem[:2] in ("سي", "ست", "سن") else stem
        if self._inflected(stem) or (len(verb) > 4 and verb[0] in "يتن" and self._inflected(verb[1:])):
            return Is.COMMON
        return Is.COMMON if verb in common else _NOTHING

    def _inflected(self, stem: str) -> bool:
        common = self.lexicon.common
        if stem in common:
            return True
        for ending in _ENDINGS:
            if stem.endswith(ending) and len(stem) - len(ending) >= 3:
                rest = stem.removesuffix(ending)
                if ending in _NUMBERS and (rest[-1] == "ا" or len(rest) < 4):  # «أوبراين» and «بنتون» are names
                    continue
                bases = (rest, rest + "ه", rest[:-1] + "ه" if rest[-1] == "ت" else rest)
                if any(base in common for base in bases):
                    return True
        return False


def is_definite(written: str) -> bool:
    """True for a word with the article; what begins with أل, as «ألكسندر», has none."""
    return len(written) > 4 and written[0] in "اٱ" and written[1] == "ل"


def _plain(written: str) -> int:
    return Is.UNKNOWN | (Is.DEFINITE if is_definite(written) else _NOTHING)


def _split(whole: str, written: str) -> Iterator[tuple[str, str, str]]:
    """(proclitics, stem, stem as written) for each way to take proclitics off, shortest first."""
    tries = [("", whole, written)]
    if whole[0] in "وف" and len(whole) > 3:
        tries.append((whole[0], whole[1:], written[1:]))
        yield tries[-1]
    for before, stem, alone in tries:
        if len(stem) > 3 and stem[0] in "بلك":
            if stem.startswith("لل"):
                yield before + "ل", "ال" + stem[2:], "ال" + alone[2:]
            yield before + stem[0], stem[1:], alone[1:]
