"""Numbers and months: each one of the source must stand in the target, in digits or in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from translator.quality.numerals import Number, arabic_digits, arabic_words, english_numbers
from translator.result import Finding
from translator.text.arabic import fold

_MONTHS = {
    "January": "يناير كانون_الثاني جانفي", "February": "فبراير شباط فيفري", "March": "مارس اذار",
    "April": "ابريل نيسان افريل", "May": "مايو ايار ماي", "June": "يونيو حزيران جوان",
    "July": "يوليو تموز يوليوز جويليه", "August": "اغسطس اب غشت اوت", "September": "سبتمبر ايلول شتنبر",
    "October": "اكتوبر تشرين_الاول", "November": "نوفمبر تشرين_الثاني نونبر", "December": "ديسمبر كانون_الاول دجنبر",
}  # fmt: skip
# Months whose name is also a common word or a name count only where a number, another month or a time word says so.
_TIMES = "(?:شهر|في|خلال|منذ|منتصف|مطلع|بدايه|نهايه|اوائل|اواخر|حتي)"
_AMBIGUOUS = frozenset({"اب", "ماي", "جوان", "اوت", "مارس", "شباط", "مايو", "نيسان"})


def numbers(source: str, target: str) -> Iterator[Finding]:
    """Numbers of the source that the target does not have: in digits an error, in words a warning.

    A number that the source repeats may stand once.
    """
    there, folded = list(english_numbers(target)), fold(source).text
    for wanted in _missing(arabic_digits(folded), there):
        yield Finding("numbers", "error", f"the number {wanted.text} is missing")
    for wanted in _missing(arabic_words(folded), there):
        yield Finding("numbers", "warning", f"the number «{wanted.text}» may be missing")


def _missing(wanted: Iterator[Number], there: Sequence[Number]) -> Iterator[Number]:
    distinct = {number.text: number for number in wanted}
    return (number for number in distinct.values() if not any(number.agrees(other) for other in there))


def dates(source: str, target: str) -> Iterator[Finding]:
    """Months of the source, in either Arabic calendar, that the target does not name."""
    folded = fold(source).text
    lower = target.lower()
    for month, names in _MONTHS.items():
        for name in names.split():
            if not _names_month(folded, name):
                continue
            if not re.search(rf"\b{month.lower()}\b|\b{month[:3].lower()}\b\.?", lower):
                yield Finding("dates", "error", f"the month «{name.replace('_', ' ')}» ({month}) is missing")
            break


def _names_month(folded: str, name: str) -> bool:
    pattern = rf"(?<!\w)[وفبلك]?{name.replace('_', ' ')}(?!\w)"
    if name not in _AMBIGUOUS:
        return bool(re.search(pattern, folded))
    beside = rf"\d\s+{pattern}|/\s?{name}(?!\w)|{pattern}\s?/|{pattern}\s+\d{{4}}|{_TIMES} {name}(?!\w)"
    return bool(re.search(beside, folded))
