"""Making a model folder of ours out of what others publish: four kinds of folder, told apart by their files."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path

from translator.engine.base import Request
from translator.errors import ModelError
from translator.models import manifest as manifests
from translator.models import store
from translator.models.download import PICKLED
from translator.models.manifest import WEIGHTS, Manifest

MAX_INPUT_TOKENS = 256
"""For models that do not say: they were trained on sentences, and get worse long before their positions end."""

_TOKENIZERS = (
    ("source.spm", "target.spm"),
    ("sentencepiece.bpe.model", "sentencepiece.bpe.model"),
    ("spiece.model", "spiece.model"),
    ("sentencepiece.model", "sentencepiece.model"),
)
_ADDS_END = ("source.spm", "sentencepiece.bpe.model", "spiece.model")
"""Tokenizers of models that were trained on sources with an end mark."""

_LANGUAGES = (("arb_Arab", "eng_Latn"), ("__ar__", "__en__"), ("<2en>", ""), (">>eng<<", ""))
"""How multilingual models are told the languages: a piece before the source, and one before the target."""

_CONFIG = {
    "add_source_bos": False,
    "bos_token": "<s>",
    "decoder_start_token": "<s>",
    "eos_token": "</s>",
    "layer_norm_epsilon": None,
    "multi_query_attention": False,
    "unk_token": "<unk>",
}
"""What OpenNMT models are like, for those from before there was a configuration."""

_ARCHITECTURES = ("marian", "m2m_100", "t5")
_PICKLES = (".bin", ".pt", ".pth", ".pkl", ".ckpt")
_DEPTH = 3


@dataclass(frozen=True, slots=True)
class Origin:
    """What a manifest says about where a model comes from."""

    name: str
    source: str
    licence: str = ""


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of published model: what its folder is known by, and how CTranslate2 files are made of it."""

    label: str
    known: Callable[[Path], bool]
    build: Callable[[Path, Path], None]


def convert(source: Path, target: Path, origin: Origin) -> Path:
    """Make the model folder `target` of the model somewhere in the folder `source`, and return it.

    Weights become int8, the model is loaded and made to translate a word, and only then the folder appears, whole.
    Raises ModelError when `target` exists, when no model of a known kind is found, or when it does not work.
    """
    if target.exists():
        raise ModelError(f"{target}: exists already", f"`translator model remove {target.name}`, or use another name")
    kind, folder = _recognised(source)
    target.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=".staged-", dir=target.parent))
    try:
        made = staged / origin.name
        made.mkdir()
        with _conversion_errors(kind.label):
            kind.build(folder, made)
        if not (made / manifests.FILE).exists():
            _completed(source, folder, made, origin)
        _tried(made)
        return made.rename(target)
    finally:
        shutil.rmtree(staged, ignore_errors=True)


def _recognised(source: Path) -> tuple[_Kind, Path]:
    """The kind of model in a folder, and the folder below it that holds the weights."""
    below = [source, *sorted((path for path in source.rglob("*") if path.is_dir()), key=lambda path: len(path.parts))]
    folders = [folder for folder in below if len(folder.relative_to(source).parts) <= _DEPTH]
    for kind in _KINDS:
        for folder in folders:
            if kind.known(folder):
                return kind, folder
    if any(path.suffix in _PICKLES for folder in folders for path in folder.iterdir()):
        raise ModelError(f"{source.name}: no weights that are safe to load", PICKLED)
    known = "; ".join(kind.label for kind in _KINDS)
    raise ModelError(f"{source.name}: no model of a known kind in it", f"known are: {known}")


def _is_ct2(folder: Path) -> bool:
    weights = folder / WEIGHTS
    if not weights.is_file():
        return False
    with weights.open("rb") as file:
        return b"TransformerSpec" in file.read(64)


def _is_marian(folder: Path) -> bool:
    return (folder / "decoder.yml").is_file() and any(folder.glob("*.npz"))


def _is_transformers(folder: Path) -> bool:
    return (folder / store.CONFIG).is_file() and any(folder.glob("*.safetensors"))


def _copy_ct2(folder: Path, made: Path) -> None:
    for path in sorted(folder.iterdir()):
        if path.name in (WEIGHTS, store.CONFIG, manifests.FILE) or re.fullmatch(
            r"\w+_vocabulary\.(json|txt)", path.name
        ):
            shutil.copyfile(path, made / path.name)
    if (folder / manifests.FILE).exists():
        manifest = manifests.read(folder)
        for name in {manifest.source_tokenizer, manifest.target_tokenizer}:
            shutil.copyfile(folder / name, made / name)
        manifests.write(made, replace(manifest, name=made.name))


def _convert_marian(folder: Path, made: Path) -> None:
    """OPUS-MT: `decoder.yml` lists one file of weights and two vocabularies, all beside it."""
    from ctranslate2.converters import MarianConverter

    listed = re.findall(r"^\s*-\s+(\S+)\s*$", (folder / "decoder.yml").read_text(encoding="utf-8"), re.MULTILINE)
    files = [folder / name for name in listed if Path(name).name == name and (folder / name).is_file()]
    weights = [path for path in files if path.suffix == ".npz" or ".npz." in path.name]
    vocabularies = [str(path) for path in files if path.name.endswith((".yml", ".yaml"))]
    if not weights or not vocabularies:
        raise ValueError("decoder.yml lists no weights (.npz) or no vocabularies (.yml) that are there")
    MarianConverter(str(weights[0]), vocabularies).convert(str(made), quantization="int8", force=True)


def _convert_transformers(folder: Path, made: Path) -> None:
    architecture = json.loads((folder / store.CONFIG).read_text(encoding="utf-8")).get("model_type")
    if architecture not in _ARCHITECTURES:
        raise ValueError(f"architecture {architecture!r} is not one of {', '.join(_ARCHITECTURES)}")
    if not (find_spec("torch") and find_spec("transformers")):
        raise ModelError("converting this model needs PyTorch and Transformers", "pip install 'translator[convert]'")
    from ctranslate2.converters import TransformersConverter

    # A copy without pickles, so that nothing else than safetensors can be loaded.
    with tempfile.TemporaryDirectory() as clean:
        for path in folder.iterdir():
            if path.is_file() and path.suffix not in (*_PICKLES, ".py"):
                shutil.copyfile(path, Path(clean, path.name))
        TransformersConverter(clean).convert(str(made), quantization="int8", force=True)


_KINDS = (
    _Kind("a CTranslate2 model (model.bin)", _is_ct2, _copy_ct2),
    _Kind("an OPUS-MT model (decoder.yml, npz)", _is_marian, _convert_marian),
    _Kind("a Marian, M2M100, NLLB or T5 model with safetensors", _is_transformers, _convert_transformers),
)


@contextmanager
def _conversion_errors(label: str) -> Iterator[None]:
    try:
        yield
    except ModelError:
        raise
    except (ValueError, RuntimeError, KeyError, AttributeError, TypeError, OSError, zipfile.BadZipFile) as error:
        hint = "the files may be damaged, or of an architecture that CTranslate2 does not know"
        raise ModelError(f"{label} cannot be converted: {' '.join(str(error).split())}", hint) from error


def _completed(source: Path, folder: Path, made: Path, origin: Origin) -> None:
    """Add what the weights came without: tokenizers, configuration, manifest."""
    _right_languages(source, folder)
    tokenizers = _copied_tokenizers(source, folder, made)
    _configured(made, ends=tokenizers[0] in _ADDS_END)
    known = store.vocabulary(made, "source") | store.vocabulary(made, "target")
    spoken = ((source, target) for source, target in _LANGUAGES if source in known and target in known | {""})
    prefix, target_prefix = next(spoken, ("", ""))
    files = sorted(path.name for path in made.iterdir())
    manifest = Manifest(
        name=origin.name,
        version="1",
        source="ar",
        target="en",
        source_tokenizer=tokenizers[0],
        target_tokenizer=tokenizers[1],
        max_input_tokens=MAX_INPUT_TOKENS,
        sha256={name: store.digest(made / name) for name in files},
        licence=origin.licence or _licence(source),
        prefix=tuple(filter(None, [prefix])),
        target_prefix=tuple(filter(None, [target_prefix])),
        data=(f"installed from {origin.source}",),
    )
    manifests.write(made, manifest)


def _copied_tokenizers(source: Path, folder: Path, made: Path) -> tuple[str, str]:
    """Copy the SentencePiece files, which lie beside the weights or above them, and return their names."""
    places = [folder, *(parent for parent in folder.parents if parent.is_relative_to(source))]
    for place in places:
        for pair in _TOKENIZERS:
            if all((place / name).is_file() for name in pair):
                for name in set(pair):
                    shutil.copyfile(place / name, made / name)
                return pair
    looked = ", ".join(dict.fromkeys(name for pair in _TOKENIZERS for name in pair))
    raise ModelError(
        f"{source.name}: no SentencePiece files", f"looked for {looked}; other tokenizers are not supported"
    )


def _configured(made: Path, ends: bool) -> None:
    """Older models have no configuration; newer ones may leave the end mark of the source to the tokenizer."""
    path = made / store.CONFIG
    given = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    config: dict[str, object] = _CONFIG | given
    config["add_source_eos"] = ends or bool(given.get("add_source_eos"))
    path.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def _right_languages(source: Path, folder: Path) -> None:
    """Argos packages say what they translate. Raises ModelError when that is not Arabic into English."""
    for place in (folder, folder.parent):
        path = place / "metadata.json"
        if path.is_file() and place.is_relative_to(source):
            about = json.loads(path.read_text(encoding="utf-8"))
            pair = about.get("from_code"), about.get("to_code")
            if pair != ("ar", "en"):
                raise ModelError(f"{source.name}: translates {pair[0]} into {pair[1]}, not ar into en")


def _licence(source: Path) -> str:
    """The first line of a licence file."""
    for path in sorted(source.rglob("LICEN[CS]E*")):
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n") if path.is_file() else []
        for line in filter(None, map(str.strip, lines)):
            return line[:200]
    return "not stated"


def _tried(made: Path) -> None:
    """Raises ModelError unless the new folder is sound and its model says something."""
    problems = store.verify(made)
    if problems:
        raise ModelError(
            problems[0], "the source may be incomplete: " + "; ".join(problems[1:]) if problems[1:] else ""
        )
    from translator.engine.ct2 import CT2Engine

    CT2Engine(made).translate([Request("مرحبا")], beam=1)
