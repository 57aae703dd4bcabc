import pytest

from translator.errors import InputError
from translator.parsing.encoding import decode, encode, from_utf8, to_utf8

ARABIC = "بحث رئيس الحكومة التهديدات.\n"


@pytest.mark.parametrize(
    ("data", "encoding", "bom"),
    [
        (ARABIC.encode(), "utf-8", b""),
        (b"\xef\xbb\xbf" + ARABIC.encode(), "utf-8", b"\xef\xbb\xbf"),
        (b"\xff\xfe" + ARABIC.encode("utf-16-le"), "utf-16-le", b"\xff\xfe"),
        (b"\xfe\xff" + ARABIC.encode("utf-16-be"), "utf-16-be", b"\xfe\xff"),
        (ARABIC.encode("utf-16-le"), "utf-16-le", b""),
        (ARABIC.encode("utf-16-be"), "utf-16-be", b""),
        (b"\xff\xfe\0\0" + ARABIC.encode("utf-32-le"), "utf-32-le", b"\xff\xfe\0\0"),
        (ARABIC.encode("cp1256"), "cp1256", b""),
        (ARABIC.encode("iso8859-6"), "iso8859-6", b""),
    ],
)
def test_encoding_is_detected_and_bytes_come_back(data, encoding, bom):
    decoded = decode(data)
    assert (decoded.encoding, decoded.bom, decoded.text) == (encoding, bom, ARABIC)
    assert encode(decoded.text, decoded.encoding, decoded.bom) == data


@pytest.mark.parametrize("word", ["الحكومة", "قال الوزير", "المجموع: 3"])
@pytest.mark.parametrize("encoding", ["cp1256", "iso8859-6"])
def test_a_few_words_are_enough_for_a_code_page(word, encoding):
    assert decode(word.encode(encoding)).text == word


def test_other_languages_are_not_taken_for_arabic():
    assert "é" in decode("Le président a été reçu à l'Élysée, où il a été salué.".encode("cp1252")).text


def test_text_without_any_letter_is_utf8():
    assert decode(b"").encoding == "utf-8"
    assert decode(b"1234 -- \n").encoding == "utf-8"


@pytest.mark.parametrize(
    "data",
    [
        ARABIC.encode()[:-3],  # cut inside a letter
        ARABIC.encode() * 20 + b"\xff",
        b"\xff\xfe" + ARABIC.encode("utf-16-le")[:-1],
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
        bytes(range(32)) * 4,
        b"PK\x03\x04" + b"\0" * 60,
    ],
)
def test_damaged_and_binary_data_is_refused(data):
    with pytest.raises(InputError):
        decode(data)


def test_what_the_encoding_lacks_makes_it_utf8():
    assert encode("plain “English”", "cp1256") == "plain “English”".encode("cp1256")
    assert encode("ʿAbd", "cp1256") == "ʿAbd".encode()
    assert encode("“quoted”", "iso8859-6") == "“quoted”".encode()


@pytest.mark.parametrize("encoding", ["cp1256", "iso8859-6", "utf-16", "utf-8-sig", "utf-8", "cp720"])
def test_a_named_encoding_goes_round_outside_the_format(encoding):
    text = "الحكومة\n"
    data = text.encode(encoding)
    through = to_utf8(data, encoding)
    assert decode(through).text == text
    assert from_utf8(through, encoding).decode(encoding) == text
    assert decode(data, encoding).text == text


def test_a_named_encoding_is_held_to():
    with pytest.raises(InputError, match="byte 0"):
        decode(b"\xff\xff", "utf-8")
    with pytest.raises(InputError, match="no text encoding"):
        decode(b"", "klingon")
    with pytest.raises(InputError, match="no text encoding"):
        decode(b"", "base64")
