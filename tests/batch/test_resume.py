"""A batch killed again and again ends like one that was left alone. See `driver.py` for the model's stand-in."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from translator.batch.journal import opened
from translator.batch.work import GROUP_FILES

ROOT = Path(__file__).parents[2]
DRIVER = Path(__file__).with_name("driver.py")
LETTERS = "ابجدهوزحطي"
FILES, KILLS = 500, 20

SENTENCES = """\
قال رئيس الحكومة إن الاجتماع كان جيدا.
التقى وزير الدفاع مع نظيره الأميركي صباح الجمعة.
أعلن المتحدث باسم الجيش عن انتهاء المناورات العسكرية.
وصل الرئيس إلى العاصمة في زيارة رسمية تستغرق يومين.
بحث الجانبان سبل التعاون في مجال الأمن.
""".splitlines()


def unit(number: int) -> str:
    """The one sentence of the file `number`, unlike any other."""
    return "جملة " + "".join(LETTERS[int(digit)] for digit in f"{number:04}")


def write_tree(folder: Path, texts: Mapping[str, str]) -> None:
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    (folder / "damaged.docx").write_bytes(b"PK\x03\x04 no package")


def outputs(folder: Path) -> dict[str, bytes]:
    """What anyone can see: the files that are not hidden."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    names = ((path.relative_to(folder), path) for path in paths)
    return {str(name): path.read_bytes() for name, path in names if not any(part[0] == "." for part in name.parts)}


def recorded(out: Path) -> set[str]:
    with opened(out, dry=True) as journal:
        return set(journal.records())


def start(command: Sequence[str | Path], folder: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, *command],
        cwd=folder,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def kill_when(process: subprocess.Popen[bytes], out: Path, count: int, delay: float) -> None:
    """SIGKILL the process, and no other, `delay` seconds after `count` outputs are to be seen."""
    while process.poll() is None and len(list(out.rglob("*.txt"))) < count:
        time.sleep(0.002)
    time.sleep(delay)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def wait_for_group(process: subprocess.Popen[bytes]) -> None:
    """Wait until the workers of a killed process have ended too."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("workers outlive the process that started them")


def test_killed_twenty_times(tmp_path: Path):
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    texts = {f"{number % 7}/{number:04}.txt": unit(number) for number in range(FILES)}
    for folder in (whole, broken):
        write_tree(folder / "src", texts)
    command = [DRIVER, "log", "batch", "src", "out", "--report", "report.json"]
    unbroken = start(command, whole)
    unbroken.communicate()
    assert unbroken.returncode == 6
    expected = outputs(whole / "out")
    assert len(expected) == FILES

    chance = random.Random(20)
    log, out = broken / "log", broken / "out"
    seen = 0
    for count in sorted(chance.sample(range(1, FILES), KILLS)):
        before = recorded(out)
        kill_when(start(command, broken), out, count, chance.uniform(0, 0.06))
        visible = outputs(out)
        assert visible.items() <= expected.items()
        units = log.read_text("utf-8").splitlines() if log.exists() else []
        assert not {unit(int(Path(name).stem)) for name in before} & set(units[seen:])
        seen = len(units)
    last = start(command, broken)
    _, messages = last.communicate()
    assert last.returncode == 6
    assert "error: src/damaged.docx: the file is damaged" in messages.decode()
    assert outputs(out) == expected
    assert (broken / "report.json").read_bytes() == (whole / "report.json").read_bytes()
    assert not list(out.rglob("*.tmp"))
    translated = Counter(log.read_text("utf-8").splitlines())
    assert set(translated) == {unit(number) for number in range(FILES)}
    assert translated.total() <= FILES + KILLS * GROUP_FILES


def test_the_real_program_with_workers_killed_twice(tmp_path: Path):
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    texts = {f"{number}.txt": f"{sentence}\n" * (number // 5 + 1) for number, sentence in enumerate(SENTENCES * 4)}
    for folder in (whole, broken):
        write_tree(folder / "src", texts)
    command = ["-m", "translator", "batch", "src", "out", "-g", "military", "--report", "report.json"]
    unbroken = start(command, whole)
    unbroken.communicate()
    assert unbroken.returncode == 6
    expected = outputs(whole / "out")
    assert expected.keys() == texts.keys()

    out = broken / "out"
    for count in (1, 12):
        process = start([*command, "--jobs", "2"], broken)
        kill_when(process, out, count, 0)
        wait_for_group(process)
        assert outputs(out).items() <= expected.items()
    last = start(command, broken)
    last.communicate()
    assert last.returncode == 6
    assert outputs(out) == expected
    assert (broken / "report.json").read_bytes() == (whole / "report.json").read_bytes()
