"""Installing every kind of model for real, and refusing what is damaged or hostile, leaving nothing behind."""

import gc
import importlib.util
import json
import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import tiny_models

from translator.engine.base import Request
from translator.engine.ct2 import CT2Engine
from translator.errors import ModelError
from translator.models import archive, manifest, store
from translator.models.install import build, install


def opus(folder: Path) -> Path:
    return tiny_models.zipped(tiny_models.opus_folder(folder / "opus"), folder / "opus-2026.zip")


def ct2(folder: Path) -> Path:
    return tiny_models.ct2_folder(folder / "ct2 model")


def argos(folder: Path) -> Path:
    return tiny_models.argos_package(folder / "translate-ar_en-1_0.argosmodel")


def embedded(folder: Path) -> Path:
    return tiny_models.zipped(store.embedded_folder() / store.DEFAULT, folder / "default.zip", "inner")


KINDS = [(opus, "opus-2026"), (ct2, "ct2-model"), (argos, "translate-ar_en-1_0")]


@pytest.fixture(autouse=True)
def _no_leftovers(user_models: Path):
    yield
    hidden = [path.name for path in user_models.glob(".*")] if user_models.exists() else []
    assert hidden == []


@pytest.mark.parametrize(("make", "name"), KINDS, ids=[name for _, name in KINDS])
def test_every_kind_installs_and_translates(make, name: str, tmp_path: Path, user_models: Path) -> None:
    folder = install(str(make(tmp_path)), offline=True)
    assert folder == user_models / name == store.find(name)
    assert store.verify(folder) == ()
    about = manifest.read(folder)
    assert about.name == name
    assert set(about.sha256) == {path.name for path in folder.iterdir()} - {"model.yaml"}
    engine = CT2Engine(folder)
    ((best,),) = engine.translate([Request("وصل الوزير", "The council")], beam=2)
    assert best.text.startswith("The council")
    assert len(engine.align([("وصل الوزير", "The minister")])[0].target) > 1


def test_a_model_is_built_without_being_installed(tmp_path: Path, user_models: Path) -> None:
    folder = build(opus(tmp_path), tmp_path / "new" / "mine")
    assert folder == store.find(str(tmp_path / "new" / "mine"))
    assert (store.verify(folder), manifest.read(folder).name) == ((), "mine")
    assert [path.name for path in folder.parent.iterdir()] == ["mine"]
    assert not user_models.exists()


@pytest.mark.parametrize(
    ("source", "folder", "message"),
    [
        ("none.zip", "mine", "no such file or folder"),
        ("ct2 model", "a b", "cannot be the name"),
        ("ct2 model", "ct2", "exists already"),
        ("ct2", "mine", "no model of a known kind"),
    ],
)
def test_what_is_not_built(source: str, folder: str, message: str, tmp_path: Path) -> None:
    ct2(tmp_path)
    (tmp_path / "ct2").mkdir()
    before = sorted(tmp_path.iterdir())
    with pytest.raises(ModelError, match=message):
        build(tmp_path / source, tmp_path / folder)
    assert sorted(tmp_path.iterdir()) == before


def test_a_transformers_model_needs_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "hf"
    folder.mkdir()
    (folder / "config.json").write_text('{"model_type": "marian"}')
    (folder / "model.safetensors").write_bytes(b"")
    monkeypatch.setattr("translator.models.convert.find_spec", lambda name: None)
    with pytest.raises(ModelError, match="needs PyTorch") as caught:
        install(str(folder))
    assert "translator[convert]" in caught.value.hint


@pytest.mark.skipif(
    not (importlib.util.find_spec("torch") and importlib.util.find_spec("transformers")),
    reason="needs the extra: pip install 'translator[convert]'",
)
@pytest.mark.filterwarnings("ignore")
def test_a_transformers_model_installs_and_translates(tmp_path: Path) -> None:
    source = tiny_models.transformers_folder(tmp_path / "hf")
    (source / "pytorch_model.bin").write_bytes(b"\x80\x04.")
    folder = install(str(source))
    assert json.loads((folder / "config.json").read_text())["add_source_eos"] is True
    assert not (folder / "pytorch_model.bin").exists()
    assert CT2Engine(folder).translate([Request("وصل الوزير")], beam=2)


def test_a_folder_of_ours_keeps_its_manifest(tmp_path: Path) -> None:
    folder = install(str(embedded(tmp_path)), name="mine")
    ours = manifest.read(store.embedded_folder() / store.DEFAULT)
    installed = manifest.read(folder)
    assert installed.name == "mine"
    assert (installed.slots, installed.terminology, installed.data) == (ours.slots, ours.terminology, ours.data)
    assert store.verify(folder) == ()


LANGUAGES = [
    (("arb_Arab", "eng_Latn"), ("arb_Arab",), ("eng_Latn",)),
    (("__ar__", "__en__"), ("__ar__",), ("__en__",)),
    (("<2en>",), ("<2en>",), ()),
    ((">>eng<<", ">>fra<<"), (">>eng<<",), ()),
    (("eng_Latn",), (), ()),
]


@pytest.mark.parametrize(("symbols", "prefix", "target_prefix"), LANGUAGES)
def test_multilingual_models_are_told_the_languages(symbols, prefix, target_prefix, tmp_path: Path) -> None:
    folder = install(str(tiny_models.ct2_folder(tmp_path / "many", *symbols)))
    about = manifest.read(folder)
    assert (about.prefix, about.target_prefix) == (prefix, target_prefix)
    ((best,),) = CT2Engine(folder).translate([Request("وصل الوزير", "The")], beam=1)
    assert best.text.startswith("The")
    assert not any(symbol in best.text[:12] for symbol in symbols)


def test_licences_are_noted(tmp_path: Path) -> None:
    assert manifest.read(install(str(opus(tmp_path)))).licence == "Attribution 4.0 International"
    assert manifest.read(install(str(ct2(tmp_path)))).licence == "not stated"


def test_a_name_is_taken_once(tmp_path: Path) -> None:
    source = str(ct2(tmp_path))
    install(source, name="a")
    with pytest.raises(ModelError, match="installed already") as caught:
        install(source, name="a")
    assert "remove a" in caught.value.hint
    assert install(source, name="b").is_dir()


@pytest.mark.parametrize("name", ["..", "a/b", ".a", "a b", "a\n"])
def test_bad_names(name: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be the name"):
        install(str(ct2(tmp_path)), name=name)


def test_an_archive_must_have_its_digest(tmp_path: Path) -> None:
    source = opus(tmp_path)
    with pytest.raises(ModelError, match="sha256 differs"):
        install(str(source), sha256="0" * 64)
    assert install(str(source), sha256=store.digest(source)).is_dir()


def pickled(folder: Path) -> Path:
    source = folder / "pickled"
    source.mkdir()
    (source / "config.json").write_text('{"model_type": "marian"}')
    (source / "pytorch_model.bin").write_bytes(b"\x80\x04K\x01.")
    return source


def pickled_ct2(folder: Path) -> Path:
    source = ct2(folder)
    (source / "model.bin").write_bytes(b"\x80\x04K\x01." * 20)
    return source


def pickled_npz(folder: Path) -> Path:
    source = tiny_models.opus_folder(folder / "opus")
    with np.load(source / "opus.npz") as weights:
        config = weights["special:model.yml"]
    np.savez(source / "opus.npz", **{"special:model.yml": config, "Wemb": np.array([{}], dtype=object)})
    return source


def outside(folder: Path) -> Path:
    source = tiny_models.opus_folder(folder / "opus")
    (source / "opus.npz").rename(folder / "opus.npz")
    (source / "other.npz").write_bytes(b"")
    decoder = (source / "decoder.yml").read_text().replace("- opus.npz", "- ../opus.npz")
    (source / "decoder.yml").write_text(decoder)
    return source


def wrong_way(folder: Path) -> Path:
    return tiny_models.argos_package(folder / "translate-en_ar.argosmodel", ("en", "ar"))


def no_tokenizer(folder: Path) -> Path:
    source = ct2(folder)
    (source / "source.spm").unlink()
    return source


def other_architecture(folder: Path) -> Path:
    source = folder / "llama"
    source.mkdir()
    (source / "config.json").write_text('{"model_type": "llama"}')
    (source / "model.safetensors").write_bytes(b"")
    return source


def truncated_weights(folder: Path) -> Path:
    source = ct2(folder)
    weights = (source / "model.bin").read_bytes()
    (source / "model.bin").write_bytes(weights[: len(weights) // 2])
    return source


def truncated_zip(folder: Path) -> Path:
    source = opus(folder)
    source.write_bytes(source.read_bytes()[:-200])
    return source


def damaged_zip(folder: Path) -> Path:
    source = opus(folder)
    content = bytearray(source.read_bytes())
    content[300:400] = bytes(100)
    source.write_bytes(content)
    return source


def spoilt_ours(folder: Path) -> Path:
    source = Path(shutil.copytree(store.embedded_folder() / store.DEFAULT, folder / "ours"))
    with (source / "model.bin").open("r+b") as file:
        file.seek(1000)
        file.write(b"\0\1\2\3\4\5")
    return source


def zip_of(*members: tuple[str, bytes, int]) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        with zipfile.ZipFile(folder / "bad.zip", "w", zipfile.ZIP_DEFLATED) as file:
            for name, content, mode in members:
                about = zipfile.ZipInfo(name)
                about.external_attr = mode << 16
                about.compress_type = zipfile.ZIP_DEFLATED
                file.writestr(about, content)
        return folder / "bad.zip"

    return make


PLAIN = stat.S_IFREG | 0o644
REFUSED = [
    (pickled, "no weights that are safe to load"),
    (pickled_ct2, "no weights that are safe to load"),
    (outside, "decoder.yml lists no weights"),
    (wrong_way, "translates en into ar"),
    (no_tokenizer, "no SentencePiece files"),
    (other_architecture, "architecture 'llama' is not one of"),
    (truncated_weights, "ct2-model"),
    (truncated_zip, "not a zip archive"),
    (damaged_zip, "damaged archive"),
    (spoilt_ours, "damaged, its sha256"),
    (zip_of(("../escaped", b"x", PLAIN)), "refused, it holds '../escaped'"),
    (zip_of(("a/../../escaped", b"x", PLAIN)), "refused, it holds"),
    (zip_of(("/escaped", b"x", PLAIN)), "refused, it holds '/escaped'"),
    (zip_of(("C:/escaped", b"x", PLAIN)), "refused, it holds"),
    (zip_of(("..\\escaped", b"x", PLAIN)), "refused, it holds"),
    (zip_of(("link", b"/etc/passwd", stat.S_IFLNK | 0o777)), "refused, it holds 'link'"),
    (zip_of(("pipe", b"", stat.S_IFIFO | 0o644)), "refused, it holds 'pipe'"),
    (zip_of(("a", b"x", PLAIN), ("a/b", b"x", PLAIN)), "damaged archive"),
    (zip_of(("bomb", bytes(64 << 20), PLAIN)), "unpacks to 1 files and 67108864 bytes"),
    (zip_of(("README", b"x", PLAIN)), "no model of a known kind"),
]


@pytest.mark.parametrize(("make", "message"), REFUSED, ids=[f"{n}-{m[:24]}" for n, (_, m) in enumerate(REFUSED)])
def test_refused(make, message: str, tmp_path: Path, user_models: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    with pytest.raises(ModelError) as caught:
        install(str(make(inside)))
    assert message in str(caught.value)
    assert list(user_models.iterdir()) == []
    assert not (tmp_path / "escaped").exists()
    assert not Path("/escaped").exists()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
def test_pickles_in_an_npz_are_refused(tmp_path: Path, user_models: Path) -> None:
    with pytest.raises(ModelError, match="Object arrays cannot be loaded"):
        install(str(pickled_npz(tmp_path)))
    gc.collect()  # CTranslate2 leaves the file open.
    assert list(user_models.iterdir()) == []


def test_too_many_files(tmp_path: Path) -> None:
    make = zip_of(*((str(n), b"", PLAIN) for n in range(archive.MOST_FILES + 1)))
    with pytest.raises(ModelError, match="unpacks to 2001 files"):
        install(str(make(tmp_path)))


@pytest.mark.parametrize("source", ["nothing", "./nothing.zip", "a/b/c", "file:///etc/passwd", "ftp://x/y.zip"])
def test_unknown_sources_list_the_names(source: str) -> None:
    with pytest.raises(ModelError, match="no file, folder or known model") as caught:
        install(source, name="x")
    assert "opus-mt-ar-en" in caught.value.hint


@pytest.mark.parametrize("source", ["opus-mt-ar-en", "owner/model", "https://example.org/model.zip"])
def test_offline_forbids_the_network(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("urllib.request.urlopen", lambda *a, **k: pytest.fail("the network was used"))
    with pytest.raises(ModelError, match="would need the network"):
        install(source, offline=True)
