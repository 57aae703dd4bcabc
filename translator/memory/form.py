"""The two forms of a source that a memory compares: the text itself, and its words.

*The same text* is what an exact match demands: equal code points in Unicode's normal form C, runs of white space
counting as one space. Other spelling, other diacritics or other signs make another text. *The same words*, in the
matching form of `text.arabic` (no diacritics, folded letters) and without signs, is what fuzzy matches count; a source
with the same words that is not the same text is a fuzzy match of 99 %.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from hashlib import blake2b
from zlib import crc32

from rapidfuzz.distance import Levenshtein

from translator.text.arabic import TOKEN, matching_form


def text_form(source: str) -> str:
    """The text that is compared for exact matches."""
    return unicodedata.normalize("NFC", " ".join(source.split()))


def digest(text: str) -> int:
    """A 64-bit digest of a text in the form that is compared; 0 for no text."""
    form = text_form(text)
    return int.from_bytes(blake2b(_bytes(form), digest_size=8).digest(), "little", signed=True) if form else 0


def words(source: str) -> list[int]:
    """Checksums of the words and numbers of `source` in their matching form, in order.

    That two words have the same one is so rare that a match may be taken for a little better than it is.
    """
    tokens = TOKEN.findall(matching_form(source).lower())
    return [crc32(_bytes(token)) for token in tokens if token[0].isalnum()]


def likeness(one: Sequence[int], other: Sequence[int], least: int) -> int:
    """How alike two lists of words are, in whole percent below 100, or 0 where it is less than `least`.

    The share of the longer list that need not be inserted, deleted or replaced (Levenshtein 1966, on words).
    """
    longest = max(len(one), len(other))
    if not longest:
        return 0
    most = longest * (100 - least) // 100
    distance = Levenshtein.distance(one, other, score_cutoff=most)
    return min(99, 100 * (longest - distance) // longest) if distance <= most else 0


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
