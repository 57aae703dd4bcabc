"""The contract of every row of the format table; no format opts out.

The fixtures of a format are all files in `tests/fixtures/<format>/` but `*.keep`. Beside a fixture, `<file>.keep`
lists, one a line, the Arabic that must be left alone: it may be no segment. All other Arabic must lie in one.
"""

import io
import re
import time
import zipfile
from contextlib import suppress
from html import unescape
from itertools import chain
from pathlib import Path

import pytest
from lxml import etree

from translator.document import Document, Mark, Span, Translation
from translator.errors import InputError
from translator.formats.table import FORMATS, Format, by_name, for_path
from translator.parsing.encoding import decode

FIXTURES = Path(__file__).parents[1] / "fixtures"
ARABIC = re.compile(r"[\u0620-\u0652\u066e-\u06d3\u0750-\u077f\ufb50-\ufdfb\ufe70-\ufefc]+")
PATHOLOGICAL = {
    "cdata end": "a ]]> b",
    "markup": "<b>&amp; & </b> <!-- x --> <?x?> \"'`",
    "controls": "a\0b\x07c\x1fd\x7fe\x85f",
    "surrogate": "a\ud800b\udfffc",
    "non-character": "a\uffffb\ufffec",
    "line ends": "a\nb\r\nc\u2028d\ve\ff",
    "directions": "\u202ba\u202c \u2067b\u2069\u200f",
    "empty": "",
    "blank": "  ",
    "codes": "%1 {0} &P ${x} \\N {\\an8} [[x]] | # * -->",
    "megabyte": "word " * 200_000,
}


def fixtures_of(row: Format) -> list[Path]:
    return sorted(path for path in (FIXTURES / row.name).glob("*") if path.is_file() and path.suffix != ".keep")


CASES = [pytest.param(row, path, id=f"{row.name}/{path.name}") for row in FORMATS for path in fixtures_of(row)]
each_fixture = pytest.mark.parametrize(("row", "path"), CASES)
each_format = pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.name)


def parts(data: bytes) -> dict[str, bytes]:
    """The files of a package, XML in canonical form; or the data itself."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return {"": data}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: canonical(package.read(name)) for name in package.namelist()}


def canonical(data: bytes) -> bytes:
    try:
        return etree.tostring(etree.fromstring(data, etree.XMLParser(resolve_entities=False)), method="c14n")
    except etree.XMLSyntaxError:
        return data


def arabic_in(data: bytes) -> set[str]:
    """The pieces of Arabic in a file: in text and attributes of XML parts, or in the text itself."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        return set(chain.from_iterable(map(arabic_in_xml, parts(data).values())))
    return set(ARABIC.findall(unescape(decode(data).text)))


def arabic_in_xml(data: bytes) -> set[str]:
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError:
        return set()
    texts = (text for node in root.iter() for text in (node.text, node.tail, *node.attrib.values()) if text)
    return {piece for text in texts for piece in ARABIC.findall(text)}


def kept_in(path: Path) -> list[str]:
    keep = path.with_name(path.name + ".keep")
    return keep.read_text(encoding="utf-8").splitlines() if keep.exists() else []


def english(document: Document) -> list[Translation]:
    return [Translation(f"English {n}", scattered(s.marks, 9)) for n, s in enumerate(document.segments)]


def scattered(marks: tuple[Mark, ...], length: int) -> tuple[Mark, ...]:
    """The same marks, all moved to the start: ranges cover everything, nested in their order."""
    return tuple(Mark(mark.id, Span(0, 0) if mark.is_point else Span(0, length)) for mark in marks)


@each_format
def test_a_format_has_fixtures_and_is_found_by_each_suffix(row):
    assert fixtures_of(row), f"put a document into tests/fixtures/{row.name}/"
    assert by_name(row.name) == row
    for suffix in row.suffixes:
        assert suffix == suffix.lower()
        assert for_path(Path("A" + suffix.upper())) == row


@each_fixture
def test_identity_gives_the_input_back(row, path):
    data = path.read_bytes()
    document = row.module.read(data)
    result = row.module.write(document, document.identity())
    if row.output:
        assert result
        return
    before, after = parts(data), parts(result)
    assert list(before) == list(after)
    for name in before:
        assert before[name] == after[name], name


@each_fixture
def test_segments_are_unique_stable_and_well_formed(row, path):
    data = path.read_bytes()
    document, again = row.module.read(data), row.module.read(data)
    assert document.format == row.name
    assert document.segments == again.segments
    ids = [segment.id for segment in document.segments]
    assert len(set(ids)) == len(ids)
    for segment in document.segments:
        assert segment.text.strip(), segment.id
        assert len({mark.id for mark in segment.marks}) == len(segment.marks)
        open_ends = [len(segment.text)]
        for mark in segment.marks:
            assert 0 <= mark.span.start <= mark.span.end <= len(segment.text)
            while len(open_ends) > 1 and open_ends[-1] <= mark.span.start:
                open_ends.pop()
            assert mark.span.end <= open_ends[-1], f"{segment.id}: marks cross"
            open_ends.append(mark.span.end)
        starts = [mark.span.start for mark in segment.marks]
        assert starts == sorted(starts)


@each_fixture
def test_every_arabic_letter_is_in_a_segment_or_left_alone(row, path):
    document = row.module.read(path.read_bytes())
    inside = "\n".join(f"{segment.text}\n{segment.given}" for segment in document.segments)
    kept = kept_in(path)
    for line in kept:
        assert line not in inside.split("\n"), f"{line} must be left alone"
    if row.name == "pdf":  # its letters are glyphs: the format's own tests read them another way
        return
    around = "\n".join(kept)
    missing = [piece for piece in arabic_in(path.read_bytes()) if piece not in inside and piece not in around]
    assert not missing


@each_fixture
def test_nothing_arabic_is_left_but_what_is_left_alone(row, path):
    """Bilingual formats keep their source beside the translation, so for them Arabic may be what a segment says."""
    document = row.module.read(path.read_bytes())
    left = arabic_in(row.module.write(document, english(document)))
    allowed = "\n".join(kept_in(path))
    if row.name in ("po", "xliff", "tmx"):
        allowed += "\n".join(segment.text for segment in document.segments)
    assert not [piece for piece in left if piece not in allowed]


@each_fixture
def test_lost_doubled_and_misplaced_marks_are_repaired(row, path):
    document = row.module.read(path.read_bytes())
    wrong = {
        "lost": lambda segment: (),
        "doubled": lambda segment: segment.marks * 2,
        "unknown": lambda segment: (*segment.marks, Mark("no such mark", Span(0, 2))),
        "outside": lambda segment: tuple(
            Mark(m.id, Span(m.span.start + 999, m.span.end + 9999)) for m in segment.marks
        ),
        "negative": lambda segment: tuple(Mark(m.id, Span(-3, -1)) for m in segment.marks),
        "backwards": lambda segment: tuple(Mark(m.id, Span(9, 2)) for m in segment.marks),
        "reversed": lambda segment: tuple(reversed(segment.marks)),
        "crossing": lambda segment: tuple(Mark(m.id, Span(n, n + 4)) for n, m in enumerate(segment.marks)),
    }
    counts = set()
    for name, marks in wrong.items():
        translations = [Translation(f"One two three {n}.", marks(s)) for n, s in enumerate(document.segments)]
        result = row.module.write(document, translations)
        counts.add(point_count(row, result))
        assert isinstance(result, bytes), name
    assert len(counts) <= 1, f"points were lost or doubled: {counts}"


def point_count(row: Format, data: bytes) -> int:
    """How much markup the package has that is kept once whatever happens; 0 for formats of text."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return 0
    tags = ("footnoteReference", "hyperlink", "fldChar", "drawing", "pict", "bookmarkStart", "br", "tab", "a", "note")
    xml = [part for part in parts(data).values() if part.startswith((b"<", b"\xef\xbb\xbf<"))]
    return sum(len(re.findall(rb"<(?:\w+:)?%s[ >/]" % tag.encode(), part)) for tag in tags for part in xml)


@each_format
@pytest.mark.parametrize("name", PATHOLOGICAL)
def test_pathological_translations_survive(row, name):
    text = PATHOLOGICAL[name]
    path = min(
        fixtures_of(row), key=lambda path: (not row.module.read(path.read_bytes()).segments, path.stat().st_size)
    )
    document = row.module.read(path.read_bytes())
    started = time.monotonic()
    translations = english(document)
    translations[0] = Translation(text, scattered(document.segments[0].marks, len(text)))
    result = row.module.write(document, translations)
    if not row.output:
        row.module.read(result)
    if len(translations) > 1 and zipfile.is_zipfile(io.BytesIO(result)):
        assert any(b"English 1" in part for part in parts(result).values())
    assert time.monotonic() - started < 20


def repacked(data: bytes, change) -> bytes:
    """The package with every XML part changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as result:
        for info in source.infolist():
            part = source.read(info)
            is_xml = part.lstrip(b"\xef\xbb\xbf").startswith(b"<")
            result.writestr(info, change(part) if is_xml else part)
    return target.getvalue()


def with_doctype(subset: bytes):
    """A change that puts `subset` and the use of the entity `x` into an XML file."""

    def change(data: bytes) -> bytes:
        declaration = re.match(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml.*?\?>\s*)?(?:<!DOCTYPE[^>\[]*>)?", data, re.DOTALL)
        body = data[declaration.end() :]
        end = body.rfind(b"</")
        if end < 0:
            return data
        return b"<!DOCTYPE x [" + subset + b"]>" + body[:end] + b"&x;" + body[end:]

    return change


LAUGHS = (
    b'<!ENTITY a0 "haha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))
    + b'<!ENTITY x "&a9;">'
)
SECRET = b'<!ENTITY x SYSTEM "file:///etc/hostname">'


def hostile(data: bytes) -> dict[str, bytes]:
    """Ways to break `data` of which a reader must say so: packages first, then plain XML."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        target = io.BytesIO(data)
        with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as package:
            package.writestr("../../escape.xml", b"<a/>")
        bomb = io.BytesIO(data)
        with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as package:
            package.writestr("bomb.xml", bytes(40 << 20))
        locked = bytearray(data)
        at = locked.rindex(b"PK\x01\x02")
        locked[at + 8] |= 1
        return {
            "truncated": data[: len(data) // 2],
            "cut at the end": data[:-10],
            "encrypted": bytes(locked),
            "traversal": target.getvalue(),
            "bomb": bomb.getvalue(),
            "entities": repacked(data, with_doctype(LAUGHS)),
            "external entity": repacked(data, with_doctype(SECRET)),
            "nesting": repacked(data, lambda part: b"<a>" * 10_000 + b"</a>" * 10_000),
            "no XML": repacked(data, lambda part: b"<<<"),
        }
    if data.lstrip(b"\xef\xbb\xbf").startswith(b"<?xml"):
        return {
            "truncated": data[: len(data) // 2],
            "entities": with_doctype(LAUGHS)(data),
            "external entity": with_doctype(SECRET)(data),
            "nesting": b"<a>" * 10_000 + b"</a>" * 10_000,
        }
    return {}


@each_fixture
def test_hostile_documents_are_refused_in_time(row, path):
    for name, data in hostile(path.read_bytes()).items():
        started = time.monotonic()
        with pytest.raises(InputError) as caught:
            row.module.read(data)
        assert str(caught.value), name
        assert "\n" not in str(caught.value), name
        assert time.monotonic() - started < 5, name


@each_format
@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\0" * 1000, id="zeros"),
        pytest.param(bytes(range(256)) * 16, id="all bytes"),
        pytest.param(b"\xff\xfe\xff", id="half a character"),
        pytest.param(b"PK\x05\x06" + bytes(18), id="empty zip"),
        pytest.param(b"%PDF-1.7\n%%EOF", id="empty pdf"),
        pytest.param(b"<" * 5000, id="angle brackets"),
        pytest.param("نص".encode(), id="a word"),
    ],
)
def test_any_bytes_are_read_or_refused(row, data):
    with suppress(InputError):
        document = row.module.read(data)
        row.module.write(document, document.identity())
