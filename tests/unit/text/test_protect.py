"""What is copied as it stands, and what is not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.text import protect as patterns
from translator.text.protect import figures, protect

PROTECTED = [
    ("زر https://ar.wikipedia.org/wiki/مصر، ثم عد", "url", "https://ar.wikipedia.org/wiki/مصر"),
    ("هل زرت www.example.com؟ نعم", "url", "www.example.com"),
    ("(انظر http://example.com/a(b)).", "url", "http://example.com/a(b)"),
    ("انظر (http://example.com/x).", "url", "http://example.com/x"),
    ("موقع aljazeera.net/news؛ وغيره", "url", "aljazeera.net/news"),
    ("على example.co.uk!", "url", "example.co.uk"),
    ("راسل info.co+x@mail.example.org.", "email", "info.co+x@mail.example.org"),
    ("mailto:a@b.com، ثم", "email", "mailto:a@b.com"),
    ("مرحبا {name}!", "placeholder", "{name}"),
    ("مرحبا {0:>10}!", "placeholder", "{0:>10}"),
    ("مرحبا {{ user }}!", "placeholder", "{{ user }}"),
    ("مرحبا ${user.name}", "placeholder", "${user.name}"),
    ("حذف %s ملفات", "placeholder", "%s"),
    ("حذف %(count)d ملفات", "placeholder", "%(count)d"),
    ("حذف %1$s", "placeholder", "%1$s"),
    ("%TEMP% مجلد", "placeholder", "%TEMP%"),
    ("سطر<br/>", "placeholder", "<br/>"),
    ("نص&nbsp;آخر", "placeholder", "&nbsp;"),
    (r"سطر\n", "placeholder", r"\n"),
    ("الأمر `ls -l` هنا", "code", "`ls -l`"),
    ("الدالة get_name()", "code", "get_name()"),
    ("الدالة getName", "code", "getName"),
    ("الخيار --dry-run هنا", "code", "--dry-run"),
    ("القرار A/RES/68/262.", "code", "A/RES/68/262"),
    ("الخادم 192.168.0.1.", "code", "192.168.0.1"),
    ("افتح التقرير.pdf.", "code", "التقرير.pdf"),
    ("افتح a.tar.gz الآن", "code", "a.tar.gz"),
    ("في /usr/share/doc.", "path", "/usr/share/doc"),
    (r"في C:\Users\x، ثم", "path", r"C:\Users\x"),
    ("كتب @user_1: نعم", "handle", "@user_1"),
    ("وسم #COVID19 هنا", "hashtag", "#COVID19"),
]


@pytest.mark.parametrize(("text", "kind", "part"), PROTECTED)
def test_protected(text: str, kind: str, part: str) -> None:
    assert [(item.kind, item.span.of(text)) for item in protect(text)] == [(kind, part)]


@pytest.mark.parametrize(
    "text",
    [
        "بلغ 3.14 و1,500 و٢٠٪ و50% من",
        "يوم 12/5/2020 الساعة 10:30",
        "يوم 12.5.2020",
        "على مدار 24/7 بسرعة 100 km/h",
        "تموز/يوليو",
        "طائرة F-16 وصحيفة The New York Times",
        "قال J. Smith من U.S. إن e.g. كذا",
        "وسم #غزة_تحت_القصف هنا",
        "أ.ب. وص.ب. 12",
        "100%d",
        "a < b و c > d",
        "السعر US$ 5 و$5",
        "AT&T",
        "",
    ],
)
def test_not_protected(text: str) -> None:
    assert protect(text) == ()


def test_several_in_order() -> None:
    text = "راسل a@b.com أو زر http://x.org، {name}"
    assert [item.span.of(text) for item in protect(text)] == ["a@b.com", "http://x.org", "{name}"]


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "a.",
        "a@",
        "a_",
        "-",
        "--a",
        "/a",
        "{",
        "{{",
        "<a",
        "`",
        "&",
        "&a",
        "%1",
        "1.",
        "#a",
        "http://",
        "\\",
        "A/B",
        "))",
    ],
)
def test_time_is_linear(unit: str) -> None:
    text = f"a{unit * (100_000 // len(unit))} http://a/{unit * (100_000 // len(unit))}{')' * 100_000}"
    start = time.process_time()
    protect(text)
    assert time.process_time() - start < 10


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("بتاريخ ١٥/٣/٢٠٢٤ الساعة ١٤:٣٠", ["١٥/٣/٢٠٢٤", "١٤:٣٠"]),
        ("رقم ۲۱۴/۲۰۲۱.", ["۲۱۴/۲۰۲۱"]),
        ("هاتف +962 6 555 1234.", ["962 6 555 1234"]),
        ("في 2024-03-15، 15.3.2024", ["2024-03-15", "15.3.2024"]),
        ("رقم الهوية ٩٨٧٦٥٤٣٢١٠", ["٩٨٧٦٥٤٣٢١٠"]),
        ("من 9:00 إلى 17:30:15", ["9:00", "17:30:15"]),
        ("موسم 2020/2021،", ["2020/2021"]),
        ("نسبة 52.6 و٣٫٥ و١٬٢٣٤٬٥٦٧ و1,234", []),
        ("بين 10-15 و3-1 وعام 1984", []),
        ("https://a.example/1/2 ومادة 1/أ", []),
        ("نسخة 1.2.3.4 وسورة ٢:٥:٧:٩", []),
    ],
)
def test_figures(text: str, wanted: list[str]) -> None:
    assert [span.of(text) for span in figures(text)] == wanted


@given(st.text('aAzZ09.,:/@#$%&;{}<>_-()`\\ wcomtxt"مرح|*+٣', max_size=30))
def test_no_text_is_passed_over(text: str) -> None:
    """What is looked for first is in every text that one of the patterns matches."""
    if not protect(text):
        assert not patterns._HINT.search(text) or not patterns._ALL.search(text)
