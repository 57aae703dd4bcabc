import shutil
from functools import cache

import pytest


def pytest_collection_modifyitems(items):
    """One format is read through LibreOffice: what needs it is skipped where it is not installed."""
    if shutil.which("soffice"):
        return
    for item in items:
        parameters = item.callspec.params if hasattr(item, "callspec") else {}
        if getattr(parameters.get("row"), "name", "") == "doc":
            item.add_marker(pytest.mark.skip(reason="reading doc and rtf needs LibreOffice"))


@pytest.fixture(scope="session", autouse=True)
def _ask_libreoffice_once():
    """The same bytes become the same document: the contract tests read each fixture many times."""
    from translator.formats import doc

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(doc, "_converted", cache(doc._converted))
        yield
