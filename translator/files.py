"""Reading and writing whole files: errors that say what to do, and never half an output."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from translator.errors import InputError, OutputError

_PREFIX, _SUFFIX = ".translator-", ".tmp"


def read_bytes(path: Path) -> bytes:
    """The content of the file at `path`. Raises InputError when it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file", "check the path for a typing mistake") from None
    except IsADirectoryError:
        hint = "name the files in it; `translator batch` takes folders"
        raise InputError(f"{path}: is a folder, not a file", hint) from None
    except PermissionError:
        raise InputError(f"{path}: reading is not permitted", "check the file's permissions") from None
    except (OSError, ValueError) as error:  # ValueError: a null character in the path
        raise InputError(f"{path}: cannot be read: {_reason(error)}") from error


@contextmanager
def named(path: Path | str) -> Iterator[None]:
    """Put `path` before what an InputError says, unless that names it: readers of formats see bytes only."""
    try:
        yield
    except InputError as error:
        if str(error).startswith(f"{path}:"):
            raise
        raise InputError(f"{path}: {error}", error.hint) from error


def check_writable(path: Path) -> None:
    """Raise OutputError if a file could not be written at `path`, without writing anything."""
    folder = path.parent
    try:
        is_folder = path.is_dir()
    except OSError as error:  # such as a name that is too long
        raise OutputError(f"{path}: cannot be written: {_reason(error)}", "choose another name") from None
    if is_folder:
        raise OutputError(f"{path}: is a folder, not a file", "name a file in it")
    if not folder.is_dir():
        raise OutputError(f"{path}: there is no folder {folder}", f"create it: mkdir -p {folder}")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(f"{path}: writing in {folder} is not permitted", "choose another folder")
    if path.exists() and not os.access(path, os.W_OK):
        raise OutputError(f"{path}: is write-protected", "choose another name, or allow writing")


def write_atomic(path: Path, data: bytes) -> None:
    """Write `data` to `path` so that the file is at any time the old one or the whole new one.

    An existing file keeps its permissions; a symbolic link stays a link and its target is replaced; a device
    or a pipe is written to as it is. Raises OutputError.
    """
    target = Path(os.path.realpath(path))
    check_writable(target)
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)
        else:
            _replace(target, data)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {_reason(error)}") from error


def sweep(folder: Path) -> None:
    """Remove the temporary files that killed runs left anywhere below `folder`. Nobody may be writing there."""
    for temporary in folder.rglob(f"{_PREFIX}*{_SUFFIX}"):
        temporary.unlink(missing_ok=True)


def _replace(target: Path, data: bytes) -> None:
    # A short name of its own: the target's name may already be as long as the file system allows.
    temporary = target.with_name(f"{_PREFIX}{os.urandom(6).hex()}{_SUFFIX}")
    try:
        with temporary.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        temporary.replace(target)
    except BaseException:  # an interrupt must not leave the temporary file behind either
        temporary.unlink(missing_ok=True)
        raise


def _reason(error: Exception) -> str:
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)
