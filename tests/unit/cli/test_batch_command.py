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


def test_a_damaged_document_and_a_refused_one(run):
    write("src/a.txt", "src/A.TXT")
    write("src/b.docx", text="no package")
    result = run("batch", "src", "out", "--report", "r.json")
    assert (result.code, result.out) == (6, "out/A.TXT\n")
    assert "error: a.txt: its translation would take the place of that of A.TXT\n" in result.err
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
    assert (result.code, result.out) == (0, "todo\t2\t1\ta.txt\ntodo\t2\t1\tb.txt\n")
    assert result.err == "to translate: 2 files, 4 words, 2 term hits; done: 0 files\n"
    assert not Path("out").exists()
    write("src/c.docx", text="no package")
    assert run("batch", "src", "out", "--dry-run").code == 6


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
        (["src/a.txt", "out"], 3, "there is no such folder"),
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
