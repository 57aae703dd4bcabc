"""A handmade report with one of everything."""

import pytest

from translator.result import (
    FileResult,
    Finding,
    Fingerprint,
    Inconsistency,
    Outcome,
    Report,
    SegmentResult,
    Step,
    Violation,
)


def hit(source: str, surface: str, target: str, rendering: str, **values: object) -> Outcome:
    """An outcome whose spans are where the texts stand."""
    start, at = source.index(surface), target.find(rendering)
    given = {"ar": surface, "en": rendering, "kind": "name", "glossary": "names.yaml:7", "rung": "free", **values}
    end = at + len(rendering) if at >= 0 else -1
    return Outcome(start, start + len(surface), surface, rendering=rendering, target_start=at, target_end=end, **given)


def _satisfied() -> SegmentResult:
    source, target = "قال نتنياهو إن البنتاغون وافق.", "Netanyahu said the Pentagon had agreed."
    return SegmentResult(
        "1",
        source,
        target,
        outcomes=(
            hit(source, "نتنياهو", target, "Netanyahu"),
            hit(source, "البنتاغون", target, "Pentagon", kind="organization", rung="constrain"),
        ),
        steps=(Step("free", "1 of 2 terms", False), Step("constrain", "after “said the”", True)),
    )


def _problems() -> SegmentResult:
    source, target = (
        "التقى غانتس 12 <b>ضابطا</b> & «رئيس الأركان».",
        'Gantz met 21 <script>alert("x")</script> officers.',
    )
    return SegmentResult(
        "2",
        source,
        target,
        outcomes=(
            hit(source, "غانتس", target, "Gantz", rung="splice", mention="later"),
            hit(source, "رئيس الأركان", target, "chief of staff", kind="title", rung="none"),
        ),
        violations=(
            Violation("missing", "رئيس الأركان", "chief of staff", "«رئيس الأركان» should read “chief of staff”"),
        ),
        findings=(
            Finding("numbers", "error", "12 is not in the translation", 10, 12),
            Finding("length", "warning", "much shorter\tthan the source"),
            Finding("quotes", "info", "quotation marks dropped"),
        ),
    )


@pytest.fixture
def report() -> Report:
    """Two files, five segments: satisfied, wrong, nothing to translate, blank, and damaged text."""
    return Report(
        Fingerprint(
            "ar-en-base 2026.11 0123abcd", "4.6.0", (("names.yaml", "ab" * 32),), (("beam", "4"), ("enforce", "strict"))
        ),
        (
            FileResult(
                "article.txt",
                "article.en.txt",
                (
                    _satisfied(),
                    _problems(),
                    SegmentResult("3", "---", "---", passthrough=True),
                    SegmentResult("4", "", "", passthrough=True),
                ),
            ),
            FileResult("-", "-", (SegmentResult("1", "سطر\nثان \ud800", "a line\nanother \ud800"),)),
        ),
        (
            Inconsistency("name", "كوخافي", (("Kochavi", 3), ("Kohavi", 1)), "Kochavi", 1),
            Inconsistency("sentence", "نعم <b>", (("Yes", 1), ("Yes & no", 1))),
        ),
    )
