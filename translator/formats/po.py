"""gettext catalogues (PO, POT), rewritten in place: no byte changes but those of the translations and their flags.

Which side is Arabic is decided for each message. Where the `msgid` is Arabic, it is the source, and English goes to
the `msgstr`; a `msgstr` that is there and not fuzzy is somebody's work and is left alone, unless it repeats the
`msgid`. Where only the `msgstr` is Arabic (a catalogue of an Arabic translation, or one with symbolic ids), the
`msgstr` is the source, and English takes its place. Every message that is translated becomes fuzzy. `Language` becomes
`en`, and all plural messages get the two forms of English when anything is translated: the singular and the plural
are taken from the forms for one and for few. Obsolete messages and comments are left alone. What is written stands
in one string a line of text, not wrapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from translator.document import Document, Pair, Segment, Span, Translation
from translator.errors import InputError
from translator.formats.inline import Inline
from translator.formats.inplace import Edit, clean, has_arabic, is_changed, plain, spliced, value
from translator.formats.po_entries import Entry, Field, entries, written
from translator.parsing.encoding import Decoded, decode, encode

_CHARSET = re.compile(rb"Content-Type:[^\n]{0,80}charset=([\w.:-]{1,40})", re.IGNORECASE)
_LANGUAGE = re.compile(r"(Language:[ \t]*)(?:ar[\w@.-]*)?(?=\\n)")
_PLURALS = re.compile(r"Plural-Forms:(?:[^\"\\]|\\[^n]|\"\s*\")*+")
_TWO_FORMS = "Plural-Forms: nplurals=2; plural=(n != 1);"


@dataclass(frozen=True, slots=True)
class _Part:
    """A source of a message, and which English form (-1: the only one) its translation is."""

    form: int
    source: str
    body: Inline


@dataclass(frozen=True, slots=True)
class _Message:
    entry: Entry
    parts: tuple[_Part, ...]
    given: tuple[str, ...] = ()
    approved: bool = False


@dataclass(frozen=True, slots=True)
class _Skeleton:
    source: Decoded
    messages: tuple[_Message, ...]


def read(data: bytes) -> Document:
    """The messages of the catalogue in `data`. Raises InputError."""
    source = _decoded(data)
    messages = tuple(_message(entry) for entry in entries(source.text))
    segments = [
        Segment(_name(message.entry, part), part.body.text, part.body.marks, given, message.approved)
        for message in messages
        for part, given in zip(message.parts, message.given, strict=True)
    ]
    return Document("po", tuple(segments), _Skeleton(source, messages))


def write(document: Document, translations: Sequence[Translation]) -> bytes:
    """The same catalogue with English in it."""
    skeleton = document.skeleton
    assert isinstance(skeleton, _Skeleton)
    pairs = iter(zip(document.segments, translations, strict=True))
    jobs = [(message, [next(pairs) for _ in message.parts]) for message in skeleton.messages]
    text = skeleton.source.text
    if any(is_changed(*pair) for _, pairs_ in jobs for pair in pairs_):
        line_end = "\r\n" if "\r\n" in text else "\n"
        text = spliced(text, [edit for message, pairs_ in jobs for edit in _edits(text, message, pairs_, line_end)])
    return _encoded(text, skeleton.source)


def pairs(data: bytes) -> tuple[Pair, ...]:
    """The messages in `data`, each `msgid` with its `msgstr`, whichever is Arabic. Raises InputError.

    Two forms of a plural message are two pairs, as in `read`.
    """
    messages = [entry for entry in entries(_decoded(data).text) if entry.value("msgid") and entry.forms]
    return tuple(pair for entry in messages for pair in _pairs(entry))


def _pairs(entry: Entry) -> Iterator[Pair]:
    keys = (("[0]", "msgid", 0), ("[1]", "msgid_plural", 1)) if entry.is_plural else (("", "msgid", -1),)
    for number, key, form in keys:
        yield Pair(f"line-{entry.line}{number}", entry.value(key), _form(entry.forms, form))


def _decoded(data: bytes) -> Decoded:
    declared = _CHARSET.search(data[:10_000])
    if declared and not data.startswith(b"\xef\xbb\xbf"):
        try:
            return decode(data, declared[1].decode())
        except InputError:  # a template says CHARSET; others say what is not true
            pass
    return decode(data)


def _encoded(text: str, source: Decoded) -> bytes:
    data = encode(text, source.encoding, source.bom)
    if source.encoding != "utf-8" and data == text.encode("utf-8", "surrogatepass"):
        return _CHARSET.sub(lambda found: found[0].replace(found[1], b"UTF-8"), data, count=1)
    return data


def _name(entry: Entry, part: _Part) -> str:
    return f"line-{entry.line}" + (f"[{part.form}]" if part.form >= 0 else "")


def _message(entry: Entry) -> _Message:
    msgid, msgid_plural, forms = entry.value("msgid"), entry.value("msgid_plural"), entry.forms
    if not msgid or not forms:
        return _Message(entry, ())
    if has_arabic(msgid + msgid_plural):
        sources = [(0, msgid), (1, msgid_plural)] if entry.is_plural else [(-1, msgid)]
        given = [_form(forms, form) for form, _ in sources]
        copied = all(text in ("", source) for text, (_, source) in zip(given, sources, strict=True))
        approved = all(given) and not entry.is_fuzzy and not copied
    elif has_arabic("".join(one.value for one in forms)):
        sources = [(n, _form(forms, n)) for n in (0, 1)] if entry.is_plural else [(-1, forms[0].value)]
        given, approved = [""] * len(sources), False
    else:
        return _Message(entry, ())
    parts = [_Part(form, source, plain(source)) for form, source in sources]
    kept = [(part, text) for part, text in zip(parts, given, strict=True) if part.body.text]
    return _Message(entry, tuple(part for part, _ in kept), tuple(text for _, text in kept), approved)


def _form(forms: Sequence[Field], english: int) -> str:
    """The form that English number `english` (0 one, 1 more, -1 any) is taken from.

    Arabic has zero, one, two, few, many, other; catalogues with fewer forms leave out the first, the last, or both.
    """
    if english < 0 or len(forms) < 3:
        return forms[min(max(english, 0), len(forms) - 1)].value
    one = 1 if len(forms) > 4 else 0
    return forms[one].value if english == 0 else forms[one + 2].value or forms[-1].value


def _edits(text: str, message: _Message, pairs: Sequence[tuple[Segment, Translation]], line_end: str) -> Iterator[Edit]:
    entry = message.entry
    if not entry.value("msgid"):
        yield from _header(text, entry)
        return
    changed = any(is_changed(*pair) for pair in pairs)
    new = {
        part.form: _said(part, translation, "\r\n" if "\r\n" in part.source else "\n")
        for part, (source, translation) in zip(message.parts, pairs, strict=True)
        if is_changed(source, translation)
    }
    if changed or (entry.is_plural and len(entry.forms) > 2):
        yield _translated(entry, new, line_end)
    if changed and not entry.is_fuzzy:
        yield _fuzzy(entry, line_end)


def _said(part: _Part, translation: Translation, line_end: str) -> str:
    return clean(value(part.body, translation, line_end))


def _translated(entry: Entry, new: dict[int, str], line_end: str) -> Edit:
    """All forms of the message, two if it has any."""
    forms = entry.forms
    numbers = (0, 1) if entry.is_plural else (-1,)
    lines = [written(f"msgstr[{n}]" if n >= 0 else "msgstr", new.get(n, _form(forms, n)), line_end) for n in numbers]
    start, end = min(one.span.start for one in forms), max(one.span.end for one in forms)
    return Span(start, end), line_end.join(lines)


def _fuzzy(entry: Entry, line_end: str) -> Edit:
    if entry.flags >= 0:
        return Span(entry.flags, entry.flags), " fuzzy,"
    return Span(entry.start, entry.start), f"#, fuzzy{line_end}"


def _header(text: str, entry: Entry) -> Iterator[Edit]:
    for one in entry.forms:
        new = _LANGUAGE.sub(r"\1en", one.span.of(text))
        yield one.span, _PLURALS.sub(_TWO_FORMS, new) if not re.search(r"nplurals=[ ]*2\b", new) else new
