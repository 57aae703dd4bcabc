"""The network: the multilingual-e5-small encoder and a shallow decoder begun from its own layers.

Post-norm, GELU, learned positions, layer norm on the embeddings: what CTranslate2 runs without change.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from scripts.train.batches import Batch
from scripts.train.e5 import Array
from scripts.train.vocabulary import PAD

_EPSILON = 1e-12
_SAMPLED = 600
_BYTE = 256


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of a network; what a checkpoint needs to be read back."""

    source_pieces: int
    target_pieces: int
    width: int = 384
    heads: int = 12
    inner: int = 1536
    encoder_layers: int = 12
    decoder_layers: int = 4
    positions: int = 512

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


class Dropout(nn.Dropout):
    """Dropout whose chance is rounded to 1/256: eight draws from one random number, four times as fast on a CPU."""

    def forward(self, values: Tensor) -> Tensor:
        if not self.training or not self.p:
            return values
        draws = torch.empty(-(-values.numel() // 8), dtype=torch.long, device=values.device).random_(-(2**63), None)
        dropped = round(self.p * _BYTE)
        kept = draws.view(torch.uint8)[: values.numel()].view(values.shape) >= dropped
        return values * (kept.to(values.dtype) * (_BYTE / (_BYTE - dropped)))


class Attention(nn.Module):
    """Multi-head attention of `queries` over `memory`."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key = nn.Linear(width, width), nn.Linear(width, width)
        self.value, self.output = nn.Linear(width, width), nn.Linear(width, width)

    def forward(self, queries: Tensor, memory: Tensor, mask: Tensor | None, causal: bool = False) -> Tensor:
        mixed = functional.scaled_dot_product_attention(
            self._split(self.query(queries)),
            self._split(self.key(memory)),
            self._split(self.value(memory)),
            attn_mask=mask,
            is_causal=causal,
        )
        joined: Tensor = self.output(mixed.transpose(1, 2).flatten(2))
        return joined

    def _split(self, values: Tensor) -> Tensor:
        return values.view(*values.shape[:-1], self.heads, -1).transpose(1, 2)


class EncoderLayer(nn.Module):
    """Self-attention and feed-forward, each followed by a residual layer norm."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.attention = Attention(shape.width, shape.heads)
        self.attention_norm = nn.LayerNorm(shape.width, eps=_EPSILON)
        self.inner, self.outer = nn.Linear(shape.width, shape.inner), nn.Linear(shape.inner, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=_EPSILON)
        self.dropout = Dropout(dropout)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        states = self.attention_norm(states + self.dropout(self.attention(states, states, mask)))
        return self.feed(states)

    def feed(self, states: Tensor) -> Tensor:
        fed: Tensor = self.norm(states + self.dropout(self.outer(functional.gelu(self.inner(states)))))
        return fed


class DecoderLayer(EncoderLayer):
    """An encoder layer that looks back only, with attention over the encoder's states in between."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__(shape, dropout)
        self.cross = Attention(shape.width, shape.heads)
        self.cross_norm = nn.LayerNorm(shape.width, eps=_EPSILON)

    def decode(self, states: Tensor, memory: Tensor, mask: Tensor) -> Tensor:
        states = self.attention_norm(states + self.dropout(self.attention(states, states, None, causal=True)))
        states = self.cross_norm(states + self.dropout(self.cross(states, memory, mask)))
        return self.feed(states)


class Embedding(nn.Module):
    """Pieces plus positions, normalised."""

    def __init__(self, pieces: int, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.table = nn.Embedding(pieces, shape.width)
        self.positions = nn.Parameter(torch.zeros(shape.positions, shape.width))
        self.norm = nn.LayerNorm(shape.width, eps=_EPSILON)
        self.dropout = Dropout(dropout)

    def forward(self, pieces: Tensor) -> Tensor:
        embedded: Tensor = self.dropout(self.norm(self.table(pieces) + self.positions[: pieces.size(1)]))
        return embedded


class Translator(nn.Module):
    """Encoder, decoder and the tied output layer.  `freeze`: encoder layers from the bottom that do not learn."""

    def __init__(self, shape: Shape, dropout: float = 0.0, freeze: int = 0) -> None:
        super().__init__()
        self.shape, self.frozen = shape, freeze
        self.source = Embedding(shape.source_pieces, shape, dropout)
        self.encoder = nn.ModuleList(EncoderLayer(shape, dropout) for _ in range(shape.encoder_layers))
        self.target = Embedding(shape.target_pieces, shape, dropout)
        self.decoder = nn.ModuleList(DecoderLayer(shape, dropout) for _ in range(shape.decoder_layers))
        self.bias = nn.Parameter(torch.zeros(shape.target_pieces))
        fixed = [*self.source.parameters(), *self.encoder[:freeze].parameters()] if freeze else []
        for parameter in fixed:
            parameter.requires_grad_(False)

    def train(self, mode: bool = True) -> "Translator":
        """Frozen layers also do without dropout."""
        super().train(mode)
        if self.frozen:
            self.source.eval()
            self.encoder[: self.frozen].eval()
        return self

    def encode(self, source: Tensor) -> tuple[Tensor, Tensor]:
        """States (batch, length, width) and the mask (batch, 1, 1, length) of real pieces."""
        mask = (source != PAD)[:, None, None, :]
        with torch.set_grad_enabled(torch.is_grad_enabled() and not self.frozen):
            states = self.source(source)
            for layer in self.encoder[: self.frozen]:
                states = layer(states, mask)
        for layer in self.encoder[self.frozen :]:
            states = layer(states, mask)
        return states, mask

    def states(self, source: Tensor, prefix: Tensor) -> Tensor:
        """Decoder states (batch, target length, width) after each piece of `prefix`."""
        memory, mask = self.encode(source)
        states: Tensor = self.target(prefix)
        for layer in self.decoder:
            states = layer.decode(states, memory, mask)  # type: ignore[operator]
        return states

    def loss(self, batch: Batch, smoothing: float = 0.0) -> Tensor:
        """Weighted mean cross-entropy (nats a piece) over all target pieces."""
        real = batch.expected != PAD
        states, truth = self.states(batch.source, batch.prefix)[real], batch.expected[real]
        logits = functional.linear(states, self.target.table.weight, self.bias)
        losses = functional.cross_entropy(logits.float(), truth, label_smoothing=smoothing, reduction="none")
        return _weighted(losses, batch.weights[real])

    def shortlist_loss(self, batch: Batch, common: Tensor, smoothing: float) -> Tensor:
        """`loss` against the `common` pieces, the batch's own, and a sample that stands for the others.

        A sampled piece's logit gains log(others / sampled), so the normaliser stays right on average (Jean et al.
        2015).
        """
        real = batch.expected != PAD
        states, truth = self.states(batch.source, batch.prefix)[real], batch.expected[real]
        kept = torch.zeros(self.shape.target_pieces, dtype=torch.bool, device=truth.device)
        kept[common], kept[truth] = True, True
        others = (~kept).nonzero()[:, 0]
        sampled = others[torch.randperm(len(others), device=truth.device)[:_SAMPLED]]
        pieces = torch.cat([kept.nonzero()[:, 0], sampled])
        place = torch.empty_like(kept, dtype=torch.long)
        place[pieces] = torch.arange(len(pieces), device=truth.device)
        correction = torch.zeros(len(pieces), device=truth.device)
        correction[len(pieces) - len(sampled) :] = math.log(max(1, len(others)) / max(1, len(sampled)))
        logits = functional.linear(states, self.target.table.weight[pieces], self.bias[pieces] + correction)
        logits = logits.float()
        total = logits.logsumexp(-1)
        likelihood = _weighted(logits.gather(1, place[truth][:, None])[:, 0] - total, batch.weights[real])
        evenly = logits[:, : len(pieces) - len(sampled)].mean() - total.mean()
        return -(1 - smoothing) * likelihood - smoothing * evenly


def _weighted(values: Tensor, weights: Tensor) -> Tensor:
    return (values * weights).sum() / weights.sum()


def start_from(model: Translator, weights: Mapping[str, Array], rows: Mapping[str, list[int | None]]) -> None:
    """Fill a new network from the pretrained encoder.  `rows`: see vocabulary.py; new symbols begin near the mean."""
    tensors = {name: torch.as_tensor(values) for name, values in weights.items()}
    positions = tensors["emb.pos"] + tensors["emb.type"][0]
    with torch.no_grad():
        for side, embedding in (("source", model.source), ("target", model.target)):
            embedding.table.weight.copy_(_pick_rows(tensors["emb.word"], rows[side]))
            embedding.positions.copy_(positions[: model.shape.positions])
            _copy_norm(embedding.norm, tensors, "emb.ln")
        for index, layer in enumerate(model.encoder):
            _copy_layer(layer, tensors, index)
        for layer, index in zip(model.decoder, _spread(len(model.encoder), len(model.decoder)), strict=True):
            _copy_layer(layer, tensors, index)
        _scale_logits(model)


def _pick_rows(table: Tensor, rows: Sequence[int | None]) -> Tensor:
    picked = torch.randn(len(rows), table.size(1)) * table.std() / 2 + table.mean(0)
    known = [(place, row) for place, row in enumerate(rows) if row is not None]
    places, sources = zip(*known, strict=True)
    picked[list(places)] = table[list(sources)]
    return picked


def _spread(layers: int, wanted: int) -> list[int]:
    """`wanted` layer numbers, evenly spread: 12 and 4 give 1, 4, 7, 10."""
    return [int((index + 0.5) * layers / wanted) for index in range(wanted)]


def _copy_norm(norm: nn.LayerNorm, tensors: Mapping[str, Tensor], name: str) -> None:
    norm.weight.copy_(tensors[f"{name}.w"])
    norm.bias.copy_(tensors[f"{name}.b"])


def _copy_layer(layer: nn.Module, tensors: Mapping[str, Tensor], index: int) -> None:
    """A decoder layer's cross-attention begins as the same layer's self-attention."""
    assert isinstance(layer, EncoderLayer)
    blocks = [layer.attention, layer.cross] if isinstance(layer, DecoderLayer) else [layer.attention]
    linear = [(layer.inner, "fi"), (layer.outer, "fo")]
    for block in blocks:
        linear += [(block.query, "q"), (block.key, "k"), (block.value, "v"), (block.output, "ao")]
    for module, name in linear:
        module.weight.copy_(tensors[f"l{index}.{name}.w"])
        module.bias.copy_(tensors[f"l{index}.{name}.b"])
    _copy_norm(layer.attention_norm, tensors, f"l{index}.aln")
    _copy_norm(layer.norm, tensors, f"l{index}.oln")
    if isinstance(layer, DecoderLayer):
        _copy_norm(layer.cross_norm, tensors, f"l{index}.aln")


def _scale_logits(model: Translator) -> None:
    """Bring the first logits to unit spread through the last layer norm: e5's embeddings are far from centred."""
    norm, table = model.decoder[-1].norm, model.target.table.weight
    assert isinstance(norm, nn.LayerNorm)
    states = torch.randn(256, table.size(1)) * norm.weight + norm.bias
    norm.weight.mul_(1 / (states @ (table - table.mean(0)).T).std().clamp(min=1e-3))
