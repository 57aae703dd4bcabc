"""Models of every published kind, a few kilobytes each: real files with weights of our own, which say nothing sensible.

The vocabulary is a SentencePiece model trained on a few sentences; the weights are random, but always the same.
"""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import numpy as np
import sentencepiece
from ctranslate2.converters import OpusMTConverter

SENTENCES = [
    "قال رئيس الوزراء إن المجلس سيجتمع غدا في القاهرة",
    "وصل الوزير إلى بيروت مساء أمس",
    "The prime minister said the council will meet in Cairo tomorrow.",
    "The minister arrived in Beirut last night.",
    "مرحبا بكم، أهلا وسهلا",
]
WIDTH, HIDDEN = 16, 32
MARIAN = {
    "type": "transformer",
    "enc-depth": 1,
    "dec-depth": 1,
    "transformer-heads": 2,
    "transformer-ffn-activation": "relu",
    "transformer-preprocess": "",
    "transformer-postprocess": "dan",
    "transformer-postprocess-emb": "d",
    "transformer-decoder-autoreg": "self-attention",
    "transformer-no-projection": False,
    "transformer-guided-alignment-layer": "last",
}


def sentencepiece_model(*symbols: str) -> bytes:
    """A SentencePiece model of about 120 pieces, with `symbols` among them."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(SENTENCES * 10),
        model_writer=model,
        vocab_size=120,
        hard_vocab_limit=False,
        user_defined_symbols=list(symbols),
        minloglevel=2,
    )
    return model.getvalue()


def pieces_of(model: bytes) -> list[str]:
    """All pieces, the end mark and the unknown piece first, as Marian has them."""
    processor = sentencepiece.SentencePieceProcessor(model_proto=model)
    pieces = [processor.id_to_piece(n) for n in range(processor.get_piece_size())]
    return ["</s>", "<unk>", *(piece for piece in pieces if piece not in ("</s>", "<unk>", "<s>"))]


def marian_weights(pieces: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Random weights under the names that Marian gives them."""

    def matrix(*shape: int) -> np.ndarray:
        return rng.normal(0, 0.3, shape).astype(np.float32)

    weights = {"Wemb": matrix(pieces, WIDTH), "decoder_ff_logit_out_b": matrix(1, pieces)}
    for part, attentions in (("encoder", ("self",)), ("decoder", ("self", "context"))):
        for name in attentions:
            for letter in "qkvo":
                weights[f"{part}_l1_{name}_W{letter}"] = matrix(WIDTH, WIDTH)
                weights[f"{part}_l1_{name}_b{letter}"] = matrix(1, WIDTH)
            weights[f"{part}_l1_{name}_Wo_ln_scale"] = np.ones((1, WIDTH), np.float32)
            weights[f"{part}_l1_{name}_Wo_ln_bias"] = matrix(1, WIDTH)
        for number, shape in (("1", (WIDTH, HIDDEN)), ("2", (HIDDEN, WIDTH))):
            weights[f"{part}_l1_ffn_W{number}"] = matrix(*shape)
            weights[f"{part}_l1_ffn_b{number}"] = matrix(1, shape[1])
        weights[f"{part}_l1_ffn_ffn_ln_scale"] = np.ones((1, WIDTH), np.float32)
        weights[f"{part}_l1_ffn_ffn_ln_bias"] = matrix(1, WIDTH)
    return weights


def opus_folder(folder: Path, *symbols: str) -> Path:
    """An OPUS-MT download, unpacked: npz, vocabulary, `decoder.yml`, SentencePiece files, licence."""
    folder.mkdir(parents=True)
    model = sentencepiece_model(*symbols)
    pieces = pieces_of(model)
    config = json.dumps(MARIAN).encode() + b"\0"
    weights = marian_weights(len(pieces), np.random.default_rng(7))
    np.savez(folder / "opus.npz", **{"special:model.yml": np.frombuffer(config, np.int8)}, **weights)
    quoted = [json.dumps(piece, ensure_ascii=False) for piece in pieces]
    lines = [f"{piece}: {n}\n" for n, piece in enumerate(quoted)]
    (folder / "opus.vocab.yml").write_text("".join(lines), encoding="utf-8")
    decoder = "models:\n  - opus.npz\nvocabs:\n  - opus.vocab.yml\n  - opus.vocab.yml\nbeam-size: 6\n"
    (folder / "decoder.yml").write_text(decoder, encoding="utf-8")
    (folder / "source.spm").write_bytes(model)
    (folder / "target.spm").write_bytes(model)
    (folder / "LICENSE").write_text("\nAttribution 4.0 International\n\nMore.\n", encoding="utf-8")
    return folder


def ct2_folder(folder: Path, *symbols: str) -> Path:
    """A CTranslate2 model as others publish it: without `model.yaml`."""
    opus = opus_folder(folder.with_name(folder.name + "-opus"), *symbols)
    OpusMTConverter(str(opus)).convert(str(folder), quantization="int8")
    for name in ("source.spm", "target.spm"):
        shutil.copyfile(opus / name, folder / name)
    shutil.rmtree(opus)
    return folder


def zipped(folder: Path, archive: Path, top: str = "") -> Path:
    """The folder as a zip, below a folder `top` if given."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                file.write(path, Path(top, path.relative_to(folder)))
    return archive


def argos_package(archive: Path, pair: tuple[str, str] = ("ar", "en")) -> Path:
    """An Argos Translate package: the model one folder down, one tokenizer, a text vocabulary, a foreign pickle."""
    top = archive.with_name("translate-ar_en-1_0")
    model = ct2_folder(top / "model")
    (model / "source.spm").rename(top / "sentencepiece.model")
    (model / "target.spm").unlink()
    pieces = json.loads((model / "shared_vocabulary.json").read_text(encoding="utf-8"))
    (model / "shared_vocabulary.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    (model / "shared_vocabulary.json").unlink()
    (model / "config.json").unlink()
    about = {"from_code": pair[0], "to_code": pair[1], "package_version": "1.0"}
    (top / "metadata.json").write_text(json.dumps(about), encoding="utf-8")
    (top / "stanza").mkdir()
    (top / "stanza" / "ar.pt").write_bytes(b"\x80\x04.")
    zipped(top, archive, top.name)
    shutil.rmtree(top)
    return archive


def transformers_folder(folder: Path) -> Path:
    """A Marian model as Transformers saves it, with safetensors."""
    import torch
    from transformers import MarianConfig, MarianMTModel

    folder.mkdir(parents=True)
    model = sentencepiece_model()
    pieces = [*pieces_of(model), "<pad>"]
    (folder / "vocab.json").write_text(json.dumps({piece: n for n, piece in enumerate(pieces)}), encoding="utf-8")
    (folder / "source.spm").write_bytes(model)
    (folder / "target.spm").write_bytes(model)
    tokenizer = {"tokenizer_class": "MarianTokenizer", "source_lang": "ar", "target_lang": "en"}
    (folder / "tokenizer_config.json").write_text(json.dumps(tokenizer), encoding="utf-8")
    config = MarianConfig(
        vocab_size=len(pieces),
        d_model=WIDTH,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=HIDDEN,
        decoder_ffn_dim=HIDDEN,
        pad_token_id=len(pieces) - 1,
        eos_token_id=0,
        decoder_start_token_id=len(pieces) - 1,
    )
    torch.manual_seed(7)
    MarianMTModel(config).save_pretrained(folder, safe_serialization=True)
    return folder
