"""What the cases in tests/cases cannot say: flags, order, limits, sharing between threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from translator.glossary import match as match_module
from translator.glossary.agreement import is_plural_form
from translator.glossary.match import Matcher
from translator.glossary.model import Glossary, Hit, Term


def find(text: str, *terms: Term) -> tuple[Hit, ...]:
    return Matcher(Glossary(terms)).find(text)


MINISTER = Term("وزير", "minister", kind="title", forms=("وزراء",), plural="ministers")


@pytest.mark.parametrize(
    ("text", "definite", "plural"),
    [
        ("وزير", False, False),
        ("الوزير", True, False),
        ("للوزير", True, False),
        ("وزيران", False, True),
        ("الوزيرين", True, True),
        ("وزراء", False, True),
        ("الوزراء", True, True),
        ("وزيره", False, False),
        ("وزيراً", False, False),
        ("وزراؤه", False, True),
        ("وزرائها", False, True),
    ],
)
def test_flags(text: str, definite: bool, plural: bool) -> None:
    (hit,) = find(text, MINISTER)
    assert (hit.definite, hit.plural) == (definite, plural)


def test_own_article_is_not_definite() -> None:
    (hit,) = find("للبنتاغون", Term("البنتاغون", "Pentagon", kind="organization"))
    assert (hit.before, hit.surface, hit.definite) == ("ل", "لبنتاغون", False)


@pytest.mark.parametrize(
    ("written", "form", "plural"),
    [
        ("رئيس", "رؤساء", True),
        ("وزير", "وزراء", True),
        ("قائد", "قادة", True),
        ("نائب", "نواب", True),
        ("ملك", "ملوك", True),
        ("دولة", "دول", True),
        ("رجل", "رجال", True),
        ("مسؤول", "مسؤولون", True),
        ("قوة", "قوات", True),
        ("رئيس الأركان", "رؤساء الأركان", True),
        ("الحزب", "الأحزاب", True),
        ("طريق", "طرق", True),
        ("مدينة", "مدن", True),
        ("أميركي", "أمريكي", False),
        ("أميركي", "أمريكيون", True),
        ("مسؤول", "مسئول", False),
        ("تلفزيون", "تليفزيون", False),
        ("سفير", "سفيرة", False),
        ("رئيس هيئة الأركان", "رئيس الأركان", False),
        ("رئيس هيئة الأركان", "قائد هيئة الأركان", False),
        ("أميركا", "أمريكا", False),
        ("F-16", "إف 16", False),
    ],
)
def test_plural_forms(written: str, form: str, plural: bool) -> None:
    assert is_plural_form(written, form) is plural


def test_priority_before_order_before_nothing() -> None:
    first, second = Term("إيران", "Iran"), Term("ايران", "Persia", priority=1)
    assert find("إيران", first, second)[0].term is second
    assert find("إيران", first, Term("ايران", "Persia"))[0].term is first


def test_context_beats_order_where_it_holds() -> None:
    plain, gated = Term("الرئيس", "the president"), Term("الرئيس", "the chairman", context=("الشركة",))
    assert [hit.term for hit in find("قال الرئيس إن الشركة", plain, gated)] == [gated]
    assert [hit.term for hit in find("قال الرئيس إن الدولة", plain, gated)] == [plain]


def test_longest_wins_wherever_it_starts() -> None:
    hits = find("رئيس أركان الجيش الإسرائيلي", Term("رئيس أركان", "a"), Term("أركان الجيش الإسرائيلي", "b"))
    assert [hit.term.en for hit in hits] == ["b"]


def test_hits_come_in_order_of_the_text() -> None:
    hits = find("ميلي وغانتس وميلي", Term("غانتس", "Gantz", kind="name"), Term("ميلي", "Milley", kind="name"))
    assert [hit.term.en for hit in hits] == ["Milley", "Gantz", "Milley"]
    assert [hit.start for hit in hits] == sorted(hit.start for hit in hits)


@pytest.mark.parametrize("text", ["", " ", "\u200f", "\ud800", "،", "و", "ل", "لل", "ال", "ولل", "ً", "a b c"])
def test_texts_without_anything(text: str) -> None:
    assert find(text, MINISTER) == ()


def test_empty_glossary() -> None:
    assert find("قال الوزير") == ()


def test_control_after_the_word_stays_outside() -> None:
    (hit,) = find("\u202bوزير\u202c.", MINISTER)
    assert (hit.start, hit.end, hit.surface) == (1, 5, "وزير")


def test_ligature_of_proclitic_and_word() -> None:
    (hit,) = find("ﻷحمد", Term("أحمد", "Ahmed", kind="name"))
    assert (hit.before, hit.surface) == ("ل", "ﻷحمد")


def test_memo_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(match_module, "_MEMO_SIZE", 8)
    matcher = Matcher(Glossary((MINISTER,)))
    for number in range(50):
        assert len(matcher.find(f"كلمة{number} الوزير " + "ا" * (number * 3))) == 1
    assert len(matcher._words) <= 8


def test_threads_share_a_matcher(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(match_module, "_MEMO_SIZE", 16)
    matcher = Matcher(Glossary((MINISTER, Term("ميلي", "Milley", kind="name", context=("الجيش",)))))
    texts = [f"قال الوزير {number} إن ميلي {number % 7} في الجيش" for number in range(400)]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(matcher.find, texts))
    assert {tuple(hit.surface for hit in hits) for hits in found} == {("الوزير", "ميلي")}


def test_repeated_words_do_not_explode() -> None:
    terms = tuple(Term(" ".join(["اب"] * size), "x") for size in range(1, 12))
    (first, *_) = find("اب " * 2000, *terms)
    assert len(first.surface.split()) == 11
