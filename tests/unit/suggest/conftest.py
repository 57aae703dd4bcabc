"""The word lists, loaded once."""

import pytest

from translator.suggest.lexicon import Lexicon


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon.load()
