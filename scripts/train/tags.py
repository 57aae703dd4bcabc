"""Write terms into a pair: as inline tags ` ⟦ المجلس ⟶ council ⟧ ` on the source, or as slots `⟨1⟩` on both sides."""

import random
import re
from collections.abc import Iterable, Sequence

from scripts.train.records import Pair
from scripts.train.renderings import Renderings
from scripts.train.terms import Term

OPEN, ARROW, CLOSE = "⟦", "⟶", "⟧"
SLOTS = tuple(f"⟨{number}⟩" for number in range(1, 7))
SYMBOLS = (OPEN, CLOSE, ARROW, *SLOTS)
_SPACES = re.compile(r"\s+")
_ARTICLE = re.compile(r"\b([Aa])n? $")
_FIXED = re.compile(r"\d[\d.,]*\d|https?://\S+|[\w.]+@\w+\.\w+|[A-Za-z][\w.-]{2,}")
_LENGTH_WEIGHTS = (1.0, 1.7, 2.0, 1.6, 1.2)
_MORE_TAGS = ((6, 0.5), (14, 0.4), (20, 0.3))  # a longer sentence takes a further tag this often
_MARK = re.compile(rf"{ARROW} ([^{CLOSE}]+?) {CLOSE}|({'|'.join(SLOTS)})")
Edit = tuple[int, int, str]


def with_tags(pair: Pair, terms: Sequence[Term], renderings: Renderings, rng: random.Random) -> Pair:
    """One to four terms as tags; the English holds exactly what each tag says."""
    words = len(pair.arabic.split())
    most = 1 + sum(words > least and rng.random() < chance for least, chance in _MORE_TAGS)
    left: list[Edit] = []
    right: list[Edit] = []
    for term in choose(pair, terms, most, rng):
        surface = with_article(pair.arabic, term.start, term.end)
        arabic, english = renderings.render(surface, pair.english[term.target_start : term.target_end], rng)
        left.append((term.start, term.end, f" {OPEN} {arabic} {ARROW} {english} {CLOSE} "))
        right.append((term.target_start, term.target_end, english))
    return Pair(pair.source, rebuild(pair.arabic, left), rebuild(pair.english, right))


def demanded_spans(pair: Pair) -> list[tuple[int, int]]:
    """Where the English holds what the tags and slots of the Arabic demand, the first free place for each."""
    spans: list[tuple[int, int]] = []
    for match in _MARK.finditer(pair.arabic):
        wanted = match[1] or match[2]
        at = pair.english.find(wanted)
        while at >= 0 and any(at < end and start < at + len(wanted) for start, end in spans):
            at = pair.english.find(wanted, at + 1)
        if at >= 0:
            spans.append((at, at + len(wanted)))
    return spans


def with_slots(pair: Pair, terms: Sequence[Term], rng: random.Random) -> Pair:
    """One to three terms, numbers, addresses or Latin words as slots, mostly numbered in source order."""
    most = 1 + (rng.random() < 0.4) + (rng.random() < 0.25)
    chosen = sorted(choose(pair, [*fixed_terms(pair), *terms], most, rng), key=lambda term: term.start)
    labels = SLOTS[: len(chosen)] if rng.random() < 0.75 else rng.sample(SLOTS, len(chosen))
    left = [(term.start, term.end, f" {label} ") for term, label in zip(chosen, labels, strict=True)]
    right = [(term.target_start, term.target_end, label) for term, label in zip(chosen, labels, strict=True)]
    return Pair(pair.source, rebuild(pair.arabic, left), rebuild(pair.english, right))


def choose(pair: Pair, terms: Iterable[Term], most: int, rng: random.Random) -> list[Term]:
    """Up to `most` terms that do not overlap; names, definite nouns and longer terms are likelier."""
    left, chosen = list(terms), list[Term]()
    while left and len(chosen) < most:
        weights = [_weight(pair, term) for term in left]
        chosen.append(rng.choices(left, weights)[0])
        left = [term for term in left if not term.overlaps(chosen[-1])]
    return chosen


def fixed_terms(pair: Pair) -> list[Term]:
    """Numbers, addresses and Latin words that stand once on either side."""
    found = []
    for match in _FIXED.finditer(pair.arabic):
        text = match.group()
        if pair.arabic.count(text) == 1 == pair.english.count(text):
            at = pair.english.index(text)
            found.append(Term(*match.span(), at, at + len(text), 1))
    return found


def with_article(arabic: str, start: int, end: int) -> str:
    """The surface [start, end); after ل the noun gets back its alef: للمجلس is tagged ل ⟦ المجلس … ⟧."""
    surface = arabic[start:end]
    dropped = start > 0 and arabic[start - 1] == "ل" and surface.startswith("ل") and len(surface) > 2
    return f"ا{surface}" if dropped else surface


def rebuild(text: str, edits: Sequence[Edit]) -> str:
    """Replace spans by new text, right to left; a/an before a replacement agrees with it; spaces collapse."""
    for start, end, new in sorted(edits, reverse=True):
        article = r"\1n " if _starts_with_vowel(new) else r"\1 "
        text = _ARTICLE.sub(article, text[:start]) + new + text[end:]
    return _SPACES.sub(" ", text).strip()


def _starts_with_vowel(word: str) -> bool:
    return word[:1].lower() in {"a", "e", "i", "o", "u"}


def _weight(pair: Pair, term: Term) -> float:
    target = pair.english[term.target_start : term.target_end]
    is_name = term.target_start > 0 and any(word[0].isupper() for word in target.split())
    definite = pair.arabic.startswith("ال", term.start)
    length = _LENGTH_WEIGHTS[min(len(_LENGTH_WEIGHTS), term.words) - 1]
    return (4.0 if is_name else 1.0) * (1.5 if definite else 1.0) * length
