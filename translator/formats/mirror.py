"""Style sheets from right to left to left to right: only what has a side changes, byte for byte the rest stays."""

from __future__ import annotations

import re

_BLOCK = re.compile(r"(?<=\{)[^{}]*(?=\})")
_SIDE = r"(?:(?:margin|padding|border|scroll-margin|scroll-padding)-)?(?:left|right)(?:-(?:width|style|color))?"
_DECLARATION = re.compile(
    r"""/\*.*?\*/|"[^"]*"|'[^']*'|url\([^)]*\)"""
    rf"""|(?<![\w-])(?P<property>direction|list-style(?:-type)?|text-align(?:-last)?|float|clear|margin|padding|{_SIDE})"""
    r"""(?P<colon>\s*:\s*)(?P<value>[^;{}]*)""",
    re.IGNORECASE | re.DOTALL,
)
_WITH_SIDE = re.compile(r"(?<![\w-])(left|right)(?![\w-])", re.IGNORECASE)
_RTL = re.compile(r"(?<![\w-])rtl(?![\w-])", re.IGNORECASE)
_ISLAND = re.compile(r"(?<![\w-])direction\s*:\s*ltr", re.IGNORECASE)
_FOUR = re.compile(r"([^\s(),]+)(\s+)([^\s(),]+)(\s+)([^\s(),]+)(\s+)([^\s(),!]+)(\s*(?:!.*)?)")
_ARABIC_NUMBERS = re.compile(r"(?<![\w-])(?:arabic-indic|persian|urdu)(?![\w-])", re.IGNORECASE)
_OTHER = {"left": "right", "right": "left"}


def mirrored_sheet(sheet: str) -> str:
    """A whole style sheet of a page that ran right to left, mirrored rule by rule."""
    return _BLOCK.sub(lambda block: mirrored(block[0]), sheet)


def mirrored(declarations: str) -> str:
    """The declarations of one rule, mirrored; those of text that runs left to right already stay."""
    return declarations if _ISLAND.search(declarations) else _DECLARATION.sub(_mirrored, declarations)


def other_side(text: str) -> str:
    """`text` with left for right and right for left, where they stand as words."""
    return _WITH_SIDE.sub(lambda side: _OTHER[side[0].lower()], text)


def _mirrored(found: re.Match[str]) -> str:
    name = found["property"]
    if name is None:
        return found[0]
    value = found["value"]
    if name.lower() == "direction":
        return name + found["colon"] + _RTL.sub("ltr", value)
    if name.lower().startswith("list-style"):
        return name + found["colon"] + _ARABIC_NUMBERS.sub("decimal", value)
    if name.lower() in ("margin", "padding"):
        return name + found["colon"] + _FOUR.sub(r"\1\2\7\4\5\6\3\8", value)
    if _WITH_SIDE.search(name.replace("-", " ")):
        return other_side(name.replace("-", " ")).replace(" ", "-") + found["colon"] + value
    return name + found["colon"] + other_side(value)
