"""Words of both languages as half-open code point spans; Arabic proclitics are split off.

A tag in training text must look like a tag at run time: the proclitic stays outside, the article inside.
Without a morphological analyser, و ف ب ل ك count as proclitics where what is left is itself a common word.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
_FOLD = str.maketrans("أإآٱىةؤئ", "اااايهوي")
_ARABIC = re.compile(r"[\u0621-\u065f\u0670-\u06d3\u06fa-\u06ff]+|[^\W_]+(?:['’.-][^\W_]+)*|\S")
_ENGLISH = re.compile(r"[^\W\d_]+(?:['’.-][^\W_]+)*|\d+(?:[.,:]\d+)*|\S")
_POSSESSIVE = re.compile(r"['’]s$")
_CONJUNCTIONS, _PREPOSITIONS = "وف", "بلك"
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Token:
    """A word: its span in the text and the form that counting and aligning see (a proclitic's ends in `+`)."""

    start: int
    end: int
    form: str

    @property
    def is_clitic(self) -> bool:
        return len(self.form) > 1 and self.form.endswith("+")

    @property
    def is_arabic(self) -> bool:
        return "\u0621" <= self.form[0] <= "\u06ff" and self.form[0].isalpha()


def fold(word: str) -> str:
    """The comparison form of an Arabic word: no marks, one alef, no hamza carriers, ى→ي, ة→ه."""
    return _MARKS.sub("", word).translate(_FOLD)


def count_words(lines: Iterable[str]) -> Counter[str]:
    """How often each folded Arabic word occurs: the evidence for splitting proclitics."""
    counts: Counter[str] = Counter()
    for line in lines:
        counts.update(fold(match) for match in _ARABIC.findall(line))
    return counts


def arabic_tokens(text: str, counts: Mapping[str, int]) -> list[Token]:
    """Tokens of an Arabic text, proclitics as tokens of their own."""
    tokens: list[Token] = []
    for match in _ARABIC.finditer(text):
        start, end = match.span()
        if not Token(start, end, match.group()).is_arabic:
            tokens.append(Token(start, end, match.group().lower()))
            continue
        stem = start + _clitic_length(match.group(), counts)
        tokens.extend(Token(i, i + 1, f"{text[i]}+") for i in range(start, stem))
        tokens.append(Token(stem, end, _stem_form(text, start, stem, end)))
    return tokens


def english_tokens(text: str) -> list[Token]:
    """Tokens of an English text, lower-cased; a possessive 's is its own token."""
    tokens: list[Token] = []
    for match in _ENGLISH.finditer(text):
        (start, end), word = match.span(), match.group()
        cut = _POSSESSIVE.search(word)
        if cut and cut.start():
            middle = start + cut.start()
            tokens.append(Token(start, middle, word[: cut.start()].lower()))
            start = middle
        tokens.append(Token(start, end, text[start:end].lower()))
    return tokens


def _stem_form(text: str, start: int, stem: int, end: int) -> str:
    """للمجلس is ل + المجلس: the noun gets back the alef that the spelling drops."""
    form = fold(text[stem:end]) or text[stem:end]
    return f"ا{form}" if stem > start and text[stem - 1] == "ل" and form[0] == "ل" else form


def _clitic_length(word: str, counts: Mapping[str, int]) -> int:
    """How many leading letters of `word` are proclitics.  A word with vowel marks is left whole."""
    form = fold(word)
    if len(form) != len(word):
        return 0
    if form[0] not in _CONJUNCTIONS:
        return _preposition_length(form, counts)
    after = _preposition_length(form[1:], counts) if _is_definite(form[2:]) or form.startswith("لل", 1) else 0
    return 1 + after if after or _splits(form, counts, 5, 0.7) else 0


def _preposition_length(form: str, counts: Mapping[str, int]) -> int:
    return 1 if form[0] in _PREPOSITIONS and _splits(form, counts, 20, 1.5) else 0


def _is_definite(form: str) -> bool:
    """ال and a stem: «المجلس», but not «الة»."""
    return form.startswith("ال") and len(form) > _SHORTEST_STEM + 1


def _splits(form: str, counts: Mapping[str, int], often: int, ratio: float) -> bool:
    """Whether the first letter of `form` is a proclitic: the rest must be frequent, alone and beside the whole."""
    rest = form[1:]
    if len(rest) < _SHORTEST_STEM:
        return False
    if form.startswith("لل"):
        return len(rest) > _SHORTEST_STEM and counts.get(f"ا{rest}", 0) >= 3
    if rest.startswith("ال"):
        return _is_definite(rest) and counts.get(rest, 0) >= 2
    return counts.get(rest, 0) >= often and counts.get(rest, 0) > ratio * counts.get(form, 0)
