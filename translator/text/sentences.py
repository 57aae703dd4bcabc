"""Cutting Arabic text into sentences, and sentences that are too long into pieces. Linear in the length of the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

from translator.document import Span
from translator.text.arabic import MARKS, TOKEN, has_arabic, letters

_LONGEST_QUOTE = 60  # words; a longer quotation is cut inside
_LONGEST_QUOTE_CHARS = 900  # code points; surely more words than that
_LONG_SENTENCE = 40  # words; a shorter one is not cut at ؛
_SHORTEST_PART = 5  # words on either side of such a ؛
_NEAR, _FAR = 24, 200  # code points to look at around a stop: enough for a word, for some words
_PROBE = 256  # code points
_MARGIN = 0.2  # of a sentence: no cut at punctuation is so near its ends

_CLOSERS = r"[\"'”’»)\]}]*+"
_ARABIC = r"[\u0621-\u064a\u0671-\u06d3]"
_END = re.compile(
    r"(?P<blank>\n(?:[^\S\n]*+\n)++|[\u2028\u2029\v\f])|(?P<item>\n(?=[^\S\n]*(?:[-–•*·]|\d{1,3}[.)-])\s))"
    rf"|(?P<stop>[.؟?!…۔]++)(?P<close>{_CLOSERS})"
)
_SEMICOLON = re.compile(rf"[؛;]{_CLOSERS}(?=\s|{_ARABIC})")
_STARTS_WORDS = re.compile(rf"[\"'“‘«(\[]*{_ARABIC}{{2}}")
_CONTINUES = re.compile(r"\s*[،؛,;:.!؟?)\]}»”]")
_NUMBERING = re.compile(r"\W*(?:\d+|\w)")
_ERA = re.compile(r"\d\s*(?:م|هـ?)$")
_WORD = re.compile(r"\w")
_LATIN_ABBREVIATIONS = frozenset("dr mr mrs ms prof st vs no jr sr gen col lt sen rep gov eg ie al fig".split())
_QUOTES = re.compile(r"[«»“”„\"‘’'()\[\]]|\n(?:[^\S\n]*+\n)++")
_CLOSES = {"«": "»", "“": "”", "„": "”", "‘": "’", "(": ")", "[": "]"}
_CUTS = (
    re.compile(rf"[.؟?!…۔]{_CLOSERS}\s++"),
    re.compile(rf"[؛;]{_CLOSERS}(?:\s++|(?={_ARABIC}))"),
    re.compile(rf"،{_CLOSERS}(?:\s++|(?={_ARABIC}))|[,:]{_CLOSERS}\s++|\s[–—-]\s++"),
    re.compile(
        rf"(?<!\s)\s++(?=(?:و(?!زير|زراء|زارة|قت|فد|كال|الد|جه|ضع|سط|احد|لاي|طن|حد|ثيق|صول|صف|سائل|ظيف|عد|لد)"
        rf"{_ARABIC}{{3,}}|ثم|لكن|حيث|بينما|فيما|كما|إذ)\b)"
    ),
    re.compile(r"\s++"),
)


def split(text: str, keep: Sequence[Span] = ()) -> tuple[Span, ...]:
    """The sentences of `text` in order, without the white space around them; all outside the spans is white space.

    No sentence ends inside a `keep` span, inside a quotation or bracket of less than 60 words, after an
    abbreviation or an initial, or inside a number.
    """
    closed = _closed(text, (*keep, *_quotations(text)))
    spans: list[Span] = []
    start = 0
    for match in _END.finditer(text):
        if not closed[match.end()] and _ends_sentence(text, match, start):
            spans.extend(_parts(text, _stripped(text, start, match.end()), closed))
            start = match.end()
    spans.extend(_parts(text, _stripped(text, start, len(text)), closed))
    return tuple(span for span in spans if span)


def split_long(text: str, fits: Callable[[str], bool], keep: Sequence[Span] = ()) -> tuple[Span, ...]:
    """Pieces of one sentence, each of which `fits`, in order; all outside the spans is white space.

    The sentence is halved, near its middle, until it fits: after a stop, a ؛ or a ،, before a clause with و, at
    white space, or anywhere, whichever comes first in this order. A `keep` span is cut only if it alone does
    not fit. A single character is a piece even if it does not fit.
    """
    closed = _closed(text, keep)
    cuts = [[m.end() for m in pattern.finditer(text) if not closed[m.end()]] for pattern in _CUTS]
    hopeless = _hopeless(text, fits)
    spans: list[Span] = []
    todo = [Span(0, len(text))]
    while todo:
        whole = todo.pop()
        span = _stripped(text, whole.start, whole.end)
        if not span:
            continue
        if len(span) == 1 or (len(span) < hopeless and fits(span.of(text))):
            spans.append(span)
        else:
            cut = _cut(text, span, cuts, closed)
            todo += [Span(cut, span.end), Span(span.start, cut)]
    return tuple(spans)


def _stripped(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    left = len(part) - len(part.lstrip())
    return Span(start + left, start + max(left, len(part.rstrip())))


def _closed(text: str, spans: Sequence[Span]) -> bytearray:
    """1 for every position strictly inside a span: nothing may end there."""
    closed = bytearray(len(text) + 1)
    for span in spans:
        closed[span.start + 1 : span.end] = b"\1" * (span.end - span.start - 1)
    return closed


def _quotations(text: str) -> Iterator[Span]:
    """The quotations and brackets that are closed in their paragraph and are not too long to be kept together."""
    opened: dict[str, list[int]] = {}
    for match in _QUOTES.finditer(text):
        sign, at = match[0], match.start()
        if len(sign) > 1:
            opened.clear()
            continue
        if sign in "\"'’" and _opens(text, at, bool(opened.get(sign))):
            opened[sign] = [at]
        elif sign in _CLOSES:
            opened.setdefault(_CLOSES[sign], []).append(at)
        elif opened.get(sign):
            span = Span(opened[sign].pop(), at + 1)
            if len(span) <= _LONGEST_QUOTE_CHARS and len(span.of(text).split()) < _LONGEST_QUOTE:
                yield span


def _opens(text: str, at: int, is_open: bool) -> bool:
    """True when a sign that both opens and closes quotations opens one here."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not after.strip():
        return False
    outside = not before.strip() or before in "([«“"
    return outside if text[at] != '"' else outside or not is_open


def _ends_sentence(text: str, match: re.Match[str], start: int) -> bool:
    if match["blank"] or match["item"]:
        return True
    stop, end = match["stop"], match.end()
    if not _WORD.search(text, max(start, match.start() - _NEAR), match.start()) or _CONTINUES.match(text, end):
        return False
    following = text[end : end + 1]
    if not following.isspace():
        return not following or _glued(text, match)
    if match["close"] and stop[-1] in "؟?!…":
        return False  # the question is over, the sentence around it goes on
    if stop[0] in ".…" and text[match.start() - 1].isspace():
        return False  # an omission
    return stop != "." or not _abbreviates(text, match.start(), start)


def _glued(text: str, match: re.Match[str]) -> bool:
    """True when the next sentence follows without a space («الدولي.وقال»)."""
    word = _word_before(text, match.start())
    return len(word) > 1 and (has_arabic(word) or word.isdigit()) and bool(_STARTS_WORDS.match(text, match.end()))


def _word_before(text: str, at: int) -> str:
    tokens = TOKEN.findall(text[max(0, at - _NEAR) : at])
    return letters(tokens[-1]) if tokens else ""


def _abbreviates(text: str, at: int, start: int) -> bool:
    """True when the full stop at `at` belongs to an abbreviation, an initial or the number of a list item."""
    if at - start < _NEAR and _NUMBERING.fullmatch(text[start:at]):
        return True
    word = _word_before(text, at)
    if len(word) > 1 or word.isdigit():
        return word.lower() in _LATIN_ABBREVIATIONS
    if has_arabic(word):
        return not _ERA.search(text[max(start, at - _NEAR) : at])
    return word.isupper()


def _parts(text: str, span: Span, closed: bytearray) -> Iterator[Span]:
    """A long sentence cut at ؛, with some words on either side; a short one as it is."""
    start = span.start
    if len(span.of(text).split()) > _LONG_SENTENCE:
        for match in _SEMICOLON.finditer(text, span.start, span.end):
            end = match.end()
            before, after = text[max(start, end - _FAR) : end], text[end : min(end + _FAR, span.end)]
            if not closed[end] and min(len(before.split()), len(after.split())) >= _SHORTEST_PART:
                yield _stripped(text, start, end)
                start = end
    yield _stripped(text, start, span.end)


def _hopeless(text: str, fits: Callable[[str], bool]) -> int:
    """A length that no piece of the text fits with, so that long pieces need not be tried."""
    size = _PROBE
    while size < len(text) and fits(text[:size]):
        size *= 2
    return 4 * size


def _cut(text: str, span: Span, cuts: Sequence[Sequence[int]], closed: bytearray) -> int:
    """The best place to cut `span` in two, strictly inside it."""
    middle = (span.start + span.end) // 2
    for places in cuts:
        margin = 1 if places is cuts[-1] else max(1, int(len(span) * _MARGIN))
        at = bisect_left(places, middle)
        near = [p for p in places[max(0, at - 1) : at + 1] if span.start + margin <= p <= span.end - margin]
        if near:
            return min(near, key=lambda place: abs(place - middle))
    free = [closed.rfind(0, span.start + 1, middle + 1), closed.find(0, middle, span.end)]
    cut = min((place for place in free if place > 0), key=lambda place: abs(place - middle), default=middle)
    while cut + 1 < span.end and text[cut] in MARKS and not closed[cut + 1]:
        cut += 1  # a mark stays with its letter
    return cut
