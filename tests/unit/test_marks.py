"""Projecting marks: ranges to the words that answer to them, points behind their word, nothing lost or crossed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.document import Mark, Span
from translator.marks import Link, certain, project


def words(text: str) -> list[Span]:
    return [Span(*m.span()) for m in re.finditer(r"\w+|[^\w\s]", text)]


def linked(source: str, target: str, order: list[int]) -> list[Link]:
    """Target word n answers to source word order[n], and a little to everything else."""
    here, there = words(source), words(target)
    return [
        Link(s, t, 0.8 if order[n] == m else 0.2 / len(here))
        for n, t in enumerate(there)
        for m, s in enumerate(here)
    ]


def mark(text: str, bracketed: str, name: str = "m") -> Mark:
    start = text.index(bracketed)
    return Mark(name, Span(start, start + len(bracketed)))


RANGES = [
    # source, target, order, marked source, marked target
    ("ا ب ج د", "a b c d", [0, 1, 2, 3], "ب ج", "b c"),
    ("ا ب ج د", "d c b a", [3, 2, 1, 0], "ب ج", "c b"),
    ("ا ب ج د", "a b c d", [0, 1, 2, 3], "ا ب ج د", "a b c d"),
    ("ا ب ج .", "the a b c .", [0, 0, 1, 2, 3], "ا", "the a"),
    ("قال ب ج", "b said c", [1, 0, 2], "ب", "b"),
]


@pytest.mark.parametrize(("source", "target", "order", "marked", "expected"), RANGES)
def test_ranges(source: str, target: str, order: list[int], marked: str, expected: str) -> None:
    (placed,) = project([mark(source, marked)], source, target, [], linked(source, target, order))
    assert placed.span.of(target) == expected


def test_a_known_rendering_takes_its_mark_whole() -> None:
    source, target = "التقى ميلي غدا", "He met Chairman Milley tomorrow"
    sure = certain([(mark(source, "ميلي").span, mark(target, "Chairman Milley").span)])
    (placed,) = project([mark(source, "ميلي")], source, target, sure, linked(source, target, [0, 0, 0, 1, 2]))
    assert placed.span.of(target) == "Chairman Milley"


def test_nested_and_neighbouring_ranges() -> None:
    source, target = "ا ب ج د", "a b c d"
    marks = [mark(source, "ا ب ج", "outer"), mark(source, "ب", "inner"), mark(source, "د", "next")]
    placed = project(marks, source, target, [], linked(source, target, [0, 1, 2, 3]))
    assert [(m.id, m.span.of(target)) for m in placed] == [("outer", "a b c"), ("inner", "b"), ("next", "d")]


@pytest.mark.parametrize(("at", "expected"), [(0, 0), (1, 3), (6, 7), (7, 8)])
def test_points_stand_behind_their_word(at: int, expected: int) -> None:
    source, target = "ا ب جج.", "b a ccc."
    (placed,) = project([Mark("p", Span(at, at))], source, target, [], linked(source, target, [1, 0, 2, 3]))
    assert placed.is_point
    assert placed.span.start == expected


@given(st.data())
def test_every_mark_once_nested_or_disjoint(data: st.DataObject) -> None:
    count = data.draw(st.integers(1, 6))
    source = " ".join("ابجدهو"[n] for n in range(count))
    size = data.draw(st.integers(1, 6))
    target = " ".join("abcdef"[n] for n in range(size))
    order = data.draw(st.lists(st.integers(0, count - 1), min_size=size, max_size=size))
    spots = words(source)
    bounds = data.draw(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1)), max_size=4))
    ranges = [Span(spots[min(a, b)].start, spots[max(a, b)].end) for a, b in bounds]
    laminar = [r for n, r in enumerate(ranges) if all(_fits(r, other) for other in ranges[:n])]
    points = [Span(at, at) for at in data.draw(st.lists(st.integers(0, len(source)), max_size=3))]
    marks = [Mark(str(n), span) for n, span in enumerate([*laminar, *points])]
    placed = project(marks, source, target, [], linked(source, target, order))
    assert [m.id for m in placed] == [m.id for m in marks]
    spans = [m.span for m in placed if not m.is_point]
    assert all(0 <= m.span.start <= m.span.end <= len(target) for m in placed)
    assert all(_fits(a, b) for n, a in enumerate(spans) for b in spans[:n])


def _fits(a: Span, b: Span) -> bool:
    inside = (a.start >= b.start and a.end <= b.end) or (b.start >= a.start and b.end <= a.end)
    return inside or not a.overlaps(b)
