"""Glossaries in TBX and TMX, with translate-toolkit as judge."""

from __future__ import annotations

import io

import pytest
from exchanged import FULL, GLOSSARY, PLAIN, bare, named, pairs, read
from lxml import etree
from translate.storage.tbx import tbxfile
from translate.storage.tmx import tmxfile

from translator.errors import GlossaryError, InputError
from translator.glossary.model import Glossary, Term

V3 = """<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="{style}" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"
  xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">
<tbxHeader><fileDesc><titleStmt><title>Army</title></titleStmt><sourceDesc><p>x</p></sourceDesc></fileDesc></tbxHeader>
<text><body>{body}</body></text></tbx>"""

DCA = V3.format(
    style="dca",
    body="""
<conceptEntry id="c1">
  <transacGrp><transac type="transactionType">origination</transac><date>2010-04-17</date></transacGrp>
  <descrip type="subjectField">army</descrip>
  <note>a rank</note>
  <langSec xml:lang="en">
    <descripGrp><descrip type="definition">who leads
        the staff</descrip><admin type="source">Oxford</admin></descripGrp>
    <termSec><term>chief</term><termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></termSec>
    <termSec><term>staff chief</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></termSec>
    <termSec>
      <term>chief of <hi>staff</hi></term>
      <termNote type="partOfSpeech">noun</termNote>
      <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
      <descripGrp><descrip type="context">The chief of staff spoke.</descrip></descripGrp>
    </termSec>
  </langSec>
  <langSec xml:lang="ar-EG">
    <termSec><term>رئيس الأركان</term></termSec><termSec><term>قائد الأركان</term></termSec>
  </langSec>
  <langSec xml:lang="fr"><termSec><term>chef</term></termSec></langSec>
</conceptEntry>
<conceptEntry id="c2"><langSec xml:lang="en"><termSec><term>alone</term></termSec></langSec></conceptEntry>
""",
)
DCT = DCA.replace('style="dca"', 'style="dct"')
for old, new in (
    ('<transac type="transactionType">origination</transac>', "<basic:transactionType>x</basic:transactionType>"),
    ('<descrip type="subjectField">army</descrip>', "<min:subjectField>army</min:subjectField>"),
    ('<descrip type="definition">', "<basic:definition>"),
    ("the staff</descrip>", "the staff</basic:definition>"),
    ('<admin type="source">Oxford</admin>', "<basic:source>Oxford</basic:source>"),
    ('<termNote type="partOfSpeech">noun</termNote>', "<min:partOfSpeech>noun</min:partOfSpeech>"),
    ('<termNote type="administrativeStatus">', "<min:administrativeStatus>"),
    ("-sts</termNote>", "-sts</min:administrativeStatus>"),
    ('<descrip type="context">', "<basic:context>"),
    ("spoke.</descrip>", "spoke.</basic:context>"),
):
    assert old in DCT
    DCT = DCT.replace(old, new)
V2 = """<?xml version='1.0'?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><martifHeader><fileDesc><titleStmt><title>Army</title></titleStmt></fileDesc>
</martifHeader><text><body>
<termEntry id="c1">
  <descrip type="subjectField">army</descrip><note>a rank</note>
  <langSet xml:lang="en">
    <descripGrp><descrip type="definition">who leads
      the staff</descrip><admin type="source">Oxford</admin></descripGrp>
    <tig><term>chief</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
    <tig><term>staff chief</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></tig>
    <ntig><termGrp><term>chief of staff</term><termNoteGrp>
      <termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termNoteGrp>
      <termNote type="partOfSpeech">noun</termNote></termGrp>
      <descrip type="context">The chief of staff spoke.</descrip></ntig>
  </langSet>
  <langSet lang="AR"><tig><term>رئيس الأركان</term></tig><tig><term>قائد الأركان</term></tig></langSet>
</termEntry>
<termEntry><langSet xml:lang="en"><tig><term>alone</term></tig></langSet></termEntry>
</body></text></martif>"""


@pytest.mark.parametrize("text", [DCA, DCT, V2], ids=["version 3, attributes", "version 3, tags", "version 2"])
def test_made_elsewhere(text: str) -> None:
    glossary = read(text, "g.tbx")
    (term,) = glossary.terms
    assert (term.ar, term.forms) == ("رئيس الأركان", ("قائد الأركان",))
    assert (term.en, term.accept, term.forbid) == ("chief of staff", ("staff chief",), ("chief",))
    assert set(term.note.split("\n")) == {
        *("subject field: army", "a rank", "definition: who leads", "the staff", "source: Oxford"),
        "example: The chief of staff spoke.",
    }
    assert term.context == ()
    assert glossary.name == "Army"
    assert glossary.warnings == (
        "g.tbx:1: 1 entries without an Arabic or an English term are left out",
        "g.tbx:1: left out, as a term has no field for it: partOfSpeech (1)",
    )


def test_encodings() -> None:
    for encoding in ("utf-16", "utf-8-sig"):
        text = DCA.replace('encoding="UTF-8"', f'encoding="{encoding.removesuffix("-sig")}"')
        assert pairs(read(text.encode(encoding), "g.tbx")) == [("رئيس الأركان", "chief of staff")]
    arabic = DCA.replace('encoding="UTF-8"', 'encoding="windows-1256"').encode("cp1256")
    assert pairs(read(arabic, "g.tbx")) == [("رئيس الأركان", "chief of staff")]


@pytest.mark.parametrize("name", ["tbx", "tbx2"])
def test_every_field_survives(name: str) -> None:
    glossary = read(named(name).write(GLOSSARY), "g.tbx")
    assert bare(glossary) == [FULL, PLAIN]
    assert glossary.name == GLOSSARY.name
    assert glossary.warnings == ()


def test_a_note_that_looks_like_a_setting_stays_a_note() -> None:
    terms = tuple(Term(f"كلمة {n}", "word", note=note) for n, note in enumerate(["kind: title", "note: x", "plural"]))
    assert bare(read(named("tbx").write(Glossary(terms)), "g.tbx")) == list(terms)


def test_version_3_is_as_the_standard_has_it() -> None:
    root = etree.fromstring(named("tbx").write(GLOSSARY))
    assert root.tag == "{urn:iso:std:iso:30042:ed-2}tbx"
    assert (root.get("type"), root.get("style")) == ("TBX-Basic", "dca")
    statuses = {"preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts"}
    for note in root.iter("{*}termNote"):
        assert etree.QName(note.getparent()).localname == "termSec"
        assert (note.get("type"), note.text in statuses) == ("administrativeStatus", True)
    identifiers = [entry.get("id") for entry in root.iter("{*}conceptEntry")]
    assert identifiers == ["c1", "c2"]
    order = [etree.QName(child).localname for child in root.iter("{*}conceptEntry").__next__()]
    assert order == [*["note"] * (len(order) - 2), "langSec", "langSec"]


def test_translate_toolkit_reads_version_2() -> None:
    store = tbxfile()
    store.setsourcelanguage("ar")
    store.settargetlanguage("en")
    store.parse(named("tbx2").write(GLOSSARY))
    assert [(unit.source, unit.target) for unit in store.units] == [(FULL.ar, FULL.en), (PLAIN.ar, PLAIN.en)]
    first = store.units[0]
    assert [term.text for term in first.get_source_terms()] == [FULL.ar, *FULL.forms]
    assert [term.text for term in first.get_target_terms() if term.deprecated] == list(FULL.forbid)
    assert {term.text for term in first.get_target_terms()} >= {*FULL.accept, FULL.plural, FULL.first, FULL.later}


def test_translate_toolkit_writes_what_is_read() -> None:
    store = tbxfile(sourcelanguage="ar", targetlanguage="en")
    for source, target in (("البنتاغون", "Pentagon"), ("ميلي", "Milley & <co>")):
        unit = store.addsourceunit(source)
        unit.settarget(target, "en")
    stream = io.BytesIO()
    store.serialize(stream)
    assert pairs(read(stream.getvalue(), "g.tbx")) == [("البنتاغون", "Pentagon"), ("ميلي", "Milley & <co>")]


def test_homonyms_are_one_term_that_accepts_both() -> None:
    entry = '<conceptEntry><langSec xml:lang="ar">{}</langSec><langSec xml:lang="en">{}</langSec></conceptEntry>'

    def sections(*texts: str) -> str:
        return "".join(f"<termSec><term>{text}</term></termSec>" for text in texts)

    body = (
        entry.format(sections("حزب"), sections("party"))
        + entry.format(sections("حزب", "فصيل"), sections("faction"))
        + entry.format(sections("جماعة", "فصيل"), sections("group"))
    )
    glossary = read(V3.format(style="dca", body=body), "g.tbx")
    assert [(term.ar, term.en, term.accept, term.forms) for term in glossary.terms] == [
        ("حزب", "party", ("faction",), ("فصيل",)),
        ("جماعة", "group", (), ()),
    ]
    assert len(glossary.warnings) == 2


TMX = """<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header/><body>
<tu tuid="1"><note>US</note><tuv xml:lang="ar-SA"><seg>البنتاغون</seg></tuv>
<tuv lang="EN"><seg>The <bpt i="1">&lt;b></bpt>
Pentagon<ept i="1">&lt;/b></ept></seg></tuv></tu>
<tu><tuv xml:lang="ar"><seg>البنتاغون</seg></tuv><tuv xml:lang="en"><seg>Pentagon</seg></tuv></tu>
<tu><tuv xml:lang="ar"><seg>بيت</seg></tuv><tuv xml:lang="fr"><seg>maison</seg></tuv></tu></body></tmx>"""


def test_tmx() -> None:
    glossary = read(TMX, "g.tmx")
    (term,) = glossary.terms
    assert (term.ar, term.en, term.accept, term.note) == ("البنتاغون", "The Pentagon", ("Pentagon",), "US")
    assert term.origin == "g.tmx:2"


def test_tmx_of_translate_toolkit() -> None:
    store = tmxfile(sourcelanguage="ar", targetlanguage="en")
    store.addtranslation("ميلي", "ar", "Milley", "en", comment="a name")
    stream = io.BytesIO()
    store.serialize(stream)
    assert pairs(read(stream.getvalue(), "g.tmx")) == [("ميلي", "Milley")]


LAUGHS = '<!DOCTYPE tbx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
CYCLE = '<!DOCTYPE tbx [<!ENTITY a "&b;"><!ENTITY b "&a;">]>'
OUTSIDE = '<!DOCTYPE tbx [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
HOSTILE = ["<?xml version='1.0'?>" + doctype for doctype in (LAUGHS, CYCLE, OUTSIDE)]


@pytest.mark.parametrize("name", ["tbx", "tmx"])
@pytest.mark.parametrize("head", HOSTILE, ids=["laughs", "cycle", "outside"])
def test_entities_are_refused(head: str, name: str) -> None:
    body = {"tbx": V3.partition("?>")[2].format(style="dca", body="&a;"), "tmx": "<tmx><body>&a;</body></tmx>"}[name]
    for data in ((head + body).encode(), (head + body).encode("utf-16")):
        with pytest.raises(InputError, match="hostile"):
            read(data, f"g.{name}")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("g.tbx", "<mtf><conceptGrp/></mtf>", "the file is no TBX: its first element is <mtf>"),
        ("g.tbx", "ar,en\nميلي,Milley", "the file is no TBX: no XML"),
        ("g.tbx", DCA[:-20], "the file is damaged: the TBX file"),
        ("g.tmx", "<xliff/>", "the file is no TMX: its first element is <xliff>"),
        ("g.tmx", "", "the file is no TMX: no XML"),
        ("g.tmx", TMX.replace("</seg>", "", 1), "the file is damaged: the TMX file"),
        ("g.xml", "<html/>", "the file is no glossary that we know"),
    ],
)
def test_not_what_the_name_says(name: str, text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read(text, name)
    assert told in str(caught.value)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("g.tbx", V3.format(style="dca", body=""), "the languages in it: none"),
        ("g.tbx", DCA.replace("ar-EG", "de"), "the languages in it: en, de, fr"),
        ("g.tmx", TMX.replace('"ar', '"he'), "no unit has both an Arabic and an English text"),
    ],
)
def test_no_terms(name: str, text: str, told: str) -> None:
    with pytest.raises(GlossaryError) as caught:
        read(text, name)
    assert told in caught.value.problems[0]


def test_found_by_their_first_element() -> None:
    assert len(read(DCA, "g.xml").terms) == 1
    assert len(read(V2, "g.csv").terms) == 1
    assert len(read(TMX, "g.tbx").terms) == 1


def test_the_old_tbx_min() -> None:
    text = """<TBX dialect="TBX-Min"><header><languages source="ar" target="en"/></header><body><entry id="1">
    <langGroup xml:lang="ar"><termGroup><term>ميلي</term></termGroup></langGroup>
    <langGroup xml:lang="en"><termGroup><term>Mili</term><termStatus>notRecommended</termStatus></termGroup>
    <termGroup><term>Milley</term></termGroup></langGroup></entry></body></TBX>"""
    (term,) = read(text, "g.tbx").terms
    assert (term.ar, term.en, term.forbid) == ("ميلي", "Milley", ("Mili",))
