"""SentencePiece normalisation rules: what both tokenizers fold before they see a word.

NFKC, and for Arabic: no vowel marks, tatweel or direction controls; presentation forms and Persian letters to plain
Arabic; one digit set; plain quotes and hyphens.  Inside the tokenizer, so no program that uses the model can forget it.
"""

import unicodedata
from pathlib import Path

import sentencepiece

_DROPPED = (
    *range(0x610, 0x61B), 0x61C, 0x640, *range(0x64B, 0x653), 0x670, *range(0x6D6, 0x6DD), *range(0x6DF, 0x6E5),
    0x6E7, 0x6E8, *range(0x6EA, 0x6EE), 0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, *range(0x202A, 0x202F),
    *range(0x2066, 0x206A), 0xFEFF,
)  # fmt: skip
_FOLDED = {
    "ک": "ك", "ی": "ي", "ے": "ي", "ہ": "ه", "ە": "ه", "ھ": "ه", "ٱ": "ا", "٪": "%", "٫": ".", "٬": ",", "٭": "*",
    "۔": ".", "«": '"', "»": '"', "“": '"', "”": '"', "„": '"', "‟": '"', "‹": '"', "›": '"', "″": '"', "‘": "'",
    "’": "'", "‚": "'", "‛": "'", "′": "'", "–": "-", "—": "-", "−": "-", "‒": "-", "―": "-", "\u00a0": " ",
    "\u3000": " ",
}  # fmt: skip
_COMPOSED = {"ا\u0653": "آ", "ا\u0654": "أ", "ا\u0655": "إ", "و\u0654": "ؤ", "ي\u0654": "ئ"}


def rules() -> dict[str, str]:
    """Text → replacement, for every character (and base + hamza mark) that changes."""
    table = {char: form for char, form in _compatibility_forms()}
    table |= {chr(code): " " if chr(code) in "\t\n\r\v\f" else "" for code in range(1, 0x20)}
    table |= {chr(code): "" for code in _DROPPED}
    for zero in (0x660, 0x6F0):
        table |= {chr(zero + digit): str(digit) for digit in range(10)}
    table |= _FOLDED
    fixed = {key: "".join(table.get(char, char) for char in form) for key, form in table.items()}
    return fixed | _COMPOSED


def _compatibility_forms() -> list[tuple[str, str]]:
    codes = [*range(0x20, 0x3000), *range(0xF900, 0xFFFF)]
    chars = [chr(code) for code in codes if unicodedata.category(chr(code)) not in {"Cn", "Co", "Cs"}]
    forms = ((char, unicodedata.normalize("NFKC", char)) for char in chars)
    return [(char, form) for char, form in forms if form != char]


def compiled_rules(folder: Path) -> bytes:
    """A serialised SentencePiece model whose normaliser holds the rules; its vocabulary is of no interest.

    SentencePiece compiles rules only while training, so a toy model is trained in `folder`.
    """
    table, text, prefix = folder / "rules.tsv", folder / "toy.txt", folder / "toy"
    hexed = ("\t".join(" ".join(f"{ord(char):X}" for char in side) for side in rule) for rule in rules().items())
    table.write_text("".join(f"{line}\n" for line in hexed), encoding="utf-8")
    text.write_text("the cat sat on the mat\nجلس القط على الحصير\n" * 20, encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(text),
        model_prefix=str(prefix),
        vocab_size=60,
        hard_vocab_limit=False,
        normalization_rule_tsv=str(table),
        minloglevel=2,
    )
    return prefix.with_suffix(".model").read_bytes()
