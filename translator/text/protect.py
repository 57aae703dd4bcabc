"""What a translator copies as it stands: addresses, placeholders, code, figures. Plain numbers and Arabic words never.

Every pattern begins where a run of its characters begins, takes what it has taken for good (possessive), and has a
bound on what may stand between two signs, so that the time is linear in the length of the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from translator.document import Span

Guard = Literal["url", "email", "placeholder", "code", "path", "handle", "hashtag"]


@dataclass(frozen=True, slots=True)
class Protected:
    """A part of a text that the target must have unchanged. Spans are half-open ranges of code points."""

    span: Span
    kind: Guard


_DOMAINS = (
    "com|org|net|edu|gov|mil|int|info|biz|io|co|me|tv|ai|app|dev|news|online|site|ae|bh|dz|eg|iq|ir|jo|kw|lb|ly|ma|mr|"
    "om|ps|qa|sa|sd|so|sy|tn|tr|ye|il|uk|us|eu|fr|de|it|es|nl|be|ch|at|se|no|dk|fi|pl|ru|ua|cn|jp|kr|in|pk|br|au|ca"
)
_FILES = (
    "pdf|docx?|xlsx?|pptx?|odt|ods|odp|rtf|txt|csv|tsv|md|html?|xml|json|ya?ml|toml|ini|conf|log|zip|gz|tar|rar|7z|"
    "png|jpe?g|gif|svg|webp|mp[34]|avi|mov|wav|py|js|ts|java|cpp|cs|php|rb|go|rs|sh|bat|exe|dll|sql|srt|vtt|epub"
)
_REST = r"[^\s<>\"«»“”،؛؟`{}|\\^]"
_PATTERNS: dict[Guard, tuple[str, ...]] = {
    "email": (
        r"(?:mailto:)?(?<![A-Za-z0-9._%+-])[A-Za-z0-9_%+-]++(?:\.[A-Za-z0-9_%+-]++)*+@[A-Za-z0-9-]++(?:\.[A-Za-z0-9-]++)++",
    ),
    "url": (
        rf"(?<![A-Za-z0-9])(?:(?:https?|ftps?|file|ssh|git)://|www\.){_REST}++",
        rf"(?<![A-Za-z0-9@._/-])(?:[A-Za-z0-9-]{{1,63}}\.)+(?:{_DOMAINS})(?![A-Za-z0-9-]|\.[A-Za-z0-9])(?:/{_REST}*+)?",
    ),
    "placeholder": (
        r"\{\{[^{}\n]{0,80}\}\}",
        r"\$\{[^{}\n]{1,80}\}",
        r"\{[A-Za-z0-9_.:!,<>=^\[\]]{0,60}\}",
        r"(?<![\d%])%(?:\([A-Za-z0-9_.]{1,60}\)|\d{1,2}\$)?[#0+-]?\d{0,3}(?:\.\d{1,3})?(?:l?[sdifgxXeEcru]|@)(?![A-Za-z])",
        r"%[A-Z][A-Z0-9_]{1,60}%",
        r"\$[A-Z][A-Z0-9_]{1,60}",
        r"</?[A-Za-z][^<>\n]{0,200}>",
        r"&(?:\#\d{1,7}|\#x[0-9A-Fa-f]{1,6}|[A-Za-z]{2,12});",
        r"\\[ntr\"\\]",
    ),
    "code": (
        r"``[^`\n]{1,300}``",
        r"`[^`\n]{1,300}`",
        rf"(?<![\w./-])[\w-]++(?:\.[\w-]++)*\.(?:{_FILES})(?!\w)",
        r"(?<![A-Za-z0-9_])[A-Za-z][A-Za-z0-9]*+(?:_++[A-Za-z0-9]++)++(?:\(\))?",
        r"(?<![A-Za-z0-9_])[a-z]++[A-Z][A-Za-z0-9]*+(?:\(\))?",
        r"(?<![A-Za-z0-9_])[A-Za-z][A-Za-z0-9]*+\(\)",
        r"(?<![A-Za-z0-9_-])--[a-z][a-z0-9]*+(?:-[a-z0-9]++)*+",
        r"(?<![A-Za-z0-9/])[A-Z][A-Z0-9]{0,9}(?:/[A-Z0-9][A-Za-z0-9.()-]{0,20}){2,8}",
        r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\.?\d)",
    ),
    "path": (
        r"(?<![\w/.~])~?/(?:[A-Za-z0-9_.@+-]++/)++[A-Za-z0-9_.@+-]*+",
        r"(?<![A-Za-z])[A-Za-z]:\\[^\s\"<>|«»،؛؟]++",
    ),
    "handle": (r"(?<![\w@.])@[A-Za-z0-9_]{2,30}(?![A-Za-z0-9_@])",),
    "hashtag": (r"(?<![\w&#])\#[A-Za-z][A-Za-z0-9_]{1,100}",),
}
_ALL = re.compile("|".join(f"(?P<{kind}>{'|'.join(patterns)})" for kind, patterns in _PATTERNS.items()))
_DIGIT = "[0-9٠-٩۰-۹]"
_FIGURE = re.compile(
    rf"(?:(?<![\w./:+٫٬-])(?:{_DIGIT}{{1,4}}(?:/{_DIGIT}{{1,4}}){{1,3}}|{_DIGIT}{{1,4}}-{_DIGIT}{{1,2}}-{_DIGIT}{{1,4}}"
    rf"|{_DIGIT}{{1,2}}\.{_DIGIT}{{1,2}}\.{_DIGIT}{{4}}|{_DIGIT}{{1,2}}(?::{_DIGIT}{{2}}){{1,2}}|{_DIGIT}{{7,20}})"
    rf"|(?<=\+){_DIGIT}{{1,4}}(?:[ -]?{_DIGIT}{{1,5}}){{2,4}})(?![\w/:+٫٬-]|\.\w)"
)
# No pattern matches a text that has not one of each of these two.
_HINT = re.compile(r"[A-Za-z{`&\\]|\d\.\d")
_SIGN = re.compile(r"[@{`$%<&\\/_#]|\(\)|--|\.\w|[a-z][A-Z]|www")
_TRAILING = ".,:;!?'’…*_~-"
_BRACKETS = (("(", ")"), ("[", "]"))


def protect(text: str) -> tuple[Protected, ...]:
    """What the target must have unchanged, in order, none overlapping another.

    Hashtags and handles count where they are Latin: an Arabic hashtag is text to translate.
    """
    found: list[Protected] = []
    if not (_HINT.search(text) and _SIGN.search(text)):
        return ()
    for match in _ALL.finditer(text):
        kind: Guard = match.lastgroup  # type: ignore[assignment]
        shown = _trimmed(match[0]) if kind in ("url", "path", "email", "code") else match[0]
        found.append(Protected(Span(match.start(), match.start() + len(shown)), kind))
    return tuple(found)


def figures(text: str) -> tuple[Span, ...]:
    """Dates, times, fractions, telephone and file numbers, whose signs mean nothing to a model: `15/3/2024`, `14:30`.

    In order, none overlapping another. A person may write them out; a machine had better copy them.
    """
    return tuple(Span(*match.span()) for match in _FIGURE.finditer(text))


def _trimmed(address: str) -> str:
    """An address without the punctuation of the sentence after it, and without a bracket that it did not open."""
    surplus = {closer: address.count(closer) - address.count(opener) for opener, closer in _BRACKETS}
    end = len(address)
    while end and (address[end - 1] in _TRAILING or surplus.get(address[end - 1], 0) > 0):
        end -= 1
        if address[end] in surplus:
            surplus[address[end]] -= 1
    return address[:end]
