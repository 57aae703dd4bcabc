"""BLEU and chrF as sacrebleu computes them, and its paired bootstrap test.

BLEU: Papineni et al. (2002); chrF: Popović (2015); how they are reported: Post (2018); the test: Koehn (2004).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from translator.errors import OptionsError

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric

SAMPLES = 1000
"""Resamplings of a paired test."""


@dataclass(frozen=True, slots=True)
class Score:
    """A score of one system, from 0 to 100; `signature` says exactly how it was computed."""

    metric: str
    value: float
    signature: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a system's score differs from the baseline's, and how probable as much is where the two are equally good."""

    metric: str
    baseline: str
    system: str
    difference: float
    p: float


def available() -> None:
    """Raise OptionsError where sacrebleu is not installed: before anything is translated."""
    _metrics()


def scores(hypotheses: Sequence[str], references: Sequence[str]) -> tuple[Score, ...]:
    """BLEU and chrF of a corpus. Raises OptionsError where sacrebleu is not installed."""
    return tuple(_score(metric, hypotheses, references) for metric in _metrics().values())


def compare(systems: Mapping[str, Sequence[str]], references: Sequence[str]) -> tuple[Comparison, ...]:
    """Every other system against the first one, by paired bootstrap resampling; none for fewer than two systems.

    Memory: about 100 kB a segment. Raises OptionsError where sacrebleu is not installed.
    """
    return tuple(_compared(systems, references)) if len(systems) > 1 else ()


def _compared(systems: Mapping[str, Sequence[str]], references: Sequence[str]) -> Iterator[Comparison]:
    metrics = _metrics()
    from sacrebleu.significance import PairedTest

    named: list[tuple[str, Sequence[str]]] = list(systems.items())
    _, results = PairedTest(named, metrics, [list(references)], test_type="bs", n_samples=SAMPLES)()
    for metric, rows in results.items():
        found = [row for row in rows if not isinstance(row, str)]  # the names of the systems are a row too
        for (name, _), other in zip(named[1:], found[1:], strict=False):
            difference = other.score - found[0].score
            yield Comparison(metric, named[0][0], name, difference, float(other.p_value or 0.0))


def _score(metric: Metric, hypotheses: Sequence[str], references: Sequence[str]) -> Score:
    found = metric.corpus_score(list(hypotheses), [list(references)])
    return Score(found.name, float(found.score), str(metric.get_signature()))


def _metrics() -> dict[str, Metric]:
    try:
        from sacrebleu.metrics.bleu import BLEU
        from sacrebleu.metrics.chrf import CHRF
    except ImportError:
        message = "sacrebleu is not installed, which computes the scores"
        raise OptionsError(message, "pip install 'translator[evaluate]'") from None
    return {"BLEU": BLEU(), "chrF": CHRF()}
