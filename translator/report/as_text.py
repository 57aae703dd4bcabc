"""The report as plain text: totals in one line, then one line a problem."""

from __future__ import annotations

from collections.abc import Iterator

from translator.result import HARMONIZED, Report


def summary(report: Report) -> str:
    """The totals in one line: `12 segments, 34 hits: 30 free, 4 splice; 0 violations`."""
    totals = report.totals
    parts = [f"{count} {rung}" for rung, count in totals.rungs.items() if count]
    unsatisfied = totals.hits - sum(totals.rungs.values())
    parts += [f"{unsatisfied} not rendered"] if unsatisfied else []
    hits = ": ".join(filter(None, (counted(totals.hits, "hit"), ", ".join(parts))))
    problems = [counted(totals.violations, "violation")]
    problems += [counted(totals.findings, "finding")] if totals.findings else []
    taken = [segment.memory for file in report.files for segment in file.segments if segment.memory]
    recalled = sum(match.origin != HARMONIZED for match in taken)
    segments = counted(totals.segments, "segment") + (f" ({recalled:,} from memory)" if recalled else "")
    changed = sum(bool(one.chosen) for one in report.inconsistencies)
    left = len(report.inconsistencies) - changed
    problems += [f"{left:,} said in two ways"] if left else []
    problems += [f"{changed:,} harmonized"] if changed else []
    return f"{segments}, {hits}; {', '.join(problems)}"


def violations(report: Report) -> Iterator[str]:
    """Each violation as `file:segment: error: message`."""
    for file in report.files:
        for segment in file.segments:
            for violation in segment.violations:
                yield f"{file.source}:{segment.id}: error: {violation.message}"


def findings(report: Report) -> Iterator[str]:
    """Each finding of a quality check as `file:segment: severity: check: message`."""
    for file in report.files:
        for segment in file.segments:
            for finding in segment.findings:
                yield f"{file.source}:{segment.id}: {finding.severity}: {finding.check}: {finding.message}"


def consistency(report: Report) -> Iterator[str]:
    """Each thing that is said in two ways, or was before it was changed."""
    for one in report.inconsistencies:
        ways = ", ".join(f"“{text}” ({count:,})" for text, count in one.renderings)
        if one.chosen:
            where = counted(one.changed, "segment")
            yield f"harmonized {one.kind}: «{one.ar}» was {ways}; “{one.chosen}” was written in {where}"
        else:
            yield f"inconsistent {one.kind}: «{one.ar}» is {ways}"


def render(report: Report) -> bytes:
    """The totals, the violations and the findings as UTF-8 text."""
    lines = [summary(report), *violations(report), *findings(report), *consistency(report)]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def counted(number: int, thing: str) -> str:
    """`1 hit`, `1,200 hits`."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"
