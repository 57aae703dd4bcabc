"""Where models are found, and what makes one sound."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from translator.engine.base import Tags
from translator.errors import ModelError
from translator.models import manifest, store


@pytest.fixture
def model(tiny_ct2: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_ct2, tmp_path / "copy"))


def test_the_embedded_model_is_the_default(user_models: Path) -> None:
    assert store.find("") == store.find(store.DEFAULT) == store.embedded_folder() / store.DEFAULT
    assert store.listing() == (store.find(""),)
    assert not user_models.exists()


def test_every_file_of_the_embedded_model_has_its_digest() -> None:
    folder = store.find("")
    listed = {*manifest.read(folder).sha256, manifest.FILE, "MODEL_CARD.md"}
    assert {path.name for path in folder.iterdir()} - listed == set()
    assert store.verify(folder) == ()


def test_installed_models_are_found_by_name_and_come_first(user_models: Path, model: Path) -> None:
    mine, better = user_models / "mine", user_models / store.DEFAULT
    shutil.copytree(model, mine)
    shutil.copytree(model, better)
    shutil.copytree(model, user_models / ".staged")
    assert store.find("mine") == mine
    assert store.find("") == better
    assert store.listing() == (store.embedded_folder() / store.DEFAULT, better, mine)


def test_a_path_is_a_path(user_models: Path, model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert store.find(str(model)) == model
    monkeypatch.chdir(model.parent)
    assert store.find("./copy") == Path("copy")
    monkeypatch.chdir(model)
    assert store.find(".") == Path()
    with pytest.raises(ModelError):
        store.find("copy")


@pytest.mark.parametrize("wanted", ["nothing", "./nothing", "../ar-en-base", ".."])
def test_a_miss_lists_the_choices(wanted: str, user_models: Path) -> None:
    with pytest.raises(ModelError, match="no model") as caught:
        store.find(wanted)
    assert store.DEFAULT in caught.value.hint


def test_remove(user_models: Path, model: Path) -> None:
    shutil.copytree(model, user_models / "mine")
    assert store.remove("mine") == user_models / "mine"
    assert list(user_models.iterdir()) == []


@pytest.mark.parametrize("name", ["nothing", store.DEFAULT, "..", "../models", "", ".hidden"])
def test_only_installed_models_can_be_removed(name: str, user_models: Path, model: Path) -> None:
    shutil.copytree(model, user_models / "mine")
    shutil.copytree(model, user_models / ".hidden")
    with pytest.raises(ModelError, match="no installed model") as caught:
        store.remove(name)
    assert "mine" in caught.value.hint
    assert (user_models / "mine").is_dir()
    assert store.find("").is_dir()


def test_a_sound_model(model: Path) -> None:
    assert store.verify(model) == ()


def spoil_weights(folder: Path) -> None:
    with (folder / "model.bin").open("r+b") as file:
        file.seek(100)
        file.write(b"\0\1\2\3")


def promise(folder: Path, **changes: object) -> None:
    manifest.write(folder, replace(manifest.read(folder), **changes))  # type: ignore[arg-type]


SPOILT = [
    (spoil_weights, "model.bin: damaged"),
    (lambda folder: (folder / "model.bin").unlink(), "model.bin: missing"),
    (lambda folder: (folder / "source.spm").unlink(), "source.spm: missing"),
    (lambda folder: (folder / "config.json").unlink(), "config.json: missing"),
    (lambda folder: (folder / "config.json").write_text("{"), "config.json: not JSON"),
    (lambda folder: (folder / "config.json").write_text("[]"), "config.json: not a JSON object"),
    (lambda folder: (folder / "shared_vocabulary.json").unlink(), "no source vocabulary"),
    (lambda folder: (folder / "shared_vocabulary.json").write_text("{"), "shared_vocabulary.json: cannot be read"),
    (lambda folder: (folder / "shared_vocabulary.json").write_text('["a", 1]'), "not a list of pieces"),
    (lambda folder: (folder / "model.yaml").unlink(), "not a model folder"),
    (lambda folder: promise(folder, slots=("⟨1⟩", "⟨9⟩")), "source vocabulary lacks ⟨9⟩"),
    (lambda folder: promise(folder, terminology=Tags("⟦", "⟶", "⟫")), "source vocabulary lacks ⟫"),
    (lambda folder: promise(folder, prefix=(">>eng<<",)), "source vocabulary lacks >>eng<<"),
    (lambda folder: promise(folder, target_prefix=("eng_Latn",)), "target vocabulary lacks eng_Latn"),
]


@pytest.mark.parametrize(("spoil", "problem"), SPOILT, ids=[problem for _, problem in SPOILT])
def test_unsound_models(spoil, problem: str, model: Path) -> None:
    spoil(model)
    assert problem in "\n".join(store.verify(model))


def test_old_vocabularies_are_lines_of_text(model: Path) -> None:
    pieces = store.vocabulary(model, "source")
    (model / "shared_vocabulary.json").unlink()
    (model / "target_vocabulary.txt").write_text("\n".join(pieces), encoding="utf-8")
    assert store.vocabulary(model, "target") == pieces
    with pytest.raises(ModelError, match="no source vocabulary"):
        store.vocabulary(model, "source")
