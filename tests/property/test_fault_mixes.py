"""Enforcement on an engine that fails in random ways: every hit is rendered or reported, and nothing is left over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from translator.api import Translator
from translator.engine.fake import FakeEngine, Fault, Kind
from translator.glossary.model import Glossary, Term
from translator.options import Options
from translator.result import SegmentResult

WORDS = {
    "قال": "said", "زار": "visited", "ثم": "then", "مدينة": "the city", "أمس": "yesterday", "الجميع": "everyone",
    "كتاب": "a book", "جديد": "new", "ميلي": "Mayley", "غانتس": "Ganz", "كوخافي": "Kohavi", "حرس": "sentinels",
    "مجلس": "board", "صحيفة": "paper",
}  # fmt: skip
NAMES = ("ميلي", "غانتس", "كوخافي", "حرس", "مجلس", "صحيفة")
RENDERINGS = (
    "Milley", "Mark Milley", "General Milley", "Benny Gantz", "al-Qaida", "Quds Force", "WHO", "U.S.", "Apple Inc.",
    "O'Brien", "Greyfield & Sons", "XB-70", "The New York Times", "chief of staff", "council", "R2(D2)",
)  # fmt: skip
COPIED = ("https://example.org/a", "WhatsApp", "{name}")
SIGNS = (".", "،", ":", "»", "«", "؟", "(", ")")

sentences = st.lists(st.sampled_from([*WORDS, *NAMES, *COPIED, *SIGNS]), min_size=1, max_size=9).map(" ".join)
glossaries = st.lists(
    st.builds(
        Term,
        ar=st.sampled_from(NAMES),
        en=st.sampled_from(RENDERINGS),
        kind=st.sampled_from(["name", "title", "organization", "place", "term"]),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda term: term.ar,
)
faults = st.lists(
    st.builds(
        Fault,
        kind=st.sampled_from(get_args(Kind)),
        word=st.sampled_from(["", *RENDERINGS[:8], "Mayley", "⟨1⟩", "⟨2⟩", "https://example.org/a"]),
    ),
    max_size=4,
)
engines = st.builds(
    replace,
    st.builds(FakeEngine, lexicon=st.just(WORDS), faults=faults, longest=st.sampled_from([4, 12, 100])),
    tags=st.sampled_from([FakeEngine().tags, None]),
    slots=st.sampled_from([(), FakeEngine().slots[:1], FakeEngine().slots]),
)


def results(lines: Sequence[str], terms: Sequence[Term], engine: FakeEngine) -> list[SegmentResult]:
    tool = Translator(Glossary(tuple(terms)), Options(beam=2), engine)
    return [segment for done in tool.translate_lines(lines) for segment in done.segments]


def count(rendering: str, text: str) -> int:
    """How often a rendering stands in a text, in any letters, as a naive reader counts."""
    return len(re.findall(rf"(?i)(?<!\w){re.escape(rendering)}(?!\w)", text))


@settings(max_examples=150, deadline=None)
@given(sentences, glossaries, engines)
def test_every_hit_is_rendered_or_reported(source: str, terms: list[Term], engine: FakeEngine) -> None:
    (result,) = results([source], terms, engine)
    reported = Counter(violation.en for violation in result.violations)
    for rendering, hits in Counter(outcome.rendering for outcome in result.outcomes).items():
        assert count(rendering, result.target) + reported[rendering] >= hits
    assert len(result.violations) == sum(outcome.rung == "none" for outcome in result.outcomes)
    assert not result.violations  # strict mode has a last resort


@settings(max_examples=60, deadline=None)
@given(sentences, glossaries, engines)
def test_nothing_of_the_machinery_is_left_over(source: str, terms: list[Term], engine: FakeEngine) -> None:
    (result,) = results([source], terms, engine)
    assert not re.search("[⟦⟧⟶⟨⟩]", result.target)
    for outcome in result.outcomes:
        assert result.source[outcome.start : outcome.end] == outcome.surface


@settings(max_examples=40, deadline=None)
@given(st.lists(sentences, min_size=2, max_size=4), glossaries, engines)
def test_no_segment_notices_another(lines: list[str], terms: list[Term], engine: FakeEngine) -> None:
    together = results(lines, terms, engine)
    apart = [results([line], terms, engine)[0] for line in lines]
    assert [replace(one, id="") for one in together] == [replace(one, id="") for one in apart]
