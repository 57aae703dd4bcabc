"""The English around a rendering that was put in by force: articles, doubled words, the first capital."""

from __future__ import annotations

import re

from translator.document import Span
from translator.glossary.model import Hit

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_SILENT = ("hour", "honest", "honor", "heir")
_CONSONANT_SOUND = ("uni", "use", "usu", "eu", "one", "u.s", "u.n", "uk", "us ")


def insert(text: str, span: Span, hit: Hit) -> str:
    """`text` with `span` replaced by the rendering of `hit`, and what stands around it made to fit."""
    words = hit.rendering
    before, after = text[: span.start], text[span.end :]
    before = _without_doubled_end(before, words)
    before = _fit_article(before, words, hit)
    after = _without_doubled_start(after, words)
    if not before.strip(" \n\"'“‘«(["):
        words = capital(words, hit)
    return _spaced(before, words, after)


def capital(words: str, hit: Hit) -> str:
    """The rendering as it begins a sentence."""
    return words if hit.term.case == "exact" else words[:1].upper() + words[1:]


def _without_doubled_end(before: str, words: str) -> str:
    """Drop from the end of `before` what the rendering says again: `General` + `General Milley`."""
    rendered = [m.group().lower() for m in _WORD.finditer(words)]
    spans = list(_WORD.finditer(before))
    for size in range(min(len(spans), len(rendered)), 0, -1):
        tail = spans[-size:]
        if [m.group().lower() for m in tail] == rendered[:size] and not before[tail[-1].end() :].strip():
            return before[: tail[0].start()]
    return before


def _without_doubled_start(after: str, words: str) -> str:
    """Drop from the start of `after` what the rendering has just said: `Joint Chiefs` + `Chiefs of Staff`."""
    rendered = [m.group().lower() for m in _WORD.finditer(words)]
    spans = list(_WORD.finditer(after))
    for size in range(min(len(spans), len(rendered)), 0, -1):
        head = spans[:size]
        if [m.group().lower() for m in head] == rendered[-size:] and not after[: head[0].start()].strip():
            return after[head[-1].end() :]
    return after


def _fit_article(before: str, words: str, hit: Hit) -> str:
    match = re.search(r"(?i)\b(an?|the)(\s+)$", before)
    if not match:
        return before
    article, gap = match[1], match[2]
    if hit.term.kind in ("name", "untranslated") or re.match(r"(?i)(the|an?)\b", words):
        return before[: match.start()]
    if article.lower() == "the":
        return before
    right = "an" if _vowel_sound(words) else "a"
    return before[: match.start()] + (right.capitalize() if article[0].isupper() else right) + gap


def _vowel_sound(words: str) -> bool:
    lower = words.lower()
    return lower.startswith(_SILENT) or (lower[:1] in "aeiou" and not lower.startswith(_CONSONANT_SOUND))


def _spaced(before: str, words: str, after: str) -> str:
    left = "" if not before.strip() or before[-1] in "([{“‘\"'-/" else " "
    apart = after[:1].isspace() and after.lstrip()[:1] in tuple("\"'-/")  # these stand apart as well as together
    right = "" if not after.strip() or (after.lstrip()[0] in ".,;:!?)]}”’'\"%-/" and not apart) else " "
    return before.rstrip() + left + words + right + after.lstrip()
