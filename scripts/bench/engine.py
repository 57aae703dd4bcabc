"""The engine against bare CTranslate2, and beam against beam: speed as ratios of one run, quality, start, memory.

    python scripts/bench/engine.py PAIRS.tsv [--count N] [--model NAME] [--compute TYPE]

PAIRS.tsv has an Arabic sentence and its English reference a line, tab-separated. Times are of the processor, so that
other work on the machine hardly counts. `bare` is one call of `translate_batch`, padded as it likes, best of three
batch sizes; how many of its translations change with the company they are in is counted too.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import ctranslate2
from sentencepiece import SentencePieceProcessor

from translator.engine.base import Request
from translator.engine.ct2 import CT2Engine
from translator.models import manifest, store

BATCHES = (512, 1024, 2048)
BEAMS = (1, 2, 4)
START = "import sys; from translator.cli.main import main; sys.argv[1:] = ['translate', '--text', 'مرحبا']; main()"
IMPORT = "import translator.engine.ct2"


class Bare:
    """CTranslate2 as its documentation shows it, with the settings of the engine."""

    def __init__(self, folder: Path, threads: int, compute: str) -> None:
        about = manifest.read(folder)
        self.prefix, self.most = list(about.prefix), about.max_input_tokens
        self.source = SentencePieceProcessor(model_file=str(folder / about.source_tokenizer))
        self.target = SentencePieceProcessor(model_file=str(folder / about.target_tokenizer))
        self.translator = ctranslate2.Translator(
            str(folder), compute_type=compute, inter_threads=threads, intra_threads=1
        )

    def translate(self, sentences: Sequence[str], beam: int, size: int) -> list[str]:
        pieces = [self.prefix + one for one in self.source.encode(list(sentences), out_type=str)]
        results = self.translator.translate_batch(
            pieces, beam_size=beam, max_batch_size=size, batch_type="tokens", disable_unk=True, return_scores=True
        )
        return [self.target.decode(one.hypotheses[0]) for one in results]


def main() -> None:
    options = _options()
    print(start())  # First: a child is charged with the memory of the parent it was forked from.
    folder = store.find(options.model)
    lines = options.pairs.read_text("utf-8").splitlines()
    random.Random(7).shuffle(lines)
    engine, bare = CT2Engine(folder, threads=options.threads), Bare(folder, options.threads, options.compute)
    pairs = [line.split("\t")[:2] for line in lines if engine.fits(line.split("\t")[0])][: options.count]
    sentences, references = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    print(f"{folder.name}, {len(sentences)} sentences, {options.threads} threads")
    for beam in BEAMS:
        print(compared(engine, bare, sentences, references, beam))
    print(changes(bare, sentences))


def compared(engine: CT2Engine, bare: Bare, sentences: Sequence[str], references: Sequence[str], beam: int) -> str:
    """One line: the engine's speed in the bare library's, and what the translations are worth."""
    from sacrebleu import corpus_bleu, corpus_chrf

    ours, texts = timed(lambda: said(engine, sentences, beam))
    theirs = min(timed(lambda size=size: bare.translate(sentences, beam, size))[0] for size in BATCHES)
    words = sum(len(sentence.split()) for sentence in sentences)
    bleu, chrf = corpus_bleu(texts, [references]).score, corpus_chrf(texts, [references]).score
    return (
        f"beam {beam}: {theirs / ours:.2f} of bare speed, {words / ours:5.0f} words/s of one core, "
        f"BLEU {bleu:.1f} chrF {chrf:.1f}"
    )


def changes(bare: Bare, sentences: Sequence[str]) -> str:
    """How often a bare translation depends on its batch."""
    few = sentences[:200]
    alone = [bare.translate([sentence], 1, 0)[0] for sentence in few]
    changed = {size: _differ(alone, bare.translate(few, 1, size)) for size in BATCHES}
    shuffled = random.Random(1).sample(few, len(few))
    again = dict(zip(shuffled, bare.translate(shuffled, 1, BATCHES[0]), strict=True))
    inordered = _differ(alone, [again[sentence] for sentence in few])
    by_size = ", ".join(f"{count} in batches of {size} tokens" for size, count in changed.items())
    return f"bare, beam 1, {len(few)} sentences: other translations than alone: {by_size}, {inordered} in another order"


def start() -> str:
    """Seconds and memory of a new process: the import, and one line through the command line."""
    imported, _ = timed(lambda: subprocess.run([sys.executable, "-c", IMPORT], check=True), time.perf_counter)
    run = [sys.executable, "-c", START]
    whole, _ = timed(lambda: subprocess.run(run, check=True, capture_output=True), time.perf_counter)
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    return f"import {imported:.2f} s; a line through the command line {whole:.2f} s, {megabytes} MB"


def said(engine: CT2Engine, sentences: Sequence[str], beam: int) -> list[str]:
    return [answer[0].text for answer in engine.translate([Request(sentence) for sentence in sentences], beam)]


def timed(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> tuple[float, list[str]]:
    """Seconds and result, the better of two runs."""
    best = float("inf")
    for _ in range(2):
        begun = clock()
        result = work()
        best = min(best, clock() - begun)
    return best, result  # type: ignore[return-value]


def _differ(some: Sequence[str], others: Sequence[str]) -> int:
    return sum(one != other for one, other in zip(some, others, strict=True))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--model", default="")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--compute", default="int8", help="of the bare library, for comparison")
    return parser.parse_args()


if __name__ == "__main__":
    main()
