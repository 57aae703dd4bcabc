"""The matching form of Arabic text, and the way back to the text as it was written.

Two steps, each a character table. *Letters* drops what is no letter (diacritics, tatweel, bidi and zero-width
controls) and takes presentation forms apart. *Folding* then replaces letters that writers use for one another,
one for one, so that the letters of a word and its matching form have the same length. Both are idempotent.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from translator.document import Span


def _members(*ranges: tuple[int, int]) -> frozenset[str]:
    return frozenset(chr(code) for first, last in ranges for code in range(first, last + 1))


TATWEEL = "\u0640"
MARKS = _members(
    (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06DC), (0x06DF, 0x06E8),
    (0x06EA, 0x06ED), (0x0898, 0x089F), (0x08CA, 0x08E1), (0x08E3, 0x08FF),
)  # fmt: skip
CONTROLS = _members(
    (0x00AD, 0x00AD), (0x061C, 0x061C), (0x180E, 0x180E), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2064),
    (0x2066, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
)  # fmt: skip
TRANSPARENT = MARKS | CONTROLS | {TATWEEL}


def _presentation_forms() -> dict[str, str]:
    """Every presentation form that is one word or less, in plain letters; signs such as ﷺ stay signs."""
    plain = {}
    for char in _members((0xFB50, 0xFDFF), (0xFE70, 0xFEFC)):
        normal = unicodedata.normalize("NFKC", char)
        letters = "".join(each for each in normal if each not in TRANSPARENT)
        if normal != char and " " not in letters.strip(" "):
            plain[char] = letters.strip(" ")
    return plain


_FORMS = _presentation_forms()
_SAME = dict(zip("أإآٱٲٳٵؤئىیېےۓۍةهہھۀەۃکڪګ", "اااااااويييييييهههههههككك", strict=True))
_DIGITS = {chr(base + value): str(value) for base in (0x0660, 0x06F0) for value in range(10)}
_DASHES = dict.fromkeys("‐‑‒–−", "-")

_PLAIN = dict.fromkeys(TRANSPARENT, "") | _FORMS
_TWINS = _SAME | _DIGITS | _DASHES
_LETTERS: dict[int, str] = {ord(char): plain for char, plain in _PLAIN.items()}
_FOLD: dict[int, str] = {ord(char): twin for char, twin in _TWINS.items()}
_WHOLE: dict[int, str] = _FOLD | {code: plain.translate(_FOLD) for code, plain in _LETTERS.items()}

_BLOCKS = _members((0x0620, 0x064A), (0x066E, 0x06D3), (0x06D5, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08C9))
#: Every character that an Arabic word can begin with.
WORD_LETTERS: frozenset[str] = frozenset(
    {char for char in _BLOCKS if unicodedata.category(char) == "Lo"} | {char for char in _FORMS if _FORMS[char]}
)


def _klass(chars: frozenset[str]) -> str:
    """The inside of a regular expression's character class, neighbours joined to ranges."""
    ranges: list[list[int]] = []
    for code in sorted(map(ord, chars)):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\u{first:04x}-\\u{last:04x}" for first, last in ranges)


_L = _klass(WORD_LETTERS)
_T = _klass(TRANSPARENT | {char for char in _FORMS if not _FORMS[char]})

#: One token: an Arabic word with all that is transparent in it, a run of other letters and digits, or one sign.
#: Between two neighbouring tokens of a text there is nothing but white space and controls.
TOKEN = re.compile(f"[{_L}][{_L}{_T}]*|[^\\W{_L}{_T}]+|[^\\w\\s{_T}]")
_ARABIC = re.compile(f"[{_L}]")


@dataclass(frozen=True, slots=True)
class Folded:
    """A text's matching form. `origins[i]` is the position in `source` that `text[i]` came from."""

    text: str
    source: str
    origins: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """The span of `source` behind `text[start:end]`, with the marks that follow its last letter.

        Raises ValueError unless `0 <= start <= end <= len(text)`.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"no span {start}:{end} in a matching form of {len(self.text)} characters")
        if start == end:
            point = self.origins[start] if start < len(self.origins) else len(self.source)
            return Span(point, point)
        last = self.origins[end - 1] + 1
        while last < len(self.source) and (self.source[last] in MARKS or self.source[last] == TATWEEL):
            last += 1
        return Span(self.origins[start], last)


def letters(text: str) -> str:
    """`text` without marks, tatweel and controls, presentation forms taken apart, spelling kept."""
    return text.translate(_LETTERS)


@lru_cache(4)  # many ask for the form of the text at hand
def matching_form(text: str) -> str:
    """The matching form alone, for those who need no way back; equal to `fold(text).text`."""
    return text.translate(_WHOLE)


def fold(text: str) -> Folded:
    """The matching form of `text` with the way back; linear in the length of the text."""
    folded: list[str] = []
    origins: list[int] = []
    for origin, char in enumerate(text):
        plain = _WHOLE.get(ord(char), char)
        folded.append(plain)
        origins.extend([origin] * len(plain))
    return Folded("".join(folded), text, tuple(origins))


def has_arabic(text: str) -> bool:
    """True when there is an Arabic letter in `text`; digits and punctuation do not count."""
    return _ARABIC.search(text) is not None
