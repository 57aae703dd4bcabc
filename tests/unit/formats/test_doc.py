import io
import shutil
import subprocess
import sys
import time
from pathlib import Path

import docx as python_docx
import pytest

from translator.document import Translation
from translator.errors import InputError
from translator.formats import doc

FIXTURES = Path(__file__).parents[2] / "fixtures" / "doc"
FILES = [FIXTURES / "everything.rtf", FIXTURES / "binary" / "everything.doc"]
RTF = rb"{\rtf1\ansi text}"
needs_libreoffice = pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")


@needs_libreoffice
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_document_becomes_a_word_document(path):
    document = doc.read(path.read_bytes())
    assert document.format == "doc"
    texts = [segment.text for segment in document.segments]
    assert texts[:2] == [
        "اجتماع أمني رفيع",
        "بحث رئيس الحكومة الإسرائيلية، بنيامين نتنياهو، مع رئيس هيئة الأركان المشتركة الأميركية التهديدات الإقليمية.",
    ]
    assert {"المنصب", "نص داخل مربع", "المصدر: صحيفة نيويورك تايمز", "وزارة الدفاع – سري"} <= set(texts)
    new = [Translation(f"Text {n}", segment.marks) for n, segment in enumerate(document.segments)]
    result = python_docx.Document(io.BytesIO(doc.write(document, new)))
    assert result.paragraphs[0].text == "Text 0"
    assert len(result.tables) == 1


@pytest.mark.parametrize("data", [b"", b"text", b"PK\x03\x04", b"<html>", b"%PDF-1.7"])
def test_other_files_never_reach_libreoffice(data, monkeypatch):
    monkeypatch.setattr(subprocess, "Popen", lambda *args, **kwargs: pytest.fail("started"))
    with pytest.raises(InputError, match="neither"):
        doc.read(data)


def test_without_libreoffice_the_package_is_named(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(InputError, match="not installed") as caught:
        doc.read(RTF)
    assert "libreoffice-writer" in caught.value.hint


def libreoffice(tmp_path: Path, monkeypatch, *lines: str) -> Path:
    """A program in its place; where it leaves its number when it runs."""
    program = tmp_path / "soffice"
    program.write_text("\n".join([f"#!{sys.executable}", "import os, sys, time, pathlib", *lines]))
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(program))
    return tmp_path / "pid"


def test_a_file_that_libreoffice_cannot_read_is_refused(tmp_path, monkeypatch):
    libreoffice(tmp_path, monkeypatch)
    with pytest.raises(InputError, match="could not read") as caught:
        doc.read(RTF)
    assert "password" in caught.value.hint


def test_libreoffice_and_what_it_started_is_ended_in_time(tmp_path, monkeypatch):
    number = tmp_path / "pid"
    start = f"child = os.fork() or pathlib.Path({str(number)!r}).write_text(str(os.getpid()))"
    libreoffice(tmp_path, monkeypatch, start, "time.sleep(60)")
    monkeypatch.setattr(doc, "_SECONDS", 1)
    with pytest.raises(InputError, match="seconds"):
        doc.read(RTF)
    assert ends_soon(int(number.read_text()))


def ends_soon(number: int) -> bool:
    """Whether a process that was killed is gone: the kernel ends it in its own time, not before `kill` returns."""
    deadline = time.monotonic() + 5
    while is_running(number) and time.monotonic() < deadline:
        time.sleep(0.01)
    return not is_running(number)


def is_running(number: int) -> bool:
    """Whether a process lives; one that has ended and waits to be forgotten does not."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_nothing_is_left_behind(tmp_path, monkeypatch):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    libreoffice(tmp_path, monkeypatch)
    with pytest.raises(InputError):
        doc.read(RTF)
    assert not list(folder.iterdir())
