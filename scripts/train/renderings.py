"""What a tag says.  Mostly not what the model would have said: it must learn to copy, not to agree."""

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scripts.train.records import Pair

_PLAIN = re.compile(r"[\w'’. -]+")
_LEADING_ARTICLE = re.compile(r"^(the|an?) ", re.IGNORECASE)
_VERBAL = re.compile(r"(ed|ing)$")
_LONGEST = 45
_SPELLINGS = (
    ("ou", "u"), ("u", "ou"), ("ee", "i"), ("i", "ee"), ("k", "q"), ("q", "k"), ("kh", "h"), ("y", "i"), ("i", "y"),
    ("e", "a"), ("a", "e"), ("o", "u"), ("s", "ss"), ("Al-", "El-"), ("al-", "el-"), ("al-", "Al "), ("-", " "),
    ("sh", "ch"), ("z", "s"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Renderings:
    """Pools to draw from: name pairs (Arabic, English), capitalised renderings, lower-case ones."""

    names: Sequence[tuple[str, str]]
    proper: Sequence[str]
    common: Sequence[str]

    def render(self, arabic: str, english: str, rng: random.Random) -> tuple[str, str]:
        """Both halves of a tag for a term: as they stand, or an unusual rendering, or another name altogether."""
        roll = rng.random()
        if roll < 0.25:
            return arabic, english
        if english[:1].isupper():
            return self._proper(arabic, english, roll, rng)
        if not any(word.startswith(("ال", "لل")) for word in arabic.split()):
            return arabic, english  # perhaps a verb: replacing it by a noun would teach nonsense
        pool = self.common if roll < 0.80 else self.proper
        return arabic, rng.choice(pool) if pool and roll < 0.92 else rng.choice((english.title(), english.upper()))

    def _proper(self, arabic: str, english: str, roll: float, rng: random.Random) -> tuple[str, str]:
        if roll < 0.45 or not self.names:
            return arabic, respell(english, rng)
        if roll < 0.72:
            return rng.choice(self.names)
        if roll < 0.90:
            return arabic, rng.choice(self.proper)
        return arabic, rng.choice((english.upper(), english.title()))


def respell(name: str, rng: random.Random) -> str:
    """Another transliteration of a name, as another newspaper might have it."""
    changes, left = rng.sample(_SPELLINGS, len(_SPELLINGS)), rng.choice((1, 1, 2))
    for old, new in changes:
        at = name.find(old, 1 if old.islower() and len(old) < 3 else 0)
        if at >= 0:
            name, left = name[:at] + new + name[at + len(old) :], left - 1
        if not left:
            break
    return name


def gather(
    pairs: Iterable[Pair],
    name_sources: Sequence[str],
    stop: frozenset[str],
    phrase_sources: Sequence[str] = ("phrases",),
) -> Renderings:
    """Build the pools from name lists (`name_sources`) and from phrases: whole sources, or families of them."""
    names: list[tuple[str, str]] = []
    pools: dict[bool, list[str]] = {True: [], False: []}
    for pair in pairs:
        is_name, is_phrase = pair.source in name_sources, pair.source.partition("-")[0] in phrase_sources
        english = _LEADING_ARTICLE.sub("", pair.english)
        if not (is_name or is_phrase) or not _usable(pair.arabic, english, stop):
            continue
        pools[english[:1].isupper()].append(english)
        if is_name:
            names.append((pair.arabic, english))
    return Renderings(names, pools[True], pools[False])


def _usable(arabic: str, english: str, stop: frozenset[str]) -> bool:
    """A short noun phrase without digits, brackets or function words at its ends."""
    words = english.split()
    if not 1 <= len(words) <= 4 or len(english) > _LONGEST or len(arabic.split()) > 5:
        return False
    if re.search(r"[()\d]", arabic) or not _PLAIN.fullmatch(english):
        return False
    return words[0].lower() not in stop and words[-1].lower() not in stop and not _VERBAL.search(words[0])
