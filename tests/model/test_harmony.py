"""Names that no glossary has, said in one way: the real model on an article."""

from __future__ import annotations

from pathlib import Path

from translator import Options, Translator
from translator.revision import harmonized, write_again

ARTICLE = Path(__file__).parent.parent / "data" / "article.ar.txt"


def test_the_names_of_the_article_are_said_in_one_way(tmp_path: Path) -> None:
    tool = Translator(options=Options(beam=1))
    plain = tool.translate_file(ARTICLE, tmp_path / "a.txt")
    torn = {one.ar for one in tool.report([plain]).inconsistencies}
    report = harmonized(tool, [plain], write_again)
    changed = [one for one in report.inconsistencies if one.chosen]
    left = {one.ar for one in report.inconsistencies if not one.chosen}
    assert torn - {one.ar for one in changed} <= left < torn or not torn
    text = (tmp_path / "a.txt").read_text("utf-8")
    for one in changed:
        assert one.chosen in text
        for other, _ in one.renderings[1:]:
            assert other not in text.split()
    assert report.totals.violations == 0
    affected = sum(new.target != old.target for new, old in zip(report.files[0].segments, plain.segments, strict=True))
    assert affected <= sum(one.changed for one in changed)
