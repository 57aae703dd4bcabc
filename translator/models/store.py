"""Where models live: one inside the package, the others in the user's data folder."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import platformdirs

from translator.errors import ModelError
from translator.models import manifest as manifests
from translator.models.manifest import Manifest

DEFAULT = "ar-en-base"
CONFIG = "config.json"
_BLOCK = 1 << 20


def embedded_folder() -> Path:
    """The folder of the models that ship in the package."""
    return Path(__file__).parent


def user_folder() -> Path:
    """The folder that installed models go to; it may not exist yet."""
    return platformdirs.user_data_path("translator", appauthor=False) / "models"


def find(name_or_path: str) -> Path:
    """The folder of a model: of the embedded one for an empty text, else by path or by name.

    An installed model comes before the embedded one of the same name. Raises ModelError when there is none.
    """
    wanted = name_or_path or DEFAULT
    named = [user_folder() / wanted, embedded_folder() / wanted]
    for folder in [Path(wanted).expanduser()] if _is_path(wanted) else named:
        if (folder / manifests.FILE).is_file():
            return folder
    names = ", ".join(folder.name for folder in listing())
    here = (Path(wanted) / manifests.FILE).is_file()
    hint = f"for the folder, say ./{wanted}" if here else f"there are {names}; `translator model install` adds others"
    raise ModelError(f"no model {wanted!r}", hint)


def listing() -> tuple[Path, ...]:
    """The folders of all models, the embedded ones first, then by name; their manifests may be broken."""
    return (*_models_in(embedded_folder()), *_models_in(user_folder()))


def verify(folder: Path) -> tuple[str, ...]:
    """What is wrong with a model folder, one line a problem; nothing for a sound one.

    Checks the manifest, the digest of every file it lists, the configuration, the tokenizers' presence, and that
    the vocabularies hold every piece the manifest promises.
    """
    try:
        manifest = manifests.read(folder)
    except ModelError as error:
        return (str(error),)
    return (*_damaged(folder, manifest), *_config_problems(folder), *_vocabulary_problems(folder, manifest))


def remove(name: str) -> Path:
    """Delete an installed model and return the folder it had. Raises ModelError for any other name."""
    folder = user_folder() / name
    if not manifests.NAME.fullmatch(name) or not folder.is_dir():
        known = ", ".join(path.name for path in _models_in(user_folder())) or "none"
        raise ModelError(f"no installed model {name!r}", f"models that can be removed: {known}")
    shutil.rmtree(folder)
    return folder


def digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    total = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            total.update(block)
    return total.hexdigest()


def vocabulary(folder: Path, side: str) -> frozenset[str]:
    """The pieces a model knows on one side, `source` or `target`. Raises ModelError when there is no such list."""
    for stem in (f"{side}_vocabulary", "shared_vocabulary"):
        for suffix in (".json", ".txt"):
            path = folder / (stem + suffix)
            if path.is_file():
                return _read_vocabulary(path)
    raise ModelError(f"{folder}: no {side} vocabulary")


def _is_path(wanted: str) -> bool:
    return "/" in wanted or "\\" in wanted or wanted in (".", "..") or wanted.startswith("~")


def _models_in(folder: Path) -> tuple[Path, ...]:
    return tuple(sorted(path.parent for path in folder.glob(f"*/{manifests.FILE}") if path.parent.name[0] != "."))


def _damaged(folder: Path, manifest: Manifest) -> list[str]:
    problems = []
    for name in dict.fromkeys((*manifest.sha256, manifest.source_tokenizer, manifest.target_tokenizer)):
        path = folder / name
        if not path.is_file():
            problems.append(f"{path}: missing")
        elif name in manifest.sha256 and digest(path) != manifest.sha256[name]:
            problems.append(f"{path}: damaged, its sha256 is not the one in {manifests.FILE}")
    return problems


def _config_problems(folder: Path) -> list[str]:
    path = folder / CONFIG
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return [f"{path}: missing"]
    except (OSError, ValueError) as error:
        return [f"{path}: not JSON: {error}"]
    return [] if isinstance(config, dict) else [f"{path}: not a JSON object"]


def _vocabulary_problems(folder: Path, manifest: Manifest) -> list[str]:
    tags = manifest.terminology
    inline = (*((tags.open, tags.arrow, tags.close) if tags else ()), *manifest.slots)
    promised = {"source": (*inline, *manifest.prefix), "target": (*manifest.slots, *manifest.target_prefix)}
    problems = []
    for side, pieces in promised.items():
        try:
            known = vocabulary(folder, side)
        except ModelError as error:
            problems.append(str(error))
            continue
        unknown = [piece for piece in pieces if piece not in known]
        if unknown:
            problems.append(f"{folder}: the {side} vocabulary lacks {' '.join(unknown)}")
    return problems


def _read_vocabulary(path: Path) -> frozenset[str]:
    try:
        text = path.read_text(encoding="utf-8")
        pieces = json.loads(text) if path.suffix == ".json" else text.split("\n")
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: cannot be read: {error}") from error
    if not isinstance(pieces, list) or not all(isinstance(piece, str) for piece in pieces):
        raise ModelError(f"{path}: not a list of pieces")
    return frozenset(pieces)
