"""What a memory does to a translation: taken over, refused, offered, with marks, across documents."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
from lxml import etree
from stand import ENGINE, GANTZ, MILLEY

from translator.api import Translator
from translator.consistency.harmonize import Change
from translator.document import Mark, Match, Segment, Span
from translator.engine.fake import FakeEngine
from translator.formats.table import for_path as for_format
from translator.glossary.model import Glossary, Term
from translator.memory.base import recall
from translator.memory.store import Unit, add
from translator.options import Options
from translator.pipeline import Finished
from translator.report.review import XLIFF
from translator.report.table import for_path
from translator.result import FileResult
from translator.revision import revise

MET = Unit("التقى ميلي غانتس اليوم.", "Milley met Gantz today.", origin="old.tmx", changed=5)


def translator(tmp_path: Path, pairs: list[Unit], enforce: str = "strict", terms: tuple[Term, ...] = ()) -> Translator:
    path = tmp_path / "a.tm"
    add(path, pairs)
    options = Options(memory=str(path), beam=2, enforce=enforce)  # type: ignore[arg-type]
    return Translator(Glossary(terms or (MILLEY, GANTZ)), options, ENGINE)


def one(translator: Translator, segment: Segment) -> Finished:
    (done,) = translator.segments([segment])
    return done


def test_the_same_text_is_taken_over_and_verified(tmp_path: Path):
    done = one(translator(tmp_path, [MET]), Segment("1", f"  {MET.source}\n"))
    assert done.translation.text == f"  {MET.target}\n"
    assert done.result.memory == Match("exact", 100, MET.source, MET.target, "old.tmx")
    assert [outcome.rung for outcome in done.result.outcomes] == ["memory", "memory"]
    for outcome in done.result.outcomes:
        assert done.result.target[outcome.target_start : outcome.target_end] == outcome.rendering
    assert (done.result.violations, done.result.findings, done.result.offers) == ((), (), ())


def test_what_breaks_the_glossary_is_not_used_but_told(tmp_path: Path):
    wrong = Unit(MET.source, "General Mayley met Gantz today.", changed=9)
    done = one(translator(tmp_path, [wrong]), Segment("1", MET.source))
    assert "Milley" in done.translation.text
    assert done.result.memory is None
    assert [(offer.percent, offer.target) for offer in done.result.offers] == [(100, wrong.target)]
    (finding,) = [finding for finding in done.result.findings if finding.check == "memory"]
    assert finding.severity == "warning"
    assert finding.message == "the translation in the memory was not used: «ميلي» should read “Milley”"


def test_an_older_translation_that_keeps_to_the_glossary_is_used(tmp_path: Path):
    wrong = Unit(MET.source, "General Mayley met Gantz today.", changed=9)
    done = one(translator(tmp_path, [wrong, MET]), Segment("1", MET.source))
    assert done.translation.text == MET.target
    assert [offer.target for offer in done.result.offers] == [wrong.target]


def test_without_enforcement_it_is_used_and_the_violation_told(tmp_path: Path):
    wrong = Unit(MET.source, "General Mayley met Gantz today.")
    done = one(translator(tmp_path, [wrong], "check"), Segment("1", MET.source))
    assert done.translation.text == wrong.target
    assert [violation.en for violation in done.result.violations] == ["Milley"]
    assert one(translator(tmp_path, [wrong], "off"), Segment("1", MET.source)).result.violations == ()


def test_fuzzy_matches_are_offered_and_never_inserted(tmp_path: Path):
    tool = translator(tmp_path, [MET])
    source = "التقى ميلي غانتس الجمعة."
    done = one(tool, Segment("1", source))
    bare = one(Translator(tool.glossary, Options(beam=2), ENGINE), Segment("1", source))
    assert done.translation == bare.translation
    assert done.result.memory is None
    assert done.result.offers == (Match("fuzzy", 75, MET.source, MET.target, "old.tmx"),)


def test_approved_and_foreign_segments_are_not_looked_up(tmp_path: Path):
    add(tmp_path / "a.tm", [Unit("Paris", "London")])
    tool = translator(tmp_path, [MET])
    assert one(tool, Segment("1", "Paris")).translation.text == "Paris"
    done = one(tool, Segment("1", MET.source, given="Mine.", approved=True))
    assert (done.translation.text, done.result.memory) == ("Mine.", None)


def test_marks_are_placed_in_what_is_taken_over(tmp_path: Path):
    source = f" {MET.source}"
    marks = (Mark("a", Span(1, len(source))), Mark("b", Span(7, 11)), Mark("n", Span(len(source), len(source))))
    assert marks[1].span.of(source) == "ميلي"
    done = one(translator(tmp_path, [MET]), Segment("1", source, marks))
    assert done.result.memory is not None
    found = {mark.id: mark.span.of(done.translation.text) for mark in done.translation.marks}
    assert found == {"a": f" {MET.target}", "b": "Milley", "n": ""}
    assert done.translation.marks[2].span.start == len(done.translation.text)


def test_marks_on_words_of_no_glossary_go_by_alignment(tmp_path: Path):
    pair = Unit("التقى غانتس اليوم", "he met Ganz today")
    marks = (Mark("b", Span(12, 17)),)
    done = one(translator(tmp_path, [pair], terms=(Term("لا", "no"),)), Segment("1", pair.source, marks))
    assert [mark.span.of(done.translation.text) for mark in done.translation.marks] == ["today"]


def test_context_is_the_segment_before_in_the_same_document(tmp_path: Path):
    tool = translator(tmp_path, [Unit("نعم", "Yes", changed=9), Unit("نعم", "Aye", "هل تعدني؟")])
    texts = ["هل تعدني؟", " ", "نعم", "نعم"]
    segments = [Segment(str(n), text) for n, text in enumerate(texts)]
    found = [done.result.memory for done in tool.segments(segments)]
    assert [match and (match.kind, match.target) for match in found[2:]] == [("context", "Aye"), ("exact", "Yes")]
    found = [done.result.memory for done in tool.segments(segments, starts={2})]
    assert [match and match.kind for match in found[2:]] == ["exact", "exact"]


class Asked:
    """A memory that notes what it is asked."""

    fingerprint = "x"

    def __init__(self) -> None:
        self.sources: list[str] = []

    def find(self, source: str, previous: str, least: int) -> tuple[Match, ...]:
        self.sources.append(source)
        return ()


def test_segments_are_looked_up_as_they_are_asked_for():
    memory = Asked()
    segments = [Segment(str(n), f"جملة {n}") for n in range(5)]
    assert len(recall(segments, memory, 75)) == 5  # type: ignore[arg-type]
    stream = iter(recall(iter(segments), memory, 75))
    next(stream)
    assert memory.sources == ["جملة 0"]


def test_the_model_is_not_asked_for_what_the_memory_has(tmp_path: Path):
    class Silent(FakeEngine):
        def translate(self, requests, beam):
            assert not requests
            return []

    path = tmp_path / "a.tm"
    add(path, [MET])
    tool = Translator(Glossary((MILLEY, GANTZ)), Options(memory=str(path)), Silent())
    assert tool.translate(f"{MET.source}\n{MET.source}").text == f"{MET.target}\n{MET.target}"


def test_the_fingerprint_of_a_run_changes_with_the_memory(tmp_path: Path):
    tool = translator(tmp_path, [MET])
    before = tool.report(()).fingerprint
    add(tmp_path / "a.tm", [Unit("نعم", "Yes")])
    assert tool.report(()).fingerprint != before
    assert Translator(options=Options(beam=2), engine=ENGINE).report(()).fingerprint.options == before.options[:3]


def test_a_revision_leaves_approved_translations_and_keeps_what_was_offered(tmp_path: Path):
    tool = translator(tmp_path, [MET])
    document = tmp_path / "a.txt"
    document.write_text(f"{MET.source}\nالتقى ميلي غانتس الجمعة.", "utf-8")
    (old,) = tool.translate_document(document).report.files
    changes = {1: Change("Milley met with Gantz on Friday.")}
    written, new = revise(tool, document.read_bytes(), for_format(document), old, changes)
    assert written.decode().split("\n") == [MET.target, changes[1].text]
    assert new.segments[0] == old.segments[0]
    assert new.segments[1].offers == old.segments[1].offers != ()


def test_reports_show_what_was_taken_and_what_is_offered(tmp_path: Path):
    tool = translator(tmp_path, [MET])
    result = tool.translate(f"{MET.source}\nالتقى ميلي غانتس الجمعة.").file
    report = tool.report([FileResult("a.txt", "b.txt", result.segments)])
    page = for_path(Path("r.html")).render(report).decode()
    assert "<b>100 %</b> exact match from the memory" in page
    assert "1 in the memory, best 75 %" in page
    assert MET.target in page
    first, second = json.loads(for_path(Path("r.json")).render(report))["files"][0]["segments"]
    assert (first["memory"]["kind"], first["memory"]["match"], first["offers"]) == ("exact", 100, [])
    assert second["memory"] is None
    expected = {"kind": "fuzzy", "match": 75, "source": MET.source, "target": MET.target, "origin": "old.tmx"}
    assert second["offers"] == [expected]
    rows = [line.split("\t") for line in for_path(Path("r.tsv")).render(report).decode().splitlines()]
    told = {row[2]: (row[3], row[4], row[-1]) for row in rows}
    assert told["memory"] == (MET.source, MET.target, "100")
    assert told["offer"] == (MET.source, MET.target, "75")
    assert for_path(Path("r.txt")).render(report).decode().startswith("2 segments (1 from memory), ")
    book = openpyxl.load_workbook(io.BytesIO(for_path(Path("r.xlsx")).render(report)))
    assert [row[-1].value for row in book["Segments"].rows] == ["memory", "exact 100 %", None]


def test_xliff_copies_hold_the_matches(tmp_path: Path):
    tool = translator(tmp_path, [MET])
    result = tool.translate(f"{MET.source}\nالتقى ميلي غانتس الجمعة.").file
    names = {"x": "urn:oasis:names:tc:xliff:document:1.2"}
    first, second = etree.fromstring(XLIFF.render(result)).iterfind(".//x:trans-unit", names)
    assert first.find("x:target", names).get("state-qualifier") == "exact-match"
    assert first.find("x:alt-trans", names) is None
    match = second.find("x:alt-trans", names)
    assert (match.get("match-quality"), match.get("origin")) == ("75%", "old.tmx")
    assert (match.findtext("x:source", None, names), match.findtext("x:target", None, names)) == (
        MET.source,
        MET.target,
    )
