"""TMX 1.4b, and other versions as far as they have the same elements: pairs out of a file, and a file of pairs.

The text before a unit is in the property `prev`, as OmegaT has it, or `x-context-pre`, as memoQ has it. Inline codes
are left out: a memory holds text, and marks are placed anew on what is taken from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import unescape
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from translator import __version__
from translator.errors import InputError
from translator.formats.bilingual_xml import child
from translator.memory.store import Unit
from translator.parsing.package import language, legal, local, parse_xml

_PREVIOUS = "prev"
_CONTEXT = "x-context-pre"  # written as an element in the property's text
_ORIGIN = "x-origin"
_TIME = "%Y%m%dT%H%M%SZ"
_TAG = re.compile("<[^>]*>")
_HINT = "name a file with Arabic (ar) and English (en)"


def read(data: bytes, origin: str, now: int) -> Iterator[Unit]:
    """The Arabic and English texts of each unit, changed `now` where the file does not say when. Raises InputError."""
    root = parse_xml(data, "the TMX file").getroot()
    if local(root) != "tmx":
        raise InputError(f"the file is no TMX: its first element is <{local(root)}>", "name a TMX file")
    seen: set[str] = set()
    found = False
    for unit in root.iter("{*}tu"):
        texts = {language(variant): variant for variant in reversed(list(unit.iterfind("{*}tuv")))}
        seen |= texts.keys()
        if {"ar", "en"} <= texts.keys():
            found = True
            yield _pair(unit, texts["ar"], texts["en"], Unit("", "", "", origin, now))
    if seen and not found:
        languages = ", ".join(sorted(seen))
        raise InputError(f"the file has no units in both Arabic and English; its languages are {languages}", _HINT)


def write(pairs: Iterable[Unit]) -> bytes:
    """A TMX 1.4b file of `pairs`, in UTF-8."""
    header = f'creationtool="translator" creationtoolversion={quoteattr(__version__)} segtype="paragraph"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<tmx version="1.4">',
        f'<header {header} o-tmf="translator" adminlang="en" srclang="ar" datatype="plaintext"/>',
        "<body>",
        *map(_unit, pairs),
        "</body>",
        "</tmx>",
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def _unit(pair: Unit) -> str:
    when = datetime.fromtimestamp(pair.changed, UTC).strftime(_TIME)
    return "\n".join(
        (
            f'<tu changedate="{when}">',
            *(f'<prop type="{_ORIGIN}">{_text(pair.origin)}</prop>' for _ in range(bool(pair.origin))),
            *(f'<prop type="{_PREVIOUS}">{_text(pair.previous)}</prop>' for _ in range(bool(pair.previous))),
            f'<tuv xml:lang="ar"><seg>{_text(pair.source)}</seg></tuv>',
            f'<tuv xml:lang="en"><seg>{_text(pair.target)}</seg></tuv>',
            "</tu>",
        )
    )


def _text(text: str) -> str:
    return escape(legal(text), {"\r": "&#13;"})


def _pair(unit: etree._Element, arabic: etree._Element, english: etree._Element, known: Unit) -> Unit:
    props = {prop.get("type", ""): prop.text or "" for prop in unit.iter("{*}prop")}
    previous = props.get(_PREVIOUS) or unescape(_TAG.sub("", props.get(_CONTEXT, "")))
    dates = [one.get(name) for name in ("changedate", "creationdate") for one in (english, unit)]
    changed = next((time for date in dates if (time := _time(date))), known.changed)
    return Unit(_said(arabic), _said(english), previous, props.get(_ORIGIN, known.origin), changed)


def _said(variant: etree._Element) -> str:
    segment = child(variant, "seg")
    return "" if segment is None else "".join(_texts(segment)).strip()


def _texts(element: etree._Element) -> Iterator[str]:
    """The text in `element`, without that of codes."""
    yield element.text or ""
    for node in element:
        if isinstance(node.tag, str) and local(node) == "hi":
            yield from _texts(node)
        yield node.tail or ""


def _time(date: str | None) -> int:
    """Seconds since 1970; 0 for no date, or one that is none."""
    try:
        return int(datetime.strptime(date or "", _TIME).replace(tzinfo=UTC).timestamp())
    except ValueError:
        return 0
