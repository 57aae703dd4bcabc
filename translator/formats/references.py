"""Formulas that name sheets and table columns, or ask for what a cell says: nothing else in them changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_NAME = r"[^\W\d][\w.]*"
_TOKEN = re.compile(
    rf"""(?P<string>"(?:[^"]|"")*")"""
    rf"""|'(?P<quoted>(?:[^']|'')+)'!"""
    rf"""|(?P<bare>{_NAME}(?::{_NAME})?)!"""
    rf"""|\[(?P<at>@?)(?P<column>(?:[^\[\]#'@]|'.)+)\]"""
)
_LITERAL = re.compile(rf"""#?(?:'(?:[^']|'')+'|{_NAME})!\$?[A-Za-z]{{1,3}}\$?\d+.*""")
_LONGEST = 255  # characters of a string in a formula
_SPECIAL = re.compile(r"[\[\]#'@]")


@dataclass(frozen=True, slots=True)
class Renamed:
    """Old name → new name of the sheets and of the table columns of a workbook, and of the texts of its cells."""

    sheets: Mapping[str, str]
    columns: Mapping[str, str]
    cells: Mapping[str, str] = field(default_factory=dict)

    def formula(self, text: str) -> str:
        """`text` naming the sheets and columns as they are called now.

        Strings stay, unless they are references, or what a cell said: `=IF(A1="نعم",1,0)` must find it again.
        """
        return _TOKEN.sub(self._token, text)

    def _token(self, token: re.Match[str]) -> str:
        if token["string"]:
            inner = token["string"][1:-1]
            said = self.cells.get(inner.replace('""', '"'), "")
            if 0 < len(said) <= _LONGEST:
                return '"' + said.replace('"', '""') + '"'
            return f'"{self.formula(inner)}"' if _LITERAL.fullmatch(inner) else token[0]
        if token["column"]:
            return self._column(token)
        old = (token["quoted"] or "").replace("''", "'") or token["bare"]
        new = self._sheet(old)
        return token[0] if new == old else "'" + new.replace("'", "''") + "'!"

    def _sheet(self, name: str) -> str:
        """The new name of a sheet, or of the first and last sheet of a range of sheets."""
        if name in self.sheets:
            return self.sheets[name]
        return ":".join(self.sheets.get(part, part) for part in name.split(":"))

    def _column(self, token: re.Match[str]) -> str:
        old = re.sub(r"'(.)", r"\1", token["column"])
        if old not in self.columns:
            return token[0]
        new = _SPECIAL.sub(r"'\g<0>", self.columns[old])
        if token["at"] and not new.isalnum():
            new = f"[{new}]"
        return f"[{token['at']}{new}]"
