"""A memory with the real model: marks find their words in what people wrote, and the cache changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from translator.api import Translator
from translator.document import Mark, Segment, Span
from translator.memory.store import Unit, add
from translator.options import Options

SOURCE = "وصل وزير الخارجية المصري إلى لندن مساء الخميس لحضور المؤتمر."
TARGET = "To attend the conference, Egypt's foreign minister arrived in London on Thursday evening."


@pytest.mark.parametrize(
    ("marked", "expected"),
    [("لندن", "London"), ("المؤتمر", "conference"), ("الخميس", "Thursday"), (SOURCE, TARGET)],
)
def test_marks_find_their_words_in_an_approved_translation(tmp_path: Path, marked: str, expected: str) -> None:
    add(tmp_path / "a.tm", [Unit(SOURCE, TARGET)])
    tool = Translator(options=Options(memory=str(tmp_path / "a.tm"), threads=1))
    start = SOURCE.index(marked)
    mark = Mark("b", Span(start, start + len(marked)))
    (done,) = tool.segments([Segment("1", SOURCE, (mark,))])
    assert done.translation.text == TARGET
    assert [found.span.of(TARGET) for found in done.translation.marks] == [expected]


def test_the_cache_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("translator.engine.answers.usual_place", lambda: tmp_path / "engine.db")
    options = {"glossaries": ("israel-palestine", "us-government"), "threads": 1}
    text = "وسبق أن التقى غانتس بميلي، صباح الجمعة. وقال غانتس إن التعاون مع واشنطن مستمر."
    bare, first, second = (
        Translator(options=Options(**options, cache=cache)).translate(text) for cache in (False, True, True)
    )
    assert bare == first == second
    assert [hit.rendering for hit in bare.hits].count("Gantz") == 2
