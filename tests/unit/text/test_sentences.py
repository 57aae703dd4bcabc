"""Sentences of Arabic prose, and pieces of sentences that are too long."""

from __future__ import annotations

import time

import pytest

from translator.document import Span
from translator.text.sentences import split, split_long

SENTENCES = [
    ["قال إنه ذهب.", "ثم عاد."],
    ["لماذا ذهب؟", "لا أحد يعرف!", "ثم عاد…", "وانتهى."],
    ["لماذا؟!", "لا أدري."],
    ["التقى د. محمد أ. علي.", "ثم غادر."],
    ["العنوان ص.ب. 123 الرياض.", "الهاتف معروف."],
    ["عام 300 ق.م. وما بعده.", "انتهى."],
    ["أستاذ دكتور أ.د. سمير هنا."],
    ["عام 1442 هـ.", "وقال ذلك."],
    ["عام 2018 م.", "وقال ذلك."],
    ["بلغ 3.5 مليون و1.2 مليار.", "نعم."],
    ["الساعة 10.30 صباحا.", "نعم."],
    ["زار J. Smith وDr. Jones القاهرة.", "نعم."],
    ["قال: «هل تأتي؟ نعم. سآتي» ثم خرج.", "وعاد."],
    ["قال: «انتهى الأمر.»", "وأضاف أنه ذهب."],
    ["سأل «لماذا؟» وأجاب بنفسه.", "نعم."],
    ['وقال "سنعمل معا. سنتعاون" أمس.', "نعم."],
    ['تحدث عن و"الفرص. الكثيرة" هنا.', "نعم."],
    ["قال ’هذا حسن. جدا’ وذهب.", "نعم."],
    ["وصل (انظر ص 5. وما بعدها) أمس.", "نعم."],
    ["أولا، ثانيا، ثالثا؛ ثم رابعا."],
    ["... ثم قال ... وذهب."],
    ["1. البند الأول.", "2. البند الثاني."],
    ["أ. البند الأول.", "ب. البند الثاني."],
    ["فقرة أولى\n\n", "فقرة ثانية"],
    ["فقرة أولى\u2029", "فقرة ثانية"],
    ["سطر طويل\nيكمله سطر."],
    ["القائمة:\n", "- بند\n", "- بند آخر"],
    ["القائمة:\n", "1) بند\n", "٢) بند آخر"],
    ["«قوس لم يغلق.", "وجملة.", "وأخرى."],
]


@pytest.mark.parametrize("sentences", SENTENCES, ids=lambda sentences: sentences[0][:20])
def test_split(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [span.of(text) for span in split(text)] == [sentence.strip() for sentence in sentences]


def test_a_missing_space_does_not_join_sentences() -> None:
    text = "كان التعاون وثيقا.وقال الوزير نعم.ثم"
    assert [span.of(text) for span in split(text)] == ["كان التعاون وثيقا.", "وقال الوزير نعم.", "ثم"]


@pytest.mark.parametrize("text", ["", " ", "\n\u00a0\n"])
def test_nothing_to_split(text: str) -> None:
    assert split(text) == ()
    assert split_long(text, lambda _: False) == ()


@pytest.mark.parametrize("text", [".", "؟", "***", "…"])
def test_signs_alone_are_kept(text: str) -> None:
    assert split(text) == (Span(0, len(text)),)


def test_keep_is_never_ended_inside() -> None:
    text = "موقع صحيفة العرب. كوم معروف. نعم."
    start = text.index("العرب")
    kept = Span(start, start + len("العرب. كوم"))
    assert [span.of(text) for span in split(text, [kept])] == ["موقع صحيفة العرب. كوم معروف.", "نعم."]


def test_long_quotation_is_cut_inside() -> None:
    text = "قال «" + "كلمة وكلمة أخرى هنا. " * 20 + "» وذهب."
    assert len(split(text)) > 15


def test_semicolon_cuts_long_sentences_alone() -> None:
    half = "كلمة " * 25
    long = f"{half}؛ {half}."
    assert [len(span.of(long).split()) for span in split(long)] == [26, 26]
    short = "كلمة واحدة هنا الآن معا؛ وكلمة أخرى هنا الآن معا."
    assert len(split(short)) == 1


def shorter_than(limit: int):
    return lambda text: len(text) <= limit


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        ("جملة تصلح كما هي.", 50, ["جملة تصلح كما هي."]),
        ("قال أولا إنه ذهب، وعاد؛ وقال ثانيا، إنه بقي.", 30, ["قال أولا إنه ذهب، وعاد؛", "وقال ثانيا، إنه بقي."]),
        ("ذهب الرجل إلى السوق،ثم عاد إلى البيت", 25, ["ذهب الرجل إلى السوق،", "ثم عاد إلى البيت"]),
        ("ذهب الرجل إلى السوق وعادت المرأة إلى البيت", 30, ["ذهب الرجل إلى السوق", "وعادت المرأة إلى البيت"]),
        ("قال وزير الخارجية أمس ذلك", 15, ["قال وزير", "الخارجية أمس ذلك"]),
        ("كلمةطويلةبلافراغ", 8, ["كلمةطويل", "ةبلافراغ"]),
    ],
)
def test_split_long(text: str, limit: int, pieces: list[str]) -> None:
    limit = max(limit, *map(len, pieces)) if limit < 20 else limit
    assert [span.of(text) for span in split_long(text, shorter_than(limit))] == pieces


def test_long_pieces_respect_keep_while_they_can() -> None:
    text = "كلمة " * 5 + "رئيس هيئة الأركان المشتركة" + " كلمة" * 5
    start = text.index("رئيس")
    kept = Span(start, start + len("رئيس هيئة الأركان المشتركة"))
    pieces = split_long(text, shorter_than(30), [kept])
    assert any(piece.start <= kept.start and kept.end <= piece.end for piece in pieces)
    assert all(len(piece) <= 30 for piece in pieces)
    assert all(len(piece) <= 10 for piece in split_long(text, shorter_than(10), [kept]))


def test_what_never_fits_ends_in_characters() -> None:
    assert len(split_long("اب ج", lambda _: False)) == 3


@pytest.mark.parametrize(
    "unit",
    ["كلمة وكلمة، ", "ا", "( «", '" ', ". ", ".", "كلمة؛ ", "\n", "د. ", "a@", "{", "<a", "\t \n", "١.٢", "\ud800"],
)
def test_a_megabyte_of_anything_is_quick(unit: str) -> None:
    text = (unit * (1_000_000 // len(unit)))[:200_000]
    start = time.process_time()
    for spans in (split(text), split_long(text, shorter_than(500))):
        kept = [position for span in spans for position in (span.start, span.end)]
        assert kept == sorted(kept)
    assert time.process_time() - start < 20
