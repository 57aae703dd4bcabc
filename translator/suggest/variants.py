"""Spellings of one name: «أوبراين», «أوبريان» and «اوبراين» are one entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from translator.suggest.candidates import Candidate
from translator.suggest.lexicon import Part

_WEAK = str.maketrans("", "", "اويىءهع")
_ALIKE = str.maketrans("جقكطضظصذثخ", "غككتدزسزسح")
_INFLECTIONS = frozenset({"ي", "يه", "ه", "ها", "هم", "نا", "ا", "ات", "ان", "ين", "ون", "وا", "يين", "يون", "ايه"})
_MOST = 50  # names of the same consonants that a further spelling is compared with
_SHORTEST = 4  # letters of a word that has variants
_FEWEST = 3  # consonants that two spellings share
_FURTHEST = 2  # letters by which they differ


@dataclass(frozen=True, slots=True)
class Group:
    """Candidates that are one name; the first is the one to write down."""

    members: tuple[Candidate, ...]

    @property
    def head(self) -> Candidate:
        """The spelling that is most frequent."""
        return self.members[0]

    @property
    def count(self) -> int:
        """The mentions of all spellings."""
        return sum(one.count for one in self.members)

    @property
    def cues(self) -> set[str]:
        """Everything that introduces one of the spellings."""
        return {cue for one in self.members for cue in one.cues}


def grouped(candidates: Iterable[Candidate], names: Mapping[str, Part]) -> list[Group]:
    """The candidates, names with their spelling variants; two parts of names that are both known are two names."""
    buckets: dict[tuple[str, ...], list[Candidate]] = defaultdict(list)
    groups: list[Group] = []
    for one in sorted(candidates, key=lambda one: (-one.count, one.stems)):
        if one.kind in ("name", "place"):
            buckets[tuple(map(skeleton, one.stems))].append(one)
        else:
            groups.append(Group((one,)))
    for bucket in buckets.values():
        groups += _alike(bucket, names)
    return groups


def _alike(bucket: Sequence[Candidate], names: Mapping[str, Part]) -> Iterator[Group]:
    """Candidates with the same consonants, each with the most frequent one that it is a spelling of."""
    families: list[list[Candidate]] = []
    for one in bucket:
        for family in families[:_MOST]:
            if all(_same(a, b, names) for a, b in zip(family[0].stems, one.stems, strict=True)):
                family.append(one)
                break
        else:
            families.append([one])
    yield from (Group(tuple(family)) for family in families)


def skeleton(word: str) -> str:
    """The consonants of a word in matching form, those that writers of foreign names mix up made one."""
    bare = word.removeprefix("ال") if len(word) > 4 else word
    return bare[:1].translate(_ALIKE) + bare[1:].translate(_WEAK).translate(_ALIKE)


def _same(one: str, other: str, names: Mapping[str, Part]) -> bool:
    if one == other:
        return True
    if one in names and other in names:
        return False
    short, long = sorted((one, other), key=len)
    if long.startswith(short) and long[len(short) :] in _INFLECTIONS:
        return False
    if min(len(one), len(other)) < _SHORTEST or len(skeleton(one)) < _FEWEST:
        return False
    return one.startswith("ال") == other.startswith("ال") and distance(one, other) <= _FURTHEST


def distance(one: str, other: str) -> int:
    """The letters to add, drop, replace or swap with a neighbour (optimal string alignment) to make one the other."""
    rows = [list(range(len(other) + 1))]
    for i, a in enumerate(one, 1):
        row = [i]
        for j, b in enumerate(other, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]
