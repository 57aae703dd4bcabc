"""`translator evaluate`: scores of translations, or of models, against a reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import click

from translator.cli.loading import read
from translator.cli.options import settings
from translator.cli.progress import shown
from translator.cli.session import Session
from translator.errors import InputError
from translator.files import named, read_bytes
from translator.formats.table import FORMATS
from translator.options import Options

if TYPE_CHECKING:
    from translator.evaluation.measure import Output
    from translator.glossary.model import Glossary

_SUFFIXES = {suffix: row for row in FORMATS if row.is_bilingual for suffix in row.suffixes}


@click.command(epilog=f"CORPUS holds both languages: {' '.join(_SUFFIXES)}. Needs sacrebleu: translator[evaluate].")
@click.argument("paths", nargs=-1, required=True, metavar="SOURCE REFERENCE | CORPUS [HYPOTHESIS]...")
@click.option("-m", "--model", "models", multiple=True, metavar="MODEL", help="Translate with this model. Repeatable.")
@click.option("--format", "format_", type=click.Choice(("table", "json")), default="table", help="What to print.")
@settings("glossaries", "enforce", "device", "threads", "beam", "encoding", "progress")
@click.pass_obj
def command(session: Session, paths: tuple[str, ...], models: tuple[str, ...], format_: str) -> int:
    """Measure translations against a reference.

    That is BLEU, chrF, terms rendered (and how many the reference renders), consistency, errors of the checks and, of
    models, speed. SOURCE, REFERENCE and each HYPOTHESIS are text files, a segment a line. Without HYPOTHESIS, or with
    --model, the sources are translated. With two outputs or more, the others are compared with the first by paired
    bootstrap resampling; p is how probable such a difference is where they are equally good.
    """
    from translator.checking.direction import check_direction
    from translator.checking.run import Checker
    from translator.evaluation.measure import Output, evaluate
    from translator.evaluation.scores import available
    from translator.evaluation.show import as_json, as_table
    from translator.glossary.load import load
    from translator.glossary.match import Matcher

    available()
    options = session.options()
    first, *others = map(Path, paths)
    is_corpus = first.suffix.lower() in _SUFFIXES
    if not is_corpus and not others:
        raise click.UsageError("a reference is needed: SOURCE REFERENCE, or a CORPUS that holds both")
    hypotheses = others if is_corpus else others[1:]
    if len({*hypotheses, *models}) < len(hypotheses) + len(models):
        raise click.UsageError("a hypothesis or model is named twice")
    glossary = load(options.glossaries)
    sources, references = _corpus(first, options) if is_corpus else _texts(first, others[0], options)
    outputs = [Output(str(path), _aligned(path, first, sources, options)) for path in hypotheses]
    models = models or (() if outputs else (options.model,))
    check_direction(sources, references)
    bare = replace(options, memory="", cache=False)  # or neither the model nor its speed would be measured
    outputs += [_translated(sources, glossary, replace(bare, model=model)) for model in models]
    kept = [n for n, pair in enumerate(zip(sources, references, strict=True)) if all(map(str.strip, pair))]
    chosen = [replace(output, texts=[output.texts[n] for n in kept]) for output in outputs]
    checker = Checker(Matcher(glossary), options)
    found = evaluate([sources[n] for n in kept], [references[n] for n in kept], chosen, checker)
    click.echo(as_json(found) if format_ == "json" else as_table(found))
    return 0


def _translated(sources: Sequence[str], glossary: Glossary, options: Options) -> Output:
    """What a model makes of the sources, and the time it takes once it is loaded."""
    from translator.api import Translator
    from translator.evaluation.measure import Output

    tool = Translator(glossary, options)
    capabilities = tool.engine.capabilities
    start = perf_counter()
    with shown(options, options.model or capabilities.name) as progress:
        texts = [result.text for result in tool.translate_lines(sources, progress)]
    return Output(options.model or capabilities.name, texts, perf_counter() - start)


def _corpus(path: Path, options: Options) -> tuple[list[str], list[str]]:
    data, format = read(path, options)
    with named(path):
        pairs = format.pairs(data)
    return [pair.source for pair in pairs], [pair.target for pair in pairs]


def _texts(source: Path, reference: Path, options: Options) -> tuple[list[str], list[str]]:
    sources = _lines(source, options)
    return sources, _aligned(reference, source, sources, options)


def _aligned(path: Path, source: Path, sources: Sequence[str], options: Options) -> list[str]:
    """The lines of the file, as many as there are sources. Raises InputError saying where the two part."""
    from translator.checking.parting import parting

    lines = _lines(path, options)
    if len(lines) != len(sources):
        message = f"{path} has {len(lines):,} lines, and {source} has {len(sources):,}"
        at = parting(sources, lines) + 1 if sources else 1
        raise InputError(f"{message}: they part at line {at}", "each segment is one line in every file")
    return lines


def _lines(path: Path, options: Options) -> list[str]:
    from translator.parsing.encoding import decode

    with named(path):
        text = decode(read_bytes(path), options.encoding).text
    return [line.removesuffix("\r") for line in text.removesuffix("\n").split("\n")] if text else []
