"""Numbers as texts write them, each with the values that it may mean."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

_HOUR, _HALF_DAY = 100, 1200


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it was written, and the values it may mean.

    `parts`: the numbers it is made of, which may also stand one by one (`مليون و200 ألف`).
    """

    text: str
    values: frozenset[float]
    parts: tuple[Number, ...] = ()

    def is_among(self, others: Collection[Number]) -> bool:
        """True where one of `others` may mean the same, or where all parts are among them."""
        if any(self.values & other.values for other in others):
            return True
        return bool(self.parts) and all(part.is_among(others) for part in self.parts)


def number(text: str, values: Iterable[float], parts: Sequence[Number] = ()) -> Number:
    """The number written as `text`; values are rounded, so that products of decimals compare."""
    return Number(text, frozenset(round(value, 6) for value in values), tuple(parts))


def values_of(digits: str) -> frozenset[float]:
    """What a run of digits may mean: a comma or a stop may group thousands or begin decimals."""
    plain = re.sub("[٬،]", ",", digits).replace("٫", ".")
    grouped = re.sub(r"[.,](?=\d{3}(?!\d))", "", plain)
    found = {float(text) for text in {grouped, plain.replace(",", ".")} if text.count(".") <= 1 and "," not in text}
    return frozenset(found or {float(re.sub(r"\D", "", plain))})


def clock(hour: int, minute: int, half: str = "") -> frozenset[float]:
    """The values of a time of day: 1430 for 14:30, and for 2:30 unless `half` (a or p) says which half of the day."""
    time = float(hour % 12 * _HOUR + minute)
    early, late = {time, time + 2400} if hour % 12 == 0 else {time}, {time + _HALF_DAY}
    if half or hour == 0 or hour > 12:
        return frozenset(late if half == "p" or (not half and 12 < hour < 24) else early)
    return frozenset(early | late)
