"""Arabic-aware quality checks of a translation, whoever made it.

A check is a function of source and target that yields findings. To add one, write it and add it to the table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from translator.quality import dates, numbers, text
from translator.result import Finding

Check = Callable[[str, str], Iterable[Finding]]

CHECKS: tuple[Check, ...] = (
    text.emptiness,
    text.leftovers,
    numbers.numbers,
    numbers.added,
    numbers.percents,
    dates.months,
    dates.added_months,
    dates.hijri,
    dates.weekdays,
    text.protected,
    text.ending,
    text.balance,
    text.repeats,
    text.spaces,
    text.length,
)


def check(source: str, target: str) -> tuple[Finding, ...]:
    """What all checks find in one segment, the worst first."""
    found = [finding for one in CHECKS for finding in one(source, target)]
    order = ("error", "warning", "info")
    return tuple(sorted(found, key=lambda finding: order.index(finding.severity)))
