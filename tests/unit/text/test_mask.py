"""Masking: edits move spans as they must, and tokens give way to the original text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.document import Span
from translator.text.mask import Edit, edit, restore

RESTORED = [
    ("See ⟨1⟩ .", {"⟨1⟩": "a.org"}, "See a.org."),
    ("( ⟨1⟩ )", {"⟨1⟩": "a.org"}, "(a.org)"),
    ("⟨1⟩ , ⟨2⟩", {"⟨1⟩": "x", "⟨2⟩": "y"}, "x, y"),
    ("no token", {"⟨1⟩": "x"}, "no token"),
    ("say “ ⟨1⟩ ” to", {"⟨1⟩": r"\1"}, r"say “\1” to"),
]


@pytest.mark.parametrize(("target", "originals", "expected"), RESTORED)
def test_restore(target: str, originals: dict[str, str], expected: str) -> None:
    assert restore(target, originals) == expected


def test_edit_sets_off_and_follows() -> None:
    text = "التقى بميلي، صباح الجمعة"
    name, day = Span(7, 11), Span(18, 24)
    assert (name.of(text), day.of(text)) == ("ميلي", "الجمعة")
    edited = edit(text, [Edit(name, "⟨1⟩")], [name, day])
    assert edited.text == "التقى ب ⟨1⟩ ، صباح الجمعة"
    assert [span.of(edited.text) for span in edited.spans] == ["⟨1⟩", "الجمعة"]


@given(st.text("ab م", max_size=30), st.data())
def test_followed_spans_keep_their_text(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = [Span(a, b) for a, b in pairwise(cuts)]
    chosen, others = spans[::2], spans[1::2]
    edited = edit(text, [Edit(span, f"<{n}>") for n, span in enumerate(chosen)], spans)
    places = dict(zip(spans, edited.spans, strict=True))
    assert [places[span].of(edited.text) for span in chosen] == [f"<{n}>" for n in range(len(chosen))]
    assert [places[span].of(edited.text) for span in others] == [span.of(text) for span in others]


@given(st.text("ab م", max_size=30), st.data())
def test_every_span_has_an_origin(text: str, data: st.DataObject) -> None:
    """What an edit wrote comes from the span that it took the place of, everything else from itself."""
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = [Span(a, b) for a, b in pairwise(cuts)]
    chosen, others = spans[::2], spans[1::2]
    edited = edit(text, [Edit(span, "<x y>") for span in chosen], spans)
    places = dict(zip(spans, edited.spans, strict=True))
    assert [edited.origin(places[span]) for span in (*chosen, *others)] == [*chosen, *others]
    for span in chosen:
        there = places[span]
        assert edited.origin(Span(there.start + 1, there.start + 2)) == span
        assert edited.origin(Span(there.end, there.end)) in (span, Span(span.end, span.end))


def test_without_edits_every_span_is_its_own_origin() -> None:
    assert edit("abc", ()).origin(Span(1, 2)) == Span(1, 2)
