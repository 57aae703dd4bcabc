"""`translator translate`: what goes where, and what it says."""

import json
from pathlib import Path

import pytest

SUMMARY = "1 segment, 1 hit: 1 free; 0 violations\n"
pytestmark = pytest.mark.usefixtures("fake")


def write(*names: str, text: str = "سطر\n") -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def test_stdin_goes_to_stdout_line_for_line(run):
    result = run("translate", stdin="واحد\n\nاثنان\n".encode())
    assert (result.code, result.out) == (0, "EN واحد\n\nEN اثنان\n")
    assert result.err == "2 segments, 2 hits: 2 free; 0 violations\n"


@pytest.mark.parametrize("text", ["", "\n", "س", "س\r\n\r\n"])
def test_stdin_byte_for_byte(run, text: str):
    assert run("translate", "-", stdin=text.encode()).out == text.replace("س", "EN س")


def test_text(run):
    assert run("translate", "--text", "سطر").out == "EN سطر\n"
    assert run("translate", "--text", "").out == "\n"


def test_a_file_goes_beside_it_and_its_path_is_printed(run):
    write("in/a.txt", "in/b.TEXT")
    result = run("translate", "in/a.txt", "in/b.TEXT")
    assert (result.code, result.out) == (0, "in/a.en.txt\nin/b.en.TEXT\n")
    assert Path("in/a.en.txt").read_text() == "EN سطر\n"


def test_the_engine_is_loaded_once_for_several_files(run, fake):
    write("a.txt", "b.txt", "c.txt")
    run("translate", "a.txt", "b.txt", "c.txt")
    assert len(fake.loaded) == 1


@pytest.mark.parametrize(
    ("args", "made"),
    [
        (["a.txt", "-o", "out.txt"], "out.txt"),
        (["a.txt", "-o", "out"], "out"),
        (["a.txt", "-o", "out/"], "out/a.en.txt"),
        (["a.txt", "-o", "new/deep/"], "new/deep/a.en.txt"),
        (["a.txt", "-o", "folder"], "folder/a.en.txt"),
        (["a.txt", "-o", "."], "a.en.txt"),
        (["a.txt", "--in-place"], "a.txt"),
        (["-o", "out.txt"], "out.txt"),
    ],
)
def test_output(run, args: list[str], made: str):
    write("a.txt")
    Path("folder").mkdir()
    result = run("translate", *args, stdin="سطر\n".encode())
    assert (result.code, result.out) == (0, f"{made}\n"), result.err
    assert Path(made).read_text() == "EN سطر\n"


def test_several_files_go_to_a_folder(run):
    write("a.txt", "x/b.txt")
    assert run("translate", "a.txt", "x/b.txt", "-o", "out").out == "out/a.en.txt\nout/b.en.txt\n"


def test_a_file_to_stdout(run):
    write("a.txt")
    result = run("translate", "a.txt", "-o", "-")
    assert (result.out, result.err) == ("EN سطر\n", SUMMARY)
    assert list(Path().iterdir()) == [Path("a.txt")]


def test_an_output_that_exists_is_replaced(run):
    write("a.txt", "a.en.txt", "out.txt", text="قديم")
    assert run("translate", "a.txt").code == 0
    assert run("translate", "a.txt", "-o", "out.txt").code == 0
    assert Path("a.en.txt").read_text() == Path("out.txt").read_text() == "EN قديم"


@pytest.mark.parametrize(
    ("args", "made", "skipped"),
    [
        ([], ["a.en.txt", "b.en.txt"], ["a.en.txt"]),
        (["-q"], ["a.en.txt", "b.en.txt"], []),
        (["-o", "."], ["a.en.txt", "b.en.txt"], ["a.en.txt"]),
        (["-o", "out"], ["out/a.en.en.txt", "out/a.en.txt", "out/b.en.txt"], []),
        (["--in-place"], ["a.en.txt", "a.txt", "b.txt"], []),
    ],
)
def test_outputs_of_an_earlier_call_are_no_inputs(run, args: list[str], made: list[str], skipped: list[str]):
    write("a.txt", "a.en.txt", "b.txt")
    result = run("translate", "a.en.txt", "a.txt", "b.txt", *args)
    assert (result.code, result.out.splitlines()) == (0, made)
    notices = [f"skipped {name}: it is where the translation of a.txt goes" for name in skipped]
    assert [line for line in result.err.splitlines() if line.startswith("skipped")] == notices


def test_a_file_named_twice_is_translated_once_and_a_link_to_it_for_itself(run):
    write("a.txt", "x/b.txt")
    Path("link.txt").symlink_to("a.txt")
    result = run("translate", "a.txt", "./a.txt", "x/b.txt", "x/../a.txt", "link.txt")
    assert (result.code, result.out.splitlines()) == (0, ["a.en.txt", "x/b.en.txt", "link.en.txt"])


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["a.txt", "-o", "a.txt"], 3, "would overwrite an input"),
        (["a.txt", "-o", "link.txt"], 3, "would overwrite an input"),
        (["a.txt", "x/a.txt", "-o", "out"], 3, "both a.txt and x/a.txt would be written there"),
        (["a.txt", "b.txt", "-o", "a.en.txt"], 2, "several inputs need a folder"),
        (["a.txt", "b.txt", "-o", "-"], 2, "only one input can go to stdout"),
        (["a.txt", "-"], 2, "cannot be mixed"),
        (["a.txt", "-o", "x.txt", "--in-place"], 2, "exclude each other"),
        (["--in-place"], 2, "needs a file"),
        (["-", "--in-place"], 2, "needs a file"),
        (["--text", "x", "a.txt"], 2, "--text is translated to stdout"),
        (["--text", "x", "-o", "y"], 2, "--text is translated to stdout"),
        (["a.txt", "--report", "r.pdf"], 2, "no report is written as .pdf"),
        (["a.txt", "--report", "none/r.json"], 3, "there is no folder none"),
        (["a.txt", "--report", "a.en.txt"], 3, "would overwrite a document"),
        (["a.txt", "--report", "d.json"], 3, "is a folder"),
        (["a.txt", "-o", "a.txt/b/"], 3, "the folder cannot be made"),
    ],
)
def test_what_is_refused_before_any_work(run, fake, args: list[str], code: int, message: str):
    write("a.txt", "b.txt", "a.en.txt", "x/a.txt")
    Path("link.txt").symlink_to("a.txt")
    Path("d.json").mkdir()
    before = {path: path.read_bytes() for path in Path().rglob("*.txt")}
    result = run("translate", *args)
    assert (result.code, result.out, fake.loaded) == (code, "", [])
    error, *hints = result.err.splitlines()
    assert error.startswith("error: ")
    assert message in error
    assert len(hints) == 1
    assert hints[0].startswith("hint: ")
    assert {path: path.read_bytes() for path in Path().rglob("*.txt")} == before


def test_a_name_that_is_too_long_for_the_file_system(run):
    long = "ن" * 125 + ".txt"  # as long as names may be: none is left for the translation's
    write("a.txt", long)
    result = run("translate", long, "a.txt")
    assert (result.code, result.out) == (3, "a.en.txt\n")
    assert ".en.txt: cannot be written: File name too long\nhint: choose another name\n" in result.err
    assert run("translate", "a.txt", "-o", "n" * 300 + ".txt").code == 3


def test_a_failing_file_does_not_stop_the_others(run):
    write("a.txt", "c.txt")
    write("bad.txt", text="DAMAGED")
    write("x.unknown")
    result = run("translate", "a.txt", "bad.txt", "none.txt", "x.unknown", "c.txt", "--report", "r.json")
    assert (result.code, result.out) == (3, "a.en.txt\nc.en.txt\n")
    assert "error: bad.txt: it is damaged\nhint: send it again\n" in result.err
    assert "error: none.txt: there is no such file\n" in result.err
    assert [file["source"] for file in json.loads(Path("r.json").read_bytes())["files"]] == ["a.txt", "c.txt"]
    assert not Path("bad.en.txt").exists()


def test_a_report_of_all_inputs_in_every_kind_asked_for(run):
    write("a.txt", "b.txt")
    result = run("translate", "a.txt", "b.txt", "--report", "r.json", "--report", "r.HTML", "-q")
    assert (result.code, result.err) == (0, "")
    assert json.loads(Path("r.json").read_bytes())["totals"]["segments"] == 2
    assert Path("r.HTML").read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("text", "fail_on", "code"),
    [
        ("WRONG", "never", 0),
        ("WRONG", "error", 1),
        ("WRONG", "warning", 1),
        ("ODD", "never", 0),
        ("ODD", "error", 0),
        ("ODD", "warning", 1),
        ("fine", "warning", 0),
    ],
)
def test_fail_on(run, text: str, fail_on: str, code: int):
    assert run("translate", "--fail-on", fail_on, "--text", text).code == code


def test_few_violations_are_listed(run):
    result = run("translate", stdin=b"x\nWRONG\n")
    assert result.err.splitlines() == [
        "-:line-2: error: «ا» should read “A”",
        "2 segments, 2 hits: 1 free, 1 not rendered; 1 violation",
    ]


def test_many_violations_are_listed_on_request(run):
    lines = b"WRONG ODD\n" * 12
    short = run("translate", stdin=lines).err.splitlines()
    assert (len(short), short[-2]) == (12, "… and 2 more: -v lists them, --report keeps them")
    full = run("translate", "-v", stdin=lines).err.splitlines()
    assert len(full) == 12 + 12 + 1
    assert "-:line-1: warning: numbers: 12 is gone" in full
    assert run("translate", "-q", stdin=lines).err == ""


def test_glossary_warnings(run):
    assert "warning: 1 in the glossaries: -v lists them\n" in run("translate", "-g", "two", "--text", "x").err
    assert "warning: b.yaml:2: “x” wins\n" in run("translate", "-g", "two", "--text", "x", "-v").err
    assert "warning" not in run("translate", "-g", "two", "--text", "x", "-q").err


def test_flags_reach_the_library(run, fake):
    flags = ["-g", "a", "-g", "b", "-m", "m", "--device", "auto", "--threads", "2", "--beam", "1", "--enforce", "soft"]
    more = ["--repeat", "first", "--encoding", "cp1256", "--no-progress", "-vv"]
    assert run("translate", *flags, *more, "--text", "x").code == 0
    options = fake.loaded[0]
    assert (options.glossaries, options.model, options.device) == (("a", "b"), "m", "auto")
    assert (options.threads, options.beam, options.enforce) == (2, 1, "soft")
    assert (options.repeat, options.encoding) == ("first", "cp1256")
    assert (options.progress, options.verbosity) == (False, 2)


def test_project_file_environment_and_flags(run, fake, monkeypatch):
    write("translator.yaml", text="beam: 2\nthreads: 3\nenforce: soft\n")
    write("other.yaml", text="beam: 7\n")
    monkeypatch.setenv("TRANSLATOR_THREADS", "5")
    run("translate", "--enforce", "off", "--text", "x")
    run("translate", "--config", "other.yaml", "--beam", "4", "--text", "x")  # a flag wins even with its default
    first, second = fake.loaded
    assert (first.beam, first.threads, first.enforce) == (2, 5, "off")
    assert (second.beam, second.threads, second.enforce) == (4, 5, "strict")
