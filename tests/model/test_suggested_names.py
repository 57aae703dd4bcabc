"""Suggestions with the real model: names as it says them, accepted by the linter, and enforced afterwards."""

from __future__ import annotations

from pathlib import Path

from translator.api import Translator
from translator.cli.main import main
from translator.glossary.load import load
from translator.options import Options

ARTICLE = Path(__file__).parents[1] / "data" / "article.ar.txt"


def test_what_is_suggested_is_accepted_and_enforced(tmp_path: Path, capsys) -> None:
    new = tmp_path / "new.yaml"
    assert main(["glossary", "suggest", str(ARTICLE), "-o", str(new)]) == 0
    assert "Netanyahu" in capsys.readouterr().out
    assert main(["glossary", "check", str(new)]) == 0
    terms = {term.ar: term for term in load([str(new)]).terms}
    assert terms["نتنياهو"].en == "Netanyahu"
    assert terms["بنيامين نتنياهو"].en.endswith(" Netanyahu")
    assert "8×" in terms["نتنياهو"].note
    assert "uncertain" not in terms["نتنياهو"].note
    result = Translator(load([str(new)]), Options(beam=2)).translate("وقال نتنياهو إن غانتس التقى بأوبريان في مكتبه.")
    assert {hit.ar for hit in result.hits} == {"نتنياهو", "غانتس", "أوبريان"}
    assert result.violations == ()
    assert all(terms[name].en in result.text for name in ("نتنياهو", "غانتس", "أوبريان"))
