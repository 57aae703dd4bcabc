"""Whole-file reading and writing."""

import os
import stat
from pathlib import Path

import pytest

from translator.errors import InputError, OutputError
from translator.files import check_writable, named, read_bytes, write_atomic

as_user = pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")


def test_writes_a_new_file_with_the_usual_permissions(tmp_path: Path):
    usual = tmp_path / "usual"
    usual.touch()
    write_atomic(tmp_path / "new", b"data")
    assert (tmp_path / "new").read_bytes() == b"data"
    assert (tmp_path / "new").stat().st_mode == usual.stat().st_mode


def test_replaces_a_file_and_keeps_its_permissions(tmp_path: Path):
    path = tmp_path / "old"
    path.write_bytes(b"old")
    path.chmod(0o640)
    write_atomic(path, b"new")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_stays_a_link(tmp_path: Path):
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_atomic(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


def test_a_device_is_written_to_and_not_replaced():
    device = Path("/dev/null")
    before = device.stat()
    write_atomic(device, b"data")
    assert device.is_char_device()
    assert device.stat().st_ino == before.st_ino


def test_a_name_as_long_as_the_file_system_allows(tmp_path: Path):
    path = tmp_path / ("ا" * 127)
    write_atomic(path, b"data")
    assert path.read_bytes() == b"data"


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch, failure):
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def fail(_descriptor: int) -> None:
        raise failure

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises((OutputError, KeyboardInterrupt)) as caught:
        write_atomic(path, b"new")
    if isinstance(failure, OSError):
        assert str(caught.value) == f"{path}: cannot be written: No space left on device"
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_no_folder_is_an_error_with_a_remedy(tmp_path: Path):
    with pytest.raises(OutputError, match="there is no folder") as caught:
        write_atomic(tmp_path / "none" / "file", b"")
    assert caught.value.hint == f"create it: mkdir -p {tmp_path / 'none'}"


def test_a_folder_is_not_a_file(tmp_path: Path):
    with pytest.raises(OutputError, match="is a folder"):
        check_writable(tmp_path)
    with pytest.raises(InputError, match="is a folder"):
        read_bytes(tmp_path)


@as_user
def test_permissions(tmp_path: Path):
    path = tmp_path / "file"
    path.touch(0o444)
    with pytest.raises(OutputError, match="write-protected"):
        write_atomic(path, b"")
    tmp_path.chmod(0o555)
    with pytest.raises(OutputError, match="not permitted"):
        write_atomic(tmp_path / "other", b"")
    tmp_path.chmod(0o755)


def test_checking_writes_nothing(tmp_path: Path):
    check_writable(tmp_path / "file")
    assert not list(tmp_path.iterdir())


def test_reading(tmp_path: Path):
    (tmp_path / "file").write_bytes(b"data")
    assert read_bytes(tmp_path / "file") == b"data"


@pytest.mark.parametrize("name", ["none", "none/none", "a\0b"])
def test_reading_what_cannot_be_read(tmp_path: Path, name: str):
    with pytest.raises(InputError):
        read_bytes(tmp_path / name)


@pytest.mark.parametrize("told", ["there is no text in it", "x"])
def test_an_error_names_its_file_once(told: str):
    with pytest.raises(InputError) as raised, named(Path("x")), named("x"):
        raise InputError(told, "what to do")
    assert (str(raised.value), raised.value.hint) == (f"x: {told}", "what to do")
