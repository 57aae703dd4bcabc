"""The quality checks, case by case: what each must find, and what it must leave alone."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from translator.quality import CHECKS, check
from translator.quality.arabic_numerals import arabic_numbers
from translator.quality.english_numerals import english_numbers
from translator.quality.numerals import Number

CASES = Path(__file__).parents[2] / "cases"
GROUPS = [group for path in sorted(CASES.glob("quality-*.yaml")) for group in yaml.safe_load(path.read_text("utf-8"))]
RIGHT = [(group["check"], *row) for group in GROUPS for row in group["right"]]
WRONG = [(group["check"], *row) for group in GROUPS for row in group["wrong"]]

UNITS = "صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة".split()
TENS = ["", "", *"عشرون ثلاثون أربعون خمسون ستون سبعون ثمانون تسعون".split()]
HUNDREDS = ["", "مئة", "مئتان", "ثلاثمئة", "أربعمئة", "خمسمئة", "ستمئة", "سبعمئة", "ثمانمئة", "تسعمئة"]
ENGLISH = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
ENGLISH += "sixteen seventeen eighteen nineteen".split()
ENGLISH_TENS = ["", "", *"twenty thirty forty fifty sixty seventy eighty ninety".split()]


def arabic(value: int) -> str:
    """A number from 3 to 999,999 in words, as grammars write it for a masculine noun."""
    thousands, rest = divmod(value, 1000)
    parts = []
    if thousands:
        parts.append(
            {1: "ألف", 2: "ألفان"}.get(thousands) or f"{arabic(thousands)} {'آلاف' if thousands < 11 else 'ألف'}"
        )
    hundreds, rest = divmod(rest, 100)
    parts += [HUNDREDS[hundreds]] if hundreds else []
    if rest in (11, 12):
        parts.append("أحد عشر" if rest == 11 else "اثنا عشر")
    elif 12 < rest < 20:
        parts.append(f"{UNITS[rest - 10]} عشر")
    elif rest:
        parts += [UNITS[rest % 10] if rest > 10 else UNITS[rest]] if rest < 11 or rest % 10 else []
        parts += [TENS[rest // 10]] if rest > 10 else []
    return " و".join(parts)


def english(value: int) -> str:
    thousands, rest = divmod(value, 1000)
    hundreds, small = divmod(rest, 100)
    parts = [f"{english(thousands)} thousand"] if thousands else []
    parts += [f"{ENGLISH[hundreds]} hundred"] if hundreds else []
    if small >= 20:
        parts.append(ENGLISH_TENS[small // 10] + (f"-{ENGLISH[small % 10]}" if small % 10 else ""))
    elif small:
        parts.append(("and " if parts else "") + ENGLISH[small])
    return " ".join(parts)


def test_there_are_enough_cases() -> None:
    assert len(RIGHT) + len(WRONG) >= 150
    assert min(len(RIGHT), len(WRONG)) * 3 >= max(len(RIGHT), len(WRONG))


@pytest.mark.parametrize(("name", "source", "target"), WRONG)
def test_wrong(name: str, source: str, target: str) -> None:
    assert name in {finding.check for finding in check(source, target)}


@pytest.mark.parametrize(("name", "source", "target"), RIGHT)
def test_right(name: str, source: str, target: str) -> None:
    assert [finding for finding in check(source, target) if finding.check == name] == []


def test_the_worst_comes_first() -> None:
    severities = [finding.severity for finding in check("قال 5 و6 «أو» سبعة.", "He  said ( five")]
    order = ["error", "warning", "info"]
    assert severities == sorted(severities, key=order.index)
    assert set(severities) == set(order)


@given(st.integers(3, 999_999).filter(lambda value: value != 1000))  # alone, it may be the letter, or `he wrote`
def test_numbers_in_words_are_read_in_both_languages(value: int) -> None:
    ((read, in_digits),) = arabic_numbers(arabic(value))
    assert (read.values, in_digits) == ({value}, False)
    assert any(value in number.values for number in english_numbers(english(value)))


@given(st.integers(3, 99_999), st.integers(3, 99_999))
def test_another_number_is_not_taken_for_it(one: int, other: int) -> None:
    if one != other:
        assert check(arabic(one), f"{other:,}") != ()
        assert any(finding.check == "numbers" for finding in check(f"{one} كتب", f"{english(other)} books")) or (
            str(one) in english(other)
        )


@given(st.text(), st.text())
def test_checks_never_fail_and_point_into_the_target(source: str, target: str) -> None:
    for finding in check(source, target):
        assert (finding.start, finding.end) == (-1, -1) or 0 <= finding.start < finding.end <= len(target)


@given(st.text(alphabet="٠١٢٣٤٥٦٧٨٩0123456789.,٫٬،:/ والفمليونثةخسعرهـ", max_size=40))
def test_any_text_of_numbers_can_be_read(text: str) -> None:
    assert all(isinstance(number, Number) for number, _ in arabic_numbers(text))
    assert list(english_numbers(text)) is not None


def test_every_check_is_described() -> None:
    assert all(one.__doc__ for one in CHECKS)
