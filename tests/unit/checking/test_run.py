"""Pairs in, results out."""

import subprocess
import sys
from time import process_time

import pytest

from translator.checking.consistency import same_share
from translator.checking.run import Checked, Checker, problems
from translator.document import Pair
from translator.errors import InputError
from translator.glossary.match import Matcher
from translator.glossary.model import Glossary, Term
from translator.options import Options

TERMS = (
    Term("نتنياهو", "Netanyahu", accept=("Bibi Netanyahu",), forbid=("Bibi",), kind="name"),
    Term("ميلي", "Milley", first="General Mark Milley", kind="name"),
)


def found(*rows: tuple[str, ...], running: bool = True, repeat: str = "each") -> list[tuple[str, str, str]]:
    """(segment, severity, check) of everything that is wrong."""
    pairs = tuple(Pair(str(n), *row[:2]) for n, row in enumerate(rows, 1))
    checker = Checker(Matcher(Glossary(TERMS)), Options(repeat=repeat))  # type: ignore[arg-type]
    result = checker.check(Checked("a", "b", pairs, running))
    return [(segment.id, *problem[:2]) for segment in result.segments for problem in problems(segment)]


RIGHT = [
    [("قال نتنياهو", "Netanyahu said")],
    [("قال نتنياهو", "Bibi Netanyahu said")],
    [("قال لنتنياهو", "He told Netanyahu")],
    [("قال ميلي", "General Mark Milley said"), ("عاد ميلي", "Milley returned")],
    [("نعم", "Yes"), ("نعم!", "yes!")],
    [("نعم", "Yes"), ("لا", "Yes")],
    [("2020", "2020"), ("قال", "He said")],
]
WRONG = [
    ([("قال نتنياهو", "Benjamin said")], ("1", "error", "terminology")),
    ([("قال نتنياهو", "Netanyahu said Bibi")], ("1", "error", "terminology")),
    ([("قال ميلي", "Milley said")], ("1", "error", "terminology")),
    ([("نعم", "Yes"), ("نعَم", "Yeah")], ("2", "warning", "consistency")),
    ([("وصل الوزير إلى القاهرة", "He is here"), ("عاد الوزير إلى بيروت", "He is here")], ("2", "info", "consistency")),
    ([("نعم", ""), ("لا", "No")], ("1", "error", "empty")),
    ([("نعم", "نعم"), ("لا", "No")], ("1", "error", "copied")),
    ([("5 كتب", "6 books")], ("1", "error", "numbers")),
]


@pytest.mark.parametrize("rows", RIGHT)
def test_right(rows):
    assert found(*rows) == []


@pytest.mark.parametrize(("rows", "problem"), WRONG)
def test_wrong(rows, problem):
    assert problem in found(*rows)


def test_of_a_translation_that_is_missing_nothing_else_is_said():
    assert found(("قال نتنياهو في 5 مارس؟", " ")) == [("1", "error", "empty")]


def test_a_memory_has_no_first_mention():
    rows = [("قال ميلي", "Milley said"), ("عاد ميلي", "General Mark Milley returned")]
    assert [problem for problem in found(*rows, running=False) if problem[1] != "info"] == []


def test_repeat_first_forgives_later_mentions_in_a_segment():
    assert found(("نتنياهو ونتنياهو", "Netanyahu and he"), repeat="first") == []
    assert found(("نتنياهو ونتنياهو", "Netanyahu and he")) == [("1", "error", "terminology")]


def test_terms_inside_addresses_are_no_terms():
    assert found(("انظر https://example.org/نتنياهو", "See https://example.org/نتنياهو")) == []


def test_hits_are_told_with_their_places():
    checker = Checker(Matcher(Glossary(TERMS)))
    (segment,) = checker.check(Checked("a", "b", (Pair("1", "قال نتنياهو", "Netanyahu said"),))).segments
    (hit,) = segment.outcomes
    assert (hit.rung, segment.source[hit.start : hit.end], segment.target[hit.target_start : hit.target_end]) == (
        "given",
        "نتنياهو",
        "Netanyahu",
    )


def test_a_long_document_that_says_much_in_two_ways_takes_no_long_time():
    rows = [("قال نتنياهو", "Netanyahu said" if n % 3 else "Bibi Netanyahu said") for n in range(5_000)]
    start = process_time()
    assert sum(problem[2] == "consistency" for problem in found(*rows)) > 1_000
    assert process_time() - start < 20  # it would be hours if each place looked at all the others


CODES = [
    ((("<g>",), ("<g>",), True), []),
    ((("<g>", "<x>"), ("<x>", "<g>"), True), []),
    ((("<g>",), (), True), ["error"]),
    ((("<g>", "<g>"), ("<g>",), True), ["error"]),
    (((), ("<g>",), True), ["warning"]),
    ((("note",), (), False), ["warning"]),
    (((), ("note",), False), []),
]


@pytest.mark.parametrize(("codes", "severities"), CODES)
def test_codes(codes, severities):
    checker = Checker(Matcher(Glossary()))
    (segment,) = checker.check(Checked("a", "b", (Pair("1", "قال", "He said", *codes),))).segments
    assert [one.severity for one in segment.findings if one.check == "codes"] == severities


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([("Yes", "نعم"), ("No", "لا")], "the source is not Arabic, and the translation is"),
        ([("Yes", "Oui")], "there is no Arabic in the source"),
        ([], "there is no text in it"),
    ],
)
def test_the_direction_is_checked(rows, message):
    with pytest.raises(InputError, match=message) as caught:
        found(*rows)
    assert caught.value.hint


def test_shares_of_what_is_the_same():
    assert same_share([["A", "a."], ["B", "C", "C"], ["D"]]) == (4, 5)
    assert same_share([]) == (0, 0)


def test_no_engine_is_loaded(tmp_path):
    (tmp_path / "a.txt").write_text("قال نتنياهو\n", "utf-8")
    (tmp_path / "b.txt").write_text("Netanyahu said\n", "utf-8")
    program = (
        "import sys; from translator.cli.main import main; code = main(sys.argv[1:]);"
        "heavy = {'ctranslate2', 'sentencepiece', 'numpy', 'torch'} & set(sys.modules);"
        "sys.exit(repr(heavy) if heavy else code)"
    )
    args = ["check", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "-g", "israel-palestine"]
    done = subprocess.run([sys.executable, "-c", program, *args], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
