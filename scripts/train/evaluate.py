"""Measure one model, or two side by side: BLEU, chrF, terms and tags obeyed, slots kept, speed, memory.

    python -m scripts.train.evaluate dev/ probes/ old/ar-en-base new/ar-en-base [--json scores.json]

Two hundred lines evenly spread over each development set, beam 4, one thread.
"""

import argparse
import json
import re
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import ctranslate2
import sacrebleu
import sentencepiece

from scripts.train.records import read_bitext, read_columns
from scripts.train.tags import ARROW, CLOSE, OPEN

Translate = Callable[[Sequence[str]], list[str]]
Scores = dict[str, float]
_SLOT = re.compile("⟨.⟩")
_MOST_PIECES = 190


def translator(folder: Path, beam: int) -> Translate:
    """A function that translates lines with the model in `folder`."""
    engine = ctranslate2.Translator(str(folder), compute_type="int8", inter_threads=1, intra_threads=1)
    source = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    target = sentencepiece.SentencePieceProcessor(model_file=str(folder / "target.spm"))

    def translate(lines: Sequence[str]) -> list[str]:
        pieces = [line[:_MOST_PIECES] for line in source.encode(list(lines), out_type=str)]
        results = engine.translate_batch(
            pieces, beam_size=beam, max_batch_size=1024, batch_type="tokens", max_decoding_length=200
        )
        return [target.decode(result.hypotheses[0]) for result in results]

    return translate


def spread(rows: Sequence[tuple[str, str]], count: int) -> list[tuple[str, str]]:
    """`count` rows at even distances (all, where there are fewer)."""
    count = min(count, len(rows))
    return [rows[index * len(rows) // count] for index in range(count)]


def obeys(output: str, demand: str, fold_case: bool) -> bool:
    """Whether a demanded rendering stands in the output as words of its own."""
    flags = re.IGNORECASE if fold_case else re.NOFLAG
    pattern = rf"(?<!\w){re.escape(demand.replace('’', chr(39)))}(?!\w)"
    return re.search(pattern, output.replace("’", "'"), flags) is not None


def bleu_chrf(outputs: Sequence[str], references: Sequence[str]) -> tuple[float, float]:
    """Both scores of the corpus, with sacrebleu's defaults."""
    return sacrebleu.corpus_bleu(outputs, [references]).score, sacrebleu.corpus_chrf(outputs, [references]).score


def score_terms(probes: Path, translate: Translate) -> Scores:
    """Per cent of terms rendered without and with a tag, and what tags do to the sentences; nothing without terms."""
    rows = list(read_columns(probes, 5))
    scores: Scores = {}
    rendered: dict[str, list[bool]] = {}
    if not rows:
        return scores
    for name, column in (("untagged", 3), ("tagged", 1)):
        outputs = translate([row[column] for row in rows])
        rendered[name] = [obeys(output, row[2], fold_case=True) for output, row in zip(outputs, rows, strict=True)]
        scores[f"terms rendered %, {name}"] = 100 * sum(rendered[name]) / len(rows)
        scores[f"terms BLEU, {name}"], scores[f"terms chrF, {name}"] = bleu_chrf(outputs, [row[4] for row in rows])
    missed = [tagged for untagged, tagged in zip(*rendered.values(), strict=True) if not untagged]
    scores["terms missed untagged, rendered tagged %"] = 100 * sum(missed) / max(1, len(missed))
    return scores


def score_tags(probes: Path, translate: Translate) -> Scores:
    """Per cent of demands met (case folded; exact), and of outputs that show a mark."""
    rows = list(read_columns(probes, 3))
    outputs = translate([row[1] for row in rows])
    asked = [(output, demand) for row, output in zip(rows, outputs, strict=True) for demand in row[2].split("|")]
    leaks = sum(any(mark in output for mark in (OPEN, ARROW, CLOSE)) for output in outputs)
    return {
        "tags obeyed %": 100 * sum(obeys(*one, fold_case=True) for one in asked) / len(asked),
        "tags obeyed % (exact case)": 100 * sum(obeys(*one, fold_case=False) for one in asked) / len(asked),
        "tag marks in output %": 100 * leaks / len(outputs),
    }


def score_slots(probes: Path, translate: Translate) -> Scores:
    """Per cent of lines whose slots all come out exactly once."""
    lines = [row[1] for row in read_columns(probes, 2)]
    outputs = translate(lines)
    kept = [sorted(_SLOT.findall(a)) == sorted(_SLOT.findall(b)) for a, b in zip(lines, outputs, strict=True)]
    return {"slots kept %": 100 * sum(kept) / len(kept)}


def measure(folder: Path, dev: Path, probes: Path, lines: int, beam: int) -> Scores:
    """All scores of one model.  Memory is this process's peak, so measure each model in its own."""
    translate = translator(folder, beam)
    scores: Scores = {"lines a set, at most": lines}
    words, seconds = 0, 0.0
    for path in sorted(dev.glob("*.tsv")):
        rows = spread(list(read_bitext(path)), lines)
        begun = time.perf_counter()
        outputs = translate([arabic for arabic, _ in rows])
        seconds += time.perf_counter() - begun
        words += sum(len(arabic.split()) for arabic, _ in rows)
        scores[f"{path.stem} BLEU"], scores[f"{path.stem} chrF"] = bleu_chrf(outputs, [english for _, english in rows])
    scores |= score_terms(probes / "terms.tsv", translate)
    scores |= score_tags(probes / "tags.tsv", translate) | score_slots(probes / "slots.tsv", translate)
    scores["words/s, one thread"] = words / seconds
    scores["peak memory MB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    scores["model MB"] = (folder / "model.bin").stat().st_size / 1e6
    return scores


def table(columns: Mapping[str, Scores]) -> str:
    """The comparison as text: a row a score, a column a model."""
    names = list(next(iter(columns.values())))
    width = max(map(len, names))
    header = " " * width + "".join(f" {name[-16:]:>16}" for name in columns)
    rows = (f"{name:<{width}}" + "".join(f" {scores[name]:16.1f}" for scores in columns.values()) for name in names)
    return "\n".join([header, *rows])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure models and compare them.")
    parser.add_argument("dev", type=Path, help="folder of ar<TAB>en development sets")
    parser.add_argument("probes", type=Path, help="folder of tags.tsv and slots.tsv")
    parser.add_argument("models", type=Path, nargs="+")
    parser.add_argument("--lines", type=int, default=300)
    parser.add_argument("--beam", type=int, default=4)
    parser.add_argument("--json", type=Path, help="also write the last model's scores")
    options = parser.parse_args(arguments)
    columns: dict[str, Scores] = {}
    for folder in options.models:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            task = pool.submit(measure, folder, options.dev, options.probes, options.lines, options.beam)
            columns[str(folder)] = task.result()
    print(table(columns))
    if options.json:
        options.json.write_text(json.dumps(columns[str(options.models[-1])], indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
