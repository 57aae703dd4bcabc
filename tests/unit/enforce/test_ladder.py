"""The ladder: modes, what is asked of the engine, and what no sentence may notice of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from stand import ENGINE, ENGINES, GANTZ, MILLEY, NO_PREFIX, NO_TAGS, Mode, rungs, translated

from translator.api import Translator
from translator.enforce.ladder import enforce
from translator.enforce.task import Draft, Task, draft, flaws
from translator.engine.base import Hypothesis, Request, in_order
from translator.engine.fake import FakeEngine, Fault
from translator.glossary.match import Matcher
from translator.glossary.model import Glossary, Hit, Term
from translator.options import Options
from translator.result import Rung

SOURCE = "التقى ميلي مع غانتس اليوم."
RIGHT = "he met Milley with Gantz today."
WRONG = "he met Mayley with Ganz today."


@dataclass(frozen=True)
class CountingEngine(FakeEngine):
    """Remembers what it was asked; the requests of one call are one entry."""

    calls: list[Sequence[Request]] = field(default_factory=list)

    def translate(self, requests: Sequence[Request], beam: int) -> list[tuple[Hypothesis, ...]]:
        if requests:
            self.calls.append(requests)
        return super().translate(requests, beam)


def enforced(tasks: Sequence[Task], engine: FakeEngine) -> list[Draft]:
    """The best drafts in the order of their tasks."""
    return in_order(enforce(tasks, engine, 2))


def task(source: str, *terms: Term) -> Task:
    return Task(source, Matcher(Glossary(terms)).find(source))


MODES: list[tuple[Mode, Rung, str, list[Rung], int]] = [
    # mode, what the engine can be brought to, target, rungs, violations
    ("off", "annotate", WRONG, [], 0),
    ("check", "annotate", WRONG, ["none", "none"], 2),
    ("soft", "annotate", RIGHT, ["annotate", "annotate"], 0),
    ("strict", "annotate", RIGHT, ["annotate", "annotate"], 0),
    ("soft", "splice", WRONG, ["none", "none"], 2),
    ("strict", "splice", RIGHT, ["splice", "splice"], 0),
]


@pytest.mark.parametrize(("mode", "able", "target", "expected", "violations"), MODES)
def test_modes(mode: Mode, able: Rung, target: str, expected: list[Rung], violations: int) -> None:
    result = translated(SOURCE, [MILLEY, GANTZ], ENGINES[able], mode)
    assert (result.target, rungs(result)) == (target, expected)
    assert [violation.kind for violation in result.violations] == ["missing"] * violations


@pytest.mark.parametrize("mode", ["soft", "strict"])
def test_what_is_right_already_is_left_alone(mode: Mode) -> None:
    """Even where it has what would be a flaw in a sentence that was enforced."""
    engine = replace(ENGINE, lexicon={**ENGINE.lexicon, "ميلي": "Milley Milley Mayley"})
    result = translated("التقى ميلي اليوم.", [MILLEY], engine, mode)
    assert (result.target, rungs(result)) == ("he met Milley Milley Mayley today.", ["free"])
    assert result.steps == ()


def test_an_accepted_rendering_is_left_alone() -> None:
    result = translated("التقى ميلي.", [Term("ميلي", "Milley", accept=("Mayley",), kind="name")])
    assert (result.target, rungs(result)) == ("he met Mayley.", ["free"])


def test_repeat_first_leaves_the_later_mentions_to_the_model() -> None:
    result = translated("التقى ميلي ثم قال ميلي.", [replace(MILLEY, repeat="first")])
    assert result.target == "he met Milley then said Mayley."
    assert rungs(result) == ["annotate", "none"]
    assert result.violations == ()


def test_every_step_is_on_record() -> None:
    engine = replace(ENGINE, faults=(NO_TAGS, NO_PREFIX, Fault("drop", "⟨1⟩")))
    result = translated(SOURCE, [MILLEY, GANTZ], engine)
    assert {step.rung for step in result.steps} == {"annotate", "placeholder", "splice"}
    assert [step.rung for step in result.steps if step.kept][-1] == "splice"
    assert all("missing" in step.detail for step in result.steps)


def test_nothing_more_is_asked_where_nothing_is_missing() -> None:
    engine = CountingEngine(ENGINE.lexicon)
    enforced([task("زار القاهرة."), task("زار القاهرة.", Term("القاهرة", "Cairo"))], engine)
    assert [len(call) for call in engine.calls] == [2]


OTHERS: list[tuple[Sequence[str], list[Rung]]] = [
    # what the model says for one of the two names, best first, and what renders them
    (("Mayley", "Milley"), ["nbest", "free"]),
    (("Mayley", "May", "Milley"), ["annotate", "free"]),  # costs too much
    (("Mayley", "Milley Milley"), ["annotate", "free"]),  # has a flaw
    (("Milley", "Mayley"), ["free", "free"]),
]


@pytest.mark.parametrize(("said", "expected"), OTHERS)
def test_another_hypothesis_of_the_free_search_is_taken_where_it_has_all_terms(
    said: Sequence[str], expected: list[Rung]
) -> None:
    engine = CountingEngine({**ENGINE.lexicon, "ميلي": said, "غانتس": "Gantz"})
    (one,) = in_order(enforce([task(SOURCE, MILLEY, GANTZ)], engine, 3))
    assert (one.text, list(one.rungs)) == (RIGHT, expected)
    assert len(engine.calls) == (2 if "annotate" in expected else 1)


def test_another_hypothesis_with_some_of_the_terms_is_not_taken() -> None:
    engine = CountingEngine({**ENGINE.lexicon, "ميلي": ("Mayley", "Milley")})
    (one,) = enforced([task(SOURCE, MILLEY, GANTZ)], engine)
    assert (one.text, one.rungs) == (RIGHT, ("annotate", "annotate"))


def test_a_draft_with_a_flaw_is_climbed_past_even_if_the_free_translation_has_it() -> None:
    engine = CountingEngine({**ENGINE.lexicon, "القاهرة": "the the city"})
    (one,) = enforced([task("زار ميلي القاهرة.", MILLEY)], engine)
    assert (one.rungs, one.flaws) == (("annotate",), 1)
    assert {step.rung for step in one.steps} > {"annotate", "constrain", "placeholder"}


SAID_TWICE = [
    # source, text, flaws
    ("ميلي (ميلي)", "Milley (Milley)", 0),  # as the source has it
    ("ميلي ميلي", "Milley Milley", 0),
    ("مِيلي (ميـــلي)", "Milley (Milley)", 0),
    ("ميلي قال ميلي", "Milley Milley said", 1),  # not in a row there
    ("ميلي (غانتس)", "Milley Milley (Gantz)", 3),  # once more than asked for, and so a name left over
    ("ميلي (ميلي) كتاب", "Milley (Milley) a book a book", 1),
]


@pytest.mark.parametrize(("source", "text", "expected"), SAID_TWICE)
def test_what_the_source_says_twice_may_be_said_twice(source: str, text: str, expected: int) -> None:
    assert flaws(task(source, MILLEY, GANTZ), text) == expected


def test_rungs_work_on_all_failing_sentences_at_once() -> None:
    def asked(count: int) -> list[int]:
        engine = CountingEngine(ENGINE.lexicon, (NO_TAGS,))
        sentences = [task(SOURCE, MILLEY, GANTZ), task("زار القاهرة.")] * count
        assert [one.missing for one in enforced(sentences, engine)] == [0] * 2 * count
        return [len(call) for call in engine.calls]

    alone, many = asked(1), asked(20)
    assert len(many) == len(alone)
    assert many[0] == 40
    assert [n // 20 for n in many[1:]] == alone[1:]


def test_no_sentence_notices_another() -> None:
    engine = replace(ENGINE, faults=(Fault("drop", "Milley", where="اليوم"), Fault("lose_tags", where="القاهرة")))
    sources = [SOURCE, "زار ميلي القاهرة.", "قال غانتس.", "زار القاهرة.", "ميلي ثم غانتس ثم ميلي."]
    tasks = [task(source, MILLEY, GANTZ) for source in sources]
    together = enforced(tasks, engine)
    assert together == [draft for one in tasks for draft in enforced([one], engine)]
    assert enforced(tasks[::-1], engine) == together[::-1]
    assert enforced([], engine) == []


def test_a_sentence_without_terms_is_as_without_enforcement() -> None:
    lines = ["زار القاهرة.", SOURCE, "قال إن الاجتماع انتهى.", "", "قال غانتس اليوم."]
    for faults in ((), (Fault("double"),), (Fault("leave_tag"), NO_PREFIX), (Fault("truncate"),)):
        engine = replace(ENGINE, faults=faults)
        enforced, plain = (
            list(Translator(Glossary((MILLEY,)), Options(enforce=mode, beam=2), engine).translate_lines(lines))
            for mode in ("strict", "off")
        )
        for one, other in zip(enforced, plain, strict=True):
            assert one.hits or one.text == other.text


def test_a_sentence_too_long_for_tags_is_searched_without() -> None:
    result = translated(SOURCE, [MILLEY, GANTZ], replace(ENGINE, longest=5))
    assert (result.target, rungs(result)) == (RIGHT, ["constrain", "constrain"])


FLAWS = [
    ("Milley left", 0),
    ("Milley Milley left", 3),  # a word twice, a name twice, and a word that looks like it
    ("Milley said that that Mayley left", 1),  # `that that` is English
    ("Milley left left", 1),
    ("Milley of the of the army", 1),
    ("Milley ⟦ left", 1),
    ("Milley ⟨1⟩ left", 1),
    ("Milley غادر", 1),
    ("Mayley left", 0),  # wrong, but not because of enforcement
    ("the clown Milley", 1),
]


@pytest.mark.parametrize(("text", "count"), FLAWS)
def test_flaws(text: str, count: int) -> None:
    hits = (Hit(0, 4, "ميلي", Term("ميلي", "Milley", forbid=("clown",), kind="name")),)
    assert flaws(Task("ميلي", hits), text) == count


@pytest.mark.parametrize(("size", "count"), [(1, 1), (5, 1), (6, 0), (10, 0), (17, 0), (18, 1)])
def test_a_length_far_from_the_free_one_is_a_flaw(size: int, count: int) -> None:
    words = [f"word{n}" for n in range(20)]
    assert flaws(task("ميلي", MILLEY), " ".join(words[:size]), " ".join(words[:10])) == count


def test_a_hit_keeps_the_rung_that_satisfied_it_first() -> None:
    one = task("ميلي ثم غانتس", MILLEY, GANTZ)
    base = draft(one, Hypothesis("Milley then Ganz", -1.0), "nbest")
    assert base.rungs == ("nbest", "none")
    assert draft(one, Hypothesis("Milley then Gantz", -1.0), "splice", base).rungs == ("nbest", "splice")
    assert draft(one, Hypothesis("Mayley then Gantz", -1.0), "splice", base).rungs == ("none", "splice")


def test_cost_puts_terms_before_style_before_score() -> None:
    drafts = [
        Draft("a", -9.0, ("free",), 5),
        Draft("b", -1.0, ("none",), 0),
        Draft("c", -2.0, ("free",), 0),
        Draft("d", -1.0, ("free",), 0),
    ]
    assert [one.text for one in sorted(drafts, key=lambda one: one.cost)] == ["d", "c", "a", "b"]
