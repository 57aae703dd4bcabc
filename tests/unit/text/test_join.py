"""Joining the sentences of a segment."""

from __future__ import annotations

import pytest

from translator.document import Span
from translator.text.join import join

CASES = [
    ("اجتماع أمني", ["A security meeting."], "A security meeting"),
    ("اجتماع أمني.", ["A security meeting."], "A security meeting."),
    ("هل جاء؟", ["Did he come?"], "Did he come?"),
    ("زار الولايات المتحدة", ["He visited the U.S."], "He visited the U.S."),
    ("زار الولايات المتحدة.", ["He visited the U.S.."], "He visited the U.S."),
    ("قال كلمة،| ثم ذهب.", ["He said a word.", "Then he left."], "He said a word, Then he left."),
    ("قال كلمة،| وفي البيت نام.", ["He said.", "In the house he slept."], "He said, in the house he slept."),
    ('"قال كلمة"،| ثم ذهب.', ['"He said,"', "Then he left."], '"He said," Then he left.'),
    ("العنوان|\u2028وفي البيت نام.", ["The title", "In the house he slept."], "The title\u2028In the house he slept."),
    ("ذهب.|  Then English. |وعاد.", ["He left.", None, "He came back."], "He left.  Then English. He came back."),
]


@pytest.mark.parametrize(("source", "targets", "expected"), CASES)
def test_join(source: str, targets: list[str | None], expected: str) -> None:
    text, parts, at = source.replace("|", ""), [], 0
    for piece, target in zip(source.split("|"), targets, strict=True):
        lead = len(piece) - len(piece.lstrip())
        if target is not None:
            parts.append((Span(at + lead, at + len(piece.rstrip())), target))
        at += len(piece)
    joined = join(text, parts)
    assert joined.text == expected
    assert len(joined.spans) == len(parts)


FIXED = [
    ("زار شركة أبل", "He visited Apple Inc.", "He visited Apple Inc."),
    ("زار شركة أبل.", "He visited Apple Inc.", "He visited Apple Inc."),
    ("زار شركة أبل،", "He visited Apple Inc.", "He visited Apple Inc.,"),
    ("زار شركة أبل،", "He visited Apple Inc.,", "He visited Apple Inc.,"),
    ("زار شركة غوغل", "He visited Google.", "He visited Google"),
]


@pytest.mark.parametrize(("source", "target", "expected"), FIXED)
def test_what_is_fixed_keeps_its_stop(source: str, target: str, expected: str) -> None:
    assert join(source, [(Span(0, len(source)), target)], ("Apple Inc.", "Google")).text == expected


def test_what_is_fixed_keeps_its_capital() -> None:
    parts = [(Span(0, 2), "He said"), (Span(3, 5), "The Hague"), (Span(6, 8), "The boy")]
    assert join("قا لا ها", parts, ("The Hague",)).text == "He said The Hague the boy"
