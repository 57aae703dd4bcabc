"""Fonts made for Arabic alone, which English text should not be set in."""

from __future__ import annotations

SERIF = "Times New Roman"  # stands in where a document's default font is an Arabic one

_ARABIC = (
    "aga arabesque|akhbar mt|al bayan|al nile|al tarikh|al-mohanad|al-mateen|al-kharashi|aldhabi|andalus|arab|"
    "arabic transparent|arabic typesetting|baghdad|beirut|dammam|damascus|decotype naskh|diwani|diwan kufi|"
    "diwan thuluth|droid arabic kufi|droid arabic naskh|farah|farisi|fanan|geeza pro|italic outline art|kacstart|"
    "kacstbook|kacstnaskh|kacstoffice|kacstone|kacstqurn|kacsttitle|kfgqpc uthman taha naskh|kufistandardgk|"
    "lateef|lotus|led italic font|mcs|mohammad bold art|monotype koufi|mudir mt|muna|nadeem|naskh|"
    "noto kufi arabic|noto naskh arabic|noto sans arabic|old antic bold|old antic decorative|pt bold arch|"
    "pt bold broken|pt bold dusky|pt bold heading|pt bold mirror|pt bold stars|pt simple bold ruled|sakkal majalla|"
    "sana|scheherazade|scheherazade new|simple bold jut out|simple indust outline|simple indust shaded|"
    "simple outline pat|simplified arabic|simplified arabic fixed|thuluth|traditional arabic|urdu typesetting|waseem"
)
_NAMES = frozenset(_ARABIC.split("|"))


def is_arabic_only(name: str) -> bool:
    """True for the name of a font whose Latin letters, if it has any, nobody would choose."""
    return name.strip().lower() in _NAMES
