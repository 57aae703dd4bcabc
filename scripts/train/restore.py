"""CTranslate2 folder → checkpoint: go on from the packaged model where its checkpoint is no longer at hand.

    python -m scripts.train.restore translator/models/ar-en-base/ first.pt vocab/

Undoes `convert`, but for the rounding to int8 (a few hundredths of a nat a piece at most, gone after the first steps
of training).  `vocab/` gets the model's tokenizers, which is all that training
needs of a vocabulary; `vocabulary prune` needs more.
"""

import argparse
import shutil
import struct
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np
import torch
from numpy.typing import NDArray

from scripts.train import checkpoint
from scripts.train.checkpoint import Checkpoint
from scripts.train.model import Shape

Arrays = Mapping[str, NDArray[np.generic]]
_TYPES = (np.float32, np.int8, np.int16, np.int32, np.float16)
_BINARY_VERSION = 6
_ATTENTION: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "self_attention": (("attention.query", "attention.key", "attention.value"), ("attention.output",)),
    "attention": (("cross.query",), ("cross.key", "cross.value"), ("cross.output",)),
}
_NORMS = {
    "self_attention/layer_norm": "attention_norm",
    "attention/layer_norm": "cross_norm",
    "ffn/layer_norm": "norm",
}
_EMBEDDINGS = {"source": ("encoder", "embeddings_0"), "target": ("decoder", "embeddings")}


def read_arrays(path: Path) -> Arrays:
    """The variables of a `model.bin`, as CTranslate2's model_spec.py writes them (binary version 6)."""
    with path.open("rb") as file:
        version = _number(file, "I")
        if version != _BINARY_VERSION:
            raise SystemExit(f"{path}: binary version {version}, not {_BINARY_VERSION}")
        _text(file), _number(file, "I")
        return dict(_variable(file) for _ in range(_number(file, "I")))


def restore(folder: Path) -> Checkpoint:
    """The checkpoint that a model folder of `convert` was made from, up to its rounding."""
    arrays = read_arrays(folder / "model.bin")
    depths = {side: _layers(arrays, side) for side in ("encoder", "decoder")}
    weights = {"bias": arrays["decoder/projection/bias"]}
    for ours, (side, table) in _EMBEDDINGS.items():
        weights[f"{ours}.table.weight"] = _weight(arrays, f"{side}/{table}")
        weights[f"{ours}.positions"] = arrays[f"{side}/position_encodings/encodings"]
        weights |= _norm(arrays, f"{side}/layernorm_embedding", f"{ours}.norm")
    for side, depth in depths.items():
        for index in range(depth):
            weights |= dict(_layer(arrays, f"{side}/layer_{index}", f"{side}.{index}", cross=side == "decoder"))
    shape = Shape(
        source_pieces=len(weights["source.table.weight"]),
        target_pieces=len(weights["target.table.weight"]),
        width=weights["source.table.weight"].shape[1],
        heads=int(arrays["encoder/num_heads"]),
        inner=len(weights["encoder.0.inner.weight"]),
        encoder_layers=depths["encoder"],
        decoder_layers=depths["decoder"],
        positions=len(weights["source.positions"]),
    )
    tensors = {name: torch.tensor(values.astype(np.float32)).half() for name, values in weights.items()}
    return Checkpoint(shape, 0, tensors)


def _layer(arrays: Arrays, theirs: str, ours: str, cross: bool) -> Iterator[tuple[str, NDArray[np.generic]]]:
    """Every weight of a layer; `cross`: with attention over the encoder's states."""
    linear: dict[tuple[str, int], tuple[str, ...]] = {("ffn", 0): ("inner",), ("ffn", 1): ("outer",)}
    for block in ("self_attention", "attention") if cross else ("self_attention",):
        linear |= {(block, place): names for place, names in enumerate(_ATTENTION[block])}
    for (block, place), names in linear.items():
        part = f"{theirs}/{block}/linear_{place}"
        blocks = np.split(_weight(arrays, part), len(names)), np.split(arrays[f"{part}/bias"], len(names))
        for name, weight, bias in zip(names, *blocks, strict=True):
            yield f"{ours}.{name}.weight", weight
            yield f"{ours}.{name}.bias", bias
    for part, name in _NORMS.items():
        if cross or not part.startswith("attention"):
            yield from _norm(arrays, f"{theirs}/{part}", f"{ours}.{name}").items()


def _norm(arrays: Arrays, theirs: str, ours: str) -> dict[str, NDArray[np.generic]]:
    return {f"{ours}.weight": arrays[f"{theirs}/gamma"], f"{ours}.bias": arrays[f"{theirs}/beta"]}


def _weight(arrays: Arrays, name: str) -> NDArray[np.generic]:
    """A weight in float32: int8 ones are kept as round(weight × scale), one scale a row."""
    weight, scale = arrays[f"{name}/weight"], arrays.get(f"{name}/weight_scale")
    return weight if scale is None else weight.astype(np.float32) / scale.astype(np.float32)[:, None]


def _layers(arrays: Arrays, side: str) -> int:
    return len({name.split("/")[1] for name in arrays if name.startswith(f"{side}/layer_")})


def _number(file: BinaryIO, kind: str) -> int:
    return int(struct.unpack(f"<{kind}", file.read(struct.calcsize(kind)))[0])


def _text(file: BinaryIO) -> str:
    return file.read(_number(file, "H")).rstrip(b"\0").decode()


def _variable(file: BinaryIO) -> tuple[str, NDArray[np.generic]]:
    name, rank = _text(file), _number(file, "B")
    shape = [_number(file, "I") for _ in range(rank)]
    kind = _TYPES[_number(file, "B")]
    content = file.read(_number(file, "I"))
    return name, np.frombuffer(content, kind).reshape(shape)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Read a checkpoint back from a CTranslate2 folder.")
    parser.add_argument("model", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("vocabulary", type=Path)
    options = parser.parse_args(arguments)
    options.vocabulary.mkdir(parents=True, exist_ok=True)
    for side in ("source", "target"):
        shutil.copy(options.model / f"{side}.spm", options.vocabulary)
    checkpoint.save(options.out, restore(options.model))
    return 0


if __name__ == "__main__":
    sys.exit(main())
