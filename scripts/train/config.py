"""A training stage as data: stages/*.yaml → frozen dataclasses.  Unknown keys are errors."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast, get_type_hints

import yaml

_Section = TypeVar("_Section")


class ConfigError(Exception):
    """A stage file with an unknown key or a value of the wrong kind."""


@dataclass(frozen=True, slots=True)
class Data:
    """What a stage reads.  `weights`: how often a source is drawn (0.2: a fifth of it; 3: three times over).

    `name_sources` and `phrase_sources`: where unusual renderings for tags come from.
    """

    seed: int = 1
    weights: Mapping[str, float] = field(default_factory=dict)
    default_weight: float = 1.0
    tags: float = 0.0
    slots: float = 0.0
    noise: bool = False
    concatenate: int = 0
    bare_tags: int = 0
    other_languages: bool = False
    name_sources: tuple[str, ...] = ()
    phrase_sources: tuple[str, ...] = ("phrases",)

    def weight(self, source: str) -> float:
        """The weight of a source: its own, its family's (`sentences` for `sentences-world`), or the default."""
        return self.weights.get(source, self.weights.get(source.partition("-")[0], self.default_weight))


@dataclass(frozen=True, slots=True)
class Network:
    """The shape of a new model; the encoder's is fixed by the pretrained weights."""

    decoder_layers: int = 4
    dropout: float = 0.1


@dataclass(frozen=True, slots=True)
class Training:
    """How a stage trains.  `tokens`: padded target or source tokens a batch, whichever is more.

    `freeze`: encoder layers (from the bottom, embeddings included) that stay as they are.  `shortlist`: compare the
    true piece with this many frequent pieces and a sample of the rest (0: with all), which saves a third on a CPU.
    `marked_weight`: what a piece that a tag or slot demands counts in the loss, against 1 for any other.
    """

    steps: int = 1000
    tokens: int = 4000
    rate: float = 5e-4
    encoder_rate: float = 1e-4
    warmup: int = 100
    freeze: int = 0
    shortlist: int = 0
    marked_weight: float = 1.0
    smoothing: float = 0.1
    longest: int = 130
    seed: int = 1
    save_minutes: float = 10.0


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage file."""

    data: Data = field(default_factory=Data)
    network: Network = field(default_factory=Network)
    training: Training = field(default_factory=Training)


def load_stage(path: Path) -> Stage:
    """Read a stage file.  Raises ConfigError."""
    document = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    if unknown := document.keys() - {"data", "network", "training"}:
        raise ConfigError(f"{path}: unknown section {', '.join(sorted(unknown))}")
    return Stage(
        _build(Data, document.get("data", {}), f"{path}: data"),
        _build(Network, document.get("network", {}), f"{path}: network"),
        _build(Training, document.get("training", {}), f"{path}: training"),
    )


def _build(kind: type[_Section], values: Mapping[str, Any], where: str) -> _Section:
    hints = get_type_hints(kind)
    if unknown := values.keys() - hints.keys():
        raise ConfigError(f"{where}: unknown key {', '.join(sorted(unknown))}")
    return kind(**{key: _coerce(value, hints[key], f"{where}.{key}") for key, value in values.items()})


def _coerce(value: object, hint: object, where: str) -> object:
    """YAML reads `5e-4` as text and lists as lists: bring values to the annotated type."""
    if hint is float or hint is int:
        try:
            return hint(cast("str | float", value))
        except ValueError as error:
            raise ConfigError(f"{where}: {value!r} is not a number") from error
    return tuple(value) if isinstance(value, list) else value
