"""Names that no glossary has, found by their looks: an Arabic word opposite a capitalised word that spells it.

Precision comes first. A word counts only where it is opposite such a word nearly wherever it stands, so that «قال» in a
sentence about Cole is no name. Who is meant, the words around tell: names that stand together are one person, and a
given name alone could be anybody's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from translator.consistency.spelling import is_exact, is_spelling, stems
from translator.document import Span
from translator.result import HARMONIZED, SegmentResult
from translator.text.arabic import TOKEN, fold, has_arabic, matching_form
from translator.text.protect import protect

_WORD = re.compile(r"(?:[Aa]l-|[Ee]l-)?[A-Z][^\W\d_]+(?:['’-][^\W\d_]+)*")
_SMALL = re.compile(r"(?<![^\W\d_])[a-z]{3,}(?![^\W\d_])")
_PLAIN = frozenset(
    """A An And After All Also As At Before But By For From He Her His However I If In It Its Many More Most Mr Mrs No
    Not Of On One Or Our She So Some That The Their Then There These They This Those To We What When Where Which While
    Who With You""".split()
)
_GIVEN = frozenset(
    map(
        matching_form,
        """محمد محمود أحمد حامد حميد علي حسن حسين حسام عمر عثمان عبد عبدالله الله خالد يوسف إبراهيم إسماعيل مصطفى سعيد
        سعد صالح سالم سليم سامي سمير جمال كمال ناصر نصر طارق فيصل فهد سلمان سليمان سلطان عادل عباس حيدر جعفر كاظم مهدي
        هادي رضا أمير أمين كريم مريم فاطمة عائشة خديجة زينب ليلى سارة نور نورا هدى منى رامي رائد ماجد مجيد جابر قاسم
        هشام هاشم هيثم وليد ياسر ياسين زياد زيد داود موسى عيسى يحيى زكريا آدم نوح بدر بكر جاسم راشد حمد حمدان خليفة
        طلال منصور مبارك ميشال جورج جون جوزيف بول مايكل ديفيد دانيال""".split(),
    )
)
"""Given names so frequent that one alone tells nobody apart, and that two people may well share two of them."""

_TITLES = frozenset(
    """Admiral Ambassador Ayatollah Bishop Brigadier Capt Captain Chancellor Chief Col Colonel Commander Deputy
    Director Doctor Dr Emir Father Gen General Gov Governor Imam Judge Justice King Lady Lieutenant Lord Lt Maj
    Major Marshal Mayor Minister Miss Mr Mrs Ms Pope Premier President Prime Prince Princess Prof Professor Queen
    Rep Representative Saint Sen Senator Sergeant Sheik Sheikh Sir Speaker Spokesman Spokeswoman Sultan""".split()
)
_ADJECTIVE = re.compile("(?:ish|ic|an|ese|ist)$")
_NISBA = re.compile("(?:ي|يه)$")
_JOINTS = (" ", "-", " al-", " bin ", " ben ", " ibn ")
_SHARE = 0.8
"""Of the places where a name stands, the least share that must be opposite a word that spells it."""


@dataclass(frozen=True, slots=True)
class Said:
    """A name in the segment `segment` of the file `file`: where it stands in the source, and how it is said where."""

    file: int
    segment: int
    stem: str
    source: Span
    text: str
    target: Span


Person = tuple[str, ...]
"""Who is meant: the words of a full name and which of them it is, or one word."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A segment with the words that no glossary term covers."""

    file: int
    segment: int
    result: SegmentResult
    tokens: tuple[Span, ...]
    words: tuple[Span, ...]


def names(files: Sequence[Sequence[SegmentResult]]) -> dict[Person, list[Said]]:
    """The mentions of each name in the segments of some files, by who is meant, in reading order."""
    texts = [
        _text(file, number, one)
        for file, segments in enumerate(files)
        for number, one in enumerate(segments)
        if has_arabic(one.source) and not one.passthrough
    ]
    counts = Counter(
        stem for one in texts for span in one.tokens for stem in stems(matching_form(span.of(one.result.source)))
    )
    whole = Counter(matching_form(span.of(one.result.source)) for one in texts for span in one.tokens)
    found = [(one, sorted(_pairs(one, whole), key=lambda said: said.source)) for one in texts]
    paired = Counter(said.stem for _, group in found for said in group)
    common = {word for one in texts for word in _SMALL.findall(one.result.target)}
    no_names = {said.stem for _, group in found for said in group if _is_no_name(said, common)}
    kept = {stem for stem, count in paired.items() if count >= _SHARE * counts[stem]} - no_names
    runs = [run for one, group in found for run in _runs(one, [said for said in group if said.stem in kept])]
    runs += [[said] for one in texts for said in _harmonized(one)]
    return _by_person(sorted(runs, key=lambda run: (run[0].file, run[0].segment, run[0].source)))


def _is_no_name(said: Said, common: Container[str]) -> bool:
    """True for an adjective («الإسباني», Spanish and Hispanic), and for a word that is written small elsewhere."""
    is_adjective = _NISBA.search(said.stem) and _ADJECTIVE.search(said.text)
    return bool(is_adjective) or said.text.lower() in common


def _text(file: int, number: int, one: SegmentResult) -> _Text:
    covered = [Span(hit.start, hit.end) for hit in one.outcomes] + [item.span for item in protect(one.source)]
    taken = [Span(hit.target_start, hit.target_end) for hit in one.outcomes if hit.target_start >= 0]
    tokens = (Span(*match.span()) for match in TOKEN.finditer(one.source) if has_arabic(match[0]))
    words = (Span(*match.span()) for match in _WORD.finditer(one.target) if match[0] not in _PLAIN)
    return _Text(
        file,
        number,
        one,
        tuple(span for span in tokens if not any(span.overlaps(other) for other in covered)),
        tuple(span for span in words if not any(span.overlaps(other) for other in taken)),
    )


def _pairs(one: _Text, whole: Mapping[str, int]) -> Iterator[Said]:
    """The words of a segment that spell each other, and nothing else in it."""
    source, target = one.result.source, one.result.target
    groups: dict[str, tuple[dict[Span, None], dict[Span, None]]] = {}
    for token in one.tokens:
        for word in one.words:
            if stem := _stem(matching_form(token.of(source)), _bare(word.of(target)), whole):
                tokens, words = groups.setdefault(stem, ({}, {}))
                tokens[token] = words[word] = None
    for stem, (tokens, words) in groups.items():
        others = [group for other, group in groups.items() if other != stem]
        alone = not any(tokens.keys() & theirs or words.keys() & said for theirs, said in others)
        if alone and (len(tokens) == len(words) or len({_bare(word.of(target)) for word in words}) == 1):
            for token, word in zip(tokens, words, strict=False):
                yield Said(
                    one.file, one.segment, stem, _behind_proclitic(source, token, stem), _bare(word.of(target)), word
                )


def _stem(form: str, word: str, whole: Mapping[str, int]) -> str:
    """The name in an Arabic word that `word` spells, '' if none; a proclitic is one where the rest stands elsewhere."""
    able = [stem for stem in stems(form) if (stem == form or stem in whole) and is_spelling(stem, word)]
    return max(able, key=lambda stem: (is_exact(stem, word), -len(stem)), default="")


def _behind_proclitic(text: str, token: Span, stem: str) -> Span:
    """The part of a token that is the name: proclitics are translated as words of their own."""
    folded = fold(token.of(text))
    at = folded.text.rfind(stem)
    if at < 0:  # behind «لل», of which the article's second letter is
        return token
    start = at - 2 if folded.text[:at].endswith("ال") else at  # the article is part of the name
    return folded.span(start, at + len(stem)).shift(token.start)


def _bare(word: str) -> str:
    return re.sub("(?:'|’)s$", "", word)


def _runs(one: _Text, group: Sequence[Said]) -> Iterator[list[Said]]:
    """Names that stand together in both languages, in the same order; not one that is part of some other name."""
    source, target = one.result.source, one.result.target
    runs: list[list[Said]] = []
    for said in group:
        before = runs[-1][-1] if runs else None
        if (
            before
            and not source[before.source.end : said.source.start].strip()
            and target[before.target.end : said.target.start] in _JOINTS
        ):
            runs[-1].append(said)
        else:
            runs.append([said])
    yield from (run for run in runs if len(run) > 1 or not _is_part(one, run[0]))


def _is_part(one: _Text, said: Said) -> bool:
    """True where another capitalised word stands beside a name, as in `British Columbia` and `Mayo Clinic`."""
    target = one.result.target
    for other in one.words:
        word = other.of(target)
        begins = not target[: other.start].strip() or target[: other.start].rstrip()[-1] in ".?!"
        if word not in _TITLES and not _ADJECTIVE.search(word):
            if other.end < said.target.start and target[other.end : said.target.start] in _JOINTS and not begins:
                return True
            if said.target.end < other.start and target[said.target.end : other.start] in _JOINTS:
                return True
    return False


def _harmonized(one: _Text) -> Iterator[Said]:
    """What an earlier run made consistent."""
    for hit in one.result.outcomes:
        if hit.glossary == HARMONIZED and hit.target_start >= 0:
            target = Span(hit.target_start, hit.target_end)
            stem = matching_form(hit.ar).removeprefix("ال")
            yield Said(one.file, one.segment, stem, Span(hit.start, hit.end), target.of(one.result.target), target)


def _by_person(runs: Sequence[Sequence[Said]]) -> dict[Person, list[Said]]:
    """The mentions by who is meant. One that could be about several people is left out."""
    full = {tuple(said.stem for said in run) for run in runs if len(run) > 1}
    holders: dict[str, set[Person]] = {}
    for name in full:
        for stem in name:
            holders.setdefault(stem, set()).add(name)
    people: dict[Person, list[Said]] = {}
    for run in runs:
        name = tuple(said.stem for said in run)
        for at, said in enumerate(run):
            person = _person(name, at, said, holders.get(said.stem, set()))
            if person:
                people.setdefault(person, []).append(said)
    return people


def _person(name: Person, at: int, said: Said, holders: set[Person]) -> Person:
    """Who is meant by the word `at` of a name, () if nobody can tell; `holders` are the full names that have it."""
    if len(name) > 1:
        place = (str(said.file),) if all(stem in _GIVEN for stem in name) else ()
        return (*name, str(at), *place)
    if said.stem in _GIVEN or len(said.stem) < 3 or len(holders) > 1:
        return ()
    (holder,) = holders or {()}
    if not holder:
        return (said.stem,)
    return (*holder, str(len(holder) - 1)) if holder[-1] == said.stem else ()
