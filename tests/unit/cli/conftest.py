"""The command line run in this process on a stand-in for the library."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import pytest
from click.testing import CliRunner

from translator.api import Translator
from translator.cli.main import main
from translator.engine.base import Hypothesis, Request
from translator.engine.fake import FakeEngine
from translator.errors import InputError
from translator.files import read_bytes, write_atomic
from translator.formats.table import for_path
from translator.glossary.model import Glossary
from translator.options import Options
from translator.result import FileResult, Finding, Fingerprint, Outcome, Report, SegmentResult, TextResult, Violation


@dataclass(frozen=True)
class Result:
    """What a run left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Result]


class FakeTranslator:
    """Translates by prefixing `EN `. What stands in a line decides what happens to it.

    `WRONG` is a violation, `ODD` a warning, `DAMAGED` an InputError, `BUG` a fault of the program.
    """

    loaded: ClassVar[list[Options]] = []

    def __init__(self, options: Options) -> None:
        self.loaded.append(options)
        self.glossary = Glossary(warnings=("b.yaml:2: “x” wins",) if "two" in options.glossaries else ())

    def translate(self, text: str, progress=None) -> TextResult:
        if "DAMAGED" in text:
            raise InputError("it is damaged", "send it again")
        if "BUG" in text:
            raise ValueError("impossible")
        if "INTERRUPT" in text:
            raise KeyboardInterrupt
        lines = text.split("\n")
        segments = tuple(self._segment(f"line-{n}", line) for n, line in enumerate(lines, 1) if line.strip())
        return TextResult(text, "\n".join(f"EN {line}" if line.strip() else line for line in lines), segments)

    def translate_bytes(self, data: bytes, format, name: str, progress=None) -> tuple[bytes, FileResult]:
        result = self.translate(data.decode())
        return result.text.encode(), FileResult(name, name, result.segments)

    def translate_file(self, source: Path, target: Path, progress=None) -> FileResult:
        data, result = self.translate_bytes(read_bytes(source), for_path(source), str(source))
        write_atomic(target, data)
        return FileResult(str(source), str(target), result.segments)

    def report(self, files: Sequence[FileResult]) -> Report:
        return Report(Fingerprint("fake", "0"), tuple(files))

    def _segment(self, name: str, line: str) -> SegmentResult:
        wrong = (Violation("missing", "ا", "A", "«ا» should read “A”"),) if "WRONG" in line else ()
        odd = (Finding("numbers", "warning", "12 is gone"),) if "ODD" in line else ()
        hit = Outcome(0, 1, line[0], line[0], "A", "A", "name", "a.yaml:1", "none" if wrong else "free", 0, 1)
        return SegmentResult(name, line, f"EN {line}", (hit,), wrong, odd)


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> type[FakeTranslator]:
    """The stand-in, in place of the library; `loaded` holds the options of every instance."""
    monkeypatch.setattr(FakeTranslator, "loaded", [])
    monkeypatch.setitem(sys.modules, "translator.api", SimpleNamespace(Translator=FakeTranslator))
    return FakeTranslator


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Call the command line in an empty folder: `run("translate", "a.txt", stdin=b"…")`."""
    monkeypatch.chdir(tmp_path)

    def call(*args: str | Path, stdin: bytes = b"") -> Result:
        with CliRunner().isolation(input=stdin) as (out, err, _):
            code = main([str(arg) for arg in args])
            sys.stdout.flush()
            sys.stderr.flush()
            return Result(code, out.getvalue().decode("utf-8", "surrogateescape"), err.getvalue().decode())

    return call


class QuickEngine(FakeEngine):
    """Says `x` to everything, for texts that are long or of no interest."""

    def translate(self, requests: Sequence[Request], beam: int) -> list[tuple[Hypothesis, ...]]:
        return [(Hypothesis("x", -1.0),) for _ in requests]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library with an engine that is quick."""
    monkeypatch.setattr(Translator, "engine", QuickEngine())


@pytest.fixture
def contents(tmp_path: Path) -> Callable[[], dict[Path, bytes]]:
    """What every file in the folder of `run` holds at the time of the call."""
    return lambda: {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
