"""What holds for the matching form and the cutting of any text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from translator.document import Span
from translator.text.arabic import MARKS, fold, letters, matching_form
from translator.text.protect import protect
from translator.text.sentences import split, split_long

ALPHABET = "ابتثجحخدذرزسشصضطظعغفقكلمنهويأإآٱؤئىةءکی" + "ـًٌٍَُِّْٰ" + "\u200b\u200f\u202b\ufeff\u00ad" + "ﻻﷲﷺﺮ" + "٠٩۵۰7"
SIGNS = " \u00a0\n\t.،؛؟!:…\"'«»“”’()[]-/@_%{}<>&#`\\\u2029aZ\ud800"
arabic = st.text(st.sampled_from(ALPHABET + SIGNS), max_size=60)
anything = st.text(max_size=60) | arabic


@given(anything)
def test_folding_is_idempotent(text: str) -> None:
    folded = fold(text).text
    assert folded == matching_form(text)
    assert fold(folded).text == folded
    assert letters(letters(text)) == letters(text)
    assert len(matching_form(letters(text))) == len(letters(text))


@given(anything, st.data())
def test_spans_lead_back(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    span = folded.span(start, end)
    assert 0 <= span.start <= span.end <= len(text)
    assert folded.text[start:end] in matching_form(span.of(text))
    assert text[span.end : span.end + 1] not in MARKS or start == end


def restored(text: str, spans: tuple[Span, ...]) -> str:
    """The text put together from its spans and what stands between them, which is white space alone."""
    at, out = 0, []
    for span in (*spans, Span(len(text), len(text))):
        between = text[at : span.start]
        assert not between.strip()
        assert span.of(text) == span.of(text).strip()
        out += [between, span.of(text)]
        at = span.end
    return "".join(out)


def _bare(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    return Span(start + len(part) - len(part.lstrip()), start + len(part.rstrip()))


@st.composite
def kept(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A text and disjoint spans to keep whole."""
    text = draw(anything)
    ends = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    return text, [_bare(text, a, b) for a, b in zip(ends[::2], ends[1::2], strict=False) if text[a:b].strip()]


@given(kept())
def test_sentences_restore_the_text(case: tuple[str, list[Span]]) -> None:
    text, keep = case
    spans = split(text, keep)
    assert restored(text, spans) == text
    for span in spans[:-1]:  # the last one ends with the text, whatever is to be kept
        assert not any(part.start < span.end < part.end for part in keep)


@given(kept(), st.integers(1, 30))
def test_pieces_restore_the_text_and_fit(case: tuple[str, list[Span]], limit: int) -> None:
    text, keep = case
    spans = split_long(text, lambda part: len(part) <= limit, keep)
    assert restored(text, spans) == text
    assert all(len(span) <= limit for span in spans)


@given(anything)
def test_protected_parts_are_in_order(text: str) -> None:
    parts = protect(text)
    assert all(part.span.start < part.span.end <= len(text) for part in parts)
    assert all(one.span.end <= two.span.start for one, two in pairwise(parts))
