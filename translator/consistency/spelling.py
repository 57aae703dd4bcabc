"""Whether an English word can be an Arabic name spelled out: their consonants compared, in classes.

What transliterations mix up is one class (`ق ك غ خ ج` are k, q, g, gh, kh, j, ch); vowels, h, w and y are left out.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache
from unicodedata import normalize

_ARABIC = {
    **dict.fromkeys("بپڤف", "b"), **dict.fromkeys("تطثدضذ", "t"), **dict.fromkeys("سصزظش", "s"), "چ": "k", "ژ": "s",
    **dict.fromkeys("قكغخجگ", "k"), "م": "m", "ن": "n", "ل": "l", "ر": "r", "ا": "", "و": "", "ي": "", "ه": "",
    "ح": "", "ع": "", "ء": "",
}  # fmt: skip
_LONG = {**_ARABIC, "ا": "a", "و": "u", "ي": "i", "ه": "a", "ع": "a"}
_DIGRAPHS = (("sch", "s"), ("sh", "s"), ("ch", "k"), ("kh", "k"), ("gh", "k"), ("ck", "k"), ("ph", "b"), ("th", "t"),
             ("dh", "t"), ("zh", "s"), ("qu", "k"), ("tz", "ts"), ("x", "ks"))  # fmt: skip
_SOFT = re.compile("c(?=[eiy])")
_LATIN = str.maketrans({**dict.fromkeys("bpvf", "b"), **dict.fromkeys("td", "t"), **dict.fromkeys("sz", "s"),
                        **dict.fromkeys("ckqgj", "k"), **dict.fromkeys("aeiouhwy", "")})  # fmt: skip
_VOWELS = str.maketrans({**dict.fromkeys("bpvf", "b"), **dict.fromkeys("td", "t"), **dict.fromkeys("sz", "s"),
                         **dict.fromkeys("ckqgj", "k"), **dict.fromkeys("ey", "i"), **dict.fromkeys("ow", "u"),
                         "h": ""})  # fmt: skip
_PROCLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب", "فل")
_ARTICLE = re.compile("^(?:al|el|ar|as|ash|at|an|ad|az)-")
_KEPT = 1 << 16  # words whose consonants are remembered
_NEAR = 0.8
_NEAR_SOUNDS = 0.6


@lru_cache(_KEPT)
def stems(form: str) -> tuple[str, ...]:
    """A word in matching form, whole and less what may be proclitics or the article, if three letters are left."""
    found = {form: None}
    for proclitic in _PROCLITICS:
        if form.startswith(proclitic):
            rest = form.removeprefix(proclitic)
            merged = rest[1:] if proclitic.endswith("ل") and rest.startswith("ل") else rest  # لل is ل and ال
            found |= dict.fromkeys((rest, rest.removeprefix("ال"), merged))
    return tuple(stem for stem in found if len(stem) >= (2 if stem == form else 3))


@lru_cache(_KEPT)
def consonants(stem: str) -> str:
    """The classes of the consonants of an Arabic word in matching form."""
    return "".join(_ARABIC.get(letter, "") for letter in stem)


@lru_cache(_KEPT)
def latin_consonants(word: str) -> str:
    """The classes of the consonants of an English word."""
    return _undigraphed(word).translate(_LATIN)


def is_exact(stem: str, word: str) -> bool:
    """True when `word` has the consonants of `stem`, no more and no less."""
    return consonants(stem) == latin_consonants(word)


@lru_cache(_KEPT)
def is_spelling(stem: str, word: str) -> bool:
    """True when `word` has the consonants of `stem`, or nearly so; few of them, and those must sound alike too."""
    wanted, said = consonants(stem), latin_consonants(word)
    if wanted == said and len(wanted) > 2:
        return True
    near = wanted == said if len(wanted) < 3 else _is_near(wanted, said)
    least = _NEAR_SOUNDS if len(wanted) > 1 else _NEAR
    return near and wanted != "" and _ratio("".join(_LONG.get(x, "") for x in stem), _sounds(word)) >= least


def _is_near(wanted: str, said: str) -> bool:
    """True for one consonant more or less; most pairs of words fail the first, cheap conditions."""
    if abs(len(wanted) - len(said)) > 1 or 2 * sum(map(said.__contains__, wanted)) < _NEAR * (len(wanted) + len(said)):
        return False
    return _ratio(wanted, said) >= _NEAR


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _sounds(word: str) -> str:
    return _undigraphed(word).translate(_VOWELS)


def _undigraphed(word: str) -> str:
    text = normalize("NFKD", _ARTICLE.sub("", word.lower()))
    text = re.sub(r"(.)\1", r"\1", "".join(filter(str.isalpha, text)))
    text = _SOFT.sub("s", text)
    for letters, sound in _DIGRAPHS:
        text = text.replace(letters, sound)
    return text
