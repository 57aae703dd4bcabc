"""`--harmonize`: over all documents of a call, in a batch, and where there is no document to go over again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from translator.api import Translator
from translator.engine.fake import FakeEngine

ENGINE = FakeEngine({"قال غانتس": "Gantz said", "عاد غانتس": "back came Gantz", "غانتس": "Ganz", "زار": "visited"})
TEXTS = {"a.txt": "قال غانتس.", "b.txt": "زار غانتس.", "c.txt": "عاد غانتس."}


@pytest.fixture(autouse=True)
def _documents(run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with three documents, one of which the engine says differently."""
    monkeypatch.setattr(Translator, "engine", ENGINE)
    Path("in").mkdir()
    for name, text in TEXTS.items():
        (Path("in") / name).write_text(text, "utf-8")


@pytest.mark.parametrize(
    "command", [["translate", *(f"in/{name}" for name in TEXTS), "-o", "out/"], ["batch", "in", "out"]]
)
def test_all_documents_say_it_in_one_way(run, command: list[str]) -> None:
    suffix = ".en.txt" if command[0] == "translate" else ".txt"
    plain = run(*command, "-v", "--report", "r.json")
    assert plain.code == 0
    assert (
        "in/b.txt:line-1: warning: consistency: «غانتس» is “Ganz” here, and “Gantz” 2 times, first in in/a.txt:line-1"
        in plain.err
    )
    assert "1 said in two ways" in plain.err
    assert "Ganz" in Path(f"out/b{suffix}").read_text("utf-8")
    others = Path(f"out/a{suffix}").read_bytes(), Path(f"out/c{suffix}").read_bytes()

    result = run(*command, "--harmonize", "--report", "r.json", "--report", "r.txt", "--xliff", "--fail-on", "warning")
    assert result.code == 0
    assert "1 harmonized" in result.err
    for path in (f"out/b{suffix}", f"out/b{suffix}.xlf" if command[0] == "translate" else "out/b.txt.xlf"):
        if Path(path).exists():
            assert "Ganz " not in Path(path).read_text("utf-8")
    assert "Gantz" in Path(f"out/b{suffix}").read_text("utf-8")
    assert others == (Path(f"out/a{suffix}").read_bytes(), Path(f"out/c{suffix}").read_bytes())
    (one,) = json.loads(Path("r.json").read_text("utf-8"))["consistency"]
    ways = [{"text": "Gantz", "count": 2}, {"text": "Ganz", "count": 1}]
    assert one == {"kind": "name", "ar": "غانتس", "renderings": ways, "chosen": "Gantz", "changed": 1}
    assert "harmonized name: «غانتس» was “Gantz” (2), “Ganz” (1)" in Path("r.txt").read_text("utf-8")


def test_the_project_file_may_ask_for_it(run) -> None:
    Path("translator.yaml").write_text("harmonize: true\n", "utf-8")
    assert "1 harmonized" in run("batch", "in", "out").err
    assert "Ganz" in run("translate", "--text", TEXTS["b.txt"]).out


@pytest.mark.parametrize("flags", [["--in-place"], ["-o", "-"]])
def test_what_is_not_written_to_another_file_is_left_with_a_note(run, flags: list[str]) -> None:
    result = run("translate", "in/b.txt", *flags, "--harmonize")
    assert result.code == 0
    assert "note: --harmonize" in result.err
