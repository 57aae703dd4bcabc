"""The verifier and all quality checks on sources and translations that are there already."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from translator.checking.consistency import copied
from translator.checking.direction import check_direction
from translator.consistency.find import marked
from translator.document import Pair
from translator.glossary.mention import Mentions
from translator.glossary.model import Hit
from translator.glossary.outcome import outcome
from translator.glossary.verify import locate, verify
from translator.options import Options
from translator.plan import Finder, terms
from translator.quality import check
from translator.quality.codes import codes
from translator.result import FileResult, Fingerprint, Report, SegmentResult
from translator.text.arabic import has_arabic
from translator.text.protect import protect


@dataclass(frozen=True, slots=True)
class Checked:
    """A document that is checked: what its two sides are called, and what they say.

    `is_running`: it is one text from beginning to end, so that a term has a first mention.
    """

    source: str
    target: str
    pairs: tuple[Pair, ...]
    is_running: bool = True


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks documents against the terms that `finder` finds."""

    finder: Finder
    options: Options = field(default_factory=Options)

    def check(self, document: Checked) -> FileResult:
        """What is wrong with the document. Raises InputError where its sources are not Arabic."""
        check_direction([pair.source for pair in document.pairs], [pair.target for pair in document.pairs])
        mentions = Mentions() if document.is_running else None
        results = [self._segment(pair, mentions) for pair in document.pairs]
        ((file,), _) = marked([FileResult(document.source, document.target, tuple(copied(results)))])
        return file

    def report(self, files: Sequence[FileResult], glossaries: tuple[tuple[str, str], ...]) -> Report:
        """The report over `files`; `glossaries` are the files of the glossary with their digests."""
        return Report(
            Fingerprint("", "", glossaries, (("repeat", self.options.repeat),)), tuple(files), marked(files)[1]
        )

    def _segment(self, pair: Pair, mentions: Mentions | None) -> SegmentResult:
        hits = self._hits(pair.source, mentions)
        places = locate(pair.target, hits)
        found = (*check(pair.source, pair.target), *codes(pair))
        is_there = bool(pair.target.strip())
        return SegmentResult(
            id=pair.id,
            source=pair.source,
            target=pair.target,
            outcomes=tuple(outcome(hit, place, "given") for hit, place in zip(hits, places, strict=True)),
            # Of a translation that is not there, this is all there is to say.
            violations=verify(pair.target, hits, self.options.repeat) if is_there else (),
            findings=found if is_there else tuple(one for one in found if one.check == "empty"),
            passthrough=not has_arabic(pair.source) and pair.source == pair.target,
        )

    def _hits(self, source: str, mentions: Mentions | None) -> tuple[Hit, ...]:
        guarded = [item.span for item in protect(source)]
        hits = terms(source, self.finder, guarded)
        return mentions.mark(hits) if mentions else tuple(map(_at_any_mention, hits))


def _at_any_mention(hit: Hit) -> Hit:
    """The hit of a term that may be called as at its first mention, or as at a later one."""
    term = hit.term
    calls = tuple(filter(None, (term.first, term.later)))
    return replace(hit, term=replace(term, accept=(*term.accept, *calls))) if calls else hit


def problems(result: SegmentResult) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a segment, the worst first, as (severity, check, message); violations are of `terminology`."""
    for violation in result.violations:
        yield "error", "terminology", violation.message
    for finding in result.findings:
        yield finding.severity, finding.check, finding.message
