"""`translator glossary suggest`: what it prints and writes, and what it does with inputs that are no good."""

from pathlib import Path

import pytest

from translator.glossary.load import load

TEXT = "قال غروندبرغ ذلك. وأكد غروندبرغ أن هيئة الدواء الوطنية ستعمل. ورحبت هيئة الدواء الوطنية بذلك.\n"


@pytest.fixture
def news(tmp_path: Path) -> Path:
    path = tmp_path / "news.txt"
    path.write_text(TEXT, "utf-8")
    return path


def test_a_table_on_stdout(run, news: Path) -> None:
    result = run("glossary", "suggest", news, "--no-model")
    assert result.code == 0
    rows = [line.split() for line in result.out.splitlines()]
    assert [row[:2] for row in rows] == [["2×", "name"], ["2×", "organization"]]
    assert "غروندبرغ" in rows[0]
    assert "2 suggestions" in result.err


def test_the_entries_in_a_file(run, news: Path, tmp_path: Path) -> None:
    result = run("glossary", "suggest", news, "--no-model", "-o", "new.yaml")
    assert result.code == 0
    assert "in new.yaml" in result.err
    (term,) = load([str(tmp_path / "new.yaml")]).terms
    assert (term.ar, term.kind) == ("غروندبرغ", "name")
    assert run("glossary", "check", "new.yaml").code == 0


def test_the_entries_on_stdout(run, news: Path) -> None:
    result = run("glossary", "suggest", news, "--no-model", "-o", "-")
    assert result.out.startswith("# Suggested from")
    assert "2×" in result.out


def test_what_a_glossary_has_is_not_suggested(run, news: Path, tmp_path: Path) -> None:
    run("glossary", "suggest", news, "--no-model", "-o", "new.yaml")
    result = run("glossary", "suggest", news, "--no-model", "-g", "new.yaml")
    assert "غروندبرغ" not in result.out
    assert "هيئة الدواء الوطنية" in result.out


@pytest.mark.parametrize(("output", "code"), [("new.yaml", 3), ("nowhere/new.yaml", 3), ("new.txt", 3)])
def test_no_output_that_would_lose_something(run, news: Path, tmp_path: Path, output: str, code: int) -> None:
    (tmp_path / "new.yaml").write_text("terms: {ا: reviewed}\n", "utf-8")
    result = run("glossary", "suggest", news, "--no-model", "-o", output)
    assert result.code == code
    assert "hint:" in result.err
    assert result.out == ""
    assert (tmp_path / "new.yaml").read_text("utf-8") == "terms: {ا: reviewed}\n"


def test_an_unreadable_document_does_not_stop_the_others(run, news: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    result = run("glossary", "suggest", "missing.txt", "broken.docx", "what.xyz", news, "--no-model", "-o", "new.yaml")
    assert result.code == 3
    assert result.err.count("error:") == 3
    assert "غروندبرغ" in (tmp_path / "new.yaml").read_text("utf-8")
    assert "missing.txt" not in (tmp_path / "new.yaml").read_text("utf-8")


def test_nothing_readable_writes_nothing(run, tmp_path: Path) -> None:
    result = run("glossary", "suggest", "missing.txt", "-o", "new.yaml")
    assert result.code == 3
    assert result.out == ""
    assert not (tmp_path / "new.yaml").exists()


@pytest.mark.parametrize("text", ["", "\n \n", "No Arabic at all. Mr Smith met Mr Smith.\n"])
def test_nothing_to_find(run, tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text, "utf-8")
    result = run("glossary", "suggest", "a.txt", "--no-model", "-o", "new.yaml")
    assert result.code == 0
    assert result.out == ""
    assert "0 suggestions" in result.err
    assert load([str(tmp_path / "new.yaml")]).terms == ()


def test_only_so_much_is_read(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("translator.cli.suggest.MOST", 1000)
    (tmp_path / "a.txt").write_text(TEXT * 40 + "زار بريغوفيتش المدينة. وقال بريغوفيتش ذلك.\n" * 40, "utf-8")
    result = run("glossary", "suggest", "a.txt", "--no-model")
    assert "only the first 1,000 characters" in result.err
    assert "بريغوفيتش" not in result.out
    assert "غروندبرغ" in result.out


@pytest.mark.parametrize("flag", [("--min-count", "0"), ("--limit", "-1"), ("--min-count", "x")])
def test_wrong_numbers(run, news: Path, flag: tuple[str, str]) -> None:
    assert run("glossary", "suggest", news, *flag).code == 2


def test_documents_are_never_changed(run, news: Path) -> None:
    before = news.stat()
    assert run("glossary", "suggest", news, "--no-model", "-o", "news.txt").code == 3
    assert news.read_text("utf-8") == TEXT
    assert news.stat().st_mtime_ns == before.st_mtime_ns
