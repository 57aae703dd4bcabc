"""Texts in pieces, and attention seen as an alignment."""

import pytest

from translator.document import Span
from translator.engine.base import Alignment
from translator.engine.pieces import Text, alignment, spelled, text_of, with_first_row


def test_spans_leave_out_the_space_before_a_piece() -> None:
    text = text_of(("<ar>",), ("▁a", "▁", "b"), ((0, 1), (1, 3), (3, 4)), "a  b")
    assert text.pieces == ("<ar>", "▁a", "▁", "b")
    assert text.spans == (Span(0, 1), Span(3, 3), Span(3, 4))


SPELLED = [
    # text, pieces, offsets
    ("In 2004, he", ("▁In", "▁200", "4", ",", "▁he"), ((0, 2), (2, 6), (6, 7), (7, 8), (8, 11))),
    ("In", ("▁", "I", "n"), ((0, 0), (0, 1), (1, 2))),
    ("In", ("I", "n"), ((0, 1), (1, 2))),
    ("a  b", ("▁a", "▁", "▁b"), ((0, 1), (1, 2), (2, 4))),
    ("", (), ()),
    ("In 2004", ("▁In", "▁200"), None),  # less than the text
    ("In", ("▁In", "▁200"), None),  # more
    ("é", ("<0xC3>", "<0xA9>"), None),  # bytes
]


@pytest.mark.parametrize(("text", "pieces", "offsets"), SPELLED)
def test_a_text_in_the_pieces_it_was_decoded_from(text, pieces, offsets) -> None:
    for foreign in ((), ("<en>",)):
        found = spelled(text, (*foreign, *pieces), len(foreign))
        assert found == (None if offsets is None else Text(text, (*foreign, *pieces), offsets))


def test_prefixes_and_end_marks_are_left_out_of_an_alignment() -> None:
    source = Text("xy", ("<ar>", "x", "y"), ((0, 1), (1, 2)))
    target = Text("a", ("<en>", "a"), ((0, 1),))
    rows = [[0.9, 0.0, 0.0, 0.1], [0.1, 0.2, 0.3, 0.4], [9.0, 9.0, 9.0, 9.0]]
    assert alignment(source, target, rows) == Alignment(source.spans, target.spans, ((0.2, 0.3),))


def test_without_attention_nothing_looks_at_anything() -> None:
    source = Text("xy", ("x", "y"), ((0, 1), (1, 2)))
    assert alignment(source, Text("a", ("a",), ((0, 1),)), ()).weights == ((0.0, 0.0),)
    assert alignment(source, Text("", (), ()), ()).weights == ()


def test_the_first_piece_looks_at_what_the_others_left() -> None:
    rows = [[0.0, 0.9, 0.1], [0.1, 0.8, 0.1], [0.1, 0.2, 0.4]]
    first, *others = with_first_row(rows)
    assert others == rows[1:]
    assert first == pytest.approx([0.8 / 1.3, 0.0, 0.5 / 1.3])
    assert with_first_row(rows[:1]) == [pytest.approx([1 / 3] * 3)]
