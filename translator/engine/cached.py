"""An engine that remembers what it said: the same question is answered without the model.

A question is everything that an answer depends on: the model, the text as the model gets it, tags and slots included,
what it must begin with, and how it is searched for. So a change of glossary, model or options asks anew where it
matters, and nothing stale is ever served.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import astuple
from hashlib import blake2b
from typing import Any, TypeAlias, TypeVar

from translator import __version__
from translator.document import Span
from translator.engine.answers import Answers
from translator.engine.base import Alignment, Capabilities, Engine, Hypothesis, Request, in_order

_Plain: TypeAlias = Any  # what JSON can hold
_Question = TypeVar("_Question", bound=Hashable)
_Answer = TypeVar("_Answer")


class CachedEngine:
    """`engine`, with its answers kept in `answers`. `setting` names what else they depend on, such as the device."""

    def __init__(self, engine: Engine, answers: Answers, setting: str = "") -> None:
        self._engine = engine
        self._answers = answers
        self._setting = [__version__, setting, astuple(engine.capabilities)]

    @property
    def capabilities(self) -> Capabilities:
        """See `Engine.capabilities`."""
        return self._engine.capabilities

    def fits(self, source: str) -> bool:
        """See `Engine.fits`."""
        return self._engine.fits(source)

    def translate(self, requests: Sequence[Request], beam: int) -> list[tuple[Hypothesis, ...]]:
        """See `Engine.translate`."""
        return in_order(self.stream(requests, beam))

    def stream(self, requests: Sequence[Request], beam: int) -> Iterator[tuple[int, tuple[Hypothesis, ...]]]:
        """See `Engine.stream`; what is kept comes first."""
        return self._asked(
            requests,
            lambda request: ["translate", beam, *astuple(request)],
            lambda missing: self._engine.stream(missing, beam),
            lambda row: tuple(Hypothesis(text, score, _aligned(kept)) for text, score, kept in row),
        )

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """See `Engine.score`."""
        return in_order(
            self._asked(
                pairs, lambda pair: ["score", *pair], lambda missing: enumerate(self._engine.score(missing)), float
            )
        )

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        """See `Engine.align`."""
        return in_order(
            self._asked(
                pairs, lambda pair: ["align", *pair], lambda missing: enumerate(self._engine.align(missing)), _alignment
            )
        )

    def _asked(
        self,
        questions: Sequence[_Question],
        told: Callable[[_Question], list[_Plain]],
        ask: Callable[[Sequence[_Question]], Iterable[tuple[int, _Answer]]],
        restored: Callable[[_Plain], _Answer],
    ) -> Iterator[tuple[int, _Answer]]:
        """The answers to `questions`, by index: those that are kept, and those of the engine, which then are.

        `told` says a question in plain values, `restored` makes an answer of them.
        """
        places: dict[_Question, list[int]] = {}
        for index, question in enumerate(questions):
            places.setdefault(question, []).append(index)
        keys = {question: self._key(told(question)) for question in places}
        kept = self._answers.get(list(keys.values()))
        missing = []
        for question, key in keys.items():
            try:
                answer = restored(json.loads(zlib.decompress(kept[key])))
            except (KeyError, ValueError, TypeError, zlib.error):  # not there, or damaged
                missing.append(question)
            else:
                yield from ((index, answer) for index in places[question])
        fresh: dict[bytes, bytes] = {}
        try:
            for number, answer in ask(missing) if missing else ():
                fresh[keys[missing[number]]] = _packed(answer)
                yield from ((index, answer) for index in places[missing[number]])
        finally:
            if fresh:
                self._answers.put(fresh)

    def _key(self, question: list[_Plain]) -> bytes:
        return blake2b(json.dumps([self._setting, question]).encode(), digest_size=16).digest()


def _packed(answer: object) -> bytes:
    return zlib.compress(json.dumps(answer, default=_values).encode(), 1)


def _values(value: _Plain) -> _Plain:
    return astuple(value)


def _aligned(row: _Plain) -> Alignment | None:
    return None if row is None else _alignment(row)


def _alignment(row: _Plain) -> Alignment:
    source, target, weights = row
    spans = [tuple(Span(*span) for span in side) for side in (source, target)]
    return Alignment(spans[0], spans[1], tuple(tuple(each) for each in weights))
