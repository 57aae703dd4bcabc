"""The English around an inserted rendering."""

from __future__ import annotations

import pytest

from translator.document import Span
from translator.enforce.grammar import insert
from translator.glossary.model import Hit, Kind, Term

CASES: list[tuple[str, str, Kind, str]] = [
    # draft with the replaced part in [ ], rendering, kind, what it must become
    ("He met [Mayley] on Friday.", "Milley", "name", "He met Milley on Friday."),
    ("He met a [Mayley] on Friday.", "Milley", "name", "He met Milley on Friday."),
    ("the [Netanyahu] office", "Netanyahu", "name", "Netanyahu office"),
    ("General [Mark] spoke", "General Milley", "name", "General Milley spoke"),
    ("the [head] of the Joint Chiefs", "Chairman of the Joint Chiefs", "title", "the Chairman of the Joint Chiefs"),
    ("a [commander] said", "officer", "term", "an officer said"),
    ("An [officer] said", "commander", "term", "A commander said"),
    ("an [officer] said", "U.S. soldier", "term", "a U.S. soldier said"),
    ("At the [Pentagon] said", "the Pentagon", "organization", "At the Pentagon said"),
    ("[security minister] said", "defense minister", "title", "Defense minister said"),
    ("“[Mosad]” said", "Mossad", "organization", "“Mossad” said"),
    ("by [Obrian], who", "O'Brien", "name", "by O'Brien, who"),
    ("[Mayley]'s visit", "Milley", "name", "Milley's visit"),
    ("He met [Mayley].", "Milley", "name", "He met Milley."),
]


@pytest.mark.parametrize(("draft", "rendering", "kind", "expected"), CASES)
def test_insert(draft: str, rendering: str, kind: Kind, expected: str) -> None:
    start, end = draft.index("["), draft.index("]") - 1
    text = draft.replace("[", "").replace("]", "")
    hit = Hit(0, 1, "x", Term("x", rendering, kind=kind))
    assert insert(text, Span(start, end), hit) == expected
