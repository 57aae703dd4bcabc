"""Documents made to do harm, or so odd that they might: each is built from a few lines, none is stored.

`CASES` maps a name to a suffix and to what builds the bytes. All of them must be refused, quickly and in little
memory, but for those in `LARGE`, which may be read as well, within the same bounds.

As a program, this reads each case of a format in a process of its own, and prints what came of it as a line of JSON.
"""

import io
import json
import os
import resource
import struct
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from translator.errors import InputError
from translator.formats.table import for_path

FIXTURES = Path(__file__).parents[1] / "fixtures"
DEPTH = 10_000
QUIET = 0.035  # seconds that `_pace` takes on a server core of its own (AMD Zen 4)
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
PACKAGES = {
    "docx": ("docx/everything.docx", "word/document.xml"),
    "pptx": ("pptx/everything.pptx", "ppt/slides/slide1.xml"),
    "xlsx": ("xlsx/table.xlsx", "xl/sharedStrings.xml"),
    "odt": ("odt/ar.odt", "content.xml"),
    "ods": ("ods/libreoffice.ods", "content.xml"),
    "odp": ("odp/libreoffice.odp", "styles.xml"),
    "epub": ("epub/ar.epub", "EPUB/c1.xhtml"),
}
XML = {"xhtml": "html/page.xhtml", "xlf": "xliff/v12.xlf", "tmx": "tmx/memory.tmx"}

Entry = tuple[str | zipfile.ZipInfo, bytes]


def fixture(kind: str) -> bytes:
    return (FIXTURES / PACKAGES[kind][0]).read_bytes()


def replaced(kind: str, change: Callable[[bytes], bytes], part: str = "") -> bytes:
    """The fixture with its main part, or the part named, changed."""
    path, main = PACKAGES[kind]
    target = io.BytesIO()
    with zipfile.ZipFile(FIXTURES / path) as source, zipfile.ZipFile(target, "w") as result:
        assert (part or main) in source.namelist()
        for info in source.infolist():
            data = source.read(info)
            result.writestr(info.filename, change(data) if info.filename == (part or main) else data)
    return target.getvalue()


def with_entries(kind: str, *entries: Entry) -> bytes:
    """The fixture with further entries."""
    target = io.BytesIO(fixture(kind))
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as package:
        for name, data in entries:
            package.writestr(name, data)
    return target.getvalue()


def nested(data: bytes, depth: int = DEPTH) -> bytes:
    """Elements in one another, called as those of the root are."""
    body = data[data.index(b"<", data.index(b"?>") + 2 if b"?>" in data else 0) :]
    name = body[1:].split()[0].split(b">")[0]
    if name.startswith(b"!"):
        body = body[body.index(b">") + 1 :].lstrip()
        name = body[1:].split()[0].split(b">")[0]
    opening = body[: body.index(b">") + 1]
    return opening + (b"<%s>" % name) * depth + (b"</%s>" % name) * (depth + 1)


def declared(subset: bytes) -> Callable[[bytes], bytes]:
    """A change that declares `subset` and uses its entity `x` in the text at the end."""

    def change(data: bytes) -> bytes:
        start = data.index(b"?>") + 2 if b"<?xml" in data else 0
        body = data[start:].lstrip()
        if body.startswith(b"<!DOCTYPE"):
            body = body[body.index(b">") + 1 :]
        end = body.rindex(b"</")
        return b'<?xml version="1.0"?><!DOCTYPE x [' + subset + b"]>" + body[:end] + b"&x;" + body[end:]

    return change


LAUGHS = (
    b'<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    + b'<!ENTITY x "&a11;">'
)
ENTITIES = {
    "billion laughs": LAUGHS,
    "quadratic blowup": b'<!ENTITY a "%s"><!ENTITY x "%s">' % (b"a" * 100_000, b"&a;" * 20_000),
    "parameter entities": b"<!ENTITY % a \"<!ENTITY x SYSTEM 'file:///etc/passwd'>\">%a;",
    "external entity": b'<!ENTITY x SYSTEM "file:///etc/passwd">',
    "external entity over the network": b'<!ENTITY x SYSTEM "http://127.0.0.1:9/x">',
    "external entity that never ends": b'<!ENTITY x SYSTEM "file:///dev/zero">',
}


def symlink(name: str, to: bytes) -> Entry:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return info, to


def encrypted(kind: str) -> bytes:
    data = bytearray(fixture(kind))
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def lying(kind: str) -> bytes:
    """The directory says that a part is small; unpacked, it is not."""
    data = bytearray(with_entries(kind, ("bomb.xml", bytes(60 << 20))))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 100)
    return bytes(data)


def overlapping() -> bytes:
    """Many entries that share the same compressed bytes (D. Fifield, A better zip bomb, 2019)."""
    raw = bytes(3 << 20)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(raw) + packer.flush()
    crc = zlib.crc32(raw)
    name = b"a.xml"
    head = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(packed), len(raw), len(name), 0)
    body = head + name + packed
    directory = b""
    for number in range(15_000):
        called = b"%05d.xml" % number
        directory += (
            struct.pack(
                "<4s6H3I5H2I",
                b"PK\x01\x02",
                20,
                20,
                0,
                8,
                0,
                0,
                crc,
                len(packed),
                len(raw),
                len(called),
                0,
                0,
                0,
                0,
                0,
                0,
            )
            + called
        )
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 15_000, 15_000, len(directory), len(body), 0)
    return body + directory + end


def zip_in_zip(kind: str) -> bytes:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a", bytes(200 << 20))
    return with_entries(kind, ("word/embeddings/inner.zip", inner.getvalue()), ("bomb.xml", bytes(200 << 20)))


def many(count: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for number in range(count):
            package.writestr(f"{number}.xml", b"")
    return target.getvalue()


def word_body(content: bytes) -> Callable[[bytes], bytes]:
    return lambda data: b'<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (WORD.encode(), content)


def pdf_of(*objects: bytes) -> bytes:
    """A PDF of these objects, the first its catalogue."""
    found, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(found))
        found += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return found + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (
        len(places) + 1,
        table,
        len(places) + 1,
        len(found),
    )


def stream(data: bytes, layers: int = 1) -> bytes:
    for _ in range(layers):
        data = zlib.compress(data, 9)
    filters = b"/FlateDecode " * layers
    return b"<</Length %d/Filter[%s]>>stream\n%s\nendstream" % (len(data), filters, data)


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def page_pdf(content: bytes, pages: bytes = b"<</Type/Pages/Kids[3 0 R]/Count 1>>") -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    return pdf_of(CATALOGUE, pages, page, content, FONT)


def form_loop() -> bytes:
    """A drawing that draws itself, twice."""
    form = zlib.compress(b"/X Do /X Do")
    body = (
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>"
        b"/Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(form), form)
    )
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R/Resources<</XObject<</X 4 0 R>>>>>>"
    return pdf_of(CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", page, body, stream(b"/X Do"))


def yaml_aliases() -> bytes:
    lines = ["a0: &a0 [نص, نص, نص, نص, نص, نص, نص, نص, نص]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(lines).encode()


def sheet_cells(count: int) -> Callable[[bytes], bytes]:
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = b'<c t="s"><v>0</v></c>' * count
    return lambda data: b'<worksheet xmlns="%s"><sheetData><row>%s</row></sheetData></worksheet>' % (space, cells)


def shared_strings(count: int) -> Callable[[bytes], bytes]:
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strings = b"".join(b"<si><t>%d \xd9\x86\xd8\xb5</t></si>" % n for n in range(count))
    return lambda data: b'<sst xmlns="%s" count="%d">%s</sst>' % (space, count, strings)


RUNS = "<w:r><w:t>نص </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>نص </w:t></w:r>".encode()
LINK = "<w:hyperlink><w:r><w:t>نص </w:t></w:r></w:hyperlink>".encode()
SLIDE_RUNS = '<a:r><a:t>نص </a:t></a:r><a:r><a:rPr b="1"/><a:t>نص </a:t></a:r>'.encode()
ODT_SPANS = 'نص <text:span text:style-name="T1">نص</text:span>'.encode()


def slide(runs: bytes) -> Callable[[bytes], bytes]:
    spaces = (
        b'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        b'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    )
    return lambda data: b"<p:sld %s><a:p>%s</a:p></p:sld>" % (spaces, runs)


def rich(count: int) -> Callable[[bytes], bytes]:
    space = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    runs = "<r><t>نص </t></r><r><rPr><b/></rPr><t>نص </t></r>".encode() * count
    return lambda data: b'<sst xmlns="%s"><si>%s</si></sst>' % (space, runs)


def odt_text(data: bytes, content: bytes) -> bytes:
    end = data.index(b"</office:text>")
    return data[:end] + b"<text:p>" + content + b"</text:p>" + data[end:]


def unit(content: bytes) -> bytes:
    return (
        b'<xliff version="1.2"><file source-language="ar" target-language="en" datatype="x" original="x"><body>'
        b'<trans-unit id="1"><source>%s</source></trans-unit></body></file></xliff>' % content
    )


CASES: dict[str, tuple[str, Callable[[], bytes]]] = {
    **{f"{kind}: nested elements": (kind, lambda kind=kind: replaced(kind, nested)) for kind in PACKAGES},
    **{
        f"{kind}: nested elements": (kind, lambda p=path: nested((FIXTURES / p).read_bytes()))
        for kind, path in XML.items()
    },
    **{
        f"{kind}: {name}": (kind, lambda kind=kind, subset=subset: replaced(kind, declared(subset)))
        for kind in PACKAGES
        for name, subset in ENTITIES.items()
    },
    **{
        f"{kind}: {name}": (kind, lambda path=path, subset=subset: declared(subset)((FIXTURES / path).read_bytes()))
        for kind, path in XML.items()
        for name, subset in ENTITIES.items()
    },
    **{f"{kind}: truncated": (kind, lambda kind=kind: fixture(kind)[: len(fixture(kind)) // 2]) for kind in PACKAGES},
    **{f"{kind}: encrypted": (kind, lambda kind=kind: encrypted(kind)) for kind in PACKAGES},
    **{f"{kind}: way out": (kind, lambda kind=kind: with_entries(kind, ("../../x.xml", b"<a/>"))) for kind in PACKAGES},
    **{
        f"{kind}: symlink": (kind, lambda kind=kind: with_entries(kind, symlink("word/link", b"/etc/passwd")))
        for kind in PACKAGES
    },
    **{
        f"{kind}: bomb": (kind, lambda kind=kind: with_entries(kind, ("bomb.xml", bytes(40 << 20))))
        for kind in PACKAGES
    },
    "docx: bomb of many parts": (
        "docx",
        lambda: with_entries("docx", *((f"word/media/{n}.bin", bytes(3 << 20)) for n in range(180))),
    ),
    "docx: bomb in a zip in it": ("docx", lambda: zip_in_zip("docx")),
    "docx: bomb that lies about its size": ("docx", lambda: lying("docx")),
    "docx: bomb of overlapping entries": ("docx", overlapping),
    "docx: too many entries": ("docx", lambda: many(30_000)),
    "docx: nested tables": (
        "docx",
        lambda: replaced("docx", word_body(b"<w:tbl><w:tr><w:tc>" * 3000 + b"<w:p/></w:tc></w:tr></w:tbl>" * 3000)),
    ),
    "html: nested elements": ("html", lambda: b"<div>" * DEPTH + "نص".encode()),
    "html: nested inline elements": ("html", lambda: b"<p>" + b"<b>" * DEPTH + "نص".encode()),
    "md: nested quotes": ("md", lambda: b">" * 3_000 + " نص".encode()),
    "md: nested lists": ("md", lambda: "".join("  " * n + "- نص\n" for n in range(3_000)).encode()),
    "md: nested brackets": ("md", lambda: b"[" * 50_000 + "نص".encode() + b"]" * 50_000),
    "md: nested emphasis": ("md", lambda: b"*a **b " * 20_000 + "نص".encode()),
    "md: unclosed code": ("md", lambda: "".join("`" * n + " نص " for n in range(1, 1500)).encode()),
    "md: unclosed tags": ("md", lambda: "نص ".encode() + b"<a " * 50_000),
    "md: unclosed links": ("md", lambda: "نص ".encode() + b"[a](<b" * 30_000),
    "csv: broken quotes": ("csv", lambda: '"نص,'.encode() * 100_000),
    "csv: odd quotes": ("csv", lambda: '"نص"x,"\n'.encode() * 100_000),
    "json: nested": ("json", lambda: b"[" * 100_000),
    "json: nested and closed": ("json", lambda: b"[" * 100_000 + b"]" * 100_000),
    "json: nested objects": ("json", lambda: b'{"a":' * 50_000 + b"1" + b"}" * 50_000),
    "yaml: aliases": ("yaml", yaml_aliases),
    "yaml: nested": ("yaml", lambda: b"[" * 50_000 + b"]" * 50_000),
    "yaml: nested blocks": ("yaml", lambda: "".join(" " * n + "a:\n" for n in range(3_000)).encode()),
    "po: nested quotes": ("po", lambda: b'msgid "' * 50_000),
    "pdf: pages in a circle": ("pdf", lambda: page_pdf(stream(b""), b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>")),
    "pdf: bomb": ("pdf", lambda: page_pdf(stream(bytes(200 << 20)))),
    "pdf: bomb in a bomb": ("pdf", lambda: page_pdf(stream(bytes(200 << 20), 2))),
    "pdf: nested arrays": ("pdf", lambda: page_pdf(b"[" * 100_000 + b"]" * 100_000)),
    "pdf: nested arrays in the page": ("pdf", lambda: page_pdf(stream(b"[" * 500_000))),
    "pdf: drawing that draws itself": ("pdf", form_loop),
    "pdf: saved states": ("pdf", lambda: page_pdf(stream(b"q " * 3_000_000))),
    "pdf: millions of letters": ("pdf", lambda: page_pdf(stream(b"BT /F 9 Tf (%s) Tj ET " % (b"a" * 1000) * 3000))),
    "pdf: truncated": ("pdf", lambda: (FIXTURES / "pdf/office.pdf").read_bytes()[:3000]),
    "docx: empty paragraphs": ("docx", lambda: replaced("docx", word_body(b"<w:p/>" * 1_000_000))),
    "docx: empty runs": ("docx", lambda: replaced("docx", word_body(b"<w:p>" + b"<w:r/>" * 1_000_000 + b"</w:p>"))),
    "docx: open bookmarks": (
        "docx",
        lambda: replaced("docx", word_body(b"<w:p>" + b'<w:bookmarkStart w:id="1"/>' * 100_000 + b"</w:p>")),
    ),
    "docx: open fields": (
        "docx",
        lambda: replaced(
            "docx", word_body(b"<w:p>" + b'<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 100_000 + b"</w:p>")
        ),
    ),
    "xlsx: cells": ("xlsx", lambda: replaced("xlsx", sheet_cells(1_000_000), "xl/worksheets/sheet1.xml")),
    "xlsx: strings": ("xlsx", lambda: replaced("xlsx", shared_strings(1_000_000))),
    "docx: crossing bookmarks": (
        "docx",
        lambda: replaced(
            "docx",
            word_body(
                b"<w:p>"
                + b"".join(b'<w:bookmarkStart w:id="%d"/>' % n for n in range(30_000))
                + b"".join(b'<w:bookmarkEnd w:id="%d"/>' % n for n in range(30_000))
                + b"</w:p>"
            ),
        ),
    ),
    "docx: runs": ("docx", lambda: replaced("docx", word_body(b"<w:p>" + RUNS * 50_000 + b"</w:p>"))),
    "docx: links": ("docx", lambda: replaced("docx", word_body(b"<w:p>" + LINK * 50_000 + b"</w:p>"))),
    "docx: line breaks": (
        "docx",
        lambda: replaced("docx", word_body(b"<w:p><w:r>" + b"<w:t>\xd9\x86</w:t><w:br/>" * 100_000 + b"</w:r></w:p>")),
    ),
    "pptx: runs": ("pptx", lambda: replaced("pptx", slide(SLIDE_RUNS * 50_000))),
    "xlsx: runs": ("xlsx", lambda: replaced("xlsx", rich(50_000))),
    "odt: spans": ("odt", lambda: replaced("odt", lambda data: odt_text(data, ODT_SPANS * 50_000))),
    "odt: nested spans": (
        "odt",
        lambda: replaced("odt", lambda data: odt_text(data, b"<text:span>" * 200 + b"</text:span>" * 200)),
    ),
    "html: spans": ("html", ("<p>" + "نص<b>نص</b>" * 50_000).encode),
    "html: line breaks": ("html", ("<p>" + "نص<br>" * 20_000).encode),
    "html: attributes": ("html", lambda: b"<p " + b"".join(b"a%d=1 " % n for n in range(100_000)) + "> نص".encode()),
    "html: comments": ("html", lambda: b"<!--" * 100_000 + "نص".encode()),
    "html: closing tags": ("html", lambda: b"<p>" + b"</b>" * 50_000 + "نص".encode()),
    "html: formatting": ("html", ("<b><i>" * 200 + "نص" + "<p>نص</b>" * 20_000).encode),
    "md: emphasis": ("md", lambda: "نص *نص* **نص** ".encode() * 20_000),
    "md: links": ("md", lambda: "[نص](http://a.b) ".encode() * 20_000),
    "md: table": (
        "md",
        ("|" + "نص|" * 2_000 + "\n|" + "-|" * 2_000 + "\n" + ("|" + "نص|" * 2_000 + "\n") * 10).encode,
    ),
    "md: references": ("md", lambda: "".join(f"[a{n}]: http://b\n" for n in range(30_000)).encode() + "نص".encode()),
    "md: footnotes": ("md", lambda: "".join(f"نص[^{n}]\n\n[^{n}]: نص\n\n" for n in range(10_000)).encode()),
    "srt: a sentence without an end": (
        "srt",
        lambda: "".join(f"{n}\n00:00:01,000 --> 00:00:02,000\nنص ثم\n\n" for n in range(20_000)).encode(),
    ),
    "vtt: tags": ("vtt", ("WEBVTT\n\n00:01.000 --> 00:02.000\n" + "<i>نص</i>" * 50_000).encode),
    "ass: tags": (
        "ass",
        (
            (FIXTURES / "ass/all.ass").read_text(encoding="utf-8").rstrip()
            + "\nDialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,"
            + r"{\i1}نص{\i0}\N" * 30_000
        ).encode,
    ),
    "po: entries": (
        "po",
        lambda: b'msgid ""\nmsgstr ""\n\n' + "".join(f'msgid "نص {n}"\nmsgstr ""\n\n' for n in range(20_000)).encode(),
    ),
    "xlf: codes": ("xlf", lambda: unit(b'<x id="1"/>\xd9\x86 ' * 50_000)),
    "xlf: nested codes": ("xlf", lambda: unit(b'<g id="1">' * 200 + b"</g>" * 200)),
    "tmx: units": (
        "tmx",
        lambda: (
            b'<tmx version="1.4"><header srclang="ar"/><body>'
            + '<tu><tuv xml:lang="ar"><seg>نص</seg></tuv></tu>'.encode() * 30_000
            + b"</body></tmx>"
        ),
    ),
    "json: values": ("json", ("[" + '"نص",' * 100_000 + "1]").encode),
    "json: escapes": ("json", lambda: b'["' + b"\\\\" * 1_000_000),
    "yaml: values": ("yaml", ("- نص\n" * 50_000).encode),
    "ods: repeated cells": (
        "ods",
        lambda: replaced(
            "ods", lambda data: data.replace(b'number-columns-repeated="', b'number-columns-repeated="999999')
        ),
    ),
    "srt: cues": (
        "srt",
        lambda: "".join(f"{n}\n00:00:01,000 --> 00:00:02,000\nنص\n\n" for n in range(20_000)).encode(),
    ),
}
LARGE = frozenset(
    """md: links|md: table|md: references|md: footnotes|csv: broken quotes|csv: odd quotes
    |yaml: aliases|yaml: values|json: values|docx: bomb that lies about its size|docx: empty paragraphs|docx: empty runs
    |docx: open bookmarks|docx: open fields|docx: crossing bookmarks|docx: runs|pptx: runs|xlsx: runs|odt: nested spans
    |ods: repeated cells|html: attributes|html: comments|html: closing tags|html: formatting|srt: cues
    |srt: a sentence without an end|po: entries|po: nested quotes|xlf: nested codes|tmx: units""".replace(
        "\n    ", ""
    ).split("|")
)


def main(suffix: str) -> None:
    """Print what becomes of each case with `suffix`."""
    for name, (_, build) in ((name, case) for name, case in CASES.items() if case[0] == suffix):
        data = build()
        pace = _pace()
        listen, speak = os.pipe()
        child = os.fork()
        if not child:
            os.close(listen)
            _read(suffix, data, speak)
        os.close(speak)
        with os.fdopen(listen) as pipe:
            said = pipe.read()
        _, status, usage = os.wait4(child, 0)
        seconds, memory = (usage.ru_utime + usage.ru_stime) * pace, usage.ru_maxrss << 10
        code = os.waitstatus_to_exitcode(status)
        print(json.dumps({"name": name, "code": code, "said": said, "seconds": seconds, "memory": memory}), flush=True)


def _pace() -> float:
    """How many of the seconds that a quiet machine needs pass in one of this machine's, as busy as it is now.

    A core shared with another thread does half as much in a second of processor time.
    """
    start = time.process_time()
    assert len(json.loads(json.dumps([[{"a": str(number)}] for number in range(20_000)]))) == 20_000
    return min(1.0, QUIET / (time.process_time() - start))


def _read(suffix: str, data: bytes, pipe: int) -> None:
    """Ends with 3, as the command line does, for what is refused."""
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, 3 << 30))
    code = 1
    try:
        module = for_path(Path(f"case.{suffix}")).module
        document = module.read(data)
        module.write(document, document.identity())
        code = 0
    except InputError as error:
        os.write(pipe, str(error).encode())
        code = 3
    except BaseException as error:
        os.write(pipe, repr(error)[:1000].encode())
    finally:
        os._exit(code)


if __name__ == "__main__":
    main(sys.argv[1])
