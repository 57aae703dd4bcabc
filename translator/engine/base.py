"""What the rest of the program asks of a translation engine.

An engine takes and gives text; tokens, vocabularies and batches are its own affair. `ct2.py` is the real one,
`fake.py` one that fails on request.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from translator.document import Span

_Answer = TypeVar("_Answer")


@dataclass(frozen=True, slots=True)
class Tags:
    """Inline terminology tags that a model was trained on: `open surface arrow rendering close`."""

    open: str
    arrow: str
    close: str


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a model can do, as its manifest says. `slots` are placeholder tokens it copies, in order."""

    name: str
    version: str
    fingerprint: str
    tags: Tags | None = None
    slots: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alignment:
    """How much each target token looked at each source token.

    `source` and `target` are the tokens' spans in the two texts; `weights[t][s]` is the attention of target token
    `t` on source token `s`, each row summing to at most 1 (what looked at end marks is left out).
    """

    source: tuple[Span, ...]
    target: tuple[Span, ...]
    weights: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """One sentence to translate. `prefix` is target text that every hypothesis must begin with.

    `align` asks for the alignment of the hypotheses, which costs next to nothing while they are being made.
    """

    source: str
    prefix: str = ""
    nbest: int = 1
    align: bool = False


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A translation; `score` is the model's mean log probability a token (natural log, 0 is certain).

    `alignment` is there if it was asked for and could be had; `Engine.align` makes it at any time.
    """

    text: str
    score: float
    alignment: Alignment | None = None


class Engine(Protocol):
    """Text in, hypotheses out; batches are made across all requests of a call."""

    @property
    def capabilities(self) -> Capabilities:
        """What the loaded model can do."""

    def fits(self, source: str) -> bool:
        """True when `source` is short enough to be translated whole, with room for what enforcement adds."""

    def translate(self, requests: Sequence[Request], beam: int) -> list[tuple[Hypothesis, ...]]:
        """Translate every request; each answer has 1 to `nbest` hypotheses, best first.

        The answer to a request does not depend on the other requests of the call.
        Raises ModelError when a source does not fit.
        """

    def stream(self, requests: Sequence[Request], beam: int) -> Iterator[tuple[int, tuple[Hypothesis, ...]]]:
        """What `translate` answers, each with the number of its request, in the order in which they get ready.

        The engine goes on while the caller looks at them.
        """

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Mean log probability a token of each target given its source."""

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        """The attention alignment of each (source, target) pair, the target being forced."""


def in_order(answers: Iterable[tuple[int, _Answer]]) -> list[_Answer]:
    """Answers that come with their numbers, 0 to the last, by number."""
    found = dict(answers)
    return [found[number] for number in range(len(found))]
