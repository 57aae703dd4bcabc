"""The error tree: each class owns its exit code; each instance says what happened and what to do."""

from __future__ import annotations


class TranslatorError(Exception):
    """Base of every error a user can meet.

    `str(error)` is one line saying what happened; `error.hint` one line saying what to do (may be empty).
    `exit_code` is what the command line exits with.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class OptionsError(TranslatorError):
    """A flag, an environment variable or a project file asks for something that does not exist."""

    exit_code = 2


class InputError(TranslatorError):
    """An input cannot be read: missing, not a file, damaged, encrypted, hostile or of an unknown format."""

    exit_code = 3


class OutputError(TranslatorError):
    """An output cannot be written, or writing it would overwrite something that must be kept."""

    exit_code = 3


class GlossaryError(TranslatorError):
    """One or more glossary files are wrong; `problems` holds every `file:line:column: message`."""

    exit_code = 4

    def __init__(self, message: str, hint: str = "", problems: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint)
        self.problems = problems


class ModelError(TranslatorError):
    """A model is missing, damaged, of the wrong kind, or cannot be installed."""

    exit_code = 5


class BatchError(TranslatorError):
    """Some files of a batch failed; the others are finished."""

    exit_code = 6
