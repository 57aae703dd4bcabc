"""Everything that is told about the translations of one corpus."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from translator.checking.consistency import same_share
from translator.checking.run import Checked, Checker
from translator.document import Pair
from translator.evaluation.scores import Comparison, Score, compare, scores
from translator.result import SegmentResult
from translator.text.arabic import has_arabic, matching_form


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    of: int

    @property
    def percent(self) -> float | None:
        """The share in percent, None of nothing."""
        return 100 * self.count / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Output:
    """The translations of one system, segment by segment; `seconds` is what it took to make them (0: not known)."""

    name: str
    texts: Sequence[str]
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Measured:
    """What is told about one system.

    `terms`: hits that are rendered as the glossary says; `same_terms`: renderings of terms that occur several times
    that are the most frequent one of their term; `same_segments`: the same for sources that occur several times;
    `errors`: segments in which a quality check finds an error.
    """

    name: str
    scores: tuple[Score, ...]
    terms: Share
    same_terms: Share
    same_segments: Share
    errors: Share
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """An evaluated corpus. `oracle` is what the reference itself renders: more than that means less like it."""

    segments: int
    words: int
    oracle: Share
    systems: tuple[Measured, ...]
    comparisons: tuple[Comparison, ...]


def evaluate(
    sources: Sequence[str], references: Sequence[str], outputs: Sequence[Output], checker: Checker
) -> Evaluation:
    """Measure `outputs`, translations of `sources`, against `references`; all of the same length, names distinct.

    Raises OptionsError where sacrebleu is not installed, InputError where the sources are not Arabic.
    """
    oracle = _terms(_checked(sources, references, checker))
    systems = tuple(_measured(sources, references, output, checker) for output in outputs)
    comparisons = compare({output.name: output.texts for output in outputs}, references)
    return Evaluation(len(sources), sum(len(text.split()) for text in sources), oracle, systems, comparisons)


def _measured(sources: Sequence[str], references: Sequence[str], output: Output, checker: Checker) -> Measured:
    results = _checked(sources, output.texts, checker)
    wrong = [result for result in results if any(one.severity == "error" for one in result.findings)]
    return Measured(
        name=output.name,
        scores=scores(output.texts, references),
        terms=_terms(results),
        same_terms=_same_terms(results),
        same_segments=_same_segments(results),
        errors=Share(len(wrong), len(results)),
        seconds=output.seconds,
    )


def _checked(sources: Sequence[str], targets: Sequence[str], checker: Checker) -> tuple[SegmentResult, ...]:
    pairs = (Pair(str(n), *texts) for n, texts in enumerate(zip(sources, targets, strict=True), 1))
    return checker.check(Checked("", "", tuple(pairs), is_running=False)).segments


def _terms(results: Sequence[SegmentResult]) -> Share:
    outcomes = [outcome for result in results for outcome in result.outcomes]
    return Share(sum(outcome.rung != "none" for outcome in outcomes), len(outcomes))


def _same_terms(results: Sequence[SegmentResult]) -> Share:
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    for result in results:
        for outcome in result.outcomes:
            if outcome.rung != "none":
                rendering = result.target[outcome.target_start : outcome.target_end]
                said[outcome.ar, outcome.rendering].append(rendering)
    return Share(*same_share(said.values()))


def _same_segments(results: Sequence[SegmentResult]) -> Share:
    said: dict[str, list[str]] = defaultdict(list)
    for result in results:
        if has_arabic(result.source):
            said[matching_form(result.source).strip()].append(result.target)
    return Share(*same_share(said.values()))
