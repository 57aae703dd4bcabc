"""The kinds of report, against golden files and against what they promise.

`UPDATE_GOLDEN=1` writes the golden files anew; read the difference before committing it.
"""

import csv
import io
import json
import os
import re
from dataclasses import replace
from pathlib import Path, PurePath

import openpyxl
import pytest
from lxml import html

from translator import __version__
from translator.errors import OptionsError
from translator.report.as_html import _Highlight as Highlight
from translator.report.as_html import pieces, sheet
from translator.report.as_text import summary
from translator.report.as_tsv import COLUMNS
from translator.report.table import KINDS, for_path
from translator.result import RUNGS, FileResult, Fingerprint, Report, SegmentResult

GOLDEN = Path(__file__).parents[2] / "golden" / "report"
EMPTY = Report(Fingerprint("", ""), ())


def rendered(report: Report, suffix: str) -> bytes:
    return for_path(PurePath(f"x{suffix}")).render(report)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.suffix != ".xlsx"], ids=lambda kind: kind.name)
def test_golden(report: Report, kind):
    written = kind.render(report).replace(f"translator {__version__}".encode(), b"translator VERSION")
    path = GOLDEN / f"report{kind.suffix}"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(written)
    assert written.decode() == path.read_text("utf-8")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_report_of_nothing(kind):
    assert kind.render(EMPTY)


@pytest.mark.parametrize("name", ["r.HTML", "a.b.json", "folder.x/r.Tsv"])
def test_the_suffix_chooses_in_any_case(name: str):
    assert for_path(PurePath(name)).suffix == PurePath(name).suffix.lower()


@pytest.mark.parametrize("name", ["report", "report.pdf", ".json"])
def test_an_unknown_suffix_lists_the_choices(name: str):
    with pytest.raises(OptionsError) as caught:
        for_path(PurePath(name))
    assert caught.value.hint == "reports: .html .json .tsv .xlsx .txt"


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ((), "0 segments, 0 hits; 0 violations"),
        ((FileResult("a", "b", (SegmentResult("1", "x", "y"),) * 1200),), "1,200 segments, 0 hits; 0 violations"),
    ],
)
def test_summary(files, line: str):
    assert summary(replace(EMPTY, files=files)) == line


def test_summary_of_everything(report: Report):
    line = "5 segments, 4 hits: 1 free, 1 constrain, 1 splice, 1 not rendered; 1 violation, 3 findings"
    line += ", 1 said in two ways, 1 harmonized"
    assert summary(report) == line


def test_json_has_the_promised_layout(report: Report):
    data = json.loads(rendered(report, ".json"))
    assert data["version"] == 1
    assert list(data["fingerprint"]) == ["model", "ctranslate2", "glossaries", "options"]
    assert list(data["totals"]) == ["segments", "hits", *RUNGS, "violations", "findings", "none"]
    assert data["totals"]["hits"] == sum(data["totals"][rung] for rung in (*RUNGS, "none"))
    segments = [segment for file in data["files"] for segment in file["segments"]]
    assert len(segments) == data["totals"]["segments"]
    for segment in segments:
        for one in segment["hits"]:
            assert segment["source"][one["start"] : one["end"]] == one["surface"]
            if one["rung"] != "none":
                assert segment["target"][one["target_start"] : one["target_end"]] == one["rendering"]


def test_json_keeps_text_that_has_no_utf8(report: Report):
    last = json.loads(rendered(report, ".json"))["files"][1]["segments"][0]
    assert last["target"] == "a line\nanother \ud800"


def test_tsv_has_one_row_for_each_hit_violation_and_finding(report: Report):
    text = rendered(report, ".tsv").decode("utf-8")
    table = list(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))
    assert [row["row"] for row in table] == ["hit"] * 4 + ["violation"] + ["finding"] * 3 + ["consistency"] * 2
    assert {len(line.split("\t")) for line in text.splitlines()} == {len(COLUMNS)}
    assert table[6]["message"] == "much shorter\\tthan the source"


def test_html_shows_every_text_as_it_is(report: Report):
    page = html.document_fromstring(rendered(report, ".html"))
    cells = [cell.text_content() for cell in page.xpath("//td[@lang='ar']")]
    segments = [one for file in report.files for one in sheet(file).rows]
    assert cells[:3] == [row.segment.source for row in segments][:3]
    targets = [cell.text_content() for cell in page.xpath("//td[@lang='en']/div")]
    assert targets[1] == 'Gantz met 21 <script>alert("x")</script> officers.'
    assert len(page.xpath("//script")) == 1


def test_html_needs_no_network(report: Report):
    text = rendered(report, ".html").decode("utf-8")
    assert not re.findall(r"""(?:src|href)\s*=\s*["'](?!#)|url\(|@import|https?:""", text)
    assert "default-src 'none'" in text


def test_html_marks_terms_on_both_sides(report: Report):
    page = html.document_fromstring(rendered(report, ".html"))
    first = page.xpath("//tbody/tr")[0]
    marks = [(mark.get("class"), mark.get("data-link"), mark.text) for mark in first.xpath(".//mark")]
    assert marks == [
        ("hit free", "0", "نتنياهو"),
        ("hit constrain", "1", "البنتاغون"),
        ("hit free", "0", "Netanyahu"),
        ("hit constrain", "1", "Pentagon"),
    ]
    assert "names.yaml:7" in first.xpath(".//mark")[0].get("data-tip")
    assert [row.get("class") for row in page.xpath("//tbody/tr")] == [
        "terms",
        "problem terms spliced",
        "passthrough",
        "",
    ]


@pytest.mark.parametrize(
    ("spans", "texts"),
    [
        ([], ["0123456789"]),
        ([(0, 10)], ["0123456789"]),
        ([(2, 4), (4, 6)], ["01", "23", "45", "6789"]),
        ([(6, 8), (1, 2)], ["0", "1", "2345", "67", "89"]),
        ([(2, 6), (4, 8)], ["01", "2345", "6789"]),  # the second overlaps the first
        ([(-1, -1), (3, 3), (8, 11)], ["0123456789"]),  # not there, empty, outside
    ],
)
def test_pieces_join_to_the_text(spans: list[tuple[int, int]], texts: list[str]):
    cut = pieces("0123456789", [Highlight(start, end, "x", "") for start, end in spans])
    assert [piece.text for piece in cut] == texts


def test_xlsx_holds_totals_segments_and_rows(report: Report):
    book = openpyxl.load_workbook(io.BytesIO(rendered(report, ".xlsx")))
    assert book.sheetnames == ["Totals", "Segments", "Terms and problems"]
    totals = {row[0]: row[1] for row in book["Totals"].iter_rows(values_only=True)}
    assert (totals["segments"], totals["hits"], totals["splice"], totals["violations"]) == (5, 4, 1, 1)
    segments = list(book["Segments"].iter_rows(values_only=True))
    assert segments[1][:4] == (
        "article.txt",
        "1",
        report.files[0].segments[0].source,
        report.files[0].segments[0].target,
    )
    assert book["Segments"]["C2"].alignment.readingOrder == 2  # right to left
    assert book["Terms and problems"].max_row == 1 + 4 + 1 + 3 + 2


def test_xlsx_keeps_text_that_looks_like_a_formula_or_is_no_text():
    text = '=HYPERLINK("x")'
    odd = SegmentResult("1", text, "a\x00b\ud800")
    book = openpyxl.load_workbook(io.BytesIO(rendered(replace(EMPTY, files=(FileResult("f", "g", (odd,)),)), ".xlsx")))
    source, target = book["Segments"]["C2"], book["Segments"]["D2"]
    assert (source.value, source.data_type) == (text, "s")
    assert target.value == "a\ufffdb\ufffd"
