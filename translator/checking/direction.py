"""Which of two texts is the Arabic one."""

from __future__ import annotations

from collections.abc import Collection

from translator.errors import InputError
from translator.text.arabic import has_arabic


def check_direction(source: Collection[str], target: Collection[str]) -> None:
    """Raise InputError where the texts of `source` are not Arabic, with another hint where those of `target` are."""
    arabic, swapped = (sum(map(has_arabic, side)) for side in (source, target))
    if not source:
        raise InputError("there is no text in it", "is it the right file?")
    if arabic < swapped and 2 * arabic < len(source):
        message = "the source is not Arabic, and the translation is"
        raise InputError(message, "translations into English are checked: the Arabic comes first")
    if not arabic:
        raise InputError("there is no Arabic in the source", "translations from Arabic are checked")
