"""SubRip, WebVTT and SubStation Alpha; pysubs2 reads the results."""

import re
from pathlib import Path

import pysubs2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.document import Mark, Span, Translation
from translator.errors import InputError
from translator.formats import ass, srt, vtt
from translator.formats.inplace import LINE
from translator.formats.subtitle_layout import CUE, LIMIT, laid_out

FIXTURES = Path(__file__).parents[2] / "fixtures"
MODULES = {"srt": srt, "vtt": vtt, "ass": ass}


def cues(*texts: str, gap: int = 0) -> bytes:
    """A SubRip file whose cues last two seconds each."""
    blocks = []
    for n, text in enumerate(texts):
        start, end = n * (2000 + gap), n * (2000 + gap) + 2000
        times = " --> ".join(f"00:00:{at // 1000:02},{at % 1000:03}" for at in (start, end))
        blocks.append(f"{n + 1}\n{times}\n{text}\n")
    return "\n".join(blocks).encode()


def english(data: bytes, *texts: str, module=srt) -> list[str]:
    """The payloads of the cues after translation."""
    document = module.read(data)
    translations = [Translation(text, s.marks) for s, text in zip(document.segments, texts, strict=True)]
    written = module.write(document, translations).decode()
    return [block.split("\n", 2)[2].rstrip("\n") for block in re.split(r"\n\n(?=\d+\n)", written)]


@pytest.mark.parametrize("path", ["srt/everyday.srt", "srt/long.srt", "vtt/all.vtt", "ass/all.ass"])
def test_times_styles_and_the_number_of_cues_stay(path):
    data = (FIXTURES / path).read_bytes()
    module = MODULES[path[:3]]
    document = module.read(data)
    written = module.write(document, [Translation("Some English words", s.marks) for s in document.segments])
    before, after = (pysubs2.SSAFile.from_string(text.decode("utf-8")) for text in (data, written))
    assert [(e.start, e.end, e.style, e.type) for e in before] == [(e.start, e.end, e.style, e.type) for e in after]
    assert before.info == after.info
    assert before.styles == after.styles


def test_a_sentence_across_cues_is_one_segment_and_comes_back_in_proportion():
    data = cues("قال الوزير اليوم", "إن الاتفاق لن يوقع أبدا.", "نعم.")
    assert [s.text for s in srt.read(data).segments] == ["قال الوزير اليوم إن الاتفاق لن يوقع أبدا.", "نعم."]
    assert english(data, "The minister said today that the deal will never be signed.", "Yes.") == [
        "The minister said today",
        "that the deal will never be signed.",
        "Yes.",
    ]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(cues("جملة تامة.", "جملة أخرى."), id="full stop"),
        pytest.param(cues("جملة ناقصة", "تتمتها.", gap=1500), id="a long pause"),
        pytest.param(cues("جملة بلا نقطة", "وأخرى", "وثالثة", "ورابعة"), id="a file without full stops"),
        pytest.param(cues("من هو", "- أنا."), id="another speaker"),
        pytest.param(cues("من هو", "[صوت]", "نعم."), id="a sound"),
        pytest.param(cues("من هو", "Who?"), id="another script"),
    ],
)
def test_cues_that_do_not_go_on_stay_apart(data):
    assert len(srt.read(data).segments) == data.count(b"-->")


def test_speakers_are_segments_and_keep_their_lines():
    data = cues("{\\an8}- من أنت؟\n\u200f- <i>أنا.</i>")
    assert [s.text for s in srt.read(data).segments] == ["من أنت؟", "أنا."]
    assert english(data, "Who are you?", "Me.") == ["{\\an8}- Who are you?\n- <i>Me.</i>"]


def test_lines_are_short_and_balanced():
    text = "The prime minister said on Tuesday, that the deal would not be signed."
    (cue,) = english(cues("نص."), text)
    assert cue == "The prime minister said on Tuesday,\nthat the deal would not be signed."
    (long,) = english(cues("نص."), "word " * 40)
    assert all(len(line) <= LIMIT for line in long.split("\n"))


def test_every_segment_says_its_limit():
    assert {s.limit for s in srt.read(cues("نص.")).segments} == {LIMIT}


def test_tags_around_a_word_follow_it_over_cues():
    data = cues("قال <i>الوزير الكبير</i> اليوم", "كلاما.")
    (segment,) = srt.read(data).segments
    assert [m.span.of(segment.text) for m in segment.marks] == ["الوزير الكبير"]
    document = srt.read(data)
    text = "Today words were said by the grand minister"
    whole = Translation(text, (Mark("1", Span(0, len(text))),))
    written = srt.write(document, [whole]).decode()
    assert written.count("<i>") == written.count("</i>") == 2


def test_fewer_words_than_cues_leave_a_cue_empty():
    assert english(cues("قال الوزير", "اليوم."), "Today.") == ["Today.", ""]


def test_line_ends_encoding_and_a_second_translation():
    data = (FIXTURES / "srt" / "cp1256_crlf.srt").read_bytes()
    document = srt.read(data)
    written = srt.write(document, [Translation("word " * 12, s.marks) for s in document.segments])
    assert written.count(b"\n") == written.count(b"\r\n") > 0


def test_text_that_would_be_syntax():
    assert english(cues("نص."), "a --> b") == ["a → b"]
    document = vtt.read((FIXTURES / "vtt" / "all.vtt").read_bytes())
    written = vtt.write(document, [Translation("a --> <b> & c", s.marks) for s in document.segments])
    assert "--&gt; &lt;b&gt; &amp;" in written.decode().replace("\n", " ")
    document = ass.read((FIXTURES / "ass" / "all.ass").read_bytes())
    written = ass.write(document, [Translation(r"a {\b1} C:\New", s.marks) for s in document.segments])
    events = pysubs2.SSAFile.from_string(written.decode())
    assert r"\{" in events[2].text or r"\{" in events[1].text


def test_substation_blocks_are_kept_once():
    document = ass.read((FIXTURES / "ass" / "all.ass").read_bytes())
    written = ass.write(document, [Translation("a few words here", ()) for _ in document.segments]).decode()
    for code in (r"{\an8}", r"{\i1}", r"{\i0}", r"{\pos(1,2)}", r"{\b1}", r"{\c&HFF&}", r"{\p1}m 0 0 l 10 10{\p0}"):
        assert written.count(code) == 1, code


@pytest.mark.parametrize(
    ("module", "data"), [(srt, "نص".encode()), (vtt, "نص".encode()), (ass, "[Script Info]\nنص".encode())]
)
def test_what_is_no_subtitle_is_refused(module, data):
    with pytest.raises(InputError):
        module.read(data)


@given(
    st.lists(st.text(alphabet="abc.,", min_size=1, max_size=12), max_size=60).map(" ".join),
    st.lists(st.floats(0.1, 5.0), min_size=1, max_size=6),
)
def test_layout_only_replaces_spaces(text, weights):
    shares = [weight / sum(weights) for weight in weights]
    result = laid_out(text, shares)
    assert result.replace(CUE, " ").replace(LINE, " ") == text
    assert result.count(CUE) <= len(shares) - 1
    for cue in result.split(CUE):
        assert all(len(line.strip()) <= LIMIT for line in cue.split(LINE))


@given(st.text(alphabet="اب .،<>/i{}\\N-–\n♪\u200f&", max_size=60))
def test_identity_and_survival(text):
    for module, data in (
        (srt, f"1\n00:00:01,000 --> 00:00:02,000\n{text}\n".encode()),
        (vtt, f"WEBVTT\n\n00:01.000 --> 00:02.000\n{text}\n".encode()),
        (ass, f"[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,D,,0,0,0,,{text}\n".encode()),
    ):
        document = module.read(data)
        assert module.write(document, document.identity()) == data
        module.read(module.write(document, [Translation("w w", ()) for _ in document.segments]))
