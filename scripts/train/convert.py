"""Checkpoint → CTranslate2 folder (int8), checked to say the same as the checkpoint.

python -m scripts.train.convert out2/checkpoint.pt vocab-ar/ ar-en-base/ --check dev/articles.tsv
"""

import argparse
import itertools
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import ctranslate2
import numpy as np
import sentencepiece
import torch
from ctranslate2.specs import common_spec, transformer_spec
from numpy.typing import NDArray

from scripts.train import batches, checkpoint
from scripts.train.batches import Encoded
from scripts.train.checkpoint import Checkpoint
from scripts.train.records import read_bitext
from scripts.train.vocabulary import CONTROLS, END, START

Weights = dict[str, NDArray[np.float32]]
_CHECKED = 40
_LONGEST = 120


def specification(held: Checkpoint) -> transformer_spec.TransformerSpec:
    """The network as CTranslate2 describes it, weights filled in."""
    weights: Weights = {name: tensor.float().numpy() for name, tensor in held.weights.items()}
    shape, gelu = held.shape, common_spec.Activation.GELU
    encoder = transformer_spec.TransformerEncoderSpec(
        shape.encoder_layers, shape.heads, pre_norm=False, activation=gelu, layernorm_embedding=True
    )
    decoder = transformer_spec.TransformerDecoderSpec(
        shape.decoder_layers,
        shape.heads,
        pre_norm=False,
        activation=gelu,
        layernorm_embedding=True,
        alignment_layer=-1,
        alignment_heads=0,
    )
    _embedding(encoder, encoder.embeddings[0], weights, "source")
    _embedding(decoder, decoder.embeddings, weights, "target")
    decoder.projection.weight, decoder.projection.bias = weights["target.table.weight"], weights["bias"]
    for index, layer in enumerate(encoder.layer):
        _layer(layer, weights, f"encoder.{index}")
    for index, layer in enumerate(decoder.layer):
        _layer(layer, weights, f"decoder.{index}")
        _cross(layer.attention, weights, f"decoder.{index}")
    return transformer_spec.TransformerSpec(encoder, decoder)


def write(held: Checkpoint, vocabulary: Path, out: Path, quantization: str | None) -> None:
    """Write the model folder: model.bin, config.json, vocabularies, tokenizers.  Replaces `out`."""
    spec = specification(held)
    for side, register in (("source", spec.register_source_vocabulary), ("target", spec.register_target_vocabulary)):
        processor = sentencepiece.SentencePieceProcessor(model_file=str(vocabulary / f"{side}.spm"))
        register([processor.id_to_piece(index) for index in range(processor.get_piece_size())])
    config = spec.config
    _, config.unk_token, config.bos_token, config.eos_token = CONTROLS
    config.decoder_start_token = config.bos_token
    config.add_source_bos = config.add_source_eos = True
    config.layer_norm_epsilon = 1e-12
    spec.validate()
    spec.optimize(quantization=quantization)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    spec.save(str(out))
    for side in ("source", "target"):
        shutil.copy(vocabulary / f"{side}.spm", out)


def disagreement(held: Checkpoint, folder: Path, lines: Sequence[str]) -> float:
    """Mean difference (nats a piece) between the checkpoint's and the folder's score of the folder's translations.

    Zero but for rounding where the conversion is right; int8 adds a few hundredths.
    """
    source = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    target = sentencepiece.SentencePieceProcessor(model_file=str(folder / "target.spm"))
    engine = ctranslate2.Translator(str(folder), compute_type="default")
    sources = [pieces[:_LONGEST] for pieces in source.encode(list(lines), out_type=str)]
    results = engine.translate_batch(sources, beam_size=1, max_decoding_length=_LONGEST)
    outputs = [result.hypotheses[0] for result in results]
    scores = engine.score_batch(sources, outputs)
    network = held.network().eval()
    gaps = []
    for pieces, output, score in zip(sources, outputs, scores, strict=True):
        said = target.piece_to_id(output)
        encoded = Encoded(([START, *source.piece_to_id(pieces), END],), (said,), ([False] * len(said),))
        with torch.no_grad():
            loss = network.loss(batches.make(encoded, [0], "cpu")).item()
        gaps.append(abs(loss + float(np.mean(score.log_probs))))
    return float(np.mean(gaps))


def _embedding(part: object, table: object, weights: Weights, name: str) -> None:
    table.weight = weights[f"{name}.table.weight"]  # type: ignore[attr-defined]
    part.position_encodings.encodings = weights[f"{name}.positions"]  # type: ignore[attr-defined]
    part.scale_embeddings = False  # type: ignore[attr-defined]
    _norm(part.layernorm_embedding, weights, f"{name}.norm")  # type: ignore[attr-defined]


def _layer(layer: object, weights: Weights, name: str) -> None:
    attention = layer.self_attention  # type: ignore[attr-defined]
    _linear(attention.linear[0], weights, *(f"{name}.attention.{part}" for part in ("query", "key", "value")))
    _linear(attention.linear[1], weights, f"{name}.attention.output")
    _norm(attention.layer_norm, weights, f"{name}.attention_norm")
    feed = layer.ffn  # type: ignore[attr-defined]
    _linear(feed.linear_0, weights, f"{name}.inner")
    _linear(feed.linear_1, weights, f"{name}.outer")
    _norm(feed.layer_norm, weights, f"{name}.norm")


def _cross(attention: object, weights: Weights, name: str) -> None:
    linear = attention.linear  # type: ignore[attr-defined]
    _linear(linear[0], weights, f"{name}.cross.query")
    _linear(linear[1], weights, f"{name}.cross.key", f"{name}.cross.value")
    _linear(linear[2], weights, f"{name}.cross.output")
    _norm(attention.layer_norm, weights, f"{name}.cross_norm")  # type: ignore[attr-defined]


def _linear(part: common_spec.LinearSpec, weights: Weights, *names: str) -> None:
    part.weight = np.concatenate([weights[f"{name}.weight"] for name in names])
    part.bias = np.concatenate([weights[f"{name}.bias"] for name in names])


def _norm(part: common_spec.LayerNormSpec, weights: Weights, name: str) -> None:
    part.gamma, part.beta = weights[f"{name}.weight"], weights[f"{name}.bias"]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Convert a checkpoint to CTranslate2.")
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("vocabulary", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--quantization", default="int8", choices=("int8", "float32"))
    parser.add_argument("--check", type=Path, required=True, help="pairs whose Arabic is translated and scored twice")
    parser.add_argument("--tolerance", type=float, default=0.05, help="nats a piece")
    options = parser.parse_args(arguments)
    held = checkpoint.load(options.checkpoint)
    write(held, options.vocabulary, options.out, None if options.quantization == "float32" else options.quantization)
    lines = [arabic for arabic, _ in itertools.islice(read_bitext(options.check), _CHECKED)]
    gap = disagreement(held, options.out, lines)
    print(f"{options.out}: differs from the checkpoint by {gap:.4f} nats a piece")
    return 0 if gap <= options.tolerance else 1


if __name__ == "__main__":
    sys.exit(main())
