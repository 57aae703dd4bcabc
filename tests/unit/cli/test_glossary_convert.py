"""`translator glossary convert`, and -g with the files that translators have."""

import time
from pathlib import Path

import pytest

from translator.glossary.exchange.table import FORMATS
from translator.glossary.load import load

TERMS = """name: Army
terms:
- ar: رئيس الأركان
  en: chief of staff
  accept: [staff chief]
  kind: title
- البنتاغون: Pentagon
"""
CSV = "ar,en\nرئيس الأركان,chief of staff\nالبنتاغون,Pentagon\n"


@pytest.fixture
def terms(run) -> str:
    Path("terms.yaml").write_text(TERMS, "utf-8")
    return "terms.yaml"


def test_there_and_back_again(run, terms):
    names = ["a.csv", "b.tsv", "c.xlsx", "d.tbx", "e.yaml"]
    for source, target in zip([terms, *names], names, strict=False):
        result = run("glossary", "convert", source, target)
        assert (result.code, result.out) == (0, f"{target}\n")
    found = [(term.ar, term.en, term.accept, term.kind) for term in load(["e.yaml"]).terms]
    assert found == [(term.ar, term.en, term.accept, term.kind) for term in load([terms]).terms]
    assert run("glossary", "check", "e.yaml").code == 0


def test_what_is_lost_is_told(run, terms):
    result = run("glossary", "convert", terms, "t.csv", "--to", "deepl")
    assert result.err == (
        "not everything of the glossary stands in t.csv as it was:\n"
        "  the name “Army”: left out\n"
        "  accept: left out (1 term: رئيس الأركان)\n"
        "  kind: left out (1 term: رئيس الأركان)\n"
    )
    assert Path("t.csv").read_text("utf-8") == "رئيس الأركان,chief of staff\nالبنتاغون,Pentagon\n"
    assert run("glossary", "convert", terms, "t.csv", "--to", "deepl", "--force", "-q").err == ""


def test_every_term_concerned_with_v(run):
    Path("many.yaml").write_text("terms:\n" + "".join(f"- {{ar: ك{n}, en: w, note: x}}\n" for n in range(5)), "utf-8")
    result = run("glossary", "convert", "many.yaml", "a.csv", "--to", "azure")
    assert "note: left out (5 terms: ك0, ك1, ك2, …)" in result.err
    result = run("glossary", "convert", "many.yaml", "b.csv", "--to", "azure", "-v")
    assert "note: left out (5 terms: ك0, ك1, ك2, ك3, ك4)" in result.err


def test_shipped_glossary_to_stdout(run):
    result = run("glossary", "convert", "dates", "-", "--to", "amazon", "-q")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("ar,en\nكانون الثاني,January\n")


def test_a_folder_becomes_one_file(run):
    Path("many").mkdir()
    Path("many/a.yaml").write_text("priority: 1\nterms: {إيران: Iran, ميلي: Milley}", "utf-8")
    Path("many/b.yaml").write_text("terms:\n- {ar: ايران, en: Persia, forms: [فارس]}\n- {ar: ميلى, en: Mili}", "utf-8")
    result = run("glossary", "convert", "many", "one.yaml")
    assert result.err.splitlines() == [
        "warning: many/b.yaml:2: ايران is “Persia” here, “Iran” in many/a.yaml:2, which wins by priority",
        "warning: many/b.yaml:3: ميلى is “Mili” here, “Milley” in many/a.yaml:2, which wins by priority",
        "not everything of the glossary stands in one.yaml as it was:",
        "  priority: made 1, like that of most terms (1 term: فارس)",
    ]
    assert [(term.ar, term.en) for term in load(["one.yaml"]).terms] == [
        ("إيران", "Iran"),
        ("ميلي", "Milley"),
        ("فارس", "Persia"),
    ]
    assert run("glossary", "check", "one.yaml").code == 0


def test_help_names_every_format(run):
    told = run("glossary", "convert", "--help").out.replace("-\n  ", "-")
    assert [row.name for row in FORMATS if row.writer and row.name not in told] == []


def test_an_output_that_exists_is_kept(run, terms):
    Path("out.csv").write_text("mine")
    result = run("glossary", "convert", terms, "out.csv")
    assert (result.code, Path("out.csv").read_text()) == (3, "mine")
    assert result.err == "error: out.csv: exists already\nhint: name another file, or say --force to replace it\n"
    assert run("glossary", "convert", terms, "out.csv", "--force").code == 0
    result = run("glossary", "convert", terms, "./terms.yaml", "--force")
    assert (result.code, Path(terms).read_text("utf-8")) == (3, TERMS)


@pytest.mark.parametrize(
    ("source", "content", "target", "code", "told"),
    [
        ("none.csv", None, "x.yaml", 3, "error: none.csv: there is no such file"),
        ("nosuch", None, "x.yaml", 4, "nosuch: there is no such file or shipped glossary"),
        ("bad.csv", "ar,en\nميلي,\n", "x.yaml", 4, "  bad.csv:2:6: the English is missing"),
        ("bad.xlsx", "PK\x03\x04", "x.yaml", 3, "error: bad.xlsx: the file is damaged or no package"),
        ("bad.tbx", "<mtf/>", "x.yaml", 3, "error: bad.tbx: the file is no TBX: its first element is <mtf>"),
        ("a.docx", "x", "x.yaml", 3, "error: a.docx: the file is no glossary that we know"),
        ("good.csv", CSV, "x.docx", 2, "error: x.docx: no format is written to .docx"),
        ("good.csv", CSV, "no/x.yaml", 3, "error: no/x.yaml: there is no folder no"),
    ],
)
def test_what_goes_wrong(run, source, content, target, code, told):
    if content is not None:
        Path(source).write_text(content, "utf-8")
    result = run("glossary", "convert", source, target)
    assert result.code == code
    assert told in result.err
    assert "hint: " in result.err
    assert not Path(target).exists()


@pytest.mark.parametrize("name", ["t.csv", "t.tsv", "t.xlsx", "t.tbx", "t.utf8", "t.txt", "T.YAML"])
def test_files_that_translators_have_are_loaded_directly(run, terms, name):
    assert run("glossary", "convert", terms, name, "-q").code == 0
    result = run("glossary", "match", "-g", name, "--text", "التقى برئيس الأركان في البنتاغون")
    assert [line.split("\t")[4] for line in result.out.splitlines()] == ["chief of staff", "Pentagon"]
    assert run("glossary", "check", name).code == 0


def test_check_names_rows_and_cells(run):
    Path("t.csv").write_text("ar,en\nميلي, \nايران,Iran\nإيران,Persia\n", "utf-8")
    result = run("glossary", "check", "t.csv")
    assert result.code == 4
    assert result.out.splitlines()[0] == "t.csv:2:6: error: the English is missing: add it, or remove the row"
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "Terms"
    for row in (["ar", "en", "kind"], ["ميلي", "Milley ", "x"]):
        book.active.append(row)
    book.save("t.xlsx")
    assert run("glossary", "check", "t.xlsx").out.startswith("t.xlsx:Terms!C2: error: `kind: x` is none of")
    book.active["C2"] = "name"
    book.active["B2"] = "general (Milley"
    book.save("t.xlsx")
    first = run("glossary", "check", "t.xlsx").out.splitlines()[0]
    assert first == "t.xlsx:Terms!2: error: `en: general (Milley` has a quotation mark or bracket that is not closed"


def test_warnings_are_kept_with_the_terms(run, monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    rows = "".join(f"كلمة {n},word {n},x\n" for n in range(3000))
    Path("t.csv").write_text(f"ar,en,domain\n{rows}", "utf-8")
    first = load(["t.csv"])
    assert len(list((tmp_path / "cache").rglob("*.json"))) == 1
    assert first.warnings == ("t.csv:1:7: the column “domain” is left out: it is no field of a term",)
    assert load(["t.csv"]) == first


def test_many_rows(run):
    rows = "".join(f"كلمة {n},word {n}\n" for n in range(8_000))
    Path("t.csv").write_text(f"ar,en\n{rows}", "utf-8")
    begin = time.process_time()
    assert run("glossary", "convert", "t.csv", "t.xlsx", "-q").code == 0
    assert run("glossary", "convert", "t.xlsx", "t.yaml", "-q").code == 0
    assert time.process_time() - begin < 6
    assert Path("t.yaml").read_text("utf-8").count("\n") == 8_001
