"""Strings of SpreadsheetML ↔ items: shared and inline strings, comments, and the coded text of headers and footers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from functools import partial
from itertools import groupby

from lxml import etree

from translator.document import Translation
from translator.formats.inline import inline
from translator.formats.items import PLAIN, Item, Point, Style, Text
from translator.formats.ooxml import Echo, Place, inline_place, look_key
from translator.parsing.package import legal

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_BREAK_OR_ESCAPE = re.compile(r"(\r?\n|\t|_x[0-9A-Fa-f]{4}_)")
_SECTION = re.compile(r"(?<!&)(?=&[LCR])")
_MAX_CHOICES = 255
_CODE = re.compile(r"""(&&|&"[^"]*"|&K[0-9A-F]{6}|&K\d\d[+-]\d{3}|&\d+|&[^&])""", re.DOTALL)


def x(name: str) -> str:
    """The qualified name of a SpreadsheetML element."""
    return f"{{{_MAIN}}}{name}"


def string_places(strings: Iterable[etree._Element]) -> Iterator[Place]:
    """Each of `strings` (`si`, `is` or the `text` of a comment) as one place, rich text with its runs as marks."""
    for string in strings:
        yield inline_place(string, inline(_collected(string)), partial(_put, string))


def header_places(root: etree._Element) -> Iterator[Place]:
    """The left, middle and right section of every header and footer, each a place of its own."""
    tags = [x(f"{which}{what}") for which in ("odd", "even", "first") for what in ("Header", "Footer")]
    for element in root.iter(*tags):
        sections = _SECTION.split(element.text or "")
        for number, section in enumerate(sections):
            items = [_header_item(piece) for piece in _CODE.split(section)]
            yield inline_place(element, inline(items), partial(_put_section, element, sections, number))


def _header_item(piece: str) -> Item:
    return Point((piece,)) if _CODE.fullmatch(piece) and piece != "&&" else Text(piece.replace("&&", "&"))


def _collected(string: etree._Element) -> Iterator[Item]:
    for node in string:
        if node.tag == x("t"):
            yield from _pieces(node.text or "", PLAIN)
        elif node.tag == x("r"):
            yield from _pieces(node.findtext(x("t")) or "", _style(node.find(x("rPr"))))


def _pieces(text: str, style: Style) -> Iterator[Item]:
    for number, piece in enumerate(_BREAK_OR_ESCAPE.split(text)):
        yield Point((Text(piece, style),), is_break=True) if number % 2 else Text(piece, style)


def _style(properties: etree._Element | None) -> Style:
    if properties is None:
        return PLAIN
    return Style(look_key([properties]), properties)


def _put(string: etree._Element, items: Iterable[Item]) -> None:
    for child in list(string):
        string.remove(child)
    texts: list[Text] = []
    for item in items:
        texts += [item] if isinstance(item, Text) else [node for node in _nodes(item) if isinstance(node, Text)]
    runs = [(style, "".join(text.text for text in run)) for style, run in groupby(texts, key=lambda text: text.style)]
    if all(style == PLAIN for style, _ in runs):
        _add_text(string, "".join(text for _, text in runs))
        return
    for style, text in runs:
        run = etree.SubElement(string, x("r"))
        if isinstance(style.data, etree._Element):
            run.append(deepcopy(style.data))
        _add_text(run, text)


def _nodes(item: Item) -> tuple[object, ...]:
    return item.data if isinstance(item, Point) else ()


def _add_text(parent: etree._Element, text: str) -> None:
    node = etree.SubElement(parent, x("t"))
    node.text = text
    node.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _put_section(element: etree._Element, sections: list[str], number: int, items: Iterable[Item]) -> None:
    parts = (
        item.text.replace("&", "&&") if isinstance(item, Text) else "".join(map(str, _nodes(item))) for item in items
    )
    sections[number] = "".join(parts)
    element.text = "".join(sections)


def choice_places(root: etree._Element) -> Iterator[Place]:
    """The choices that a cell offers, where they are written out: what cells say already they must say alike."""
    for choices in root.iterfind(f".//{x('dataValidation')}[@type='list']/{x('formula1')}"):
        text = (choices.text or "").strip()
        for number, choice in enumerate(text[1:-1].split(",") if text[:1] == text[-1:] == '"' else ()):
            if any(map(str.isalpha, choice)):
                yield Place(choices, choice.strip(), partial(_set_choice, choices, number), echo=Echo.IF_SEEN)


def _set_choice(choices: etree._Element, number: int, translation: Translation) -> None:
    """Excel takes 255 characters for all choices together, and has no way to write a comma."""
    said = (choices.text or "").strip()[1:-1].split(",")
    said[number] = " ".join(legal(translation.text).replace(",", " ").replace('"', "'").split())
    whole = ",".join(said)
    if len(whole) <= _MAX_CHOICES:
        choices.text = f'"{whole}"'


def name_place(sheet: etree._Element) -> Place:
    """The name of a sheet: at most 31 characters, none of `[]:*?/\\`, unlike every other in the workbook."""

    def apply(translation: Translation) -> None:
        others = {other.get("name", "").casefold() for other in sheet.itersiblings(x("sheet"))}
        others |= {other.get("name", "").casefold() for other in sheet.itersiblings(x("sheet"), preceding=True)}
        sheet.set("name", _sheet_name(translation.text, others))

    return Place(sheet, sheet.get("name", ""), apply, limit=31)


def _sheet_name(wanted: str, others: set[str]) -> str:
    clean = " ".join(re.sub(r"[\[\]:*?/\\]", " ", legal(wanted)).split()).strip("'")
    name = clean[:31].strip(" '") or "Sheet"
    number = 2
    while name.casefold() in others or name.casefold() == "history":
        name = f"{clean[:27].strip()} {number}"
        number += 1
    return name
