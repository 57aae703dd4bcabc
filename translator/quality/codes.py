"""Inline codes: the markup inside a text that its translation must have too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from translator.document import Pair
from translator.result import Finding, Severity


def codes(pair: Pair) -> Iterator[Finding]:
    """Codes of the source that the target does not have, and codes that only it has.

    Where the codes are not exact, their numbers are compared, and a difference is a warning.
    """
    here, there = Counter(pair.codes), Counter(pair.given_codes)
    severity: Severity = "error" if pair.exact else "warning"
    for name in (here - there).elements():
        yield Finding("codes", severity, f"{name} is missing")
    for name in (there - here).elements() if pair.exact else ():
        yield Finding("codes", "warning", f"{name} is not in the source")
