"""Word 97–2003 and RTF, for reading only: LibreOffice makes a Word document of them, where it is installed.

It runs headless with a profile of its own, in a folder that is gone afterwards, and not for long.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from translator.document import Document, Translation
from translator.errors import InputError
from translator.formats.table import by_name

_SIGNATURES = {bytes.fromhex("d0cf11e0a1b11ae1"): ".doc", b"{\\rtf": ".rtf"}
_SECONDS = 120
_FILTER = "docx:MS Word 2007 XML"


@dataclass(frozen=True, slots=True)
class _Skeleton:
    """The Word document that LibreOffice made."""

    word: Document


def read(data: bytes) -> Document:
    """The document in `data`. Raises InputError, also when LibreOffice is not installed."""
    suffix = next((suffix for signature, suffix in _SIGNATURES.items() if data.startswith(signature)), "")
    if not suffix:
        raise InputError("the file is neither a Word 97–2003 document nor RTF", "is its suffix right?")
    word = by_name("docx").module.read(_converted(data, suffix))
    return replace(word, format="doc", skeleton=_Skeleton(word))


def write(document: Document, translations: Sequence[Translation]) -> bytes:
    """The document as a Word document (docx) with its text replaced."""
    skeleton = document.skeleton
    assert isinstance(skeleton, _Skeleton)
    return by_name("docx").module.write(skeleton.word, translations)


def _converted(data: bytes, suffix: str) -> bytes:
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if not program:
        hint = "install LibreOffice (Debian and Ubuntu: apt install libreoffice-writer), or save the file as docx"
        raise InputError(f"{suffix} files are read through LibreOffice, which is not installed", hint)
    with tempfile.TemporaryDirectory(prefix="translator-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"document{suffix}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options = ["--headless", "--norestore", "--nologo", "--convert-to", _FILTER, "--outdir", str(folder)]
        _run([program, profile, *options, str(source)])
        try:
            return source.with_suffix(".docx").read_bytes()
        except OSError:
            hint = "is it damaged, or protected by a password?"
            raise InputError("LibreOffice could not read the file", hint) from None


def _run(command: Sequence[str]) -> None:
    """Runs LibreOffice to its end, or ends it and what it started. Raises InputError when it takes too long."""
    silent = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=silent, stdout=silent, stderr=silent, start_new_session=True) as process:
        try:
            process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            _end(process)
            raise InputError(f"LibreOffice did not read the file in {_SECONDS} seconds") from None
        except BaseException:
            _end(process)
            raise


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends `process` and its children: what we start is a small script around the real program."""
    with suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
