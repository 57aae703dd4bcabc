"""`translator check`: exit codes, the listing, reports, and what is refused."""

import json
from pathlib import Path

import pytest

SOURCE = "قتل 25 شخصا.\nوصل نتنياهو.\nنعم.\n"
RIGHT = "25 people were killed.\nNetanyahu arrived.\nYes.\n"
WRONG = "26 people were killed.\nBibi arrived.\nYes\n"
TERMS = "terms:\n  - {ar: نتنياهو, en: Netanyahu, kind: name}\n"


@pytest.fixture(autouse=True)
def files(tmp_path: Path) -> None:
    written = {"a.txt": SOURCE, "right.txt": RIGHT, "wrong.txt": WRONG, "terms.yaml": TERMS}
    written |= {"short.txt": "Yes.\nNo.\n", "odd.txt": "He said  hello,  twice.\nYes.\nYes.\n", "empty.txt": ""}
    written |= {"t.tsv": "نعم\tYes\n5 كتب\t\n", "a.md": "نعم\n", "a.foo": "نعم\n"}
    written |= {"a.json": '{"a": "5 كتب"}', "b.json": '{"a": "6 books"}', "c.json": '{"b": "x"}', "d.json": "{"}
    for name, text in written.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 9)


def test_right_is_silent(run):
    result = run("check", "a.txt", "right.txt", "-g", "terms.yaml")
    assert (result.code, result.out) == (0, "")
    assert result.err == "3 segments, 1 hit; 0 errors, 0 warnings, 0 remarks\n"
    assert run("check", "a.txt", "right.txt", "-q").err == ""


def test_wrong_is_listed(run):
    result = run("check", "a.txt", "wrong.txt", "-g", "terms.yaml")
    assert result.code == 1
    assert result.out.splitlines() == [
        "wrong.txt:line-1: error: numbers: the number 25 is missing",
        "wrong.txt:line-1: warning: numbers: the number 26 is not in the source",
        "wrong.txt:line-2: error: terminology: «نتنياهو» should read “Netanyahu”",
    ]
    assert result.err == "3 segments, 1 hit; 2 errors, 1 warning, 1 remark\n"
    assert "wrong.txt:line-3: info: ending: " in run("check", "a.txt", "wrong.txt", "-v").out


@pytest.mark.parametrize(
    ("target", "fail_on", "code"),
    [
        ("wrong.txt", "error", 1),
        ("wrong.txt", "warning", 1),
        ("wrong.txt", "never", 0),
        ("right.txt", "warning", 0),
    ],
)
def test_fail_on(run, target: str, fail_on: str, code: int):
    assert run("check", "a.txt", target, "--fail-on", fail_on).code == code


def test_a_project_file_may_say_when_to_fail(run):
    Path("translator.yaml").write_text("fail-on: never\nglossary: terms.yaml\n", "utf-8")
    result = run("check", "a.txt", "wrong.txt")
    assert result.code == 0
    assert "terminology" in result.out


def test_one_file_with_both(run):
    result = run("check", "t.tsv")
    assert (result.code, result.out) == (1, "t.tsv:R2: error: empty: there is no translation\n")


def test_values_by_name(run):
    result = run("check", "a.json", "b.json")
    assert (result.code, result.out.splitlines()[0]) == (1, "b.json:/a: error: numbers: the number 5 is missing")


@pytest.mark.parametrize("suffix", ["json", "tsv", "html", "xlsx", "txt"])
def test_reports(run, suffix: str):
    assert run("check", "a.txt", "wrong.txt", "-g", "terms.yaml", "--report", f"r.{suffix}").code == 1
    data = Path(f"r.{suffix}").read_bytes()
    assert data
    if suffix == "json":
        report = json.loads(data)
        assert (report["totals"]["hits"], report["totals"]["violations"], report["totals"]["none"]) == (1, 1, 1)
        assert report["files"][0]["segments"][0]["findings"][0]["check"] == "numbers"


REFUSED = [
    (("check",), 2, "Missing argument", "--help"),
    (("check", "a.txt", "b", "c"), 2, "two files are checked", "--help"),
    (("check", "none.txt", "right.txt"), 3, "there is no such file", "typing"),
    (("check", "a.txt"), 3, "holds no translations", "translator check a.txt TRANSLATION"),
    (("check", "a.txt", "a.md"), 3, "a.txt is plain text, and a.md is Markdown", "same format"),
    (("check", "a.json", "c.json"), 3, "a.json, c.json: the two have no name of a value in common", "right file"),
    (("check", "a.json", "d.json"), 3, "d.json: the file is no JSON", "damaged"),
    (("check", "b.json", "a.json"), 3, "the source is not Arabic, and the translation is", "Arabic comes first"),
    (("check", "a.foo", "a.txt"), 3, "no format reads .foo", "known suffixes"),
    (("check", "a.txt", "short.txt"), 3, "3 segments and 2 translations: they part at line-3", "counterpart"),
    (("check", "right.txt", "a.txt"), 3, "the source is not Arabic, and the translation is", "Arabic comes first"),
    (("check", "right.txt", "right.txt"), 3, "there is no Arabic in the source", "from Arabic"),
    (("check", "a.txt", "empty.txt"), 3, "there is no text in the translation", "right file"),
    (("check", "empty.txt", "right.txt"), 3, "there is no text in it", "right file"),
    (("check", "binary.txt", "right.txt"), 3, "binary.txt", ""),
    (("check", "a.txt", "right.txt", "-g", "none.yaml"), 4, "1 problem in the glossary", ""),
    (("check", "a.txt", "right.txt", "--report", "r.pdf"), 2, "no report is written as .pdf", "reports:"),
    (("check", "a.txt", "right.txt", "--report", "a.txt"), 3, "would overwrite", "another name"),
    (("check", "a.txt", "right.txt", "--encoding", "klingon"), 2, "klingon", ""),
]


@pytest.mark.parametrize(
    ("args", "code", "said", "hint"),
    REFUSED,
)
def test_refused(run, contents, args, code, said, hint):
    before = contents()
    result = run(*args)
    assert (result.code, result.out) == (code, "")
    error, *hints = result.err.splitlines()
    assert error.startswith("error: ")
    assert said in error
    assert hint in "".join(hints)
    assert contents() == before
