"""Glossaries in CSV and TSV, of any make: what is read right, and what is told of the rest."""

from __future__ import annotations

import csv
import io
import time

import pytest
from exchanged import FULL, GLOSSARY, PLAIN, bare, named, pairs, read

from translator.errors import GlossaryError, InputError
from translator.glossary.exchange import rows

TWO = [("البنتاغون", "Pentagon"), ("ميلي", "Milley")]

READ_RIGHT = {
    "comma": "ar,en\nالبنتاغون,Pentagon\nميلي,Milley\n",
    "semicolon": "ar;en\nالبنتاغون;Pentagon\nميلي;Milley\n",
    "tab": "ar\ten\nالبنتاغون\tPentagon\nميلي\tMilley\n",
    "bar": "ar|en\nالبنتاغون|Pentagon\nميلي|Milley\n",
    "declared": "sep=;\nar;en\nالبنتاغون;Pentagon\nميلي;Milley\n",
    "byte order mark": "\ufeffar,en\nالبنتاغون,Pentagon\nميلي,Milley\n",
    "utf-16": "ar,en\nالبنتاغون,Pentagon\nميلي,Milley\n".encode("utf-16"),
    "utf-16 without mark": "ar,en\nالبنتاغون,Pentagon\nميلي,Milley\n".encode("utf-16-le"),
    "cp1256": "ar,en\nالبنتاغون,Pentagon\nميلي,Milley\n".encode("cp1256"),
    "CRLF": "ar,en\r\nالبنتاغون,Pentagon\r\nميلي,Milley\r\n",
    "CR": "ar,en\rالبنتاغون,Pentagon\rميلي,Milley\r",
    "quoted": '"ar","en"\n"البنتاغون","Pentagon"\n"ميلي","Milley"\n',
    "blank lines": "\n\nar,en\n\nالبنتاغون,Pentagon\n,\nميلي,Milley\n\n",
    "white space": "ar , en\n البنتاغون , Pentagon \nميلي,\tMilley\n",
    "line break in a cell": 'ar,en\nالبنتاغون,"\nPentagon\n"\nميلي,Milley',
    "columns swapped": "en,ar\nPentagon,البنتاغون\nMilley,ميلي\n",
    "no names": "البنتاغون,Pentagon\nميلي,Milley\n",
    "no names, swapped": "Pentagon,البنتاغون\nMilley,ميلي\n",
    "source and target": "source,target\nالبنتاغون,Pentagon\nميلي,Milley\n",
    "source and target, swapped": "source,target\nPentagon,البنتاغون\nMilley,ميلي\n",
    "Arabic names": "المصطلح,الترجمة\nالبنتاغون,Pentagon\nميلي,Milley\n",
    "Arabic names, other spelling": "المُصطلح,الترجمه\nالبنتاغون,Pentagon\nميلي,Milley\n",
    "languages": "Arabic (Egypt),English (US)\nالبنتاغون,Pentagon\nميلي,Milley\n",
    "language in brackets": "Term (AR),Term (EN)\nالبنتاغون,Pentagon\nميلي,Milley\n",
    "regions": "ar-SA,en_US\nالبنتاغون,Pentagon\nميلي,Milley\n",
    "DeepL": "البنتاغون,Pentagon,ar,en\nميلي,Milley,ar,en\n",
    "DeepL, both directions": "البنتاغون,Pentagon,ar,en-US\nMilley,ميلي,EN,AR\nmaison,house,fr,en\n",
    "Google set": "en,ar,de,pos,description\nPentagon,البنتاغون,x,noun,\nMilley,ميلي,y,,\nhouse,,Haus,noun,\n",
    "Amazon": "ar,en,fr\nالبنتاغون,Pentagon,Pentagone\nميلي,Milley,Milley\nبيت,,maison\n",
    "title above": "Glossary of 2020,\nar,en\nالبنتاغون,Pentagon\nميلي,Milley\n",
}


@pytest.mark.parametrize("data", READ_RIGHT.values(), ids=READ_RIGHT)
def test_read_right(data: str | bytes) -> None:
    assert pairs(read(data)) == TWO


def test_every_column() -> None:
    text = (
        "Source term,TARGET,Type,Synonyms,Do not use,variants,plural,first mention,later,case sensitive,exact,context,"
        "repeat,Notes,priority\n"
        "ميلي,Milley,Name,Mark Milley|Gen. Milley,Mili;Meeley,ميلى,Milleys,General Milley,he,yes,نعم,a;b,FIRST,note,5\n"
    )
    (term,) = read(text).terms
    assert (term.ar, term.en, term.kind) == ("ميلي", "Milley", "name")
    assert term.accept == ("Mark Milley", "Gen. Milley")
    assert (term.forbid, term.forms, term.context) == (("Mili", "Meeley"), ("ميلى",), ("a", "b"))
    assert (term.plural, term.first, term.later) == ("Milleys", "General Milley", "he")
    assert (term.case, term.exact, term.repeat, term.note, term.priority) == ("exact", True, "first", "note", 5)
    assert term.origin == "g.csv:2"


@pytest.mark.parametrize(
    ("cell", "texts"),
    [
        ("a|b", ("a", "b")),
        ("a ; b;", ("a", "b")),
        ("a; b | c", ("a; b", "c")),
        (r"a\; b; c", ("a; b", "c")),
        (r"a\|b", ("a|b",)),
        (r"AC\DC", (r"AC\DC",)),
        (r"a\\|b", ("a\\", "b")),
        (" ; | ", (";",)),
        ("; ;", ()),
    ],
)
def test_cells_with_several_texts(cell: str, texts: tuple[str, ...]) -> None:
    assert read(f'ar,en,accept\nميلي,Milley,"{cell}"').terms[0].accept == texts


def test_columns_of_one_list_and_of_notes_are_joined() -> None:
    (term,) = read("ar,en,synonyms,accept,note,definition\nميلي,Milley,a,b|c,one,two").terms
    assert term.accept == ("a", "b", "c")
    assert term.note == "one\ntwo"


def test_a_lone_quotation_mark_swallows_nothing() -> None:
    glossary = read('ar,en\n"ميلي,Milley\nالبنتاغون,"The" Pentagon\nإيران,Iran 5"\n')
    assert pairs(glossary) == [('"ميلي', "Milley"), ("البنتاغون", '"The" Pentagon'), ("إيران", 'Iran 5"')]


def test_untranslated_needs_no_english() -> None:
    assert pairs(read("ar,en,kind\nGoogle Home,,untranslated\nميلي,Milley,")) == [
        ("Google Home", "Google Home"),
        ("ميلي", "Milley"),
    ]


WRONG = {
    "English missing": ("ar,en\nميلي,Milley\nالبنتاغون,\n", ["g.csv:3:11: the English is missing"]),
    "cell missing": ("ar,note,en\nميلي,,Milley\nالبنتاغون\n", ["g.csv:3:10: the English is missing"]),
    "Arabic missing": ("ar,en\n,Milley\nالبنتاغون,Pentagon", ["g.csv:2:1: the Arabic is missing"]),
    "two englishes": (
        "ar,en\nإيران,Iran\nايران,Persia",
        ["g.csv:3: “ايران” is “Persia” here and “Iran” on line 2: keep one"],
    ),
    "kind": ("ar,en,kind\nميلي,Milley,titel", ["g.csv:2:13: `kind: titel` is none of title, ", "did you mean title?"]),
    "exact": ("ar,en,exact\nميلي,Milley,maybe", ["g.csv:2:13: `exact: maybe`: yes or no is needed"]),
    "priority": ("ar,en,priority\nميلي,Milley,high", ["g.csv:2:13: `priority: high`: a whole number"]),
    "all at once": (
        'ar,en,kind\nميلي,Milley,x\n"a\nب",,\nميلي,M,y',
        ["g.csv:2:13: `kind: x`", "g.csv:4:4: the English is missing", "g.csv:5:8: `kind: y`"],
    ),
    "one column": ("ar\nالبنتاغون\nميلي\n", ["g.csv:1:1: no comma, semicolon, tab or | parts most rows in two"]),
    "wrong delimiter": ("ar:en\nالبنتاغون:Pentagon\nميلي:Milley\n", ["g.csv:1:1: no comma"]),
    "no English column": ("ar,fr\nالبنتاغون,Pentagone\n", ["g.csv:1:1: there is no column for English: name it en"]),
    "no Arabic column": ("term_en,en,fr\nx,Pentagon,y\n", ["g.csv:1:1: there is no column for Arabic: name it ar"]),
    "names swapped": ("ar,en\nPentagon,البنتاغون\n", ["g.csv:1:1: Arabic stands under “en”, English under “ar”"]),
    "no Arabic at all": ("house,maison\ncat,chat\n", ["g.csv:1:1: it is not plain which column is Arabic"]),
    "empty": ("", ["g.csv:1: the table is empty"]),
    "blank": ("\n \n,,\n", ["g.csv:1: the table is empty"]),
    "never matches": ("ar,en\n\u064b,Milley", ["g.csv:2: “\u064b” can never match"]),
    "control character": ("ar,en\nميلي,Mil\x01ley", ["g.csv:2:6: there is a sign here that is no text"]),
}


@pytest.mark.parametrize(("text", "told"), WRONG.values(), ids=WRONG)
def test_wrong_and_where(text: str, told: list[str]) -> None:
    with pytest.raises(GlossaryError) as caught:
        read(text)
    problems = "\n".join(caught.value.problems)
    assert [part for part in told if part not in problems] == [], problems


def test_binary_data_is_no_table() -> None:
    with pytest.raises(InputError):
        read(bytes(range(256)) * 20)


def test_warnings_say_what_is_left_out() -> None:
    warnings = read("List,,,\nar,en,domain,acccept\nميلي,Milley,army,x\n").warnings
    assert warnings == (
        "g.csv:1: what stands above the names of the columns, 2, is left out",
        "g.csv:2:7: the column “domain” is left out: it is no field of a term",
        "g.csv:2:14: the column “acccept” is left out: did you mean accept?",
    )
    unnamed = read("ar,en,,\nميلي,Milley,x,\n").warnings
    assert unnamed == ("g.csv:1:7: column 3, which has no name, is left out",)
    assert read("ar,en,fr\nميلي,Milley,x\nبيت,,maison").warnings == (
        "g.csv:1:7: the column “fr” is left out: it is no field of a term",
        "g.csv:1: 1 rows without Arabic or English are left out",
    )


def test_written_for_the_standard_library_and_excel() -> None:
    data = named("csv").write(GLOSSARY)
    assert data.startswith(b"\xef\xbb\xbf")
    first, second = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert first["accept"] == "Chairman of the Joint Chiefs of Staff | Joint Chiefs chairman"
    assert (first["exact"], first["note"]) == ("yes", FULL.note)
    assert {name: value for name, value in second.items() if value} == {
        "ar": "البنتاغون",
        "en": "Pentagon",
        "priority": "10",
    }
    tabbed = csv.reader(io.StringIO(named("tsv").write(GLOSSARY).decode("utf-8-sig"), newline=""), delimiter="\t")
    assert len(list(tabbed)) == 3


def test_read_from_the_standard_library() -> None:
    stream = io.StringIO()
    csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL).writerows(
        [("ar", "en", "note"), ("ميلي", 'M"x";', "a\nb")]
    )
    (term,) = read(stream.getvalue()).terms
    assert (term.en, term.note) == ('M"x";', "a\nb")


@pytest.mark.parametrize("name", ["csv", "tsv"])
def test_every_field_survives(name: str) -> None:
    assert bare(read(named(name).write(GLOSSARY), f"g.{name}")) == [FULL, PLAIN]


def test_omegat() -> None:
    text = '# comment\nالبنتاغون\tPentagon\tUS\nميلي\t"Milley"\nالبنتاغون\tthe Pentagon\tmore\nshort\n'
    glossary = read(text, "g.utf8")
    assert pairs(glossary) == [("البنتاغون", "Pentagon"), ("ميلي", '"Milley"')]
    assert (glossary.terms[0].accept, glossary.terms[0].note) == (("the Pentagon",), "US\nmore")
    assert glossary.warnings == ("g.utf8:4: “البنتاغون” is also “Pentagon”, which is used; “the Pentagon” is accepted",)


def test_too_many_rows_are_refused_soon() -> None:
    data = "ar,en\n" + "".join(f"كلمة {n},word {n}\n" for n in range(1_000_000))
    begin = time.process_time()
    with pytest.raises(GlossaryError) as caught:
        read(data)
    assert caught.value.problems == (f"g.csv:{rows.MAX_ROWS + 1}: the table has more than 250,000 rows: split it",)
    assert time.process_time() - begin < 20


def test_many_problems_are_counted() -> None:
    with pytest.raises(GlossaryError) as caught:
        read("ar,en\nميلي,Milley\n" + "كلمة,\n" * 1500)
    assert len(caught.value.problems) == 1001
    assert caught.value.problems[-1] == "g.csv: and 500 more problems"
