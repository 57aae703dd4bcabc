"""Models known by name: where each comes from, what it may be used for, how large and how good it is.

Scores are published BLEU and chrF for Arabic into English on FLORES-200 devtest; none of them is our measurement.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """`origin` is the address of an archive or a Hugging Face id; `megabytes` is about what is downloaded.

    A score that is not known is empty.
    """

    name: str
    origin: str
    licence: str
    megabytes: int
    bleu: str
    chrf: str


ENTRIES = (
    Entry(
        "opus-mt-tc-big-ar-en",
        "https://object.pouta.csc.fi/Tatoeba-MT-models/ara-eng/opusTCv20210807+bt_transformer-big_2022-03-09.zip",
        "CC-BY-4.0",
        820,
        "42.8",
        "67.2",
    ),
    Entry(
        "opus-mt-ar-en",
        "https://object.pouta.csc.fi/OPUS-MT-models/ar-en/opus-2019-12-18.zip",
        "CC-BY-4.0",
        280,
        "33.9",
        "61.0",
    ),
    Entry(
        "nllb-200-distilled-600M",
        "JustFrederik/nllb-200-distilled-600M-ct2-int8",
        "CC-BY-NC-4.0 (not for commercial use)",
        630,
        "36.5-37.6",
        "62.7",
    ),
    Entry(
        "nllb-200-distilled-1.3B",
        "JustFrederik/nllb-200-distilled-1.3B-ct2-int8",
        "CC-BY-NC-4.0 (not for commercial use)",
        1400,
        "",
        "",
    ),
    Entry(
        "argos-ar-en",
        "https://argos-net.com/v1/translate-ar_en-1_0.argosmodel",
        "CC0-1.0 or MIT, as its package says",
        82,
        "29.5",
        "57.3",
    ),
    Entry("madlad400-3b", "Nextcloud-AI/madlad400-3b-mt-ct2-int8", "Apache-2.0", 2980, "", ""),
)


def known(name: str) -> Entry | None:
    """The entry of that name, if there is one."""
    return next((entry for entry in ENTRIES if entry.name == name), None)


def names() -> str:
    """All names, for a hint."""
    return ", ".join(entry.name for entry in ENTRIES)
