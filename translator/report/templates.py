"""The templates of this package, filled in."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fill(name: str, values: Mapping[str, object]) -> str:
    """The template `name` with `values`, everything in them escaped for HTML and XML."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("translator.report", package_path=""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["legal"] = legal
    return environment.get_template(name).render(values)


def legal(text: str) -> str:
    """`text` with U+FFFD for what XML cannot hold: controls and lone surrogates."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)
