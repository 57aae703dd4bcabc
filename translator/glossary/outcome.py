"""What is told about a hit when all is done."""

from __future__ import annotations

from translator.document import Span
from translator.glossary.model import Hit
from translator.result import Outcome, Rung


def outcome(hit: Hit, place: Span | None, rung: Rung) -> Outcome:
    """The hit, rendered at `place` by `rung`; what stands nowhere (None) is of no rung."""
    return Outcome(
        start=hit.start,
        end=hit.end,
        surface=hit.surface,
        ar=hit.term.ar,
        en=hit.term.en,
        rendering=hit.rendering,
        kind=hit.term.kind,
        glossary=hit.term.origin,
        rung=rung if place else "none",
        target_start=place.start if place else -1,
        target_end=place.end if place else -1,
        mention=hit.mention,
    )
