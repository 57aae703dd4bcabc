"""`glossary`, `model` and `formats`."""

import shutil
from pathlib import Path

import pytest

from translator.formats.table import FORMATS
from translator.models.catalogue import ENTRIES
from translator.models.store import embedded_folder

TERMS = "terms:\n  - البنتاغون: Pentagon\n  - {ar: نتنياهو, en: Netanyahu, kind: name}\n"


@pytest.fixture
def terms(run) -> Path:
    path = Path("terms.yaml")
    path.write_text(TERMS, "utf-8")
    return path


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A user data folder with one installed model, whose weights are damaged."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    folder = tmp_path / "translator" / "models" / "mine"
    shutil.copytree(embedded_folder() / "ar-en-base", folder)
    (folder / "model.bin").write_bytes(b"damaged")
    return folder


def test_formats_lists_the_table(run):
    lines = run("formats").out.splitlines()
    assert [line.split()[0] for line in lines] == [row.name for row in FORMATS]
    assert all(suffix in line for row, line in zip(FORMATS, lines, strict=True) for suffix in row.suffixes)


def test_match_shows_span_particles_and_entry(run, terms):
    result = run("glossary", "match", "-g", terms, stdin="سطر\nقال ونتنياهو في البنتاغون\n".encode())
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [
        "line-2\t5:12\tو\tنتنياهو\tNetanyahu\tname\tterms.yaml:3",
        "line-2\t16:25\t\tالبنتاغون\tPentagon\tterm\tterms.yaml:2",
    ]


def test_match_takes_a_file_or_a_text(run, terms):
    Path("in.txt").write_text("نتنياهو", "utf-8")
    assert run("glossary", "match", "-g", terms, "in.txt").out.startswith("line-1\t0:7\t\tنتنياهو")
    assert run("glossary", "match", "-g", terms, "--text", "نتنياهو").out.startswith("text\t0:7\t\tنتنياهو")
    assert run("glossary", "match", "-g", terms, "--text", "ميليشيا").out == ""


def test_match_needs_a_glossary(run):
    result = run("glossary", "match", "--text", "x")
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("error: there is no glossary to match with\nhint: name one: -g ")


def test_match_names_the_document_that_is_damaged(run, terms):
    Path("in.docx").write_bytes(b"PK")
    result = run("glossary", "match", "-g", terms, "in.docx")
    assert (result.code, result.out) == (3, "")
    assert result.err.startswith("error: in.docx: ")


def test_check_of_sound_glossaries(run, terms):
    result = run("glossary", "check", terms)
    assert (result.code, result.out, result.err) == (0, "", "0 errors, 0 warnings\n")


def test_check_warns_of_conflicts_across_files(run, terms):
    Path("other.yaml").write_text("terms:\n  البنتاغون: the Pentagon building\n", "utf-8")
    result = run("glossary", "check", terms, "other.yaml")
    assert result.code == 0
    assert "other.yaml:2" in result.out
    assert run("glossary", "check", terms, "other.yaml", "--fail-on", "warning", "-q").code == 1


def test_check_lists_errors_first(run):
    Path("bad.yaml").write_text("terms:\n  - {ar: على, en: upon}\n  - {ar: وزير, en: 'minister '}\n", "utf-8")
    result = run("glossary", "check", "bad.yaml")
    assert [line.split(": ")[:2] for line in result.out.splitlines()] == [
        ["bad.yaml:3", "error"],
        ["bad.yaml:2", "warning"],
    ]
    assert result.code == 4
    assert result.err.startswith("error: 1 error, 1 warning\nhint: ")


def test_check_takes_the_names_of_shipped_glossaries(run):
    assert run("glossary", "check", "dates").code == 0


def test_list_counts_the_glossaries_in_use_and_the_shipped_ones(run, terms):
    lines = run("glossary", "list", "-g", terms).out.splitlines()
    assert lines[0].split() == ["terms.yaml", "2", "in", "use"]
    assert any(line.split()[0] == "military" and line.endswith("shipped") for line in lines)


def test_models_are_listed_even_when_one_is_broken(run, home):
    (home / "model.yaml").write_text("name: mine\n")
    embedded, mine, *others = (line.split(maxsplit=4) for line in run("model", "list").out.splitlines())
    assert embedded[:2] == ["ar-en-base", "embedded"]
    assert mine[:2] == ["mine", "installed"]
    assert mine[-1].startswith("broken: ")
    assert [(name, state) for name, state, *_ in others] == [(entry.name, "available") for entry in ENTRIES]


def test_what_is_installed_is_not_available(run, home):
    home.rename(home.with_name(ENTRIES[0].name))
    states = [line.split()[1] for line in run("model", "list").out.splitlines() if line.startswith(ENTRIES[0].name)]
    assert states == ["installed"]


def test_model_install_and_convert_print_the_folder(run, home):
    embedded = embedded_folder() / "ar-en-base"
    assert run("model", "install", embedded, "--name", "twin", "--offline").out == f"{home.with_name('twin')}\n"
    assert run("model", "convert", embedded, "here/twin").out == "here/twin\n"
    assert run("model", "verify", "twin").code == run("model", "verify", "./here/twin").code == 0
    Path("here/twin").rename("other")
    assert run("model", "info", "other").err.endswith("hint: for the folder, say ./other\n")


def test_model_info(run):
    result = run("model", "info")
    assert result.out.startswith(f"folder: {embedded_folder() / 'ar-en-base'}\nname: ar-en-base\n")


def test_model_verify(run, home):
    assert run("model", "verify").out.endswith(": sound\n")
    result = run("model", "verify", "mine")
    assert result.code == 5
    assert f"{home / 'model.bin'}: damaged" in result.out
    assert result.err.startswith("error: ")


def test_model_remove(run, home):
    assert run("model", "remove", "mine").out == f"{home}\n"
    assert not home.exists()
    result = run("model", "remove", "ar-en-base")
    assert (result.code, result.out) == (5, "")
    assert (embedded_folder() / "ar-en-base").exists()


@pytest.mark.parametrize("command", ["info", "verify", "remove"])
def test_an_unknown_model(run, command: str):
    result = run("model", command, "none-such")
    assert (result.code, result.out) == (5, "")
    assert result.err.startswith("error: no ")
