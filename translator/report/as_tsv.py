"""The report as tab-separated text (UTF-8): a row for each hit, violation, finding, match of a translation memory, and
for each thing that is said in two ways.

A cell never holds a tab or a line break: they are written `\\t` and `\\n`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict

from translator.document import Match
from translator.result import FileResult, Report, SegmentResult

COLUMNS = (
    "file",
    "segment",
    "row",  # hit, violation, finding, memory (the target was taken from it), offer (a match not taken) or consistency
    "ar",
    "en",
    "surface",
    "start",
    "end",
    "rendering",
    "target_start",
    "target_end",
    "rung",
    "kind",
    "glossary",
    "severity",
    "check",
    "message",
    "source",
    "target",
    "mention",
    "match",  # percent; the memory's Arabic and English are in `ar` and `en`, what they came from in `glossary`
)
_ESCAPES = str.maketrans(
    {"\t": "\\t", "\n": "\\n", "\r": "\\r", "\v": " ", "\f": " ", "\x85": " ", "\u2028": " ", "\u2029": " "}
)


def render(report: Report) -> bytes:
    """The heading and the rows."""
    lines = ["\t".join(COLUMNS), *(_line(row) for row in rows(report))]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def rows(report: Report) -> Iterator[Mapping[str, object]]:
    """One mapping from column to value for each hit, violation and finding; a column may be missing."""
    for file in report.files:
        for segment in file.segments:
            yield from _rows(file, segment)
    for one in report.inconsistencies:
        ways = ", ".join(f"{text} ({count})" for text, count in one.renderings)
        yield {"row": "consistency", "kind": one.kind, "ar": one.ar, "en": one.chosen, "message": ways}


def _rows(file: FileResult, segment: SegmentResult) -> Iterator[Mapping[str, object]]:
    shared = {"file": file.source, "segment": segment.id, "source": segment.source, "target": segment.target}
    for outcome in segment.outcomes:
        yield {**shared, "row": "hit", **asdict(outcome)}
    for violation in segment.violations:
        yield {**shared, "row": "violation", "severity": "error", **asdict(violation)}
    for finding in segment.findings:
        values = asdict(finding)
        place = {"target_start": values.pop("start"), "target_end": values.pop("end")}
        yield {**shared, "row": "finding", **place, **values}
    if segment.memory:
        yield {**shared, "row": "memory", **_match(segment.memory)}
    for match in segment.offers:
        yield {**shared, "row": "offer", **_match(match)}


def _match(match: Match) -> dict[str, object]:
    texts = {"ar": match.source, "en": match.target}
    return {**texts, "kind": match.kind, "glossary": match.origin, "match": match.percent}


def _line(row: Mapping[str, object]) -> str:
    return "\t".join(str(row.get(column, "")).translate(_ESCAPES) for column in COLUMNS)
