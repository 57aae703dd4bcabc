"""What the command line of one run said."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from translator.options import Options, Value


@dataclass(slots=True)
class Session:
    """The flags of this run, collected while click parses them."""

    flags: dict[str, Value] = field(default_factory=dict)
    config: str = ""

    @property
    def verbosity(self) -> int:
        """How often -v was given, or -1 for -q."""
        return int(str(self.flags.get("verbosity", 0)))

    def options(self, defaults: Options | None = None) -> Options:
        """The options of this run from all sources, `defaults` being those of the command. Raises OptionsError."""
        from translator.options import resolve  # not needed for the list of commands

        return resolve(self.flags, os.environ, Path.cwd(), self.config, defaults)
