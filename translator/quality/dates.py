"""Dates: months of every Arabic calendar in use, and days of the week, must stand in the target."""

from __future__ import annotations

import re
from collections.abc import Iterator

from translator.quality.arabic_numerals import mentioned
from translator.quality.english_numerals import MONTHS
from translator.result import Finding, Severity
from translator.text.arabic import matching_form

_NAMES = (
    "يناير كانون_الثاني جانفي", "فبراير شباط فيفري", "مارس اذار", "ابريل نيسان افريل", "مايو ايار ماي",
    "يونيو يونيه حزيران جوان", "يوليو يوليه تموز يوليوز جويليه", "اغسطس اب غشت اوت", "سبتمبر ايلول شتنبر",
    "اكتوبر تشرين_الاول", "نوفمبر تشرين_الثاني نونبر", "ديسمبر كانون_الاول دجنبر",
)  # fmt: skip
# صفر is left out: it is also zero, as in the score of a match.
# Months whose name is also a word or a name count only where a number, another month or a time word says so.
_TIMES = "(?:شهر|في|خلال|منذ|منتصف|مطلع|بدايه|نهايه|اوائل|اواخر|حتي)"
_AMBIGUOUS = frozenset("اب ماي جوان اوت مارس شباط مايو نيسان".split())
_HIJRI = {
    "محرم": "Mu[h]arram", "ربيع_الاول": "Rabi", "ربيع_(?:الاخر|الثاني)": "Rabi",
    "جمادي_(?:الاولي|الاول)": "[JG][ou]mad", "جمادي_(?:الاخره|الثانيه|الاخر)": "[JG][ou]mad", "رجب": "Ra[gj]ab",
    "شعبان": "Sha.?ba", "رمضان": "Rama[dz]", "شوال": "Shaww?[aā]l",
    "ذ[ويا]_القعده": "(?:Dh|Z|Th)[ou]l?\\W{0,2}(?:al|l|ul|el)?\\W{0,2}[QK]",
    "ذ[ويا]_الحجه": "(?:Dh|Z|Th)[ou]l?\\W{0,2}(?:al|l|ul|el)?\\W{0,2}H",
}  # fmt: skip
_NAMED = re.compile(rf"(?<!\w)[وفبلك]?({'|'.join(' '.join(_NAMES).split()).replace('_', ' ')})(?!\w)")
_ANY_HIJRI = re.compile("|".join(_HIJRI).replace("_", " "))
_DAYS = {
    "الاحد": "Sun", "الاثنين": "Mon", "الثلاثاء": "Tue", "الاربعاء": "Wed", "الخميس": "Thu", "الجمعه": "Fri",
    "السبت": "Sat",
}  # fmt: skip
_SURE_DAYS = frozenset(("الثلاثاء", "الاربعاء"))
_SURE_MONTH = re.compile(rf"\b({'|'.join(month for month in MONTHS if month not in ('May', 'March'))})\b")
_NOW = r"(?i:\b(?:yesterday|today|tonight|tomorrow|(?:this|same|next|last|that) (?:day|morning|evening|night)))"
_QUOTED = re.compile('[«"“][^«»"“”]{1,40}[»"”]')
_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?!\d)")


def months(source: str, target: str) -> Iterator[Finding]:
    """Months of the source that the target does not name or number. One in quotation marks may be part of a name."""
    folded = matching_form(source)
    apart = _QUOTED.sub(" ", folded)
    numeric = {int(part) for date in _NUMERIC.finditer(target) for part in date.groups()}
    for value, named in _named(folded).items():
        month = MONTHS[value - 1]
        name = next((name for name in named if _names_month(folded, name)), "")
        if name and value not in numeric and not _says_month(target, month):
            severity: Severity = "error" if _names_month(apart, name) else "warning"
            yield Finding("dates", severity, f"the month «{name.replace('_', ' ')}» ({month}) is missing")


def months_of(source: str) -> frozenset[float]:
    """The numbers of the months that an Arabic text may name."""
    return frozenset(map(float, _named(matching_form(source))))


def added_months(source: str, target: str) -> Iterator[Finding]:
    """Months that only the target names; May and March, which are words too, aside."""
    named = list(dict.fromkeys(_SURE_MONTH.findall(target)))
    known = months_of(source) | mentioned(source) if named else frozenset()
    for month in named:
        if MONTHS.index(month) + 1 not in known:
            yield Finding("dates", "warning", f"the month {month} is not in the source")


def hijri(source: str, target: str) -> Iterator[Finding]:
    """Months of the Islamic calendar, behind a number or a word for month, that the target does not name."""
    folded = matching_form(source)
    if not _ANY_HIJRI.search(folded):
        return
    for name, english in _HIJRI.items():
        found = re.search(rf"(?:\d|شهر|غره)\s+(?:من\s+)?({name.replace('_', ' ')})(?!\w)", folded)
        if found and not re.search(english, target, re.IGNORECASE):
            yield Finding("dates", "warning", f"the month «{found[1]}» may be missing")


def weekdays(source: str, target: str) -> Iterator[Finding]:
    """Days of the week that the target does not name, unless it says today, tomorrow or yesterday."""
    folded = matching_form(source)
    for name, english in _DAYS.items():
        if name not in folded:
            continue
        before = "" if name in _SURE_DAYS else r"(?:يوم|ليله|صباح|مساء|ظهر|فجر|عصر|امس|اليوم|غدا?)\s+"
        said = re.search(rf"\b{english}|{_NOW}", target)
        if not said and re.search(rf"{before}[وفبل]?{name}(?!\w)", folded):
            yield Finding("dates", "warning", f"the day «{name}» ({english}.) may be missing")


def _named(folded: str) -> dict[int, list[str]]:
    """The names of months that stand in a text, as whatever, by the number of the month."""
    there = {name.replace(" ", "_") for name in _NAMED.findall(folded)}
    found = {value: [name for name in names.split() if name in there] for value, names in enumerate(_NAMES, 1)}
    return {value: names for value, names in found.items() if names}


def _names_month(folded: str, name: str) -> bool:
    if name not in _AMBIGUOUS:
        return _names(folded, name)
    pattern = rf"(?<!\w)[وفبلك]?{name}(?!\w)"
    beside = rf"\d\s+{pattern}|/\s?{name}(?!\w)|{pattern}\s?/|{pattern}\s+\d{{4}}|{_TIMES} {name}(?!\w)"
    return bool(re.search(beside, folded))


def _names(folded: str, name: str) -> bool:
    """True where the name stands in the text, as whatever."""
    words = name.replace("_", " ")
    return words in folded and bool(re.search(rf"(?<!\w)[وفبلك]?{words}(?!\w)", folded))


def _says_month(target: str, month: str) -> bool:
    """True where the target has the month's name, or its first three letters or four; with a capital."""
    short = "".join(rf"|{month[:size]}\b" for size in (3, 4) if size < len(month))
    return bool(re.search(rf"\b(?:{month}|{month.upper()}{short})", target))
