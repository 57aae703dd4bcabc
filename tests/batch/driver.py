"""The real command line on a stand-in for the model: `driver.py LOG ARGUMENT...`.

Each sentence that is translated is written to LOG at once, so that it outlives a kill.
"""

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from translator.api import Translator
from translator.cli.main import main
from translator.engine.base import Hypothesis, Request
from translator.engine.fake import FakeEngine

SECONDS = 0.001
"""What a sentence takes."""


@dataclass(frozen=True)
class LoggingEngine(FakeEngine):
    """Tells what it is asked, and takes its time."""

    log: Path = Path("log")

    def translate(self, requests: Sequence[Request], beam: int) -> list[tuple[Hypothesis, ...]]:
        with self.log.open("a", encoding="utf-8") as log:
            log.write("".join(f"{request.source}\n" for request in requests))
        time.sleep(SECONDS * len(requests))
        return super().translate(requests, beam)


if __name__ == "__main__":
    Translator.engine = LoggingEngine(log=Path(sys.argv[1]))
    sys.exit(main(sys.argv[2:]))
