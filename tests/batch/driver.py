"""The real command line on a stand-in for the model: `driver.py LOG ARGUMENT...`.

Each sentence that is translated is written to LOG at once, so that it outlives a kill.
"""

import os
import sys
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from translator import api
from translator.cli.main import main
from translator.engine.base import Alignment, Capabilities, Hypothesis, Request

SECONDS = 0.001
"""What a sentence takes."""


class LoggingEngine:
    """Translates a sentence to its digest."""

    capabilities = Capabilities("logging", "1", "0")

    def __init__(self, log: Path) -> None:
        self._log = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def fits(self, source: str) -> bool:
        return True

    def translate(self, requests: Sequence[Request], beam: int) -> list[tuple[Hypothesis, ...]]:
        os.write(self._log, "".join(f"{request.source}\n" for request in requests).encode())
        time.sleep(SECONDS * len(requests))
        return [(Hypothesis(sha256(request.source.encode()).hexdigest(), -1.0),) for request in requests]

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        return [-1.0] * len(pairs)

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        return [Alignment((), (), ())] * len(pairs)


if __name__ == "__main__":
    api.Translator.engine = LoggingEngine(Path(sys.argv[1]))
    sys.exit(main(sys.argv[2:]))
