"""Batches: who shares one depends on a sentence's own length alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.engine.batching import BUDGET, batches, filled, width

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


@given(st.lists(st.tuples(st.sampled_from([16, 24, 64, 192]), st.integers(1, 3))))
def test_batches_hold_every_member_once_and_keep_to_the_budget(keys: list[tuple[int, int]]) -> None:
    found = batches(keys, max)
    assert sorted(index for batch in found for index in batch.members) == list(range(len(keys)))
    for batch in found:
        assert {keys[index] for index in batch.members} == {batch.key}
        assert len(batch.members) * max(batch.key) <= BUDGET
    sizes = [max(batch.key) for batch in found]
    assert sizes == sorted(sizes, reverse=True)


def test_what_exceeds_the_budget_goes_alone() -> None:
    assert [batch.members for batch in batches([BUDGET * 2, BUDGET * 2], int)] == [(0,), (1,)]


def test_the_filler_is_last_and_as_wide_as_the_batch() -> None:
    assert filled([("a", "b")], 3, "x") == [("a", "b"), ("x", "x", "x")]
