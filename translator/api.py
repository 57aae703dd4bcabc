"""The program as a library: documents and text in, translations and results out. The command line is built on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from importlib.metadata import version
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from translator.consistency.find import marked
from translator.document import Document, Segment
from translator.engine.base import Engine
from translator.errors import OutputError
from translator.files import read_bytes, write_atomic
from translator.formats.table import Format, for_path, target_name
from translator.glossary.load import load
from translator.glossary.match import Matcher
from translator.glossary.model import Glossary
from translator.memory.base import Memory, recall
from translator.options import Options
from translator.parsing.encoding import from_utf8, to_utf8
from translator.pipeline import Finished, Progress, run
from translator.result import DocumentResult, FileResult, Fingerprint, Inconsistency, Report, TextResult

if TYPE_CHECKING:
    from translator.engine.answers import Answers

__all__ = ["Progress", "Translator"]


class Translator:
    """Translates text and documents with one model and one set of glossaries.

    Without `glossary`, it is what `options.glossaries` names (GlossaryError is raised for what cannot be loaded).
    The model is loaded when it is first needed, and once. Give `engine` to bring another engine than the
    CTranslate2 model that `options.model` names.
    """

    def __init__(
        self, glossary: Glossary | None = None, options: Options | None = None, engine: Engine | None = None
    ) -> None:
        self.options = options or Options()
        self.glossary = load(self.options.glossaries) if glossary is None else glossary
        self._engine = engine

    @cached_property
    def engine(self) -> Engine:
        """The engine, loaded at first use. Raises ModelError."""
        if self._engine is not None:
            return self._engine
        from translator.engine.ct2 import CT2Engine
        from translator.models.store import find

        engine = CT2Engine(find(self.options.model), self.options.device, self.options.threads)
        if self.answers is None:
            return engine
        from translator.engine.cached import CachedEngine

        return CachedEngine(engine, self.answers, f"{version('ctranslate2')} {self.options.device}")

    @cached_property
    def answers(self) -> Answers | None:
        """What engines said before, if `options.cache` says that it is to be kept."""
        from translator.engine.answers import Answers, usual_place

        return Answers(usual_place()) if self.options.cache else None

    @cached_property
    def memory(self) -> Memory | None:
        """The translation memory that `options.memory` names, opened at first use. Raises InputError."""
        if not self.options.memory:
            return None
        from translator.memory.store import Store

        return Store(Path(self.options.memory))

    @cached_property
    def matcher(self) -> Matcher:
        """The index of the glossary's terms."""
        return Matcher(self.glossary)

    def read(self, data: bytes, format: Format) -> Document:
        """The document in `data`. Raises InputError when that is not a sound document of the format."""
        return format.module.read(to_utf8(data, self._told(format)) if self._told(format) else data)

    def write(self, document: Document, finished: Sequence[Finished], format: Format) -> bytes:
        """What `document` becomes with its segments translated, in the encoding that it had."""
        written = format.module.write(document, [one.translation for one in finished])
        return from_utf8(written, self._told(format)) if self._told(format) else written

    def segments(
        self, segments: Iterable[Segment], progress: Progress | None = None, starts: Collection[int] = ()
    ) -> Iterator[Finished]:
        """Translate segments, in order, as they become ready; with those whose numbers are `starts`, a document begins.

        They are asked for in blocks of about four thousand sentences, and none is held longer than its block.
        """
        found = self.recalled(segments, starts)
        return run(found, self.matcher, self.engine, self.options, progress, starts)

    def recalled(self, segments: Iterable[Segment], starts: Collection[int] = ()) -> Iterable[Segment]:
        """The segments with what the translation memory has for each; `starts` as in `segments`. Raises InputError."""
        return recall(segments, self.memory, self.options.fuzzy, starts) if self.memory else segments

    def translate(self, text: str, progress: Progress | None = None) -> TextResult:
        """Translate `text`, line for line, as one document.

        >>> tool = Translator(Glossary((Term("ميلي", "Milley", kind="name"), Term("غانتس", "Gantz", kind="name"))))
        >>> result = tool.translate("التقى غانتس بميلي.")
        >>> result.text
        'Gantz met Milley.'
        >>> [(hit.surface, hit.rendering, result.text[hit.target_start : hit.target_end]) for hit in result.hits]
        [('غانتس', 'Gantz', 'Gantz'), ('ميلي', 'Milley', 'Milley')]
        >>> result.violations, result.findings
        ((), ())
        """
        lines = text.split("\n")
        segments = tuple(one.result for one in self.segments([_line(*row) for row in enumerate(lines, 1)], progress))
        return TextResult(text, "\n".join(one.target for one in segments), segments)

    def translate_lines(self, lines: Iterable[str], progress: Progress | None = None) -> Iterator[TextResult]:
        """Translate lines one by one, as one document; a line comes with no line break, and goes without one.

        However many there are, about four thousand sentences are held at a time: they are taken from `lines` and given
        back in blocks of that size.

        >>> tool = Translator()
        >>> [result.text for result in tool.translate_lines(["زار الرئيس لندن.", "", "وصل الوزير."])]
        ['The president visited London.', '', 'The minister arrived.']
        """
        for one in self.segments((_line(*row) for row in enumerate(lines, 1)), progress):
            yield TextResult(one.result.source, one.result.target, (one.result,))

    def translate_document(
        self,
        path: str | PathLike[str],
        target: str | PathLike[str] | None = None,
        progress: Progress | None = None,
    ) -> DocumentResult:
        """Translate the document at `path` to `target`: to NAME.en.SUFFIX beside it, if none is given.

        The target appears whole or not at all; one that exists is replaced, but never the document itself.
        Raises InputError and OutputError.

        >>> result = Translator(Glossary.load("israel-palestine")).translate_document("letter.txt")
        >>> str(result.path), len(result.segments), len(result.hits), result.violations
        ('letter.en.txt', 1, 1, ())
        >>> write_report(result.report, "report.html")
        """
        source = Path(path)
        place = source.with_name(target_name(source)) if target is None else Path(target)
        if place.resolve() == source.resolve():
            raise OutputError(f"{place}: the translation would overwrite its source", "name another target")
        result = self.translate_file(source, place, progress)
        if not self.options.harmonize:
            return DocumentResult(place, self.report([result]))
        from translator.revision import harmonized, write_again

        return DocumentResult(place, harmonized(self, [result], write_again))

    def translate_bytes(
        self, data: bytes, format: Format, name: str, progress: Progress | None = None
    ) -> tuple[bytes, FileResult]:
        """Translate a document. Raises InputError when `data` is not a sound document of the format."""
        document = self.read(data, format)
        finished = list(self.segments(document.segments, progress))
        written = self.write(document, finished, format)
        return written, FileResult(name, name, tuple(one.result for one in finished))

    def translate_file(self, source: Path, target: Path, progress: Progress | None = None) -> FileResult:
        """Translate the document `source` into `target`, which appears whole or not at all.

        Raises InputError and OutputError.
        """
        written, result = self.translate_bytes(read_bytes(source), for_path(source), str(source), progress)
        write_atomic(target, written)
        return FileResult(str(source), str(target), result.segments)

    def _told(self, format: Format) -> str:
        """The encoding that the user says documents of a format have ('' = it is detected)."""
        return self.options.encoding if format.is_text else ""

    def report(self, files: Sequence[FileResult], changed: Sequence[Inconsistency] = ()) -> Report:
        """The report of a run over `files`, with findings where they say something in two ways.

        `changed` is what they said in two ways before it was changed.
        """
        capabilities = self.engine.capabilities
        model = f"{capabilities.name} {capabilities.version} {capabilities.fingerprint}".strip()
        shaping = tuple((name, str(getattr(self.options, name))) for name in ("beam", "enforce", "repeat"))
        if self.memory:
            shaping += (("memory", self.memory.fingerprint), ("fuzzy", str(self.options.fuzzy)))
        fingerprint = Fingerprint(model, version("ctranslate2"), self.glossary.files, shaping)
        named, found = marked(files)
        return Report(fingerprint, named, (*changed, *found))


def _line(number: int, text: str) -> Segment:
    return Segment(str(number), text)
