"""Projecting marks: ranges to the words that answer to them, points behind their phrase, nothing lost or crossed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.document import Mark, Span
from translator.marks import Link, Part, known, project


def words(text: str) -> list[Span]:
    return [Span(*m.span()) for m in re.finditer(r"\w+|[^\w\s]", text)]


def linked(source: str, target: str, order: list[int]) -> Part:
    """One sentence, of which target word n answers to source word order[n], and a little to everything else."""
    here, there = words(source), words(target)
    links = tuple(
        Link(s, t, 0.8 if order[n] == m else 0.2 / len(here)) for n, t in enumerate(there) for m, s in enumerate(here)
    )
    return Part(Span(0, len(source)), Span(0, len(target)), links)


def mark(text: str, bracketed: str, name: str = "m") -> Mark:
    start = text.index(bracketed)
    return Mark(name, Span(start, start + len(bracketed)))


def point(text: str, before: str, name: str = "p") -> Mark:
    at = text.index(before) + len(before)
    return Mark(name, Span(at, at))


def pair(source: str, arabic: str, target: str, english: str) -> tuple[Span, Span]:
    return mark(source, arabic).span, mark(target, english).span


def placed(source, target, marks, parts, pairs=()) -> list[str]:
    """What each mark covers in the target; for a point, all that stands before it."""
    found = project(known(source, target, marks, pairs), parts)
    assert [m.id for m in found] == [m.id for m in marks]
    return [target[: m.span.start] if m.is_point else m.span.of(target) for m in found]


RANGES = [
    # source, target, order, marked source, marked target
    ("ا ب ج د", "k l m n", [0, 1, 2, 3], "ب ج", "l m"),
    ("ا ب ج د", "n m l k", [3, 2, 1, 0], "ب ج", "m l"),
    ("ا ب ج د", "k l m n", [0, 1, 2, 3], "ا ب ج د", "k l m n"),
    ("قال ب ج", "l said m", [1, 0, 2], "ب", "l"),
    ("الف باء .", "the alpha of beta .", [0, 0, 0, 1, 2], "الف", "alpha"),
    ("ا ب، ج", "k l, m", [0, 1, 2, 3], "ا ب", "k l"),
    ("ا ب، ج", "k l, m", [0, 1, 2, 3], "ا ب،", "k l,"),
    ("زار 12 بلدا", "visited 12 of countries", [0, 2, 2, 2], "12", "12"),
    ("زار ١٬٢٠٠ بلد", "visited 1,200 of countries", [0, 2, 2, 2, 2, 2], "١٬٢٠٠", "1,200"),
    ("قال Ahmad نعم", "yes said Ahmad", [1, 1, 1], "Ahmad", "Ahmad"),
]


@pytest.mark.parametrize(("source", "target", "order", "marked", "expected"), RANGES)
def test_ranges(source: str, target: str, order: list[int], marked: str, expected: str) -> None:
    assert placed(source, target, [mark(source, marked)], [linked(source, target, order)]) == [expected]


def test_nested_and_neighbouring_ranges() -> None:
    source, target = "ا ب ج د", "k l m n"
    marks = [mark(source, "ا ب ج", "outer"), mark(source, "ب", "inner"), mark(source, "د", "next")]
    assert placed(source, target, marks, [linked(source, target, [0, 1, 2, 3])]) == ["k l m", "l", "n"]


KNOWN = [
    # source, target, [arabic, english], marked source, marked target
    ("التقى ميلي غدا", "He met Chairman Milley tomorrow", [("ميلي", "Chairman Milley")], "ميلي", "Chairman Milley"),
    ("التقى بميلي، غدا", "He met Milley, tomorrow", [("ميلي", "Milley")], "بميلي", "Milley"),
    (
        "ميلي وغانتس نعم", "Yes, Milley and Gantz do", [("ميلي", "Milley"), ("غانتس", "Gantz")],
        "ميلي وغانتس", "Milley and Gantz",
    ),
    ("في أميركا اليوم", "In the U.S. today", [("أميركا", "U.S.")], "أميركا", "U.S."),
    ("رئيس الأركان قال", "The chief of staff said", [("رئيس الأركان", "chief of staff")], "الأركان", "chief of staff"),
    ("قال: see the site. نعم", "said: see the site. Yes", [("see the site", "see the site")], "the site", "the site"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "target", "terms", "marked", "expected"), KNOWN)
def test_what_is_known_needs_no_alignment(source, target, terms, marked, expected) -> None:
    pairs = [pair(source, arabic, target, english) for arabic, english in terms]
    marks = [mark(source, marked), point(source, marked)]
    what = known(source, target, marks, pairs)
    part = Part(Span(0, len(source)), Span(0, len(target)))
    assert not what.needs(part)
    bold, before = placed(source, target, marks, [part], pairs)
    assert bold == expected
    assert before == target[: target.index(expected) + len(expected)]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (("رئيس", "الأركان"), ["chief", "of staff"]),
        (("ر", "ئيس الأركان"), ["", "chief of staff"]),
        (("رئيس الأر", "كان"), ["chief of", "staff"]),
        (("رئيس", "الأ", "ركان"), ["chief", "of", "staff"]),
    ],
)
def test_ranges_that_divide_a_term_divide_all_of_its_rendering(marked, expected) -> None:
    source, target = "رئيس الأركان قال", "chief of staff said"
    marks = [mark(source, text, text) for text in marked]
    pairs = [pair(source, "رئيس الأركان", target, "chief of staff")]
    part = Part(Span(0, len(source)), Span(0, len(target)))
    assert not known(source, target, marks, pairs).needs(part)
    assert placed(source, target, marks, [part], pairs) == expected


SENTENCES = "ا ب؟ ج د. ه و."
ENGLISH = "B a? D c. F e."


def sentences() -> list[Part]:
    here, there = ((0, 4), (5, 9), (10, 14)), ((0, 4), (5, 9), (10, 14))
    return [Part(Span(*s), Span(*t)) for s, t in zip(here, there, strict=True)]


@pytest.mark.parametrize(
    ("marked", "expected"), [("ا ب؟", "B a?"), ("ا ب", "B a"), ("ج د. ه و.", "D c. F e."), ("ج د.", "D c.")]
)
def test_whole_sentences_need_no_alignment(marked, expected) -> None:
    marks = [mark(SENTENCES, marked)]
    what = known(SENTENCES, ENGLISH, marks, ())
    assert not any(what.needs(part) for part in sentences())
    assert placed(SENTENCES, ENGLISH, marks, sentences()) == [expected]


@pytest.mark.parametrize(
    ("before", "expected"),
    [("", ""), ("ا ب", "B a"), ("ا ب؟", "B a?"), ("ا ب؟ ", "B a?"), ("ج د", "B a? D c"), ("ه و.", ENGLISH)],
)
def test_points_at_the_ends_of_sentences(before, expected) -> None:
    marks = [point(SENTENCES, before)]
    assert not any(known(SENTENCES, ENGLISH, marks, ()).needs(part) for part in sentences())
    assert placed(SENTENCES, ENGLISH, marks, sentences()) == [expected]


POINTS = [
    # source, target, order, source before the point, target before the point
    ("ا ب جج.", "l k mmm.", [1, 0, 2, 3], "ا", "l k"),
    ("ا ب جج.", "l k mmm.", [1, 0, 2, 3], "ا ب جج", "l k mmm"),
    ("ا ب جج.", "l k mmm.", [1, 0, 2, 3], "ا ب جج.", "l k mmm."),
    ("ا، ب ج", "l, k, m", [2, 1, 0, 1, 3], "ا، ", "l, k,"),
    ("هذه العدوى الفيروسية تنتقل", "this viral infection spreads", [0, 2, 1, 3], "الفيروسية", "this viral infection"),
    ("قال الوزير كلمة", "minister said word", [1, 0, 2], "الوزير", "minister"),
    ("حرر في القدس أمس", "issued in Jerusalem yesterday", [0, 1, 2, 3], "حرر في ", "issued"),
]


@pytest.mark.parametrize(("source", "target", "order", "before", "expected"), POINTS)
def test_points_stand_behind_their_phrase(source, target, order, before, expected) -> None:
    assert placed(source, target, [point(source, before)], [linked(source, target, order)]) == [expected]


def test_a_point_behind_a_range_stays_behind_it() -> None:
    source, target = "قال زيد كلاما كثيرا", "Zaid said a lot of talk"
    marks = [mark(source, "كلاما كثيرا"), point(source, "كلاما كثيرا")]
    source += " أمس"
    part = linked(source, target, [1, 0, 3, 3, 3, 2])
    assert placed(source, target, marks, [part]) == ["lot of talk", target]


@given(st.data())
def test_every_mark_once_nested_or_disjoint(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 6))
    source = " ".join("ابجدهو"[n] for n in range(count))
    size = data.draw(st.integers(1, 6))
    target = " ".join("klmnop"[n] for n in range(size))
    order = data.draw(st.lists(st.integers(0, count - 1), min_size=size, max_size=size))
    spots, there = words(source), words(target)
    bounds = data.draw(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=4))
    ranges = [Span(spots[min(a, b)].start, spots[max(a, b)].end) for a, b in bounds]
    laminar = [r for n, r in enumerate(ranges) if all(_fits(r, other) for other in ranges[:n])]
    points = [Span(at, at) for at in data.draw(st.lists(st.integers(0, len(source)), max_size=3))]
    marks = [Mark(str(n), span) for n, span in enumerate([*laminar, *points])]
    sure = data.draw(st.lists(st.tuples(st.sampled_from(spots), st.sampled_from(there)), max_size=2))
    found = project(known(source, target, marks, sure), [linked(source, target, order)])
    assert [m.id for m in found] == [m.id for m in marks]
    spans = [m.span for m in found if not m.is_point]
    assert all(0 <= m.span.start <= m.span.end <= len(target) for m in found)
    assert all(_fits(a, b) for n, a in enumerate(spans) for b in spans[:n])


def _fits(a: Span, b: Span) -> bool:
    inside = (a.start >= b.start and a.end <= b.end) or (b.start >= a.start and b.end <= a.end)
    return inside or not a.overlaps(b)
