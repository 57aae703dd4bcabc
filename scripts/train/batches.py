"""Encoded pairs, what each of their pieces weighs in the loss, and the order in which a stage sees them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sentencepiece
import torch
from numpy.typing import NDArray
from torch import Tensor

from scripts.train.records import Pair
from scripts.train.tags import demanded_spans
from scripts.train.vocabulary import END, PAD, START

_WINDOW = 50_000


@dataclass(frozen=True, slots=True)
class Encoded:
    """Piece numbers of every pair: source with its start and end, target bare.

    `marked`: for each target piece, whether a tag or a slot of the source demands it.
    """

    sources: tuple[list[int], ...]
    targets: tuple[list[int], ...]
    marked: tuple[list[bool], ...]

    def __len__(self) -> int:
        return len(self.sources)


@dataclass(frozen=True, slots=True)
class Batch:
    """(sentences, length) tensors; `expected` is `prefix` one piece on, `weights` what each expected piece counts."""

    source: Tensor
    prefix: Tensor
    expected: Tensor
    weights: Tensor


def encode(pairs: Iterable[Pair], vocabulary: Path, longest: int) -> Encoded:
    """Encode with a vocabulary folder's tokenizers; pairs over `longest` pieces on a side are left out."""
    tokenizers = [
        sentencepiece.SentencePieceProcessor(model_file=str(vocabulary / f"{side}.spm"))
        for side in ("source", "target")
    ]
    rows = list(pairs)
    left = tokenizers[0].encode([pair.arabic for pair in rows])
    right = tokenizers[1].encode([pair.english for pair in rows], return_type="offset_mapping")
    kept = [
        ([START, *one, END], two["ids"], _marked(pair, two["offsets"]))
        for pair, one, two in zip(rows, left, right, strict=True)
        if 0 < len(one) <= longest - 2 and 0 < len(two["ids"]) < longest
    ]
    sources, targets, marked = zip(*kept, strict=True)
    return Encoded(sources, targets, marked)


def _marked(pair: Pair, offsets: Sequence[tuple[int, int]]) -> list[bool]:
    """Which target pieces, given by their spans, lie in what the source's tags and slots demand."""
    spans = demanded_spans(pair)
    return [any(start < last and first < end for first, last in spans) for start, end in offsets]


def plan(data: Encoded, tokens: int, seed: int, epoch: int) -> Iterator[list[int]]:
    """Pair numbers of each batch of an epoch: alike in length, at most `tokens` padded pieces a side, shuffled."""
    rng = np.random.default_rng((seed, epoch))
    lengths = np.array([max(len(one), len(two) + 1) for one, two in zip(data.sources, data.targets, strict=True)])
    order = rng.permutation(len(data))
    for start in range(0, len(order), _WINDOW):
        window = order[start : start + _WINDOW]
        batches = _cut(window[np.argsort(lengths[window] + rng.random(len(window)))], lengths, tokens)
        for index in rng.permutation(len(batches)):
            yield batches[index]


def endless(data: Encoded, tokens: int, seed: int) -> Iterator[list[int]]:
    """Batches of epoch after epoch; the same arguments give the same order."""
    epoch = 0
    while True:
        yield from plan(data, tokens, seed, epoch)
        epoch += 1


def make(data: Encoded, chosen: Sequence[int], device: str, marked_weight: float = 1.0) -> Batch:
    """Padded tensors of the chosen pairs. A piece that a tag or slot demands weighs `marked_weight`, others 1."""
    targets = [data.targets[index] for index in chosen]
    weights = [[marked_weight if one else 1.0 for one in data.marked[index]] for index in chosen]
    return Batch(
        _pad([data.sources[index] for index in chosen], device),
        _pad([[START, *target] for target in targets], device),
        _pad([[*target, END] for target in targets], device),
        _pad([[*row, 1.0] for row in weights], device, torch.float),
    )


def common_pieces(data: Encoded, size: int) -> Tensor:
    """The `size` most frequent target pieces."""
    counts = np.bincount(np.concatenate([np.array(target) for target in data.targets]))
    return torch.from_numpy(np.argsort(-counts)[:size].copy())


def _cut(order: NDArray[np.int64], lengths: NDArray[np.int64], tokens: int) -> list[list[int]]:
    batches: list[list[int]] = [[]]
    longest = 0
    for index in order.tolist():
        longest = max(longest, int(lengths[index]))
        if batches[-1] and longest * (len(batches[-1]) + 1) > tokens:
            batches.append([])
            longest = int(lengths[index])
        batches[-1].append(index)
    return batches


def _pad(rows: Sequence[Sequence[float]], device: str, kind: torch.dtype = torch.long) -> Tensor:
    width = max(len(row) for row in rows)
    padded = [[*row, *[PAD] * (width - len(row))] for row in rows]
    return torch.tensor(padded, dtype=kind, device=device)
