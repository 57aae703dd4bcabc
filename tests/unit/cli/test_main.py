"""The program as a whole: help, errors, exit codes, and what is imported when."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from translator import __version__
from translator.cli.main import COMMANDS, program

HEAVY = {
    "ctranslate2",
    "sentencepiece",
    "jinja2",
    "rich",
    "lxml",
    "yaml",
    "numpy",
    "charset_normalizer",
    "zipfile",
    "sqlite3",
}


def process(*args: str, **values: object) -> "subprocess.CompletedProcess[bytes]":
    root = Path(__file__).parents[3]
    environ = {**os.environ, "PYTHONPATH": str(root)}
    return subprocess.run(
        [sys.executable, "-m", "translator", *args], capture_output=True, env=environ, check=False, **values
    )


@pytest.mark.parametrize("args", [["--help"], ["-h"], ["--version"], *([name, "--help"] for name in COMMANDS)])
def test_help_imports_nothing_heavy(args: list[str]):
    code = f"import sys; from translator.cli.main import main; main({args!r}); print(*sys.modules, file=sys.stderr)"
    root = Path(__file__).parents[3]
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True)
    assert result.stdout
    assert HEAVY & {name.partition(".")[0] for name in result.stderr.split()} == set()


def test_every_command_has_its_help():
    with program.make_context("translator", ["formats"]) as context:
        for name in program.list_commands(context):
            command = program.get_command(context, name)
            assert command is not None
            assert command.get_short_help_str(limit=200) == COMMANDS[name].summary


def test_version(run):
    assert run("--version").out == f"translator {__version__}\n"


def test_no_command_shows_the_help(run):
    result = run()
    assert (result.code, result.out) == (2, "")
    assert "Commands:" in result.err


@pytest.mark.parametrize(
    ("args", "message", "hint"),
    [
        (["tranlate"], "No such command 'tranlate'", "translator --help"),
        (["--bogus"], "No such option", "translator --help"),
        (["translate", "--bogus"], "No such option", "translator translate --help"),
        (["translate", "--beam", "0"], "Invalid value for '--beam'", "translator translate --help"),
        (["translate", "--beam", "x"], "Invalid value for '--beam'", "translator translate --help"),
        (["translate", "--enforce", "hard"], "Invalid value for '--enforce'", "translator translate --help"),
        (["translate", "--encoding", "x-9"], "encoding 'x-9' is not known", "correct it, or leave it out"),
        (["translate", "--config", "none.yaml"], "none.yaml: cannot be read", "check the path of the project file"),
    ],
)
def test_usage_errors(run, args: list[str], message: str, hint: str):
    result = run(*args)
    lines = result.err.splitlines()
    assert (result.code, result.out) == (2, "")
    assert lines[0].startswith("error: ")
    assert message in lines[0]
    assert lines[1:] == [f"hint: {hint}"]


def test_a_wrong_project_file_is_an_error(run):
    Path("translator.yaml").write_text("glosary: x")
    result = run("translate", "--text", "x")
    assert result.code == 2
    assert result.err.endswith("translator.yaml:1: there is no option 'glosary'\nhint: did you mean glossary?\n")


@pytest.mark.usefixtures("fake")
def test_errors_are_two_lines_and_a_traceback_only_on_request(run):
    short = run("translate", "--text", "DAMAGED")
    assert (short.code, short.err) == (3, "error: it is damaged\nhint: send it again\n")
    full = run("translate", "--text", "DAMAGED", "-vv")
    assert full.code == 3
    assert full.err.startswith("Traceback")
    assert full.err.endswith(short.err)
    assert "Traceback" not in run("translate", "--text", "DAMAGED", "-v").err


@pytest.mark.usefixtures("fake")
def test_a_fault_of_the_program_asks_for_a_report(run):
    result = run("translate", "--text", "BUG")
    assert result.code == 1
    assert result.err.splitlines() == [
        "error: unexpected ValueError: impossible",
        "hint: this is a fault of the program: please report it, with what -vv shows",
    ]


@pytest.mark.usefixtures("fake")
def test_interrupted(run):
    result = run("translate", "--text", "INTERRUPT")
    assert (result.code, result.err.strip()) == (130, "interrupted")


def test_every_glossary_problem_has_its_line(run):
    Path("bad.yaml").write_text("terms:\n  - ar: واحد\n  - en: Two\n")
    result = run("glossary", "check", "bad.yaml")
    assert result.code == 4
    assert [line.split(":")[:2] for line in result.out.splitlines()] == [["bad.yaml", "2"], ["bad.yaml", "3"]]
    assert result.err.startswith("error: 2 errors, 0 warnings\nhint: ")
    used = run("translate", "-g", "bad.yaml", "--text", "x")
    assert used.code == 4
    assert [line.split(":")[:2] for line in used.err.splitlines()[1:3]] == [["  bad.yaml", "2"], ["  bad.yaml", "3"]]


def test_process_reads_and_writes_utf8_in_any_locale(tmp_path: Path):
    terms = tmp_path / "terms.yaml"
    terms.write_text("terms:\n  البنتاغون: Pentagon\n", "utf-8")
    result = process("glossary", "match", "-g", str(terms), input="قال البنتاغون".encode(), cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "البنتاغون\tPentagon" in result.stdout.decode("utf-8")


def test_process_ends_quietly_when_its_reader_leaves(tmp_path: Path):
    terms = tmp_path / "terms.yaml"
    terms.write_text("terms:\n  البنتاغون: Pentagon\n", "utf-8")
    (tmp_path / "in.txt").write_text("البنتاغون\n" * 20_000, "utf-8")
    root = Path(__file__).parents[3]
    command = [sys.executable, "-m", "translator", "glossary", "match", "-g", "terms.yaml", "in.txt"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(root)},
    ) as running:
        assert running.stdout
        assert running.stderr
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 128 + signal.SIGPIPE
