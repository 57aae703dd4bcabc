"""Checks that look at the target as a text: nothing left over, nothing doubled, nothing out of balance."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.result import Finding
from translator.text.arabic import has_arabic, matching_form
from translator.text.protect import protect

_ARABIC_RUN = re.compile("[\u0621-\u065f\u066e-\u06d3\ufb50-\ufdff\ufe70-\ufefc]+")
_ARABIC_SIGN = re.compile("[،؛؟٪٫٬٠-٩]+")
_DOUBLED = re.compile(r"\b([^\W\d_]+)\s+\1\b", re.IGNORECASE)
_DOUBLED_PHRASE = re.compile(r"\b([^\W\d_]+(?:[ -][^\W\d_]+){1,7}) \1\b", re.IGNORECASE)
_MAY_DOUBLE = frozenset({"had", "that", "bye", "very", "so", "no", "ha", "bora", "pago", "baden", "sirhan", "boutros"})
_PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "«": "»"}
_GAP = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_LOOSE = re.compile(r"(?<=\w) +[,;:!?](?!\S)|(?<=\w) +\.(?= |\Z)")
_SYMBOL = re.compile("[⟦⟧⟶⟨⟩]")
_END = re.compile(r"([.!?؟…:;؛،,])[\"'”’»)\]\s]*$")
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_QUESTION = re.compile(r"[؟?]|(?<!\w)[وف]?(?:هل|ما|ماذا|لماذا|لم|من|متى|أين|اين|كيف|كم|أي|أ\w{2,}|ا[لّ]?يس|أ)(?!\w)")
_MEANS = {"؟": "?", "?": "?", "!": "!", "…": "…", ":": ":", ".": "."}


def leftovers(source: str, target: str) -> Iterator[Finding]:
    """Arabic letters, signs and digits in the target, and signs of slots or tags."""
    runs = list(_ARABIC_RUN.finditer(target))
    kept = [item.span for item in protect(target)] if runs else []
    for match in runs:
        if any(span.start <= match.start() < span.end for span in kept):
            continue  # part of an address
        yield Finding("arabic", "error", f"Arabic is left over: «{match.group()}»", *match.span())
    for match in _ARABIC_SIGN.finditer(target):
        yield Finding("arabic", "warning", f"an Arabic sign is left over: {match.group()}", *match.span())
    for match in _SYMBOL.finditer(target):
        if match.group() not in source:
            yield Finding("placeholder", "error", f"a placeholder sign is left over: {match.group()}", *match.span())
    if marks := _DIRECTION.findall(target):
        yield Finding("arabic", "info", f"{len(marks)} invisible marks of direction")


def emptiness(source: str, target: str) -> Iterator[Finding]:
    """A source with Arabic whose target is empty or a copy."""
    if has_arabic(source) and not target.strip():
        yield Finding("empty", "error", "there is no translation")
    elif has_arabic(source) and source.strip() == target.strip():
        yield Finding("copied", "error", "the source was copied")


def repeats(source: str, target: str) -> Iterator[Finding]:
    """A word said twice in a row, unless the source does so too."""
    if _DOUBLED.search(matching_form(source)):
        return
    for match in _DOUBLED.finditer(target):
        if match[1].lower() not in _MAY_DOUBLE:
            yield Finding("repeated", "warning", f"a word is repeated: {match.group()}", *match.span())
    for match in _DOUBLED_PHRASE.finditer(target):
        yield Finding("repeated", "warning", f"words are repeated: {match.group()}", *match.span())


def balance(source: str, target: str) -> Iterator[Finding]:
    """Brackets and quotes that do not pair in the target although they do in the source."""
    for opening, closing in _PAIRS.items():
        if target.count(opening) != target.count(closing) and source.count(opening) == source.count(closing):
            yield Finding("brackets", "warning", f"{opening} and {closing} do not pair")
    if target.count('"') % 2 and not _odd_quotes(source):
        yield Finding("quotes", "warning", 'the quotation marks " do not pair')


def ending(source: str, target: str) -> Iterator[Finding]:
    """A question, a colon or the stop at the end that the target does not have, and a stop that only it has."""
    here, there = _END.search(source.rstrip()), _END.search(target.rstrip())
    wanted = _MEANS.get(here[1], ",") if here else None
    if not target.strip() or not has_arabic(source):
        return
    if wanted == "?" and "?" not in target:
        yield Finding("ending", "warning", "the source asks, the target does not: ? is missing")
    elif wanted == ":" and (there is None or there[1] != ":"):
        yield Finding("ending", "warning", "the target should end with :")
    elif there and there[1] == "?" and not _QUESTION.search(source):
        yield Finding("ending", "warning", "the target asks, the source does not")
    elif there and there[1] == "?" and not here:
        return
    elif bool(here) != bool(there):
        yield Finding("ending", "info", "the stop at the end is missing" if here else "there is a stop at the end")


def spaces(source: str, target: str) -> Iterator[Finding]:
    """White space that is too much: at the ends, where the source has none, between words, before a sign."""
    if target.strip() and not source[:1].isspace() and target[:1].isspace():
        yield Finding("spaces", "warning", "white space at the start", 0, len(target) - len(target.lstrip()))
    if target.strip() and not source[-1:].isspace() and target[-1:].isspace():
        yield Finding("spaces", "warning", "white space at the end", len(target.rstrip()), len(target))
    if not _GAP.search(source):
        for match in _GAP.finditer(target):
            yield Finding("spaces", "info", "several spaces in a row", *match.span())
    for match in _LOOSE.finditer(target):
        yield Finding("spaces", "info", f"a space before {match.group().strip()}", *match.span())


def length(source: str, target: str) -> Iterator[Finding]:
    """A target so much shorter or longer than its source that something was left out or made up."""
    here, there = len(source.split()), len(target.split())
    if here >= 8 and has_arabic(source) and not 0.5 <= there / here <= 3.0:
        yield Finding("length", "warning", f"{here} words became {there}")


def protected(source: str, target: str) -> Iterator[Finding]:
    """URLs, addresses, placeholders and codes that are not in the target as they were."""
    rest = target
    for item in protect(source):
        text = item.span.of(source)
        if text in rest:
            rest = rest.replace(text, "", 1)
        else:
            yield Finding("protected", "error", f"{text} is missing or changed")
    for item in protect(rest):
        if item.kind in ("url", "email", "placeholder"):
            yield Finding("protected", "warning", f"{item.span.of(rest)} is not in the source")


def _odd_quotes(source: str) -> bool:
    return bool(sum(source.count(sign) for sign in '"“”«»') % 2)
