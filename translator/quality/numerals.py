"""Reading numbers: what Arabic and English texts write in digits and in words, each with the values it may mean.

A number beside a scale (`3.5 مليون`, `3.5 million`) also means the product; a hyphen joins ages and spans
(`five-year`); letters may stand before digits (`H1N1`, `و60,000`); a span of years gives both (`2017–18`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

_AR_SCALES = {"الف": 1e3, "الاف": 1e3, "الفا": 1e3, "مليون": 1e6, "مليونا": 1e6, "ملايين": 1e6}
_AR_SCALES |= {"مليار": 1e9, "مليارا": 1e9, "مليارات": 1e9, "بليون": 1e9, "بلايين": 1e9}
_AR_SCALES |= {"تريليون": 1e12, "تريليونات": 1e12, "ترليون": 1e12}
_EN_SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_EN_SCALES |= {"m": 1e6, "mn": 1e6, "bn": 1e9, "k": 1e3, "tn": 1e12}
_UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
_UNITS += ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = ["zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"]
_ORDINALS += ["eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth"]
_ORDINALS += ["eighteenth", "nineteenth"]
_EN_WORDS = {word: float(value) for words in (_UNITS, _ORDINALS) for value, word in enumerate(words)}
_EN_WORDS |= {word: 10.0 * value for value, word in enumerate(_TENS, 2)}
_EN_WORDS |= {f"{word[:-1]}ieth": 10.0 * value for value, word in enumerate(_TENS, 2)}
_EN_WORDS |= {f"{_TENS[tens]}-{word}": 20.0 + 10 * tens + unit
              for tens in range(8) for unit in range(1, 10) for word in (_UNITS[unit], _ORDINALS[unit])}  # fmt: skip
_EN_WORDS |= {"hundred": 100.0, "dozen": 12.0, "decade": 10.0, "century": 100.0, "centennial": 100.0}
_EN_WORDS |= {"triple": 3.0, "trio": 3.0, "thrice": 3.0, "quarter": 4.0, "quadruple": 4.0}
_ROMAN = {
    "I": 1.0,
    "II": 2.0,
    "III": 3.0,
    "IV": 4.0,
    "V": 5.0,
    "VI": 6.0,
    "VII": 7.0,
    "VIII": 8.0,
    "IX": 9.0,
    "X": 10.0,
}
_ROMAN |= {"XI": 11.0, "XII": 12.0, "XIII": 13.0, "XIV": 14.0, "XV": 15.0, "XVI": 16.0}
_MONTHS = "January February March April May June July August September October November December".split()
_CAPITALS = _ROMAN | {form: float(value) for value, name in enumerate(_MONTHS, 1) for form in (name, name[:3])}
# One and two alone are left out: Arabic and English both use them for much that is not a count.
_AR_UNITS = {
    3: "ثلاث ثلاثه", 4: "اربع اربعه", 5: "خمس خمسه", 6: "ست سته", 7: "سبع سبعه", 8: "ثمان ثمانيه ثماني", 9: "تسع تسعه",
}  # fmt: skip
_AR_TENS = {
    20: "عشرون عشرين", 30: "ثلاثون ثلاثين", 40: "اربعون اربعين", 50: "خمسون خمسين", 60: "ستون ستين",
    70: "سبعون سبعين", 80: "ثمانون ثمانين", 90: "تسعون تسعين",
}  # fmt: skip
_AR_OTHERS = {
    100: "ميه مايه", 2000: "الفين الفان", 2e6: "مليونين مليونان مليوني",
    2e9: "مليارين ملياران ملياري",
}  # fmt: skip
_TEEN = frozenset({"عشر", "عشره"})
# What makes a number word next to it part of a number that is not read here, or no number at all.
_PARTS = frozenset(
    "واحد واحده احد احدي اثنا اثني اثنتا اثنتي اثنين اثنان اثنتين حادي حاديه ثاني ثانيه ثالث ثالثه رابع رابعه خامس "
    "خامسه سادس سادسه سابع سابعه ثامن ثامنه تاسع تاسعه ميات مءات نصف ربع ثلث".split()
)
# "I am not", "amount", and in front of a hundred the article of a percentage.
_NO_NUMBER = frozenset("لست فلست ولست الست كميه الميه المايه بالميه بالمايه".split())


def _by_form(table: dict[int, str] | dict[float, str]) -> dict[str, float]:
    return {form: float(value) for value, forms in table.items() for form in forms.split()}


_UNIT_WORDS, _TEN_WORDS, _OTHER_WORDS = _by_form(_AR_UNITS), _by_form(_AR_TENS), _by_form(_AR_OTHERS)
_AR_VALUES = _UNIT_WORDS | _TEN_WORDS | _OTHER_WORDS | dict.fromkeys(_TEEN, 10.0)

_NUMERALS = frozenset(_AR_VALUES) | frozenset(_AR_SCALES) | _PARTS
_PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "ال", "وال", "بال", "وب", "ول")

_DIGITS = r"\d+(?:[.,٫٬]\d+)*"
_AR_NUMBER = re.compile(rf"(?<![\d.,٫٬])({_DIGITS})(?:\s+(?P<scale>[^\W\d]+))?")
_EN_NUMBER = re.compile(
    r"(?<!\d)(?<!\d[.,])(\d+(?:[.,]\d+)*)(?:st|nd|rd|th|s)?(?:[\s-]*(?P<scale>[a-z]+))?", re.IGNORECASE
)
_YEARS = re.compile(r"\b(\d{2})(\d{2})\s?[-–/]\s?(\d{2})\b")
_EN_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*", re.IGNORECASE)
_TWO_WORDS = re.compile(rf"\b({'|'.join(_TENS)}) (?=[a-z])({'|'.join(_UNITS[1:10])})\b", re.IGNORECASE)
_AR_TOKEN = re.compile(r"[\u0621-\u064a]+|\d+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it was written, and the values it may mean; `scaled`: those with the scale beside it counted in."""

    text: str
    values: frozenset[float]
    scaled: frozenset[float] = frozenset()

    def agrees(self, other: Number) -> bool:
        """True where the two may mean the same; where both have a scale (million, billion), with their scales."""
        if self.scaled and other.scaled:
            return bool(self.scaled & other.scaled)
        return bool((self.values | self.scaled) & (other.values | other.scaled))


def arabic_digits(folded: str) -> Iterator[Number]:
    """The numbers that a folded Arabic text has in digits."""
    return (_number(found, _AR_SCALES) for found in _AR_NUMBER.finditer(folded))


def arabic_words(folded: str) -> Iterator[Number]:
    """The numbers of a folded Arabic text in words: 3 to 99, hundreds and thousands, and those times a scale.

    Words that belong to a longer number, a fraction or an ordinal are left out.
    """
    tokens = _AR_TOKEN.findall(folded)
    for is_numeral, run in groupby(tokens, key=_is_numeral):
        words = list(run)
        value = _read(words) if is_numeral else None
        if value is not None:
            yield Number(" ".join(words), frozenset({value}))


def english_numbers(text: str) -> Iterator[Number]:
    """The numbers of an English text, in digits and in words, Roman numbers and months among them."""
    yield from (_number(found, _EN_SCALES) for found in _EN_NUMBER.finditer(text))
    for years in _YEARS.finditer(text):
        yield Number(years[0], frozenset({float(years[1] + years[3])}))
    for found in _EN_WORD.finditer(_TWO_WORDS.sub(r"\1-\2", text)):
        yield from (Number(part, frozenset({_CAPITALS[part]})) for part in found[0].split("-") if part in _CAPITALS)
        for word in _spoken(found[0].lower()):
            value = _EN_WORDS[word]
            yield Number(word, frozenset({value, *(value * scale for scale in _EN_SCALES.values())}))


def _number(found: re.Match[str], scales: dict[str, float]) -> Number:
    values = _values(found[1])
    scale = scales.get((found["scale"] or "").lower())
    return Number(found[1], values, frozenset(value * scale for value in values) if scale else frozenset())


def _values(digits: str) -> frozenset[float]:
    """What a run of digits may mean: a comma or a stop may group thousands or begin decimals."""
    plain = digits.replace("٬", ",").replace("٫", ".")
    grouped = re.sub(r"[.,](?=\d{3}(?!\d))", "", plain)
    found = {float(text) for text in {grouped, plain.replace(",", ".")} if text.count(".") <= 1 and "," not in text}
    return frozenset(found or {float(re.sub(r"\D", "", plain))})


def _spoken(word: str) -> Iterator[str]:
    """The number words in a word with hyphens: all of it, or pairs and parts of it (`twenty-two-year-old`)."""
    parts = word.split("-")
    at = 0
    while at < len(parts):
        pair = "-".join(parts[at : at + 2])
        one = pair if pair in _EN_WORDS else parts[at]
        singular = one if one in _EN_WORDS else one.removesuffix("s")
        if singular in _EN_WORDS:
            yield singular
        at += 2 if one == pair else 1


def _stem(token: str) -> str:
    """A number word without its proclitics; the token as it is where it is none."""
    stems = (token.removeprefix(cut) for cut in _PROCLITICS)
    return next((stem for stem in stems if stem in _NUMERALS), token)


def _is_numeral(token: str) -> bool:
    return token not in _NO_NUMBER and (token.isdigit() or _stem(token) in _NUMERALS)


def _read(words: Sequence[str]) -> float | None:
    """The value of a run of number words, None for a run that is not understood."""
    stems = [_stem(word) for word in words]
    joined = [word.startswith("و") and not stem.startswith("و") for word, stem in zip(words, stems, strict=True)]
    scale = _AR_SCALES[stems.pop()] if len(stems) > 1 and stems[-1] in _AR_SCALES and not joined[-1] else 1.0
    if len(stems) == 1:
        ordinal = stems[0] in _TEN_WORDS and "ال" in words[0][:4]  # القرن العشرين
        return _AR_VALUES[stems[0]] * scale if stems[0] in _AR_VALUES and not ordinal else None
    if len(stems) == 2 and stems[0] in _UNIT_WORDS:
        if stems[1] in _TEEN and not joined[1]:
            return (_UNIT_WORDS[stems[0]] + 10) * scale
        if stems[1] in _TEN_WORDS and joined[1]:
            return (_UNIT_WORDS[stems[0]] + _TEN_WORDS[stems[1]]) * scale
    return None
