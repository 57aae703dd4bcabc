"""The stages in order, on an engine that does what it is told."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stand import ENGINE, ENGINES, GANTZ, MILLEY, WHATSAPP, translated

from translator import pipeline
from translator.document import Mark, Segment, Span, Translation
from translator.engine.base import Alignment, Capabilities, Hypothesis, Request
from translator.engine.fake import FakeEngine, Fault
from translator.glossary.match import Matcher
from translator.glossary.model import Glossary, Term
from translator.options import Options
from translator.pipeline import Finished, run


@dataclass(frozen=True)
class Parrot:
    """Says the same to everything, at once; remembers what it was asked."""

    says: str = "he met Milley."
    most: int = 300
    asked: list[str] = field(default_factory=list)

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities("parrot", "1", "parrot", None, ("⟨1⟩", "⟨2⟩"))

    def fits(self, source: str) -> bool:
        return len(source) <= self.most

    def translate(self, requests: Sequence[Request], beam: int) -> list[tuple[Hypothesis, ...]]:
        assert all(self.fits(request.source) for request in requests)
        self.asked.extend(request.source for request in requests)
        return [(Hypothesis(self.says, -1.0),) for _ in requests]

    def stream(self, requests: Sequence[Request], beam: int) -> Iterator[tuple[int, tuple[Hypothesis, ...]]]:
        yield from enumerate(self.translate(requests, beam))

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        return [-1.0] * len(pairs)

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        return [Alignment((), (), ()) for _ in pairs]


def finished(
    segments: Sequence[Segment], engine: FakeEngine | Parrot = ENGINE, terms: Sequence[Term] = (MILLEY, GANTZ)
) -> list[Finished]:
    return list(run(segments, Matcher(Glossary(tuple(terms))), engine, Options(beam=2)))


def one(text: str, engine: FakeEngine | Parrot = ENGINE) -> Finished:
    (done,) = finished([Segment("1", text)], engine)
    return done


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "Plain English.", "12 345", "https://example.org", "«»", "\t\u200f\x00"]
)
def test_without_arabic_there_is_nothing_to_do(text: str) -> None:
    engine = Parrot()
    done = one(text, engine)
    assert done.translation.text == done.result.target == text
    assert done.result.passthrough
    assert engine.asked == []


def test_what_a_human_approved_is_left_alone() -> None:
    marks = (Mark("b", Span(0, 6)),)
    segment = Segment("7", "التقى ميلي.", marks, given="He met Mayley.", approved=True)
    (done,) = finished([segment])
    assert done.translation.text == "He met Mayley."
    assert (done.result.id, done.result.passthrough, done.result.outcomes) == ("7", True, ())


def test_what_is_given_but_not_approved_is_translated() -> None:
    (done,) = finished([Segment("1", "التقى ميلي.", given="He met Mayley.")])
    assert done.translation.text == "he met Milley."


MIXED = [
    ("التقى ميلي. This stays. زار القاهرة.", "he met Milley. This stays. visited Cairo."),
    ("  التقى ميلي.\n\nزار القاهرة.  ", "  he met Milley.\n\nvisited Cairo.  "),
    ("1. التقى ميلي", "1. he met Milley"),
    ("Dr. (ميلي) left.", "Dr. (Milley) left."),
    ("التقى ميلي في WhatsApp اليوم.", "he met Milley in WhatsApp today."),
]


@pytest.mark.parametrize(("source", "target"), MIXED)
def test_what_is_not_arabic_stays(source: str, target: str) -> None:
    assert one(source).translation.text == target


def test_english_sentences_never_reach_the_engine() -> None:
    engine = Parrot()
    one("التقى ميلي. This stays here. زار القاهرة.", engine)
    assert not any("stays" in source for source in engine.asked)


@pytest.mark.parametrize("engine", [*ENGINES.values()], ids=[*ENGINES])
@pytest.mark.parametrize(
    ("written", "said"), [("١٥/٣/٢٠٢٤", "15/3/2024"), ("14:30", "14:30"), ("٩٨٧٦٥٤٣٢١٠", "9876543210")]
)
def test_figures_come_whole_whatever_the_engine_makes_of_them(written: str, said: str, engine: FakeEngine) -> None:
    wrong = replace(engine, lexicon={**engine.lexicon, written: "15 March24"})
    assert said in one(f"انتهى الاجتماع {written} اليوم.", wrong).result.target
    unforced = list(run([Segment("1", f"انتهى {written}.")], Matcher(Glossary(())), wrong, Options(enforce="off")))
    assert said not in unforced[0].result.target


def test_slots_that_stand_in_the_source_are_not_used() -> None:
    text = "قال ⟨1⟩ https://example.org اليوم."
    assert one(text).translation.text == "said ⟨1⟩ https://example.org today."


@pytest.mark.parametrize("junk", ["\ud800", "\x00", "\ufffe", "\u202e", "\U0010ffff", "\r", "\x1b[31m"])
def test_no_character_is_too_odd(junk: str) -> None:
    for text in (f"التقى{junk} ميلي.", f"{junk}التقى ميلي.{junk}", f"مي{junk}لي"):
        done = one(text)
        assert done.translation.text
        assert done.result.source == text


LONG = {
    "sentences": "التقى ميلي غانتس في القاهرة. ",
    "a sentence without an end": "كلمة طويلة ",
    "clauses": "كلمة أخرى طويلة، ",
    "a word": "كتاب",
    "addresses": "قال https://example.org/a ميلي. ",
    "quotes": "«ا ",
    "brackets": "(",
    "stops": "ا.",
}


@pytest.mark.parametrize("name", LONG)
def test_a_very_long_line_is_cut_and_joined_in_time(name: str) -> None:
    """The parrot refuses what does not fit, and time grows with the length, not with its square.

    A square would show every time; a busy machine, a collection of garbage or a first import do not.
    """

    def spent(size: int) -> float:
        text = ("ا " + LONG[name] * size)[:size]
        started = time.process_time()
        done = one(text, Parrot("Milley and Gantz met https://example.org/a."))
        assert done.result.target
        return time.process_time() - started

    assert any(spent(10_000) < 12 * max(spent(2_000), 0.02) for _ in range(5))


def test_a_megabyte_in_one_line() -> None:
    engine = Parrot("word")
    started = time.process_time()
    done = one("كلمة أخرى طويلة، " * 33_000, engine)
    assert time.process_time() - started < 30
    assert len(engine.asked) > 1_000
    assert done.result.target.count("word") == len(engine.asked)


def test_a_term_is_never_cut_apart() -> None:
    term = Term("كلمة طويلة", "long word")
    (done,) = finished([Segment("1", "كلمة طويلة " * 200)], replace(ENGINE, longest=7), [term])
    assert len(done.result.outcomes) == 200
    assert done.result.violations == ()


def test_an_address_that_does_not_fit_is_no_harm() -> None:
    done = one("قال https://example.org/" + "a" * 2_000 + " اليوم.", Parrot("said"))
    assert "said" in done.result.target


def test_progress_is_told_within_a_block_and_behind_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BLOCK", 4)
    told: list[tuple[str, int, int]] = []
    # The third and the tenth do not say their term: they are done when the ladder has been climbed.
    segments = [Segment(str(n), "زار ميلي القاهرة." if n in (2, 9) else "زار القاهرة.") for n in range(10)]

    def tell(stage: str, done: int, total: int) -> None:
        told.append((stage, done, total))

    ids = [done.result.id for done in run(segments, Matcher(Glossary((MILLEY,))), ENGINE, Options(), tell)]
    assert ids == [str(n) for n in range(10)]
    # The engine answers the last first; when a block is done, that is told once more.
    assert [done for _, done, _ in told] == [0, 1, 2, 3, 4, 4, 5, 6, 7, 8, 8, 9, 10, 10]
    assert {(stage, total) for stage, _, total in told} == {("segments", 10)}


def test_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["التقى ميلي.", "", "English", "زار غانتس القاهرة. ثم قال ميلي.", "التقى بميلي في WhatsApp."] * 3
    segments = [Segment(str(n), line) for n, line in enumerate(lines)]
    whole = finished(segments)
    monkeypatch.setattr(pipeline, "BLOCK", 1)
    assert finished(segments) == whole
    assert list(run([], Matcher(Glossary()), ENGINE, Options())) == []


FINDINGS = [
    ("زار القاهرة 15 مرة.", Fault("drop", "15"), "numbers"),
    ("زار القاهرة.", Fault("leave_arabic", "Cairo"), "arabic"),
    ("زار القاهرة.", Fault("double", "Cairo"), "repeated"),
    ("زار القاهرة.", Fault("drop"), "empty"),
    ("هل زار القاهرة؟", Fault("drop", "?"), "ending"),
]


@pytest.mark.parametrize(("source", "fault", "check"), FINDINGS)
def test_findings(source: str, fault: Fault, check: str) -> None:
    assert check in [finding.check for finding in one(source, replace(ENGINE, faults=(fault,))).result.findings]
    assert check not in [finding.check for finding in one(source).result.findings]


def test_a_lost_address_is_reported_where_it_is_not_enforced() -> None:
    engine = replace(ENGINES["splice"], slots=("⟨1⟩",), faults=(Fault("drop", "⟨1⟩"), Fault("ignore_prefix")))
    result = translated("قال https://example.org اليوم.", [], engine, "soft")
    assert result.target == "said today."
    assert "protected" in [finding.check for finding in result.findings]


def test_outcomes_say_where_everything_stands() -> None:
    source = "قال ميلي. ثم التقى غانتس WhatsApp."
    result = translated(source, [MILLEY, GANTZ, WHATSAPP])
    assert [source[one.start : one.end] for one in result.outcomes] == ["ميلي", "غانتس", "WhatsApp"]
    assert [result.target[one.target_start : one.target_end] for one in result.outcomes] == [
        "Milley",
        "Gantz",
        "WhatsApp",
    ]
    assert [one.glossary for one in result.outcomes] == ["names.yaml:2", "", ""]
    assert [one.kind for one in result.outcomes] == ["name", "name", "untranslated"]


def test_a_mark_on_a_term_covers_its_rendering() -> None:
    text = "التقى ميلي اليوم."
    (done,) = finished([Segment("1", text, (Mark("b", Span(6, 10)), Mark("note", Span(10, 10))))])
    bold, note = done.translation.marks
    assert bold.span.of(done.translation.text) == "Milley"
    assert note.span.start == bold.span.end


WORDS = ["التقى", "ميلي", "غانتس", "https://example.org", "This stays.", "القاهرة.", "WhatsApp", "\n", "كلمة"]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=10).map(" ".join), st.data())
def test_every_mark_comes_back_once(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    ranges = [Mark(f"r{n}", Span(a, b)) for n, (a, b) in enumerate(zip(cuts[::2], cuts[1::2], strict=False)) if a < b]
    points = [Mark(f"p{n}", Span(cut, cut)) for n, cut in enumerate(cuts)]
    marks = tuple(sorted([*ranges, *points], key=lambda mark: (mark.span.start, -mark.span.end)))
    faults = data.draw(st.lists(st.sampled_from([Fault("drop"), Fault("double"), Fault("truncate")]), max_size=1))
    (done,) = finished([Segment("1", text, marks)], replace(ENGINE, faults=tuple(faults)))
    placed = done.translation.marks
    assert sorted(mark.id for mark in placed) == sorted(mark.id for mark in marks)
    assert all(0 <= mark.span.start <= mark.span.end <= len(done.translation.text) for mark in placed)
    assert all(mark.is_point for mark in placed if mark.id.startswith("p"))


@settings(max_examples=100, deadline=None)
@given(st.text("التقىميلي غانتس.،«»؟()\n\u200f\x00\ud800aA1⟨1⟩⟦⟶⟧https://.{}", max_size=60))
def test_any_text_at_all(text: str) -> None:
    done = one(text)
    assert done.result.source == text
    assert done.result.target == done.translation.text
    assert [outcome.surface for outcome in done.result.outcomes] == [
        text[outcome.start : outcome.end] for outcome in done.result.outcomes
    ]
    if not re.search("[⟦⟧⟶⟨⟩]", text):
        assert not re.search("[⟦⟧⟶⟨⟩]", done.result.target)


class Aligned(Parrot):
    """Leaves the alignment of its search behind, and can make no other."""

    def translate(self, requests: Sequence[Request], beam: int) -> list[tuple[Hypothesis, ...]]:
        whole = Alignment((Span(0, 3), Span(4, 9)), (Span(0, 5), Span(6, 9)), ((0.0, 1.0), (1.0, 0.0)))
        return [(Hypothesis("Small man.", -1.0, whole if request.align else None),) for request in requests]

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        raise AssertionError("the search had it already")


def test_marks_are_placed_by_what_the_search_left_behind() -> None:
    (done,) = finished([Segment("1", "رجل صغير", (Mark("b", Span(0, 3)),))], Aligned())
    assert done.translation == Translation("Small man", (Mark("b", Span(6, 9)),))


def test_alignment_is_asked_for_only_where_a_mark_divides_a_sentence() -> None:
    engine = Aligned()
    whole = Segment("1", "رجل صغير", (Mark("b", Span(0, 8)),))
    (done,) = finished([whole], engine)
    assert not any(part.links for part in done.parts)
    assert done.translation.marks == (Mark("b", Span(0, 9)),)
