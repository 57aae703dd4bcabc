"""Choices and what the model says of them → terms with the evidence in their notes, and the file they make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from translator.glossary.exchange.yaml import flow_list, scalar
from translator.glossary.lint import check
from translator.glossary.match import Matcher
from translator.glossary.model import Glossary, Term
from translator.suggest.renderings import Said, is_spelling
from translator.suggest.romanise import Speller
from translator.suggest.selection import Choice
from translator.text.arabic import matching_form

_CONTEXT = 30  # code points on either side of a mention
_CONTEXTS = 2
_UNSURE = "uncertain: "


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry to review. Its term has no `en` where nothing could be proposed; `said` are the model's renderings."""

    term: Term
    count: int
    uncertain: bool
    said: tuple[tuple[str, int], ...] = ()
    contexts: tuple[str, ...] = ()

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
        uncertain = choice.uncertain or not sure
        found.append(Suggestion(term, choice.count, uncertain, tuple(said.votes.most_common()), contexts))
    return _in_tune(found)


def _term(choice: Choice, said: Said, speller: Speller) -> tuple[Term, bool]:
    """The term, and whether its English is more than a guess."""
    group = choice.group
    spellings = [member.spelling for member in group.members]
    term = Term(spellings[0], "", kind=group.head.kind)
    if _is_spelled(choice):
        spelled = speller.spelled(term.ar)
        trusted = said.agrees and is_spelling(said.best, term.ar) and len(said.best.split()) <= len(term.ar.split()) + 1
        english = _capital(said.best) if trusted and said.votes[said.best] > 1 else spelled
        sure = trusted or speller.knows(term.ar)
    else:
        english, sure = said.best, said.agrees and said.votes[said.best] > 1
    return replace(term, en=english, forms=_needed(term, spellings[1:])), sure


def _is_spelled(choice: Choice) -> bool:
    """True for what is written by sound: persons and plain places, not offices and organisations."""
    kind = choice.group.head.kind
    return kind == "name" or (kind == "place" and len(choice.group.head.stems) == 1)


def _capital(text: str) -> str:
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
    head = [
        f"# Suggested from {_listed(sources)}: review every entry before use.",
        "# Entries without English stand as comments: give the English and remove the #.",
        "name: Suggested",
        "terms:",
    ]
    entries = [line for one in found for line in _entry(one)]
    if not any(one.term.en for one in found):
        head[-1] = "terms: []"
    return "\n".join([*head, *entries]) + "\n"


def _listed(sources: Sequence[str]) -> str:
    more = f" and {len(sources) - 3} more" if len(sources) > 3 else ""
    return ", ".join(" ".join(source.split()) for source in sources[:3]) + more


def _entry(one: Suggestion) -> Iterator[str]:
    """The lines of an entry; all of them comments when there is no English yet."""
    term = one.term
    fields = [("ar", term.ar), ("en", term.en), ("kind", term.kind)]
    lines = [f"{name}: {scalar(value)}" for name, value in fields]
    if term.forms:
        lines.append(f"forms: {flow_list(term.forms)}")
    lines.append(f"note: {scalar(one.note)}")
    sign = "" if term.en else "# "
    for n, line in enumerate(lines):
        yield f"  {sign}{'- ' if n == 0 else '  '}{line}"


def acceptable(found: Sequence[Suggestion]) -> list[Suggestion]:
    """The suggestions less those of which `glossary check` would say that they are wrong."""
    terms = [replace(one.term, origin=f"suggested:{n}", note="") for n, one in enumerate(found)]
    remarks = check(Glossary(tuple(term for term in terms if term.en)))
    wrong = {remark.where for remark in remarks if remark.severity == "error"}
    return [one for n, one in enumerate(found) if f"suggested:{n}" not in wrong]
