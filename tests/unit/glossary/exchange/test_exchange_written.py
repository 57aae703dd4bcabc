"""What is written: YAML that people like to read, lists of pairs for services, and what is told to be lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePath

import pytest
from exchanged import FULL, GLOSSARY, PLAIN, bare, named, pairs, read
from translate.storage.omegat import OmegaTFile

from translator.errors import OptionsError
from translator.glossary.exchange.losses import losses
from translator.glossary.exchange.table import FORMATS, SUFFIXES, for_file, for_output
from translator.glossary.exchange.yaml import parse
from translator.glossary.lint import check
from translator.glossary.load import load, shipped
from translator.glossary.model import Glossary, Term


def test_short_forms() -> None:
    glossary = Glossary((Term("البنتاغون", "Pentagon"), Term("ميلي", "Milley: a general")))
    assert named("yaml").write(glossary).decode() == "terms:\n  البنتاغون: Pentagon\n  ميلي: 'Milley: a general'\n"


def test_long_forms_and_short_ones_in_one_list() -> None:
    assert (
        named("yaml").write(GLOSSARY).decode()
        == """name: US military
priority: 10
terms:
  - ar: رئيس هيئة الأركان المشتركة
    en: Chairman of the Joint Chiefs
    accept: [Chairman of the Joint Chiefs of Staff, Joint Chiefs chairman]
    forbid: [Chief of the Joint Staff]
    kind: title
    forms: [رئيس الأركان المشتركة]
    plural: Chairmen of the Joint Chiefs
    first: Chairman of the Joint Chiefs of Staff
    later: the chairman
    case: exact
    exact: true
    context: [الأميركية, واشنطن]
    repeat: first
    note: "US only; others are \\"chief of staff\\"\\nsecond line"
  - البنتاغون: Pentagon
"""
    )


@pytest.mark.parametrize(
    "text",
    [
        *("yes", "No", "on", "null", "~", "y", "1967", "1.5", "1e5", "0x1F", "2020-01-01", "12:30", "=", "<<", "- a"),
        *(
            "a: b",
            "a:",
            "a #b",
            "#a",
            "a, b",
            "[a]",
            "{a}",
            "a] b",
            "'a'",
            '"a"',
            "a'b",
            "it's",
            "& co",
            "*",
            "!a",
            "%a",
        ),
        *("@a", "`a", "|", ">", "?", "-", ":", " a", "a ", "a  b", "a\nb", "a\tb", "\ufeffa", "a\u2028b", "a\u200fb"),
        *("a\\b", "a\x85b", "\x07a", "😀", "7 October", "Milley's", "F-16", "note", "ar", "terms", "é", "a" * 2000),
    ],
)
def test_texts_that_yaml_takes_for_something_else(text: str) -> None:
    terms = (
        Term("كلمة", text, accept=(text, "x"), note=text),
        Term(f"{text} ك", "word", forms=(f"{text} ل",)),
        Term(f"{text} م", text),
    )
    for some in (terms, terms[2:]):
        assert bare(parse(named("yaml").write(Glossary(some)).decode(), "g")) == list(some)


def test_no_terms() -> None:
    assert named("yaml").write(Glossary()).decode() == "terms: []\n"


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_shipped_glossaries_survive_and_lint_the_same(path: Path) -> None:
    glossary = load([path.stem])
    for name in ("yaml", "csv", "tbx"):
        again = read(named(name).write(glossary), f"g.{name}")
        assert bare(again) == bare(glossary)
    remarks = [(remark.severity, remark.message) for remark in check(glossary)]
    again = parse(named("yaml").write(glossary).decode(), "g")
    assert len(check(again)) == len(remarks)


WRITTEN = {
    ("deepl", ".csv"): 'قيد,term\nقيود,term\n"أ,ب","the ""x"""\n',
    ("deepl", ".tsv"): 'قيد\tterm\nقيود\tterm\nأ,ب\t"the ""x"""\n',
    ("google", ".csv"): 'قيد,term\nقيود,term\n"أ,ب","the ""x"""\n',
    ("google-set", ".csv"): 'ar,en,description\nقيد,term,a note\nقيود,term,a note\n"أ,ب","the ""x""",\n',
    ("amazon", ".csv"): 'ar,en\nقيد,term\nقيود,term\n"أ,ب","the ""x"""\n',
    ("amazon", ".tsv"): 'ar\ten\nقيد\tterm\nقيود\tterm\nأ,ب\t"the ""x"""\n',
    ("azure", ".tsv"): 'قيد\tterm\nقيود\tterm\nأ,ب\t"the ""x"""\n',
    ("omegat", ".utf8"): 'قيد\tterm\ta note\nقيد\tcondition\nقيود\tterm\ta note\nقيود\tcondition\nأ,ب\tthe "x"\n',
}


@pytest.mark.parametrize(("name", "suffix"), WRITTEN)
def test_lists_of_pairs(name: str, suffix: str) -> None:
    terms = (
        Term("قيد", "term", accept=("condition",), forms=("قيود", "قيد"), note="a\nnote"),
        Term("أ,ب", 'the "x"'),
        Term("قيود", "chains", context=("سجن",)),
    )
    if name == "omegat":
        terms = terms[:2]
    text = named(name).write(Glossary(terms), suffix).decode()
    assert text.replace("\r\n", "\n") == WRITTEN[name, suffix]


def test_translate_toolkit_reads_omegat() -> None:
    store = OmegaTFile()
    store.parse(named("omegat").write(Glossary((PLAIN, Term("ميلي", "Milley", note="a general")))))
    assert [(unit.source, unit.target) for unit in store.units] == [("البنتاغون", "Pentagon"), ("ميلي", "Milley")]
    assert store.units[1].getnotes() == "a general"


def told(glossary: Glossary, name: str) -> dict[str, str]:
    return {loss.what: loss.becomes for loss in losses(glossary, named(name))}


FIELDS = ("kind", "plural", "first", "later", "case", "exact", "context", "repeat", "priority")


@pytest.mark.parametrize(
    ("name", "lost"),
    [
        ("yaml", set()),
        ("csv", {"the name “US military”"}),
        ("tsv", {"the name “US military”"}),
        ("xlsx", {"the name “US military”"}),
        ("tbx", set(FIELDS)),
        ("tbx2", set(FIELDS)),
        ("omegat", {"the name “US military”", "forbid", "forms", "line breaks and white space in note", *FIELDS}),
        ("deepl", {"the name “US military”", "accept", "forbid", "forms", "note", *FIELDS}),
        ("google", {"the name “US military”", "accept", "forbid", "forms", "note", *FIELDS}),
        (
            "google-set",
            {"the name “US military”", "accept", "forbid", "forms", "line breaks and white space in note", *FIELDS},
        ),
        ("amazon", {"the name “US military”", "accept", "forbid", "forms", "note", *FIELDS}),
        ("azure", {"the name “US military”", "accept", "forbid", "forms", "note", *FIELDS}),
    ],
)
def test_what_is_lost(name: str, lost: set[str]) -> None:
    assert set(told(GLOSSARY, name)) == lost
    assert told(GLOSSARY, name).get("forms", "each a pair of its own") == "each a pair of its own"


def test_a_term_loses_nothing_that_it_has_not() -> None:
    for row in FORMATS:
        if row.writer:
            assert losses(Glossary((Term("ميلي", "Milley"),)), row) == ()


def test_values_that_do_not_fit() -> None:
    long, odd = Term("أ" * 300, "x" * 40_000), Term("ب\nج ", " y\x07")
    glossary = Glossary((long, odd, replace(PLAIN, priority=3), Term("#د", "z"), Term("#د", "w", context=("x",))))
    assert told(glossary, "yaml") == {"priority": "made 0, like that of most terms"}
    assert "longer than the 200 bytes that may be uploaded" in told(glossary, "amazon").values()
    assert told(glossary, "deepl")["further English for the same Arabic"] == "left out"
    assert told(glossary, "omegat")["Arabic that begins with #"] == "left out"
    assert told(glossary, "xlsx")["en"] == "cut after 32,767 characters"
    assert told(glossary, "tbx")["control characters in en"] == "made \ufffd"
    assert told(glossary, "csv")["line breaks in ar"] == "made spaces"
    assert told(glossary, "csv")["white space at the ends of ar"] == "left out"
    assert told(glossary, "tbx2")["white space in ar"] == "made single spaces"
    assert len(read(named("xlsx").write(glossary), "g.xlsx").terms[0].en) == 32_767


@pytest.mark.parametrize(
    ("name", "path", "found"),
    [
        ("", "a.csv", "csv"),
        ("", "a.TSV", "tsv"),
        ("", "a.yml", "yaml"),
        ("", "a.tbx", "tbx"),
        ("", "a.txt", "omegat"),
        ("tbx2", "a.tbx", "tbx2"),
        ("deepl", "a.csv", "deepl"),
        ("xlsx", "-", "xlsx"),
    ],
)
def test_formats_to_write(name: str, path: str, found: str) -> None:
    assert for_output(name, PurePath(path)).name == found


@pytest.mark.parametrize(
    ("name", "path", "message"),
    [
        ("", "a.docx", "a.docx: no format is written to .docx"),
        ("", "a", "a: no format is written to this name"),
        ("", "-", "the format for stdout is not said"),
        ("", "a.tmx", "a.tmx: no format is written to .tmx"),
        ("nosuch", "a.csv", "there is no format 'nosuch'"),
        ("google-set", "a.tsv", "a.tsv: google-set is written to a file whose name ends in .csv"),
    ],
)
def test_formats_that_cannot_be_written(name: str, path: str, message: str) -> None:
    with pytest.raises(OptionsError) as caught:
        for_output(name, PurePath(path))
    assert str(caught.value) == message
    assert caught.value.hint


def test_every_readable_suffix_finds_its_format() -> None:
    for suffix in SUFFIXES:
        if suffix != ".xml":
            assert for_file(PurePath(f"g{suffix.upper()}"), b"x").reader


def test_full_has_every_field() -> None:
    blank = Term("a", "b")
    for name in Term.__dataclass_fields__:
        assert name == "origin" or getattr(FULL, name) != getattr(blank, name), name
    assert pairs(Glossary((FULL,))) == [(FULL.ar, FULL.en)]
