"""Vocabularies: SentencePiece models over the pretrained encoder's pieces, and their pruning.

    python -m scripts.train.vocabulary build e5-small-q4.bin vocab/ --english stage1.tsv
    python -m scripts.train.vocabulary prune vocab/ vocab-ar/ --text clean.tsv [--checkpoint stage1/checkpoint.pt]

A vocabulary folder holds `source.spm`, `target.spm` and `rows.json`: for each piece its row in the pretrained
embedding table, or null for the new symbols (tags and slots).
"""

import argparse
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sentencepiece
from sentencepiece import sentencepiece_model_pb2

from scripts.train import e5
from scripts.train.normalise import compiled_rules
from scripts.train.records import read_pairs
from scripts.train.tags import SYMBOLS

proto: Any = sentencepiece_model_pb2  # generated code, without types

CONTROLS = ("<pad>", "<unk>", "<s>", "</s>")
PAD, UNKNOWN, START, END = range(4)
FIRST_PIECE = len(CONTROLS) + len(SYMBOLS)
_PRETRAINED_CONTROLS = (1, 3, 0, 2)  # rows of <pad> <unk> <s> </s> in the XLM-R table
_ENGLISH_PIECE = re.compile("[\u0000-\u024f▁\u2010-\u2044€£₪]+")
_KEPT_CHARACTER = re.compile("[\u0000-\u024f\u0600-\u06ff\u2010-\u20ff]")
_FEWEST = 4
_MARK = "▁"


@dataclass(frozen=True, slots=True)
class Piece:
    """A vocabulary entry and its row in the pretrained table."""

    text: str
    score: float
    row: int


def write_model(path: Path, pieces: Iterable[Piece], rules: bytes) -> list[int | None]:
    """Write a unigram model (controls, symbols, pieces); returns the pretrained row of every entry."""
    base = proto.ModelProto.FromString(rules)
    model = proto.ModelProto(trainer_spec=base.trainer_spec, normalizer_spec=base.normalizer_spec)
    kinds = proto.ModelProto.SentencePiece
    for index, text in enumerate(CONTROLS):
        model.pieces.add(piece=text, score=0, type=kinds.UNKNOWN if index == UNKNOWN else kinds.CONTROL)
    for text in SYMBOLS:
        model.pieces.add(piece=text, score=0, type=kinds.USER_DEFINED)
    rows: list[int | None] = [*_PRETRAINED_CONTROLS, *(None for _ in SYMBOLS)]
    for piece in pieces:
        model.pieces.add(piece=piece.text, score=piece.score, type=kinds.NORMAL)
        rows.append(piece.row)
    spec = model.trainer_spec
    spec.model_type, spec.vocab_size = proto.TrainerSpec.UNIGRAM, len(model.pieces)
    spec.pad_id, spec.unk_id, spec.bos_id, spec.eos_id = PAD, UNKNOWN, START, END
    spec.user_defined_symbols.extend(SYMBOLS)
    path.write_bytes(model.SerializeToString())
    return rows


def english_pieces(pieces: Sequence[Piece], counts: Counter[int], size: int) -> list[Piece]:
    """The target vocabulary: every single Latin character, then the most frequent pieces of English script."""
    single = [i for i, piece in enumerate(pieces) if len(piece.text.replace(_MARK, "")) <= 1]
    frequent = [index for index, _ in counts.most_common()]
    wanted = dict.fromkeys(i for i in (*single, *frequent) if _ENGLISH_PIECE.fullmatch(pieces[i].text))
    return [pieces[i] for i in list(wanted)[: size - FIRST_PIECE]]


def build(pretrained: e5.Pretrained, english: Iterable[str], out: Path, size: int) -> None:
    """Write a vocabulary folder with all pretrained source pieces and `size` English target pieces."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        rules = compiled_rules(Path(folder))
    table = zip(pretrained.pieces, pretrained.scores, strict=True)
    everything = [Piece(text, float(score), row) for row, (text, score) in enumerate(table)]
    pieces = [piece for piece in everything[len(CONTROLS) :] if piece.text not in SYMBOLS]
    source_rows = write_model(out / "source.spm", pieces, rules)
    counts = count_pieces(out / "source.spm", english)
    ordinary = Counter({i - FIRST_PIECE: count for i, count in counts.items() if i >= FIRST_PIECE})
    target_rows = write_model(out / "target.spm", english_pieces(pieces, ordinary, size), rules)
    _write_rows(out, source_rows, target_rows)


def prune(vocabulary: Path, texts: Iterable[str], out: Path) -> list[int]:
    """Drop source pieces that the texts use fewer than four times, characters apart; returns the indices kept.

    Of English pieces the target's own stay, and no others: so a name in a tag falls into the same pieces on both
    sides and can be copied piece by piece.
    """
    out.mkdir(parents=True, exist_ok=True)
    model = proto.ModelProto.FromString((vocabulary / "source.spm").read_bytes())
    target = proto.ModelProto.FromString((vocabulary / "target.spm").read_bytes())
    english = {piece.piece for piece in target.pieces}
    counts = count_pieces(vocabulary / "source.spm", texts)
    kept = [
        i
        for i, piece in enumerate(model.pieces)
        if i < FIRST_PIECE
        or (piece.piece in english if _ENGLISH_PIECE.fullmatch(piece.piece) else counts[i] >= _FEWEST)
        or _is_character(piece.piece)
    ]
    pruned = proto.ModelProto(trainer_spec=model.trainer_spec, normalizer_spec=model.normalizer_spec)
    pruned.pieces.extend(model.pieces[i] for i in kept)
    pruned.trainer_spec.vocab_size = len(kept)
    (out / "source.spm").write_bytes(pruned.SerializeToString())
    (out / "target.spm").write_bytes((vocabulary / "target.spm").read_bytes())
    rows = json.loads((vocabulary / "rows.json").read_text())
    _write_rows(out, [rows["source"][i] for i in kept], rows["target"])
    return kept


def count_pieces(model: Path, texts: Iterable[str]) -> Counter[int]:
    """How often each piece occurs."""
    processor = sentencepiece.SentencePieceProcessor(model_file=str(model))
    counts: Counter[int] = Counter()
    for text in texts:
        counts.update(processor.encode(text))
    return counts


def _is_character(piece: str) -> bool:
    text = piece.replace(_MARK, "")
    return not text or (len(text) == 1 and bool(_KEPT_CHARACTER.match(text)))


def _write_rows(out: Path, source: Sequence[int | None], target: Sequence[int | None]) -> None:
    (out / "rows.json").write_text(json.dumps({"source": source, "target": target}))


def _both_sides(paths: Sequence[Path]) -> Iterator[str]:
    for path in paths:
        for pair in read_pairs(path):
            yield pair.arabic
            yield pair.english


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Build or prune the vocabularies.")
    commands = parser.add_subparsers(dest="command", required=True)
    builder = commands.add_parser("build")
    builder.add_argument("pretrained", type=Path)
    builder.add_argument("out", type=Path)
    builder.add_argument("--english", type=Path, required=True, help="training pairs whose English side is counted")
    builder.add_argument("--size", type=int, default=16000)
    pruner = commands.add_parser("prune")
    pruner.add_argument("vocabulary", type=Path)
    pruner.add_argument("out", type=Path)
    pruner.add_argument("--text", type=Path, nargs="+", required=True, help="pairs whose pieces are kept")
    pruner.add_argument("--checkpoint", type=Path, help="also drop the rows of its source embedding")
    options = parser.parse_args(arguments)
    if options.command == "build":
        english = (pair.english for pair in read_pairs(options.english))
        build(e5.read(options.pretrained), english, options.out, options.size)
        return 0
    kept = prune(options.vocabulary, _both_sides(options.text), options.out)
    print(f"kept {len(kept)} source pieces")
    if options.checkpoint:
        from scripts.train.checkpoint import select_source_rows

        select_source_rows(options.checkpoint, kept, options.out / "checkpoint.pt")
    return 0


if __name__ == "__main__":
    sys.exit(main())
