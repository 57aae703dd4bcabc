"""YAML; PyYAML reads the results."""

from pathlib import Path

import pytest
import yaml as pyyaml
from hypothesis import given
from hypothesis import strategies as st

from translator.document import Translation
from translator.errors import InputError
from translator.formats import yaml

FIXTURE = Path(__file__).parents[2] / "fixtures" / "yaml" / "all.yaml"


def english(data: bytes, *texts: str) -> str:
    document = yaml.read(data)
    new = texts or tuple(f"English {n}" for n, _ in enumerate(document.segments))
    return yaml.write(document, [Translation(t, s.marks) for t, s in zip(new, document.segments, strict=True)]).decode()


def test_values_change_and_all_else_stays():
    result = english(FIXTURE.read_bytes())
    first, second = pyyaml.safe_load_all(result)
    assert first["مفتاح"] == "English 0"
    assert first["alias"] == first["anchor"] == "English 6"
    assert first["flow"] == {"a": "English 8", "b": ["English 9", "English 10"], "c": 1}
    assert first["literal"] == "English 4\n"
    assert first["folded"] == "English 5"
    assert second == {"second": "English 15"}
    for kept in ("English 0  # تعليق آخر\n", "&a English 6", "!!str English 7", "-   'English 12'", '- "latin"', "..."):
        assert kept in result


@pytest.mark.parametrize(
    ("source", "english_", "expected"),
    [
        ("a: نص\n", "plain text", "a: plain text\n"),
        ("a: نص\n", "key: value", 'a: "key: value"\n'),
        ("a: نص\n", "a #b", 'a: "a #b"\n'),
        ("a: نص\n", "yes", 'a: "yes"\n'),
        ("a: نص\n", "12", 'a: "12"\n'),
        ("a: نص\n", "- item", 'a: "- item"\n'),
        ("a: نص\n", "*star", 'a: "*star"\n'),
        ("a: نص\n", "Don't, please", "a: Don't, please\n"),
        ("a: [نص]\n", "a, b", 'a: ["a, b"]\n'),
        ("a: 'نص'\n", "don't", "a: 'don''t'\n"),
        ('a: "نص"\n', 'a "b" \\', 'a: "a \\"b\\" \\\\"\n'),
        ("a: نص\n", "a\u2028b", 'a: "a\\nb"\n'),
        ("a: |\n  نص\n  نص\nb: 1\n", "one\u2028two\u2028three", "a: |\n  one\n  two\n  three\nb: 1\n"),
        ("a: |\r\n  نص\r\n  نص\r\nb: 1\r\n", "one\u2028two", "a: |\r\n  one\r\n  two\r\nb: 1\r\n"),
        ("a: >\n  نص\n  نص\nb: 1\n", "one two", "a: >\n  one two\nb: 1\n"),
        ("a: |\n  نص\nb: 1\n", "\x85", 'a: "\\u0085\\n"\nb: 1\n'),
        ("? نص\n: نص\n", "text", "? نص\n: text\n"),
        ("{نص: نص}", "text", "{نص: text}"),
        ("نص", "text", "text"),
    ],
)
def test_the_style_stays_where_it_can(source, english_, expected):
    assert english(source.encode(), english_) == expected
    pyyaml.safe_load(expected)


def test_aliases_cost_nothing():
    laughs = "a0: &a0 [نص]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 20))
    assert [s.id for s in yaml.read(laughs.encode()).segments] == ["a0/0"]


@pytest.mark.parametrize(
    "data", [b"a: [", b"a: b: c", b'"open', b"[" * 10_000, b"\t- a", b"a: \x01", b"- !!x &a &b c: d"]
)
def test_what_is_no_yaml_is_refused(data):
    with pytest.raises(InputError):
        yaml.read(data)


_TEXT = st.text(alphabet="اب: #'\"-\n,[]{}|>&*!%@`a1.\\😀", max_size=12)
_VALUE = st.recursive(
    st.none() | st.integers() | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=8,
)


@given(_VALUE, st.sampled_from([None, "'", '"', "|", ">"]), st.booleans(), _TEXT)
def test_identity_and_values(value, style, flow, text):
    data = pyyaml.safe_dump(value, allow_unicode=True, default_style=style, default_flow_style=flow).encode()
    document = yaml.read(data)
    assert yaml.write(document, document.identity()) == data
    new = f"x{text}x".replace("\n", "\u2028")
    written = yaml.write(document, [Translation(new, s.marks) for s in document.segments])
    assert replaced(pyyaml.safe_load(written.decode())) == replaced(pyyaml.safe_load(data.decode()), f"x{text}x")


def replaced(value: object, text: str = "") -> object:
    """`value` with its Arabic strings replaced by `text`, white space around them aside."""
    if isinstance(value, dict):
        return {key: replaced(inner, text) for key, inner in value.items()}
    if isinstance(value, list):
        return [replaced(inner, text) for inner in value]
    if isinstance(value, str):
        return text if text and {"ا", "ب"} & set(value) else value.strip()
    return value
