"""The report as JSON (UTF-8): every segment with everything that was decided about it.

The layout is stable: keys keep their names, meaning and order within a version; keys may be added.

    version        1
    fingerprint    model, ctranslate2 (version), glossaries {file: sha256}, options {name: value}
    totals         segments, hits, one count a rung, violations, findings, none (hits no rung satisfied)
    files[]        source, target (`-` for a stream), segments[]
    segments[]     id, source, target, hits[], violations[], findings[], steps[], passthrough, memory, offers[]
    hits[]         start, end, surface   where the term stands in the segment's source
                   ar, en, kind          the glossary entry; glossary is its `file:line`, or `harmonized`: no
                                         glossary has the name, it was chosen so that all documents say the same
                   rendering             the English demanded here (`en`, its plural, `first` or `later`)
                   rung                  what put it there: free, annotate, nbest, constrain, placeholder,
                                         splice, memory, or given (it stands in a translation that
                         was only checked); `none`: it is not there
                   target_start, target_end   where it stands in the segment's target, -1 when it does not
                   mention               first, later: for a term that is called differently then; else empty
    violations[]   kind (missing, forbidden), ar, en, message
    findings[]     check, severity (error, warning, info), message, start, end (in the target; -1: all of it)
    steps[]        rung, detail, kept: what was tried, in order
    consistency[]  kind (sentence, term, name), ar, renderings[] {text, count} most frequent first: what the files say
                   in two ways; chosen is what was written instead in `changed` segments (empty: nothing was)
    passthrough    true: the segment holds nothing to translate
    memory         the match of the translation memory that the target was taken from, null if there is none:
                   kind (context: the same text after the same text; exact: the same text), match (100),
                   source and target of the pair, origin (what it was imported from)
    offers[]       the same of matches that were not taken: kind may be fuzzy, match is then a percentage below 100

Spans are half-open and count Unicode code points.
"""

from __future__ import annotations

import json
from dataclasses import asdict

from translator.document import Match
from translator.result import FileResult, Inconsistency, Outcome, Report, SegmentResult

VERSION = 1


def render(report: Report) -> bytes:
    """The report as indented JSON."""
    text = json.dumps(as_dict(report), ensure_ascii=False, indent=1)
    # A lone surrogate has no UTF-8; its escape is valid JSON.
    return f"{text}\n".encode("utf-8", "backslashreplace")


def as_dict(report: Report) -> dict[str, object]:
    """The report as the plain values that `render` writes."""
    mark, totals = report.fingerprint, report.totals
    return {
        "version": VERSION,
        "fingerprint": {
            "model": mark.model,
            "ctranslate2": mark.ctranslate2,
            "glossaries": dict(mark.glossaries),
            "options": dict(mark.options),
        },
        "totals": {
            "segments": totals.segments,
            "hits": totals.hits,
            **totals.rungs,
            "violations": totals.violations,
            "findings": totals.findings,
            "none": totals.hits - sum(totals.rungs.values()),
        },
        "files": [_file(file) for file in report.files],
        "consistency": [_inconsistency(one) for one in report.inconsistencies],
    }


def _file(file: FileResult) -> dict[str, object]:
    return {
        "source": file.source,
        "target": file.target,
        "segments": [_segment(segment) for segment in file.segments],
    }


def _segment(segment: SegmentResult) -> dict[str, object]:
    return {
        "id": segment.id,
        "source": segment.source,
        "target": segment.target,
        "hits": [_hit(outcome) for outcome in segment.outcomes],
        "violations": [asdict(violation) for violation in segment.violations],
        "findings": [asdict(finding) for finding in segment.findings],
        "steps": [asdict(step) for step in segment.steps],
        "passthrough": segment.passthrough,
        "memory": _match(segment.memory) if segment.memory else None,
        "offers": [_match(match) for match in segment.offers],
    }


def _match(match: Match) -> dict[str, object]:
    return {
        "kind": match.kind,
        "match": match.percent,
        "source": match.source,
        "target": match.target,
        "origin": match.origin,
    }


def _hit(outcome: Outcome) -> dict[str, object]:
    return {
        "start": outcome.start,
        "end": outcome.end,
        "surface": outcome.surface,
        "ar": outcome.ar,
        "en": outcome.en,
        "rendering": outcome.rendering,
        "kind": outcome.kind,
        "glossary": outcome.glossary,
        "rung": outcome.rung,
        "target_start": outcome.target_start,
        "target_end": outcome.target_end,
        "mention": outcome.mention,
    }


def _inconsistency(one: Inconsistency) -> dict[str, object]:
    renderings = [{"text": text, "count": count} for text, count in one.renderings]
    return {
        "kind": one.kind,
        "ar": one.ar,
        "renderings": renderings,
        "chosen": one.chosen,
        "changed": one.changed,
    }
