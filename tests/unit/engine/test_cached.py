"""The engine's cache: the same answers, fewer questions; nothing stale; nothing that goes wrong with it matters."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from translator.api import Translator
from translator.engine.answers import Answers
from translator.engine.base import Alignment, Capabilities, Hypothesis, Request
from translator.engine.cached import CachedEngine
from translator.engine.fake import FakeEngine, Fault
from translator.glossary.model import Glossary, Term
from translator.options import Options

LEXICON = {"زار": "visited", "ميلي": "Mayley", "باريس": ["Paris", "paree"]}
REQUESTS = [Request("زار ميلي باريس", nbest=2, align=True), Request("زار ميلي", prefix="he"), Request("زار ميلي")]
PAIRS = [("زار ميلي باريس", "visited Mayley Paris"), ("زار", ""), ("\ud800 زار", "visited")]


@dataclass(frozen=True)
class Counting(FakeEngine):
    """Counts what it is asked, and aligns what it translates."""

    asked: list[object] = field(default_factory=list)
    name: str = "fake"

    @property
    def capabilities(self) -> Capabilities:
        return replace(super().capabilities, fingerprint=self.name)

    def translate(self, requests: Sequence[Request], beam: int) -> list[tuple[Hypothesis, ...]]:
        self.asked.extend(requests)
        found = super().translate(requests, beam)
        pairs = [(request.source, hypotheses[0].text) for request, hypotheses in zip(requests, found, strict=True)]
        aligned = super().align(pairs)
        return [(replace(row[0], alignment=one), *row[1:]) for row, one in zip(found, aligned, strict=True)]

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        self.asked.extend(pairs)
        return [-1 / 3 if target else float("-inf") for _, target in pairs]

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        self.asked.extend(pairs)
        return super().align(pairs)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "engine.db"


def cached(path: Path, engine: FakeEngine | None = None, setting: str = "") -> CachedEngine:
    return CachedEngine(engine or Counting(LEXICON), Answers(path), setting)


def test_what_is_kept_comes_first_and_what_was_answered_is_kept_when_it_ends_early(path: Path):
    engine = Counting(LEXICON)
    cached(path, engine).translate(REQUESTS[1:2], 2)
    some = cached(path, engine).stream(REQUESTS, 2)
    assert [next(some)[0], next(some)[0]] == [1, 2]  # the engine answers the last first
    some.close()
    silent = Counting(LEXICON)
    assert [number for number, _ in cached(path, silent).stream(REQUESTS, 2)] == [1, 2, 0]
    assert silent.asked == REQUESTS[:1]


def test_the_second_time_the_engine_is_not_asked_and_the_answers_are_the_same(path: Path):
    engine = Counting(LEXICON)
    for first, second in (
        [cached(path, one).translate([*REQUESTS, REQUESTS[0]], 2) for one in (engine, Counting(LEXICON))],
        [cached(path, one).score(PAIRS) for one in (engine, Counting(LEXICON))],
        [cached(path, one).align(PAIRS) for one in (engine, Counting(LEXICON))],
    ):
        assert first == second
    assert first == Counting(LEXICON).align(PAIRS)
    silent = Counting(LEXICON)
    tool = cached(path, silent)
    tool.translate(REQUESTS, 2), tool.score(PAIRS), tool.align(PAIRS)
    assert silent.asked == []
    assert len(engine.asked) == 2 * len(PAIRS) + len(REQUESTS)


@pytest.mark.parametrize(
    ("engine", "setting", "request_", "beam"),
    [
        (Counting(LEXICON, name="other"), "", REQUESTS[0], 2),
        (Counting(LEXICON, slots=()), "", REQUESTS[0], 2),
        (Counting(LEXICON), "cuda", REQUESTS[0], 2),
        (Counting(LEXICON), "", REQUESTS[0], 3),
        (Counting(LEXICON), "", replace(REQUESTS[0], nbest=1), 2),
        (Counting(LEXICON), "", replace(REQUESTS[0], align=False), 2),
        (Counting(LEXICON), "", replace(REQUESTS[0], prefix="x"), 2),
        (Counting(LEXICON), "", replace(REQUESTS[0], source=REQUESTS[0].source + " "), 2),
    ],
)
def test_another_question_is_asked(path: Path, engine: Counting, setting: str, request_: Request, beam: int):
    cached(path).translate([REQUESTS[0]], 2)
    cached(path, engine, setting).translate([request_], beam)
    assert engine.asked == [request_]


def test_only_what_is_missing_is_asked(path: Path):
    cached(path).translate(REQUESTS[:2], 2)
    engine = Counting(LEXICON)
    assert cached(path, engine).translate(REQUESTS, 2) == Counting(LEXICON).translate(REQUESTS, 2)
    assert engine.asked == REQUESTS[2:]


def test_a_glossary_that_changes_gets_what_it_says(path: Path):
    text = "زار ميلي باريس"
    for rendering in ("Milley", "Millay", "Milei"):
        glossary = Glossary((Term("ميلي", rendering, kind="name"),))
        for faults in ((), (Fault("ignore_prefix"),)):
            engine = Counting(LEXICON, name=f"{faults}", faults=faults)
            bare = Translator(glossary, Options(beam=2), engine).translate(text)
            for _ in range(2):
                assert Translator(glossary, Options(beam=2), cached(path, engine)).translate(text) == bare
            assert rendering in bare.text


@pytest.mark.parametrize("damage", [b"no database at all" * 99, None])
def test_a_damaged_file_is_made_anew(path: Path, damage: bytes | None):
    engine = cached(path)
    engine.translate([Request(f"زار {n}") for n in range(300)], 2)
    del engine
    data = path.read_bytes()
    path.write_bytes(damage or data[:100] + os.urandom(len(data) - 100))
    answers = Answers(path)
    assert CachedEngine(Counting(LEXICON), answers).translate(REQUESTS, 2) == Counting(LEXICON).translate(REQUESTS, 2)
    assert "was damaged" in answers.trouble
    again = Answers(path)
    silent = Counting(LEXICON)
    CachedEngine(silent, again).translate(REQUESTS, 2)
    assert (again.trouble, silent.asked) == ("", [])


def test_damage_that_shows_later_is_mended_too(path: Path):
    answers = Answers(path)
    engine = Counting(LEXICON)
    tool = CachedEngine(engine, answers)
    tool.translate([Request(f"زار {n}") for n in range(400)], 2)
    with closing(sqlite3.connect(path)) as rows:
        rows.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(path.read_bytes())
    data[8192:] = os.urandom(len(data) - 8192)
    path.write_bytes(data)
    fresh = Answers(path)
    result = CachedEngine(engine, fresh).translate([Request(f"زار {n}") for n in range(400)], 2)
    assert result == Counting(LEXICON).translate([Request(f"زار {n}") for n in range(400)], 2)
    assert "was damaged" in fresh.trouble


def test_a_value_that_makes_no_sense_is_asked_for_again(path: Path):
    cached(path).translate(REQUESTS, 2)
    with closing(sqlite3.connect(path)) as rows, rows:
        rows.execute("UPDATE answer SET value = x'00'")
    engine = Counting(LEXICON)
    assert cached(path, engine).translate(REQUESTS, 2) == Counting(LEXICON).translate(REQUESTS, 2)
    assert len(engine.asked) == len(REQUESTS)


def test_where_nothing_can_be_kept_it_works_without(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"")
    answers = Answers(tmp_path / "file" / "engine.db")
    assert "cannot be used" in answers.trouble
    assert CachedEngine(Counting(LEXICON), answers).translate(REQUESTS, 2)


def test_another_layout_is_made_anew_without_a_word(path: Path):
    cached(path).translate(REQUESTS, 2)
    with closing(sqlite3.connect(path)) as rows:
        rows.execute("PRAGMA user_version = 99")
    answers = Answers(path)
    assert (answers.get([b"x"]), answers.trouble) == ({}, "")


def test_it_stays_within_its_limit_and_keeps_what_is_used(path: Path):
    answers = Answers(path, limit=400_000)
    old = {f"old {n}".encode(): os.urandom(1000) for n in range(200)}
    answers.put(old)
    with closing(sqlite3.connect(path)) as rows, rows:
        rows.execute("UPDATE answer SET used = used - 1000000")
    used = list(old)[:20]
    assert len(answers.get(used)) == 20
    for batch in range(20):
        answers.put({f"new {batch} {n}".encode(): os.urandom(1000) for n in range(10)})
    assert path.stat().st_size < 600_000
    assert len(answers.get(used)) == 20
    assert len(answers.get(list(old)[20:])) < 180


def test_nobody_else_can_read_it(path: Path):
    cached(path).translate(REQUESTS, 2)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


WRITER = """
import os, sys
from pathlib import Path
from translator.engine.answers import Answers

answers = Answers(Path(sys.argv[1]))
for n in range(40):
    answers.put({f"{sys.argv[2]} {n} {m}".encode(): b"x" * 500 for m in range(20)})
    answers.get([f"{other} {n} 1".encode() for other in range(4)])
assert not answers.trouble, answers.trouble
"""


def test_several_processes_share_it(path: Path):
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    commands = [[sys.executable, "-c", WRITER, str(path), str(number)] for number in range(4)]
    processes = [subprocess.Popen(command, env=environment) for command in commands]
    assert [process.wait(60) for process in processes] == [0] * 4
    keys = [f"{p} {n} {m}".encode() for p in range(4) for n in range(40) for m in range(20)]
    assert len(Answers(path).get(keys)) == len(keys)


def test_it_is_used_when_the_user_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny_ct2: Path):
    place = tmp_path / "cache" / "engine.db"
    monkeypatch.setattr("translator.engine.answers.usual_place", lambda: place)
    texts = [
        Translator(options=Options(model=str(tiny_ct2), cache=cache, threads=1)).translate("زار ميلي باريس").text
        for cache in (False, True, True)
    ]
    assert texts[0] == texts[1] == texts[2]
    with closing(sqlite3.connect(place)) as rows:
        assert rows.execute("SELECT count(*) FROM answer").fetchone()[0] > 0
