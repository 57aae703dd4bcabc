"""Small OpenDocument packages from XML, for the tests; and what those tests need to look into a result."""

import io
import zipfile

from lxml import etree

from translator.document import Mark, Span, Translation
from translator.formats.table import by_name

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:%s:1.0"
NAMES = {
    "office": _OASIS % "office",
    "text": _OASIS % "text",
    "style": _OASIS % "style",
    "fo": _OASIS % "xsl-fo-compatible",
    "table": _OASIS % "table",
    "number": _OASIS % "datastyle",
    "form": _OASIS % "form",
    "presentation": _OASIS % "presentation",
    "draw": _OASIS % "drawing",
    "svg": _OASIS % "svg-compatible",
    "meta": _OASIS % "meta",
    "config": _OASIS % "config",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}
_TYPES = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">%s</manifest:manifest>'
)


def part(name: str, xml: str) -> str:
    """An XML part whose root is the office element `name`."""
    names = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<office:{name} {names} office:version="1.2">{xml}</office:{name}>'


def document(kind: str, body: str, automatic: str = "", parts: dict[str, str] | None = None) -> bytes:
    """A package of a kind (odt, ods, odp) with `body`, automatic styles and other `parts`."""
    styles = f"<office:automatic-styles>{automatic}</office:automatic-styles>"
    inside = f"<office:body><office:{_TYPES[kind]}>{body}</office:{_TYPES[kind]}></office:body>"
    everything = {
        "content.xml": part("document-content", styles + inside),
        "META-INF/manifest.xml": MANIFEST % "",
        **(parts or {}),
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{_TYPES[kind]}")
        for name, xml in everything.items():
            package.writestr(name, xml)
    return target.getvalue()


def segments(kind: str, data: bytes) -> list[str]:
    """The texts of the segments."""
    return [segment.text for segment in by_name(kind).module.read(data).segments]


def written(kind: str, data: bytes, *texts: str, wrong_marks: bool = False) -> dict[str, etree._Element]:
    """The parts of the document with the segments translated: `texts`, then numbers; marks keep their words' places."""
    module = by_name(kind).module
    read = module.read(data)
    new = [*texts, *(f"T{n}" for n in range(len(texts) + 1, len(read.segments) + 1))][: len(read.segments)]
    pairs = zip(read.segments, new, strict=True)
    result = module.write(
        read, [Translation(text, () if wrong_marks else by_word(segment, text)) for segment, text in pairs]
    )
    return roots(result)


def roots(data: bytes) -> dict[str, etree._Element]:
    """The XML parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = [name for name in package.namelist() if name.endswith(".xml")]
        return {name: etree.fromstring(package.read(name)) for name in names}


def by_word(segment, text: str) -> tuple[Mark, ...]:
    """The marks of a segment on as many words of `text`, counted from the start."""

    def moved(position: int) -> int:
        words = len(segment.text[:position].split(" ")) - 1
        inside = segment.text[:position].rpartition(" ")[2]
        starts = [0, *(n + 1 for n, sign in enumerate(text) if sign == " "), len(text) + 1]
        if not inside:
            return min(starts[min(words, len(starts) - 1)], len(text))
        return starts[min(words + 1, len(starts) - 1)] - 1

    return tuple(
        Mark(m.id, Span(moved(m.span.start), max(moved(m.span.end), moved(m.span.start)))) for m in segment.marks
    )


def xml(root: etree._Element, path: str) -> list[str]:
    """The elements at `path` as XML without the declarations of their name spaces."""
    found = root.xpath(path, namespaces=NAMES)
    return [each if isinstance(each, str) else _plain(each) for each in found]


def _plain(element: etree._Element) -> str:
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    for prefix, name in NAMES.items():
        text = text.replace(f' xmlns:{prefix}="{name}"', "")
    return text
