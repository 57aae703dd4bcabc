"""Write a model folder's manifest, model.yaml, and its card, MODEL_CARD.md.

python -m scripts.train.card ar-en-base/ --version 2026.11.2 --scores scores.json --stage stages/stage2.yaml
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from scripts.train.collect import Source, load_sources
from scripts.train.config import Data, load_stage
from scripts.train.tags import ARROW, CLOSE, OPEN, SLOTS

_ENCODER = "encoder initialised from intfloat/multilingual-e5-small (MIT)"
_MANIFEST, _CARD = _WRITTEN = ("model.yaml", "MODEL_CARD.md")


def digest(path: Path) -> str:
    """sha256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def used_sources(stages: Sequence[Data]) -> list[Source]:
    """The sources that any of the stages draws from."""
    named = [source for source in load_sources().values() if not source.url]
    return [source for source in named if any(draws_from(stage, source.name) for stage in stages)]


def draws_from(stage: Data, name: str) -> bool:
    """Whether a stage reads a source; pairs of other languages have their own switch."""
    return stage.weight(name) > 0 and (stage.other_languages or not name.startswith("xx_"))


def manifest(
    folder: Path, version: str, scores: Mapping[str, float], sources: Sequence[Source], limits: str
) -> dict[str, Any]:
    """The manifest as it stands in model.yaml."""
    return {
        "name": "ar-en-base",
        "version": version,
        "source": "ar",
        "target": "en",
        "tokenizer": {"source": "source.spm", "target": "target.spm"},
        "terminology": {"open": OPEN, "arrow": ARROW, "close": CLOSE},
        "slots": list(SLOTS),
        "prefix": [],
        "max_input_tokens": 192,
        "licence": f"Apache-2.0 (weights); {_ENCODER}",
        "sha256": {path.name: digest(path) for path in sorted(folder.iterdir()) if path.name not in _WRITTEN},
        "data": [f"{source.name}: {source.licence}; {source.origin}" for source in sources],
        "scores": {name: round(value, 1) for name, value in scores.items()},
        "limits": limits,
    }


def card(values: Mapping[str, Any]) -> str:
    """The model card in Markdown."""
    scores = "\n".join(f"| {name} | {value} |" for name, value in values["scores"].items())
    data = "\n".join(f"- {source}" for source in values["data"])
    return f"""# {values["name"]} {values["version"]}

Arabic → English, for CTranslate2 (int8).  Follows inline terminology tags and keeps slots.

Licence: {values["licence"]}

## Scores
No glossary, beam 4, lines evenly spread over each development set (sacrebleu defaults).

| measure | value |
|---|---|
{scores}

## Limits
{values["limits"]}

## Training text
{data}
"""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Write model.yaml and MODEL_CARD.md.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--version", required=True)
    parser.add_argument("--scores", type=Path, required=True, help="from evaluate --json")
    parser.add_argument("--stage", type=Path, nargs="+", required=True, help="the stages that trained it")
    parser.add_argument("--limits", default="Long sentences and rare words are weak.")
    options = parser.parse_args(arguments)
    sources = used_sources([load_stage(path).data for path in options.stage])
    scores = json.loads(options.scores.read_text())
    values = manifest(options.folder, options.version, scores, sources, options.limits)
    text = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=1000)
    (options.folder / _MANIFEST).write_text(text, encoding="utf-8")
    (options.folder / _CARD).write_text(card(values), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
