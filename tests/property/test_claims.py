"""Giving out the words of a target: as good as the best of all assignments, tried one by one."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from translator.glossary.claims import Kind, assign

ranges = st.builds(lambda start, size: range(start, start + size), st.integers(0, 7), st.integers(1, 4))
options = st.lists(ranges, max_size=4, unique=True).map(lambda own: tuple(sorted(own, key=lambda r: (r.start, r.stop))))
kinds = st.lists(options, max_size=3, unique=True)


def disjoint(chosen: list[range]) -> bool:
    return all(set(one).isdisjoint(other) for one, other in combinations(chosen, 2))


def most(own: list[tuple[range, ...]], wanted: list[int]) -> int:
    """How many hits any assignment can serve."""
    ways = [
        [chosen for size in range(count + 1) for chosen in combinations(all_, size)]
        for all_, count in zip(own, wanted, strict=True)
    ]
    sizes = [sum(map(len, way)) for way in product(*ways) if disjoint([one for chosen in way for one in chosen])]
    return max(sizes)


@settings(max_examples=150, deadline=None)
@given(kinds, st.lists(st.integers(1, 2), min_size=3, max_size=3))
def test_no_assignment_serves_more(own: list[tuple[range, ...]], counts: list[int]) -> None:
    wanted = counts[: len(own)]
    answer = assign([Kind(one, frozenset(one[1:])) for one in own], wanted)
    assert len(answer) == len(own)
    for chosen, all_, count in zip(answer, own, wanted, strict=True):
        assert len(chosen) <= count
        assert set(chosen) <= set(all_)
        assert chosen == sorted(chosen, key=lambda words: words.start)
    assert disjoint([words for chosen in answer for words in chosen])
    assert sum(map(len, answer)) == most(own, wanted)


def test_longer_ranges_go_first() -> None:
    assert assign([Kind((range(0, 1), range(0, 2))), Kind((range(0, 1),))], [1, 1]) == [[range(0, 2)], []]


def test_of_equal_ranges_those_go_first_that_are_usual_for_a_kind() -> None:
    word = range(0, 1)
    assert assign([Kind((word,)), Kind((word,), frozenset({word}))], [1, 1]) == [[], [word]]
    assert assign([Kind((word,), frozenset({word})), Kind((word,))], [1, 1]) == [[word], []]


def test_what_is_usual_for_one_is_given_up_where_both_are_served_then() -> None:
    one, other = range(0, 1), range(1, 2)
    assert assign([Kind((one,)), Kind((one, other), frozenset({one}))], [1, 1]) == [[one], [other]]


def test_too_many_to_compare() -> None:
    long = tuple(part for n in range(0, 900, 2) for part in (range(n, n + 2), range(n + 1, n + 2)))
    short = tuple(range(n, n + 1) for n in range(0, 900, 2))
    assert [len(chosen) for chosen in assign([Kind(long), Kind(short)], [450, 450])] == [450, 450]
