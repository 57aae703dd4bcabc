"""The library: text, bytes and files in and out, and the report of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from stand import ENGINE, ENGINES, GANTZ, MILLEY, STAFF, WHATSAPP, Mode

from translator.api import Translator
from translator.engine.fake import FakeEngine, Fault
from translator.errors import GlossaryError, InputError, ModelError, OutputError
from translator.formats.table import for_path
from translator.glossary.model import Glossary
from translator.options import Options
from translator.result import RUNGS

TXT = for_path(Path("a.txt"))
TERMS = Glossary((MILLEY, GANTZ, STAFF, WHATSAPP), (("names.yaml", "0" * 64),))


def tool(engine: FakeEngine = ENGINE, options: Options | None = None) -> Translator:
    return Translator(TERMS, options or Options(beam=2), engine)


def test_text_is_translated_line_for_line() -> None:
    text = "التقى ميلي.\n\n  English  \r\nزار غانتس القاهرة.\n"
    result = tool().translate(text)
    assert result.source == text
    assert result.text == "he met Milley.\n\n  English  \r\nvisited Gantz Cairo.\n"
    assert [segment.id for segment in result.segments] == ["1", "2", "3", "4", "5"]
    assert [segment.passthrough for segment in result.segments] == [False, True, True, False, True]


def test_no_text_is_no_text() -> None:
    assert tool().translate("").text == ""


def test_nothing_is_loaded_before_it_is_needed() -> None:
    assert Translator(options=Options(model="there-is-no-such-model")).translate_bytes  # no engine yet
    with pytest.raises(ModelError):
        _ = Translator(options=Options(model="there-is-no-such-model")).engine


def test_wrong_glossaries_are_found_at_once(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError):
        Translator(options=Options(glossaries=(str(tmp_path / "none.yaml"),)))


def test_the_glossaries_that_options_name_are_loaded(tmp_path: Path) -> None:
    (tmp_path / "names.yaml").write_text("terms:\n  ميلي: Milley\n", "utf-8")
    loaded = Translator(options=Options(glossaries=(str(tmp_path / "names.yaml"),)))
    assert [term.en for term in loaded.glossary.terms] == ["Milley"]


ENCODED = [
    # told encoding, encoding of the file
    ("", "utf-8"),
    ("", "utf-8-sig"),
    ("", "utf-16"),
    ("", "cp1256"),
    ("cp1256", "cp1256"),
    ("iso8859-6", "iso8859-6"),
    ("utf-16-le", "utf-16-le"),
]


@pytest.mark.parametrize(("told", "encoding"), ENCODED)
def test_encodings_come_back(told: str, encoding: str) -> None:
    text = "التقى ميلي مع غانتس في القاهرة اليوم.\r\nقال رئيس الأركان إن الاجتماع انتهى.\r\nزار القاهرة.\r\n"
    expected = (
        "he met Milley with Gantz in Cairo today.\r\nsaid chief of staff that the meeting ended.\r\nvisited Cairo.\r\n"
    )
    written, _ = tool(options=Options(encoding=told, beam=2)).translate_bytes(text.encode(encoding), TXT, "a.txt")
    assert written == expected.encode(encoding)


def test_a_wrong_encoding_is_an_input_error() -> None:
    with pytest.raises(InputError):
        tool(options=Options(encoding="ascii")).translate_bytes("ميلي".encode(), TXT, "a.txt")


def test_controls_come_back_and_no_engine_sees_them() -> None:
    written, _ = tool().translate_bytes("التقى\x00 ميلي.\x1a".encode(), TXT, "a.txt")
    assert written.count(b"\x00") == 1
    assert written.replace(b"\x00", b"") == b"he met Milley.\x1a"


def test_a_file_becomes_a_file(tmp_path: Path) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text("التقى ميلي.", "utf-8")
    target.write_text("old", "utf-8")
    result = tool().translate_file(source, target)
    assert target.read_text("utf-8") == "he met Milley."
    assert (result.source, result.target) == (str(source), str(target))
    assert sorted(tmp_path.iterdir()) == [source, target]


class BrokenEngine(FakeEngine):
    """Fails in the middle of a document."""

    def translate(self, requests, beam):
        raise ModelError("the model is broken")


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    source, target = tmp_path / "a.txt", tmp_path / "b.txt"
    source.write_text("التقى ميلي.", "utf-8")
    target.write_text("old", "utf-8")
    with pytest.raises(ModelError):
        tool(BrokenEngine()).translate_file(source, target)
    assert target.read_text("utf-8") == "old"
    assert sorted(tmp_path.iterdir()) == [source, target]


def test_files_that_cannot_be(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    with pytest.raises(InputError):
        tool().translate_file(source, tmp_path / "b.txt")
    source.write_text("التقى ميلي.", "utf-8")
    with pytest.raises(InputError):
        tool().translate_file(tmp_path / "a.unknown", tmp_path / "b.txt")
    with pytest.raises(OutputError):
        tool().translate_file(source, tmp_path / "no" / "b.txt")


def test_progress_is_passed_on(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    tool().translate("التقى ميلي.\nزار القاهرة.", progress=lambda *step: told.append(step))
    # One of the two says its term at once; in the end it is told that all are done.
    assert told == [("segments", 0, 2), ("segments", 1, 2), ("segments", 2, 2), ("segments", 2, 2)]


LINES = [
    "التقى ميلي مع غانتس اليوم.",
    "التقى ميلي ثم قال ميلي إن الاجتماع انتهى.",
    "زار القاهرة.",
    "",
    "English only",
    "قال رئيس الأركان في WhatsApp إن الاجتماع انتهى.",
]


@pytest.mark.parametrize("mode", ["off", "check", "soft", "strict"])
@pytest.mark.parametrize("rung", ENGINES)
def test_totals_add_up(rung: str, mode: Mode) -> None:
    engine = replace(ENGINES[rung], lexicon={**ENGINE.lexicon, "رئيس الأركان": "the chief of staff"})
    translator = tool(engine, Options(enforce=mode, beam=2))
    first, second = translator.translate("\n".join(LINES)), translator.translate(LINES[0])
    report = translator.report([first.file, second.file])
    totals = report.totals
    outcomes = [one for file in report.files for segment in file.segments for one in segment.outcomes]
    unsatisfied = [one for one in outcomes if one.rung == "none"]
    assert set(totals.rungs) == set(RUNGS)
    assert totals.segments == len(LINES) + 1
    assert totals.hits == len(outcomes) == sum(totals.rungs.values()) + len(unsatisfied)
    assert totals.hits == (0 if mode == "off" else 8)
    assert totals.violations == len(unsatisfied)
    assert totals.rungs["free"] == (0 if mode == "off" else 2)
    expected = 6 if mode == "strict" or (mode == "soft" and rung != "splice") else 0
    assert totals.rungs[rung] == expected
    assert totals.violations == (0 if mode == "off" else 6 - expected)


def test_the_fingerprint_says_what_made_it() -> None:
    translator = tool(options=Options(beam=3, enforce="soft", repeat="first"))
    fingerprint = translator.report([]).fingerprint
    assert fingerprint.model == "fake 1 fake"
    assert fingerprint.ctranslate2
    assert fingerprint.glossaries == (("names.yaml", "0" * 64),)
    assert fingerprint.options == (("beam", "3"), ("enforce", "soft"), ("repeat", "first"))


def test_findings_are_in_the_totals() -> None:
    translator = tool(replace(ENGINE, faults=(Fault("double", "Cairo"),)))
    result = translator.translate("زار القاهرة.")
    assert translator.report([result.file]).totals.findings == 1
