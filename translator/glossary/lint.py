"""What is wrong or doubtful in glossaries: the checks behind `translator glossary check`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from translator.errors import GlossaryError
from translator.glossary.load import load
from translator.glossary.lookalikes import COMMON_NAMES, COMMON_WORDS
from translator.glossary.match import Matcher
from translator.glossary.model import Glossary, Hit, Term
from translator.glossary.sources import source_key
from translator.text.arabic import has_arabic, matching_form

_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("‘", "’"))
_APOSTROPHE = re.compile(r"(?<=\w)’|’(?=\w)")


@dataclass(frozen=True, slots=True)
class Remark:
    """One finding: `where` is `file:line`, or `file:line:column` for what keeps a file from being loaded."""

    where: str
    severity: Literal["error", "warning"]
    message: str


def lint(names: Sequence[str]) -> tuple[Remark, ...]:
    """Everything to say about the glossaries `names` (as for `load`), errors first.

    When a file cannot be loaded, the load errors are all there is.
    """
    try:
        return check(load(names))
    except GlossaryError as error:
        return tuple(_remark(problem, "error") for problem in error.problems)


def check(glossary: Glossary) -> tuple[Remark, ...]:
    """Everything to say about a loaded glossary, errors first, then in the order of the terms."""
    unconditional = Matcher(replace(glossary, terms=tuple(term for term in glossary.terms if not term.context)))
    remarks = [_remark(warning, "warning") for warning in glossary.warnings]
    remarks.extend(_empty(glossary))
    remarks.extend(_repeated(glossary.terms))
    for term in glossary.terms:
        remarks.extend(_english(term))
        remarks.extend(_punctuated(term))
        remarks.extend(_common(term))
        alone = Matcher(Glossary((replace(term, context=()),)))
        remarks.extend(_unmatched(term, alone, unconditional))
        remarks.extend(_redundant(term, alone))
    return tuple(sorted(remarks, key=lambda remark: remark.severity != "error"))


def _remark(problem: str, severity: Literal["error", "warning"]) -> Remark:
    found = re.match(r"(.*?:(?:[^:!]+![A-Z]*)?\d+(?::\d+)?): (.*)", problem, re.DOTALL)
    return Remark(found[1], severity, found[2]) if found else Remark("", severity, problem)


def _empty(glossary: Glossary) -> Iterator[Remark]:
    filled = {term.origin.rpartition(":")[0] for term in glossary.terms}
    for file, _ in glossary.files:
        if file not in filled:
            yield Remark(file, "warning", "there is no term in it")


def _repeated(terms: Sequence[Term]) -> Iterator[Remark]:
    seen: dict[tuple[str, ...], Term] = {}
    for term in terms:
        for form in dict.fromkeys((term.ar, *term.forms)):
            first = seen.setdefault(source_key(term, form), term)
            if first is not term and first.en == term.en:
                yield Remark(term.origin, "warning", f"“{form}” stands already at {first.origin}: keep one of them")


def _english(term: Term) -> Iterator[Remark]:
    for name, texts in (
        ("en", (term.en,)),
        ("plural", (term.plural,)),
        ("first", (term.first,)),
        ("later", (term.later,)),
        ("accept", term.accept),
        ("forbid", term.forbid),
    ):
        for text in filter(None, texts):
            for flaw in _flaws(text, term):
                yield Remark(term.origin, "error", f"`{name}: {text}` {flaw}")
            if re.search("[;|]", text):
                yield Remark(
                    term.origin, "warning", f"`{name}: {text}` looks like several: keep one, `accept` the others"
                )
    for text in term.forbid:
        if text in (term.en, term.plural, term.first, term.later, *term.accept):
            yield Remark(term.origin, "error", f"“{text}” is both demanded and forbidden: remove it from one list")
    if term.en in term.accept and not (term.first or term.later):  # which take the place of `en`
        yield Remark(term.origin, "warning", f"“{term.en}” need not be repeated in `accept`")
    yield from _mentioned(term)
    if term.kind in ("name", "place") and not re.search(r"[A-Z\d]", term.en):
        yield Remark(term.origin, "warning", f"“{term.en}” is a {term.kind} without a capital letter")


def _mentioned(term: Term) -> Iterator[Remark]:
    """What is doubtful about `first` and `later`."""
    for name, text in (("first", term.first), ("later", term.later)):
        if text == term.en:
            yield Remark(term.origin, "warning", f"`{name}` is `en` anyway: it need not be repeated")
        if text and term.kind == "untranslated":
            yield Remark(term.origin, "error", f"`{name}` cannot be: an untranslated term is copied at each mention")
    if (term.first or term.later) and (term.later or term.en) in term.accept:
        message = f"“{term.later or term.en}” in `accept` is right at the first mention too: remove it"
        yield Remark(term.origin, "warning", message)
    if term.first and term.first == term.later:
        yield Remark(term.origin, "warning", "`first` and `later` are the same: `en` alone says it")


def _flaws(text: str, term: Term) -> Iterator[str]:
    if text != text.strip():
        yield "has white space at its ends: remove it"
    if re.search(r"\s{2}|[\t\n]", text.strip()):
        yield "has more than one space between words: keep one"
    if term.kind != "untranslated" and (has_arabic(text) or re.search("[،؛؟]", text)):
        yield "has Arabic in it: give the English"
    if text.count('"') % 2 or any(_plain(text).count(a) != _plain(text).count(b) for a, b in _PAIRS):
        yield "has a quotation mark or bracket that is not closed"


def _plain(text: str) -> str:
    """`text` without the apostrophes that look like closing quotation marks."""
    return _APOSTROPHE.sub("", text)


def _punctuated(term: Term) -> Iterator[Remark]:
    for form in (term.ar, *term.forms):
        if re.search("[;|]", form):
            yield Remark(term.origin, "warning", f"“{form}” looks like several: keep one, put the others into `forms`")
        elif re.search("[،؛]", form):
            yield Remark(term.origin, "warning", f"“{form}” matches only with its ، or ؛: between list items stands ,")
        elif re.search(r"[.,:;!؟?]$", form) and len(form) > 3:
            yield Remark(term.origin, "warning", f"“{form}” matches only where “{form[-1]}” follows: remove it")


def _common(term: Term) -> Iterator[Remark]:
    if term.exact or term.context:
        return
    for form in (term.ar, *term.forms):
        word = matching_form(form)
        if word in COMMON_WORDS or (term.kind in ("name", "place") and word in COMMON_NAMES):
            yield Remark(
                term.origin, "warning", f"“{form}” is also a common word: add `context:`, or match the full name only"
            )


def _unmatched(term: Term, alone: Matcher, unconditional: Matcher) -> Iterator[Remark]:
    """Forms that do not match even themselves, or that another term always takes away."""
    for form in dict.fromkeys((term.ar, *term.forms)):
        taker = None if term.context else _whole(unconditional, form)
        if not _whole(alone, form):
            yield Remark(term.origin, "error", f"“{form}” can never match: check it for a typing mistake")
        elif taker and taker.term.en != term.en:
            yield Remark(term.origin, "warning", f"“{form}” is always “{taker.term.en}”, from {taker.term.origin}")


def _redundant(term: Term, alone: Matcher) -> Iterator[Remark]:
    if term.exact or not term.forms:
        return
    bare = Matcher(Glossary((replace(term, forms=(), context=()),)))
    for form in term.forms:
        listed, ruled = _whole(alone, form), _whole(bare, form)
        if listed and ruled and listed.plural == ruled.plural:
            yield Remark(term.origin, "warning", f"“{form}” matches by rule: `forms` need not have it")


def _whole(matcher: Matcher, form: str) -> Hit | None:
    """The hit that covers all of `form`."""
    hits = matcher.find(form)
    return hits[0] if len(hits) == 1 and hits[0].surface == form.strip() and not hits[0].before else None
