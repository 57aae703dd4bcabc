"""The report as one HTML page that needs no network: source and target side by side, terms highlighted in both.

The look is in `page.html.j2`, `page.css` and `page.js`; this module prepares what they show.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from translator import __version__
from translator.report.as_text import summary
from translator.report.templates import fill
from translator.result import FileResult, Finding, Outcome, Report, Rung, SegmentResult

RUNG_TITLES: dict[Rung, str] = {
    "free": "the model's own words",
    "annotate": "the model followed a hint in its input",
    "nbest": "chosen among the model's alternatives",
    "constrain": "the model wrote the sentence around it",
    "placeholder": "filled into a slot that the model placed",
    "splice": "put in by the program, not the model: read this sentence again",
    "memory": "taken from the translation memory",
    "given": "in the translation that was checked",
    "none": "not rendered",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text. `style` is its CSS class ('' = plain text); equal `link`s belong together."""

    text: str
    style: str = ""
    tip: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A segment as it is shown. `state` says which filters show it: problem, terms, spliced, recalled."""

    segment: SegmentResult
    source: tuple[Piece, ...]
    target: tuple[Piece, ...]
    state: str

    @property
    def problems(self) -> tuple[str, ...]:
        """The messages of the violations, and of the findings that are more than a remark."""
        findings = [finding.message for finding in self.segment.findings if _is_problem(finding)]
        return (*(violation.message for violation in self.segment.violations), *findings)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as it is shown."""

    file: FileResult
    rows: tuple[Row, ...]

    @property
    def problems(self) -> int:
        """The number of segments with a violation or a finding."""
        return sum("problem" in row.state for row in self.rows)


@dataclass(frozen=True, slots=True)
class _Highlight:
    start: int
    end: int
    style: str
    tip: str
    link: str = ""


def render(report: Report) -> bytes:
    """The page as UTF-8."""
    sheets = [sheet(file) for file in report.files]
    totals = report.totals
    rungs = {**totals.rungs, "none": totals.hits - sum(totals.rungs.values())}
    values = {
        "report": report,
        "totals": totals,
        "summary": summary(report),
        "sheets": sheets,
        "problems": sum(sheet.problems for sheet in sheets),
        "rungs": {rung: count for rung, count in rungs.items() if count},
        "titles": RUNG_TITLES,
        "recalled": sum("recalled" in row.state for sheet in sheets for row in sheet.rows),
        "version": __version__,
    }
    return fill("page.html.j2", values).encode("utf-8", "backslashreplace")


def sheet(file: FileResult) -> Sheet:
    """What the page shows of `file`: all segments but the blank ones."""
    shown = [segment for segment in file.segments if segment.source.strip() or segment.target.strip()]
    return Sheet(file, tuple(_row(segment) for segment in shown))


def _row(segment: SegmentResult) -> Row:
    hits = list(enumerate(segment.outcomes))
    source = [_Highlight(hit.start, hit.end, f"hit {hit.rung}", _tip(hit), str(n)) for n, hit in hits]
    target = [_Highlight(hit.target_start, hit.target_end, f"hit {hit.rung}", _tip(hit), str(n)) for n, hit in hits]
    target += [_Highlight(one.start, one.end, f"finding {one.severity}", one.message) for one in segment.findings]
    return Row(segment, pieces(segment.source, source), pieces(segment.target, target), _state(segment))


def _state(segment: SegmentResult) -> str:
    states = {
        "problem": bool(segment.violations) or any(_is_problem(finding) for finding in segment.findings),
        "terms": bool(segment.outcomes),
        "spliced": any(outcome.rung == "splice" for outcome in segment.outcomes),
        "recalled": bool(segment.memory or segment.offers),
        "passthrough": segment.passthrough,
    }
    return " ".join(state for state, holds in states.items() if holds)


def _is_problem(finding: Finding) -> bool:
    return finding.severity != "info"


def _tip(hit: Outcome) -> str:
    mention = f" ({hit.mention} mention)" if hit.mention else ""
    return f"{hit.rung}: {RUNG_TITLES[hit.rung]}\n{hit.ar} → {hit.rendering}{mention}\n{hit.kind} · {hit.glossary}"


def pieces(text: str, highlights: Iterable[_Highlight]) -> tuple[Piece, ...]:
    """`text` cut at the highlights; one that overlaps an earlier one, or lies outside the text, is left out."""
    answer: list[Piece] = []
    at = 0
    for mark in _apart(highlights, len(text)):
        answer.append(Piece(text[at : mark.start]))
        answer.append(Piece(text[mark.start : mark.end], mark.style, mark.tip, mark.link))
        at = mark.end
    answer.append(Piece(text[at:]))
    return tuple(piece for piece in answer if piece.text)


def _apart(highlights: Iterable[_Highlight], length: int) -> Sequence[_Highlight]:
    """The highlights that can be shown, from left to right; what is listed first wins its place."""
    kept: list[_Highlight] = []
    for mark in highlights:
        inside = 0 <= mark.start < mark.end <= length
        if inside and all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    return sorted(kept, key=lambda mark: mark.start)
