"""Text whose target form is decided outside the model: put a token in its place, and bring the text back.

URLs, protected words and enforced terms all go the same way. Spans are half-open ranges of code points.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from translator.document import Span

_CLOSING = ".,;:!?)]}»”’%،؛؟"
_OPENING = "([{«“‘"


@dataclass(frozen=True, slots=True)
class Edit:
    """Write `text` where `span` stood, set off by spaces."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Edited:
    """A text after its edits; `spans` are the followed spans in the new text, in the order they were given.

    `changes` are the spans that were edited, each with the one that it became, the spaces that set it off included.
    """

    text: str
    spans: tuple[Span, ...]
    changes: tuple[tuple[Span, Span], ...] = ()

    def origin(self, span: Span) -> Span:
        """The span of the text before its edits that `span` of the new one stands for."""
        shift = 0
        for old, new in self.changes:
            if span.overlaps(new) or new.start <= span.start < new.end:
                return old
            if new.end <= span.start:
                shift = old.end - new.end
        return span.shift(shift)


def edit(text: str, edits: Sequence[Edit], follow: Sequence[Span] = ()) -> Edited:
    """Apply `edits`, which must not overlap, and say where the spans to `follow` went.

    A followed span is either the span of one of the edits (it becomes the inserted text) or touches none of them.
    """
    parts: list[str] = []
    moved: dict[Span, Span] = {}
    changes: list[tuple[Span, Span]] = []
    at = size = 0
    for change in sorted(edits, key=lambda e: e.span):
        before, after = text[at : change.span.start], text[change.span.end :]
        left = " " if (before or parts) and not (before or parts[-1])[-1:].isspace() else ""
        right = " " if after and not after[0].isspace() else ""
        parts += [before, left, change.text, right]
        start = size + len(before) + len(left)
        moved[change.span] = Span(start, start + len(change.text))
        size = start + len(change.text) + len(right)
        changes.append((change.span, Span(start - len(left), size)))
        at = change.span.end
    parts.append(text[at:])
    spans = tuple(moved.get(span) or _moved(span, changes) for span in follow)
    return Edited("".join(parts), spans, tuple(changes))


def restore(target: str, originals: Mapping[str, str]) -> str:
    """Write the original text of every token in `originals` back into `target`, closing up the spaces around it.

    A token that does not stand in the target is left to the caller's loss check.
    """
    for token, original in originals.items():
        tight = re.sub(rf"{re.escape(token)}\s+(?=[{re.escape(_CLOSING)}])", token, target)
        target = re.sub(rf"(?<=[{re.escape(_OPENING)}])\s+{re.escape(token)}", token, tight).replace(token, original)
    return target


def _moved(span: Span, changes: Sequence[tuple[Span, Span]]) -> Span:
    return span.shift(next((new.end - old.end for old, new in reversed(changes) if old.end <= span.start), 0))
