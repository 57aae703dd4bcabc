"""Tags of XML as they are written, changed in place: quotation marks and the order of attributes stay."""

from __future__ import annotations

import re


def with_attribute(tag: str, name: str, value: str) -> str:
    """The tag with its attribute `name` set to `value`."""
    pattern = re.compile(rf"(\s{re.escape(name)}\s*=\s*)(?:\"[^\"]*\"|'[^']*')")
    if pattern.search(tag):
        return pattern.sub(lambda found: f'{found[1]}"{value}"', tag, count=1)
    return re.sub(r"\s*(/?>)\Z", lambda found: f' {name}="{value}"{found[1]}', tag)


def without_attribute(tag: str, name: str) -> str:
    """The tag without its attribute `name`."""
    return re.sub(rf"\s+{re.escape(name)}\s*=\s*(?:\"[^\"]*\"|'[^']*')", "", tag)


def as_open(tag: str) -> str:
    """The tag of an empty element as one that has content."""
    return re.sub(r"\s*/>\Z", ">", tag)


def end_of(tag: str) -> str:
    """The end tag of what `tag` begins."""
    return "</" + re.split(r"[\s/>]", tag[1:], maxsplit=1)[0] + ">"
