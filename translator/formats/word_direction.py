"""WordprocessingML turned left to right.

Word keeps two sets of formatting, one for complex scripts (`bCs`, `iCs`, `szCs`), which is what an Arabic reader saw;
where it is given, the Latin one takes its values. `left` and `right` in a right-to-left paragraph mean its start and
end, so alignment, indents and tabs stay as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from translator.formats.fonts import SERIF, is_arabic_only
from translator.formats.items import PLAIN, Style
from translator.formats.ooxml import Homes, look_key

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BINDING_2012 = "{http://schemas.microsoft.com/office/word/2012/wordml}dataBinding"
_OFF = ("0", "false", "off")
_LATIN_NUMBERS = {
    "arabicAbjad": "lowerLetter",
    "arabicAlpha": "lowerLetter",
    "hindiNumbers": "decimal",
    "hindiCounting": "cardinalText",
    "hindiVowels": "lowerLetter",
    "hindiConsonants": "lowerLetter",
}
_KASHIDA = ("lowKashida", "mediumKashida", "highKashida")
_LATER = (
    "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
    "textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
)
_AFTER_BIDI = frozenset(f"{{{NAMESPACE}}}{name}" for name in _LATER.split())


def w(name: str) -> str:
    """The qualified name of a WordprocessingML element or attribute."""
    return f"{{{NAMESPACE}}}{name}"


_NOT_LOOKS = tuple(w(name) for name in ("lang", "noProof", "bCs", "iCs", "szCs", "rPrChange", "webHidden", "rtl", "cs"))
_LATIN_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f]")


def is_on(element: etree._Element | None) -> bool:
    """True for a switch such as `w:bidi` that is there and not off."""
    return element is not None and element.get(w("val"), "1") not in _OFF


def latin_properties(properties: etree._Element, is_complex: bool) -> None:
    """Makes run properties right for English; `is_complex` says that a reader saw their complex script set."""
    for name in ("b", "i", "sz"):
        twin = properties.find(w(f"{name}Cs"))
        if twin is not None and is_complex:
            _remove(properties.find(w(name)))
            latin = deepcopy(twin)
            latin.tag = w(name)
            twin.addprevious(latin)
    for name in ("rtl", "cs"):
        _remove(properties.find(w(name)))
    fonts = properties.find(w("rFonts"))
    if fonts is not None:
        _latin_fonts(fonts)
    language = properties.find(w("lang"))
    if language is not None:
        _latin_language(language)


class Styles:
    """How runs look once they are English, worked out once for all runs with the same properties."""

    def __init__(self) -> None:
        self._known: dict[object, Style] = {}
        self._last: tuple[etree._Element | None, Style] = (None, PLAIN)

    def of(self, run: etree._Element) -> Style:
        """The style of `run`: nothing that cannot be seen makes a difference."""
        if run is not self._last[0]:  # a run may have many texts
            self._last = (run, self._of(run))
        return self._last[1]

    def _of(self, run: etree._Element) -> Style:
        properties = run.find(w("rPr"))
        if properties is None:
            return PLAIN
        letters = "".join(node.text or "" for node in run.iterfind(w("t")))
        flagged = is_on(properties.find(w("rtl"))) or is_on(properties.find(w("cs")))
        is_complex = flagged or not _LATIN_LETTER.search(letters)
        key = (is_complex, *((element.tag, *element.attrib.items()) for element in properties.iter()))
        if key not in self._known:
            self._known[key] = _style(properties, is_complex)
        return self._known[key]


def _style(properties: etree._Element, is_complex: bool) -> Style:
    look = deepcopy(properties)
    latin_properties(look, is_complex)
    for name in _NOT_LOOKS:
        for element in look.findall(name):
            look.remove(element)
    fonts = look.find(w("rFonts"))
    if fonts is not None:
        for name in ("cs", "cstheme"):
            fonts.attrib.pop(w(name), "")
        if not fonts.attrib:
            look.remove(fonts)
    if not len(look):
        return PLAIN
    return Style(look_key(sorted(look.iterchildren(etree.Element), key=lambda child: child.tag)), look)


def turn_story(root: etree._Element, homes: Homes) -> None:
    """Body text: the document, headers, footers, notes, comments."""
    for properties in list(root.iter(w("rPr"))):
        if _paragraph(properties) not in homes.kept:
            flagged = is_on(properties.find(w("rtl"))) or is_on(properties.find(w("cs")))
            parent = properties.getparent()
            latin_properties(properties, flagged or parent is None or parent.tag != w("r"))
    for properties in list(root.iter(w("pPr"))):
        if properties.getparent() not in homes.kept:
            _turn_paragraph(properties)
    for name in ("bidiVisual", "rtlGutter"):
        for element in list(root.iter(w(name))):
            _remove(element)
    for section in root.iter(w("sectPr")):
        _turn_section(section)
    for binding in list(root.iter(w("dataBinding"), _BINDING_2012)):
        _remove(binding)  # or Word would put the Arabic back from the data it is bound to
    for language in root.iter(w("lid")):
        _latin_language(language)
    _latin_numbers(root)


def turn_definitions(root: etree._Element, homes: Homes) -> None:
    """Styles and numbering: everything in them is what an Arabic reader saw."""
    del homes
    for properties in list(root.iter(w("rPr"))):
        latin_properties(properties, is_complex=True)
    for properties in list(root.iter(w("pPr"))):
        _turn_paragraph(properties)
    for element in list(root.iter(w("bidiVisual"))):
        _remove(element)
    for fonts in root.iterfind(f"{w('docDefaults')}//{w('rFonts')}"):
        if not any(name in fonts.attrib for name in (w("ascii"), w("asciiTheme"))):
            fonts.set(w("ascii"), SERIF)
            fonts.set(w("hAnsi"), SERIF)
    for language in root.iterfind(f"{w('docDefaults')}//{w('lang')}"):
        language.set(w("val"), "en-US")
    _latin_numbers(root)


def turn_settings(root: etree._Element, homes: Homes) -> None:
    """The languages of the theme's fonts, and the numbering of notes."""
    del homes
    for language in root.iter(w("themeFontLang")):
        _latin_language(language)
    _latin_numbers(root)


def prepare(styles: etree._Element | None, homes: Homes) -> None:
    """Before anything turns: Arabic that stays keeps a direction it has from its style, and text that was pushed to
    the right by hand, in a paragraph that is not right to left, goes back to the left."""
    rtl_styles = _rtl_styles(styles)
    for paragraph in homes.kept:
        if paragraph.tag == w("p") and _is_rtl(paragraph, rtl_styles):
            _set_bidi(paragraph)
    for paragraph in homes.translated:
        if paragraph.tag == w("p") and not _is_rtl(paragraph, rtl_styles):
            alignment = paragraph.find(f"{w('pPr')}/{w('jc')}")
            if alignment is not None and alignment.get(w("val")) in ("right", "end"):
                alignment.set(w("val"), "left")


def _turn_paragraph(properties: etree._Element) -> None:
    _remove(properties.find(w("bidi")))
    alignment = properties.find(w("jc"))
    if alignment is not None and alignment.get(w("val")) in _KASHIDA:
        alignment.set(w("val"), "both")


def _turn_section(section: etree._Element) -> None:
    """A page that was bound on its right has its wider margin there."""
    margins = section.find(w("pgMar"))
    if margins is not None and is_on(section.find(w("bidi"))):
        left, right = margins.get(w("left")), margins.get(w("right"))
        if left is not None and right is not None:
            margins.set(w("left"), right)
            margins.set(w("right"), left)
    _remove(section.find(w("bidi")))


def _latin_fonts(fonts: etree._Element) -> None:
    """An Arabic font gives way to the document's own; the one for complex scripts stays, for Arabic that stays."""
    fonts.attrib.pop(w("hint"), "")
    for name in ("ascii", "hAnsi", "eastAsia"):
        if is_arabic_only(fonts.get(w(name), "")):
            del fonts.attrib[w(name)]
    if not fonts.attrib and fonts.getparent() is not None:
        _remove(fonts)


def _latin_language(language: etree._Element) -> None:
    if language.get(w("val"), "ar").lower().startswith("ar") or language.get(w("bidi"), "").lower().startswith("ar"):
        language.set(w("val"), "en-US")
    language.attrib.pop(w("bidi"), "")


def _latin_numbers(root: etree._Element) -> None:
    for name, attribute in (("numFmt", "val"), ("pgNumType", "fmt")):
        for element in root.iter(w(name)):
            twin = _LATIN_NUMBERS.get(element.get(w(attribute), ""))
            if twin:
                element.set(w(attribute), twin)


def _rtl_styles(styles: etree._Element | None) -> set[str]:
    """The ids of the styles that make a paragraph right to left; '' is among them when having no style does."""
    if styles is None:
        return set()
    by_id = {style.get(w("styleId"), ""): style for style in styles.iter(w("style"))}
    defaults = is_on(styles.find(f"{w('docDefaults')}/{w('pPrDefault')}/{w('pPr')}/{w('bidi')}"))
    result = {name for name in by_id if _inherits_bidi(name, by_id, defaults)}
    normal = (name for name, style in by_id.items() if style.get(w("default")) and style.get(w("type")) == "paragraph")
    name = next(normal, "")
    return result | {""} if name in result or (not name and defaults) else result


def _inherits_bidi(name: str, by_id: dict[str, etree._Element], default: bool) -> bool:
    seen: set[str] = set()
    while name in by_id and name not in seen:
        seen.add(name)
        bidi = by_id[name].find(f"{w('pPr')}/{w('bidi')}")
        if bidi is not None:
            return is_on(bidi)
        parent = by_id[name].find(w("basedOn"))
        name = parent.get(w("val"), "") if parent is not None else ""
    return default


def _is_rtl(paragraph: etree._Element, rtl_styles: set[str]) -> bool:
    bidi = paragraph.find(f"{w('pPr')}/{w('bidi')}")
    if bidi is not None:
        return is_on(bidi)
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return (style.get(w("val"), "") if style is not None else "") in rtl_styles


def _set_bidi(paragraph: etree._Element) -> None:
    properties = paragraph.find(w("pPr"))
    if properties is None:
        properties = etree.Element(w("pPr"))
        paragraph.insert(0, properties)
    if properties.find(w("bidi")) is None:
        at = next((n for n, child in enumerate(properties) if child.tag in _AFTER_BIDI), len(properties))
        properties.insert(at, etree.Element(w("bidi")))


def _paragraph(element: etree._Element) -> etree._Element | None:
    ancestors: Iterator[etree._Element] = element.iterancestors(w("p"))
    return next(ancestors, None)


def _remove(element: etree._Element | None) -> None:
    if element is not None:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
