"""Numbers: each one of the source must stand in the target, in digits or in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.quality.arabic_numerals import arabic_numbers, mentioned
from translator.quality.dates import months_of
from translator.quality.english_numerals import english_digits, english_numbers
from translator.result import Finding
from translator.text.arabic import matching_form

_PERCENT_AR = re.compile(r"\d\s?[%٪]|[%٪]\s?\d|(?:ب|في\s)ال?(?:ميه|مايه)(?!\w)")
_PERCENT_EN = re.compile(
    r"%|\bper\s?cent|\bpercent|\bpct\b|\bpp\b|\bof (?:every|each) hundred|\bpoints?\b|\bhundred", re.I
)


def numbers(source: str, target: str) -> Iterator[Finding]:
    """Numbers of the source that the target does not have: in digits an error, in words a warning.

    A number that the source repeats may stand once.
    """
    wanted = {one.text: (one, in_digits) for one, in_digits in arabic_numbers(source)}
    there = list(english_numbers(target)) if wanted else []
    for one, in_digits in wanted.values():
        if one.is_among(there):
            continue
        if in_digits:
            yield Finding("numbers", "error", f"the number {one.text} is missing")
        else:
            yield Finding("numbers", "warning", f"the number «{one.text}» may be missing")


def added(source: str, target: str) -> Iterator[Finding]:
    """Numbers that the target has in digits and the source has in no way; one and two may be anything."""
    there = list(english_digits(target))
    known = {1.0, 2.0, *mentioned(source), *months_of(source)} if there else set()
    for one in there:
        parts = [part for part in one.parts if part.values != {0.0}]
        if not one.values & known and not (parts and all(part.values & known for part in parts)):
            yield Finding("numbers", "warning", f"the number {one.text} is not in the source")


def percents(source: str, target: str) -> Iterator[Finding]:
    """A percentage of the source that is none in the target."""
    if _PERCENT_AR.search(matching_form(source)) and not _PERCENT_EN.search(target):
        yield Finding("numbers", "warning", "the source has a percentage, the target has none")
