"""What a reader sees: OpenDocument files rendered by LibreOffice, where it is installed."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from translator.document import Translation
from translator.formats.table import by_name

FIXTURES = Path(__file__).parents[2] / "fixtures"
MISSING = [tool for tool in ("soffice", "pdftotext") if not shutil.which(tool)]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"rendering needs {', '.join(MISSING)}")


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    """The words of each fixture in English with their left edges, first page first, and the width of a page."""
    folder = tmp_path_factory.mktemp("render")
    sources = []
    for name in ("odt", "ods", "odp"):
        module = by_name(name).module
        read = module.read((FIXTURES / name / f"libreoffice.{name}").read_bytes())
        target = folder / f"{name}.{name}"
        target.write_bytes(module.write(read, [Translation(f"word{n}", s.marks) for n, s in enumerate(read.segments)]))
        sources.append(str(target))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *sources]
    subprocess.run(convert, check=True, capture_output=True, timeout=180)
    pages = {}
    for name in ("odt", "ods", "odp"):
        subprocess.run(["pdftotext", "-bbox", f"{name}.pdf", f"{name}.html"], check=True, cwd=folder, timeout=60)
        page = (folder / f"{name}.html").read_text(encoding="utf-8")
        pages[name] = {word: float(x) for x, word in re.findall(r'xMin="([\d.]+)"[^>]*>([^<]*)</word>', page)}
    return pages


def text_of(name: str, text: str) -> str:
    """The word that stands for the first segment which begins with `text`."""
    segments = by_name(name).module.read((FIXTURES / name / f"libreoffice.{name}").read_bytes()).segments
    return f"word{next(n for n, segment in enumerate(segments) if segment.text.startswith(text))}"


def test_paragraphs_headings_and_headers_begin_at_the_left(rendered):
    for text in ("اجتماع", "بحث", "وقال", "وزارة", "صفحة", "هل ستوقع"):
        assert rendered["odt"][text_of("odt", text)] < 100, text


def test_columns_go_from_left_to_right(rendered):
    for name in ("odt", "ods"):
        places = rendered[name]
        assert places[text_of(name, "الاسم")] + 20 < places[text_of(name, "المنصب")], name


def test_slides_show_bullets_links_tables_and_charts(rendered):
    for text in ("بحث", "الموقع", "الاسم", "نص داخل", "يناير"):
        assert text_of("odp", text) in rendered["odp"], text
    assert rendered["odp"][text_of("odp", "بحث")] < 100
