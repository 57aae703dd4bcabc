"""What a user waits for, as ratios measured in one run: whole translation, start-up, one line, memory.

    python scripts/bench/translate.py [--sentences FILE] [--count N] [--terms N] [--rounds N]

`sentences.txt` holds 2,000 Arabic sentences of the TICO-19 benchmark (CC0); with --count, N of them are taken, evenly.
The glossary is all shipped ones, filled up with made-up names to the wanted size. Raw is ctranslate2's own
`translate_batch` on the same lines, with the same beam, on all cores, sorted and batched by tokens at the best of a few
batch sizes. It gets each line whole, as a sentence; the program cuts lines at sentence ends and long ones at clauses.

The first ratio is of processor time, which other work on the machine touches less, the second of time by the clock.
Every run stands between two of raw and is compared with their mean; the median of the rounds counts, and all of them
are printed: how far they are apart says how far to trust it. With fewer lines the batches are smaller, which costs the
program more than raw.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import TypeAlias

import ctranslate2
import sentencepiece

from translator.api import Translator
from translator.glossary.load import load, shipped
from translator.glossary.model import Glossary, Term
from translator.models.store import find
from translator.options import Options
from translator.result import TextResult

HERE = Path(__file__).parent
BATCHES = (512, 768, 1024, 2048, 4096)
TRIES = 3
"""How often each of them is tried: what else the machine does would choose otherwise."""

BEAM = 4

Cost: TypeAlias = tuple[float, float]
"""Of the processor and by the clock."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=Path, default=HERE / "sentences.txt")
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--terms", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    lines = arguments.sentences.read_text(encoding="utf-8").splitlines()
    whole(lines[:: max(1, len(lines) // arguments.count)], arguments.terms, arguments.rounds)
    starting()
    one_line()


def whole(lines: Sequence[str], size: int, rounds: int) -> None:
    """Whole translation against raw translate_batch, with many hits, with few, and without enforcement."""
    raw = Raw()
    few = lines[:: max(1, len(lines) // 200)]
    batch = min(BATCHES * TRIES, key=lambda size: processor(lambda: raw.translate(few, size)))
    everything = padded(load([path.stem for path in shipped()]), size)
    regional = padded(load(["middle-east", "israel-palestine", "iran"]), size)
    runs: tuple[tuple[str, Glossary, Options], ...] = (
        ("all shipped glossaries", everything, Options(beam=BEAM)),
        ("the regional ones", regional, Options(beam=BEAM)),
        ("--enforce off", everything, Options(beam=BEAM, enforce="off")),
    )
    said: dict[str, str] = {}
    ratios: dict[str, list[Cost]] = {name: [] for name, *_ in runs}
    raws = [measured(lambda: raw.translate(lines, batch))]
    for _ in range(rounds):
        for name, glossary, options in runs:
            (processor_time, clock), said[name] = translated(lines, glossary, options)
            raws.append(measured(lambda: raw.translate(lines, batch)))
            beside = [(one + other) / 2 for one, other in zip(*raws[-2:], strict=True)]
            ratios[name].append((beside[0] / processor_time, beside[1] / clock))
    print(f"raw translate_batch of whole lines, its best batch size ({batch}): {listed(raws, 1)} s")
    for name, found in ratios.items():
        middle = [median(side) for side in zip(*found, strict=True)]
        ratio = f"{middle[0]:.2f} of raw, {middle[1]:.2f} by the clock ({listed(found, 2)})"
        print(f"{len(lines)} lines, {size} terms, {name}: {ratio}; {said[name]}")


def listed(costs: Sequence[Cost], digits: int) -> str:
    """Of the processor / by the clock, in the order in which they were measured."""
    return " ".join(f"{one:.{digits}f}/{other:.{digits}f}" for one, other in costs)


def translated(lines: Sequence[str], glossary: Glossary, options: Options) -> tuple[Cost, str]:
    """Seconds of the processor and by the clock, and what became of the terms."""
    tool = Translator(glossary, options)
    tool.translate(lines[0])
    results: list[TextResult] = []
    here = measured(lambda: results.append(tool.translate("\n".join(lines))))
    totals = tool.report([results[0].file]).totals
    rungs = " ".join(f"{rung} {count}" for rung, count in totals.rungs.items() if count)
    hit = sum(bool(segment.outcomes) for segment in results[0].segments) / len(lines)
    return here, f"{hit:.0%} with hits; {totals.hits} hits ({rungs}), {totals.violations} violations"


class Raw:
    """ctranslate2 as it is."""

    def __init__(self) -> None:
        folder = find("")
        self.spm = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
        self.target = sentencepiece.SentencePieceProcessor(model_file=str(folder / "target.spm"))
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        self.model = ctranslate2.Translator(str(folder), compute_type="int8", inter_threads=cores, intra_threads=1)

    def translate(self, lines: Sequence[str], batch: int) -> list[str]:
        """The first hypothesis of each line."""
        pieces = self.spm.encode(list(lines), out_type=str)
        results = self.model.translate_batch(pieces, beam_size=BEAM, max_batch_size=batch, batch_type="tokens")
        return [self.target.decode(result.hypotheses[0]) for result in results]


def padded(glossary: Glossary, size: int) -> Glossary:
    """`glossary` with made-up two-word names up to `size` terms."""
    rng = random.Random(1)
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
    made: list[Term] = []
    while len(glossary.terms) + len(made) < size:
        words = ["".join(rng.choices(letters, k=rng.randint(4, 7))) for _ in range(2)]
        made.append(Term(" ".join(words), f"Name{len(made)}", kind="name"))
    return Glossary((*glossary.terms, *made), glossary.files)


def starting() -> None:
    """`translator --help` against an interpreter that does nothing."""
    bare = best(lambda: subprocess.run([sys.executable, "-c", "pass"], check=True))
    command = [sys.executable, "-m", "translator", "--help"]
    helped = best(lambda: subprocess.run(command, check=True, capture_output=True))
    print(f"translator --help: {helped - bare:+.3f} s above python -c pass")


def one_line() -> None:
    """A cold start with one line, and the most memory that a hundred take."""
    command = [sys.executable, "-m", "translator", "translate", "--text", "زار الوزير بغداد يوم الجمعة."]
    cold = best(lambda: subprocess.run(command, check=True, capture_output=True))
    print(f"one line, cold start included: {cold:.2f} s")
    script = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, capture_output=True); "
    script += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)"
    long = [*command[:-1], "\n".join((HERE / "sentences.txt").read_text(encoding="utf-8").splitlines()[:100])]
    used = subprocess.run([sys.executable, "-c", script, *long], check=True, capture_output=True, text=True).stdout
    print(f"resident memory, 100 sentences: {used.strip()} MB")


def measured(work: Callable[[], object]) -> Cost:
    """Seconds of the processor, all threads together, and by the clock."""
    started, began = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - started, time.perf_counter() - began


def processor(work: Callable[[], object]) -> float:
    return measured(work)[0]


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def best(work: Callable[[], object], times: int = 3) -> float:
    return min(timed(work) for _ in range(times))


if __name__ == "__main__":
    main()
