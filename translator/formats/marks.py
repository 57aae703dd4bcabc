"""The guard of every writer: each mark of a segment once in its translation, nested or disjoint, whatever was given."""

from __future__ import annotations

import re
from collections.abc import Sequence

from translator.document import Mark, Span, Translation


def repaired(source: str, wanted: Sequence[Mark], translation: Translation) -> list[Mark]:
    """The marks of `translation`, each of `wanted` once, inside its text, nested or disjoint, outer before inner.

    The first of a doubled mark counts, an unknown one is dropped, and a lost one comes back at its relative place:
    the pipeline repairs better, from the alignment, so this only guards the document.
    """
    length = len(translation.text)
    given: dict[str, Span] = {}
    for mark in translation.marks:
        given.setdefault(mark.id, mark.span)
    marks = []
    for order, mark in enumerate(wanted):
        span = given[mark.id] if mark.id in given else _relative(mark.span, source, translation.text)
        start = min(max(span.start, 0), length)
        end = start if mark.is_point else min(max(span.end, start), length)
        marks.append((start, start < end, -end, order, mark.id))
    result: list[Mark] = []
    ends = [length]
    for start, _, minus_end, _, name in sorted(marks):
        while len(ends) > 1 and ends[-1] <= start:
            ends.pop()
        end = min(-minus_end, ends[-1])
        ends.append(end)
        result.append(Mark(name, Span(start, end)))
    return result


def _relative(span: Span, source: str, target: str) -> Span:
    """Where `span` of `source` would be in `target` if the words kept their order, fitted to whole words."""
    scale = len(target) / max(len(source), 1)
    words = [word.span() for word in re.finditer(r"\S+", target)] or [(0, len(target))]
    start = min((word[0] for word in [*words, (len(target), 0)]), key=lambda at: abs(at - span.start * scale))
    if span.start == span.end or start == len(target):
        return Span(start, start)
    ends = [word[1] for word in words if word[1] > start]
    return Span(start, min(ends, key=lambda at: abs(at - span.end * scale)))
