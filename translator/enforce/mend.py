"""What can be put right in a draft without asking the model again: long names said nearly right, gaps in lists.

The rest of the draft stays as it is, so it keeps its score. What is put in so counts as spliced.
"""

from __future__ import annotations

from collections.abc import Sequence

from translator.enforce import beside, near
from translator.enforce.task import Draft, Task, aligned
from translator.engine.base import Engine


def settle(tasks: Sequence[Task], bases: Sequence[Draft], engine: Engine, beam: int) -> list[list[Draft]]:
    """Mend the drafts in which nothing is missing then. Where the model must be asked again, it says all of it best."""
    return [[one for one in found if not one.missing] for found in climb(tasks, bases, engine, beam)]


def climb(tasks: Sequence[Task], bases: Sequence[Draft], engine: Engine, beam: int) -> list[list[Draft]]:
    """Mend each draft as far as that goes. The model is asked at most for alignments that no search left behind."""
    found: list[list[Draft]] = [[] for _ in tasks]
    pairs = list(zip(tasks, bases, strict=True))
    wanted = [n for n, pair in enumerate(pairs) if near.is_wanted(*pair) or beside.is_wanted(*pair)]
    for n, alignment in zip(wanted, aligned([pairs[n] for n in wanted], engine), strict=True):
        places = near.places(*pairs[n], alignment)
        one = near.corrected(*pairs[n], places)
        put = {hit: span for hit, span in places.items() if one.rungs[hit] != "none"}
        one = beside.completed(tasks[n], one, beside.gaps(*pairs[n], alignment, put))
        found[n] = [one] if one.missing < bases[n].missing else []
    return found
