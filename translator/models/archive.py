"""Unpacking an archive that nobody vouches for."""

from __future__ import annotations

import shutil
import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from translator.errors import ModelError

MOST_FILES = 2_000
MOST_BYTES = 32 << 30
MOST_RATIO = 200
"""Weights hardly shrink and vocabularies by ten; what shrinks more than this is made to fill a disk."""

_HINT = "get the archive from the place its authors name"


def unpack(archive: Path, folder: Path) -> None:
    """Unpack a zip into `folder`, an existing one.

    Raises ModelError for what is no zip or damaged, for a path that leads out of the folder, a link or a device, for
    encryption, and for more than can be meant honestly; some files may have been written by then.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            members = [member for member in opened.infolist() if not member.is_dir()]
            _check(archive, members)
            for member in members:
                target = folder / _inside(archive, member)
                target.parent.mkdir(parents=True, exist_ok=True)
                with opened.open(member) as source, target.open("xb") as file:
                    shutil.copyfileobj(source, file, 1 << 20)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError) as error:
        raise ModelError(f"{archive.name}: damaged archive: {error}", _HINT) from error


def _check(archive: Path, members: list[zipfile.ZipInfo]) -> None:
    size = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if len(members) > MOST_FILES or size > MOST_BYTES or size > MOST_RATIO * max(packed, 1 << 16):
        raise ModelError(f"{archive.name}: unpacks to {len(members)} files and {size} bytes: refused", _HINT)


def _inside(archive: Path, member: zipfile.ZipInfo) -> PurePosixPath:
    """The member's path, if it stays in the folder and is a plain file."""
    path = PurePosixPath(member.filename)
    mode = member.external_attr >> 16
    hostile = path.is_absolute() or ".." in path.parts or "\\" in member.filename or ":" in member.filename
    if hostile or (mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG)):
        raise ModelError(f"{archive.name}: refused, it holds {member.filename!r}", _HINT)
    return path
