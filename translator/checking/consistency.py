"""One source, one translation: what only a look at the whole document can tell, besides `translator.consistency`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from translator.result import Finding, SegmentResult
from translator.text.arabic import has_arabic, matching_form

_NO_WORD = re.compile(r"[\W_]+")
_LONG = 4
"""Words from which two different sources hardly ever have one translation."""


def copied(results: Sequence[SegmentResult]) -> Iterator[SegmentResult]:
    """`results` with a finding at each long segment that has the translation of an earlier one with another source.

    A translation was copied to the wrong place. Spelling variants of the Arabic, and the English's capitals, signs and
    spaces, make no difference.
    """
    sources: dict[str, SegmentResult] = {}
    for result in results:
        source, target = _key(matching_form(result.source)), _key(result.target.casefold())
        if not (has_arabic(result.source) and target):
            yield result
            continue
        found = tuple(_copied(sources.setdefault(target, result), source))
        yield replace(result, findings=(*result.findings, *found)) if found else result


def _copied(twin: SegmentResult, source: str) -> Iterator[Finding]:
    if len(source.split()) >= _LONG and _key(matching_form(twin.source)) != source:
        yield Finding("consistency", "info", f"{twin.id} has the same translation, and another source")


def _key(text: str) -> str:
    return _NO_WORD.sub(" ", text).strip()


def same_share(groups: Iterable[Sequence[str]]) -> tuple[int, int]:
    """Of renderings in groups that should agree: how many are the most frequent one of their group, and how many all.

    Groups of one say nothing and do not count.
    """
    same = total = 0
    for group in groups:
        if len(group) > 1:
            same += max(Counter(_key(text.casefold()) for text in group).values())
            total += len(group)
    return same, total
