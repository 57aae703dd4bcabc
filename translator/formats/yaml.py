"""YAML, rewritten in place: values with an Arabic letter are translated, keys, comments, anchors and layout stay.

A segment's id is the path to its value (`menu/items/0`). A value
keeps its style, plain, quoted or block, where that can hold the English, and is put into double quotation marks where
it cannot. A value of several lines is one segment and keeps its lines; a folded or wrapped one is written on one line.
An alias follows its anchor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from translator.document import Document, Translation
from translator.formats.inline import Inline
from translator.formats.inplace import has_arabic, is_changed, plain, segment, spliced, unique, value
from translator.formats.yaml_scalars import Scalar, said, scalars
from translator.parsing.encoding import Decoded, decode, encode


@dataclass(frozen=True, slots=True)
class _Skeleton:
    source: Decoded
    values: tuple[tuple[Scalar, Inline], ...]


def read(data: bytes) -> Document:
    """The Arabic values of the YAML in `data`. Raises InputError for what is no YAML."""
    source = decode(data)
    found = [(one, plain(one.value)) for one in scalars(source.text) if has_arabic(one.value)]
    names = unique("/".join(one.path) or "/" for one, _ in found)
    segments = tuple(segment(name, body) for name, (_, body) in zip(names, found, strict=True))
    return Document("yaml", segments, _Skeleton(source, tuple(found)))


def values(data: bytes) -> dict[str, str]:
    """Every scalar of the YAML in `data`, by the name that its segment has or would have. Raises InputError."""
    return {"/".join(one.path) or "/": one.value for one in scalars(decode(data).text)}


def write(document: Document, translations: Sequence[Translation]) -> bytes:
    """The same YAML with those values replaced."""
    skeleton = document.skeleton
    assert isinstance(skeleton, _Skeleton)
    text = skeleton.source.text
    edits = [
        (one.span, said(text, one, value(body, translation)))
        for (one, body), source, translation in zip(skeleton.values, document.segments, translations, strict=True)
        if is_changed(source, translation)
    ]
    return encode(spliced(text, edits), skeleton.source.encoding, skeleton.source.bom)
