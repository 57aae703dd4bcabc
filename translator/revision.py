"""Documents that are translated, gone over again: `--harmonize`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from translator.api import Translator
from translator.consistency.harmonize import Changes, Chosen, harmonize, is_better, prepared, words
from translator.document import Document
from translator.errors import InputError
from translator.files import read_bytes, write_atomic
from translator.formats.table import Format, for_path
from translator.pipeline import Finished, run
from translator.result import HARMONIZED, FileResult, Report, SegmentResult

Save = Callable[[int, bytes, bytes, FileResult], None]
"""Called with the number of a file, its source and its new translation as bytes, and what is to be said about it."""


def harmonized(translator: Translator, files: Sequence[FileResult], save: Save) -> Report:
    """The report of `files` once they say the same everywhere; each that changes is given to `save`.

    Their sources are read again; a file whose source is not there any more, or not as it was, is left as it is.
    Raises what `save` raises.
    """

    def redo(number: int, changes: Changes) -> FileResult:
        old = now[number]
        path = Path(old.source)
        try:
            data = read_bytes(path)
            written, new = revise(translator, data, for_path(path), old, changes)
        except InputError:
            return old
        if new != old:
            save(number, data, written, new)
        now[number] = new
        return new

    now = list(files)
    harmonious, changed = harmonize(files, redo)
    return translator.report(harmonious, changed)


def write_again(_number: int, _source: bytes, written: bytes, result: FileResult) -> None:
    """Put a new translation in the place of the old one. Raises OutputError."""
    write_atomic(Path(result.target), written)


def revise(
    translator: Translator, data: bytes, format: Format, old: FileResult, changes: Changes
) -> tuple[bytes, FileResult]:
    """The document in `data`, of which `old` is known, translated with `changes`. A change that harms is not made.

    Raises InputError if the document is not the one that `old` is about.
    """
    document = translator.read(data, format)
    if [segment.text for segment in document.segments] != [one.source for one in old.segments]:
        raise InputError(f"{old.source}: was changed while it was translated", "translate it again")
    finished = _again(translator, document, old.segments, changes)
    good = {n: change for n, change in changes.items() if is_better(finished[n].result, old.segments[n])}
    if len(good) < len(changes):
        finished = _again(translator, document, old.segments, good)
    results = tuple(_result(new.result, one) for new, one in zip(finished, old.segments, strict=True))
    return translator.write(document, finished, format), FileResult(old.source, old.target, results)


def _again(
    translator: Translator, document: Document, old: Sequence[SegmentResult], changes: Changes
) -> list[Finished]:
    pairs = list(enumerate(zip(document.segments, old, strict=True)))
    segments = [prepared(segment, one, changes.get(n)) for n, (segment, one) in pairs]
    wanted = {segment.text: chosen for n, (segment, one) in pairs if (chosen := words(one, changes.get(n)))}
    return list(run(segments, Chosen(translator.matcher, wanted), translator.engine, translator.options))


def _result(new: SegmentResult, old: SegmentResult) -> SegmentResult:
    """What is known of a segment: the same as before, where its translation only came along. Offers stay."""
    kept = new.memory is not None and new.memory.origin == HARMONIZED and new.target == old.target
    return old if kept or new.passthrough else replace(new, offers=old.offers)
