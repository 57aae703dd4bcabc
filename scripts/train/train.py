"""Train a stage.  Run it again and it goes on where it stopped.

    python -m scripts.train.train STAGE.yaml stage1.tsv vocab/ out1/ --pretrained e5-small-q4.bin --valid dev.tsv
    python -m scripts.train.train STAGE.yaml stage2.tsv vocab-ar/ out2/ --begin vocab-ar/checkpoint.pt --valid dev.tsv

`out/checkpoint.pt` holds the weights (float16), `out/state.pt` the optimiser.  Without state.pt the weights are enough
to go on: the step and so the learning rate are kept, only the optimiser's moments begin anew.
"""

import argparse
import contextlib
import itertools
import json
import math
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import torch
from torch.nn.attention import SDPBackend, sdpa_kernel

from scripts.train import batches, checkpoint, e5
from scripts.train.batches import Batch, Encoded
from scripts.train.checkpoint import of_network
from scripts.train.config import Stage, Training, load_stage
from scripts.train.model import Shape, Translator, start_from
from scripts.train.records import Pair, read_bitext, read_pairs

_REPORT_SECONDS = 60.0
_VALID_TOKENS = 4000
_MOST_POSITIONS = 512


def rate_at(step: int, training: Training) -> float:
    """Share of the full learning rate: up in a line over the warm-up, down in a line to 2% at the last step."""
    rising = min(1.0, (step + 1) / max(1, training.warmup))
    return rising * max(0.02, 1 - step / training.steps)


@dataclass(slots=True)
class Trainer:
    """A network, its optimiser and where it stands."""

    network: Translator
    training: Training
    out: Path
    device: str
    bf16: bool
    step: int = 0
    common: torch.Tensor | None = None
    optimizer: torch.optim.AdamW = field(init=False)

    def __post_init__(self) -> None:
        network, training = self.network.to(self.device), self.training
        groups: dict[bool, list[torch.nn.Parameter]] = {True: [], False: []}
        for name, parameter in network.named_parameters():
            if parameter.requires_grad:
                groups[name.startswith(("source.", "encoder."))].append(parameter)
        settings = [
            {"params": groups[is_encoder], "base": rate}
            for is_encoder, rate in ((False, training.rate), (True, training.encoder_rate))
            if groups[is_encoder]
        ]
        self.optimizer = torch.optim.AdamW(settings, betas=(0.9, 0.98), weight_decay=0.01, fused=True)

    def precision(self) -> contextlib.AbstractContextManager[object]:
        return torch.autocast(self.device, torch.bfloat16) if self.bf16 else contextlib.nullcontext()

    def attention(self) -> contextlib.AbstractContextManager[object]:
        """Plain matrix products on a CPU: the fused kernel's way back takes four times as long there."""
        return contextlib.nullcontext() if self.device == "cuda" else sdpa_kernel(SDPBackend.MATH)

    def learn(self, batch: Batch) -> float:
        """One step; returns the loss."""
        share = rate_at(self.step, self.training)
        for group in self.optimizer.param_groups:
            group["lr"] = group["base"] * share
        with self.precision(), self.attention():
            loss = self._loss(batch)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.step += 1
        return loss.item()

    def _loss(self, batch: Batch) -> torch.Tensor:
        if self.common is not None:
            return self.network.shortlist_loss(batch, self.common, self.training.smoothing)
        return self.network.loss(batch, self.training.smoothing)

    def validate(self, data: Encoded) -> float:
        """Mean loss (nats a piece, no smoothing) over a development set."""
        self.network.eval()
        total, pieces = 0.0, 0
        with torch.no_grad(), self.precision():
            for chosen in batches.plan(data, _VALID_TOKENS, 0, 0):
                batch = batches.make(data, chosen, self.device)
                count = int((batch.expected != 0).sum())
                total += self.network.loss(batch).item() * count
                pieces += count
        self.network.train()
        return total / max(1, pieces)

    def save(self) -> None:
        checkpoint.save(self.out / "checkpoint.pt", of_network(self.network, self.step))
        waiting = self.out / "state.tmp"
        torch.save({"step": self.step, "optimizer": self.optimizer.state_dict()}, waiting)
        waiting.replace(self.out / "state.pt")

    def restore(self) -> None:
        """Take up the optimiser where it belongs to the weights at hand."""
        path = self.out / "state.pt"
        if path.exists():
            state = torch.load(path, map_location=self.device, weights_only=True)
            if state["step"] == self.step:
                self.optimizer.load_state_dict(state["optimizer"])


def begin(
    stage: Stage, out: Path, vocabulary: Path, origin: Path | None, pretrained: Path | None
) -> tuple[Translator, int]:
    """The network and its step: what `out` holds, else the checkpoint `origin`, else the pretrained encoder."""
    dropout, freeze = stage.network.dropout, stage.training.freeze
    if (out / "checkpoint.pt").exists():
        held = checkpoint.load(out / "checkpoint.pt")
        return held.network(dropout, freeze), held.step
    if origin is not None:
        return checkpoint.load(origin).network(dropout, freeze), 0
    if pretrained is None:
        raise SystemExit("nothing to begin with: give --begin or --pretrained")
    encoder = e5.read(pretrained)
    rows = json.loads((vocabulary / "rows.json").read_text())
    shape = Shape(
        source_pieces=len(rows["source"]),
        target_pieces=len(rows["target"]),
        width=encoder.width,
        heads=encoder.heads,
        inner=encoder.inner,
        encoder_layers=encoder.layers,
        decoder_layers=stage.network.decoder_layers,
        positions=min(_MOST_POSITIONS, len(encoder.weights["emb.pos"])),
    )
    network = Translator(shape, dropout, freeze)
    start_from(network, encoder.weights, rows)
    return network, 0


def run(trainer: Trainer, data: Encoded, valid: Encoded, minutes: float) -> None:
    """Train until the stage's last step or for `minutes`, whichever comes first."""
    started = saved = told = time.monotonic()
    losses: list[float] = []
    trainer.network.train()
    plan = batches.endless(data, trainer.training.tokens, trainer.training.seed)
    for chosen in itertools.islice(plan, trainer.step, trainer.training.steps):
        batch = batches.make(data, chosen, trainer.device, trainer.training.marked_weight)
        losses.append(trainer.learn(batch))
        now = time.monotonic()
        if now - told > _REPORT_SECONDS:
            print(f"step {trainer.step} loss {sum(losses) / len(losses):.3f}", flush=True)
            told, losses = now, []
        if now - saved > trainer.training.save_minutes * 60:
            trainer.save()
            saved = now
        if now - started > minutes * 60:
            break
    trainer.save()
    print(f"step {trainer.step} of {trainer.training.steps}, valid {trainer.validate(valid):.4f}", flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Train a stage, or go on with it.")
    parser.add_argument("stage", type=Path)
    parser.add_argument("text", type=Path)
    parser.add_argument("vocabulary", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--begin", type=Path, help="checkpoint to begin from")
    parser.add_argument("--pretrained", type=Path, help="encoder to begin from")
    parser.add_argument("--valid", type=Path, nargs="+", required=True)
    parser.add_argument("--minutes", type=float, default=math.inf)
    parser.add_argument("--bf16", action="store_true", help="also on a CPU (slow without AVX-512 BF16 or AMX)")
    parser.add_argument("--seed", type=int, help="in place of the stage's: another order, to average with")
    options = parser.parse_args(arguments)
    stage = load_stage(options.stage)
    training = stage.training if options.seed is None else replace(stage.training, seed=options.seed)
    torch.manual_seed(training.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    network, step = begin(stage, options.out, options.vocabulary, options.begin, options.pretrained)
    data = batches.encode(read_pairs(options.text), options.vocabulary, training.longest)
    held = [Pair(path.stem, *row) for path in options.valid for row in itertools.islice(read_bitext(path), 200)]
    valid = batches.encode(held, options.vocabulary, training.longest)
    common = batches.common_pieces(data, training.shortlist).to(device) if training.shortlist else None
    trainer = Trainer(network, training, options.out, device, device == "cuda" or options.bf16, step, common)
    trainer.restore()
    run(trainer, data, valid, options.minutes)
    return 0


if __name__ == "__main__":
    sys.exit(main())
