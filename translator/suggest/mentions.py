"""Where a text names a person, an office, an organisation, a place or a work, as the words around tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from translator.glossary.model import Kind
from translator.suggest.phrases import ends
from translator.suggest.words import Is, Word

_LONGEST_NAME = 6
_LONGEST_QUOTE = 4
_LONGEST_PLACE = 4
_QUOTES = {"«": "»", "“": "”", '"': '"', "”": "“"}
_FAR = 4  # words between a cue and the name it introduces
_HEAD = Is.TITLE | Is.HONORIFIC | Is.ORGANIZATION | Is.PLACE | Is.WORK | Is.NATION | Is.LOOSE
_NO_NAME = Is.SIGN | Is.STOP | Is.SAID | Is.VERB
_DESCENT = frozenset({"بن", "بنت", "ولد"})
_PLACING = frozenset({"في", "الي", "من", "نحو", "قرب", "جنوبي", "شمالي", "شرقي", "غربي", "جنوب", "شمال", "شرق", "غرب"})


@dataclass(frozen=True, slots=True)
class Mention:
    """`words[first:last]` may be a `kind`; `cue` says why: the class of the word that introduces it, `full` for a name
    of several words, `run` for one without any known part, `alone` for a single word with nothing to tell."""

    first: int
    last: int
    kind: Kind
    cue: str


def mentions(words: Sequence[Word]) -> list[Mention]:
    """All mentions, also those inside others: which of them are worth an entry, the counts decide."""
    found = list(_phrases(words))
    found += _quoted(words)
    taken = {at for one in found if one.cue != "quote" for at in range(one.first, one.last) if _ends_named(words, one)}
    introduced = _introduced(words, found)
    found += _names(words, taken, introduced)
    return found


def _ends_named(words: Sequence[Word], one: Mention) -> bool:
    """True when the phrase ends in a name, which is then no person's."""
    return one.cue in ("organization", "place") and not words[one.last - 1].is_(Is.DEFINITE)


def _phrases(words: Sequence[Word]) -> Iterator[Mention]:
    for at, word in enumerate(words):
        if word.is_(Is.PLACE) and not word.is_(Is.DEFINITE):
            yield from _placed(words, at)
        if word.is_(Is.TITLE):
            yield from (Mention(at, end, "title", "title") for end in ends(words, at))
        if word.is_(Is.ORGANIZATION):
            for end in ends(words, at):
                yield Mention(at, end, "organization", "organization")
                if words[at + 1].is_(Is.UNKNOWN) and not word.is_(Is.DEFINITE):  # a name of its own: «شركة سيمبرا»
                    yield Mention(at + 1, end, "organization", "organization")
        if word.is_(Is.WORK) and not word.is_(Is.DEFINITE):
            yield from (Mention(at, end, "term", "work") for end in ends(words, at) if end - at > 1)


def _placed(words: Sequence[Word], at: int) -> Iterator[Mention]:
    """A place with the word for what it is, and without."""
    for end in ends(words, at):
        if end - at <= _LONGEST_PLACE:
            yield Mention(at, end, "place", "place")
            plain = words[at + 1].is_(Is.COMMON | _HEAD) and not words[at + 1].is_(Is.NAME)
            if not plain and (not words[at].is_(Is.WHOLE_PLACE) or end - at == 2):
                yield Mention(at + 1, end, "place", "place")


def _quoted(words: Sequence[Word]) -> Iterator[Mention]:
    for at, word in enumerate(words):
        closing = _QUOTES.get(word.shape.written) if word.is_(Is.SIGN) else None
        if not closing:
            continue
        for end in range(at + 1, min(at + 2 + _LONGEST_QUOTE, len(words))):
            if words[end].is_(Is.SIGN):
                press = at > 0 and words[at - 1].is_(Is.PRESS)
                named = at > 0 and words[at - 1].is_(Is.PRESS | Is.WORK | Is.HONORIFIC)
                plain = end == at + 2 and words[at + 1].is_(_NO_NAME | Is.COMMON) and not words[at + 1].is_(Is.NAME)
                if words[end].shape.written == closing and end > at + 1 and (named or not plain):
                    yield Mention(at + 1, end, "organization" if press else "term", "press" if press else "quote")
                break


def _introduced(words: Sequence[Word], phrases: Sequence[Mention]) -> dict[int, str]:
    """For each word that an honorific, a title or a verb of saying introduces: which of them."""
    cues: dict[int, str] = {}
    starts = {one.last: "title" for one in phrases if one.cue == "title"}
    for at, word in enumerate(words):
        if word.is_(Is.SAID):
            starts[at + 1] = "said"
        if word.is_(Is.BY):
            starts[at + 1] = "by"
        if word.is_(Is.HONORIFIC):
            starts[at + 1] = "honorific"
    for at, word in enumerate(words):
        if word.is_(Is.STOP) and word.shape.stem in ("ان", "لكن"):
            starts.setdefault(at + 1, "that")
    for start, cue in starts.items():
        at = start
        while at < min(len(words), start + _FAR):
            cues.setdefault(at, cue)
            skipped = words[at].shape.written in ("،", ",") or words[at].is_(Is.NATION | Is.LOOSE | Is.HONORIFIC)
            if not skipped or (cue in ("said", "by", "that") and not words[at].is_(Is.HONORIFIC)):
                break
            at += 1
    return cues


def _names(words: Sequence[Word], taken: set[int], introduced: dict[int, str]) -> Iterator[Mention]:
    at = 0
    while at < len(words):
        introduction = introduced.get(at, "")
        cue = introduction if introduction != "that" else ""
        if at in taken or not _begins(words, at, cue):
            if introduction and words[at].is_(Is.COMMON) and not words[at].is_(_NO_NAME | _HEAD):
                yield Mention(at, at + 1, "name", "maybe")
            at += 1
            continue
        end = _name_end(words, at)
        if cue in ("title", "honorific") and end == at + 1 and _ends_in_noun(words, end):
            end += 1
        yield from _named(words, at, end, cue)
        at = end


def _named(words: Sequence[Word], start: int, end: int, cue: str) -> Iterator[Mention]:
    if end - start > 1:
        if not cue and start and end < len(words) and words[start - 1].shape.stem == words[end].shape.stem == "،":
            cue = "apposition"
        known = any(word.is_(Is.NAME | Is.LINK) for word in words[start:end])
        yield Mention(start, end, "name", cue or ("full" if known else "run"))
        last = words[end - 1]
        if end - start > 2 and last.is_(Is.DEFINITE) and last.is_(Is.COMMON):  # or it is the object of the sentence
            yield Mention(start, end - 1, "name", cue or "full")
        return
    placed = start and words[start - 1].shape.stem in _PLACING and words[start].joined and words[start].bare
    yield Mention(start, end, "place" if placed and not cue else "name", cue or ("in" if placed else "alone"))


def _begins(words: Sequence[Word], at: int, cue: str) -> bool:
    """True when a name may begin at `words[at]`."""
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) and words[at + 1].joined else None
    if word.is_(_NO_NAME):
        return False
    if following and following.shape.stem in _DESCENT and following.bare and not word.is_(_HEAD):
        return True
    if word.is_(Is.LINK):
        born = word.shape.stem == "ولد" and following and following.is_(Is.DEFINITE)
        return following is not None and not following.is_(_NO_NAME) and not born
    if word.is_(_HEAD):
        return False
    if word.is_(Is.NAME) and word.is_(Is.COMMON):
        named = following is not None and following.is_(Is.NAME | Is.UNKNOWN) and _continues(words, at + 1, at)
        return cue in ("title", "honorific") or (named and cue != "by" and not word.is_(Is.DEFINITE))
    return word.is_(Is.NAME | Is.UNKNOWN)


def _ends_in_noun(words: Sequence[Word], at: int) -> bool:
    """True for the second word of an introduced name, when it is a plain noun and a sign follows («علاء حجر،»)."""
    word = words[at] if at < len(words) else None
    if word is None or not words[at - 1].is_(Is.NAME) or not word.joined or not word.bare:
        return False
    plain = word.is_(Is.COMMON) and not word.is_(_NO_NAME | _HEAD | Is.DEFINITE)
    return plain and (at + 1 == len(words) or words[at + 1].is_(Is.SIGN))


def _name_end(words: Sequence[Word], start: int) -> int:
    end = start + 1
    while end < min(len(words), start + _LONGEST_NAME) and _continues(words, end, start):
        end += 1
    return end


def _is_second(words: Sequence[Word], at: int, start: int) -> bool:
    """True when the definite word before `at` is a family name already, not part of an «عبد الحميد»."""
    return at - 1 > start and not words[at - 2].is_(Is.LINK)


def _continues(words: Sequence[Word], at: int, start: int) -> bool:
    """True when `words[at]` goes on with the name that begins at `start`."""
    word, before = words[at], words[at - 1]
    if not word.joined or not word.bare or word.is_(Is.SIGN):
        return False
    if before.is_(Is.LINK):
        return not word.is_(Is.STOP | Is.SAID)
    if word.is_(Is.LINK):
        return at + 1 < len(words) and words[at + 1].joined
    if word.is_(_NO_NAME | Is.HONORIFIC) or (word.is_(_HEAD) and not (word.is_(Is.DEFINITE) and word.is_(Is.NAME))):
        return False
    if word.is_(Is.DEFINITE):
        if before.is_(Is.DEFINITE) and _is_second(words, at, start):
            return False
        return word.is_(Is.UNKNOWN | Is.NAME) or before.is_(Is.NAME) or words[at - 2].is_(Is.LINK)
    if before.is_(Is.DEFINITE):
        return word.is_(Is.NAME) and not word.is_(Is.COMMON)
    if word.is_(Is.NAME):
        return True
    return word.is_(Is.UNKNOWN)
