"""What the rest of the program asks of a translation memory, and the stage that asks it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sized
from dataclasses import dataclass, replace
from typing import Protocol

from translator.document import Match, Segment
from translator.text.arabic import has_arabic


class Memory(Protocol):
    """A translation memory; `store.Store` is the one in a file."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever what the memory holds does."""

    def find(self, source: str, previous: str, least: int) -> tuple[Match, ...]:
        """What there is for `source`, which stands after the source `previous` ('' = nothing does), best first.

        `least` is the percentage from which fuzzy matches are found (above 99: none).
        """


@dataclass(frozen=True, slots=True)
class Recalled:
    """`segments`, each with its matches from `memory`, which are looked up when the segment is asked for.

    They are one document, unless `starts` has the numbers (from 0) of segments with which another one begins.
    """

    segments: Iterable[Segment]
    memory: Memory
    least: int
    starts: Collection[int] = ()

    def __iter__(self) -> Iterator[Segment]:
        previous = ""
        for number, segment in enumerate(self.segments):
            if number in self.starts:
                previous = ""
            if segment.approved or not has_arabic(segment.text):
                yield segment
            else:
                yield replace(segment, matches=self.memory.find(segment.text, previous, self.least))
            previous = segment.text if segment.text.strip() else previous


@dataclass(frozen=True, slots=True)
class _Counted(Recalled):
    """The same where the number of segments is known."""

    def __len__(self) -> int:
        assert isinstance(self.segments, Sized)
        return len(self.segments)


def recall(segments: Iterable[Segment], memory: Memory, least: int, starts: Collection[int] = ()) -> Recalled:
    """`segments` with their matches, see `Recalled`; it has a length if `segments` have one."""
    kind = _Counted if isinstance(segments, Sized) else Recalled
    return kind(segments, memory, least, starts)
