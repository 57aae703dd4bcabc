"""Enforcement with the real model: total, independent of the neighbours, and silent where there is nothing to do."""

from __future__ import annotations

import random
import re
from pathlib import Path

import yaml

from translator.api import Translator
from translator.document import Span
from translator.enforce import annotate, free
from translator.enforce.anchor import mass
from translator.enforce.task import Task
from translator.glossary.model import Glossary, Hit, Term
from translator.glossary.verify import locate
from translator.options import Options

ROOT = Path(__file__).parents[2]
SENTENCES = (ROOT / "scripts" / "bench" / "sentences.txt").read_text(encoding="utf-8").splitlines()
NAMES = [
    "Milley", "Kochavi", "O'Brien", "Joint Chiefs", "Quds Force", "Harlan Whitcombe", "the Meridian Accord",
    "XB-70", "Office of Civil Works", "al-Rashidiya", "Greyfield & Sons", "deputy commissioner", "St. Aldate's",
]  # fmt: skip


def short_sentences() -> list[str]:
    """The texts of the matching cases: short, and written to be hard for a matcher."""
    cases = [
        yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "tests/cases").glob("match-*.yaml"))
    ]
    texts = dict.fromkeys(" ".join(case["text"].split()) for group in cases for case in group)
    return [text for text in texts if re.search("[\u0621-\u064a]{4,}", text)]


def random_terms(lines: list[str], rng: random.Random) -> tuple[Term, ...]:
    """For each line a term made of one to three of its own words, with an English that no model would say."""
    terms = {}
    for line in lines:
        words = re.findall(r"[\u0621-\u064a]{4,}(?: [\u0621-\u064a]{4,}){0,2}", line)
        if words:
            ar = rng.choice(words)
            terms[ar] = Term(ar, rng.choice(NAMES), kind=rng.choice(["name", "title", "organization"]))
    return tuple(terms.values())


def test_every_hit_is_rendered_or_reported() -> None:
    rng = random.Random(7)
    lines = [*short_sentences(), *(line for line in SENTENCES if len(line) < 80)][:500]
    assert len(lines) == 500
    tool = Translator(Glossary(random_terms(lines, rng)), Options(beam=2))
    hits = silent = 0
    for done in tool.translate_lines(lines):
        text = done.text.replace("’", "'").lower()
        reported = [violation.en for violation in done.violations]
        for outcome in done.hits:
            hits += 1
            silent += outcome.en.lower() not in text and outcome.rendering not in reported
        assert not re.search("[⟦⟧⟶⟨⟩]", done.text)
    assert hits >= 400
    assert silent == 0


def test_what_tags_brought_in_is_aligned_with_the_source_as_it_stands() -> None:
    source = "التقى وزير الخارجية نتنياهو في القدس يوم الجمعة، ثم سافر إلى عمان."
    name = Hit(source.index("نتنياهو"), source.index("نتنياهو") + 7, "نتنياهو", Term("نتنياهو", "Milley", kind="name"))
    engine = Translator(Glossary(()), Options()).engine
    task = Task(source, (name,))
    ((_, (base, *_)),) = free.translate([task], engine, 2)
    drafts = [one for group in annotate.climb([task], [base], engine, 4) for one in group if not one.missing]
    aligned = [(one.text, one.alignment) for one in drafts if one.alignment]
    assert aligned
    for text, alignment in aligned:
        assert all(span.end <= len(source) for span in alignment.source)
        (place,) = (place for place in locate(text, [name]) if place)
        others = [Span(at, at + 8) for at in range(0, len(source), 8)]
        elsewhere = [mass(place, alignment, span) for span in others if not span.overlaps(name.span)]
        assert mass(place, alignment, name.span) > max(0.3, *elsewhere)


def test_a_sentence_without_hits_is_untouched() -> None:
    lines = SENTENCES[:40]
    terms = random_terms(lines[::4], random.Random(3))
    enforced = list(Translator(Glossary(terms), Options(beam=2)).translate_lines(lines))
    plain = list(Translator(Glossary(terms), Options(beam=2, enforce="off")).translate_lines(lines))
    untouched = 0
    for one, other in zip(enforced, plain, strict=True):
        if not one.hits:
            untouched += 1
            assert one.text == other.text
    assert untouched >= 10
