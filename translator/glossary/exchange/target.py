"""What a writer is asked for beside the glossary."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """The name of the format in the table, and what parts cells where it is a table in text."""

    name: str
    delimiter: str = ","
