"""An evaluation as a table for people, or as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from translator.evaluation.measure import Evaluation, Measured, Share
from translator.evaluation.scores import SAMPLES

VERSION = 1


def as_json(evaluation: Evaluation) -> str:
    """The evaluation with every figure; shares as `count` and `of`. Keys may be added, and keep their meaning."""
    return json.dumps({"version": VERSION, **asdict(evaluation)}, ensure_ascii=False, indent=1)


def as_table(evaluation: Evaluation) -> str:
    """The systems in rows, then the comparisons, and the signatures of the scores."""
    oracle = evaluation.oracle
    head = f"{evaluation.segments:,} segments, {evaluation.words:,} words"
    terms = f"; {oracle.of:,} terms, of which the reference renders {_percent(oracle)}" if oracle.of else ""
    metrics = [score.metric for system in evaluation.systems[:1] for score in system.scores]
    rows = [("system", *metrics, *_FIGURES), *(_row(system, evaluation) for system in evaluation.systems)]
    kept = [n for n in range(len(rows[0])) if any(row[n] for row in rows[1:])]
    lines = [head + terms, "", *_aligned([[row[n] for n in kept] for row in rows])]
    if evaluation.comparisons:
        lines += ["", f"paired bootstrap, {SAMPLES:,} resamplings"]
    for one in evaluation.comparisons:
        lines.append(f"{one.metric}: {one.system} − {one.baseline} = {one.difference:+.2f} (p = {one.p:.3f})")
    signatures = [f"{one.metric}: {one.signature}" for system in evaluation.systems[:1] for one in system.scores]
    return "\n".join([*lines, "", *signatures])


_FIGURES = ("terms", "same term", "same segment", "errors", "segments/s", "words/s")


def _row(system: Measured, evaluation: Evaluation) -> tuple[str, ...]:
    speeds = [evaluation.segments, evaluation.words] if system.seconds else []
    return (
        system.name,
        *(f"{score.value:.2f}" for score in system.scores),
        *(_percent(share) for share in (system.terms, system.same_terms, system.same_segments, system.errors)),
        *([f"{count / system.seconds:,.1f}" for count in speeds] or ["", ""]),
    )


def _percent(share: Share) -> str:
    return "" if share.percent is None else f"{share.percent:.1f}%"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """The rows with columns of one width: names to the left, figures to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    cells = ([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])] for row in rows)
    return ["  ".join(row).rstrip() for row in cells]
