"""`batch`: what it prints, what it refuses, and how it exits. `tests/unit/test_batch.py` tests the work itself."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from translator.api import Translator
from translator.batch.journal import opened
from translator.engine.base import Hypothesis, Request
from translator.engine.fake import FakeEngine

TERMS = "terms:\n  البنتاغون: Pentagon\n"


class Engine(FakeEngine):
    """A word `قاطع` is Ctrl-C."""

    def translate(self, requests: Sequence[Request], beam: int) -> list[tuple[Hypothesis, ...]]:
        if any("قاطع" in request.source for request in requests):
            raise KeyboardInterrupt
        return super().translate(requests, beam)


@pytest.fixture(autouse=True)
def _fake_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Translator, "engine", Engine())


def write(*names: str, text: str = "نص") -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def test_paths_on_stdout_and_the_rest_on_stderr(run):
    write("src/a.txt", "src/b/c.TXT", "src/.d", "src/e.bin")
    result = run("batch", "src", "out")
    assert (result.code, result.out) == (0, "out/a.txt\nout/b/c.TXT\n")
    assert result.err.splitlines() == [
        "skipped .d: hidden",
        "skipped e.bin: no format reads .bin",
        "2 segments, 0 hits; 0 violations",
        "files: 2 translated, 2 skipped",
    ]
    again = run("batch", "src", "out")
    assert (again.code, again.out) == (0, "")
    assert again.err.splitlines()[-1] == "files: 0 translated, 2 done before, 2 skipped"
    assert run("batch", "src", "out", "-q") == type(result)(0, "", "")
    assert run("batch", "src", "out", "--force", "--include", "a*").out == "out/a.txt\n"


def test_many_skipped_files_are_listed_on_request(run):
    write(*(f"src/{number:02}.bin" for number in range(13)))
    short = run("batch", "src", "out").err.splitlines()
    assert short[9:11] == ["skipped 09.bin: no format reads .bin", "… and 3 more: -v lists them"]
    assert "skipped 12.bin: no format reads .bin" in run("batch", "src", "out", "-v").err


def test_a_folder_without_documents_is_told(run):
    write("src/a.pages")
    result = run("batch", "src", "out")
    assert (result.code, result.out) == (0, "")
    assert "skipped a.pages: no format reads .pages\nnote: src: there is no document to translate in it\n" in result.err
    assert "note" not in run("batch", "src", "out", "-q").err


def test_a_damaged_document_and_a_refused_one(run):
    write("src/a.txt", "src/A.TXT")
    write("src/b.docx", text="no package")
    result = run("batch", "src", "out", "--report", "r.json")
    assert (result.code, result.out) == (6, "out/A.TXT\n")
    assert "error: a.txt: its translation would take the place of that of A.TXT\nhint: rename or move" in result.err
    assert "files: 1 translated, 2 failed\n" in result.err
    assert "error: src/b.docx: the file is damaged" in result.err
    assert "error: 2 of 3 documents failed\nhint: mend or --exclude them, and run it again\n" in result.err
    assert [file["source"] for file in json.loads(Path("r.json").read_bytes())["files"]] == ["src/A.TXT"]
    assert run("batch", "src", "out", "--exclude", "a.txt", "--exclude", "*.docx", "-q").code == 0


def test_the_report_covers_earlier_runs(run):
    write("src/a.txt")
    run("batch", "src", "out")
    write("src/b.txt")
    run("batch", "src", "out", "--report", "out/r.json")
    files = json.loads(Path("out/r.json").read_bytes())["files"]
    assert [file["segments"][0]["target"] for file in files] == ["Ns", "Ns"]


def test_what_was_edited_is_told(run):
    write("src/a.txt")
    run("batch", "src", "out")
    write("out/a.txt", text="mine")
    result = run("batch", "src", "out")
    assert (result.code, result.out) == (0, "")
    assert "left alone out/a.txt: edited after it was translated; --force replaces it\n" in result.err


def test_dry_run(run):
    write("src/a.txt", text="زار البنتاغون\nhello\n")
    write("src/b.txt", "g.yaml", text=TERMS)
    result = run("batch", "src", "out", "-g", "g.yaml", "--dry-run")
    heading, *rows = [line.split("\t") for line in result.out.splitlines()]
    assert (result.code, heading[:4]) == (0, ["state", "words", "hits", "document"])
    assert [row[:4] for row in rows] == [["todo", "2", "1", "a.txt"], ["todo", "2", "1", "b.txt"]]
    assert [dict(zip(heading, row, strict=True))["new words"] for row in rows] == ["2", "2"]
    assert result.err == "to translate: 2 files, 4 words, 2 term hits; done: 0 files\n"
    assert not Path("out").exists()
    write("src/c.docx", text="no package")
    assert run("batch", "src", "out", "--dry-run").code == 6


def test_dry_run_with_a_memory(run):
    pairs = "زار الرئيس لندن اليوم\tThe president visited London today\nوصل الوزير\tThe minister arrived\n"
    write("pairs.tsv", text=pairs)
    assert run("memory", "import", "pairs.tsv", "--memory", "m.tm").code == 0
    write("src/a.txt", text="زار الرئيس لندن اليوم\nزار الرئيس لندن أمس\nغادر الوفد\nhello\n")
    write("src/b.txt", text="وصل الوزير\nغادر الوفد\nزار الرئيس لندن أمس\n")
    result = run("batch", "src", "out", "--memory", "m.tm", "--dry-run")
    heading, *rows = [line.split("\t") for line in result.out.splitlines()]
    tables = [dict(zip(heading, row, strict=True)) for row in rows]
    shares = [{name: row[name] for name in heading[4:] if row[name] != "0"} for row in tables]
    assert shares == [
        {
            **{"exact segments": "1", "exact words": "4", "75-84 segments": "1", "75-84 words": "4"},
            **{"new segments": "1", "new words": "2"},
        },
        {"exact segments": "1", "exact words": "2", "repetition segments": "2", "repetition words": "6"},
    ]
    assert [line.split() for line in result.err.splitlines()[1:]] == [
        ["exact", "2", "segments", "6", "words"],
        ["75-84", "%", "1", "segment", "4", "words"],
        ["repetition", "2", "segments", "6", "words"],
        ["new", "1", "segment", "2", "words"],
    ]
    assert run("batch", "src", "out", "--memory", "m.tm", "--dry-run", "-q").err == ""


def test_a_batch_is_done_anew_when_the_memory_changes_and_reports_what_was_taken(run):
    write("pairs.tsv", text="زار الرئيس لندن\tThe president visited London\n")
    run("memory", "import", "pairs.tsv", "--memory", "m.tm")
    write("src/a.txt", text="زار الرئيس لندن")
    args = ("batch", "src", "out", "--memory", "m.tm", "--report", "r.json")
    for told in ("out/a.txt\n", ""):  # the second time it is done already, and the report is the same
        assert run(*args).out == told
        (segment,) = json.loads(Path("r.json").read_bytes())["files"][0]["segments"]
        assert (segment["target"], segment["memory"]["kind"]) == ("The president visited London", "exact")
    write("more.tsv", text="وصل الوزير\tThe minister arrived\n")
    run("memory", "import", "more.tsv", "--memory", "m.tm")
    assert run(*args).out == "out/a.txt\n"


def test_an_interrupt_says_that_work_is_kept(run):
    write("src/a.txt", text="قاطع")
    result = run("batch", "src", "out")
    assert (result.code, result.out) == (130, "")
    assert result.err.split("\n")[0] == "what is done is kept: the same command goes on from there"


def test_copies_for_review(run):
    write("src/a.txt")
    result = run("batch", "src", "out", "--bilingual", "docx", "--bilingual", ".HTML", "--xliff")
    endings = ("", ".bilingual.docx", ".bilingual.html", ".xliff")
    assert (result.code, result.out.splitlines()) == (0, [f"out/a.txt{ending}" for ending in endings])
    assert all(Path(line).is_file() for line in result.out.splitlines())


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["none", "out"], 3, "there is no such folder"),
        (["src/a.txt", "out"], 3, "is a file, not a folder"),
        (["src", "src"], 3, "would overwrite their sources"),
        (["src", "src/a.txt"], 3, "the folder cannot be made"),
        (["src", "out", "--jobs", "0"], 2, "--jobs"),
        (["src"], 2, "OUT_DIR"),
        (["src", "out", "--bilingual", "pdf"], 2, "no bilingual copy is written as pdf"),
        (["src", "out", "--bilingual", "x.docx"], 2, "--bilingual is docx|html here, not x.docx"),
        (["src", "out", "--bilingual", "docx"], 3, "the copy for review would overwrite a document"),
        (["src", "out", "--report", "out/a.txt"], 3, "the report would overwrite a document"),
        (["src", "out", "-g", "none.yaml"], 4, "1 problem in the glossary"),
    ],
)
def test_what_is_refused(run, args: list[str], code: int, message: str):
    write("src/a.txt", "src/a.txt.bilingual.docx")
    result = run("batch", *args)
    assert (result.code, result.out) == (code, "")
    assert message in result.err
    assert not list(Path().glob("out/*.txt"))


def test_one_batch_at_a_time(run):
    write("src/a.txt")
    with opened(Path("out")):
        result = run("batch", "src", "out")
    assert (result.code, result.out) == (3, "")
    assert result.err == "error: out: another batch is working on this folder\nhint: wait until it has ended\n"
