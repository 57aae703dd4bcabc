"""From the order in which glyphs stand on a line to the order in which they are read.

The inverse of the Unicode bidirectional algorithm (UAX #9) for lines of Arabic: what stands at the right is read
first, but Latin words and numbers from left to right. A glyph is one unit: a ligature keeps the order of its letters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from translator.formats.pdf_glyphs import Glyph

_ARABIC = re.compile("[\u0600-\u065f\u066a-\u06ef\u06fa-\u08ff]")
_LATIN = re.compile(r"[^\W\d_\u0590-\u08ff]")
_DIGIT = re.compile(r"\d")
_JOINS_NUMBERS = re.compile(r"[.,:/\u066b\u066c]")
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(rf"(?:{_MONTH})(?: \d{{4}})? (\d{{1,2}})")
_PAIRS = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›"}
_BRACKETS = frozenset((*_PAIRS, *_PAIRS.values()))
_MIRRORED = {**_PAIRS, **{closing: opening for opening, closing in _PAIRS.items()}}
_SPACE = 0.2  # of the size of the letters: a wider gap parts words


def in_reading_order(line: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs of one line as they are read, with a space where there is a gap."""
    placed = _spaced(_with_marks(line))
    if not any(_ARABIC.search(glyph.text) for glyph in placed):
        return placed
    result: list[Glyph] = []
    waiting: list[Glyph] = []  # from right to left, what is read from left to right
    for glyph in reversed(placed):
        if _ARABIC.search(glyph.text):
            result += _flushed(waiting)
            waiting = []
            result.append(glyph)
        else:
            waiting.append(glyph)
    return result + _flushed(waiting)


def mirrored(lines: Sequence[Sequence[Glyph]]) -> str:
    """The brackets that the file names by how they look instead of by what they are: more of them close than open."""
    return "".join(opening + closing for opening, closing in _PAIRS.items() if _score(lines, opening, closing) < 0)


def _score(lines: Sequence[Sequence[Glyph]], opening: str, closing: str) -> int:
    score = 0
    for line in lines:
        depth = 0
        for glyph in line:
            if glyph.text == opening:
                depth += 1
            elif glyph.text == closing:
                score += 1 if depth else -1
                depth = max(depth - 1, 0)
    return score


def unmirrored(line: Sequence[Glyph], signs: str) -> list[Glyph]:
    """A line of Arabic with the brackets in `signs` facing the other way."""
    if not any(_ARABIC.search(glyph.text) for glyph in line):
        return list(line)
    return [replace(glyph, text=_MIRRORED[glyph.text]) if glyph.text in signs else glyph for glyph in line]


def text_of(glyphs: Sequence[Glyph]) -> str:
    """What glyphs in reading order say."""
    return "".join(glyph.text for glyph in glyphs)


def _with_marks(line: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs from left to right, vowel signs as a part of the letter they stand on."""
    drawn = sorted((glyph for glyph in line if not glyph.text.isspace()), key=lambda glyph: glyph.order)
    signs: dict[int, str] = {}
    for n, glyph in enumerate(drawn):
        if glyph.is_mark:
            base = _base(drawn, n)
            if base:
                signs[base.order] = signs.get(base.order, "") + glyph.text
    letters = [replace(glyph, text=glyph.text + signs.get(glyph.order, "")) for glyph in line if not glyph.is_mark]
    return sorted(letters, key=lambda glyph: glyph.middle)


def _base(drawn: Sequence[Glyph], n: int) -> Glyph | None:
    """The letter of the sign `drawn[n]`: drawn after it where glyphs are drawn from the left, else before it."""
    before = next((glyph for glyph in reversed(drawn[max(n - 4, 0) : n]) if not glyph.is_mark), None)
    after = next((glyph for glyph in drawn[n + 1 : n + 5] if not glyph.is_mark), None)
    if not before or not after:
        return before or after
    return after if after.middle > before.middle else before


def _spaced(placed: Sequence[Glyph]) -> list[Glyph]:
    """One space, and no more, wherever there is a gap or a space."""
    result: list[Glyph] = []
    for glyph in placed:
        last = result[-1] if result else None
        if glyph.text.isspace():
            if last and not last.text.isspace():
                result.append(replace(glyph, text=" "))
            continue
        if last and not last.text.isspace() and glyph.x0 - last.x1 > _SPACE * min(glyph.size, last.size):
            result.append(replace(last, text=" ", x0=last.x1, x1=glyph.x0))
        result.append(glyph)
    return result[:-1] if result and result[-1].text.isspace() else result


def _flushed(waiting: Sequence[Glyph]) -> list[Glyph]:
    """What stands between Arabic, given from right to left: brackets that belong to the Arabic part it."""
    result: list[Glyph] = []
    run: list[Glyph] = []
    inside = False
    for glyph in waiting:
        if glyph.text in _BRACKETS and (inside or not any(_LATIN.search(other.text) for other in run)):
            result += [*_run(run), glyph]
            run = []
            inside = not inside
        else:
            run.append(glyph)
    return result + _run(run)


def _run(run: Sequence[Glyph]) -> list[Glyph]:
    """Latin with the numbers in it as a whole, or numbers one by one; given from right to left."""
    if not any(_LATIN.search(glyph.text) for glyph in run):
        return _numbers(run)
    strong = [n for n, glyph in enumerate(run) if _LATIN.search(glyph.text) or _DIGIT.search(glyph.text)]
    first, last = strong[0], strong[-1]
    inside = run[first : last + 1][::-1]
    if found := _DATE.fullmatch(text_of(inside)):
        day = len(inside) - len(found[1])
        inside = [*inside[day:], inside[day - 1], *inside[: day - 1]]
    return [*run[:first], *inside, *run[last + 1 :]]


def _numbers(waiting: Sequence[Glyph]) -> list[Glyph]:
    result: list[Glyph] = []
    number: list[Glyph] = []
    for n, glyph in enumerate(waiting):
        following = waiting[n + 1].text if n + 1 < len(waiting) else ""
        joins = number and _JOINS_NUMBERS.fullmatch(glyph.text) and _DIGIT.search(following)
        if _DIGIT.search(glyph.text) or joins:
            number.append(glyph)
        else:
            result += [*number[::-1], glyph]
            number = []
    return [*result, *number[::-1]]
