"""The word lists that suggestions rest on: cues, parts of names, common words."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files

from translator.glossary.lookalikes import COMMON_WORDS
from translator.text.arabic import letters, matching_form


@dataclass(frozen=True, slots=True)
class Part:
    """A part of names: its usual spelling in English, and of 100 names that have it, how many begin with it."""

    english: str
    first: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words by what they say. `cues` maps a class of `cues.tsv` to its words; all words are in matching form.

    `stops` alone are compared as `light` has them: folding makes «على» and «علي» one.
    """

    cues: dict[str, frozenset[str]]
    stops: frozenset[str]
    names: dict[str, Part]
    common: frozenset[str]

    @classmethod
    def load(cls) -> Lexicon:
        """The lists that come with the program."""
        folder = files("translator.suggest") / "data"
        written: dict[str, list[str]] = {}
        for line in (folder / "cues.tsv").read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                name, _, words = line.partition("\t")
                written[name] = words.split()
        rows = (line.split("\t") for line in (folder / "names.tsv").read_text("utf-8").splitlines())
        return cls(
            {name: frozenset(map(matching_form, words)) for name, words in written.items()},
            frozenset(map(light, written["stop"])),
            {word: Part(english, int(first)) for word, english, first in rows},
            frozenset([*(folder / "common.txt").read_text("utf-8").split(), *map(matching_form, written["plain"])])
            | COMMON_WORDS,
        )


def light(word: str) -> str:
    """The letters of a word, with any alef for all of them; ى and ي, ه and ة stay apart."""
    return letters(word).translate(_ALEFS)


_ALEFS = str.maketrans("أإآٱ", "اااا")
