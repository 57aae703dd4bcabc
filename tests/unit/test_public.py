"""The public interface: its names, what importing it costs, and what its results say."""

from __future__ import annotations

import ast
import itertools
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import pytest
from stand import ENGINE, GANTZ, MILLEY

import translator
from translator import (
    Glossary,
    GlossaryError,
    InputError,
    Options,
    OptionsError,
    OutputError,
    Term,
    TextResult,
    Translator,
    pipeline,
    write_report,
)
from translator.engine.fake import FakeEngine, Fault

TERMS = Glossary((MILLEY, GANTZ))
HOMES = {name: home for home, names in translator._HOMES.items() for name in names}


def tool(engine: FakeEngine = ENGINE) -> Translator:
    return Translator(TERMS, Options(beam=2), engine)


# Names


def test_all_is_what_can_be_had() -> None:
    assert translator.__all__ == sorted(translator.__all__)
    assert set(translator.__all__) == {*HOMES, "__version__"} == set(dir(translator))
    for name, home in HOMES.items():
        assert getattr(translator, name) is getattr(import_module(home), name)


def test_type_checkers_see_the_same_names_in_the_same_places() -> None:
    tree = ast.parse(Path(translator.__file__).read_text("utf-8"))
    (block,) = [node for node in tree.body if isinstance(node, ast.If)]
    seen = {alias.name: node.module for node in block.body for alias in node.names}
    assert seen == HOMES
    assert (files("translator") / "py.typed").is_file()


def test_what_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'Translater'"):
        _ = translator.Translater
    assert not hasattr(translator, "load")


LIGHT = """
import sys
before = set(sys.modules)
import translator
added = set(sys.modules) - before
print(sorted(name for name in added if name.startswith("translator.")))
translator.Options
print(sorted({name.partition(".")[0] for name in sys.modules} & {"ctranslate2", "lxml", "click", "yaml", "numpy"}))
"""


def test_importing_the_package_imports_none_of_it() -> None:
    run = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=True)
    assert run.stdout.split("\n") == ["[]", "[]", ""]


# Glossaries


def test_glossaries_are_loaded_by_name_and_path(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("priority: 5\nterms:\n  البنتاغون: the Five-Sided Building\n", "utf-8")
    for name in (path, str(path), tmp_path):
        glossary = Glossary.load("military", name)
        assert glossary.terms[0].en == "the Five-Sided Building"
        assert len(glossary.terms) == len(Glossary.load("military").terms) + 1
    assert Glossary.load() == Glossary()
    with pytest.raises(GlossaryError) as caught:
        Glossary.load("militery", tmp_path / "none.yaml")
    assert len(caught.value.problems) == 2


def test_options_name_the_glossaries_where_none_is_given(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("terms:\n  ميلي: Milley\n", "utf-8")
    options = Options(glossaries=(str(tmp_path / "mine.yaml"),))
    assert [term.en for term in Translator(options=options).glossary.terms] == ["Milley"]
    assert Translator(Glossary(), options).glossary.terms == ()


# Text


def test_spans_are_of_the_whole_text() -> None:
    text = "التقى ميلي.\n\nزار غانتس القاهرة.\nقال ميلي."
    result = tool(replace(ENGINE, faults=(Fault("double", "Cairo"),))).translate(text)
    assert [text[hit.start : hit.end] for hit in result.hits] == ["ميلي", "غانتس", "ميلي"]
    said = [result.text[hit.target_start : hit.target_end] for hit in result.hits]
    assert said == ["Milley", "Gantz", "Milley"]
    assert [result.text[one.start : one.end].split()[0] for one in result.findings if one.start >= 0] == ["Cairo"]
    assert result.violations == ()


def test_what_is_not_rendered_stands_nowhere() -> None:
    deaf = Translator(TERMS, Options(enforce="check"), ENGINE)
    result = deaf.translate("زار القاهرة.\nالتقى ميلي.")
    assert [(hit.rung, hit.target_start, hit.target_end) for hit in result.hits] == [("none", -1, -1)]
    assert [violation.en for violation in result.violations] == ["Milley"]


def test_lines_and_text_say_the_same() -> None:
    term = replace(MILLEY, first="General Milley")
    lines = ["التقى ميلي.", "", "English", "قال ميلي مع غانتس."]
    both = Translator(Glossary((term, GANTZ)), Options(beam=2), ENGINE)
    one_by_one = list(both.translate_lines(iter(lines)))
    assert [result.source for result in one_by_one] == lines
    assert "\n".join(result.text for result in one_by_one) == both.translate("\n".join(lines)).text
    assert [hit.rendering for result in one_by_one for hit in result.hits] == ["General Milley", "Milley", "Gantz"]
    assert list(both.translate_lines([])) == []


def test_a_result_makes_a_report(tmp_path: Path) -> None:
    translator_ = tool()
    report = translator_.report([translator_.translate("التقى ميلي.").file])
    for suffix in (".html", ".json", ".tsv", ".xlsx", ".txt"):
        write_report(report, tmp_path / f"r{suffix}")
        assert (tmp_path / f"r{suffix}").stat().st_size
    with pytest.raises(OptionsError):
        write_report(report, tmp_path / "r.pdf")
    with pytest.raises(OutputError):
        write_report(report, str(tmp_path / "none" / "r.txt"))


# Documents


def test_a_document_goes_beside_its_source_or_where_it_is_told(tmp_path: Path) -> None:
    source = tmp_path / "letter.html"
    source.write_text("<p>التقى ميلي.</p><p>قال غانتس.</p>", "utf-8")
    result = tool().translate_document(str(source))
    assert result.path == tmp_path / "letter.en.html"
    assert "he met Milley." in result.path.read_text("utf-8")
    assert [segment.target for segment in result.segments] == ["he met Milley.", "said Gantz."]
    assert [hit.rendering for hit in result.hits] == ["Milley", "Gantz"]
    assert (result.violations, result.findings) == ((), ())
    assert result.report.files[0].target == str(result.path)
    assert tool().translate_document(source, tmp_path / "x.html").path.read_text("utf-8") == result.path.read_text(
        "utf-8"
    )


def test_a_document_is_never_overwritten_by_its_translation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("قال ميلي.", "utf-8")
    for target in ("a.txt", tmp_path / "a.txt", Path("b/../a.txt")):
        with pytest.raises(OutputError):
            tool().translate_document("a.txt", target)
    with pytest.raises(InputError):
        tool().translate_document("none.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert Path("a.txt").read_text("utf-8") == "قال ميلي."


# Streams


@pytest.mark.parametrize("block", [1, 7, 50])
def test_a_stream_is_read_no_further_than_a_block_ahead(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BLOCK", block)
    taken = 0

    def endless() -> Iterator[str]:
        nonlocal taken
        for taken in itertools.count(1):  # noqa: B007
            yield "قال ميلي."

    for given, result in enumerate(tool().translate_lines(endless()), 1):
        assert isinstance(result, TextResult)
        assert taken - given < block
        if given == 200:
            break


def test_a_stream_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes through takes a fraction of the memory of what is kept."""
    monkeypatch.setattr(pipeline, "BLOCK", 10)
    glossary = Glossary((replace(MILLEY, first="General Milley"), Term("غانتس", "Gantz", kind="name")))

    def peak(keep: bool) -> int:
        lines = (f"التقى ميلي مع غانتس رقم {number % 10}." for number in range(300))
        tracemalloc.start()
        results = Translator(glossary, Options(beam=1), ENGINE).translate_lines(lines)
        kept = list(results) if keep else sum(len(result.hits) for result in results)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert kept
        return most

    peak(keep=False)  # what is imported and compiled on the way
    assert 2 * peak(keep=False) < peak(keep=True)
