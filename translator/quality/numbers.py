"""Numbers and months: each one of the source must stand in the target, in digits or in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from translator.result import Finding
from translator.text.arabic import fold

_AR_SCALES = {"الف": 1e3, "الاف": 1e3, "مليون": 1e6, "ملايين": 1e6, "مليار": 1e9, "مليارات": 1e9, "بليون": 1e9}
_AR_SCALES |= {"تريليون": 1e12, "تريليونات": 1e12, "ترليون": 1e12, "مليونا": 1e6, "مليارا": 1e9, "الفا": 1e3}
_EN_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_EN_SCALES |= {"m": 1e6, "mn": 1e6, "bn": 1e9, "k": 1e3}
_UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_UNITS += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = ["zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_ORDINALS += ["eleventh", "twelfth"]
# One and two are left out: Arabic and English both use them for much that is not a count.
_AR_WORDS = {
    3: "ثلاث ثلاثه", 4: "اربع اربعه", 5: "خمس خمسه", 6: "ست سته", 7: "سبع سبعه", 8: "ثمان ثمانيه ثماني",
    9: "تسع تسعه", 10: "عشر عشره", 20: "عشرون عشرين", 30: "ثلاثون ثلاثين", 40: "اربعون اربعين",
    50: "خمسون خمسين", 60: "ستون ستين", 70: "سبعون سبعين", 80: "ثمانون ثمانين", 90: "تسعون تسعين",
    100: "ميه مايه",
}  # fmt: skip
_MONTHS = {
    "January": "يناير كانون_الثاني جانفي", "February": "فبراير شباط فيفري", "March": "مارس اذار",
    "April": "ابريل نيسان افريل", "May": "مايو ايار ماي", "June": "يونيو حزيران جوان",
    "July": "يوليو تموز يوليوز جويليه", "August": "اغسطس اب غشت اوت", "September": "سبتمبر ايلول شتنبر",
    "October": "اكتوبر تشرين_الاول", "November": "نوفمبر تشرين_الثاني نونبر", "December": "ديسمبر كانون_الاول دجنبر",
}  # fmt: skip
# Months whose name is also a common word count only beside a number or another month name.
_AMBIGUOUS = frozenset({"اب", "ماي", "جوان", "اوت", "مارس", "شباط"})

_AR_NUMBER = re.compile(r"(?<![\w.])(\d+(?:[.,٫٬]\d+)*)(?:\s+(?P<scale>\w+))?")
_EN_NUMBER = re.compile(r"(?<![\w.])(\d+(?:[.,]\d+)*)(?:st|nd|rd|th|s)?(?:[\s-]*(?P<scale>[a-z]+))?", re.IGNORECASE)
_EN_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?", re.IGNORECASE)
_AR_TOKEN = re.compile(r"[\u0621-\u064a]+")


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as it was written, and the values it may mean (`5 million` is 5 and 5,000,000)."""

    text: str
    values: frozenset[float]


def numbers(source: str, target: str) -> Iterator[Finding]:
    """Numbers of the source, in digits or in words up to a hundred, that the target does not have."""
    there = list(_english(target))
    for wanted, severity in _arabic(fold(source).text):
        match = next((one for one in there if one.values & wanted.values), None)
        if match:
            there.remove(match)
        elif severity == "error":
            yield Finding("numbers", "error", f"the number {wanted.text} is missing")
        else:
            yield Finding("numbers", "warning", f"the number «{wanted.text}» may be missing")


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
    beside = rf"\d\s+{pattern}|/\s?{name}(?!\w)|{pattern}\s?/|{pattern}\s+\d{{4}}|شهر {name}(?!\w)"
    return bool(re.search(beside, folded))


def _arabic(folded: str) -> Iterator[tuple[_Number, str]]:
    for match in _AR_NUMBER.finditer(folded):
        scale = _AR_SCALES.get(match["scale"] or "", 1.0)
        yield _Number(match[1], frozenset(v * s for v in _values(match[1]) for s in {1.0, scale})), "error"
    words = {form: value for value, forms in _AR_WORDS.items() for form in forms.split()}
    tokens = _AR_TOKEN.findall(folded)
    for at, token in enumerate(tokens):
        value = words.get(token) or words.get(token[1:] if token[:1] in "وبلف" else "")
        beside = tokens[at + 1 : at + 3]
        if value and not any(_is_numeral(other, words) for other in [*beside, *tokens[max(0, at - 2) : at]]):
            yield _Number(token, frozenset({float(value)})), "warning"


def _is_numeral(token: str, words: dict[str, int]) -> bool:
    """True for a neighbour that makes a number word part of a larger number, which is not checked."""
    return token in words or token[1:] in words or token in _AR_SCALES


def _english(text: str) -> Iterator[_Number]:
    for match in _EN_NUMBER.finditer(text):
        scale = _EN_SCALES.get((match["scale"] or "").lower(), 1.0)
        yield _Number(match[1], frozenset(v * s for v in _values(match[1]) for s in {1.0, scale}))
    for match in _EN_WORD.finditer(text.lower()):
        value = _word_value(match.group())
        if value is not None:
            yield _Number(match.group(), frozenset({value, *(value * s for s in _EN_SCALES.values())}))


def _values(digits: str) -> frozenset[float]:
    """What a run of digits may mean: a comma or a stop may group thousands or begin decimals."""
    plain = digits.replace("٬", ",").replace("٫", ".")
    grouped = re.sub(r"[.,](?=\d{3}(?!\d))", "", plain)
    found = {float(text) for text in {grouped, plain.replace(",", ".")} if text.count(".") <= 1 and "," not in text}
    return frozenset(found or {float(re.sub(r"\D", "", plain))})


def _word_value(word: str) -> float | None:
    if word in _ORDINALS:
        return float(_ORDINALS.index(word))
    if word in _UNITS:
        return float(_UNITS.index(word))
    first, _, second = word.partition("-")
    if first in _TENS:
        return 10.0 * (_TENS.index(first) + 2) + (_UNITS.index(second) if second in _UNITS[1:10] else 0)
    return {"hundred": 100.0, "dozen": 12.0}.get(word)
