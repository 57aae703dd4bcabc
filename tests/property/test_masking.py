"""Masking and restoring: what leaves a text for a token comes back as it was."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from translator.document import Span
from translator.text.mask import Edit, edit, restore
from translator.text.protect import protect

TOKENS = tuple(f"⟨{n}⟩" for n in range(1, 13))
PARTS = (
    "قال",
    "https://example.org/a?b=1",
    "{name}",
    "a@example.org",
    "في",
    ".",
    "، ",
    " (",
    ") ",
    "«",
    "»",
    " ",
    "\n",
    "%s",
)
texts = st.lists(st.sampled_from(PARTS), max_size=12).map("".join)


def squeezed(text: str) -> str:
    """A text without the white space that setting a token off adds, and closing up takes away."""
    return re.sub(r"\s", "", text)


@given(texts)
def test_protected_text_comes_back(text: str) -> None:
    spans = [item.span for item in protect(text)]
    masked = edit(text, [Edit(span, token) for span, token in zip(spans, TOKENS, strict=False)], spans)
    originals = {token: span.of(text) for span, token in zip(spans, TOKENS, strict=False)}
    assert all(where.of(masked.text) == token for where, token in zip(masked.spans, TOKENS, strict=False))
    assert squeezed(restore(masked.text, originals)) == squeezed(text)


words = st.tuples(
    st.sampled_from(["", "(", "«", "["]), st.text("ابجد", min_size=1), st.sampled_from(["", ".", "،", "؟", ")»"])
)


@given(st.lists(words.map("".join), max_size=8).map(" ".join), st.data())
def test_words_in_a_well_set_text_come_back_exactly(text: str, data: st.DataObject) -> None:
    spans = [Span(*match.span()) for match in re.finditer("[ابجد]+", text) if data.draw(st.booleans())]
    originals = {f"⟨{n}⟩": span.of(text) for n, span in enumerate(spans)}
    masked = edit(text, [Edit(span, token) for span, token in zip(spans, originals, strict=True)])
    assert restore(masked.text, originals) == text


@given(texts, st.lists(st.integers(0, 60), max_size=6, unique=True))
def test_an_edit_changes_nothing_else(text: str, cuts: list[int]) -> None:
    spans = [Span(a, b) for a, b in pairwise(sorted(min(cut, len(text)) for cut in cuts))][::2]
    edited = edit(text, [Edit(span, "⟨0⟩") for span in spans])
    kept = "".join(c for n, c in enumerate(text) if not any(span.start <= n < span.end for span in spans))
    assert squeezed(edited.text.replace("⟨0⟩", "")) == squeezed(kept)
    assert edited.text.count("⟨0⟩") == len(spans)


@given(texts)
def test_nothing_to_do_is_nothing_done(text: str) -> None:
    assert edit(text, []).text == text
    assert restore(text, {}) == text
    assert restore(text, {"⟨1⟩": "x"}) == text
