"""Fetching files over HTTP: resumed where they broke off, checked, and never trusted for more than bytes."""

from __future__ import annotations

import http.client
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from translator.errors import ModelError
from translator.models.store import digest

HUB = "https://huggingface.co"
PICKLED = "pickled weights (.bin, .pt, .pkl) can run code: look for safetensors, npz or a CTranslate2 folder instead"
_NETWORK = "check the network and try again; a download whose sha256 is known goes on where it stopped"
_NAME = "check the name or the address"
_BLOCK = 1 << 18
_TRIES = 4
_PATIENCE = 60.0

T = TypeVar("T")

Progress = Callable[[str, int, int], None]
"""Told the name of a file, the bytes that are there and the bytes there will be (0: unknown)."""


class Interrupted(ModelError):
    """The network failed; trying again may help."""


def fetch(url: str, target: Path, sha256: str = "", progress: Progress | None = None) -> None:
    """Download `url` to the file `target`.

    A connection that breaks is taken up where it broke, a few times. With a `sha256`, so is the `.part` file that
    an earlier call left, and the finished file must have it. Raises ModelError; `target` is there only when all is
    well, a `.part` file beside it only after Interrupted.
    """
    if sha256 and target.is_file() and digest(target) == sha256:
        return
    part = target.with_name(target.name + ".part")
    if not sha256:
        part.unlink(missing_ok=True)
    try:
        _retried(url, lambda: _rest(url, part, progress))
    except ModelError:
        if not sha256:
            part.unlink(missing_ok=True)
        raise
    if sha256 and digest(part) != sha256:
        part.unlink()
        raise ModelError(f"{url}: not the file it should be, its sha256 differs", "do not use it; tell its authors")
    part.replace(target)


def fetch_repository(identifier: str, folder: Path, hub: str = HUB, progress: Progress | None = None) -> str:
    """Download what a model needs from a Hugging Face repository into `folder`; returns its licence, if stated.

    Code and pickled weights are left behind. Raises ModelError when it cannot be had.
    """
    address = f"{hub}/api/models/{urllib.parse.quote(identifier)}?blobs=true"
    about = _retried(address, lambda: _json(address))
    files = {one["rfilename"]: (one.get("lfs") or {}).get("sha256", "") for one in about.get("siblings", [])}
    wanted = [name for name in files if _wanted(name, files)]
    if not any(name.endswith((".safetensors", "model.bin")) for name in wanted):
        raise ModelError(f"{identifier}: no weights that are safe to load", PICKLED)
    revision = about.get("sha") or "main"
    for name in wanted:
        url = f"{hub}/{urllib.parse.quote(identifier)}/resolve/{revision}/{urllib.parse.quote(name)}"
        fetch(url, folder / name, files[name], progress)
    return str((about.get("cardData") or {}).get("license") or "")


def _wanted(name: str, names: Mapping[str, str]) -> bool:
    """Plain files of the top folder: converted weights if there are any, else safetensors; text and tokenizers."""
    if "/" in name or "\\" in name or name.startswith("."):
        return False
    if name == "model.bin" or name.endswith(".safetensors"):
        return (name == "model.bin") == ("model.bin" in names)
    return name.endswith((".json", ".txt", ".model", ".spm", ".yaml"))


def _retried(url: str, get: Callable[[], T]) -> T:
    """What `get` returns, tried again when the connection breaks or the server is out of order."""
    problem: Exception = OSError()
    for attempt in range(_TRIES):
        try:
            return get()
        except urllib.error.HTTPError as error:
            problem = error
            error.close()
            if error.code < http.HTTPStatus.INTERNAL_SERVER_ERROR:
                raise ModelError(f"{url}: the server answered {error.code} {error.reason}", _NAME) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            problem = error
        time.sleep(attempt / 4)
    raise Interrupted(f"{url}: {problem or type(problem).__name__}", _NETWORK) from problem


def _json(url: str) -> dict[str, Any]:
    with _opened(url, 0) as response:
        found: dict[str, Any] = json.load(response)
        return found


def _rest(url: str, part: Path, progress: Progress | None) -> None:
    """Get what `part` lacks, or all of it where the server cannot begin in the middle."""
    have = part.stat().st_size if part.exists() else 0
    try:
        response = _opened(url, have)
    except urllib.error.HTTPError as error:
        if error.code != http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            raise
        error.close()
        return  # All of it is there already.
    with response:
        if response.status != http.HTTPStatus.PARTIAL_CONTENT:
            have = 0
        left = int(response.headers.get("Content-Length") or 0)
        total = have + left if left else 0
        with part.open("ab" if have else "wb") as file:
            while block := response.read(_BLOCK):
                have += file.write(block)
                if progress:
                    progress(part.stem, have, total)
    if have < total:
        raise OSError(f"{have} of {total} bytes came")


def _opened(url: str, start: int) -> http.client.HTTPResponse:
    headers = {"User-Agent": "translator", "Accept-Encoding": "identity"}
    if start:
        headers["Range"] = f"bytes={start}-"
    request = urllib.request.Request(url, headers=headers)
    opened: http.client.HTTPResponse = urllib.request.urlopen(request, timeout=_PATIENCE)
    return opened
