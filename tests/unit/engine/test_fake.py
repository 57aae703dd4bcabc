"""The engine that fails on request: what it says when it does not, and every way it can fail."""

from typing import get_args

import pytest

from translator.document import Span
from translator.engine.base import Engine, Hypothesis, Request
from translator.engine.fake import FakeEngine, Fault, Kind, transliterate
from translator.errors import ModelError

LEXICON = {"قال": ("said", "stated"), "الأمين العام": "the Secretary General", "زار": "visited", "القاهرة": "Cairo"}
SOURCE = "قال الأمين العام، زار ⟦ القاهرة ⟶ Al-Qahirah ⟧ ⟨1⟩؟"
PLAIN = "said the Secretary General, visited Al-Qahirah ⟨1⟩?"


def best(source: str, *faults: Fault, prefix: str = "") -> str:
    return FakeEngine(LEXICON, faults).translate([Request(source, prefix)], 1)[0][0].text


def test_it_is_an_engine() -> None:
    engine: Engine = FakeEngine()
    assert engine.capabilities.tags is not None
    assert engine.capabilities.slots[0] == "⟨1⟩"


def test_without_faults_tags_are_obeyed_slots_copied_and_long_keys_preferred() -> None:
    assert best(SOURCE) == PLAIN


def test_words_without_a_key_are_transliterated_or_echoed() -> None:
    assert best("غدا abc") == "Ghda abc"
    echo = FakeEngine(otherwise=str)
    assert echo.translate([Request("غدا")], 1)[0][0].text == "غدا"
    assert transliterate("2026") == "2026"


TERM = "the Secretary General"
WRONG = [
    (Fault("drop", TERM), "said, visited Al-Qahirah ⟨1⟩?"),
    (Fault("drop", "⟨1⟩"), "said the Secretary General, visited Al-Qahirah?"),
    (Fault("double", "visited"), "said the Secretary General, visited visited Al-Qahirah ⟨1⟩?"),
    (Fault("reorder", "said"), "the Secretary General, visited Al-Qahirah ⟨1⟩? said"),
    (Fault("recase", TERM), "said THE SECRETARY GENERAL, visited Al-Qahirah ⟨1⟩?"),
    (Fault("split", TERM), "said the Secretary of General, visited Al-Qahirah ⟨1⟩?"),
    (Fault("split", "said"), PLAIN),
    (Fault("leave_arabic", TERM), "said الأمين العام, visited Al-Qahirah ⟨1⟩?"),
    (Fault("truncate"), "said the Secretary General, visited"),
    (Fault("ignore_prefix"), PLAIN),
    (Fault("lose_tags"), "said the Secretary General, visited Cairo ⟨1⟩?"),
    (Fault("leave_tag"), "said the Secretary General, visited ⟦ القاهرة ⟶ Al-Qahirah ⟧ ⟨1⟩?"),
]


@pytest.mark.parametrize(("fault", "text"), WRONG, ids=[f"{fault.kind}-{fault.word}" for fault, _ in WRONG])
def test_faults(fault: Fault, text: str) -> None:
    assert best(SOURCE, fault) == text


def test_every_kind_of_fault_is_tested() -> None:
    assert {fault.kind for fault, _ in WRONG} == set(get_args(Kind))


def test_a_fault_keeps_to_the_sources_it_is_meant_for() -> None:
    assert best("زار", Fault("drop", where="قال")) == "visited"
    assert best("قال زار", Fault("drop", "visited", where="قال")) == "said"


def test_faults_add_up() -> None:
    assert best("قال زار", Fault("recase", "said"), Fault("double", "visited")) == "SAID visited visited"


PREFIXES = [
    ("said", PLAIN),
    ("said the Secretary General,", PLAIN),
    ("said the boss", "said the boss, visited Al-Qahirah ⟨1⟩?"),
    ("He told", "He told the Secretary General, visited Al-Qahirah ⟨1⟩?"),
    (PLAIN, PLAIN),
]


@pytest.mark.parametrize(("prefix", "text"), PREFIXES)
def test_a_prefix_is_continued(prefix: str, text: str) -> None:
    assert best(SOURCE, prefix=prefix) == text


def test_hypotheses_differ_and_get_worse() -> None:
    (answer,) = FakeEngine(LEXICON).translate([Request("قال", nbest=4)], 1)
    assert answer == (Hypothesis("said", -1.0), Hypothesis("stated", -1.1))


def test_alignment_follows_the_dictionary() -> None:
    (one,) = FakeEngine(LEXICON).align([("قال زار قال", "said visited said hello")])
    assert one.source == (Span(0, 3), Span(4, 7), Span(8, 11))
    assert one.target == (Span(0, 4), Span(5, 12), Span(13, 17), Span(18, 23))
    assert one.weights == ((1, 0, 0), (0, 1, 0), (0, 0, 1), (0, 0, 0))


def test_score_falls_with_words_that_come_from_nowhere() -> None:
    engine = FakeEngine(LEXICON)
    assert engine.score([("قال زار", "said visited"), ("قال زار", "said hello")]) == [-1.0, -1.5]


def test_long_sources_do_not_fit() -> None:
    engine = FakeEngine(longest=2)
    assert engine.fits("قال زار")
    assert not engine.fits("قال زار قال")
    with pytest.raises(ModelError, match="does not fit"):
        engine.translate([Request("قال زار قال")], 1)


def test_a_model_without_tags_reads_them_as_words() -> None:
    assert FakeEngine(LEXICON, tags=None).translate([Request("⟦ زار ⟧")], 1)[0][0].text == "⟦ visited ⟧"
