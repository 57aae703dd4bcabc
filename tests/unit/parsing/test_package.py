import io
import struct
import time
import zipfile

import pytest
from lxml import etree

from translator.errors import InputError
from translator.parsing.package import legal, open_package, parse_xml, serialise_xml


def packed(*entries: tuple[str | zipfile.ZipInfo, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as package:
        for name, data in entries:
            package.writestr(name, data)
    return target.getvalue()


def symlink() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("word/link")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return info


def encrypted() -> bytes:
    data = bytearray(packed(("a.xml", b"<a/>")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(signature) + offset
        data[at : at + 2] = struct.pack("<H", 1)
    return bytes(data)


def doubled() -> bytes:
    return packed(("a.xml", b"<a/>"), ("b.xml", b"<b/>")).replace(b"b.xml", b"a.xml")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (packed(("../evil.xml", b"x")), "leads out"),
        (packed(("word/../../evil.xml", b"x")), "leads out"),
        (packed(("/etc/passwd", b"x")), "leads out"),
        (packed(("C:/evil", b"x")), "leads out"),
        (packed((symlink(), b"/etc/passwd")), "leads out"),
        (packed(("bomb.xml", bytes(64 << 20))), "zip bomb"),
        (packed(("a.xml", b"<a/>"), compression=zipfile.ZIP_LZMA), "compression method"),
        (packed(*((str(n), b"") for n in range(20_001))), "entries"),
        (encrypted(), "encrypted"),
        (doubled(), "same name"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "encrypted"),
        (b"", "the file is empty"),
        (b"PK\x03\x04" + bytes(50), "damaged"),
        (packed(("a.xml", b"<a/>"))[:-30], "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "package",  # the bytes hold the time of day
)
def test_hostile_packages_are_refused_at_once(data, message):
    started = time.monotonic()
    with pytest.raises(InputError, match=message):
        open_package(data)
    assert time.monotonic() - started < 5


def test_damage_inside_a_part_is_an_input_error():
    data = bytearray(packed(("a.xml", b"<a>" + b"text" * 100 + b"</a>")))
    data[40] ^= 0xFF
    package = open_package(bytes(data))
    with pytest.raises(InputError, match="damaged"):
        package.read("a.xml")
    with pytest.raises(InputError, match="damaged"):
        package.write({})


def test_a_size_that_lies_does_not_unpack_more():
    data = bytearray(packed(("a.xml", bytes(8 << 20))))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = struct.pack("<I", 1000)
    with pytest.raises(InputError):
        open_package(bytes(data)).read("a.xml")


def test_unchanged_parts_stay_as_they_are():
    stored = zipfile.ZipInfo("mimetype", (2001, 2, 3, 4, 5, 6))
    stored.compress_type = zipfile.ZIP_STORED
    data = packed((stored, b"application/epub+zip"), ("dir/", b""), ("b.xml", b"<b/>"), ("a.xml", b"<a/>"))
    package = open_package(data)
    assert package.names == ("mimetype", "b.xml", "a.xml")
    with zipfile.ZipFile(io.BytesIO(package.write({"a.xml": b"<new/>"}))) as result:
        assert result.namelist() == ["mimetype", "dir/", "b.xml", "a.xml"]
        assert result.read("a.xml") == b"<new/>"
        first = result.infolist()[0]
        assert (first.compress_type, first.date_time) == (zipfile.ZIP_STORED, (2001, 2, 3, 4, 5, 6))
        assert result.infolist()[2].compress_type == zipfile.ZIP_DEFLATED


ENTITIES = b"""<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>"""
EXTERNAL = b"""<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>"""
PARAMETER = b"""<!DOCTYPE a [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><a/>"""
LAUGHS = (
    b"<!DOCTYPE a ["
    + b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10 if n else b"ha" * 10) for n in range(12))
    + b"]>"
)


@pytest.mark.parametrize(
    "data",
    [
        ENTITIES,
        EXTERNAL,
        PARAMETER,
        LAUGHS + b"<a>&e11;</a>",
        LAUGHS + b"<a b='&e11;'/>",
        "<?xml version='1.0' encoding='utf-16'?>".encode("utf-16") + ENTITIES.decode().encode("utf-16-le"),
        b"<a>" * 10_000 + b"</a>" * 10_000,
        b"<a>",
        b"",
        b"\x00",
        b"<a>&undefined;</a>",
    ],
)
def test_hostile_xml_is_refused_at_once(data):
    started = time.monotonic()
    with pytest.raises(InputError):
        parse_xml(data, "a.xml")
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(
    "data",
    [
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<a xmlns:x="urn:x" x:b="1"><!-- c --></a>',
        b"<a>text</a>",
        '\ufeff<?xml version="1.0"?><a>نص</a>'.encode(),
        b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/'
        b'DTD/xhtml11.dtd">\n<html>&nbsp;<![CDATA[x < y]]></html>',
    ],
)
def test_declaration_doctype_and_content_come_back(data):
    assert serialise_xml(parse_xml(data, "a.xml"), data) == data


def test_other_encodings_come_back_as_the_same_xml():
    data = '<?xml version="1.0" encoding="UTF-16" standalone="yes"?><a>نص</a>'.encode("utf-16")
    result = serialise_xml(parse_xml(data, "a.xml"), data)
    assert etree.fromstring(result).text == "نص"
    assert b"s\0t\0a\0n\0d\0a\0l\0o\0n\0e\0" in result


def test_only_what_xml_can_hold_is_legal():
    assert legal("a\0b\x1f\ud800c\tد]]>&\U0001f600") == "a\ufffdb\ufffd\ufffdc\tد]]>&\U0001f600"
