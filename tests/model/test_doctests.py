"""The examples in the documentation, run as they stand there, with the real model."""

from __future__ import annotations

import doctest
import re
from importlib import import_module
from pathlib import Path

import pytest

import translator

ROOT = Path(__file__).parents[2]
MODULES = ("translator", "translator.api")


def readme() -> str:
    """The code of the README's chapter on Python."""
    (chapter,) = re.findall("## From Python\n(.*?)\n## ", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    return "\n".join(re.findall("```pycon\n(.*?)```", chapter, re.DOTALL))


def examples() -> dict[str, doctest.DocTest]:
    public = {name: getattr(translator, name) for name in translator.__all__}
    found = [
        test
        for name in MODULES
        for test in doctest.DocTestFinder(exclude_empty=True).find(import_module(name), name, extraglobs=public)
    ]
    found.append(doctest.DocTestParser().get_doctest(readme(), {}, "README", "README.md", 0))
    return {test.name: test for test in found if test.examples}


@pytest.mark.parametrize("name", examples())
def test_the_example_is_true(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("letter.txt").write_text("زار نتنياهو واشنطن.", "utf-8")
    Path("terms.yaml").write_text("terms:\n- {ar: غانتس, en: Gantz, kind: name}\n", "utf-8")
    output: list[str] = []
    outcome = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(examples()[name], out=output.append)
    assert outcome.attempted
    assert not outcome.failed, "".join(output)


def test_every_way_to_translate_has_an_example() -> None:
    wanted = {f"translator.api.Translator.{name}" for name in ("translate", "translate_lines", "translate_document")}
    assert {"translator", "README", *wanted} <= set(examples())
