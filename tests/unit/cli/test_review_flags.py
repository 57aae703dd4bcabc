"""`translate --bilingual` and `--xliff`."""

from pathlib import Path

import pytest


def write(*names: str) -> None:
    for name in names:
        Path(name).write_text("نص", "utf-8")


def test_copies_stand_beside_each_output(run, fake):
    write("a.txt", "b.txt")
    result = run("translate", "a.txt", "b.txt", "--bilingual", "html", "--xliff")
    assert result.code == 0
    assert result.out.splitlines() == [
        f"{name}.en.txt{ending}" for name in "ab" for ending in ("", ".bilingual.html", ".xliff")
    ]
    assert "EN نص" in Path("a.en.txt.xliff").read_text("utf-8")


@pytest.mark.parametrize("args", [["a.txt"], ["a.txt", "-o", "-"], ["--text", "نص"]])
def test_one_document_may_have_its_copy_anywhere(run, fake, args: list[str]):
    write("a.txt")
    result = run("translate", *args, "--bilingual", "r.HTML", "--bilingual", "r.docx")
    assert result.code == 0
    assert "r.docx" not in result.out.splitlines() or args == ["a.txt"]
    assert 'class="hit free"' in Path("r.HTML").read_text("utf-8")
    assert Path("r.docx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["a.txt", "--bilingual", "pdf"], 2, "no bilingual copy is written as pdf"),
        (["a.txt", "--bilingual", "r.pdf"], 2, "no bilingual copy is written as .pdf"),
        (["a.txt", "b.txt", "--bilingual", "r.docx"], 2, "--bilingual FILE is for one document"),
        (["--text", "x", "--bilingual", "docx"], 2, "no output file to put a copy beside"),
        (["a.txt", "-o", "-", "--xliff"], 2, "no output file to put a copy beside"),
        (["a.txt", "--bilingual", "none/r.docx"], 3, "there is no folder none"),
        (["p.html", "-o", "q.html", "--bilingual", "q.html"], 3, "would overwrite a document"),
        (["a.txt", "--bilingual", "r.html", "--report", "r.html"], 3, "the report would overwrite a document"),
    ],
)
def test_what_is_refused_before_any_work(run, fake, args: list[str], code: int, message: str):
    write("a.txt", "b.txt")
    before = sorted(Path().iterdir())
    result = run("translate", *args)
    assert (result.code, result.out, fake.loaded) == (code, "", [])
    assert message in result.err
    assert sorted(Path().iterdir()) == before
