"""What a reader sees: documents rendered by LibreOffice, where it is installed."""

import re
import shutil
import subprocess
from html import unescape
from itertools import count
from pathlib import Path

import pytest

from translator.document import Mark, Span, Translation
from translator.formats.table import by_name

FIXTURES = Path(__file__).parents[2] / "fixtures"
MISSING = [tool for tool in ("soffice", "pdftotext", "pdftohtml") if not shutil.which(tool)]
pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"rendering needs {', '.join(MISSING)}")


def english(name: str) -> bytes:
    """The fixture with word `n` of every segment as `word<n>`, its marks on the words they were on."""
    module = by_name(name).module
    document = module.read((FIXTURES / name / f"everything.{name}").read_bytes())
    numbers = count(1)
    return module.write(document, [_numbered(segment, numbers) for segment in document.segments])


def _numbered(segment, numbers) -> Translation:
    words = list(re.finditer(r"\S+", segment.text))
    new = [f"word{next(numbers)}" for _ in words]
    ends = [sum(len(word) + 1 for word in new[: n + 1]) - 1 for n in range(len(new))]

    def moved(mark: Mark) -> Span:
        covered = [n for n, word in enumerate(words) if word.start() < mark.span.end and word.end() > mark.span.start]
        if mark.is_point or not covered:
            before = sum(word.end() <= mark.span.start for word in words)
            at = ends[before - 1] if before else 0
            return Span(at, at)
        return Span(ends[covered[0]] - len(new[covered[0]]), ends[covered[-1]])

    return Translation(" ".join(new), tuple(Mark(mark.id, moved(mark)) for mark in segment.marks))


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    """A function from the name of a format to the words of its fixture in English, with their places on the page."""
    folder = tmp_path_factory.mktemp("render")

    def render(name: str) -> dict[str, tuple[float, float]]:
        source = folder / f"{name}.{name}"
        source.write_bytes(english(name))
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
        subprocess.run(convert, check=True, capture_output=True, timeout=180)
        subprocess.run(["pdftotext", "-bbox", f"{name}.pdf", f"{name}.html"], check=True, cwd=folder, timeout=60)
        page = (folder / f"{name}.html").read_text(encoding="utf-8")
        words = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]*)</word>', page)
        return {unescape(word): (float(x), float(y)) for x, y, word in reversed(words)}

    return render


def first_words(name: str) -> dict[str, str]:
    """The source of each segment → its first word in English."""
    document = by_name(name).module.read((FIXTURES / name / f"everything.{name}").read_bytes())
    numbers = count(1)
    result = {}
    for segment in document.segments:
        result.setdefault(segment.text, f"word{next(numbers)}")
        for _ in segment.text.split()[1:]:
            next(numbers)
    return result


def test_a_word_document_reads_from_the_left(rendered):
    words, first = rendered("docx"), first_words("docx")
    left = words[first["اجتماع أمني رفيع"]][0]
    for source in ("وزارة الدفاع – سري", "السيد مارك ميلي المحترم", "رئيس الأركان", "صفحة"):
        assert words[first[source]][0] == pytest.approx(left, abs=2), source
    name, title = words[first["الاسم"]], words[first["المنصب"]]
    assert name[0] < title[0]
    assert name[1] == pytest.approx(title[1], abs=2)
    assert left < words[first["البند الأول: الاتفاق النووي"]][0] < left + 40
    assert any(word.startswith("01") or word.isdigit() for word in words), "the date and the page number are computed"


def test_slides_read_from_the_left(rendered):
    words, first = rendered("pptx"), first_words("pptx")
    met, site = words[first["بحث رئيس الحكومة بنيامين نتنياهو التهديدات الإقليمية."]], words[first["الموقع"]]
    assert met[0] == pytest.approx(site[0], abs=2)
    assert words[first["الاسم"]][0] < words[first["المنصب"]][0]
    assert {first["الرسم البياني"], first["يناير"]} <= set(words)


def test_sheets_read_from_the_left(rendered):
    words, first = rendered("xlsx"), first_words("xlsx")
    columns = [words[first[title]][0] for title in ("الاسم", "المنصب", "العدد")]
    assert columns == sorted(columns)
    assert columns[0] < 100
    assert "3" in words, "a formula that names a sheet by its new name still finds it"
    assert not [word for word in words if "#" in word or "Err" in word]
