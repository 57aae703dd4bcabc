from pathlib import Path

from translator.document import Mark, Span, Translation
from translator.formats import txt

FIXTURES = Path(__file__).parents[2] / "fixtures" / "txt"


def english(data: bytes) -> bytes:
    document = txt.read(data)
    lines = [Translation(f"Line {n}.", s.marks) for n, s in enumerate(document.segments)]
    return txt.write(document, lines)


def test_line_ends_white_space_and_encoding_stay():
    result = english((FIXTURES / "utf16_bom_crlf.txt").read_bytes())
    assert result.decode("utf-16") == "Line 0.\r\n\r\n\tLine 1.  \r\nLine 2.\r\n"
    assert result[:2] == b"\xff\xfe"


def test_cp1256_leaves_no_empty_file():
    assert english((FIXTURES / "cp1256.txt").read_bytes()) == b"Line 0.\n"


def test_segments_are_the_text_of_lines():
    document = txt.read((FIXTURES / "plain.txt").read_bytes())
    assert [s.text for s in document.segments] == [
        "اجتماع أمني رفيع",
        "بحث رئيس الحكومة التهديدات.",
        "سطر ثان بلا نقطة",
        "* بند",
    ]
    assert document.segments[1].id == "line-3"


def test_controls_and_lone_surrogates_are_points_no_engine_sees():
    document = txt.read((FIXTURES / "controls.txt").read_bytes())
    assert [s.text for s in document.segments] == ["الخبر الأول من القدس", "الخبر الثاني", "الخبر الثالث"]
    assert document.segments[0].marks == (Mark("0", Span(11, 11)),)
    moved = [Translation("First", (Mark("0", Span(5, 5)),)), Translation("Second"), Translation("Third", ())]
    expected = "First\0\n\f\nSecond\x1f\rThird\ud800".encode("utf-8", "surrogatepass")
    assert txt.write(document, moved) == expected


def test_a_translation_stays_on_its_line():
    document = txt.read("سطر".encode())
    assert txt.write(document, [Translation("a\nb\0\ud800")]) == "a b\ufffd\ufffd".encode()


def test_a_mark_is_kept_once_wherever_it_was_put():
    document = txt.read("سط\0ر".encode())
    doubled = (Mark("0", Span(1, 1)), Mark("0", Span(0, 0)), Mark("7", Span(0, 0)))
    for marks in ((), (Mark("0", Span(99, 99)),), doubled):
        assert txt.write(document, [Translation("ab", marks)]).count(b"\0") == 1
