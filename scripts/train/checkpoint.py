"""Checkpoints: float16 weights with the network's shape and the step, whole or in parts for slow roads.

python -m scripts.train.checkpoint split stage1/checkpoint.pt parts/     # parts/checkpoint.000, …
python -m scripts.train.checkpoint join parts/ stage1/checkpoint.pt
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from scripts.train.model import Shape, Translator

_PART_BYTES = 16 * 2**20


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A network at a step of its stage."""

    shape: Shape
    step: int
    weights: dict[str, Tensor]

    def network(self, dropout: float = 0.0, freeze: int = 0) -> Translator:
        """The network, weights in float32."""
        network = Translator(self.shape, dropout, freeze)
        network.load_state_dict({name: tensor.float() for name, tensor in self.weights.items()})
        return network


def of_network(network: Translator, step: int) -> Checkpoint:
    """A float16 copy of a network's weights."""
    weights = {name: tensor.detach().half().cpu() for name, tensor in network.state_dict().items()}
    return Checkpoint(network.shape, step, weights)


def save(path: Path, checkpoint: Checkpoint) -> None:
    """Write atomically: an interrupted run leaves the checkpoint before."""
    content = {"shape": checkpoint.shape.as_dict(), "step": checkpoint.step, "weights": checkpoint.weights}
    waiting = path.with_suffix(".tmp")
    torch.save(content, waiting)
    waiting.replace(path)


def load(path: Path) -> Checkpoint:
    """Read a checkpoint (tensors and numbers only; nothing in the file is run)."""
    content = torch.load(path, map_location="cpu", weights_only=True)
    return Checkpoint(Shape(**content["shape"]), content["step"], content["weights"])


def select_source_rows(path: Path, rows: Sequence[int], out: Path) -> None:
    """Write a copy whose source embedding holds only the given rows."""
    old = load(path)
    table = "source.table.weight"
    weights = old.weights | {table: old.weights[table][torch.tensor(rows)].clone()}
    shape = Shape(**(old.shape.as_dict() | {"source_pieces": len(rows)}))
    save(out, Checkpoint(shape, 0, weights))


def split(path: Path, folder: Path) -> int:
    """Cut a file into parts of at most 16 MiB; returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    data = path.read_bytes()
    starts = range(0, len(data), _PART_BYTES)
    for number, start in enumerate(starts):
        (folder / f"checkpoint.{number:03}").write_bytes(data[start : start + _PART_BYTES])
    return len(starts)


def join(folder: Path, path: Path) -> None:
    """Put the parts of a folder together again."""
    parts = sorted(folder.glob("checkpoint.[0-9][0-9][0-9]"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(part.read_bytes() for part in parts))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Split a checkpoint into 16 MiB parts, or join them.")
    parser.add_argument("command", choices=("split", "join"))
    parser.add_argument("origin", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args(arguments)
    if options.command == "split":
        print(f"{split(options.origin, options.out)} parts")
    else:
        join(options.origin, options.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
