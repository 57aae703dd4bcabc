"""`model.yaml`: what a model folder says about itself. Read, checked and written only here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

from translator.engine.base import Tags
from translator.errors import ModelError

FILE = "model.yaml"
WEIGHTS = "model.bin"
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_HINT = "install the model again, or correct its model.yaml"


@dataclass(frozen=True, slots=True)
class Manifest:
    """A checked `model.yaml`.

    `source` and `target` are language codes; the tokenizers are names of SentencePiece files in the same folder.
    `prefix` are source pieces put before every sentence (`>>eng<<`, a language code), `target_prefix` target pieces
    that every translation begins with; neither belongs to the text. `max_input_tokens` counts source pieces.
    `sha256` maps file names of the folder to lower-case hexadecimal digests. The rest is for people.
    """

    name: str
    version: str
    source: str
    target: str
    source_tokenizer: str
    target_tokenizer: str
    max_input_tokens: int
    sha256: Mapping[str, str]
    licence: str
    terminology: Tags | None = None
    slots: tuple[str, ...] = ()
    prefix: tuple[str, ...] = ()
    target_prefix: tuple[str, ...] = ()
    architecture: str = ""
    data: tuple[str, ...] = ()
    scores: Mapping[str, str] = field(default_factory=dict)
    limits: str = ""


def read(folder: Path) -> Manifest:
    """The manifest of a model folder. Raises ModelError when it is missing or wrong."""
    path = folder / FILE
    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        hint = "`translator model install FOLDER` makes a model folder complete"
        raise ModelError(f"{folder}: not a model folder, it has no {FILE}", hint) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise ModelError(f"{path}: cannot be read: {' '.join(str(error).split())}", _HINT) from error
    try:
        return parse(raw)
    except ModelError as error:
        raise ModelError(f"{path}: {error}", _HINT) from None


def parse(raw: object) -> Manifest:
    """The manifest that a loaded YAML value describes. Raises ModelError naming the first wrong key."""
    keys = _Keys("", raw)
    tokenizer = keys.inner("tokenizer")
    manifest = Manifest(
        name=keys.matching("name", NAME),
        version=keys.text("version"),
        source=keys.text("source"),
        target=keys.text("target"),
        source_tokenizer=tokenizer.matching("source", NAME),
        target_tokenizer=tokenizer.matching("target", NAME),
        max_input_tokens=keys.count("max_input_tokens"),
        sha256=_digests(keys.inner("sha256")),
        licence=keys.text("licence"),
        terminology=_tags(keys.inner("terminology")) if keys.has("terminology") else None,
        slots=keys.texts("slots"),
        prefix=keys.texts("prefix"),
        target_prefix=keys.texts("target_prefix"),
        architecture=keys.text("architecture", ""),
        data=keys.texts("data"),
        scores=keys.inner("scores").all_texts() if keys.has("scores") else {},
        limits=keys.text("limits", ""),
    )
    tokenizer.finish()
    keys.finish()
    return manifest


def write(folder: Path, manifest: Manifest) -> None:
    """Write `manifest` as the folder's `model.yaml`; reading it back gives an equal value."""
    plain = {key: value for key, value in _plain(manifest).items() if value}
    text = yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=110)
    (folder / FILE).write_text(text, encoding="utf-8")


class _Keys:
    """One mapping of the file; every key must be asked for before `finish`, or it is unknown."""

    def __init__(self, where: str, raw: object) -> None:
        if not isinstance(raw, dict) or not all(isinstance(key, str) for key in raw):
            raise ModelError(f"{where or 'the file'} must be a mapping with text keys")
        self._where = where
        self._raw: dict[str, object] = raw
        self._known: set[str] = set()

    def has(self, key: str) -> bool:
        self._known.add(key)
        return self._raw.get(key) is not None

    def text(self, key: str, default: str | None = None) -> str:
        if not self.has(key) and default is not None:
            return default
        value = self._required(key)
        if isinstance(value, bool) or not isinstance(value, str | int | float | date) or not str(value).strip():
            raise ModelError(f"{self._path(key)} must be text")
        return str(value)

    def matching(self, key: str, pattern: re.Pattern[str]) -> str:
        value = self.text(key)
        if not pattern.fullmatch(value):
            raise ModelError(f"{self._path(key)}: {value!r} must match {pattern.pattern}")
        return value

    def count(self, key: str) -> int:
        value = self._required(key)
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise ModelError(f"{self._path(key)} must be a whole number above 0")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._raw.get(key) if self.has(key) else []
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(one, str) and one for one in values):
            raise ModelError(f"{self._path(key)} must be a text or a list of texts")
        return tuple(values)

    def inner(self, key: str) -> _Keys:
        return _Keys(self._path(key), self._required(key))

    def all_texts(self) -> dict[str, str]:
        return {key: self.text(key) for key in self._raw}

    def finish(self) -> None:
        unknown = sorted(set(self._raw) - self._known)
        if unknown:
            raise ModelError(f"unknown key {self._path(unknown[0])}; known are {', '.join(sorted(self._known))}")

    def _required(self, key: str) -> object:
        if not self.has(key):
            raise ModelError(f"{self._path(key)} is missing")
        return self._raw[key]

    def _path(self, key: str) -> str:
        return f"{self._where}.{key}" if self._where else key


def _digests(keys: _Keys) -> dict[str, str]:
    digests = keys.all_texts()
    for name, digest in digests.items():
        if not NAME.fullmatch(name) or not _SHA256.fullmatch(digest):
            raise ModelError(f"sha256.{name} must be a file name and 64 hexadecimal digits")
    if WEIGHTS not in digests:
        raise ModelError(f"sha256 must list {WEIGHTS}")
    return digests


def _tags(keys: _Keys) -> Tags:
    tags = Tags(keys.text("open"), keys.text("arrow"), keys.text("close"))
    keys.finish()
    return tags


def _plain(manifest: Manifest) -> dict[str, object]:
    tags = manifest.terminology
    return {
        "name": manifest.name,
        "version": manifest.version,
        "source": manifest.source,
        "target": manifest.target,
        "tokenizer": {"source": manifest.source_tokenizer, "target": manifest.target_tokenizer},
        "terminology": {"open": tags.open, "arrow": tags.arrow, "close": tags.close} if tags else {},
        "slots": list(manifest.slots),
        "prefix": list(manifest.prefix),
        "target_prefix": list(manifest.target_prefix),
        "max_input_tokens": manifest.max_input_tokens,
        "licence": manifest.licence,
        "sha256": dict(manifest.sha256),
        "architecture": manifest.architecture,
        "data": list(manifest.data),
        "scores": dict(manifest.scores),
        "limits": manifest.limits,
    }
