"""JSON; the json module of Python reads the results."""

import json as python_json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.document import Translation
from translator.errors import InputError
from translator.formats import json

FIXTURE = Path(__file__).parents[2] / "fixtures" / "json" / "nested.json"


def english(data: bytes, *texts: str) -> str:
    document = json.read(data)
    new = texts or tuple(f"English {n}" for n, _ in enumerate(document.segments))
    return json.write(document, [Translation(t, s.marks) for t, s in zip(new, document.segments, strict=True)]).decode()


def test_only_arabic_values_change():
    source = FIXTURE.read_bytes()
    result = english(source, "Café “x”", "First", "Second\u2028line / bar", "Café")
    assert python_json.loads(result) == {
        "title": "Café “x”",
        "مفتاح": ["First", {"a/b~c": "Second\nline / bar"}, 1.5e10, None, True],
        "ascii": "Café",
        "latin": "text",
        "empty": "",
        "n": 12345678901234567890123,
    }
    for kept in ('\t"title" : "Café “x”"', r"line \/ bar", "1.50e+10", r'"Caf\u00e9"'):
        assert kept in result


def test_segments_are_named_by_json_pointers():
    assert [s.id for s in json.read(FIXTURE.read_bytes()).segments] == [
        "/title",
        "/مفتاح/0",
        "/مفتاح/1/a~1b~0c",
        "/ascii",
    ]
    assert [s.id for s in json.read('{"a": "ا", "a": "ب"}'.encode()).segments] == ["/a", "/a#2"]
    assert [s.id for s in json.read('"ا"'.encode()).segments] == [""]


def test_controls_and_lone_surrogates_are_points():
    (segment,) = json.read(b'["\\u0627\\u0000\\ud800\\u0628"]').segments
    assert segment.text == "اب"
    result = english(b'["\\u0627\\u0000\\ud800\\u0628"]', "ab")
    assert python_json.loads(result) == ["a\0\ud800b"]


@pytest.mark.parametrize(
    "data", [b"", b"{", b'{"a": "b}', b"[1,]", b"nope", b"[" * 100_000, b'["\x01"]', b'["a" "b"]', b"1" * 10_000 + b"x"]
)
def test_what_is_no_json_is_refused(data):
    with pytest.raises(InputError):
        json.read(data)


_TEXT = st.text(alphabet='ابa"\\/\n\r\t\0{}[]:,😀\u2028 ', max_size=8)
_VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=8,
)


@given(_VALUE, st.booleans(), st.sampled_from([None, 2, "\t"]))
def test_identity_and_keys(value, is_ascii, indent):
    data = python_json.dumps(value, ensure_ascii=is_ascii, indent=indent).encode()
    document = json.read(data)
    assert json.write(document, document.identity()) == data
    written = json.write(document, [Translation('w "x" \\', s.marks) for s in document.segments])
    assert shape(python_json.loads(written)) == shape(value)


def shape(value: object) -> object:
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape(inner) for inner in value]
    return "text" if isinstance(value, str) else value
