"""One rendering for what was said in two: in a document, over several, and nothing else changes."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from translator import Glossary, Options, Term, Translator
from translator.consistency.harmonize import Chosen, harmonize
from translator.document import Span
from translator.engine.fake import FakeEngine, Fault
from translator.errors import InputError
from translator.formats.table import by_name
from translator.glossary.match import Matcher
from translator.result import HARMONIZED, FileResult, Outcome, Report
from translator.revision import harmonized, revise, write_again

#: Says a name differently in some company.
ENGINE = FakeEngine(
    {
        "قال غانتس": "Gantz said",
        "عاد غانتس": "back came Gantz",
        "زار غانتس": "Ganz visited",
        "بغانتس": "with Ganz",
        "غانتس": "Ganz",
        "التقى": "he met",
        "القاهرة": "Cairo",
        "اليوم": "today",
        "محمد صلاح": "Mohamed Salah",
        "محمد الفايد": "Mohammed Al-Fayed",
        "قال": "said",
        "زار": "visited",
        "عاد": "returned",
    }
)


def tool(engine: FakeEngine = ENGINE, terms: Sequence[Term] = (), options: Options | None = None) -> Translator:
    return Translator(Glossary(tuple(terms)), options or Options(beam=1), engine)


def translated(folder: Path, texts: Mapping[str, str], translator: Translator) -> list[FileResult]:
    results = []
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
        results.append(translator.translate_file(folder / name, folder / f"{name}.en.txt"))
    return results


def revised(folder: Path, texts: Mapping[str, str], translator: Translator) -> tuple[Report, dict[str, str]]:
    report = harmonized(translator, translated(folder, texts, translator), write_again)
    return report, {name: (folder / f"{name}.en.txt").read_text("utf-8") for name in texts}


def test_a_name_in_one_document(tmp_path: Path) -> None:
    report, said = revised(tmp_path, {"a.txt": "قال غانتس.\nزار غانتس القاهرة.\nعاد غانتس اليوم.\n"}, tool())
    assert said["a.txt"] == "Gantz said.\nvisited Gantz Cairo.\nback came Gantz today.\n"
    (one,) = report.inconsistencies
    assert (one.kind, one.ar, one.renderings) == ("name", "غانتس", (("Gantz", 2), ("Ganz", 1)))
    assert (one.chosen, one.changed) == ("Gantz", 1)
    (hit,) = [hit for segment in report.files[0].segments for hit in segment.outcomes]
    assert (hit.glossary, hit.rendering, hit.rung != "none") == (HARMONIZED, "Gantz", True)
    assert report.totals.findings == report.totals.violations == 0


def test_names_over_several_documents_and_only_those_are_written_that_change(tmp_path: Path) -> None:
    texts = {"a.txt": "قال غانتس.", "b.txt": "زار القاهرة.", "c.txt": "التقى بغانتس.", "d.txt": "عاد غانتس."}
    translator = tool()
    results = translated(tmp_path, texts, translator)
    written: list[int] = []
    report = harmonized(translator, results, lambda number, source, data, result: written.append(number))
    assert written == [2]
    assert "Gantz" in report.files[2].segments[0].target
    assert "Ganz " not in report.files[2].segments[0].target
    assert [file for n, file in enumerate(report.files) if n != 2] == [results[n] for n in (0, 1, 3)]


def test_what_differs_rightly_stays(tmp_path: Path) -> None:
    """Two people with one given name."""
    texts = {"a.txt": "قال محمد صلاح.\nعاد محمد الفايد.", "b.txt": "قال محمد الفايد."}
    translator = tool()
    before = translated(tmp_path, texts, translator)
    report = harmonized(translator, before, write_again)
    assert (report.files, report.inconsistencies) == (tuple(before), ())


def test_a_term_with_two_accepted_renderings(tmp_path: Path) -> None:
    lexicon = {**ENGINE.lexicon, "قالت الهيئة": "the board said", "عادت الهيئة": "the commission returned"}
    term = Term("هيئة", "board", accept=("commission",), kind="organization", origin="g.yaml:2")
    translator = tool(replace(ENGINE, lexicon=lexicon), [term])
    report, said = revised(tmp_path, {"a.txt": "قالت الهيئة.\nعادت الهيئة.\nقالت الهيئة اليوم."}, translator)
    assert "commission" not in said["a.txt"]
    assert said["a.txt"].count("board") == 3
    assert [(one.kind, one.chosen, one.changed) for one in report.inconsistencies] == [("term", "board", 1)]
    assert {hit.glossary for segment in report.files[0].segments for hit in segment.outcomes} == {"g.yaml:2"}


def test_sentences_agree_in_what_came_first() -> None:
    """Two segments with one source, of which an earlier run or a memory made two translations."""
    translator = tool()
    text = "زار القاهرة.\nعاد اليوم.\nزار القاهرة."
    _, old = translator.translate_bytes(text.encode(), by_name("txt"), "a.txt")
    odd = replace(old.segments[2], target="he went to Cairo.")
    old = replace(old, segments=(*old.segments[:2], odd))
    out: list[bytes] = []

    def redo(number: int, changes) -> FileResult:
        data, new = revise(translator, text.encode(), by_name("txt"), old, changes)
        out.append(data)
        return new

    (new,), (said,) = harmonize([old], redo)
    assert out == [b"visited Cairo.\nreturned today.\nvisited Cairo."]
    assert (said.kind, said.chosen, said.changed) == ("sentence", "visited Cairo.", 1)
    assert new.segments[:2] == old.segments[:2]


def test_a_change_that_harms_is_not_made(tmp_path: Path) -> None:
    """Where the ladder cannot get the name in, the text stays, and the finding with it."""
    deaf = replace(ENGINE, tags=None, slots=(), faults=(Fault("ignore_prefix"),))
    translator = tool(deaf, options=Options(beam=1, enforce="soft"))
    texts = {"a.txt": "قال غانتس.\nزار غانتس القاهرة.\nعاد غانتس."}
    before = translated(tmp_path, texts, translator)
    report = harmonized(translator, before, write_again)
    assert [segment.target for segment in report.files[0].segments] == [one.target for one in before[0].segments]
    assert report.totals.violations == 0
    assert [(one.chosen, one.changed) for one in report.inconsistencies] == [("", 0)]
    assert report.totals.findings == 1


def test_first_mentions_stay_first_when_a_document_is_gone_over_again(tmp_path: Path) -> None:
    milley = Term("ميلي", "Milley", first="General Milley", kind="name", origin="g.yaml:2")
    text = "قال ميلي.\nقال غانتس.\nعاد ميلي.\nزار غانتس مع ميلي.\nعاد غانتس."
    report, said = revised(tmp_path, {"a.txt": text}, tool(terms=[milley]))
    assert "Ganz " not in said["a.txt"]
    assert said["a.txt"].count("General Milley") == 1
    mentions = [hit.mention for segment in report.files[0].segments for hit in segment.outcomes if hit.mention]
    assert mentions == ["first", "later", "later"]


def test_markup_stays_where_it_was() -> None:
    document = docx.Document()
    for text, bold in (("قال غانتس.", ""), ("زار غانتس القاهرة.", ""), ("عاد غانتس ", "اليوم.")):
        paragraph = document.add_paragraph(text)
        paragraph.add_run(bold).bold = True
    stream = io.BytesIO()
    document.save(stream)
    translator, format = tool(), by_name("docx")
    plain, old = translator.translate_bytes(stream.getvalue(), format, "a.docx")
    out: list[bytes] = []

    def redo(number: int, changes) -> FileResult:
        data, new = revise(translator, stream.getvalue(), format, old, changes)
        out.append(data)
        return new

    harmonize([old], redo)
    before, after = (docx.Document(io.BytesIO(data)).paragraphs for data in (plain, out[-1]))
    assert [[(run.text, run.bold) for run in p.runs] for p in after][2] == [(r.text, r.bold) for r in before[2].runs]
    assert "Gantz" in after[1].text


def test_what_was_harmonized_stays_so_when_something_else_is(tmp_path: Path) -> None:
    """In the same sentence, in a later run, with another name."""
    lexicon = {**ENGINE.lexicon, "قال كوخافي": "Kochavi said", "كوخافي": "Kohavi", "مع كوخافي": "with Kochavi"}
    translator = tool(replace(ENGINE, lexicon=lexicon))
    text = "قال غانتس.\nزار غانتس كوخافي.\nعاد غانتس."
    report, _ = revised(tmp_path, {"a.txt": text}, translator)
    assert [one.ar for one in report.inconsistencies] == ["غانتس"]
    (other,) = translated(tmp_path, {"b.txt": "قال كوخافي.\nزار القاهرة مع كوخافي."}, translator)
    again = harmonized(translator, [*report.files, other], write_again)
    assert [one.ar for one in again.inconsistencies] == ["كوخافي"]
    target = again.files[0].segments[1].target
    assert "Gantz" in target
    assert "Kochavi" in target
    assert (tmp_path / "a.txt.en.txt").read_text("utf-8").splitlines()[1] == target


def test_a_source_that_changed_meanwhile(tmp_path: Path) -> None:
    translator = tool()
    results = translated(tmp_path, {"a.txt": "قال غانتس.\nزار غانتس القاهرة.\nعاد غانتس."}, translator)
    before = (tmp_path / "a.txt.en.txt").read_bytes()
    (tmp_path / "a.txt").write_text("شيء آخر", "utf-8")
    report = harmonized(translator, results, write_again)
    assert (tmp_path / "a.txt.en.txt").read_bytes() == before
    assert [(one.chosen, one.changed) for one in report.inconsistencies] == [("", 0)]
    with pytest.raises(InputError, match="was changed while it was translated"):
        revise(translator, b"other", by_name("txt"), results[0], {})


def test_again_there_is_nothing_to_do(tmp_path: Path) -> None:
    translator = tool()
    report, _ = revised(tmp_path, {"a.txt": "قال غانتس.\nزار غانتس القاهرة.\nعاد غانتس."}, translator)
    again = harmonized(translator, report.files, write_again)
    assert (again.files, again.inconsistencies) == (report.files, ())


def test_the_document_of_the_library_is_harmonized_too(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("قال غانتس.\nزار غانتس القاهرة.\nعاد غانتس.", "utf-8")
    result = tool(options=Options(beam=1, harmonize=True)).translate_document(tmp_path / "a.txt")
    assert "Ganz " not in result.path.read_text("utf-8")
    assert [one.chosen for one in result.report.inconsistencies] == ["Gantz"]


CHOSEN = [
    # text, words chosen in it, hits as (surface, rendering, before)
    ("قال غانتس", [(Span(4, 9), "Gantz")], [("غانتس", "Gantz", "")]),
    ("التقى وبغانتس", [(Span(8, 13), "Gantz")], [("غانتس", "Gantz", "وب")]),
    ("قال ميلي", [(Span(4, 8), "Mark Milley")], [("ميلي", "Mark Milley", "")]),  # the term, made to say one thing
    ("مارك ميلي", [(Span(0, 6), "Marc")], [("ميلي", "Milley", "")]),  # what overlaps a term gives way
]


@pytest.mark.parametrize(("text", "words", "expected"), CHOSEN)
def test_what_was_chosen_is_found(
    text: str, words: list[tuple[Span, str]], expected: list[tuple[str, str, str]]
) -> None:
    terms = Matcher(Glossary((Term("ميلي", "Milley", accept=("Mark Milley",), kind="name"),)))
    finder = Chosen(terms, {text: tuple((span, span.of(text), english) for span, english in words)})
    hits = finder.find(text)
    assert [(hit.surface, hit.rendering, hit.before) for hit in hits] == expected
    assert all(hit.renderings == (hit.rendering,) for hit in hits if hit.rendering != "Milley")
    assert finder.find("قال ميلي هنا") == terms.find("قال ميلي هنا")


def test_a_harmonized_name_counts_when_other_documents_follow() -> None:
    from translator.consistency.find import conflicts

    (old,) = (tool().translate("قال غانتس.").file,)
    hit = Outcome(4, 9, "غانتس", "غانتس", "Gantz", "Gantz", "name", HARMONIZED, "annotate", 0, 5)
    old = replace(old, segments=(replace(old.segments[0], outcomes=(hit,)),))
    other = tool().translate("زار غانتس القاهرة.").file
    (one,) = conflicts([old, old, other])
    assert one.renderings == (("Gantz", 2), ("Ganz", 1))
