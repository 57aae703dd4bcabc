"""Numbers of Arabic texts, in digits, in words, and in both: `٣٫٥ مليون`, `مئتان وخمسون ألفا`, `مليون و200 ألف`.

Words are compared in their folded form: see `translator.text.arabic`. One and two alone are left out, since Arabic and
English use them for much that is not a count; so are thirds and fifths, and words such as hundreds of something.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from translator.quality.numerals import Number, clock, number, values_of
from translator.text.arabic import matching_form

_KEPT = 2  # several checks in a row ask for the numbers of one segment

_FORMS: dict[float, str] = {
    1: "واحد واحده واحدا احد احدي", 2: "اثنا اثني اثنتا اثنتي اثنين اثنان اثنتين اثنتان",
    3: "ثلاث ثلاثه", 4: "اربع اربعه", 5: "خمس خمسه", 6: "ست سته", 7: "سبع سبعه", 8: "ثمان ثمانيه ثماني ثمانيا",
    9: "تسع تسعه", 10: "عشر عشره",
    20: "عشرون عشرين", 30: "ثلاثون ثلاثين", 40: "اربعون اربعين", 50: "خمسون خمسين", 60: "ستون ستين",
    70: "سبعون سبعين", 80: "ثمانون ثمانين", 90: "تسعون تسعين",
    100: "ميه مايه", 200: "مايتان مايتين مايتي مايتا",
}  # fmt: skip
_HUNDREDS = {"ثلاث": 300, "اربع": 400, "خمس": 500, "ست": 600, "سبع": 700, "ثمان": 800, "ثماني": 800, "تسع": 900}
_SCALES: dict[float, str] = {
    1e3: "الف الاف الفا", 1e6: "مليون مليونا ملايين", 1e9: "مليار مليارا مليارات بليون بليونا بلايين",
    1e12: "تريليون تريليونا تريليونات ترليون ترليونا",
}  # fmt: skip
_DUALS: dict[float, str] = {
    2e3: "الفين الفان الفي", 2e6: "مليونين مليونان مليوني", 2e9: "مليارين ملياران ملياري بليونين بليونان",
    2e12: "تريليونين تريليونان",
}  # fmt: skip


def _by_form(table: dict[float, str]) -> dict[str, float]:
    return {form: value for value, forms in table.items() for form in forms.split()}


_SMALL = _by_form(_FORMS) | {f"{unit}{one}": float(n) for unit, n in _HUNDREDS.items() for one in ("ميه", "مايه")}
_SCALE_WORDS, _DUAL_WORDS = _by_form(_SCALES), _by_form(_DUALS)
_TENS = frozenset(range(20, 100, 10))
_ORDINALS: dict[float, str] = {
    1: "حادي حاديه", 2: "ثاني ثانيه", 3: "ثالث ثالثه", 4: "رابع رابعه", 5: "خامس خامسه", 6: "سادس سادسه",
    7: "سابع سابعه", 8: "ثامن ثامنه", 9: "تاسع تاسعه", 10: "عاشر عاشره",
}  # fmt: skip
_FRACTIONS = {"نصف": 0.5, "ربع": 0.25}
_SMALL |= _by_form(_ORDINALS) | _FRACTIONS
_SMALL |= {
    f"{ten}{end}": value for ten, value in _SMALL.items() if ten.endswith("ين") and value < 100 for end in ("ات", "يات")
}
_WITH_ARTICLE = frozenset("حادي حاديه ثاني ثانيه".split())
"""Ordinals only with the article: a second of time, a proper name."""
# What makes a number word next to it part of a number that is not read here.
_PARTS = frozenset("ميات مءات عشرات ثلث ثلثا ثلثي خمسا خمسي اخماس ارباع".split())
# "I am not", "amount", and in front of a hundred the article or preposition of a percentage.
_NO_NUMBER = frozenset("لست فلست ولست الست كميه الميه المايه بالميه بالمايه".split())
_NUMERALS = frozenset(_SMALL) | frozenset(_SCALE_WORDS) | frozenset(_DUAL_WORDS) | _PARTS
_PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "وب", "ول", "لل", "ولل", "فال")

_KNOWN = {cut + stem: (cut, stem) for cut in reversed(_PROCLITICS) for stem in _NUMERALS}
_TWO_HUNDRED = re.compile("مئت(?=[اىي])")  # folding makes it the word for dead
_TIME = re.compile(r"(?<![\d:])(\d{1,2}):(\d{2})(?!:?\d)")
_TOKEN = re.compile(r"(?P<digits>\d+(?:[.,٫٬،]\d+)*)|[\u0621-\u064a]+")
_SHARED = 1000
"""Numbers below this may share the scale of another: `بين 3 و4 ملايين`."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A number word, or digits with the `values` they may have; `joined`: an `and` stands before it."""

    text: str
    stem: str
    joined: bool = False
    values: frozenset[float] = frozenset()

    @property
    def scale(self) -> float:
        """What it multiplies what is before it by; 0 for what is no scale."""
        return _SCALE_WORDS.get(self.stem, 0.0)


@lru_cache(_KEPT)
def arabic_numbers(source: str) -> tuple[tuple[Number, bool], ...]:
    """The numbers of an Arabic text, each with whether there are digits in it."""
    return tuple(_numbers(source))


def _numbers(source: str) -> Iterator[tuple[Number, bool]]:
    folded = matching_form(_TWO_HUNDRED.sub("مايت", source))
    for time in _TIME.finditer(folded):
        hour, minute = int(time[1]), int(time[2])
        yield number(time[0], clock(hour, minute), [number(part, {float(part)}) for part in time.groups()]), True
    text = _TIME.sub(";", folded)
    runs = list(_runs(text))
    scales = {word.scale for run in runs for word in run if word.scale}
    for run in (one for several in runs for one in _listed(several)):
        values, digits = _meanings(run), [_alone(run, n, scales) for n, word in enumerate(run) if word.values]
        name = " ".join(word.text for word in run)
        if not values:
            yield from ((one, True) for one in digits)
        elif len(digits) == len(run) or any(word.joined for word in run[1:]):
            yield number(name, values | (digits[0].values if len(run) == 1 else set()), digits), bool(digits)
        else:
            yield number(name, values), bool(digits)


@lru_cache(_KEPT)
def mentioned(source: str) -> frozenset[float]:
    """Every value that an Arabic text can be said to mention: its numbers, and each part of them."""
    folded = matching_form(_TWO_HUNDRED.sub("مايت", source))
    words = [word for run in _runs(folded) for word in run]
    values = {float(digits) for digits in re.findall(r"\d+", folded)}
    values |= {value for word in words for value in (*word.values, _SMALL.get(word.stem, 0.0), word.scale)}
    for one, _ in arabic_numbers(source):
        values |= {value for part in (one, *one.parts) for value in part.values}
    return frozenset(values | {value % 100 for value in values})  # 2017-2018 may become 2017–18


def _listed(run: list[_Word]) -> Iterator[list[_Word]]:
    """A run of words as one number, or as those that it lists: السابع عشر والثامن عشر."""
    while len(run) > 1 and not any(word.values or word.stem in _PARTS for word in run) and not _meanings(run):
        size = next((size for size in range(len(run) - 1, 1, -1) if _meanings(run[:size])), 1)
        yield run[:size]
        run = run[size:]
    yield run


def _runs(text: str) -> Iterator[list[_Word]]:
    """The number words and digits of a text, in runs with nothing but spaces and `and` between them."""
    run: list[_Word] = []
    end, joins = 0, False
    for token in _TOKEN.finditer(text):
        if not run and token[0] not in _KNOWN and not token["digits"]:  # most words
            end, joins = token.end(), token[0] == "و"
            continue
        is_near = not text[end : token.start()].strip()
        word = None if token[0] == "و" else _word(token, joins and is_near)
        if run and (word is None or not is_near) and not (token[0] == "و" and is_near):
            yield run
            run = []
        if word:
            run.append(word)
        end, joins = token.end(), token[0] == "و"
    if run:
        yield run


def _word(token: re.Match[str], joined: bool) -> _Word | None:
    if token["digits"]:
        return _Word(token[0], "", joined, values_of(token[0]))
    cut, stem = _KNOWN.get(token[0], ("", ""))
    if not stem or token[0] in _NO_NUMBER or (stem in _WITH_ARTICLE and "ل" not in cut):
        return None
    return _Word(token[0], stem, joined or token[0].startswith("و"))  # واحد: one, or `and one`


def _alone(run: Sequence[_Word], at: int, scales: Collection[float]) -> Number:
    """Digits of a run by themselves, with the scale behind them if there is one."""
    word, following = run[at], run[at + 1] if at + 1 < len(run) else None
    if following and following.scale and not following.joined:
        return number(f"{word.text} {following.text}", {value * following.scale for value in word.values})
    shared = {value * scale for value in word.values for scale in scales if value < _SHARED}
    listed = [number(part, values_of(part)) for part in word.text.split("،")] if "،" in word.text else []
    return number(word.text, word.values | shared, listed)


def _meanings(run: Sequence[_Word]) -> set[float]:
    """The values that a run has as a whole, none for a run that is not understood or says too little."""
    if len(run) == 1 and not run[0].values:
        return _said_alone(run[0])
    choices = product(*(word.values or {_SMALL.get(word.stem, 0.0)} for word in run[:8]))
    found = (_sum(run, choice) for choice in choices)
    return {value for value in found if value is not None} if len(run) <= 8 else set()


def _said_alone(word: _Word) -> set[float]:
    """The value of a number word by itself."""
    value = _SMALL.get(word.stem, 0.0) or _DUAL_WORDS.get(word.stem, 0.0)
    value = value or (word.scale if word.stem in ("مليون", "مليار", "بليون", "تريليون", "ترليون") else 0.0)
    return {value} if value > 2 else set()


def _sum(run: Sequence[_Word], values: Sequence[float]) -> float | None:
    """The value of a run, its digits and small numbers having `values`; None where it is no number."""
    total = current = last = 0.0
    scale = 1.0
    for at, (word, value) in enumerate(zip(run, values, strict=True)):
        starts = at == 0 or (word.joined and not current)
        if word.stem in _DUAL_WORDS and starts:
            total += _DUAL_WORDS[word.stem]
            scale = _DUAL_WORDS[word.stem] / 2
        elif word.scale and (starts or (current and not word.joined)):
            scale = word.scale
            total, current = total + (current or 1.0) * scale, 0.0
        elif not value:
            return None
        elif starts:
            current = value
        elif word.joined and _adds(last, value):
            current += value
        elif not word.joined and last < 10 and value in (10, 100):
            current += 10 if value == 10 else last * 99
        else:
            return None
        last = value
    return total + current * (scale if current < 1 else 1.0)  # مليون ونصف


def _adds(last: float, value: float) -> bool:
    """True where a number is made longer by `and`: a hundred and five, five and twenty, three and a half."""
    return value < 1 or (last % 100 == 0 and value < 100) or (last < 10 and value in _TENS)
