"""Trees, journals and runs, on a stand-in for the model."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from translator.api import Translator
from translator.batch.execute import in_workers
from translator.batch.journal import FILE, FOLDER, Record, opened
from translator.batch.run import Batch, Forecast, Summary, forecast, run
from translator.batch.tree import Choice, Skipped, Tree, scan
from translator.batch.work import GROUP_BYTES, GROUP_FILES, Done, Failed, Outcome, groups
from translator.engine.base import Hypothesis, Request
from translator.engine.fake import FakeEngine
from translator.errors import BatchError, InputError, ModelError, OutputError
from translator.formats import table
from translator.glossary.load import loads
from translator.options import Options
from translator.report.review import BILINGUAL, XLIFF
from translator.result import Finding, SegmentResult, Step, Violation
from translator.result import Outcome as Hit
from translator.revision import write_again

SOURCE, OUT = Path("src"), Path("out")


@dataclass(frozen=True)
class Engine(FakeEngine):
    """Remembers its calls. `عطل` is a fault of the program, `نموذج` an error of the model."""

    calls: list[list[str]] = field(default_factory=list)

    def translate(self, requests: Sequence[Request], beam: int) -> list[tuple[Hypothesis, ...]]:
        texts = [request.source for request in requests]
        self.calls.append(texts)
        if any("عطل" in text for text in texts):
            raise ZeroDivisionError("impossible")
        if any("نموذج" in text for text in texts):
            raise ModelError("the model is broken")
        return super().translate(requests, beam)


@dataclass
class Watch:
    """What a run told."""

    todo: list[str] = field(default_factory=list)
    kept: int = 0
    outcomes: list[Outcome] = field(default_factory=list)

    def begin(self, todo, kept: int) -> None:
        self.todo, self.kept = [job.name for job in todo], kept

    def finished(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)


@dataclass(frozen=True)
class LoadFake:
    """Loads a translator in a worker process."""

    def __call__(self) -> Translator:
        return Translator(engine=Engine())


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(*names: str, text: str = "نص") -> None:
    for name in names:
        path = SOURCE / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def translate(translator: Translator | None = None, **changes) -> tuple[Summary, Watch]:
    batch = replace(Batch(scan(SOURCE, OUT), OUT), **changes)
    watch = Watch()
    return run(translator or LoadFake()(), batch, watch), watch


def alone(tree: Tree) -> Tree:
    """The same documents, each so large that it is a group of its own."""
    return replace(tree, jobs=tuple(replace(job, size=GROUP_BYTES) for job in tree.jobs))


def names(found) -> list[str]:
    return [one.name for one in found]


# Trees


def test_every_document_is_found_in_order_and_mirrored():
    write("b.txt", "a/c.TXT", "a/d.docx", "ا/ب.txt")
    tree = scan(SOURCE, OUT)
    assert [(job.name, job.source, job.target, job.size) for job in tree.jobs] == [
        (name, SOURCE / name, OUT / name, 4) for name in ("a/c.TXT", "a/d.docx", "b.txt", "ا/ب.txt")
    ]
    assert tree.skipped == ()


def test_what_is_left_out_and_why():
    write("a.txt", ".b.txt", ".git/c.txt", "~$d.docx", "e.bin", "f", "x/g.txt")
    (SOURCE / "h.txt").symlink_to("a.txt")
    (SOURCE / "i.txt").symlink_to("/etc/passwd")
    (SOURCE / "j.txt").symlink_to("none")
    (SOURCE / "k.txt").symlink_to("k.txt")
    (SOURCE / "l").symlink_to("x")
    os.mkfifo(SOURCE / "m.txt")
    tree = scan(SOURCE, OUT)
    assert names(tree.jobs) == ["a.txt", "h.txt", "x/g.txt"]
    assert {one.name: one.reason for one in tree.skipped} == {
        ".b.txt": "hidden",
        ".git": "hidden",
        "e.bin": "no format reads .bin",
        "f": "no format reads a file without a suffix",
        "i.txt": "a link out of the folder",
        "j.txt": "a broken link",
        "k.txt": "a broken link",
        "l": "a link to a folder",
        "m.txt": "not a file",
        "~$d.docx": "made by Office while a document is open",
    }
    assert not any(one.failed for one in tree.skipped)


@pytest.mark.parametrize(
    ("include", "exclude", "found"),
    [
        ((), (), ["a.txt", "drafts/b.TXT", "drafts/c.docx", "x/y/d.txt"]),
        (("*.TXT",), (), ["a.txt", "drafts/b.TXT", "x/y/d.txt"]),
        ((), ("drafts",), ["a.txt", "x/y/d.txt"]),
        ((), ("Drafts/*",), ["a.txt", "x/y/d.txt"]),
        (("drafts",), ("*.docx",), ["drafts/b.TXT"]),
        (("x/*",), (), ["x/y/d.txt"]),
        (("**/a.txt", "y"), (), ["a.txt", "x/y/d.txt"]),
        (("[ad].txt",), (), ["a.txt", "x/y/d.txt"]),
        (("none",), (), []),
        ((), ("*",), []),
    ],
)
def test_globs(include: tuple[str, ...], exclude: tuple[str, ...], found: list[str]):
    write("a.txt", "drafts/b.TXT", "drafts/c.docx", "x/y/d.txt")
    tree = scan(SOURCE, OUT, Choice(include, exclude))
    assert names(tree.jobs) == found
    assert {one.reason for one in tree.skipped} <= {"excluded", "not included"}


def test_two_documents_for_one_place(monkeypatch):
    monkeypatch.setattr(table, "FORMATS", (*table.FORMATS, table.Format("txt", (".zzz",), "other", ".txt")))
    write("A.TXT", "a.txt", "b.txt", "b.zzz", "c.zzz", "\u00e9.txt", "e\u0301.txt")
    tree = scan(SOURCE, OUT)
    assert [job.target.name for job in tree.jobs] == ["A.TXT", "b.txt", "c.txt", "e\u0301.txt"]
    assert tree.skipped == (
        Skipped("a.txt", "its translation would take the place of that of A.TXT", failed=True),
        Skipped("b.zzz", "its translation would take the place of that of b.txt", failed=True),
        Skipped("\u00e9.txt", "its translation would take the place of that of e\u0301.txt", failed=True),
    )


def test_the_output_folder_may_lie_in_the_source_folder():
    write("a.txt", "out/a.txt")
    tree = scan(SOURCE, SOURCE / "out")
    assert names(tree.jobs) == ["a.txt"]
    assert tree.skipped == (Skipped("out", "the output folder"),)


def test_no_source_is_ever_an_output():
    write("a.txt", "src/b.txt", "c.txt")
    with pytest.raises(OutputError, match="would overwrite their sources"):
        scan(SOURCE, Path("x/../src"))
    inside = scan(SOURCE, Path())
    assert names(inside.jobs) == ["a.txt", "c.txt"]
    assert inside.skipped == (Skipped("src/b.txt", "its translation would lie among the sources", failed=True),)
    OUT.mkdir()
    (OUT / "c.txt").symlink_to("../src/a.txt")
    assert names(scan(SOURCE, OUT).skipped) == ["c.txt"]


def test_no_such_folder():
    with pytest.raises(InputError, match="there is no such folder"):
        scan(SOURCE, OUT)


# Journals


def test_records_come_back():
    hit = Hit(0, 1, "ا", "ا", "A", "A", "name", "g.yaml:1", "splice", 3, 4)
    segment = SegmentResult(
        "1",
        "ا \ud800",
        "EN A",
        (hit,),
        (Violation("missing", "ا", "A", "m"),),
        (Finding("c", "info", "m", 1, 2),),
        (Step("free", "d", False),),
    )
    odd = os.fsdecode(b"\xff.txt")
    with opened(OUT) as journal:
        journal.add([(Record(odd, odd, "k", "w"), [segment]), (Record("b", "b", "k", "w"), [])])
        journal.add([(Record("b", "c", "k2", "w2"), [])])
    with opened(OUT) as journal:
        assert journal.records() == {odd: Record(odd, odd, "k", "w"), "b": Record("b", "c", "k2", "w2")}
        assert journal.segments(odd) == (segment,)
        journal.forget([odd, "none"])
        assert set(journal.records()) == {"b"}


def test_one_batch_at_a_time():
    with opened(OUT), pytest.raises(OutputError, match="another batch"), opened(OUT):
        pass
    with opened(OUT) as journal:
        assert journal.records() == {}


def test_a_damaged_journal_says_what_to_do():
    (OUT / FOLDER).mkdir(parents=True)
    (OUT / FOLDER / FILE).write_bytes(b"no database" * 100)
    with pytest.raises(OutputError, match="is damaged") as caught, opened(OUT):
        pass
    assert caught.value.hint.startswith("remove that file")


def test_a_record_is_whole_or_not_there():
    def fail():
        yield Record("a", "a", "k", "w"), []
        raise KeyboardInterrupt

    with opened(OUT) as journal:
        with pytest.raises(KeyboardInterrupt):
            journal.add(fail())
        assert journal.records() == {}


# Runs


def test_a_run_translates_everything_and_the_next_one_nothing():
    write("a.txt", "b/c.txt", "b/e.md")
    first, watch = translate()
    assert (OUT / "b/c.txt").read_text("utf-8") == "Ns"
    assert (watch.todo, watch.kept, first.kept) == (["a.txt", "b/c.txt", "b/e.md"], 0, 0)
    assert [outcome.job.name for outcome in watch.outcomes] == watch.todo
    engine = Engine()
    second, watch = translate(Translator(engine=engine))
    assert (watch.todo, watch.kept, second.kept, engine.calls) == ([], 3, 3, [])
    assert second.report == first.report
    assert [(file.source, file.target) for file in second.report.files][1] == ("src/b/c.txt", "out/b/c.txt")


def _remove(path: Path) -> None:
    path.unlink()


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


@pytest.mark.parametrize("harm", [_remove, _empty, _truncate])
def test_an_output_that_was_lost_or_damaged_is_made_again(harm, request):
    fixture = Path(__file__).parent.parent / "fixtures" / "docx"
    document = next(fixture.glob("*.docx"))
    write("b.txt")
    (SOURCE / "a.docx").write_bytes(document.read_bytes())
    translate()
    whole = (OUT / "a.docx").read_bytes()
    harm(OUT / "a.docx")
    _, watch = translate()
    assert (watch.todo, (OUT / "a.docx").read_bytes()) == (["a.docx"], whole)


def test_what_someone_edited_is_left_alone_unless_forced():
    write("a.txt", "b.txt")
    translate()
    (OUT / "a.txt").write_text("my own words")
    write("a.txt", text="نص جديد")
    summary, watch = translate()
    assert ([job.name for job in summary.edited], watch.todo, watch.kept) == (["a.txt"], [], 1)
    assert (OUT / "a.txt").read_text() == "my own words"
    assert [file.source for file in summary.report.files] == ["src/b.txt"]
    summary, watch = translate(force=True)
    assert (summary.edited, watch.todo) == ((), ["a.txt", "b.txt"])
    assert (OUT / "a.txt").read_text("utf-8") == "Ns Jdyd"


def test_what_changed_is_translated_again():
    write("a.txt", "b.txt")
    translate()
    write("b.txt", text="نص جديد")
    assert translate()[1].todo == ["b.txt"]
    assert translate(Translator(options=Options(beam=2), engine=Engine()))[1].todo == ["a.txt", "b.txt"]
    glossary = loads("terms:\n  نص: text\n", "g.yaml")
    assert translate(Translator(glossary, engine=Engine()))[1].todo == ["a.txt", "b.txt"]
    moved = replace(glossary, files=(("elsewhere/g.yaml", glossary.files[0][1]),))
    assert translate(Translator(moved, engine=Engine()))[1].todo == []


def test_temporary_files_of_killed_runs_are_swept():
    write("a.txt")
    (OUT / "x").mkdir(parents=True)
    (OUT / "x" / ".translator-0123.tmp").write_bytes(b"half")
    (OUT / "mine.tmp").write_bytes(b"mine")
    translate()
    assert sorted(path.name for path in OUT.rglob("*tmp")) == ["mine.tmp"]


def test_documents_that_fail_stop_no_other():
    write("a.txt", "e.txt")
    write("b.docx", text="no package")
    write("c.txt", text="عطل")
    (OUT / "e.txt").mkdir(parents=True)
    write("f.txt")
    summary, watch = translate()
    assert [file.source for file in summary.report.files] == ["src/a.txt", "src/f.txt"]
    messages = {failed.job.name: failed.message for failed in summary.failed}
    assert set(messages) == {"b.docx", "c.txt", "e.txt"}
    assert messages["b.docx"].startswith("src/b.docx: the file is damaged")
    assert messages["c.txt"] == "src/c.txt: unexpected ZeroDivisionError: impossible"
    assert messages["e.txt"].endswith("out/e.txt: is a folder, not a file")
    assert [failed.trace != "" for failed in summary.failed if failed.job.name == "c.txt"] == [True]
    assert len(watch.outcomes) == 5
    assert translate()[1].todo == ["b.docx", "c.txt", "e.txt"]


def test_an_error_of_the_model_stops_the_batch_and_keeps_what_is_done():
    write("a.txt", "c.txt")
    write("b.txt", text="نموذج")
    with pytest.raises(ModelError):
        translate(tree=alone(scan(SOURCE, OUT)))
    assert translate(tree=scan(SOURCE, OUT, Choice(exclude=("b.txt",))))[1].todo == ["c.txt"]


def test_an_interrupt_keeps_what_is_done():
    write("a.txt", "b.txt", "c.txt")

    class Impatient(Watch):
        def finished(self, outcome: Outcome) -> None:
            if outcome.job.name == "b.txt":
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(LoadFake()(), Batch(alone(scan(SOURCE, OUT)), OUT), Impatient())
    assert translate()[1].todo == ["c.txt"]


def test_small_documents_share_calls_of_the_engine():
    write(*(f"{number:02}.txt" for number in range(GROUP_FILES + 1)))
    engine = Engine()
    translate(Translator(engine=engine))
    assert [len(call) for call in engine.calls] == [GROUP_FILES, 1]


def test_each_document_has_first_mentions_of_its_own():
    """Also where documents, some of them empty, are translated together; resuming changes nothing."""
    write("a.txt", "c.txt", "e.txt", text="قال ميلي.\n\nعاد ميلي.")
    write("b.txt", "d.txt", text="")
    glossary = loads("terms: [{ar: ميلي, en: Milley, first: General Milley, kind: name}]", "g.yaml")
    for _ in range(2):
        summary, _ = translate(Translator(glossary, engine=Engine()))
        said = {
            Path(file.source).name: [hit.rendering for segment in file.segments for hit in segment.outcomes]
            for file in summary.report.files
        }
        assert said == {name: ["General Milley", "Milley"] for name in ("a.txt", "c.txt", "e.txt")} | {
            "b.txt": [], "d.txt": []
        }  # fmt: skip


def test_groups_keep_the_order_and_the_limits():
    write("0.txt", text="x" * 10)
    (job,) = scan(SOURCE, OUT).jobs
    sizes = [10, GROUP_BYTES + 1, 10, GROUP_BYTES - 10, 10, 0]
    found = list(groups(replace(job, name=str(n), size=size) for n, size in enumerate(sizes)))
    assert [names(group) for group in found] == [["0"], ["1"], ["2", "3"], ["4", "5"]]
    assert list(groups([])) == []


def test_reviews_stand_beside_the_outputs_and_are_made_up_for():
    write("a.txt", "b.txt")
    translate(reviews=(XLIFF,))
    assert {path.name for path in OUT.glob("*.*")} == {FOLDER, "a.txt", "b.txt", "a.txt.xliff", "b.txt.xliff"}
    (OUT / "a.txt.xliff").write_text("edited")
    (OUT / "b.txt.xliff").unlink()
    _, watch = translate(reviews=(XLIFF, *BILINGUAL))
    assert watch.todo == []
    assert len(list(OUT.glob("*.bilingual.*"))) == 4
    assert (OUT / "a.txt.xliff").read_text() == "edited"
    assert "Ns" in (OUT / "b.txt.xliff").read_text("utf-8")


def test_a_forecast_writes_nothing():
    write("a.txt", "b.txt", text="نص و نص\n123\n")
    write("c.docx", text="no package")
    translator = Translator(loads("terms:\n  نص: text\n", "g.yaml"), engine=Engine())
    batch = Batch(scan(SOURCE, OUT), OUT)
    before = list(forecast(translator, batch))
    assert not OUT.exists()
    assert [(one.state, one.words, one.hits) for one in before if isinstance(one, Forecast)] == [("todo", 3, 2)] * 2
    assert [one.job.name for one in before if isinstance(one, Failed)] == ["c.docx"]
    run(translator, batch, Watch())
    write("b.txt", text="نص")
    after = [one for one in forecast(translator, batch) if isinstance(one, Forecast)]
    assert [(one.job.name, one.state) for one in after] == [("a.txt", "kept"), ("b.txt", "todo")]


# Workers


def test_workers_do_the_same_work():
    write(*(f"{number}.txt" for number in range(5)))
    write("5.txt", text="عطل")
    found: list[Outcome] = []
    in_workers(LoadFake(), groups(scan(SOURCE, OUT).jobs, 2), 2, found.extend)
    done = {one.job.name: one for one in found if isinstance(one, Done)}
    assert set(done) == {f"{number}.txt" for number in range(5)}
    assert [one.job.name for one in found if isinstance(one, Failed)] == ["5.txt"]
    assert {(OUT / name).read_text("utf-8") for name in done} == {"Ns"}


@dataclass(frozen=True)
class LoadNothing:
    """A worker that fails as it starts, in one of two ways."""

    dies: bool

    def __call__(self) -> Translator:
        if self.dies:
            os._exit(1)
        raise ModelError("there is no model")


@pytest.mark.parametrize(("dies", "error"), [(False, ModelError), (True, BatchError)])
def test_workers_that_cannot_work(dies: bool, error: type[Exception]):
    write("a.txt", "b.txt")
    with pytest.raises(error):
        in_workers(LoadNothing(dies), groups(scan(SOURCE, OUT).jobs, 1), 2, lambda _: None)


# Harmony


def said() -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted(OUT.glob("*.txt"))}


def recorded() -> set[str]:
    with opened(OUT, dry=True) as journal:
        return set(journal.records())


@dataclass(frozen=True)
class LoadTorn:
    """Loads a translator whose engine says a name in two ways."""

    harmonize: bool = True

    def __call__(self) -> Translator:
        lexicon = {"قال غانتس": "Gantz said", "عاد غانتس": "back came Gantz", "زار غانتس": "Ganz visited"}
        return Translator(options=Options(harmonize=self.harmonize), engine=Engine({**lexicon, "غانتس": "Ganz"}))


def write_torn() -> None:
    for name, text in (("a", "قال غانتس."), ("b", "عاد غانتس."), ("c", "زار غانتس.")):
        write(f"{name}.txt", text=text)


def test_a_batch_is_harmonized_and_stays_so():
    write_torn()
    summary, watch = translate(LoadTorn()())
    assert "Ganz " not in said()["c.txt"]
    assert "Gantz" in said()["c.txt"]
    assert [one.chosen for one in summary.report.inconsistencies] == ["Gantz"]
    assert len(watch.outcomes) == 3
    before = said()
    for harmonize in (True, False):
        summary, watch = translate(LoadTorn(harmonize)())
        assert (watch.todo, watch.kept, said()) == ([], 3, before)
        assert summary.report.inconsistencies == ()


def test_what_earlier_runs_did_is_harmonized_with_what_is_new():
    write_torn()
    (SOURCE / "b.txt").unlink()
    plain, _ = translate(LoadTorn(harmonize=False)())
    assert "Ganz " in said()["c.txt"]
    assert [one.chosen for one in plain.report.inconsistencies] == [""]
    assert plain.report.totals.findings == 1
    write("b.txt", text="عاد غانتس.")
    summary, watch = translate(LoadTorn()())
    assert watch.todo == ["b.txt"]
    assert "Ganz " not in said()["c.txt"]
    assert summary.report.totals.findings == 0


def test_killed_while_it_is_harmonized_a_batch_goes_on(monkeypatch: pytest.MonkeyPatch):
    """At each moment of writing a document again: before, and between it and its record."""
    write_torn()
    expected = None
    for moment in ("before", "after"):
        translate(LoadTorn(harmonize=False)(), force=True)

        def killed(number, source, written, result, moment=moment):
            if moment == "after":
                write_again(number, source, written, result)
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr("translator.batch.run.write_again", killed)
            with pytest.raises(KeyboardInterrupt):
                translate(LoadTorn()())
        assert recorded() == {"a.txt", "b.txt"}
        _, watch = translate(LoadTorn()())
        assert watch.todo == ["c.txt"]
        assert recorded() == {"a.txt", "b.txt", "c.txt"}
        assert expected in (None, said())
        expected = said()
    assert "Ganz " not in expected["c.txt"]


def test_what_someone_edited_is_not_harmonized():
    write_torn()
    translate(LoadTorn(harmonize=False)())
    (OUT / "c.txt").write_text("Ganz, as I say.", "utf-8")
    summary, _ = translate(LoadTorn()())
    assert names(summary.edited) == ["c.txt"]
    assert said()["c.txt"] == "Ganz, as I say."


def test_reviews_are_harmonized_too():
    write_torn()
    translate(LoadTorn()(), reviews=(XLIFF,))
    assert "Ganz " not in XLIFF.path(OUT / "c.txt").read_text("utf-8")
