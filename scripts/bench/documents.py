"""Documents: what their markup costs in time, and what is lost, here and in argos-translate-files.

    python scripts/bench/documents.py [--pages N] [--compare N]

1. A generated Word document of `--pages` pages against its plain text, both with the shipped glossaries.
2. `--compare` pages of it here and by argos-translate-files (`pip install argos-translate-files`), which is given the
   same engine, sentence splitting and beam, and no glossary on either side. Without that package, this is left out.
3. The fixtures of the tests, by both, through the same checks (`kept.py`).
"""

from __future__ import annotations

import argparse
import io
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from kept import CHECKS

from translator.api import Translator
from translator.formats.table import by_name, for_path
from translator.glossary.load import shipped
from translator.options import Options

try:
    from argostranslate.translate import ITranslation
    from argostranslatefiles.argostranslatefiles import get_supported_formats, translate_file
except ImportError:
    ITranslation = object
    get_supported_formats = None

HERE = Path(__file__).parent
FIXTURES = HERE.parents[1] / "tests" / "fixtures"
WORDS_A_PAGE = 250
KEPT = "kept"
Paragraph = list[tuple[str, str]]
"""Runs: text, and what it is: `` (as before, but a run of its own), `bold`, `italic`, `link`, `heading`, `break`."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--compare", type=int, default=10, help="pages for the comparison, which takes long")
    arguments = parser.parse_args()
    sentences = (HERE / "sentences.txt").read_text(encoding="utf-8").splitlines()
    markup_cost(list(paragraphs(sentences, arguments.pages)))
    if get_supported_formats is None:
        print("argos-translate-files is not installed: no comparison")
        return
    compare(word_document(list(paragraphs(sentences, arguments.compare))))
    table()


def markup_cost(content: Sequence[Paragraph]) -> None:
    """The document against its text."""
    data = word_document(content)
    tool = Translator(options=Options(glossaries=tuple(path.stem for path in shipped())))
    text = "\n".join(segment.text for segment in by_name("docx").module.read(data).segments)
    tool.translate(content[0][0][0])
    plain = spent(lambda: tool.translate(text))
    whole = spent(lambda: tool.translate_bytes(data, by_name("docx"), "generated.docx"))
    marks = sum(len(segment.marks) for segment in by_name("docx").module.read(data).segments)
    print(f"{len(content)} paragraphs, {len(text.split())} words, {marks} marks")
    print(f"docx {whole}, plain text {plain}: ratio {whole / plain}")


def compare(data: bytes) -> None:
    """The same document, engine and settings, here and there."""
    tool = Translator(options=Options(enforce="off"))
    tool.translate("مرحبا")
    ours = spent(lambda: tool.translate_bytes(data, by_name("docx"), "generated.docx"))
    theirs = spent(lambda: by_argos(data, ".docx", tool))
    print(f"here {ours}, argos-translate-files {theirs}: ratio {theirs / ours}")


def table() -> None:
    """What of each fixture is lost, here or there; a check that a reader cannot even begin counts as lost."""
    tool = Translator(options=Options(enforce="off"))
    theirs_read = {suffix for row in get_supported_formats() for suffix in row.supported_file_extensions}
    paths = sorted(path for name in CHECKS for path in (FIXTURES / name).glob("*") if path.suffix != ".keep")
    totals = [0, 0, 0]
    print(f"\n{'lost in':32}{'what':32}{'here':10}argos-translate-files")
    for path in (path for path in paths if path.suffix in theirs_read):
        data, row = path.read_bytes(), for_path(path)
        written = tool.translate_bytes(data, row, path.name)[0], by_argos(data, path.suffix, tool)
        for name, check in CHECKS[row.name].items():
            here, there = (said(check, data, one) for one in written)
            totals = [totals[0] + 1, totals[1] + (here == KEPT), totals[2] + (there == KEPT)]
            if (here, there) != (KEPT, KEPT):
                print(f"{path.parent.name + '/' + path.name:32}{name:32}{here:10}{there}")
    print(f"{totals[0]} checks, kept here {totals[1]}, by argos-translate-files {totals[2]}")
    print("argos-translate-files does not read " + ", ".join(p.name for p in paths if p.suffix not in theirs_read))


def said(check: Callable[[bytes, bytes], bool], before: bytes, after: bytes | str) -> str:
    """What a check says; a document that cannot even be looked into has lost everything."""
    if isinstance(after, str):
        return after
    try:
        return KEPT if check(before, after) else "LOST"
    except Exception as error:
        return f"LOST ({type(error).__name__})"


class SameEngine(ITranslation):  # type: ignore[misc]
    """What argos-translate-files asks of a translation, answered by this program's engine."""

    def __init__(self, tool: Translator) -> None:
        self._tool = tool

    def translate(self, text: str) -> str:
        """Sentence by sentence, line by line, as Argos Translate does it."""
        return self._tool.translate(text).text


def by_argos(data: bytes, suffix: str, tool: Translator) -> bytes | str:
    """The document by argos-translate-files, or what it raised."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, f"in{suffix}"), Path(folder, f"out{suffix}")
        source.write_bytes(data)
        try:
            translate_file(SameEngine(tool), str(source), lambda *_: str(target))
        except Exception as error:
            return f"fails: {type(error).__name__}"
        return target.read_bytes()


def paragraphs(sentences: Sequence[str], pages: int) -> Iterator[Paragraph]:
    """Paragraphs of one to four sentences; a third has a word in bold, italic or a link, many have stray runs."""
    rng = random.Random(11)
    words = at = 0
    while words < pages * WORDS_A_PAGE:
        count = rng.randint(1, 4)
        text = " ".join(sentences[(at + n) % len(sentences)] for n in range(count))
        at += count
        words += len(text.split())
        if rng.random() < 0.1:
            yield [(" ".join(text.split()[:5]), "heading")]
        elif rng.random() < 0.35:
            yield list(marked(text, rng))
        else:
            yield [(text, "")]


def marked(text: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    """The text with one to three words marked, and a run that begins within a word, as Word leaves them."""
    parts = text.split(" ")
    for spot in sorted(rng.sample(range(1, max(2, len(parts))), k=min(rng.randint(1, 3), len(parts) - 1)) or [0]):
        parts[spot] = "\0" + parts[spot] + "\1"
    for n, part in enumerate(" ".join(parts).split("\0")):
        word, closed, rest = part.partition("\1") if n else ("", "", part)
        yield word, rng.choice(["bold", "italic", "link"])
        half = len(rest) // 2
        yield from ((rest[:half], ""), (rest[half:], "")) if closed or rest else ()


def word_document(content: Sequence[Paragraph]) -> bytes:
    """A right-to-left Word document of paragraphs."""
    document = docx.Document()
    for runs in content:
        paragraph = document.add_heading("", 2) if runs[0][1] == "heading" else document.add_paragraph()
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        for text, kind in runs:
            run = paragraph.add_run(text)
            run.bold, run.italic = kind == "bold" or None, kind == "italic" or None
            run._r.get_or_add_rPr().append(OxmlElement("w:rtl"))
            if kind == "link":
                link = OxmlElement("w:hyperlink")
                link.set(qn("r:id"), document.part.relate_to("https://example.org", RELATIONSHIP_TYPE.HYPERLINK, True))
                paragraph._p.append(link)
                link.append(run._r)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


@dataclass(frozen=True)
class Spent:
    """Seconds on the clock, and of processors, all threads together: the latter does not mind other load."""

    clock: float
    processors: float

    def __truediv__(self, other: Spent) -> str:
        return (
            f"{self.clock / other.clock:.2f} by the clock, {self.processors / other.processors:.2f} in processor time"
        )

    def __str__(self) -> str:
        return f"{self.clock:.1f} s"


def spent(work: Callable[[], object]) -> Spent:
    """How long `work` takes."""
    clock, processors = time.perf_counter(), time.process_time()
    work()
    return Spent(time.perf_counter() - clock, time.process_time() - processors)


if __name__ == "__main__":
    main()
