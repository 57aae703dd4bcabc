"""Make the word lists of `translator/suggest/data/`: `python -m scripts.suggest_words PAIRS_FOLDER PERSONS.tsv.xz`.

PAIRS_FOLDER holds *.tsv of Arabic and English sentences: from them come the common words, those that English writes
in lower case. PERSONS.tsv.xz holds names of persons in Arabic and English, as Wikidata has them (CC0): from them come
the parts of names with their usual spelling in English, and how often each stands first.
"""

from __future__ import annotations

import argparse
import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from pathlib import Path

from scripts.train.ibm import align_diagonal
from translator.glossary.morphology import PROCLITICS
from translator.suggest.romanise import by_rule
from translator.text.arabic import matching_form

DATA = Path(__file__).parents[1] / "translator" / "suggest" / "data"
ARABIC = re.compile("[\u0621-\u064a]+")
ENGLISH = re.compile(r"[A-Za-z][A-Za-z'’-]*|[.?!:]")
FUNCTION = frozenset("a an the of to in on at by for with from and or as is was were be it that his her its".split())
CLOSE = str.maketrans("cqjzpv", "kkgsbf")
LONGEST = 40  # words of a sentence


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("persons", type=Path)
    args = parser.parse_args()
    parts, first, latin = name_parts(args.persons)
    names = {part: n for part, n in parts.items() if latin[part].total() >= 4 and len(part) > 2}
    lines = [f"{part}\t{latin[part].most_common(1)[0][0]}\t{100 * first[part] // n}" for part, n in names.items()]
    (DATA / "names.tsv").write_text("\n".join(sorted(lines)) + "\n", "utf-8")
    words = shortest(common_words(args.pairs, names))
    (DATA / "common.txt").write_text("\n".join(sorted(words)) + "\n", "utf-8")
    print(f"{len(lines):,} parts of names, {len(words):,} common words")


def name_parts(path: Path) -> tuple[Counter[str], Counter[str], dict[str, Counter[str]]]:
    """How often each word is part of a name, and stands first; and its spellings in English."""
    parts: Counter[str] = Counter()
    first: Counter[str] = Counter()
    latin: dict[str, Counter[str]] = defaultdict(Counter)
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            arabic, _, english = line.rstrip("\n").partition("\t")
            words, others = arabic.split(), re.sub(r"(?i)\bal[ -]", "al-", english).split()
            if len(words) != len(others) or not 1 < len(words) < 6 or not english.isascii():
                continue
            for n, (word, other) in enumerate(zip(words, others, strict=True)):
                if ARABIC.fullmatch(word) and re.fullmatch(r"[A-Za-z'-]{2,}", other):
                    part = matching_form(word)
                    parts[part] += 1
                    first[part] += n == 0
                    if alike(part, other) >= 0.5:
                        latin[part][other[0].upper() + other[1:]] += 1
    return parts, first, latin


def common_words(folder: Path, names: Mapping[str, int]) -> set[str]:
    """The words that answer to English words in lower case, in matching form, with the clitics they have.

    What is also part of a name must do so often.
    """
    pairs = [pair for path in sorted(folder.glob("*.tsv")) for pair in _pairs(path)]
    links = align_diagonal([one for one, _ in pairs], [[w.lower() for w in two] for _, two in pairs])
    seen: Counter[str] = Counter(word for one, _ in pairs for word in one)
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for (one, two), found in zip(pairs, links, strict=True):
        capitals = [word for n, word in enumerate(two) if n and two[n - 1] not in ".?!:" and word[0].isupper()]
        for word in one:
            bare = word.removeprefix("ال")
            needed = 0.75 if len(bare) > 4 else 1.0
            upper[word] += 2 * any(alike(bare, capital) >= needed for capital in capitals)
        for left, right in found:
            word = two[right]
            if right and two[right - 1] not in ".?!:" and word.lower() not in FUNCTION and word[0].isalpha():
                (upper if word[0].isupper() else lower)[one[left]] += 1
    return {
        word
        for word in seen
        if lower[word] > (2 * upper[word] + 1 if names.keys() & {word, word.removeprefix("ال")} else upper[word])
    }


def shortest(words: set[str]) -> set[str]:
    """The words without article, and without those that are another one behind a proclitic."""
    bare = {word.removeprefix("ال") if len(word) > 4 else word for word in words}
    return {
        word
        for word in bare
        if len(word) > 1
        and not any(
            word.startswith(one)
            and len(word) - len(one) > 2
            and (word[len(one) :] in bare or word[len(one) :].removeprefix("ال") in bare)
            for one in PROCLITICS
        )
    }


def alike(arabic: str, english: str) -> float:
    """How much an English word could be the Arabic one spelled out, from 0 to 1: their consonants compared."""
    return SequenceMatcher(None, _consonants("".join(map(by_rule, arabic.split()))), _consonants(english)).ratio()


def _consonants(word: str) -> str:
    """The consonants of a word in Latin letters, those that stand for the same Arabic one made one."""
    kept = re.sub("[aeiouwy]|[^a-z]", "", word.lower())
    return re.sub(r"(.)\1+", r"\1", re.sub("([tskgdc])h", r"\1", kept).replace("ph", "f").translate(CLOSE))


def _pairs(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    for line in path.read_text("utf-8").splitlines():
        arabic, _, english = line.partition("\t")
        words, others = ARABIC.findall(matching_form(arabic)), ENGLISH.findall(english)
        if words and others and len(words) <= LONGEST and len(others) <= LONGEST * 2:
            yield words, others


if __name__ == "__main__":
    main()
