"""The error tree: each class owns its exit code; each instance says what happened and what to do."""

from __future__ import annotations


class TranslatorError(Exception):
    """Base of every error a user can meet.

    `str(error)` is one line saying what happened; `error.hint` one line saying what to do, `remedy` where the error
    knows nothing better (may be empty). `exit_code` is what the command line exits with.
    """

    exit_code = 1
    remedy = ""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint or self.remedy


class OptionsError(TranslatorError):
    """A flag, an environment variable or a project file asks for something that does not exist."""

    exit_code = 2
    remedy = "correct it, or leave it out"


class InputError(TranslatorError):
    """An input cannot be read: missing, not a file, damaged, encrypted, hostile or of an unknown format."""

    exit_code = 3
    remedy = "open it in the program it was made with, and save it anew"


class OutputError(TranslatorError):
    """An output cannot be written, or writing it would overwrite something that must be kept."""

    exit_code = 3
    remedy = "make room there, or write to another place"


class GlossaryError(TranslatorError):
    """One or more glossary files are wrong; `problems` holds every `file:line:column: message`."""

    exit_code = 4

    def __init__(self, message: str, hint: str = "", problems: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint)
        self.problems = problems


class ModelError(TranslatorError):
    """A model is missing, damaged, of the wrong kind, or cannot be installed."""

    exit_code = 5
    remedy = "install the model again"


class BatchError(TranslatorError):
    """Some files of a batch failed; the others are finished."""

    exit_code = 6
