"""Documents from end to end: the real model, the shipped glossaries, every format."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from samples import READ, WRITE

from translator.api import Translator
from translator.document import Segment
from translator.engine.base import Engine, Request
from translator.formats.table import FORMATS, by_name
from translator.glossary.load import shipped
from translator.glossary.model import Glossary, Term
from translator.options import Options

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures"
ARABIC = re.compile("[\u0620-\u064a\u066e-\u06d3]+")
SHIPPED = Options(glossaries=tuple(path.stem for path in shipped()), beam=2)
BILINGUAL = ("po", "xliff", "tmx")
SLOW = ("pages.pdf",)


class Remembering:
    """An engine that answers what it was asked before from memory: the fixtures say the same things in all formats."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[Any, Any] = {}
        self.capabilities = engine.capabilities
        self.fits = engine.fits

    def translate(self, requests: Sequence[Request], beam: int) -> list[Any]:
        return self._all(
            [(request, beam) for request in requests], lambda new: self._engine.translate([r for r, _ in new], beam)
        )

    def stream(self, requests: Sequence[Request], beam: int) -> Iterator[tuple[int, Any]]:
        yield from enumerate(self.translate(requests, beam))

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        return self._all([("score", *pair) for pair in pairs], lambda new: self._engine.score([key[1:] for key in new]))

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Any]:
        return self._all([("align", *pair) for pair in pairs], lambda new: self._engine.align([key[1:] for key in new]))

    def _all(self, keys: list[Any], ask: Any) -> list[Any]:
        new = [key for key in dict.fromkeys(keys) if key not in self._known]
        self._known.update(zip(new, ask(new), strict=True))
        return [self._known[key] for key in keys]


class Tool(Translator):
    """The program with the shipped glossaries and an engine that remembers."""

    @cached_property
    def engine(self) -> Engine:
        return Remembering(super().engine)


@pytest.fixture(scope="module")
def tool() -> Translator:
    return Tool(options=SHIPPED)


@pytest.fixture(scope="module")
def checks():
    """What must be kept, by format."""
    sys.path.insert(0, str(ROOT / "scripts" / "bench"))
    from kept import CHECKS

    sys.path.pop(0)
    return CHECKS


CASES = [
    pytest.param(row, path, id=f"{row.name}/{path.name}")
    for row in FORMATS
    for path in sorted((FIXTURES / row.name).glob("*"))
    if path.is_file() and path.suffix != ".keep" and path.name not in SLOW
]


@pytest.mark.parametrize(("row", "path"), CASES)
def test_a_document_is_translated_whole(row, path, tool, checks) -> None:
    data = path.read_bytes()
    written, result = tool.translate_bytes(data, row, path.name)
    document = row.module.read(data)
    assert [segment.id for segment in result.segments] == [segment.id for segment in document.segments]

    keep = path.with_name(path.name + ".keep")
    allowed = keep.read_text(encoding="utf-8") if keep.exists() else ""
    again = by_name(row.output.strip(".") or row.name).module.read(written)
    if row.name not in BILINGUAL:
        left = ARABIC.findall(" ".join(segment.text for segment in again.segments))
        assert not [word for word in left if word not in allowed]

    lost = [name for name, check in checks.get(row.name, {}).items() if not check(data, written)]
    assert not lost

    for segment, one in zip(document.segments, result.segments, strict=True):
        assert not one.violations
        assert segment.approved or not ARABIC.search(one.target), one.target
        assert all(outcome.target_start >= 0 for outcome in one.outcomes)
        if not segment.approved:
            breaks = tuple(mark for mark in segment.marks if mark.parts)
            (plain,) = tool.segments([Segment(segment.id, segment.text, breaks)])
            assert one.target == plain.result.target, "markup changed the words"


TERM, RENDERING = "رئيس هيئة الأركان المشتركة", "Grand Marshal of the Realm"
SPLITS = {
    "whole": [(TERM, True)],
    "two runs": [("رئيس هيئة ", True), ("الأركان المشتركة", True)],
    "in words": [("رئيس هيئة الأر", True), ("كان المشت", True), ("ركة", True)],
    "end of a word": [("رئيس هيئة الأركان المشت", True), ("ركة", False)],
    "inner words": [("رئيس ", False), ("هيئة الأركان", True), (" المشتركة", False)],
    "line break": [("رئيس هيئة\nالأركان المشتركة", True)],
}
NO_SUCH_MARKUP = {"md emphasis": ("two runs", "in words", "end of a word")}


@pytest.fixture(scope="module")
def marshal() -> Translator:
    """The program with one term, in an English that no model would say."""
    return Tool(Glossary((Term(TERM, RENDERING, kind="title"),)), Options(beam=2))


@pytest.mark.parametrize("split", SPLITS)
@pytest.mark.parametrize("name", WRITE)
def test_a_term_that_markup_splits_is_rendered_whole_and_marked(name, split, marshal) -> None:
    if split in NO_SUCH_MARKUP.get(name, ()):
        pytest.skip("the format cannot say it")
    data = WRITE[name]([("زار ", False), *SPLITS[split], (" مدينة بغداد يوم الجمعة.", False)])
    written, result = marshal.translate_bytes(data, by_name(name.split()[0]), name)
    text, bold = READ[name](written)
    assert RENDERING in " ".join(text.split()), text
    assert [" ".join(part.split()) for part in bold] == [RENDERING]
    (segment,) = [segment for segment in result.segments if segment.outcomes]
    assert not segment.violations


def test_the_command_line_writes_the_same_bytes(tool, tmp_path) -> None:
    source, target = FIXTURES / "docx" / "everything.docx", tmp_path / "out" / "translated.DOCX"
    target.parent.mkdir()
    names = [flag for name in SHIPPED.glossaries for flag in ("-g", name)]
    command = [sys.executable, "-m", "translator", "translate", str(source), "-o", str(target), "--beam", "2", *names]
    subprocess.run(command, check=True, capture_output=True)
    written, _ = tool.translate_bytes(source.read_bytes(), by_name("docx"), source.name)
    assert target.read_bytes() == written


TOOLS = [name for name in ("soffice", "pdftotext") if not shutil.which(name)]


@pytest.mark.skipif(bool(TOOLS), reason=f"rendering needs {', '.join(TOOLS)}")
@pytest.mark.parametrize("name", ["docx", "pptx"])
def test_pages_and_their_order_stay(name, tool, tmp_path) -> None:
    data = (FIXTURES / name / f"everything.{name}").read_bytes()
    written, result = tool.translate_bytes(data, by_name(name), name)
    (tmp_path / f"source.{name}").write_bytes(data)
    (tmp_path / f"target.{name}").write_bytes(written)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = [f"source.{name}", f"target.{name}"]
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", *files], check=True, capture_output=True, cwd=tmp_path
    )
    source, target = (rendered(tmp_path / f"{stem}.pdf") for stem in ("source", "target"))
    assert source.count("\f") == target.count("\f")
    assert len(ARABIC.findall(target)) <= 1, "one word was deleted, and is shown as a tracked change"
    body = [one.target for one in result.segments if len(one.target) > 12]
    places = [at for at in (squeezed(target).find(squeezed(text)[:12]) for text in body[:12]) if at >= 0]
    assert len(places) >= 4
    assert places == sorted(places)


def rendered(path: Path) -> str:
    """The text of a PDF, with a form feed behind each page."""
    return subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True).stdout.decode()


def squeezed(text: str) -> str:
    """Letters and digits alone."""
    return re.sub(r"\W", "", text)
