"""Tables of two languages: which column is Arabic, and which is its translation."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from translator.document import Pair
from translator.errors import InputError
from translator.formats.inplace import has_arabic

Row = tuple[str, Mapping[int, str]]
"""The name of a row, and its cells by column."""

_LETTER = re.compile(r"[^\W\d_]")
_HEADING = re.compile(r"(?i)\s*(?:en(?:[-_][a-z]{2})?|english|target|translation|الإنجليزية|الترجمة)\s*")


def paired(rows: Iterable[Row]) -> Iterator[Pair]:
    """The rows of a table with the Arabic cell as source and the cell of its translation as target, in either order.

    Other columns count for nothing; headings (a first row without Arabic) and rows in which both cells are empty are
    left out. Raises InputError for a table without two such columns.
    """
    table = list(rows)
    source, target = _sides(table)
    for number, (name, cells) in enumerate(table):
        here, there = cells.get(source, ""), cells.get(target, "")
        is_heading = number == 0 and (not has_arabic(here) or _HEADING.fullmatch(there))
        if not is_heading and (here.strip() or there.strip()):
            yield Pair(name, here, there)


def _sides(table: Sequence[Row]) -> tuple[int, int]:
    """The columns of the Arabic and of the translation: those with the most letters of their kind.

    A heading that says so wins; a column without any content may be the place of translations to come.
    """
    arabic: Counter[int] = Counter()
    other: Counter[int] = Counter()
    filled = {column for _, cells in table for column, text in cells.items() if text.strip()}
    columns = sorted({column for _, cells in table for column in cells})
    for _, cells in table:
        for column, text in cells.items():
            (arabic if has_arabic(text) else other)[column] += len(_LETTER.findall(text))
    named = {column for _, cells in table[:1] for column, text in cells.items() if _HEADING.fullmatch(text)}
    sources = [column for column in columns if arabic[column] > other[column]]
    source = max(sources, key=lambda column: arabic[column], default=-1)
    fit = [column for column in columns if column != source]
    fit = [column for column in fit if other[column] > arabic[column] or column not in filled or column in named]
    target = max(fit, key=lambda column: (column in named, other[column]), default=-1)
    if source < 0 or target < 0:
        raise InputError("there are no two columns of Arabic and its translation", "put the two side by side")
    return source, target
