"""The program as a library: documents and text in, translations and results out. The command line is built on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from translator.document import Document, Segment
from translator.engine.base import Engine
from translator.files import read_bytes, write_atomic
from translator.formats.table import Format, for_path
from translator.glossary.load import load
from translator.glossary.match import Matcher
from translator.glossary.model import Glossary
from translator.options import Options
from translator.parsing.encoding import from_utf8, to_utf8
from translator.pipeline import Finished, Progress, run
from translator.result import FileResult, Fingerprint, Report

__all__ = ["Progress", "Translator"]


class Translator:
    """Translates text and documents with one model and one set of glossaries.

    The model is loaded when it is first needed, and once. Give `engine` to bring another engine than the
    CTranslate2 model that `options.model` names.
    """

    def __init__(
        self, glossary: Glossary | None = None, options: Options | None = None, engine: Engine | None = None
    ) -> None:
        self.glossary = glossary or Glossary()
        self.options = options or Options()
        self._engine = engine

    @classmethod
    def from_options(cls, options: Options) -> Translator:
        """A translator with the glossaries that `options` names. Raises GlossaryError."""
        return cls(load(options.glossaries), options)

    @cached_property
    def engine(self) -> Engine:
        """The engine, loaded at first use. Raises ModelError."""
        if self._engine is not None:
            return self._engine
        from translator.engine.ct2 import CT2Engine
        from translator.models.store import find

        return CT2Engine(find(self.options.model), self.options.device, self.options.threads)

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

        They are asked for in blocks of a few thousand sentences, and none is held longer than its block.
        """
        return run(segments, self.matcher, self.engine, self.options, progress, starts)

    def lines(self, lines: Iterable[str], progress: Progress | None = None) -> Iterator[Finished]:
        """Translate lines of text, one segment each, in order."""
        return self.segments([Segment(str(n), line) for n, line in enumerate(lines, 1)], progress)

    def translate_text(self, text: str, name: str = "-", progress: Progress | None = None) -> tuple[str, FileResult]:
        """Translate `text` line for line; `name` is what the report calls it."""
        finished = list(self.lines(text.split("\n"), progress))
        target = "\n".join(one.translation.text for one in finished)
        return target, FileResult(name, name, tuple(one.result for one in finished))

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

    def report(self, files: Sequence[FileResult]) -> Report:
        """The report of a run over `files`."""
        capabilities = self.engine.capabilities
        model = f"{capabilities.name} {capabilities.version} {capabilities.fingerprint}".strip()
        shaping = tuple((name, str(getattr(self.options, name))) for name in ("beam", "enforce", "repeat"))
        return Report(Fingerprint(model, version("ctranslate2"), self.glossary.files, shaping), tuple(files))
