"""The memory: what counts as the same, what as alike, what survives, and what is refused."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import unicodedata
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from translator.errors import InputError, OutputError
from translator.memory import database
from translator.memory.form import likeness, words
from translator.memory.store import Choice, Store, Unit, add, remove

VISIT = Unit("زار نتنياهو واشنطن اليوم.", "Netanyahu visited Washington today.", changed=10)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "project.tm"


def found(path: Path, source: str, previous: str = "", least: int = 75) -> list[tuple[str, int, str]]:
    return [(match.kind, match.percent, match.target) for match in Store(path).find(source, previous, least)]


@pytest.mark.parametrize(
    ("source", "kind", "percent"),
    [
        ("زار نتنياهو واشنطن اليوم.", "exact", 100),
        ("  زار نتنياهو\u00a0واشنطن\tاليوم. ", "exact", 100),
        (unicodedata.normalize("NFD", "زار نتنياهو واشنطن اليوم."), "exact", 100),
        ("زار نتنياهو واشنطن اليوم!", "fuzzy", 99),  # another sign
        ("زارَ نتنياهو واشنطن اليوم.", "fuzzy", 99),  # diacritics
        ("زار نتنياهـو واشنطن اليوم.", "fuzzy", 99),  # tatweel
        ("زار نتنياهو واشنطن\u200f اليوم.", "fuzzy", 99),  # a bidi control
        ("ﺯار نتنياهو واشنطن اليوم.", "fuzzy", 99),  # a presentation form
        ("زار نتنياهو وشنطن اليوم.", "fuzzy", 75),  # one letter
        ("زار نتنياهو باريس اليوم.", "fuzzy", 75),
        ("زار نتنياهو واشنطن اليوم فجأة.", "fuzzy", 80),
    ],
)
def test_what_is_the_same_and_what_is_alike(path: Path, source: str, kind: str, percent: int):
    add(path, [VISIT])
    assert found(path, source) == [(kind, percent, VISIT.target)]


@pytest.mark.parametrize("source", ["زار غانتس باريس اليوم.", "واشنطن", "", "Paris", "اليوم واشنطن نتنياهو زار"])
def test_what_is_not_alike(path: Path, source: str):
    add(path, [VISIT])
    assert found(path, source) == []


def test_digits_of_another_script_are_alike_and_other_numbers_are_not(path: Path):
    add(path, [Unit("وصل ١٢ وزيرا إلى Paris", "12 ministers reached Paris")])
    assert found(path, "وصل 12 وزيرا إلى PARIS") == [("fuzzy", 99, "12 ministers reached Paris")]
    assert found(path, "وصل 13 وزيرا إلى Paris") == [("fuzzy", 80, "12 ministers reached Paris")]


def test_how_much_alike_is_for_the_user_to_say(path: Path):
    add(path, [VISIT])
    source = "زار نتنياهو باريس اليوم."
    assert found(path, source, least=76) == found(path, "زار نتنياهو واشنطن اليوم", least=100) == []
    assert found(path, "زار غانتس باريس اليوم.", least=50) == [("fuzzy", 50, VISIT.target)]


def test_context_comes_first_then_the_newest(path: Path):
    add(path, [Unit("نعم", "Yes", changed=1), Unit("نعم", "Aye", changed=3), Unit("نعم", "Yeah", "حقا؟", changed=2)])
    assert found(path, "نعم", "حقا؟ ") == [("context", 100, "Yeah"), ("exact", 100, "Aye"), ("exact", 100, "Yes")]
    assert found(path, "نعم", "لماذا؟")[0] == ("exact", 100, "Aye")
    assert found(path, "نعم") == [("exact", 100, "Aye"), ("exact", 100, "Yeah"), ("exact", 100, "Yes")]


def test_a_pair_is_there_once_and_keeps_the_later_time(path: Path):
    assert add(path, [VISIT, VISIT]) == 1
    before = Store(path).fingerprint
    later = Unit(VISIT.source, VISIT.target, changed=20)
    assert add(path, [later, VISIT]) == 0
    assert [pair.changed for pair in Store(path).pairs()] == [20]
    assert Store(path).fingerprint == before
    assert add(path, [Unit("نعم", "Yes", changed=1), Unit("نعم", "Aye", changed=2)]) == 2
    fingerprints = {before, Store(path).fingerprint}
    assert found(path, "نعم")[0][2] == "Aye"
    assert add(path, [Unit("نعم", "Yes", changed=3)]) == 0
    assert found(path, "نعم")[0][2] == "Yes"
    assert len(fingerprints | {Store(path).fingerprint}) == 3


def test_lone_surrogates_and_odd_texts(path: Path):
    add(path, [Unit("نعم \x00", "Yes"), Unit("..", ".."), Unit("", "")])
    assert found(path, "نعم \x00") == [("exact", 100, "Yes")]
    assert found(path, "نعم \ud800") == [("fuzzy", 99, "Yes")]


WORDS = [f"كلمة{letter}" for letter in "ابتثجحخدذرزس"]
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)


@settings(max_examples=40)
@given(st.lists(sentences, min_size=1, max_size=25, unique=True), sentences, st.integers(50, 99))
def test_no_fuzzy_match_is_missed(tmp_path_factory: pytest.TempPathFactory, sources, wanted: str, least: int):
    path = tmp_path_factory.mktemp("memory") / "a.tm"
    add(path, [Unit(source, f"target {number}") for number, source in enumerate(sources) if source != wanted])
    scores = sorted(likeness(words(wanted), words(source), least) for source in sources if source != wanted)
    assert [percent for _, percent, _ in found(path, wanted, least=least)] == [s for s in scores[::-1] if s][:3]


@given(sentences, sentences)
def test_likeness_is_symmetric_and_below_100(one: str, other: str):
    assert likeness(words(one), words(other), 1) == likeness(words(other), words(one), 1) < 100


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        (Choice(before=2), ["Aye", "Hello"]),
        (Choice(origin="a.tmx"), ["Aye"]),
        (Choice(older=True), ["Aye", "Hello"]),
        (Choice(before=4, origin="a.tmx"), ["Aye"]),
        (Choice(before=1), ["Yes", "Aye", "Hello"]),
        (Choice(before=0), ["Yes", "Aye", "Hello"]),
        (Choice(before=0, origin="a.tmx"), ["Yes", "Aye", "Hello"]),
        (Choice(), ["Yes", "Aye", "Hello"]),
    ],
)
def test_pruning(path: Path, choice: Choice, left: list[str]):
    pairs = [
        Unit("نعم", "Yes", origin="a.tmx", changed=1),
        Unit("نعم", "Aye", origin="b.tmx", changed=3),
        Unit("مرحبا", "Hello", origin="a.tmx", changed=2),
    ]
    add(path, pairs)
    assert remove(path, choice, dry=True) == 3 - len(left)
    assert len(list(Store(path).pairs())) == 3
    assert remove(path, choice) == 3 - len(left)
    assert [pair.target for pair in Store(path).pairs()] == left
    with closing(sqlite3.connect(path)) as rows:
        assert rows.execute("SELECT count(*) FROM word WHERE pair NOT IN (SELECT id FROM pair)").fetchone() == (0,)


def test_what_comes_after_pruning_is_found(path: Path):
    add(path, [VISIT])
    remove(path, Choice(before=100))
    assert found(path, "زار نتنياهو باريس اليوم.") == []
    add(path, [VISIT])
    assert found(path, "زار نتنياهو باريس اليوم.") == [("fuzzy", 75, VISIT.target)]


def test_an_import_that_fails_leaves_nothing_of_it(path: Path):
    add(path, [VISIT])

    def pairs():
        yield Unit("نعم", "Yes")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        add(path, pairs())
    assert [pair.target for pair in Store(path).pairs()] == [VISIT.target]


KILLED = """
import sys
from pathlib import Path
from translator.memory.store import Unit, add

path = Path(sys.argv[1])
add(path, (Unit(f"جملة {n}", str(n)) for n in range(500)))
def endless():
    n = 500
    while True:
        yield Unit(f"جملة {n} وأخرى", str(n))
        n += 1
        if n == 4_000:
            print("now", flush=True)
add(path, endless())
"""


def test_a_kill_loses_nothing_that_was_committed(path: Path):
    root = str(Path(__file__).parents[3])
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path)], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": root}
    )
    assert process.stdout is not None
    with process:
        assert process.stdout.readline() == b"now\n"
        time.sleep(random.random() / 5)
        process.send_signal(signal.SIGKILL)
    assert sorted(int(pair.target) for pair in Store(path).pairs()) == list(range(500))
    with closing(sqlite3.connect(path)) as rows:
        assert rows.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert add(path, [VISIT]) == 1


def test_a_reader_does_not_wait_for_a_writer(path: Path):
    add(path, [VISIT])
    with closing(sqlite3.connect(path, isolation_level=None)) as rows:
        rows.execute("BEGIN IMMEDIATE")
        rows.execute("DELETE FROM pair")
        assert len(found(path, VISIT.source)) == 1


def test_two_writers_at_a_time(path: Path, monkeypatch: pytest.MonkeyPatch):
    add(path, [VISIT])
    monkeypatch.setattr(database, "_WAIT", 0.01)
    with closing(sqlite3.connect(path, isolation_level=None)) as rows:
        rows.execute("BEGIN IMMEDIATE")
        with pytest.raises(OutputError, match="another program is changing it") as caught:
            add(path, [Unit("نعم", "Yes")])
        assert caught.value.hint == "wait until that has ended"


@pytest.mark.parametrize("mode", database._MODES)
def test_every_way_to_open_it_reads_and_none_writes(path: Path, monkeypatch: pytest.MonkeyPatch, mode: str):
    add(path, [VISIT])
    before = path.read_bytes()
    monkeypatch.setattr(database, "_MODES", (mode,))
    store = Store(path)
    assert store.find(VISIT.source, "", 75)[0].target == VISIT.target
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        store._rows.execute("DELETE FROM pair")
    store.close()
    assert path.read_bytes() == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_what_is_write_protected(path: Path):
    add(path, [VISIT])
    path.chmod(0o400)
    path.parent.chmod(0o500)
    try:
        assert len(found(path, VISIT.source)) == 1
        with pytest.raises(OutputError, match="write-protected"):
            add(path, [Unit("نعم", "Yes")])
    finally:
        path.parent.chmod(0o700)


def test_what_is_no_memory(path: Path):
    with pytest.raises(InputError, match="there is no such translation memory"):
        Store(path)
    path.write_bytes(b"no database at all, but long enough to be one" * 100)
    for use in (lambda: Store(path), lambda: add(path, [VISIT]), lambda: remove(path, Choice(before=1))):
        with pytest.raises(InputError, match="is no translation memory"):
            use()
    path.unlink()
    with closing(sqlite3.connect(path)) as rows:
        rows.execute("CREATE TABLE pair (id)")
    before = path.read_bytes()
    for use in (lambda: Store(path), lambda: add(path, [VISIT])):
        with pytest.raises(InputError, match="is the database of another program"):
            use()
    assert path.read_bytes() == before


def test_a_newer_layout_is_refused(path: Path):
    add(path, [VISIT])
    with closing(sqlite3.connect(path)) as rows:
        rows.execute(f"PRAGMA user_version = {len(database.MIGRATIONS) + 1}")
    for use in (lambda: Store(path), lambda: add(path, [VISIT])):
        with pytest.raises(InputError, match="written by a newer version") as caught:
            use()
        assert caught.value.hint == "update translator"


def test_an_older_layout_is_brought_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch):
    add(path, [VISIT])
    monkeypatch.setattr(database, "MIGRATIONS", (*database.MIGRATIONS, "CREATE TABLE new (id)"))
    assert len(found(path, VISIT.source)) == 1
    with closing(sqlite3.connect(path)) as rows:
        assert rows.execute("PRAGMA user_version").fetchone() == (len(database.MIGRATIONS),)
        assert rows.execute("SELECT count(*) FROM new").fetchone() == (0,)


def test_a_damaged_memory(path: Path):
    add(path, [Unit(f"جملة رقم {n}", str(n)) for n in range(3000)])
    data = bytearray(path.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(InputError, match="is damaged"):
        Store(path).find("جملة رقم 5", "", 75)


def test_shipped_migrations_never_change():
    shipped = [sha256(" ".join(sql.split()).encode()).hexdigest()[:16] for sql in database.MIGRATIONS]
    assert shipped[:1] == ["a2a9443afca69119"]
