"""Choices and what the model says of them → terms with the evidence in their notes, and the file they make."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from translator.glossary.exchange.target import Target
from translator.glossary.exchange.yaml import write
from translator.glossary.lint import check
from translator.glossary.match import Matcher
from translator.glossary.model import Glossary, Term
from translator.suggest.renderings import Said, spells
from translator.suggest.romanise import Speller
from translator.suggest.selection import Choice
from translator.suggest.words import is_definite
from translator.text.arabic import matching_form

_CONTEXT = 30  # code points on either side of a mention
_CONTEXTS = 2
_UNSURE = "uncertain: "


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry to review. Its term has no `en` where nothing could be proposed; `said` are the model's renderings.

    `uncertain`: the English is a guess. `doubtful`: it may be no name at all.
    """

    term: Term
    count: int
    uncertain: bool
    doubtful: bool = False
    said: tuple[tuple[str, int], ...] = ()
    contexts: tuple[str, ...] = ()

    @property
    def usable(self) -> bool:
        """False for what would do harm as it is: no name, or no right English. A name spelled by sound is just odd."""
        return bool(self.term.en) and not self.doubtful and (not self.uncertain or _is_spelled(self.term))

    @property
    def note(self) -> str:
        """The evidence in a line."""
        parts = [f"{self.count}×"]
        if len(self.said) > 1 or (self.said and self.said[0][0] != self.term.en):
            parts.append("model: " + ", ".join(f"{text} {n}" for text, n in self.said[:4]))
        parts += [f"«{context}»" for context in self.contexts]
        return (_UNSURE if self.uncertain else "") + "; ".join(parts)


def suggestions(
    choices: Sequence[Choice], answers: Sequence[Said], texts: Sequence[str], speller: Speller
) -> list[Suggestion]:
    """A suggestion for each choice that the model does not take for a common word."""
    found = []
    for choice, said in zip(choices, answers, strict=True):
        if choice.uncertain and said.votes and not said.proper:
            continue
        term, sure = _term(choice, said, speller)
        contexts = tuple(_context(texts, choice, n) for n in range(min(_CONTEXTS, len(choice.places))))
        votes = tuple(said.votes.most_common())
        found.append(Suggestion(term, choice.count, choice.uncertain or not sure, choice.uncertain, votes, contexts))
    return _in_tune(found)


def _term(choice: Choice, said: Said, speller: Speller) -> tuple[Term, bool]:
    """The term, and whether its English is more than a guess."""
    group = choice.group
    spellings = [member.spelling for member in group.members]
    term = Term(spellings[0], "", kind=group.head.kind)
    english, sure = _name(term.ar, said, speller) if _is_spelled(term) else _phrase(term.ar, said)
    return replace(term, en=english, forms=_needed(term, spellings[1:])), sure


def _is_spelled(term: Term) -> bool:
    """True for what is written by sound: persons and plain places, not offices and organisations."""
    return term.kind == "name" or (term.kind == "place" and " " not in term.ar)


def _name(arabic: str, said: Said, speller: Speller) -> tuple[str, bool]:
    """What the model says more than once; else the usual spelling, or a foreign name as the model says it, or by rule.

    Rules spell Arabic names better than a single opinion of the model, and foreign ones worse.
    """
    size = len(arabic.split())
    sizes = range(min(size, 2), size + 2)
    spellings = [one for one in said.votes if spells(one, arabic) and len(one.split()) in sizes]
    best = max(spellings, key=lambda one: said.votes[one], default="")
    trusted = best == said.best and said.agrees and said.votes[best] > 1
    if best and (trusted or not all(speller.knows(word) or is_definite(word) for word in arabic.split())):
        return _capital(best), trusted
    return speller.spelled(arabic), speller.knows(arabic)


def _phrase(arabic: str, said: Said) -> tuple[str, bool]:
    """What the model says most often; of several, what has about as many words as the Arabic."""
    size = len(arabic.split())

    def fitness(text: str) -> tuple[int, int]:
        return said.votes[text], -abs(len([word for word in text.split() if len(word) > 3]) - size)

    best = max(said.votes, key=fitness, default="")
    return best, said.agrees and said.votes[best] > 1


def _capital(text: str) -> str:
    """A name as it is written within a sentence."""
    text = re.sub(r"\bAl-", "al-", text)
    return text if text.startswith("al-") else text[:1].upper() + text[1:]


def _needed(term: Term, spellings: Iterable[str]) -> tuple[str, ...]:
    """The other spellings that the term does not match by itself."""
    forms: list[str] = []
    for spelling in spellings:
        hits = Matcher(Glossary((replace(term, en="X", forms=tuple(forms)),))).find(spelling)
        if not any(hit.surface == spelling for hit in hits):
            forms.append(spelling)
    return tuple(forms)


def _in_tune(found: Sequence[Suggestion]) -> list[Suggestion]:
    """A full name ends as its family name is rendered, if that has an entry too."""
    families = {matching_form(one.term.ar): one.term.en for one in found if one.term.kind == "name"}
    return [_tuned(one, families) if one.term.kind == "name" else one for one in found]


def _tuned(one: Suggestion, families: Mapping[str, str]) -> Suggestion:
    words, english = matching_form(one.term.ar).split(), one.term.en.split()
    family = families.get(words[-1], "") if len(words) > 1 else ""
    if len(family.split()) != 1 or len(english) < 2:
        return one
    return replace(one, term=replace(one.term, en=" ".join([*english[:-1], family])))


def _context(texts: Sequence[str], choice: Choice, n: int) -> str:
    place = choice.places[n]
    text = texts[place.text]
    start, end = max(0, place.span.start - _CONTEXT), min(len(text), place.span.end + _CONTEXT)
    start = start if start == 0 else text.find(" ", start, place.span.start) + 1 or place.span.start
    end = end if end == len(text) else max(text.rfind(" ", place.span.end, end), place.span.end)
    return " ".join(text[start:end].split()).replace("«", "‹").replace("»", "›")


def render(found: Sequence[Suggestion], sources: Sequence[str]) -> str:
    """The YAML file of some suggestions from the documents `sources`, to be reviewed; `glossary check` accepts it."""
    usable = Glossary(tuple(_noted(one) for one in found if one.usable), name="Suggested")
    others = Glossary(tuple(_noted(one) for one in found if not one.usable))
    head = f"# Suggested from {_listed(sources)}: review every entry before use.\n"
    text = head + write(usable, Target("yaml")).decode()
    if others.terms:
        text += "\n  # These lack sound English, or may be no names: mend them, and remove the # of their lines.\n"
        entries = write(others, Target("yaml")).decode().splitlines()[1:]
        text += "".join(f"  # {line.removeprefix('  ')}\n" for line in entries)
    return text


def _noted(one: Suggestion) -> Term:
    return replace(one.term, note=one.note)


def _listed(sources: Sequence[str]) -> str:
    more = f" and {len(sources) - 3} more" if len(sources) > 3 else ""
    return ", ".join(" ".join(source.split()) for source in sources[:3]) + more


def acceptable(found: Sequence[Suggestion]) -> list[Suggestion]:
    """The suggestions less those of which `glossary check` would say that they are wrong."""
    terms = [replace(one.term, origin=f"suggested:{n}", note="") for n, one in enumerate(found)]
    remarks = check(Glossary(tuple(term for term in terms if term.en)))
    wrong = {remark.where for remark in remarks if remark.severity == "error"}
    return [one for n, one in enumerate(found) if f"suggested:{n}" not in wrong]
