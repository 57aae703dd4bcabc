"""`model.yaml`: what is read, and every way it can be wrong."""

from pathlib import Path

import pytest
import yaml

from translator.engine.base import Tags
from translator.errors import ModelError
from translator.models import manifest

GOOD = {
    "name": "m",
    "version": 2026.11,
    "source": "ar",
    "target": "en",
    "tokenizer": {"source": "a.spm", "target": "b.spm"},
    "max_input_tokens": 192,
    "licence": "Apache-2.0",
    "sha256": {"model.bin": "0" * 64},
}
FULL = GOOD | {
    "terminology": {"open": "⟦", "arrow": "⟶", "close": "⟧"},
    "slots": ["⟨1⟩", "⟨2⟩"],
    "prefix": [">>eng<<"],
    "target_prefix": "eng_Latn",
    "architecture": "small",
    "data": ["news (CC-BY)", "own text"],
    "scores": {"tico19": "18.6 / 45.3", "bleu": 18.6},
    "limits": "many",
}


def test_the_least_that_is_enough() -> None:
    one = manifest.parse(GOOD)
    assert (one.name, one.version, one.source_tokenizer, one.target_tokenizer) == ("m", "2026.11", "a.spm", "b.spm")
    assert one.terminology is None
    assert (one.slots, one.prefix, one.data, dict(one.scores)) == ((), (), (), {})


def test_everything() -> None:
    one = manifest.parse(FULL)
    assert one.terminology == Tags("⟦", "⟶", "⟧")
    assert one.slots == ("⟨1⟩", "⟨2⟩")
    assert (one.prefix, one.target_prefix) == ((">>eng<<",), ("eng_Latn",))
    assert one.scores["bleu"] == "18.6"


@pytest.mark.parametrize("raw", [GOOD, FULL], ids=["least", "all"])
def test_what_is_written_reads_back_equal(raw: dict[str, object], tmp_path: Path) -> None:
    one = manifest.parse(raw)
    manifest.write(tmp_path, one)
    assert manifest.read(tmp_path) == one


def without(*path: str) -> dict[str, object]:
    raw = yaml.safe_load(yaml.safe_dump(FULL))
    inner = raw
    for key in path[:-1]:
        inner = inner[key]
    del inner[path[-1]]
    return raw


WRONG = [
    ([], "the file must be a mapping"),
    ({1: 2}, "text keys"),
    *((without(key), f"{key} is missing") for key in GOOD),
    (without("tokenizer", "target"), "tokenizer.target is missing"),
    (without("terminology", "arrow"), "terminology.arrow is missing"),
    (GOOD | {"modle": 1}, "unknown key modle; known are architecture, data"),
    (GOOD | {"tokenizer": {"source": "a", "target": "b", "both": "c"}}, "unknown key tokenizer.both"),
    (FULL | {"terminology": {"open": "a", "arrow": "b", "close": "c", "x": "d"}}, "unknown key terminology.x"),
    (GOOD | {"name": "../m"}, "name: '../m' must match"),
    (GOOD | {"tokenizer": {"source": "/etc/passwd", "target": "b"}}, "tokenizer.source"),
    (GOOD | {"max_input_tokens": "192"}, "max_input_tokens must be a whole number above 0"),
    (GOOD | {"max_input_tokens": True}, "max_input_tokens must be"),
    (GOOD | {"max_input_tokens": 0}, "max_input_tokens must be"),
    (GOOD | {"licence": ["a"]}, "licence must be text"),
    (GOOD | {"licence": " "}, "licence must be text"),
    (GOOD | {"slots": [1]}, "slots must be a text or a list of texts"),
    (GOOD | {"slots": [""]}, "slots must be"),
    (GOOD | {"prefix": {"a": "b"}}, "prefix must be"),
    (GOOD | {"sha256": {}}, "sha256 must list model.bin"),
    (GOOD | {"sha256": {"model.bin": "abc"}}, "sha256.model.bin must be"),
    (GOOD | {"sha256": {"model.bin": "0" * 64, "../x": "0" * 64}}, "sha256.../x must be"),
    (GOOD | {"sha256": "abc"}, "sha256 must be a mapping"),
    (GOOD | {"scores": {"a": []}}, "scores.a must be text"),
]


@pytest.mark.parametrize(("raw", "message"), WRONG, ids=[message for _, message in WRONG])
def test_wrong_manifests(raw: object, message: str) -> None:
    with pytest.raises(ModelError) as caught:
        manifest.parse(raw)
    assert message in str(caught.value)


def test_errors_name_the_file(tmp_path: Path) -> None:
    path = tmp_path / "model.yaml"
    with pytest.raises(ModelError, match="not a model folder") as caught:
        manifest.read(tmp_path)
    assert "install" in caught.value.hint
    for content in (b"a: [", b"\xff\xfe\xff", b"name: 1\nname: !!python/object:os.system x"):
        path.write_bytes(content)
        with pytest.raises(ModelError, match=r"model\.yaml: cannot be read"):
            manifest.read(tmp_path)
    path.write_text("name: m\n", encoding="utf-8")
    with pytest.raises(ModelError, match=r"model\.yaml: .* is missing"):
        manifest.read(tmp_path)
