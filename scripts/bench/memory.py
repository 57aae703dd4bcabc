"""Speed and size of a translation memory of 100,000 segments: importing it, and looking up what is in it.

    python scripts/bench/memory.py [TABLE]

TABLE is a .tsv of Arabic and English; without it, or where it has fewer lines, text is made up: 8 to 30 words a
segment, words as frequent as in a language. It is imported as TMX. Look-ups are of segments with one word in eight
replaced (fuzzy), of segments as they are (exact), and of segments that the memory has nothing for. Seconds are those of
the clock, and of the processor in brackets, so that other work on the machine can be told from it.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from translator.memory import exchange, tmx
from translator.memory.store import Store, Unit, add

SIZE = 100_000
LOOKUPS = 500
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("table", type=Path, nargs="?", help="a .tsv of Arabic and English; made up when left out")
    table: Path | None = parser.parse_args().table
    chance = random.Random(7)
    given = list(exchange.read(table, 0).pairs) if table else []
    chance.shuffle(given)
    made = generated(chance, max(0, SIZE - len(given)) + LOOKUPS)
    kept, unknown = [*given, *made[LOOKUPS:]][:SIZE], made[:LOOKUPS]
    with TemporaryDirectory() as folder:
        measure(Path(folder), kept, [unit.source for unit in unknown], chance)


def measure(folder: Path, units: Sequence[Unit], unknown: Sequence[str], chance: random.Random) -> None:
    file, memory = folder / "bench.tmx", folder / "bench.tm"
    file.write_bytes(tmx.write(units))
    with timed(f"import of {len(units):,} segments, {sum(len(u.source.split()) for u in units):,} words"):
        pairs = exchange.read(file, 0).pairs
        add(memory, pairs)
    print(f"size: TMX {file.stat().st_size / 1e6:.0f} MB, memory {memory.stat().st_size / 1e6:.0f} MB")
    with timed("import of the same once more"):
        add(memory, pairs)
    store = Store(memory)
    chosen = [unit.source for unit in chance.sample(units, LOOKUPS)]
    lookups = {"fuzzy": [changed(source, chosen, chance) for source in chosen], "exact": chosen, "unknown": unknown}
    for name, sources in lookups.items():
        print(f"{name} look-ups: {speed(lambda source: bool(store.find(source, '', 75)), sources)}")


@contextmanager
def timed(label: str) -> Iterator[None]:
    clock, processor = time.perf_counter(), time.process_time()
    yield
    print(f"{label}: {time.perf_counter() - clock:.1f} s ({time.process_time() - processor:.1f} s)")


def speed(look_up: Callable[[str], bool], sources: Sequence[str]) -> str:
    times, found = [], 0
    for source in sources:
        start = time.perf_counter()
        found += look_up(source)
        times.append(1000 * (time.perf_counter() - start))
    worst = statistics.quantiles(times, n=10)[-1]
    return f"median {statistics.median(times):.2f} ms, nine in ten below {worst:.1f} ms, {found} of {len(times)} found"


def changed(source: str, others: Sequence[str], chance: random.Random) -> str:
    """`source` with one word in eight replaced by a word of other segments, at least one."""
    words = source.split()
    for _ in range(max(1, len(words) // 8)):
        words[chance.randrange(len(words))] = chance.choice(chance.choice(others).split())
    return " ".join(words)


def generated(chance: random.Random, count: int) -> list[Unit]:
    vocabulary = ["".join(chance.choices(LETTERS, k=chance.randint(3, 7))) for _ in range(60_000)]
    weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]
    sizes = [chance.randint(8, 30) for _ in range(count)]
    stream = iter(chance.choices(vocabulary, weights, k=sum(sizes)))
    sources = [" ".join(next(stream) for _ in range(size)) for size in sizes]
    return [Unit(source, f"Translation {number} of it", origin="made") for number, source in enumerate(sources)]


if __name__ == "__main__":
    main()
