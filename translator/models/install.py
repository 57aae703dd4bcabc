"""Installing a model, from a file, a folder, an address, a Hugging Face repository or a name of the catalogue."""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from translator.errors import ModelError
from translator.models import catalogue, store
from translator.models.archive import unpack
from translator.models.convert import Origin, convert
from translator.models.download import HUB, Interrupted, Progress, fetch, fetch_repository
from translator.models.manifest import NAME

_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*(?<!\.zip)(?<!\.argosmodel)")
_SCHEMES = ("http", "https")


def install(
    source: str,
    name: str = "",
    offline: bool = False,
    sha256: str = "",
    progress: Progress | None = None,
    hub: str = HUB,
) -> Path:
    """Install the model that `source` names and return its folder, `models/NAME` in the user's data folder.

    `source` is a folder or an archive (.zip, .argosmodel), or, unless `offline`, a name of the catalogue, an address
    of an archive, or a Hugging Face id. `name` is what the model will be called, by default after its source;
    `sha256` what an archive must have. The folder appears complete or not at all. Nothing that can hold code is
    loaded: no pickles, no Python. Raises ModelError.
    """
    entry = catalogue.known(source)
    target = _free(name or _named(source))
    local = Path(source).expanduser()
    if local.exists():
        return _installed(local, target, Origin(target.name, local.name), sha256)
    origin = entry.origin if entry else source
    is_archive = urlsplit(origin).scheme in _SCHEMES
    if not is_archive and not _REPOSITORY.fullmatch(origin):
        raise ModelError(f"no file, folder or known model {source!r}", f"known by name: {catalogue.names()}")
    if offline:
        raise ModelError(f"{source}: would need the network", "give a file or a folder, or allow the network")
    with _downloads(origin) as folder:
        if is_archive:
            found, stated = folder / (_last(origin) or "model.zip"), ""
            fetch(origin, found, sha256, progress)
        else:
            found, stated = folder, fetch_repository(origin, folder, hub, progress)
        return _installed(found, target, Origin(target.name, origin, entry.licence if entry else stated))


def build(source: Path, folder: Path) -> Path:
    """Make the model folder `folder`, which is not installed, of the folder or archive `source`, and return it.

    The folder's name is the model's, and appears complete or not at all. Raises ModelError.
    """
    if not source.exists():
        raise ModelError(f"{source}: there is no such file or folder", "check the path for a typing mistake")
    _check_name(folder.name)
    if folder.exists():
        raise ModelError(f"{folder}: exists already", "name a folder that does not")
    folder.parent.mkdir(parents=True, exist_ok=True)
    return _installed(source, folder, Origin(folder.name, source.name))


def _check_name(name: str) -> None:
    if not NAME.fullmatch(name):
        raise ModelError(f"{name!r} cannot be the name of a model", f"choose one that matches {NAME.pattern}")


def _free(name: str) -> Path:
    """The folder for a model of that name, which must be a good one and not taken."""
    _check_name(name)
    store.user_folder().mkdir(parents=True, exist_ok=True)
    target = store.user_folder() / name
    if target.exists():
        raise ModelError(
            f"model {name!r} is installed already", f"`translator model remove {name}`, or choose a --name"
        )
    return target


def _last(path: str) -> str:
    """The last part of a path, an address or a Hugging Face id."""
    return PurePosixPath(unquote(urlsplit(path).path).replace("\\", "/")).name


def _named(source: str) -> str:
    """What a source is called by itself, without what cannot stand in a name."""
    stem = re.sub(r"\.(zip|argosmodel)$", "", _last(source))
    return re.sub(r"[^A-Za-z0-9._-]+", "-", stem).strip(".-")


def _installed(source: Path, target: Path, origin: Origin, sha256: str = "") -> Path:
    if source.is_dir():
        return convert(source, target, origin)
    if sha256 and store.digest(source) != sha256:
        raise ModelError(f"{source}: not the file it should be, its sha256 differs", "get it again")
    if not zipfile.is_zipfile(source):
        raise ModelError(f"{source.name}: not a zip archive", "a model is a folder, a .zip or an .argosmodel")
    with tempfile.TemporaryDirectory(prefix=".unpacked-", dir=target.parent) as folder:
        unpack(source, Path(folder))
        return convert(Path(folder), target, origin)


@contextmanager
def _downloads(origin: str) -> Iterator[Path]:
    """The folder for what is downloaded from `origin`; it outlives only a network that failed."""
    folder = store.user_folder() / ".downloads" / hashlib.sha256(origin.encode()).hexdigest()[:16]
    folder.mkdir(parents=True, exist_ok=True)
    keep = False
    try:
        yield folder
    except (Interrupted, KeyboardInterrupt):
        keep = any(folder.iterdir())
        raise
    finally:
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)
        if not any(folder.parent.iterdir()):
            folder.parent.rmdir()
