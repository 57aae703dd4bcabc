"""What `glossary check` says, and what it leaves unsaid."""

from __future__ import annotations

from pathlib import Path

import pytest

from translator.glossary.lint import Remark, check, lint
from translator.glossary.load import loads, shipped

SAID = [
    ("{ar: رئيس, en: 'president '}", "error", "has white space at its ends"),
    ("{ar: رئيس, en: the  president}", "error", "more than one space"),
    ("{ar: رئيس, en: president رئيس}", "error", "has Arabic in it"),
    ("{ar: رئيس, en: 'president،'}", "error", "has Arabic in it"),
    ("{ar: رئيس, en: president (US}", "error", "not closed"),
    ("{ar: رئيس, en: 'the \"president'}", "error", "not closed"),
    ("{ar: رئيس, en: president, plural: 'presidents '}", "error", "`plural: presidents `"),
    ("{ar: رئيس, en: president, accept: [chief, 'head ']}", "error", "`accept: head `"),
    ("{ar: رئيس, en: president, forbid: [president]}", "error", "both demanded and forbidden"),
    ("{ar: رئيس, en: president, accept: [president]}", "warning", "need not be repeated"),
    ("{ar: ميلي, en: milley, kind: name}", "warning", "without a capital letter"),
    ("{ar: على, en: upon}", "warning", "also a common word"),
    ("{ar: أمل, en: Amal, kind: name}", "warning", "also a common word"),
    ("{ar: رئيس, en: president, forms: [الرئيس]}", "warning", "matches by rule"),
    ("{ar: رئيس, en: president, plural: presidents, forms: [رئيسان]}", "warning", "matches by rule"),
    ("{ar: رئيس, en: president, forms: ['رؤساء، رئيسة']}", "warning", "matches only with its ، or ؛"),
    ("{ar: رئيس, en: president; chief}", "warning", "looks like several: keep one, `accept` the others"),
    ("{ar: رئيس | زعيم, en: president}", "warning", "looks like several: keep one, put the others into `forms`"),
    ("{ar: الرئيس., en: president}", "warning", "matches only where “.” follows"),
    ("{ar: ميلي, en: Milley, first: Milley}", "warning", "`first` is `en` anyway"),
    ("{ar: ميلي, en: Milley, later: Milley}", "warning", "`later` is `en` anyway"),
    ("{ar: ميلي, en: Mark Milley, first: Milley, later: Milley}", "warning", "`first` and `later` are the same"),
    ("{ar: ميلي, en: Mark Milley, later: Milley, accept: [Milley]}", "warning", "right at the first mention too"),
    ("{ar: ميلي, en: Milley, first: Mark Milley, accept: [Milley]}", "warning", "right at the first mention too"),
    ("{ar: ميلي, en: Mark Milley, later: Milley, forbid: [Milley]}", "error", "both demanded and forbidden"),
    ("{ar: ميلي, en: Milley, first: Mark  Milley}", "error", "`first: Mark  Milley` has more than one space"),
    ("{ar: ميلي, en: Milley, later: 'M. ميلي'}", "error", "`later: M. ميلي` has Arabic in it"),
    ("{ar: WhatsApp, kind: untranslated, later: the app}", "error", "`later` cannot be"),
]


@pytest.mark.parametrize(("entry", "severity", "part"), SAID)
def test_said(entry: str, severity: str, part: str) -> None:
    remarks = check(loads(f"terms:\n- {entry}", "g.yaml"))
    assert [(remark.where, remark.severity) for remark in remarks] == [("g.yaml:2", severity)]
    assert part in remarks[0].message


@pytest.mark.parametrize(
    "entry",
    [
        "{ar: البنتاغون, en: Pentagon, kind: organization}",
        "{ar: رئيس, en: president, plural: presidents, forms: [رؤساء, رئيسة], kind: title}",
        "{ar: أوبريان, en: O’Brien, kind: name}",
        "{ar: صحيفة, en: the so-called “daily” (paper), forbid: [journal]}",
        "{ar: أمل, en: Amal, kind: name, context: [حركة]}",
        "{ar: على, en: Onto, exact: true}",
        "{ar: محمد بن سلمان, en: Mohammed bin Salman, kind: name}",
        "{ar: WhatsApp, kind: untranslated}",
        "{ar: ميلي, en: Mark Milley, first: General Mark Milley, later: Milley, accept: [Gen. Milley]}",
        "{ar: ميلي, en: Mark Milley, later: Milley, accept: [Mark Milley], kind: name}",
        "{ar: F-16, en: F-16, forms: [إف-16, إف 16]}",
    ],
)
def test_unsaid(entry: str) -> None:
    remarks = check(loads(f"terms:\n- {entry}", "g.yaml"))
    assert not [remark for remark in remarks if "matches by rule" not in remark.message]


def test_repeated_terms() -> None:
    remarks = check(loads("terms:\n- إيران: Iran\n- ايران: Iran", "g.yaml"))
    assert Remark("g.yaml:3", "warning", "“ايران” stands already at g.yaml:2: keep one of them") in remarks


def test_shadowed_term() -> None:
    remarks = check(loads("terms:\n- {ar: وزيرة, en: woman minister}\n- {ar: وزيره, en: X, exact: true}", "g.yaml"))
    assert [remark.message for remark in remarks] == ["“وزيره” is always “woman minister”, from g.yaml:2"]


def test_load_errors_come_alone(tmp_path: Path) -> None:
    path = tmp_path / "g.yaml"
    path.write_text("terms:\n- {ar: رئيس, en: 12}\n- {ar: وزير, en: 'x '}", "utf-8")
    assert lint([str(path)]) == (Remark(f"{path}:2:18", "error", "12 means a number in YAML: quote it: '12'"),)


def test_conflicts_across_files_are_warnings(tmp_path: Path) -> None:
    for name, english in (("a", "Iran"), ("b", "Persia")):
        (tmp_path / f"{name}.yaml").write_text(f"terms: {{إيران: {english}}}", "utf-8")
    remarks = lint([str(tmp_path)])
    assert remarks[0].where == f"{tmp_path}/b.yaml:1"
    assert "which wins as it comes first" in remarks[0].message


def test_a_file_without_terms() -> None:
    assert check(loads("terms: []", "g.yaml")) == (Remark("g.yaml", "warning", "there is no term in it"),)


def test_errors_come_first() -> None:
    remarks = check(loads("terms:\n- {ar: على, en: x}\n- {ar: وزير, en: 'x '}", "g.yaml"))
    assert [remark.severity for remark in remarks] == ["error", "warning"]


def test_shipped_glossaries_have_no_errors_and_no_needless_forms() -> None:
    remarks = lint([path.stem for path in shipped()])
    assert [remark for remark in remarks if remark.severity == "error" or "matches by rule" in remark.message] == []
