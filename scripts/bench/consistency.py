"""What is said in two ways in translations by people: `consistency.py PAIRS.tsv…`, Arabic and English a line.

People are mostly consistent, so that what is found says how precise the search for names is; read the list.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from translator.consistency.find import conflicts
from translator.result import FileResult, SegmentResult


def segments(path: Path) -> Iterator[SegmentResult]:
    """The pairs of a file."""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        source, _, rest = line.partition("\t")
        yield SegmentResult(str(number), source, rest.partition("\t")[0])


def main() -> None:
    """Print what is found in each file, and how long it took."""
    for name in sys.argv[1:]:
        file = FileResult(name, name, tuple(segments(Path(name))))
        started = time.process_time()
        found = conflicts([file])
        spent = (time.process_time() - started) / max(1, len(file.segments))
        print(f"{name}: {len(file.segments)} pairs, {len(found)} said in two ways, {1000 * spent:.2f} ms a pair")
        for one in found:
            print(f"    {one.kind}: {one.ar}: {', '.join(f'{text} ({count})' for text, count in one.renderings)}")


if __name__ == "__main__":
    main()
