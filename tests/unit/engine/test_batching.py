"""Batches: who shares one depends on a sentence's own length alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.engine.batching import BUDGET, Key, batches, filled, width

WIDTHS = [
    (0, 192, 16),
    (16, 192, 16),
    (17, 192, 24),
    (25, 192, 32),
    (33, 192, 48),
    (65, 192, 96),
    (129, 192, 192),
    (129, 150, 150),
    (192, 192, 192),
    (9, 12, 12),
]


@pytest.mark.parametrize(("length", "most", "wide"), WIDTHS)
def test_width(length: int, most: int, wide: int) -> None:
    assert width(length, most) == wide


@given(st.integers(0, 600), st.integers(1, 600))
def test_nothing_is_wider_than_the_longest_there_is_nor_narrower_than_itself(length: int, most: int) -> None:
    assert length <= width(length, most) <= max(length, most, 16)


REQUESTS = st.lists(st.tuples(st.tuples(st.sampled_from([16, 24, 64, 192]), st.integers(1, 3)), st.integers(1, 192)))


@given(REQUESTS)
def test_batches_hold_every_member_once_and_keep_to_the_budget(requests: list[tuple[Key, int]]) -> None:
    keys, lengths = [key for key, _ in requests], [length for _, length in requests]
    found = batches(keys, lengths)
    assert sorted(index for batch in found for index in batch.members) == list(range(len(keys)))
    for batch in found:
        assert {keys[index] for index in batch.members} == {batch.key}
        assert len(batch.members) * max(batch.key) <= BUDGET
    sizes = [max(batch.key) for batch in found]
    assert sizes == sorted(sizes, reverse=True)


@given(REQUESTS)
def test_every_batch_of_a_key_begins_with_one_of_its_longest(requests: list[tuple[Key, int]]) -> None:
    lengths = [length for _, length in requests]
    found = batches([key for key, _ in requests], lengths)
    for key in {batch.key for batch in found}:
        alike = [batch.members for batch in found if batch.key == key]
        longest = sorted((lengths[n] for members in alike for n in members), reverse=True)
        assert [lengths[members[0]] for members in alike] == longest[: len(alike)]


def test_what_exceeds_the_budget_goes_alone() -> None:
    keys = [(BUDGET * 2, 1), (BUDGET * 2, 1)]
    assert [batch.members for batch in batches(keys, [1, 1])] == [(0,), (1,)]


FILLED = [
    ([("ab", "c")], (3, 0), [("ab", "c"), ("xxx", "")]),
    ([("ab", "c"), ("abc", "")], (3, 0), [("ab", "c"), ("abc", "")]),
    ([("abc", "d")], (3, 2), [("abc", "d"), ("xxx", "xx")]),
    ([("abc", "d"), ("a", "de")], (3, 2), [("abc", "d"), ("a", "de")]),
]


@pytest.mark.parametrize(("members", "wide", "expected"), FILLED)
def test_there_is_a_filler_where_nobody_is_as_wide_as_the_batch(members, wide, expected) -> None:
    sources, targets = filled([(tuple(source), tuple(target)) for source, target in members], wide, "x")
    assert [("".join(source), "".join(target)) for source, target in zip(sources, targets, strict=True)] == expected
