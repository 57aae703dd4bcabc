"""The verifier: does a target render its hits as the glossary says? It never asks how the rendering got there.

A rendering counts where its tokens stand in the target in order, set off by white space where it has white space, with
any kind of apostrophe, hyphen and white space, but not inside an address or a figure. What may stand around it is free
(an article, `'s`). Letter case is free too, but a name keeps its capitals (`May` is not `may`), so does an acronym
(`WHO` is not `who`), and `case: exact` and what is copied must stand as written. A regular plural of a rendering's
head counts for a hit whose Arabic is plural, and for common terms.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from translator.document import Span
from translator.glossary.claims import Kind, assign
from translator.glossary.model import Hit, Term
from translator.result import Violation
from translator.text.protect import figures, protect

Repeat = Literal["each", "first"]

_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_TOKEN = re.compile(rf"(?:[^\W_][\u0300-\u036f]*+)++|[^\w\s{_INVISIBLE}]|_")
_TWINS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-"})
_LINKS = frozenset({"of", "for", "in", "to", "at", "on"})
_ARTICLES = frozenset({"the", "a", "an"})
_PROPER = frozenset({"name", "place", "organization"})
_MAYBE_ADDRESS = re.compile(r"[@/\\]|\w\.\w")
_ADDRESSES = frozenset({"url", "email", "path", "handle"})
_KEPT = 1000
_PLURALS = (
    (re.compile("[^aeiou]y$"), 1, "ies"),
    (re.compile("man$"), 2, "en"),
    (re.compile("is$"), 2, "es"),
    (re.compile("f$"), 1, "ves"),
    (re.compile("fe$"), 2, "ves"),
    (re.compile("(?:s|x|z|ch|sh|o)$"), 0, "es"),
)


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or a sign. `glued`: nothing stands between it and the token before."""

    text: str
    lower: str
    span: Span
    glued: bool


@dataclass(frozen=True, slots=True)
class _Target:
    """A target in tokens, and where each of them stands. `inside`: the tokens that go on with an address or figure."""

    tokens: Sequence[_Token]
    index: dict[str, list[int]]
    inside: frozenset[int]

    def span(self, words: range) -> Span:
        """The span of the target that a range of its tokens covers."""
        return Span(self.tokens[words[0]].span.start, self.tokens[words[-1]].span.end)


def locate(target: str, hits: Sequence[Hit]) -> tuple[Span | None, ...]:
    """Where each hit is rendered in `target`: a span for each hit, None where it is not.

    Every word of the target serves at most one hit, and the words are given out so that as many hits as possible are
    served; longer renderings claim their words first, and of equal ones those that are not merely accepted; equal terms
    are served from left to right.
    """
    return _located(target, tuple(hits)) if hits else ()


@lru_cache(8)  # of one draft several things are asked in a row
def _located(target: str, hits: tuple[Hit, ...]) -> tuple[Span | None, ...]:
    text = _target(target)
    alike: dict[tuple[object, ...], list[int]] = {}
    for n, hit in enumerate(hits):
        alike.setdefault(_kind(hit), []).append(n)
    kinds: dict[Kind, list[int]] = {}
    for members in alike.values():
        kinds.setdefault(_claims(text, hits[members[0]]), []).extend(members)
    spans: list[Span | None] = [None] * len(hits)
    for members, ranges in zip(kinds.values(), assign(list(kinds), list(map(len, kinds.values()))), strict=True):
        for n, words in zip(sorted(members), ranges, strict=False):
            spans[n] = text.span(words)
    return tuple(spans)


def demanded(hits: Sequence[Hit], repeat: Repeat) -> tuple[bool, ...]:
    """Which hits must be rendered: all, or (`first`, by option or by term) a term's first mention only."""
    seen: set[tuple[str, str]] = set()
    answer = []
    for hit in hits:
        name = (hit.term.ar, hit.term.en)
        answer.append("first" not in (repeat, hit.term.repeat) or name not in seen)
        seen.add(name)
    return tuple(answer)


def unmet(target: str, hits: Sequence[Hit]) -> tuple[int, ...]:
    """The indices of the hits that `target` does not render, in source order."""
    return tuple(n for n, span in enumerate(locate(target, hits)) if span is None)


def verify(target: str, hits: Sequence[Hit], repeat: Repeat = "each") -> tuple[Violation, ...]:
    """Every hit that must be rendered and is not, and every forbidden rendering that is not part of a right one."""
    spans = locate(target, hits)
    missing = [
        Violation("missing", hit.term.ar, hit.rendering, f"«{hit.surface}» should read “{hit.rendering}”{_when(hit)}")
        for hit, span, must in zip(hits, spans, demanded(hits, repeat), strict=True)
        if must and span is None
    ]
    return tuple(missing) + tuple(_forbidden(target, hits, [span for span in spans if span]))


def _when(hit: Hit) -> str:
    return {"": "", "first": " at its first mention", "later": " at a later mention"}[hit.mention]


def forbidden(target: str, hits: Sequence[Hit]) -> int:
    """How many forbidden renderings stand in `target`."""
    if not any(hit.term.forbid for hit in hits):
        return 0
    return len(_forbidden(target, hits, [span for span in locate(target, hits) if span]))


def _forbidden(target: str, hits: Sequence[Hit], right: Sequence[Span]) -> list[Violation]:
    terms = dict.fromkeys(hit.term for hit in hits if hit.term.forbid)
    if not terms:
        return []
    text = _target(target)
    answer = []
    for term in terms:
        for wrong in term.forbid:
            spans = {text.span(words) for form in (wrong, *_plurals(wrong)) for words in _find(text, form, term)}
            for span in sorted(spans):
                if not any(good.start <= span.start and span.end <= good.end for good in right):
                    message = f"“{wrong}” is forbidden for «{term.ar}»: use “{term.en}”"
                    answer.append(Violation("forbidden", term.ar, term.en, message))
    return answer


@lru_cache(4)
def _target(text: str) -> _Target:
    tokens = _tokens(text)
    index: dict[str, list[int]] = {}
    for at, token in enumerate(tokens):
        index.setdefault(token.lower, []).append(at)
    return _Target(tokens, index, frozenset(_inside(text, tokens)))


def _inside(text: str, tokens: Sequence[_Token]) -> Iterator[int]:
    """The tokens that go on with an address, or with a figure: `3/2021` does not stand in `3/2021/21`."""
    wholes = [guard.span for guard in protect(text) if guard.kind in _ADDRESSES] if _MAYBE_ADDRESS.search(text) else []
    for whole in [*wholes, *figures(text)]:
        first = bisect_right(tokens, whole.start, key=lambda token: token.span.start)
        yield from range(first, bisect_left(tokens, whole.end, key=lambda token: token.span.start))


@lru_cache(_KEPT)
def _wanted(rendering: str) -> tuple[_Token, ...]:
    return _tokens(rendering)


def _tokens(text: str) -> tuple[_Token, ...]:
    tokens: list[_Token] = []
    end, plain = 0, text.isascii()
    for match in _TOKEN.finditer(text.translate(_TWINS)):
        span, gap = Span(*match.span()), text[end : match.start()]
        word = match[0] if plain else unicodedata.normalize("NFC", match[0])
        tokens.append(_Token(word, word.casefold(), span, not gap or not any(map(str.isspace, gap))))
        end = span.end
    return tuple(tokens)


def _kind(hit: Hit) -> tuple[object, ...]:
    """What hits have in common that the same words render."""
    return hit.renderings, hit.plural, hit.term.kind, hit.term.case


def _claims(target: _Target, hit: Hit) -> Kind:
    plural = hit.plural or hit.term.kind == "term"

    def said(renderings: Iterable[str]) -> set[range]:
        forms = [form for one in renderings for form in (one, *(_plurals(one) if plural else ()))]
        return {words for form in forms for words in _find(target, form, hit.term)}

    usual = said(hit.renderings[:1])
    found = usual | said(hit.renderings[1:])
    return Kind(tuple(sorted(found, key=lambda words: (words.start, words.stop))), frozenset(usual))


def _find(target: _Target, rendering: str, term: Term) -> Iterator[range]:
    """The ranges of tokens that spell a rendering the way the term wants it."""
    wanted = _wanted(rendering)
    for at in target.index.get(wanted[0].lower, ()) if wanted else ():
        words = range(at, at + len(wanted))
        said = target.tokens[at : at + len(wanted)]
        whole = words.start not in target.inside and words.stop not in target.inside
        if whole and len(said) == len(wanted) and _spells(said, wanted, term):
            yield words


def _spells(said: Sequence[_Token], wanted: Sequence[_Token], term: Term) -> bool:
    return all(
        _same(one, other, term) and (not n or one.glued == other.glued)
        for n, (one, other) in enumerate(zip(said, wanted, strict=True))
    )


def _same(said: _Token, wanted: _Token, term: Term) -> bool:
    if said.text == wanted.text or said.lower != wanted.lower:
        return said.text == wanted.text
    if term.case == "exact" or term.kind == "untranslated" or _is_acronym(wanted.text):
        return False
    proper = term.kind in _PROPER and wanted.text[0].isupper() and wanted.lower not in _ARTICLES
    return said.text[0].isupper() or not proper


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _plurals(rendering: str) -> tuple[str, ...]:
    """The regular plurals of a rendering: of its last word, and of the word before `of`, `for`…"""
    words = rendering.split()
    heads = {len(words) - 1} | {n - 1 for n, word in enumerate(words) if n and word in _LINKS}
    return tuple(
        " ".join([*words[:n], plural, *words[n + 1 :]]) for n in sorted(heads) for plural in _word_plurals(words[n])
    )


def _word_plurals(word: str) -> tuple[str, ...]:
    return (f"{word}s", *(word[: len(word) - cut] + end for pattern, cut, end in _PLURALS if pattern.search(word)))
