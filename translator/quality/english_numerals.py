"""Numbers of English texts, in digits and in words: `3.5 million`, `two hundred and fifty`, `the 21st`, `2 p.m.`.

A scale (hundred, thousand, million…) may be said once for several numbers, as in `three or four million`: a number
without a scale of its own may therefore also mean itself times each scale that the text has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from translator.quality.numerals import Number, clock, number, values_of

_UNITS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()
_UNITS += ["seventeen", "eighteen", "nineteen"]
_ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_ORDINALS += "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split()
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SMALL = {
    form: float(n) for words in (_UNITS, _ORDINALS) for n, word in enumerate(words) for form in (word, f"{word}s")
}
del _SMALL["seconds"]  # twenty seconds
_SMALL |= {form: 10.0 * n for n, word in enumerate(_TENS, 2) for form in (word, f"{word[:-1]}ies", f"{word[:-1]}ieth")}
_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SCALE_WORDS = {form: value for word, value in _SCALES.items() for form in (word, f"{word}s", f"{word}th")}
_SCALE_WORDS |= {"grand": 1e3, "mil": 1e6}
_SHORT = {"m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "k": 1e3, "tn": 1e12, "trn": 1e12}
_OTHER = {"dozen": 12, "dozens": 12, "decade": 10, "decades": 10, "century": 100, "centennial": 100, "centenary": 100}
_OTHER |= {"once": 1, "single": 1, "twice": 2, "double": 2, "couple": 2, "pair": 2, "both": 2, "thrice": 3, "triple": 3}
_OTHER |= {"trio": 3, "quarter": 4, "quarters": 4, "quadruple": 4, "noon": 1200, "midnight": 0}
_ROMAN = {word: n for n, word in enumerate("I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI".split(), 1)}
MONTHS = "January February March April May June July August September October November December".split()
_CAPITALS = _ROMAN | {form: n for n, name in enumerate(MONTHS, 1) for form in (name, name[:3], name[:4])}

_TIME = re.compile(
    r"(?<![\d:.])(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s?(?P<half>[ap])\.?m\b|(?P<h>\d{1,2}):(?P<m>\d{2})(?!:?\d))",
    re.IGNORECASE,
)
_DIGITS = re.compile(
    r"(?<!\d)(?<!\d[.,])(\d+(?:[.,]\d+)*)(?:(?:st|nd|rd|th|(?P<s>['’]?s))\b)?(?:(?P<gap>[\s-]*)(?P<scale>[a-z]+))?",
    re.IGNORECASE,
)
_YEARS = re.compile(r"\b(\d{4})\s?[-–/]\s?(\d{1,2})\b")
_PARTS = {"half": 0.5, "quarter": 0.25}
_PART_OF = re.compile(rf"\b(half|quarter)[\s-](?:of[\s-])?(?:an?[\s-])?({'|'.join(_SCALES)})\b", re.IGNORECASE)
_AND_PART = re.compile(rf"\b(\w+) and a (half|quarter)\b(?:[\s-]({'|'.join(_SCALES)})\b)?", re.IGNORECASE)
_WORD = re.compile(r"[A-Za-z]+")
_GAP = re.compile(r"[\s\-\u2010\u2011]*")


def english_numbers(text: str) -> Iterator[Number]:
    """The numbers of an English text, Roman numbers and months among them."""
    scales = [value for word, value in _SCALES.items() if re.search(rf"\b{word}s?\b", text, re.IGNORECASE)]
    yield from (_time(found) for found in _TIME.finditer(text))
    yield from (_written(found, scales) for found in _DIGITS.finditer(text))
    yield from _fractions(text)
    for years in _YEARS.finditer(text):
        yield number(years[0], {float(years[1][: -len(years[2])] + years[2])})
    for run in _runs(text):
        yield from (number(word, {_CAPITALS[word]}) for word in run if word in _CAPITALS)
        yield from _spoken([word.lower() for word in run], scales)


def english_digits(text: str) -> Iterator[Number]:
    """The numbers that an English text writes in digits; a time of day is one of them."""
    yield from (_time(found) for found in _TIME.finditer(text))
    shortened = _YEARS.sub(r"\1;", _TIME.sub(";", text))  # the 18 of 2017–18 is no number of its own
    yield from (_written(found, ()) for found in _DIGITS.finditer(shortened))


def _time(found: re.Match[str]) -> Number:
    """A time of day, which may also be its hours in decimals: half past six."""
    hour, minute = int(found["hour"] or found["h"]), int(found["minute"] or found["m"] or 0)
    values = {*clock(hour, minute, (found["half"] or "").lower()), hour + minute / 60}
    return number(found[0], values, [number(str(part), {part}) for part in (hour, minute)])


def _fractions(text: str) -> Iterator[Number]:
    """Halves and quarters: half a million, a million and a half, three and a half billion."""
    for found in _PART_OF.finditer(text):
        yield number(found[0], {_PARTS[found[1].lower()] * _SCALES[found[2].lower()]})
    for found in _AND_PART.finditer(text):
        before, scale = found[1].lower(), _SCALES.get((found[3] or "").lower(), 1.0)
        whole, scale = (1.0, _SCALES[before]) if before in _SCALES else (_SMALL.get(before, 0.0), scale)
        yield number(found[0], {(whole + _PARTS[found[2].lower()]) * scale})


def _written(found: re.Match[str], scales: Sequence[float]) -> Number:
    """Digits with the values that what stands behind them gives; `5m` is five million, or five metres."""
    values, word = values_of(found[1]), (found["scale"] or "").lower()
    if word in _SCALES:
        return number(f"{found[1]} {word}", {value * _SCALES[word] for value in values})
    if found["s"]:  # the 1970s are the seventies of the twentieth century
        values |= {meant for value in values for meant in (value % 100, value // 100 + 1)}
    short = [_SHORT[word]] if word in _SHORT and not found["gap"] else []
    return number(found[1], {*values, *(value * scale for value in values for scale in (*scales, *short))})


def _runs(text: str) -> Iterator[list[str]]:
    """The words of a text, in runs of words with nothing but spaces and hyphens between them."""
    run: list[str] = []
    end = 0
    for word in _WORD.finditer(text):
        if run and not _GAP.fullmatch(text, end, word.start()):
            yield run
            run = []
        run.append(word[0])
        end = word.end()
    yield run


def _spoken(words: Sequence[str], scales: Sequence[float]) -> Iterator[Number]:
    """The numbers in a run of words, in lower case."""
    at = 0
    while at < len(words):
        if words[at] in _OTHER:
            yield number(words[at], {_OTHER[words[at]]})
        size, value = _read(words[at:])
        if size:
            meant = {value, *(value * scale for scale in scales if value < 1000)}
            more, year = _read(words[at + size :]) if size == 1 and 13 <= value <= 20 else (0, 0.0)
            if more and 10 <= year < 100:  # nineteen eighty-four
                meant.add(100 * value + year)
            yield number(" ".join(words[at : at + size]), meant)
        at += size or 1


def _read(words: Sequence[str]) -> tuple[int, float]:
    """How many words the number at the start of `words` has, 0 for none, and its value."""
    size, total, current = 0, 0.0, 0.0
    room = 100.0  # the next small number must be less
    for at, word in enumerate(words):
        if word in _SMALL and _SMALL[word] < room:
            current += _SMALL[word]
            room = 10.0 if _SMALL[word] >= 20 else 0.0
        elif word in _SCALE_WORDS:
            scaled = max(current, 1.0) * _SCALE_WORDS[word]
            total, current = (total, scaled) if scaled < 1e4 and word.startswith("hundred") else (total + scaled, 0.0)
            room = 100.0
        elif word != "and" or not at or words[at - 1] not in _SCALE_WORDS:
            break
        else:
            continue
        size = at + 1
    return size, total + current
