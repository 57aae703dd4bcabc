"""The matching form and its way back."""

from __future__ import annotations

import pytest

from translator.document import Span
from translator.text.arabic import TOKEN, fold, has_arabic, letters, matching_form


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("أإآٱا", "ااااا"),
        ("مسؤول", "مسوول"),
        ("رئيس", "رييس"),
        ("مستشفى", "مستشفي"),
        ("حكومة", "حكومه"),
        ("مُحَمَّدٌ", "محمد"),
        ("رئيساً", "رييسا"),
        ("رحمٰن", "رحمن"),
        ("مـحـمـد", "محمد"),
        ("\u202bميلي\u202c", "ميلي"),
        ("مي\u200dلي", "ميلي"),
        ("مي\u00adلي", "ميلي"),
        ("\ufeffميلي", "ميلي"),
        ("ﻻ", "لا"),
        ("ﷲ", "الله"),
        ("ﺍﻟﺮﺋﻴﺲ", "الرييس"),
        ("تهران", "تهران"),
        ("کردی", "كردي"),
        ("٢٠٢٠", "2020"),
        ("۱۴", "14"),
        ("ا\u0654", "ا"),
        ("كوفيد–19", "كوفيد-19"),
        ("ﷺ", "ﷺ"),
        ("WhatsApp, X", "WhatsApp, X"),
        ("", ""),
        ("\ud800ا", "\ud800ا"),
    ],
)
def test_matching_form(text: str, folded: str) -> None:
    assert matching_form(text) == folded
    assert fold(text).text == folded


def test_spelling_is_kept_by_letters() -> None:
    assert letters("الأُمَّة ﻻ") == "الأمة لا"


@pytest.mark.parametrize(
    ("text", "part", "surface"),
    [
        ("قال مُحَمَّدٌ نعم", "محمد", "مُحَمَّدٌ"),
        ("مـحـمـدـ هنا", "محمد", "مـحـمـدـ"),
        ("وﻻية", "لايه", "ﻻية"),
        ("وﻻية", "ايه", "ﻻية"),
        ("عام ٢٠٢٠م", "2020", "٢٠٢٠"),
        ("مي\u200fلي\u200f!", "ميلي", "مي\u200fلي"),
    ],
)
def test_span_leads_back(text: str, part: str, surface: str) -> None:
    folded = fold(text)
    start = folded.text.index(part)
    assert folded.span(start, start + len(part)).of(text) == surface


def test_empty_spans() -> None:
    folded = fold("ًاً")
    assert folded.span(0, 0) == Span(1, 1)
    assert folded.span(1, 1) == Span(3, 3)


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (0, 3), (2, 1)])
def test_span_outside_raises(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no span"):
        fold("اب").span(start, end)


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("قال، «الإسرائيليّة»", ["قال", "،", "«", "الإسرائيليّة", "»"]),
        ("وWhatsApp", ["و", "WhatsApp"]),
        ("إف-16أ", ["إف", "-", "16", "أ"]),
        ("ﻻ ﷺ", ["ﻻ", "ﷺ"]),
        ("\u200f \u064b ", []),
        ("O'Brien\ud800", ["O", "'", "Brien", "\ud800"]),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert TOKEN.findall(text) == tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ميلي", True), ("a ﻻ", True), ("١٢٣، ؟", False), ("Milley", False), ("", False), ("\u064b\u0640", False)],
)
def test_has_arabic(text: str, expected: bool) -> None:
    assert has_arabic(text) is expected
