"""What happened, as data: outcomes of hits, violations, findings, and the report that is always built.

Plain values only, so that a report can be written, read back and compared without any other module.
All spans are half-open ranges of code points.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from translator.document import Match

Rung = Literal["free", "annotate", "nbest", "constrain", "placeholder", "splice", "memory", "given", "none"]
RUNGS: tuple[Rung, ...] = ("free", "annotate", "nbest", "constrain", "placeholder", "splice", "memory", "given")
HARMONIZED = "harmonized"
"""What stands for the glossary of a rendering that was only chosen so that all documents say the same."""

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One hit and how its rendering got into the target; rung `none` means that it did not.

    `given` is the rung of what stands in a translation that was only checked.

    `start:end` is the surface in the segment's source; `target_start:target_end` where the rendering stands in
    the segment's target (both -1 when it does not). `glossary` is `file:line` of the term. `mention`: whether the
    document mentioned the term before, where the glossary says that it is then called differently.
    """

    start: int
    end: int
    surface: str
    ar: str
    en: str
    rendering: str
    kind: str
    glossary: str
    rung: Rung
    target_start: int = -1
    target_end: int = -1
    mention: Literal["", "first", "later"] = ""


@dataclass(frozen=True, slots=True)
class Violation:
    """A term that the target does not render as the glossary says. kind: `missing` or `forbidden`."""

    kind: Literal["missing", "forbidden"]
    ar: str
    en: str
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a quality check found in one segment; `start:end` is in the target (-1: the whole segment)."""

    check: str
    severity: Severity
    message: str
    start: int = -1
    end: int = -1


@dataclass(frozen=True, slots=True)
class Step:
    """One decision taken on a sentence: which rung tried what, and whether it was kept."""

    rung: Rung
    detail: str
    kept: bool


@dataclass(frozen=True, slots=True)
class SegmentResult:
    """A segment with everything that was decided about it. `passthrough`: there was nothing to translate.

    `memory` is the match of a translation memory that the target was taken from; `offers` are those that were not.
    """

    id: str
    source: str
    target: str
    outcomes: tuple[Outcome, ...] = ()
    violations: tuple[Violation, ...] = ()
    findings: tuple[Finding, ...] = ()
    steps: tuple[Step, ...] = ()
    passthrough: bool = False
    memory: Match | None = None
    offers: tuple[Match, ...] = ()


@dataclass(frozen=True, slots=True)
class FileResult:
    """The segments of one document. `source` and `target` are what the user called the files (`-` for a stream)."""

    source: str
    target: str
    segments: tuple[SegmentResult, ...]


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What made a result, so that it can be made again."""

    model: str
    ctranslate2: str
    glossaries: tuple[tuple[str, str], ...] = ()
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """Something that the files of a report say in two ways: a sentence, a term that has several, a name.

    `renderings` are what is said how often, the most frequent first. `chosen` is the one that was written in
    `changed` segments instead of the others ('' = none was).
    """

    kind: Literal["sentence", "term", "name"]
    ar: str
    renderings: tuple[tuple[str, int], ...]
    chosen: str = ""
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures of a report; `hits` is the sum of the rungs plus the unsatisfied hits."""

    segments: int = 0
    hits: int = 0
    rungs: dict[str, int] = field(default_factory=dict)
    violations: int = 0
    findings: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is known about one run."""

    fingerprint: Fingerprint
    files: tuple[FileResult, ...]
    inconsistencies: tuple[Inconsistency, ...] = ()

    @property
    def totals(self) -> Totals:
        """The figures over all files."""
        segments = [segment for file in self.files for segment in file.segments]
        outcomes = [outcome for segment in segments for outcome in segment.outcomes]
        return Totals(
            segments=len(segments),
            hits=len(outcomes),
            rungs={rung: sum(outcome.rung == rung for outcome in outcomes) for rung in RUNGS},
            violations=sum(len(segment.violations) for segment in segments),
            findings=sum(len(segment.findings) for segment in segments),
        )


@dataclass(frozen=True, slots=True)
class TextResult:
    """A text that was translated; `segments` are its lines.

    The spans of `hits` and `findings` are of the whole `source` and the whole `text`.
    """

    source: str
    text: str
    segments: tuple[SegmentResult, ...]

    @property
    def hits(self) -> tuple[Outcome, ...]:
        """Every glossary term in the source, and how it was rendered."""
        return tuple(_shifted(hit, start, at) for one, start, at in self._places() for hit in one.outcomes)

    @property
    def violations(self) -> tuple[Violation, ...]:
        """The terms that the text does not render as the glossary says."""
        return tuple(violation for one in self.segments for violation in one.violations)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the quality checks found."""
        return tuple(
            finding if finding.start < 0 else replace(finding, start=finding.start + at, end=finding.end + at)
            for one, _, at in self._places()
            for finding in one.findings
        )

    @property
    def file(self) -> FileResult:
        """The text as one of the files of a report."""
        return FileResult("-", "-", self.segments)

    def _places(self) -> Iterator[tuple[SegmentResult, int, int]]:
        """Each segment with where it begins in the source and in the text."""
        start = at = 0
        for one in self.segments:
            yield one, start, at
            start, at = start + len(one.source) + 1, at + len(one.target) + 1


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """A document that was translated to `path`, and the report of it. Spans are of the segment they belong to."""

    path: Path
    report: Report

    @property
    def segments(self) -> tuple[SegmentResult, ...]:
        """The segments in reading order: paragraphs, cells, headings."""
        return tuple(segment for file in self.report.files for segment in file.segments)

    @property
    def hits(self) -> tuple[Outcome, ...]:
        """Every glossary term in the document, and how it was rendered."""
        return tuple(hit for segment in self.segments for hit in segment.outcomes)

    @property
    def violations(self) -> tuple[Violation, ...]:
        """The terms that the translation does not render as the glossary says."""
        return tuple(violation for segment in self.segments for violation in segment.violations)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What the quality checks found."""
        return tuple(finding for segment in self.segments for finding in segment.findings)


def _shifted(hit: Outcome, start: int, at: int) -> Outcome:
    moved = replace(hit, start=hit.start + start, end=hit.end + start)
    return (
        moved
        if hit.target_start < 0
        else replace(moved, target_start=hit.target_start + at, target_end=hit.target_end + at)
    )
