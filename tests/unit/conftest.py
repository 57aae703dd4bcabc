"""What the unit tests share: folders of the user that are thrown away, and tiny models."""

from pathlib import Path

import pytest
import tiny_models


@pytest.fixture(scope="session")
def tiny_ct2(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A CTranslate2 folder with a manifest, tags and slots; not to be changed."""
    from translator.models.convert import Origin, convert

    folder = tmp_path_factory.mktemp("tiny")
    source = tiny_models.ct2_folder(folder / "source", "⟨1⟩", "⟨2⟩", "⟦", "⟶", "⟧")
    return convert(source, folder / "tiny", Origin("tiny", "the tests"))


@pytest.fixture
def user_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of installed models of a new user."""
    folder = tmp_path / "user" / "models"
    monkeypatch.setattr("translator.models.store.user_folder", lambda: folder)
    return folder
