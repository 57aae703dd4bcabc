"""Offline Arabic→English document translation with every glossary term enforced and proved.

>>> from translator import Glossary, Translator
>>> tool = Translator(Glossary.load("israel-palestine"))
>>> tool.translate("زار نتنياهو واشنطن.").text
'Netanyahu visited Washington.'

What is named here is the public interface; a name is imported when it is first used. Everything that can go wrong
with what a user brings is a `TranslatorError`, which says what happened, and in `hint` what to do about it.
"""

import importlib
import typing

if typing.TYPE_CHECKING:
    from translator.api import Translator
    from translator.errors import (
        GlossaryError,
        InputError,
        ModelError,
        OptionsError,
        OutputError,
        TranslatorError,
    )
    from translator.glossary.model import Glossary, Term
    from translator.options import Options
    from translator.report.table import write_report
    from translator.result import DocumentResult, Finding, Outcome, Report, SegmentResult, TextResult, Violation

__version__ = "0.1.0"

__all__ = [
    "DocumentResult",
    "Finding",
    "Glossary",
    "GlossaryError",
    "InputError",
    "ModelError",
    "Options",
    "OptionsError",
    "Outcome",
    "OutputError",
    "Report",
    "SegmentResult",
    "Term",
    "TextResult",
    "Translator",
    "TranslatorError",
    "Violation",
    "__version__",
    "write_report",
]

_HOMES = {
    "translator.api": ("Translator",),
    "translator.errors": (
        "GlossaryError",
        "InputError",
        "ModelError",
        "OptionsError",
        "OutputError",
        "TranslatorError",
    ),
    "translator.glossary.model": ("Glossary", "Term"),
    "translator.options": ("Options",),
    "translator.report.table": ("write_report",),
    "translator.result": (
        "DocumentResult",
        "Finding",
        "Outcome",
        "Report",
        "SegmentResult",
        "TextResult",
        "Violation",
    ),
}


def __getattr__(name: str) -> object:
    """A public name, from the module it lives in: importing the package costs nothing."""
    home = next((module for module, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(home), name)


def __dir__() -> list[str]:
    return __all__
