"""Average checkpoints of one run, or mix a fine-tuned one with its origin.

python -m scripts.train.average out.pt step1.pt step2.pt step3.pt
python -m scripts.train.average out.pt old.pt new.pt --weights 0.3 0.7
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import torch

from scripts.train import checkpoint
from scripts.train.checkpoint import Checkpoint


def average(checkpoints: Sequence[Checkpoint], weights: Sequence[float]) -> Checkpoint:
    """The weighted mean of the weights.  Raises ValueError where shapes or counts differ."""
    first = checkpoints[0]
    if len(weights) != len(checkpoints) or any(held.shape != first.shape for held in checkpoints):
        raise ValueError("one weight a checkpoint, and checkpoints of one shape")
    total = sum(weights)
    mixed = {
        name: torch.stack(
            [held.weights[name].float() * (w / total) for held, w in zip(checkpoints, weights, strict=True)]
        )
        .sum(0)
        .half()
        for name in first.weights
    }
    return Checkpoint(first.shape, max(held.step for held in checkpoints), mixed)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Average checkpoints.")
    parser.add_argument("out", type=Path)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--weights", type=float, nargs="+")
    options = parser.parse_args(arguments)
    held = [checkpoint.load(path) for path in options.checkpoints]
    checkpoint.save(options.out, average(held, options.weights or [1.0] * len(held)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
