"""The verifier: does a target render its hits as the glossary says? It never asks how the rendering got there.

A rendering counts where its tokens stand in the target in order: token-anchored, in any letter case unless the term
says `case: exact`, with any kind of apostrophe, hyphen and white space. What may stand around it is free (an article,
`'s`); a regular plural of its head counts for a hit whose Arabic is plural, and for common terms.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from translator.document import Span
from translator.glossary.model import Hit
from translator.result import Violation

Repeat = Literal["each", "first"]

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_")
_TWINS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-"})
_LINKS = frozenset({"of", "for", "in", "to", "at", "on"})


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    lower: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Occurrence:
    first: int
    length: int
    hit: int


def locate(target: str, hits: Sequence[Hit]) -> tuple[Span | None, ...]:
    """Where each hit is rendered in `target`: a span for each hit, None where it is not.

    Every word of the target serves at most one hit; longer renderings claim their words first, equal ones are
    given out from left to right.
    """
    tokens = _tokens(target)
    index = _positions(tokens)
    found = [_Occurrence(at, size, n) for n, hit in enumerate(hits) for at, size in _occurrences(tokens, index, hit)]
    found.sort(key=lambda o: (-o.length, o.hit, o.first))
    taken: set[int] = set()
    spans: list[Span | None] = [None] * len(hits)
    for occurrence in found:
        words = range(occurrence.first, occurrence.first + occurrence.length)
        if spans[occurrence.hit] is None and taken.isdisjoint(words):
            taken.update(words)
            spans[occurrence.hit] = Span(tokens[words[0]].span.start, tokens[words[-1]].span.end)
    return tuple(_in_order(spans, hits))


def demanded(hits: Sequence[Hit], repeat: Repeat) -> tuple[bool, ...]:
    """Which hits must be rendered: all, or (`first`, by option or by term) a term's first mention only."""
    seen: set[str] = set()
    answer = []
    for hit in hits:
        relaxed = "first" in (repeat, hit.term.repeat) and hit.term.ar in seen
        answer.append(not relaxed)
        seen.add(hit.term.ar)
    return tuple(answer)


def unmet(target: str, hits: Sequence[Hit]) -> tuple[int, ...]:
    """The indices of the hits that `target` does not render, in source order."""
    return tuple(n for n, span in enumerate(locate(target, hits)) if span is None)


def verify(target: str, hits: Sequence[Hit], repeat: Repeat = "each") -> tuple[Violation, ...]:
    """Every hit that must be rendered and is not, and every forbidden rendering that stands outside the right ones."""
    spans = locate(target, hits)
    missing = [
        Violation("missing", hit.term.ar, hit.rendering, f"«{hit.surface}» should read “{hit.rendering}”")
        for hit, span, must in zip(hits, spans, demanded(hits, repeat), strict=True)
        if must and span is None
    ]
    return tuple(missing) + tuple(_forbidden(target, hits, [span for span in spans if span]))


def forbidden(target: str, hits: Sequence[Hit]) -> int:
    """How many forbidden renderings stand in `target`."""
    return len(_forbidden(target, hits, [span for span in locate(target, hits) if span]))


def _forbidden(target: str, hits: Sequence[Hit], right: Sequence[Span]) -> list[Violation]:
    terms = {hit.term.ar: hit.term for hit in hits if hit.term.forbid}
    if not terms:
        return []
    tokens = _tokens(target)
    index = _positions(tokens)
    answer = []
    for term in terms.values():
        for wrong in term.forbid:
            for at, size in _sequence(tokens, index, wrong, exact=False):
                span = Span(tokens[at].span.start, tokens[at + size - 1].span.end)
                if not any(span.overlaps(other) for other in right):
                    message = f"“{wrong}” is forbidden for «{term.ar}»: use “{term.en}”"
                    answer.append(Violation("forbidden", term.ar, term.en, message))
    return answer


def _tokens(text: str) -> list[_Token]:
    twin = text.translate(_TWINS)
    return [_Token(m.group(), m.group().casefold(), Span(*m.span())) for m in _TOKEN.finditer(twin)]


def _positions(tokens: Sequence[_Token]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for at, token in enumerate(tokens):
        index.setdefault(token.lower, []).append(at)
    return index


def _occurrences(tokens: list[_Token], index: dict[str, list[int]], hit: Hit) -> set[tuple[int, int]]:
    exact = hit.term.case == "exact"
    plural = hit.plural or hit.term.kind == "term"
    found: set[tuple[int, int]] = set()
    for rendering in hit.renderings:
        variants = [rendering, *(_plurals(rendering) if plural else ())]
        for variant in variants:
            found.update(_sequence(tokens, index, variant, exact))
    return found


def _sequence(
    tokens: list[_Token], index: dict[str, list[int]], rendering: str, exact: bool
) -> list[tuple[int, int]]:
    wanted = _tokens(rendering)
    if not wanted:
        return []
    size = len(wanted)
    found = []
    for at in index.get(wanted[0].lower, ()):
        window = tokens[at : at + size]
        same = len(window) == size and all(
            (a.text == b.text) if exact else (a.lower == b.lower) for a, b in zip(window, wanted, strict=True)
        )
        if same:
            found.append((at, size))
    return found


def _plurals(rendering: str) -> tuple[str, ...]:
    """The regular plurals of a rendering: of its last word, and of the word before `of`, `for`…"""
    words = rendering.split()
    heads = {len(words) - 1} | {n - 1 for n, word in enumerate(words) if n and word in _LINKS}
    return tuple(" ".join([*words[:n], _plural(words[n]), *words[n + 1 :]]) for n in sorted(heads))


def _plural(word: str) -> str:
    if re.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    if word.endswith("man"):
        return word[:-3] + "men"
    return word + ("es" if re.search(r"(s|x|z|ch|sh)$", word) else "s")


def _in_order(spans: list[Span | None], hits: Sequence[Hit]) -> list[Span | None]:
    """Give the places that equal terms found to their hits from left to right."""
    groups: dict[str, list[int]] = {}
    for n, hit in enumerate(hits):
        groups.setdefault(hit.term.ar, []).append(n)
    for members in groups.values():
        placed = sorted(span for n in members if (span := spans[n]))
        for n, span in zip(members, [*placed, *[None] * len(members)], strict=False):
            spans[n] = span
    return spans
