"""Glossary files: what they may say, what is wrong with them, how they merge, and the cache."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from translator.errors import GlossaryError
from translator.glossary import load as load_module
from translator.glossary.load import load, loads, shipped
from translator.glossary.model import Term


@pytest.fixture(autouse=True)
def cache_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this test's own."""
    home = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(home))
    return home


def problems(text: str) -> tuple[str, ...]:
    with pytest.raises(GlossaryError) as caught:
        loads(text, "g.yaml")
    assert caught.value.exit_code == 4
    assert caught.value.hint
    return caught.value.problems


def test_long_form_with_every_field() -> None:
    text = """
name: US military
languages: {source: ar, target: en}
priority: 10
terms:
  - ar: رئيس هيئة الأركان المشتركة
    en: Chairman of the Joint Chiefs
    accept: [Chairman of the Joint Chiefs of Staff]
    forbid: [Chief of the Joint Staff]
    kind: title
    forms: [رئيس الأركان المشتركة]
    plural: Chairmen of the Joint Chiefs
    case: exact
    exact: true
    context: [الأميركية, واشنطن]
    repeat: first
    first: Chairman of the Joint Chiefs of Staff
    later: the chairman
    note: US only
"""
    assert loads(text, "us.yaml").terms == (
        Term(
            ar="رئيس هيئة الأركان المشتركة",
            en="Chairman of the Joint Chiefs",
            accept=("Chairman of the Joint Chiefs of Staff",),
            forbid=("Chief of the Joint Staff",),
            kind="title",
            forms=("رئيس الأركان المشتركة",),
            plural="Chairmen of the Joint Chiefs",
            case="exact",
            exact=True,
            context=("الأميركية", "واشنطن"),
            repeat="first",
            first="Chairman of the Joint Chiefs of Staff",
            later="the chairman",
            note="US only",
            origin="us.yaml:6",
            priority=10,
        ),
    )


@pytest.mark.parametrize(
    "text",
    [
        "terms:\n  البنتاغون: Pentagon\n  ميلي: Milley\n",
        "terms:\n- البنتاغون: Pentagon\n- ميلي: Milley\n",
        "terms:\n- البنتاغون: Pentagon\n- ar: ميلي\n  en: Milley\n",
        "terms:\r\n- البنتاغون: Pentagon\r\n  ميلي: Milley\r\n",
        "---\nterms: {البنتاغون: Pentagon, ميلي: Milley}\n",
    ],
)
def test_short_forms(text: str) -> None:
    assert [(term.ar, term.en, term.kind) for term in loads(text, "g").terms] == [
        ("البنتاغون", "Pentagon", "term"),
        ("ميلي", "Milley", "term"),
    ]


def test_untranslated_copies_the_source() -> None:
    assert loads("terms:\n- {ar: WhatsApp, kind: untranslated}", "g").terms[0].en == "WhatsApp"


def test_one_text_will_do_for_a_list() -> None:
    assert loads("terms:\n- {ar: وزير, en: minister, forms: وزراء}", "g").terms[0].forms == ("وزراء",)


WRONG = [
    ("", "g.yaml:1:1: the file is empty: give it a `terms:` list"),
    ("# only a remark\n", "g.yaml:1:1: the file is empty: give it a `terms:` list"),
    ("- a\n", "g.yaml:1:1: a glossary begins with `terms:`, and its entries follow indented"),
    ("name: x\n", "g.yaml:1:1: `terms:` is missing: add it before the entries"),
    ("terms:\n", "g.yaml:1:7: there are no terms: add entries such as `البنتاغون: Pentagon`"),
    ("terms: x\n", "g.yaml:1:8: `terms:` needs a list or a mapping of entries"),
    ("term: []\nterms: {أ: b}", "g.yaml:1:1: unknown key “term”: did you mean terms?"),
    ("terms:\n- x\n", "g.yaml:2:3: an entry is `ARABIC: ENGLISH`, or has `ar:` and `en:`"),
    ("terms:\n- {ar: أ, en: a, froms: [b]}", "g.yaml:2:18: unknown key “froms”: did you mean forms?"),
    ("terms:\n- {en: a}", "g.yaml:2:3: `ar:` is missing: add the Arabic"),
    ("terms:\n- {ar: أ}", "g.yaml:2:3: `en:` is missing: add the English"),
    ("terms:\n- {ar: أ, en: Yes}", "g.yaml:2:15: Yes means a yes/no in YAML: quote it: 'Yes'"),
    ("terms:\n- {ar: أ, en: On}", "g.yaml:2:15: On means a yes/no in YAML: quote it: 'On'"),
    ("terms:\n- {ar: أ, en: 12}", "g.yaml:2:15: 12 means a number in YAML: quote it: '12'"),
    ("terms:\n- {ar: أ, en: 1.5}", "g.yaml:2:15: 1.5 means a number in YAML: quote it: '1.5'"),
    ("terms:\n- {ar: أ, en: 2020-01-01}", "g.yaml:2:15: 2020-01-01 means a date in YAML: quote it: '2020-01-01'"),
    ("terms:\n- {ar: أ, en: }", "g.yaml:2:15: there is no value: write one, or remove the key"),
    ("terms:\n- {ar: أ, en: ' '}", "g.yaml:2:15: the text is empty: write one, or remove the key"),
    ("terms:\n- {ar: أ, en: [a]}", "g.yaml:2:15: a single text is needed here, not a list or a mapping"),
    ("terms:\n- {ar: أ, en: a, forms: {b: c}}", "g.yaml:2:25: a list of texts is needed here: [one, two]"),
    ("terms:\n- {ar: أ, en: a, exact: maybe}", "g.yaml:2:25: true or false is needed here"),
    ("priority: high\nterms: {أ: b}", "g.yaml:1:11: a whole number is needed here, such as 10"),
    ("languages: {source: fr}\nterms: {أ: b}", "g.yaml:1:21: the source language is always ar"),
    ("terms:\n  أ: {en: b}", "g.yaml:2:6: more than the English needs the long form: `- ar: …` with `en: …` below it"),
    ("terms:\n- {ar: \u200f, en: a}", "g.yaml:2:3: “\u200f” can never match: it has no letter, digit or sign"),
    ("terms:\n  أ: a\n  أ: a", "g.yaml:3:3: “أ” stands already on line 2: keep one of them"),
    ("terms:\n- {ar: أ, ar: ب, en: a}", "g.yaml:2:11: “ar” stands already on line 2: keep one of them"),
    (
        "terms:\n- {ar: أ, en: a, kind: nam}",
        "g.yaml:2:24: `kind: nam` is none of title, name, organization, place, term, untranslated: did you mean name?",
    ),
    (
        "terms:\n- رئيس: president\n- رَئيس: head",
        "g.yaml:3:10: “رَئيس” is “head” here and “president” on line 2: keep one, or tell them apart with `context:`",
    ),
    (
        "terms:\n  en: Foo: bar",
        "g.yaml:2:10: mapping values are not allowed in this context: quote a text that contains a colon",
    ),
    ("terms:\n- {ar: *x, en: a}", "g.yaml:2:8: found undefined alias: quote a text that begins with *"),
    ("terms:\n- ar: 'أ\n", "g.yaml:3:1: found unexpected end of stream: close the quotation mark"),
    ("terms: {أ: b}\n---\nterms: {}", "g.yaml:2:1: but found another document: keep one glossary a file, without ---"),
]


@pytest.mark.parametrize(("text", "problem"), WRONG)
def test_problem(text: str, problem: str) -> None:
    assert problem in problems(text)


def test_all_problems_at_once() -> None:
    found = problems("terms:\n- {ar: أ, en: 12}\n- {ar: ب}\n- {ar: ج, en: x, knid: name}\n")
    assert [problem.split(":")[1] for problem in found] == ["2", "3", "4"]


def test_a_form_counts_as_a_source() -> None:
    assert "on line 2" in problems("terms:\n- {ar: وزير, en: minister, forms: [وزراء]}\n- {ar: وزراء, en: cabinet}")[0]


@pytest.mark.parametrize(
    "text",
    [
        "terms:\n- {ar: رئيس, en: president}\n- {ar: رئيس, en: chairman, context: [الشركة]}",
        "terms:\n- {ar: رئيس, en: president}\n- {ar: رئيس, en: president}",
        "terms:\n- {ar: أحمد, en: Ahmed}\n- {ar: احمد, en: Ahmad, exact: true}",
    ],
)
def test_not_a_conflict(text: str) -> None:
    assert len(loads(text, "g").terms) == 2


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "terms: " + "{a: " * 50_000,
        "- " * 100_000,
        "terms: &a [*a]",
        "terms: &a\n- *a\n",
        "terms:\n- &a {ar: أ, en: [*a]}",
        "a: &a [x, x]\nb: &b [*a, *a]\nterms: [*b, *b]",
        "terms:\n- {ar: أ, en: x, forms: &f [" + ",".join(f"أ{n}" for n in range(500)) + "]}\n"
        + "".join(f"- {{ar: ب{n}, en: x, forms: *f}}\n" for n in range(500)),
        "terms:\n- ? [a]\n  : b",
        "terms:\n- ar: \ud800",
        "terms:\n- ar: 'a\x00b'",
        "%TAG ! x\n---\nterms: [",
        "terms: !!python/object/apply:os.system [ls]",
    ],
    ids=range(13),
)  # fmt: skip
def test_hostile_files_are_refused(text: str) -> None:
    assert all(problem.startswith("g.yaml:") for problem in problems(text))


def test_aliases_are_welcome_in_small_numbers() -> None:
    text = "terms:\n- {ar: أ, en: a, accept: &x [b, c]}\n- {ar: ب, en: d, accept: *x}\n"
    assert loads(text, "g").terms[1].accept == ("b", "c")


def write(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


def test_merge_by_priority_then_order(tmp_path: Path) -> None:
    low = write(tmp_path, "low.yaml", "terms: {ميلي: Milley, أ: a}")
    high = write(tmp_path, "high.yaml", "priority: 5\nterms: {ب: b}")
    glossary = load([low, high])
    assert [term.ar for term in glossary.terms] == ["ب", "ميلي", "أ"]
    assert [name for name, _ in glossary.files] == [low, high]
    assert glossary.warnings == ()


def test_conflict_across_files_is_a_warning(tmp_path: Path) -> None:
    one = write(tmp_path, "one.yaml", "terms: {إيران: Iran}")
    two = write(tmp_path, "two.yaml", "priority: 1\nterms: {ايران: Persia}")
    warning = f"{one}:1: إيران is “Iran” here, “Persia” in {two}:2, which wins by priority"
    assert load([one, two]).warnings == (warning,)


def test_directory_and_repeated_names(tmp_path: Path) -> None:
    one = write(tmp_path, "one.yaml", "terms: {أ: a}")
    write(tmp_path, "two.yaml", "terms: {ب: b}")
    write(tmp_path, "notes.txt", "not a glossary")
    assert [term.en for term in load([str(tmp_path), one]).terms] == ["a", "b"]


def test_problems_of_all_files_at_once(tmp_path: Path) -> None:
    one = write(tmp_path, "one.yaml", "terms: {أ: 1}")
    (tmp_path / "two.yaml").write_bytes("terms: {أ: ".encode() + "أ".encode("cp1256") + b"}")
    (tmp_path / "empty").mkdir()
    names = [one, str(tmp_path / "two.yaml"), str(tmp_path / "none.yaml"), str(tmp_path / "empty"), "nosuch", "x.docx"]
    with pytest.raises(GlossaryError) as caught:
        load(names)
    told = "\n".join(caught.value.problems)
    for part in (
        "one.yaml:1:12: 1 means a number",
        "two.yaml:1:12: is not UTF-8",
        "none.yaml: there is no such file",
        "empty: there is no *.yaml",
        "nosuch: there is no such file or shipped glossary",
        "x.docx: is not a glossary",
    ):
        assert part in told


def test_byte_order_mark_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "bom.yaml"
    path.write_bytes("\ufeffterms: {أ: a}".encode())
    assert load([str(path)]).terms[0].en == "a"


def test_size_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load_module, "MAX_BYTES", 10)
    with pytest.raises(GlossaryError, match="1 problem"):
        load([write(tmp_path, "big.yaml", "terms: {أ: a}")])


def test_nothing_named_is_nothing() -> None:
    assert load([]).terms == ()


def big(count: int, english: str = "term") -> str:
    lines = [f"- {{ar: كلمة {n}, en: {english} {n}, forms: [لفظ {n}], kind: title, plural: x}}" for n in range(count)]
    return "\n".join(["terms:", *lines])


def test_cache_gives_the_same_and_follows_the_file(tmp_path: Path, cache_home: Path) -> None:
    name = write(tmp_path, "big.yaml", big(1000))
    first = load([name])
    kept = list(cache_home.rglob("*.json"))
    assert len(kept) == 1
    assert load([name]) == first
    write(tmp_path, "big.yaml", big(1000, "other"))
    assert load([name]).terms[0].en == "other 0"
    assert list(cache_home.rglob("*.json")) == kept


@pytest.mark.parametrize("damage", ["", "{}", "[]", "null", '{"key": 1}', '{"key": "KEY", "terms": [[1]]}', "\ud800"])
def test_damaged_cache_is_no_cache(tmp_path: Path, cache_home: Path, damage: str) -> None:
    name = write(tmp_path, "big.yaml", big(1000))
    first = load([name])
    (kept,) = cache_home.rglob("*.json")
    key = json.loads(kept.read_bytes())["key"]
    kept.write_bytes(damage.replace("KEY", key).encode("utf-8", "surrogatepass"))
    assert load([name]) == first


def test_cache_that_cannot_be_written_is_no_error(tmp_path: Path, cache_home: Path) -> None:
    cache_home.write_text("a file where the folder should be")
    assert len(load([write(tmp_path, "big.yaml", big(1000))]).terms) == 1000


def test_small_files_are_not_cached(tmp_path: Path, cache_home: Path) -> None:
    load([write(tmp_path, "small.yaml", "terms: {أ: a}")])
    assert not cache_home.exists()


def test_shipped_glossaries_load_without_conflicts() -> None:
    assert shipped()
    glossary = load([path.stem for path in shipped()])
    assert len(glossary.files) == len(shipped())
    assert glossary.warnings == ()
