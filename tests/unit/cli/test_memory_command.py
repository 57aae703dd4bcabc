"""`memory`: what it prints, what it refuses, and how it exits."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from translator.cli.main import main
from translator.engine.answers import Answers

TABLE = "ar\ten\nزار نتنياهو واشنطن.\tNetanyahu visited Washington.\nنعم\t\nلا\tNo\n"


def test_in_and_out(run):
    Path("a.tsv").write_text(TABLE, "utf-8")
    Path("translator.yaml").write_text("memory: project.tm\n")
    result = run("memory", "import", "a.tsv")
    told = "a.tsv: 2 pairs added, 1 left out, without Arabic or without English\n"
    assert (result.code, result.out, result.err) == (0, "", told)
    assert run("memory", "export", "out.tmx") == type(result)(0, "out.tmx\n", "")
    assert run("memory", "export", "-").out == Path("out.tmx").read_text("utf-8")
    again = run("memory", "import", "out.tmx", "a.tsv", "--memory", "other.tm")
    assert again.err.splitlines()[0] == "out.tmx: 2 pairs added"
    assert again.err.splitlines()[1].startswith("a.tsv: 0 pairs added, 2 there already")
    assert run("memory", "import", "a.tsv", "-q").err == ""
    assert sorted(path.name for path in Path().glob("*.tm*")) == ["other.tm", "out.tmx", "project.tm"]


def test_stats_and_prune(run):
    Path("a.tsv").write_text(TABLE, "utf-8")
    run("memory", "import", "a.tsv", "--memory", "m.tm")
    lines = run("memory", "stats", "--memory", "m.tm").out.splitlines()
    assert lines[0].startswith("memory: m.tm, 0.")
    assert lines[1:4] == ["pairs: 2", "sources: 2", "pairs with a context: 0"]
    assert lines[5] == "from a.tsv: 2"
    assert run("memory", "prune", "--memory", "m.tm", "--days", "1").err == "0 pairs removed\n"
    assert run("memory", "prune", "--memory", "m.tm", "--before", "1970-01-01").err == "0 pairs removed\n"
    assert run("memory", "prune", "--memory", "m.tm", "--from", "a.tsv", "--dry-run").err == "2 pairs would go\n"
    assert run("memory", "prune", "--memory", "m.tm", "--before", "2999-01-01").err == "2 pairs removed\n"
    assert "pairs: 0\n" in run("memory", "stats", "--memory", "m.tm").out


def test_translate_uses_it(run, quick):
    Path("a.tsv").write_text(TABLE, "utf-8")
    run("memory", "import", "a.tsv", "--memory", "m.tm")
    result = run("translate", "--memory", "m.tm", "--text", "زار نتنياهو واشنطن.")
    assert (result.out, result.err) == (
        "Netanyahu visited Washington.\n",
        "1 segment (1 from memory), 0 hits; 0 violations\n",
    )


def test_a_memory_of_a_project_is_where_the_project_is(run):
    Path("a.tsv").write_text(TABLE, "utf-8")
    Path("deep").mkdir()
    Path("translator.yaml").write_text("memory: ours\n")
    os.chdir("deep")
    assert main(["memory", "import", "../a.tsv", "-q"]) == 0
    assert (Path("..") / "ours").is_file()


def test_what_was_reviewed_is_used_the_next_time(run, quick):
    Path("a.txt").write_text("زار الرئيس لندن.\nوصل الوزير.\n", "utf-8")
    assert run("translate", "a.txt", "--xliff").code == 0
    copy = Path("a.en.txt.xliff")
    reviewed = copy.read_text("utf-8").replace("needs-review-translation", "final", 1).replace(">x<", ">Reviewed.<", 1)
    copy.write_text(reviewed, "utf-8")
    assert run("memory", "import", copy, "--memory", "m.tm").err == f"{copy}: 1 pair added\n"
    run("translate", "a.txt", "--memory", "m.tm")
    assert Path("a.en.txt").read_text() == "Reviewed.\nx\n"


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["memory", "stats"], 2, "there is no translation memory to work with"),
        (["memory", "stats", "--memory", "none.tm"], 3, "none.tm: there is no such translation memory"),
        (["translate", "--memory", "none.tm", "--text", "نعم"], 3, "none.tm: there is no such translation memory"),
        (["translate", "--memory", "text.tm", "--text", "نعم"], 3, "text.tm: is no translation memory"),
        (["translate", "--memory", "other.db", "--text", "نعم"], 3, "other.db: is the database of another program"),
        (["memory", "import", "a.tsv", "--memory", "text.tm"], 3, "text.tm: is no translation memory"),
        (["memory", "import", "a.tsv", "--memory", "no/m.tm"], 3, "there is no folder no"),
        (["memory", "import", "none.tmx", "--memory", "m.tm"], 3, "none.tmx: there is no such file"),
        (["memory", "import", "text.tm", "--memory", "m.tm"], 3, "no pairs are read from .tm"),
        (["memory", "import", "--memory", "m.tm"], 2, "FILE..."),
        (["memory", "import", "cut.tmx", "--memory", "m.tm"], 3, "cut.tmx: the file is damaged"),
        (["memory", "export", "a.tsv", "--memory", "m.tm"], 2, "a memory is exported as TMX"),
        (["memory", "export", "x.tmx", "--memory", "m.tm"], 3, "there is no such translation memory"),
        (["memory", "prune", "--memory", "m.tm"], 2, "say which pairs"),
        (["memory", "prune", "--memory", "m.tm", "--duplicates"], 3, "there is no such translation memory"),
        (["memory", "prune", "--before", "2020-01-01", "--days", "2"], 2, "exclude each other"),
        (["translate", "--fuzzy", "20", "--text", "نعم"], 2, "--fuzzy"),
    ],
)
def test_what_is_refused(run, contents, args: list[str], code: int, message: str):
    Path("a.tsv").write_text(TABLE, "utf-8")
    Path("text.tm").write_text("no database " * 20)
    Path("cut.tmx").write_text('<tmx version="1.4"><body><tu><tuv xml:lang="ar"><seg>', "utf-8")
    with closing(sqlite3.connect("other.db")) as rows:
        rows.execute("CREATE TABLE notes (text)")
    before = contents()
    result = run(*args)
    assert result.code == code, result.err
    assert message in result.err
    assert result.err.startswith("error: ")
    assert "\nhint: " in result.err
    assert contents() == before


def test_cache_info_and_clear(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    place = tmp_path / "cache" / "engine.db"
    monkeypatch.setattr("translator.engine.answers.usual_place", lambda: place)
    assert run("cache", "info").out == f"{place}: 0.0 MB\n"
    Answers(place).put({b"question": b"answer"})
    assert run("cache", "clear").out == f"{place}\n"
    assert run("cache", "clear") == type(run("cache", "info"))(0, "", "")


def test_a_damaged_cache_is_told_and_no_obstacle(run, quick, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    place = tmp_path / "engine.db"
    place.write_bytes(b"no database at all" * 99)
    monkeypatch.setattr("translator.engine.answers.usual_place", lambda: place)
    result = run("translate", "--text", "نعم", "--cache")
    assert (result.code, result.out) == (0, "x\n")
    assert f"warning: {place}: the engine's cache was damaged" in result.err
    assert "warning" not in run("translate", "--text", "نعم", "--cache").err
