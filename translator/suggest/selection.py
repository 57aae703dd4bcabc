"""Which candidates recur enough, and are sure enough, for an entry; what only ever stands inside another is none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2

from translator.document import Span
from translator.glossary.match import Matcher
from translator.glossary.model import Glossary, Term
from translator.suggest.candidates import Candidate, Candidates
from translator.suggest.lexicon import Lexicon
from translator.suggest.variants import Group, grouped
from translator.suggest.words import Reader

_SURE = frozenset(
    {"title", "honorific", "said", "organization", "place", "press", "work", "full", "family", "apposition"}
)
_PHRASES = frozenset({"title", "organization", "place", "press", "work"})
_ENDINGS = ("ه", "ها", "هم", "نا", "ات", "ين", "ون", "ان", "يه", "وا", "ا")
_SHORTEST = 3  # letters
_SELDOM = 8  # mentions, of which one at least introduces the name
_KEPT_PLACES = 12  # of an entry: enough for contexts and for the model's opinion


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the number of the text, the span in it, the proclitics before it."""

    text: int
    span: Span
    before: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A group that deserves an entry: how often it stands on its own, where first, and whether that it is a name is
    only likely."""

    group: Group
    count: int
    places: tuple[Place, ...]
    uncertain: bool


def choose(
    candidates: Candidates, texts: Sequence[str], known: Matcher, reader: Reader, min_count: int
) -> list[Choice]:
    """The entries worth making, most frequent first, then in the order of the texts."""
    people = _people(candidates, reader.lexicon)
    names = reader.lexicon.names
    groups = [one for one in grouped(candidates.values(), names) if _may_recur(one, people, min_count)]
    total = _totals(groups, _recount(groups, texts, known)[0])
    groups = [one for one, (all_, _) in zip(groups, total, strict=True) if all_ >= min_count or _is_of(one, people)]
    counts, places = _recount(groups, texts, known)
    chosen = []
    for n, (group, (_, value)) in enumerate(zip(groups, _totals(groups, counts), strict=True)):
        enough = 1 if _is_of(group, people) else min_count
        if counts[n] >= enough and value > 0 and _credible(group, reader.lexicon, reader.seen):
            chosen.append(Choice(group, counts[n], tuple(places[n]), not group.cues & _SURE))
    return sorted(chosen, key=lambda one: (-one.count, one.places[0].text, one.places[0].span))


def _is_of(group: Group, people: Mapping[tuple[str, ...], int]) -> bool:
    return not people.keys().isdisjoint(_stems(group))


def _stems(group: Group) -> set[tuple[str, ...]]:
    return {one.stems for one in group.members}


def _people(candidates: Candidates, lexicon: Lexicon) -> dict[tuple[str, ...], int]:
    """Full names, and what they end in where that stands alone too, with the mentions of either.

    What begins with another's family name is no name: «ميلي إسرائيل» are two, side by side.
    """
    people: dict[tuple[str, ...], int] = {}
    full = [one for one in candidates.values() if one.kind == "name" and len(one.stems) > 1]
    families = {one.stems[-1] for one in full if one.cues.keys() & _SURE} - lexicon.names.keys()
    for one in full:
        if one.stems[0] in families:
            continue
        for start in range(1, len(one.stems)):
            family = one.stems[start:]
            alone = candidates.get(family)
            if alone is None or not (one.cues.keys() | alone.cues.keys()) & _SURE:
                continue
            people[one.stems] = one.count + alone.count
            people[family] = max(people.get(family, 0), one.count + alone.count)
            alone.cues["family"] += 1
            alone.kinds["name"] += one.count + alone.count
    return people


def _may_recur(group: Group, people: Mapping[tuple[str, ...], int], min_count: int) -> bool:
    """False for what stands in the texts too seldom; phrases may stand also where nothing introduced them."""
    if group.count >= min_count or group.cues & _PHRASES:
        return True
    return any(people.get(one.stems, 0) >= min_count for one in group.members)


def _recount(groups: Sequence[Group], texts: Sequence[str], known: Matcher) -> tuple[Counter[int], list[list[Place]]]:
    """How often each group stands in the texts as a glossary would find it, longest first; and where."""
    terms = [_term(group, n) for n, group in enumerate(groups)]
    matcher = Matcher(Glossary(tuple(terms)))
    counts: Counter[int] = Counter()
    places: list[list[Place]] = [[] for _ in groups]
    for at, text in enumerate(texts):
        covered = [hit.span for hit in known.find(text)]
        for hit in matcher.find(text):
            if any(span.start <= hit.start and hit.end <= span.end for span in covered):
                continue
            n = int(hit.term.origin)
            counts[n] += 1
            if len(places[n]) < _KEPT_PLACES:
                places[n].append(Place(at, hit.span, hit.before))
    return counts, places


def _term(group: Group, order: int) -> Term:
    first, *others = [one.spelling for one in group.members]
    return Term(first, first, kind=group.head.kind, forms=tuple(others), origin=str(order))


def _totals(groups: Sequence[Group], counts: Mapping[int, int]) -> list[tuple[int, float]]:
    """All mentions of each group, also inside longer ones, and its C-value.

    The C-value (Frantzi, Ananiadou and Mima 2000) is the number of mentions, less the mean of those of the longer
    groups that it stands in, times the logarithm of its length; here of one word more, so that single words count.
    """
    index = {stems: n for n, group in enumerate(groups) for stems in _stems(group)}
    inside: list[set[int]] = [set() for _ in groups]
    for n, group in enumerate(groups):
        for part in (part for one in group.members for part in _parts(one)):
            if index.get(part, n) != n:
                inside[index[part]].add(n)
    values = []
    for n, group in enumerate(groups):
        longer = [counts[m] for m in inside[n] if counts[m]]
        frequency = counts[n] + sum(longer)
        nested = sum(longer) / len(longer) if longer else 0.0
        values.append((frequency, log2(len(group.head.stems) + 1) * (frequency - nested)))
    return values


def _parts(one: Candidate) -> Iterator[tuple[str, ...]]:
    """What stands inside a candidate, as it would stand alone."""
    size = len(one.stems)
    for start in range(size):
        for end in range(start + 1, size + 1):
            if end - start < size:
                yield (one.bare[start], *one.stems[start + 1 : end])


def _credible(group: Group, lexicon: Lexicon, seen: Container[str]) -> bool:
    """False for a single word that is too seldom introduced as a name, or that the texts inflect like a noun."""
    stem, *more = group.head.stems
    sure = sum(count for one in group.members for cue, count in one.cues.items() if cue in _SURE)
    if more:
        return sure > 0 or not stem.startswith("ال")
    if len(stem) < _SHORTEST:
        return False
    if sure * _SELDOM >= group.count:
        return True
    if group.cues <= {"maybe"} or _inflects(stem, seen):
        return False
    return stem in lexicon.names or not group.cues <= {"alone", "maybe"}


def _inflects(stem: str, seen: Container[str]) -> bool:
    """True when a word stands with and without the article, or takes endings, as names do not."""
    bare = stem.removeprefix("ال")
    forms = [bare + ending for ending in _ENDINGS] + ["ال" + bare, "ال" + bare + "ات"]
    if bare != stem:
        forms.append(bare)
    return any(before + form in seen for form in forms if form != stem for before in ("", "و", "ب", "لل"))
