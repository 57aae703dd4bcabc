"""How far a title, an organisation or a place reaches: the noun phrase behind its first word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from translator.suggest.words import Is, Word

_LONGEST = 8  # words behind the first
_ENDS = Is.SIGN | Is.STOP | Is.SAID | Is.VERB
_BRIDGES = frozenset({"بلا", "باسم", "جنوب", "شمال", "شرق", "غرب", "وسط"})
_OUTER = Is.LOOSE | Is.HONORIFIC


def ends(words: Sequence[Word], start: int) -> Iterator[int]:
    """Every place where the phrase that begins with `words[start]` may end (exclusive), nearest first.

    Behind it stand definite nouns and adjectives, joined by و or by a ل; or names, directly behind its first word; an
    indefinite noun only leads on to a definite one. A phrase of one word is none.
    """
    definite = words[start].is_(Is.DEFINITE)
    named = not definite
    complete = definite
    for at in range(start + 1, min(start + 1 + _LONGEST, len(words))):
        word = words[at]
        if not word.joined or (word.is_(_ENDS) and not _inside(words, at)):
            return
        kind = "name" if words[at - 1].shape.stem == "بلا" else _kind(word, complete, named)
        if kind == "" and complete and _joins(words, at):
            kind = "bridge"
        if kind == "definite":
            definite = complete = True
            named = False
            yield at + 1
        elif kind == "name":
            complete = True
            yield at + 1
        elif kind == "bridge":
            complete = False
        else:
            return


def _inside(words: Sequence[Word], at: int) -> bool:
    """True for a word that ends most phrases, though not before a definite one («لكرة القدم»)."""
    return words[at].shape.stem in _BRIDGES


def _joins(words: Sequence[Word], at: int) -> bool:
    """True for the «ومكافحة» of «النزاهة ومكافحة الفساد»: a plain noun behind و that is made definite by the next."""
    word = words[at]
    plain = word.is_(Is.COMMON | Is.UNKNOWN) and not word.is_(Is.TITLE | Is.ORGANIZATION | Is.HONORIFIC | Is.DEFINITE)
    following = words[at + 1] if at + 1 < len(words) else word
    return word.shape.before == "و" and plain and following.joined and following.bare and following.is_(Is.DEFINITE)


def _kind(word: Word, complete: bool, named: bool) -> str:
    """What a word is to the phrase before it: definite, name, bridge to the next one, or nothing to it ('')."""
    before, stem = word.shape.before, word.shape.stem
    if stem in _BRIDGES or (before == "ب" and stem == "اسم"):
        return "bridge"
    if before not in ("", "و", "ل"):
        return ""
    if word.is_(_OUTER) and not (named and not complete):
        return ""
    if word.is_(Is.DEFINITE):
        return "definite" if complete or before == "" else ""
    if before == "و":
        return ""
    if before == "ل":
        return "bridge" if word.is_(Is.COMMON) else ""
    if word.is_(Is.LINK) or (word.is_(Is.NAME | Is.UNKNOWN) and not word.is_(Is.COMMON)):
        return "name" if named else ""
    return "bridge" if not complete else ""
