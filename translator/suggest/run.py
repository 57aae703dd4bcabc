"""From texts to suggestions: the stages in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from translator.engine.base import Engine
from translator.glossary.match import Matcher
from translator.glossary.model import Glossary
from translator.suggest.candidates import collect
from translator.suggest.entries import Suggestion, acceptable, suggestions
from translator.suggest.lexicon import Lexicon
from translator.suggest.renderings import Progress, Said, ask
from translator.suggest.romanise import Speller
from translator.suggest.selection import choose
from translator.suggest.words import Reader
from translator.text.arabic import TOKEN, matching_form


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to suggest: what is mentioned at least `min_count` times, the `limit` most frequent of it.

    `beam` is the beam size with which the model is asked.
    """

    min_count: int = 2
    limit: int | None = None
    beam: int = 2


def suggest(
    texts: Sequence[str],
    glossary: Glossary,
    engine: Engine | None,
    wanted: Wanted,
    progress: Progress | None = None,
) -> list[Suggestion]:
    """What `glossary` lacks of the names, titles, organisations and places in `texts`, most frequent first.

    Without an engine, names are spelled out by rules and a list, and nothing is proposed for the others.
    """
    lexicon = Lexicon.load()
    known = Matcher(glossary)
    seen = Counter(matching_form(token) for text in texts for token in TOKEN.findall(text))
    reader = Reader(lexicon, seen)
    candidates = collect(texts, reader, known)
    chosen = choose(candidates, texts, known, reader, wanted.min_count)[: wanted.limit]
    speller = Speller(lexicon.names)
    if engine is None:
        answers = [Said() for _ in chosen]
    else:
        latin = [speller.spelled(one.group.head.spelling) for one in chosen]
        answers = ask(chosen, latin, texts, engine, wanted.beam, progress)
    return acceptable(suggestions(chosen, answers, texts, speller))
