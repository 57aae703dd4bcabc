"""What breaks although nobody did anything wrong: damaged models, full disks, interrupts. Nothing is left half done."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ARABIC = "قال رئيس الوزراء إن الحكومة ستجتمع غدا."

FAULTS: dict[str, Callable[[Path], object]] = {
    "no weights": lambda model: (model / "model.bin").unlink(),
    "truncated weights": lambda model: (model / "model.bin").write_bytes((model / "model.bin").read_bytes()[:2000]),
    "empty weights": lambda model: (model / "model.bin").write_bytes(b""),
    "other weights": lambda model: (model / "model.bin").write_bytes(bytes(range(256)) * 40),
    "no tokenizer": lambda model: (model / "target.spm").unlink(),
    "other tokenizer": lambda model: (model / "source.spm").write_bytes(b"nonsense"),
    "broken configuration": lambda model: (model / "config.json").write_text("{"),
    "broken manifest": lambda model: (model / "model.yaml").write_text("name: ["),
    "empty manifest": lambda model: (model / "model.yaml").write_text(""),
}


@pytest.fixture
def folder(run, tmp_path: Path) -> Path:
    """The current folder, with a document, a folder of documents, and an output of an earlier run."""
    Path("docs").mkdir()
    for name in ("good.txt", "docs/a.txt"):
        Path(name).write_text(f"{ARABIC}\n", "utf-8")
    return tmp_path


@pytest.fixture
def model(tiny_ct2: Path, folder: Path) -> Path:
    """A sound model in the folder `model`."""
    return Path(shutil.copytree(tiny_ct2, "model"))


@pytest.mark.parametrize("fault", FAULTS)
def test_a_damaged_model(run, contents, model: Path, fault: str):
    FAULTS[fault](model)
    before = contents()
    used, verified = run("translate", "good.txt", "-m", "./model"), run("model", "verify", "./model")
    assert (used.code, used.out, verified.code) == (5, "", 5)
    for result in (used, verified):
        error, hint = result.err.splitlines()
        assert error.startswith("error: ")
        assert hint.startswith("hint: ")
    assert contents() == before


def test_a_model_with_a_wrong_digest(run, model: Path):
    manifest = model / "model.yaml"
    digest = next(line for line in manifest.read_text("utf-8").splitlines() if "model.bin:" in line).split()[-1]
    manifest.write_text(manifest.read_text("utf-8").replace(digest, "f" * 64), "utf-8")
    result = run("model", "verify", "./model")
    assert result.code == 5
    assert result.out == "model/model.bin: damaged, its sha256 is not the one in model.yaml\n"
    assert result.err == "error: model: 1 problem\nhint: install the model again\n"


@pytest.mark.parametrize(
    "args",
    [
        ["good.txt"],
        ["good.txt", "-o", "old.txt"],
        ["good.txt", "--in-place"],
        ["-o", "old.txt"],
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("quick", "folder")
def test_a_full_disk(run, contents, monkeypatch: pytest.MonkeyPatch, args: list[str]):
    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = contents()
    monkeypatch.setattr("translator.files.os.fsync", full)
    result = run("translate", *args, stdin=ARABIC.encode())
    error, hint = [line for line in result.err.splitlines() if line.startswith(("error: ", "hint: "))]
    assert (result.code, result.out) == (3, "")
    assert error.endswith("cannot be written: No space left on device")
    assert hint == "hint: make room there, or write to another place"
    assert contents() == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("flag", ["-o", "--report"])
@pytest.mark.usefixtures("quick", "folder")
def test_a_folder_that_is_write_protected(run, flag: str):
    Path("docs").chmod(0o555)
    result = run("translate", "good.txt", flag, "docs/r.txt")
    Path("docs").chmod(0o755)
    assert (result.code, result.out) == (3, "")
    assert "writing in docs is not permitted" in result.err


SLOW = """
import signal, sys, time
from translator.api import Translator
from translator.cli.main import main
from translator.engine.fake import FakeEngine

class Slow(FakeEngine):
    def translate(self, requests, beam):
        print("ready", file=sys.stderr, flush=True)
        time.sleep(60)

signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started the tests may have switched it off
Translator.engine = Slow()
sys.exit(main())
"""


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.parametrize("args", ["translate good.txt", "translate good.txt --in-place", "batch docs out"])
def test_interrupted(contents, folder: Path, args: str):
    before = contents()
    environ = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    with subprocess.Popen(
        [sys.executable, "-c", SLOW, *args.split()],
        cwd=folder,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stderr
        assert running.stderr.readline() == "ready\n"
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)
    assert (running.returncode, out) == (130, "")
    assert err.splitlines()[-1] == "interrupted"
    assert "Traceback" not in err
    left = {path.relative_to(folder).parts[0] for path in contents().keys() - before.keys()}
    assert left <= {"out"}
    assert [path.name for path in folder.glob("out/*") if not path.name.startswith(".")] == []
