"""Pairs in and out of files, and files that are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from translate.storage import tmx as judge

from translator.errors import InputError
from translator.memory import tmx
from translator.memory.exchange import read
from translator.memory.store import Unit

HEAD = '<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header srclang="*"/><body>'
TAIL = "</body></tmx>"


def unit(arabic: str, english: str, inside: str = "", attributes: str = "") -> str:
    variants = f'<tuv xml:lang="EN-GB"><seg>{english}</seg></tuv><tuv xml:lang="ar-SA"><seg>{arabic}</seg></tuv>'
    return f"<tu {attributes}>{inside}{variants}</tu>"


def pairs(tmp_path: Path, name: str, text: str | bytes) -> list[Unit]:
    path = tmp_path / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return list(read(path, 7).pairs)


def test_tmx(tmp_path: Path):
    text = HEAD + unit("نعم", "Yes", attributes='creationdate="20200101T000000Z"') + unit("لا", "No") + TAIL
    assert pairs(tmp_path, "a.tmx", text) == [
        Unit("نعم", "Yes", "", "a.tmx", 1577836800),
        Unit("لا", "No", "", "a.tmx", 7),
    ]
    assert pairs(tmp_path, "b.TMX", text.replace('"1.0"', '"1.0" encoding="UTF-16"').encode("utf-16")) != []


def test_tmx_of_other_tools(tmp_path: Path):
    codes = unit('<bpt i="1">&lt;b&gt;</bpt>نعم<ept i="1">&lt;/b&gt;</ept> <hi>يا</hi><ph>{1}</ph>', "Yes<ph/> you")
    omegat = unit("نعم", "Aye", '<prop type="prev">حقا؟</prop>')
    memoq = unit("نعم", "Yeah", '<prop type="x-context-pre">&lt;seg&gt;حقا &amp;amp; الآن؟&lt;/seg&gt;</prop>')
    text = f"{HEAD}<!-- a comment -->{codes}{omegat}{memoq}{TAIL}"
    found = pairs(tmp_path, "a.tmx", text)
    assert [(pair.source, pair.target, pair.previous) for pair in found] == [
        ("نعم يا", "Yes you", ""),
        ("نعم", "Aye", "حقا؟"),
        ("نعم", "Yeah", "حقا & الآن؟"),
    ]


def test_what_is_no_pair_is_left_out_and_counted(tmp_path: Path):
    path = tmp_path / "a.tmx"
    path.write_text(HEAD + unit("نعم", "") + unit("Oui", "Yes") + unit("لا", "No") + "<tu/>" + TAIL)
    intake = read(path, 7)
    assert ([pair.target for pair in intake.pairs], intake.left_out) == (["No"], 2)


texts = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30).map(str.strip)


@given(texts, texts, texts, texts, st.integers(1, 2**32))
def test_what_is_written_is_read_again(source: str, target: str, previous: str, origin: str, changed: int):
    pair = Unit(source, target, previous, origin or "x", changed)
    if not any(char in text for text in (source, target, previous, origin) for char in "\ufffe\uffff"):
        assert list(tmx.read(tmx.write([pair]), "elsewhere", 0)) == [pair]


def test_another_reader_reads_what_is_written():
    pair = Unit("قال: «نعم» & <لا>", 'He said "yes" & <no>', "حقا؟", "a.tmx", 1577836800)
    (unit,) = judge.tmxfile.parsestring(tmx.write([pair])).units
    unit_source, unit_target = str(unit.source), str(unit.target)
    assert (unit_source, unit_target) == (pair.source, pair.target)
    assert b'changedate="20200101T000000Z"' in tmx.write([pair])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("نعم\tYes\t9\nلا\tNo\t12\n", [("نعم", "Yes"), ("لا", "No")]),
        ("English\tArabic\nYes, of course\tنعم بالطبع\n", [("نعم بالطبع", "Yes, of course")]),
        (
            '"قال ""نعم"""\t"He said ""yes"""\n\n"لا\t"No" said he\n',
            [('قال "نعم"', 'He said "yes"'), ('"لا', '"No" said he')],
        ),
    ],
)
def test_tables(tmp_path: Path, text: str, expected: list[tuple[str, str]]):
    assert [(pair.source, pair.target) for pair in pairs(tmp_path, "a.tsv", text)] == expected
    assert [(p.source, p.target) for p in pairs(tmp_path, "b.tab", text.encode("utf-8-sig"))] == expected
    assert [(p.source, p.target) for p in pairs(tmp_path, "c.tsv", text.encode("cp1256"))] == expected


def test_bilingual_documents_give_what_was_approved(tmp_path: Path):
    units = "".join(
        f'<trans-unit id="{n}"{said}><source>{source}</source><target state="{state}">{target}</target></trans-unit>'
        for n, (said, source, state, target) in enumerate(
            [
                ("", "نعم", "needs-review-translation", "Yeah"),
                (' approved="yes"', "لا", "translated", "No"),
            ]
        )
    )
    xliff = (
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" source-language="ar"'
        f' target-language="en" datatype="plaintext"><body>{units}</body></file></xliff>'
    )
    assert pairs(tmp_path, "a.xlf", xliff) == [Unit("لا", "No", "نعم", "a.xlf", 7)]
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    po = f'{head}msgid "نعم"\nmsgstr "Yes"\n\n#, fuzzy\nmsgid "لا"\nmsgstr "Nope"\n'
    assert [(pair.source, pair.target) for pair in pairs(tmp_path, "a.po", po)] == [("نعم", "Yes")]


BOMB = '<!DOCTYPE tmx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.tmx", "", "a.tmx: the file is damaged"),
        ("a.tmx", HEAD + unit("نعم", "Yes") + "<tu><tuv", "a.tmx: the file is damaged"),
        ("a.tmx", f'{BOMB}<tmx version="1.4"><body>{unit("&b;", "Yes")}</body></tmx>', "declares entities"),
        ("a.tmx", "<html/>", "is no TMX: its first element is <html>"),
        ("a.tmx", HEAD + unit("نعم", "Yes").replace("EN-GB", "fr") + TAIL, "its languages are ar, fr"),
        ("a.tsv", "نعم\tYes\nلا No\n", "there are no two columns of Arabic and its translation"),
        ("a.tsv", b"\x00\x01\x02" * 50, "binary data"),
        ("a.docx", "x", "no pairs are read from .docx"),
        ("a", "x", "no pairs are read from a file without a suffix"),
    ],
)
def test_files_that_are_wrong(tmp_path: Path, name: str, text: str | bytes, message: str):
    with pytest.raises(InputError) as caught:
        pairs(tmp_path, name, text)
    assert message in str(caught.value)
    assert name in str(caught.value)
    assert caught.value.hint


def test_an_empty_memory_is_a_memory(tmp_path: Path):
    assert pairs(tmp_path, "a.tmx", HEAD + TAIL) == []
    assert list(tmx.read(tmx.write([]), "", 0)) == []
