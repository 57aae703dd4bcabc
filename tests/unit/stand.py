"""A small world to enforce terms in: sentences the scriptable engine can say, and terms that it says wrongly."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from translator.api import Translator
from translator.engine.fake import FakeEngine, Fault
from translator.glossary.model import Glossary, Term
from translator.options import Options
from translator.result import Rung, SegmentResult

Mode = Literal["off", "check", "soft", "strict"]

ENGINE = FakeEngine(
    {
        "التقى": "he met",
        "قال": "said",
        "ثم": "then",
        "مع": "with",
        "في": "in",
        "القاهرة": "Cairo",
        "الجمعة": "on Friday",
        "اليوم": "today",
        "زار": "visited",
        "إن": "that",
        "الاجتماع": "the meeting",
        "انتهى": "ended",
        "ميلي": "Mayley",
        "بميلي": "with Mayley",
        "غانتس": "Ganz",
        "رئيس الأركان": "the army commander",
        "رؤساء الأركان": "the army commanders",
        "الرئيس": "the boss",
        "وزير الدفاع": "the war minister",
        "أبل": "Apel",
    }
)
MILLEY = Term("ميلي", "Milley", kind="name", origin="names.yaml:2")
GANTZ = Term("غانتس", "Gantz", kind="name")
STAFF = Term("رئيس الأركان", "chief of staff", plural="chiefs of staff", forms=("رؤساء الأركان",), kind="title")
CHIEF = Term("الرئيس", "chief", kind="title")
DEFENSE = Term("وزير الدفاع", "defense minister", forbid=("war minister",), kind="title")
APPLE = Term("أبل", "Apple Inc.", kind="organization")
WHATSAPP = Term("WhatsApp", "WhatsApp", kind="untranslated")

NO_PREFIX = Fault("ignore_prefix")
NO_TAGS = Fault("lose_tags")
#: An engine that only the named rung can bring to say a term.
ENGINES: Mapping[Rung, FakeEngine] = {
    "annotate": replace(ENGINE, faults=(NO_PREFIX,), slots=()),
    "constrain": replace(ENGINE, tags=None, slots=()),
    "placeholder": replace(ENGINE, tags=None, faults=(NO_PREFIX,)),
    "splice": replace(ENGINE, tags=None, slots=(), faults=(NO_PREFIX,)),
}


def translated(
    source: str, terms: Sequence[Term], engine: FakeEngine = ENGINE, mode: Mode = "strict", beam: int = 2
) -> SegmentResult:
    """The source as one segment, translated with the terms."""
    (done,) = Translator(Glossary(tuple(terms)), Options(enforce=mode, beam=beam), engine).translate_lines([source])
    (result,) = done.segments
    assert_sound(result, [form for term in terms for form in (term.en, term.plural, *term.accept)])
    return result


def rungs(result: SegmentResult) -> list[Rung]:
    """The rung of each hit."""
    return [outcome.rung for outcome in result.outcomes]


def assert_sound(result: SegmentResult, right: Sequence[str]) -> None:
    """What holds whatever the engine did: nothing is silent, nothing is left over, and places say what is right."""
    renderings = {form.casefold() for form in right}
    for outcome in result.outcomes:
        said = result.target[outcome.target_start : outcome.target_end]
        assert (outcome.rung == "none") == (outcome.target_start < 0)
        assert outcome.rung == "none" or said.casefold() in renderings
        assert result.source[outcome.start : outcome.end] == outcome.surface
    if not re.search("[⟦⟧⟶⟨⟩]", result.source):
        assert not re.search("[⟦⟧⟶⟨⟩]", result.target), result.target
