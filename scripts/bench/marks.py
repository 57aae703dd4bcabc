"""How well inline markup survives translation: a mark on a name or a word must cover its English, and only that.

    python scripts/bench/marks.py [--sentences FILE] [--count N] [--failures]

Half of the cases are terms of the shipped glossaries, marked as whole words. The other half are the words of
`words.tsv`, translated without a glossary, so that nothing but the model's attention says where their English stands;
the list says what that English may be, and a sentence that the model renders otherwise cannot be judged and is no case.
Every case also carries a footnote reference behind its word, which must come out behind that English.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from translator.api import Translator
from translator.document import Mark, Segment, Span
from translator.glossary.load import load, shipped
from translator.glossary.match import Matcher
from translator.options import Options
from translator.pipeline import Finished

HERE = Path(__file__).parent
_AROUND = re.compile(r"[^\w\s]|\b(?:the|a|an)\b|\s", re.IGNORECASE)


@dataclass(frozen=True)
class Case:
    """A sentence, the words marked in it, and what their English may be; `term`: enforced by a glossary."""

    text: str
    span: Span
    english: tuple[str, ...]
    term: bool

    @property
    def segment(self) -> Segment:
        end = self.span.end
        return Segment("1", self.text, (Mark("bold", self.span), Mark("note", Span(end, end))))


@dataclass(frozen=True)
class Outcome:
    """A case with its translation. `covered`: the mark holds the English; `exact`: and but for an article nothing else;
    `behind`: the reference stands where the English ends."""

    case: Case
    target: str
    marked: str
    survived: bool
    covered: bool
    exact: bool
    behind: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=Path, default=HERE / "sentences.txt")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--failures", action="store_true", help="show what was not covered")
    arguments = parser.parse_args()
    lines = arguments.sentences.read_text(encoding="utf-8").splitlines()
    half = arguments.count // 2
    outcomes = [*judged(terms(lines, half)), *judged(words(lines, 3 * half // 2))[:half]]
    for name, group in (("terms", outcomes[:half]), ("words", outcomes[half:]), ("all", outcomes)):
        shares = {what: sum(getattr(one, what) for one in group) / len(group) for what in MEASURES}
        print(f"{name:6} {len(group):4} " + " ".join(f"{what} {share:.1%}" for what, share in shares.items()))
    for one in outcomes if arguments.failures else ():
        if not (one.covered and one.exact and one.behind):
            marked = one.case.span.of(one.case.text)
            print(f"\n{one.case.text}\n{marked} {one.case.english}\n{one.target}\n[{one.marked}]")


MEASURES = ("survived", "covered", "exact", "behind")


def terms(lines: Sequence[str], count: int) -> list[Case]:
    """Terms of the shipped glossaries in the middle of a sentence, each as often as it comes, seldom ones first."""
    matcher = Matcher(load([path.stem for path in shipped()]))
    found: dict[str, list[Case]] = {}
    for text in _shuffled(lines):
        for hit in matcher.find(text)[:1]:
            case = Case(text, _word(text, hit.span), (hit.rendering, hit.term.en, *hit.term.accept), True)
            found.setdefault(hit.term.ar, []).extend([case] if _is_inside(case) else [])
    return list(_in_turns(found))[:count]


def words(lines: Sequence[str], count: int) -> list[Case]:
    """Words of the list in the middle of a sentence."""
    table = [line.split("\t") for line in (HERE / "words.tsv").read_text(encoding="utf-8").splitlines()]
    english = {arabic: tuple(renderings.split("|")) for arabic, renderings in table}
    found: dict[str, list[Case]] = {}
    for text in _shuffled(lines):
        known = [m for m in re.finditer(r"(?<!-)\b[\u0621-\u064a]+\b(?!-)", text) if m.group() in english]
        once = [m for m in known if text.count(m.group()) == 1]
        for match in once[:1]:
            case = Case(text, Span(*match.span()), english[match.group()], False)
            found.setdefault(match.group(), []).extend([case] if _is_inside(case) else [])
    return list(_in_turns(found))[:count]


def judged(cases: Sequence[Case]) -> list[Outcome]:
    """The cases translated, without those whose English is not in the translation."""
    with_terms = Options(glossaries=tuple(path.stem for path in shipped()))
    tool = Translator(options=with_terms) if cases[0].term else Translator()
    found = [_judge(case, done) for case, done in zip(cases, tool.segments([c.segment for c in cases]), strict=True)]
    return [outcome for outcome in found if outcome]


def _judge(case: Case, done: Finished) -> Outcome | None:
    target, marks = done.translation.text, {mark.id: mark.span for mark in done.translation.marks}
    places = [place for word in case.english for place in _places(word, target)]
    if not places:
        return None
    bold, note = marks["bold"], marks["note"]
    inside = [place for place in places if bold.start <= place.start and place.end <= bold.end]
    return Outcome(
        case=case,
        target=target,
        marked=bold.of(target),
        survived=len(done.translation.marks) == 2,
        covered=bool(inside),
        exact=any(not _rest(target, bold, place) for place in inside),
        behind=any(not target[place.end : note.start].strip("'’s)”\"") and note.start >= place.end for place in places),
    )


def _places(word: str, target: str) -> Iterator[Span]:
    pattern = rf"\b{re.escape(word)}(?!\w)".replace("'", "['’]")
    return (Span(*match.span()) for match in re.finditer(pattern, target, re.IGNORECASE))


def _rest(target: str, bold: Span, place: Span) -> str:
    """What the mark holds besides the place, articles and signs aside."""
    return _AROUND.sub("", target[bold.start : place.start] + " " + target[place.end : bold.end])


def _word(text: str, span: Span) -> Span:
    """The span with what is written together with it."""
    start, end = span.start, span.end
    while start and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    return Span(start, end)


def _is_inside(case: Case) -> bool:
    before, after = case.text[: case.span.start].split(), case.text[case.span.end :].split()
    return len(before) >= 2 and len(after) >= 2


def _shuffled(lines: Sequence[str]) -> list[str]:
    return random.Random(5).sample(lines, len(lines))


def _in_turns(found: Mapping[str, Sequence[Case]]) -> Iterator[Case]:
    """One case of each word, then a second of each, and so on: no word outweighs the others."""
    for turn in range(max(map(len, found.values()))):
        yield from (cases[turn] for cases in found.values() if turn < len(cases))


if __name__ == "__main__":
    main()
