"""An XLIFF 1.2 file of the segments of any document, for review in any tool: marks are `<g>` and `<x/>`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from translator.document import Mark, Translation
from translator.formats.marks import repaired
from translator.parsing.package import legal


@dataclass(frozen=True, slots=True)
class Match:
    """What a memory had for a segment; `quality` is a percentage, `origin` the name of the memory."""

    source: str
    target: str
    quality: int
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A segment and its translation; `state` is one of XLIFF's (`final`, `needs-review-translation`…)."""

    id: str
    source: str
    marks: tuple[Mark, ...]
    target: Translation
    state: str = "needs-review-translation"
    matches: tuple[Match, ...] = ()


def build(rows: Iterable[Row], original: str, source_language: str = "ar", target_language: str = "en") -> bytes:
    """The file for the document `original`, a unit a row, in UTF-8. Ids should be unique."""
    languages = f'source-language="{source_language}" target-language="{target_language}"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">',
        f'<file original={_quoted(original)} {languages} datatype="plaintext">',
        "<body>",
        *(line for row in rows for line in _unit(row)),
        "</body>",
        "</file>",
        "</xliff>",
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def _unit(row: Row) -> Iterator[str]:
    marks = repaired(row.source, row.marks, row.target)
    yield f'<trans-unit id={_quoted(row.id)} xml:space="preserve">'
    yield f"<source>{_tagged(row.source, row.marks)}</source>"
    yield f"<target state={_quoted(row.state)}>{_tagged(row.target.text, marks)}</target>"
    for match in row.matches:
        yield f'<alt-trans match-quality="{match.quality}%" origin={_quoted(match.origin)}>'
        yield f"<source>{_text(match.source)}</source>"
        yield f"<target>{_text(match.target)}</target>"
        yield "</alt-trans>"
    yield "</trans-unit>"


def _tagged(text: str, marks: Sequence[Mark]) -> str:
    """`text` with its marks as elements; `marks` are nested or disjoint, by start, outer before inner."""
    out: list[str] = []
    ends: list[int] = []
    at = 0

    def text_to(position: int) -> None:
        nonlocal at
        out.append(_text(text[at:position]))
        at = position

    for mark in marks:
        while ends and ends[-1] <= mark.span.start:
            text_to(ends.pop())
            out.append("</g>")
        text_to(mark.span.start)
        if mark.is_point:
            out.append(f"<x id={_quoted(mark.id)}/>")
        else:
            out.append(f"<g id={_quoted(mark.id)}>")
            ends.append(mark.span.end)
    while ends:
        text_to(ends.pop())
        out.append("</g>")
    text_to(len(text))
    return "".join(out)


def _text(text: str) -> str:
    return escape(legal(text), {"\r": "&#13;"})


def _quoted(value: str) -> str:
    return quoteattr(legal(value))
