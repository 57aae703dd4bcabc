"""Which readings of its words a term admits: by its kind, by a word's place, and by Arabic agreement."""

from __future__ import annotations

from collections.abc import Sequence

from translator.glossary.model import Term
from translator.glossary.morphology import ARTICLE, Ending, Reading
from translator.text.arabic import WORD_LETTERS, letters, matching_form

INFLECTING = frozenset({"title", "term", "organization"})
_WEAK = str.maketrans("", "", "اويءه")
_SEATS = str.maketrans("أإآؤئ", "ءءءءء")
_PREPOSITIONS = frozenset(matching_form("في من على عن إلى مع بين ضد لدى تحت بعد قبل و").split())
_PLURALS = ("ون", "ين", "ان", "ات")


def admits(term: Term, path: Sequence[Reading], plural_form: bool) -> bool:
    """True when the words of a text, read as `path`, are the term in one of its forms.

    `plural_form` says that the form of the term that `path` spells is a plural by itself.
    """
    if len(path) == 1 and not _stands_alone(path[0]):
        return False
    if any(reading.inflected for reading in path):
        return (
            term.kind in INFLECTING
            and _endings_fit(path)
            and _numbers_agree(path, plural_form)
            and _articles_agree(path)
        )
    return True


def shows_plural(path: Sequence[Reading]) -> bool:
    """True when the head of the phrase has the ending of a plural or dual.

    An alef before a noun is the dual («وزيرا الدفاع»), since a noun in construct has no tanwin; before an adjective
    with an alef it is the accusative («مستشارا أمنيا»).
    """
    head = path[0]
    if head.ending is not Ending.ALEF or len(path) == 1:
        return head.plural
    return path[1].ending is not Ending.ALEF and not _opens_phrase(path[1].word)


def is_plural_form(written: str, form: str) -> bool:
    """True when `form` is a plural of `written`, judged by their first words.

    A sound plural adds an ending. A broken plural keeps the strong consonants and changes the weak letters around
    them (رئيس and رؤساء, ملك and ملوك). Not a plural is a spelling variant (another seat for a hamza, a ي more or
    elsewhere), a feminine (سفيرة), or another word (other consonants).
    """
    one, many = (_head(text) for text in (written, form))
    if one.translate(_SEATS) == many.translate(_SEATS):
        return False
    one, many = matching_form(one), matching_form(many)
    if many in (one, one + "ه"):
        return False
    if _no_yeh(one) == _no_yeh(many):
        return (len(one), len(many)) == (4, 3)  # طريق, طرق
    if many.endswith(_PLURALS) and _no_yeh(many[:-2]) in (_no_yeh(one), _no_yeh(one).removesuffix("ه")):
        return True
    return one.translate(_WEAK) == many.translate(_WEAK) != ""


def _no_yeh(word: str) -> str:
    return word.replace("ي", "")


def _head(text: str) -> str:
    words = letters(text).split()
    return words[0].removeprefix(ARTICLE) if words else ""


def _stands_alone(reading: Reading) -> bool:
    """False where only a further word could confirm the reading.

    That is a listed lookalike, and a word of two letters behind most proclitics («لي» in «ولي»).
    """
    bare = reading.word.removeprefix(ARTICLE)
    short = len(bare) <= 2 and bare == reading.word and reading.before not in ("", "و")
    return not reading.listed and not short


def _endings_fit(path: Sequence[Reading]) -> bool:
    last = len(path) - 1
    return all(
        (reading.ending is not Ending.POSSESSIVE or place == last)
        and (reading.ending is not Ending.CONSTRUCT or place < last)
        for place, reading in enumerate(path)
    )


def _numbers_agree(path: Sequence[Reading], plural_form: bool) -> bool:
    """Later words are plural only where the head is: «رئيس الشركات» is not «رئيس الشركة»."""
    return plural_form or shows_plural(path) or not any(reading.plural for reading in path[1:])


def _articles_agree(path: Sequence[Reading]) -> bool:
    """The article comes to all words of an adjective phrase, or to the last noun of a construct and what follows.

    So once a word has got it, each further word has it too, up to a preposition; and a noun right before a
    definite noun never gets it («الوزير الدفاع»).
    """
    places = [place for place, reading in enumerate(path) if reading.added]
    if not places or places[0] == len(path) - 1:
        return True
    following = path[places[0] + 1]
    if not following.added:
        return _opens_phrase(following.word)
    for reading in path[places[0] + 2 :]:
        if _opens_phrase(reading.word):
            return True
        if not reading.definite:
            return False
    return True


def _opens_phrase(word: str) -> bool:
    return word in _PREPOSITIONS or word[0] in "بل" or word[0] not in WORD_LETTERS
