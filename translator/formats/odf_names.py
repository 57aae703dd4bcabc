"""The qualified names of OpenDocument."""

from __future__ import annotations

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"


def office(name: str) -> str:
    """A name of the document's frame."""
    return _OASIS % "office" + name


def text(name: str) -> str:
    """A name of text content."""
    return _OASIS % "text" + name


def style(name: str) -> str:
    """A name of styles."""
    return _OASIS % "style" + name


def fo(name: str) -> str:
    """A name of formatting."""
    return _OASIS % "xsl-fo-compatible" + name


def table(name: str) -> str:
    """A name of tables."""
    return _OASIS % "table" + name


def number(name: str) -> str:
    """A name of number formats."""
    return _OASIS % "datastyle" + name


def form(name: str) -> str:
    """A name of form controls."""
    return _OASIS % "form" + name


def presentation(name: str) -> str:
    """A name of presentations."""
    return _OASIS % "presentation" + name


def svg(name: str) -> str:
    """A name of drawings."""
    return _OASIS % "svg-compatible" + name


def meta(name: str) -> str:
    """A name of properties."""
    return _OASIS % "meta" + name


def dc(name: str) -> str:
    """A name of properties by Dublin Core."""
    return "{http://purl.org/dc/elements/1.1/}" + name


def draw(name: str) -> str:
    """A name of shapes."""
    return _OASIS % "drawing" + name


def xlink(name: str) -> str:
    """A name of links."""
    return "{http://www.w3.org/1999/xlink}" + name
