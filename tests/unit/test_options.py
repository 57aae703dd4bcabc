"""Options: where they come from, what wins, and what is refused."""

import os
from pathlib import Path

import pytest

from translator.errors import OptionsError
from translator.options import (
    DEFAULTS,
    SETTINGS,
    Options,
    find_project_file,
    merge,
    read_environment,
    read_project_file,
    resolve,
)


def project(folder: Path, text: str) -> Path:
    path = folder / "translator.yaml"
    path.write_text(text, "utf-8")
    return path


def test_the_defaults_are_what_an_empty_call_gives(tmp_path: Path):
    assert resolve({}, {}, tmp_path) == Options()


def test_each_source_wins_over_the_one_before():
    assert merge(Options(beam=2), {}, {}, {}).beam == 2
    assert merge(Options(beam=2), {"beam": 3}, {}, {}).beam == 3
    assert merge(Options(beam=2), {"beam": 3}, {"beam": 5}, {}).beam == 5
    assert merge(Options(beam=2), {"beam": 3}, {"beam": 5}, {"beam": 6}).beam == 6


def test_precedence_through_resolve(tmp_path: Path):
    project(tmp_path, "beam: 2\ndevice: auto\nenforce: soft\n")
    options = resolve({"enforce": "check"}, {"TRANSLATOR_DEVICE": "cuda", "TRANSLATOR_ENFORCE": "off"}, tmp_path)
    assert (options.beam, options.device, options.enforce) == (2, "cuda", "check")


def test_a_flag_replaces_a_list_of_the_project_file(tmp_path: Path):
    project(tmp_path, "glossary: [a.yaml, b.yaml]\n")
    assert resolve({"glossaries": ("c.yaml",)}, {}, tmp_path).glossaries == ("c.yaml",)


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("enforce: off", "enforce", "off"),  # not the boolean of YAML 1.1
        ("progress: off", "progress", False),
        ("progress: yes", "progress", True),
        ("fail-on: error", "fail_on", "error"),
        ("verbosity: -1", "verbosity", -1),
        ("threads: '2'", "threads", 2),
        ("encoding: cp1256", "encoding", "cp1256"),
        ("glossary: military", "glossaries", ("military",)),
        ("glossary: []", "glossaries", ()),
        ("model: opus-mt-ar-en", "model", "opus-mt-ar-en"),
        ("\ufeffbeam: 1  # BOM and comment", "beam", 1),
    ],
)
def test_project_values(tmp_path: Path, text: str, field: str, value: object):
    assert read_project_file(project(tmp_path, text)) == {field: value}


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n"])
def test_an_empty_project_file_gives_nothing(tmp_path: Path, text: str):
    assert read_project_file(project(tmp_path, text)) == {}


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("glosary: a.yaml", 1, "there is no option 'glosary'", "did you mean glossary?"),
        ("beam: 2\nglossaries: a.yaml", 2, "there is no option 'glossaries'", "did you mean glossary?"),
        ("zzz: [1, 2]", 1, "there is no option 'zzz'", "options: glossary, model"),
        ("\n\nbeam: many", 3, "beam is a whole number, not 'many'", ""),
        ("beam: 2.5", 1, "beam is a whole number, not '2.5'", ""),
        ("beam:", 1, "beam is a whole number, not ''", ""),
        ("beam: 0", 1, "beam is at least 1, not 0", ""),
        ("beam: [1]", 1, "beam takes one value, not a list", ""),
        ("threads: -1", 1, "threads is at least 0, not -1", ""),
        ("device: gpu", 1, "device is one of cpu, cuda, auto, not 'gpu'", ""),
        ("progress: maybe", 1, "progress is true or false, not 'maybe'", ""),
        ("encoding: arabic-9", 1, "encoding 'arabic-9' is not known", ""),
        ("beam: 1\nbeam: 2", 2, "beam is given twice", "keep one of them"),
        ("glossary: {a: b}", 1, "an option takes one value or a list of values", ""),
        ("glossary: [[a]]", 1, "an option takes one value or a list of values", ""),
        ("[a]: b", 1, "an option takes one value or a list of values", ""),
        ("- beam", 1, "must hold `option: value` lines", "for example"),
        ("beam: 1\n  device: [", 2, "is not YAML", ""),
        ("beam: 1\n\ttab: x", 2, "is not YAML", ""),
    ],
)
def test_project_errors(tmp_path: Path, text: str, line: int, message: str, hint: str):
    path = project(tmp_path, text)
    with pytest.raises(OptionsError) as caught:
        read_project_file(path)
    assert str(caught.value).startswith(f"{path}:{line}: {message}")
    assert caught.value.hint.startswith(hint)


def test_project_file_that_is_not_text(tmp_path: Path):
    path = tmp_path / "translator.yaml"
    path.write_bytes("beam: ٤".encode("cp1256", "replace") + b"\xff\xfe")
    with pytest.raises(OptionsError, match="not UTF-8"):
        read_project_file(path)
    path.write_text("[" * 5000)
    with pytest.raises(OptionsError, match="not YAML"):
        read_project_file(path)


def test_paths_are_seen_from_the_project_file(tmp_path: Path):
    (tmp_path / "terms").mkdir()
    path = project(
        tmp_path,
        "glossary: [names.yaml, sub/more.yaml, /abs/x.yaml, terms, military, ~/home.yaml]\n"
        "model: ./model\nreport: out.html\n",
    )
    given = read_project_file(path)
    at = tmp_path.joinpath
    assert given["glossaries"] == (
        str(at("names.yaml")),
        str(at("sub/more.yaml")),
        "/abs/x.yaml",
        str(at("terms")),
        "military",
        str(Path("~/home.yaml").expanduser()),
    )
    assert (given["model"], given["report"]) == (str(at("model")), (str(at("out.html")),))


def test_the_project_file_is_found_upward(tmp_path: Path):
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    upper = project(tmp_path, "beam: 1")
    assert find_project_file(deep) == upper
    nearer = project(tmp_path / "a", "beam: 2")
    assert find_project_file(deep) == nearer
    assert resolve({}, {}, deep).beam == 2


def test_a_named_project_file_replaces_the_one_found(tmp_path: Path):
    project(tmp_path, "beam: 2")
    (tmp_path / "other.yaml").write_text("threads: 3")
    for options in (
        resolve({}, {}, tmp_path, "other.yaml"),
        resolve({}, {"TRANSLATOR_CONFIG": str(tmp_path / "other.yaml")}, tmp_path),
    ):
        assert (options.beam, options.threads) == (4, 3)
    with pytest.raises(OptionsError, match="cannot be read"):
        resolve({}, {}, tmp_path, "none.yaml")


def test_environment():
    given = read_environment(
        {
            "TRANSLATOR_GLOSSARY": os.pathsep.join(["a.yaml", "b.yaml"]),
            "TRANSLATOR_FAIL_ON": "warning",
            "TRANSLATOR_PROGRESS": "0",
            "TRANSLATOR_MODEL": "",
            "OTHER": "x",
        }
    )
    assert given == {"glossaries": ("a.yaml", "b.yaml"), "fail_on": "warning", "progress": False}


@pytest.mark.parametrize(
    ("variable", "text", "message", "hint"),
    [
        ("TRANSLATOR_GLOSARY", "x", "environment: there is no option TRANSLATOR_GLOSARY", "TRANSLATOR_GLOSSARY"),
        ("TRANSLATOR_ZZZZZZZZZ", "x", "environment: there is no option TRANSLATOR_ZZZZZZZZZ", ""),
        ("TRANSLATOR_BEAM", "x", "TRANSLATOR_BEAM: beam is a whole number, not 'x'", ""),
        ("TRANSLATOR_ENFORCE", "hard", "TRANSLATOR_ENFORCE: enforce is one of off, check, soft, strict", ""),
    ],
)
def test_environment_errors(variable: str, text: str, message: str, hint: str):
    with pytest.raises(OptionsError) as caught:
        read_environment({variable: text})
    assert str(caught.value).startswith(message)
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    "values",
    [{"beam": 0}, {"beam": "4"}, {"device": "tpu"}, {"glossaries": ["a"]}, {"glossaries": "a"}, {"threads": True}],
)
def test_options_refuse_wrong_values_from_python(values: dict[str, object]):
    with pytest.raises(OptionsError):
        Options(**values)


def test_every_option_can_be_given_in_every_way(tmp_path: Path):
    """One field is the only place an option is written down."""
    assert len({setting.key for setting in SETTINGS.values()}) == len(SETTINGS)
    for name, setting in SETTINGS.items():
        default = DEFAULTS[name]
        text = "utf-8" if setting.codec else str(default or "1").lower()
        assert set(read_project_file(project(tmp_path, f"{setting.key}: {text}"))) == {name}
        assert set(read_environment({setting.variable: text})) == {name}
