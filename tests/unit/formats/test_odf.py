"""What odt, ods and odp share, shown on text documents."""

from pathlib import Path

import odfdo
import pytest
from odf_builder import MANIFEST, document, part, segments, written, xml

from translator.document import Translation
from translator.errors import InputError
from translator.formats import odt
from translator.formats.table import by_name

FIXTURES = Path(__file__).parents[2] / "fixtures"
STYLE = '<style:style style:name="{}" style:family="{}" {}>{}</style:style>'


def text_style(name: str, properties: str, parent: str = "") -> str:
    return STYLE.format(name, "text", parent, f"<style:text-properties {properties}/>")


BOLD = 'fo:font-weight="bold" style:font-weight-complex="bold"'
STYLES = (
    text_style("B", BOLD)
    + text_style("B2", BOLD + ' style:font-weight-asian="bold" fo:language="en" loext:rsid="1"')
    + text_style("R", 'loext:rsid="0012"')
    + text_style("I", 'style:font-style-complex="italic"')
)


@pytest.mark.parametrize(
    ("paragraph", "source", "target", "expected"),
    [
        ("نص أول", "نص أول", "one two", "one two"),
        ("<text:span text:style-name='R'>نص</text:span> أول", "نص أول", "one two", "one two"),
        (
            "نص <text:span text:style-name='B'>أول</text:span>",
            "نص أول",
            "one two",
            'one <text:span text:style-name="B">two</text:span>',
        ),
        (
            "نص <text:span text:style-name='B'>أو</text:span><text:span text:style-name='B2'>ل</text:span> ثان",
            "نص أول ثان",
            "one two three",
            'one <text:span text:style-name="B">two</text:span> three',
        ),
        (
            "<text:span text:style-name='R'>نص <text:span text:style-name='B'>أول</text:span></text:span> ثان",
            "نص أول ثان",
            "one two three",
            'one <text:span text:style-name="R"><text:span text:style-name="B">two</text:span></text:span> three',
        ),
        (
            "نص <text:span text:style-name='Strong'>أول</text:span> ثان",
            "نص أول ثان",
            "one two three",
            'one <text:span text:style-name="Strong">two</text:span> three',
        ),
        (
            "<text:span text:style-name='B'>نص أول</text:span>",
            "نص أول",
            "one two",
            '<text:span text:style-name="B">one two</text:span>',
        ),
        (
            'نص <text:a xlink:href="x">أول</text:a>.',
            "نص أول.",
            "one two.",
            'one <text:a xlink:href="x">two.</text:a>',
        ),
        (
            "<text:span text:style-name='B'><text:a xlink:href='x'>نص</text:a></text:span> أول",
            "نص أول",
            "one two",
            '<text:span text:style-name="B"><text:a xlink:href="x">one</text:a></text:span> two',
        ),
        (
            "نص<text:note text:id='n'><text:note-citation>1</text:note-citation></text:note> أول",
            "نص أول",
            "one two",
            'one<text:note text:id="n"><text:note-citation>1</text:note-citation></text:note> two',
        ),
        (
            "نص<text:span text:style-name='B'><text:note/></text:span> أول",
            "نص أول",
            "one two",
            'one<text:span text:style-name="B"><text:note/></text:span> two',
        ),
        ("نص<text:tab/>أول<text:line-break/>ثان", "نص أول ثان", "a b c", "a<text:tab/>b<text:line-break/>c"),
        ("نص<text:s text:c='3'/>أول", "نص أول", "a b", 'a<text:s text:c="3"/>b'),
        ("نص\n   أول<text:soft-page-break/> ثان", "نص أول ثان", "a b c", "a b c"),
        (
            "نص <text:bookmark-start text:name='m'/>أول<text:bookmark-end text:name='m'/> ثان",
            "نص أول ثان",
            "a b c",
            'a <text:bookmark-start text:name="m"/>b<text:bookmark-end text:name="m"/> c',
        ),
        (
            "<text:bookmark text:name='p'/>نص <text:change text:change-id='c'/>أول",
            "نص أول",
            "a b",
            '<text:bookmark text:name="p"/>a <text:change text:change-id="c"/>b',
        ),
        ("نص أول", "نص أول", "a   b <&>", 'a <text:s text:c="2"/>b &lt;&amp;&gt;'),
        ("نص", "نص", "a\0b\ud800", "a\ufffdb\ufffd"),
        (
            "نص <loext:content-control><text:span text:style-name='B'>أول</text:span></loext:content-control>",
            "نص أول",
            "a b",
            'a <loext:content-control><text:span text:style-name="B">b</text:span></loext:content-control>',
        ),
    ],
)
def test_a_paragraph_is_one_text_with_marks(paragraph, source, target, expected):
    data = document("odt", f"<text:p>{paragraph}</text:p>", STYLES)
    assert segments("odt", data) == [source]
    (result,) = xml(written("odt", data, target)["content.xml"], "//text:p")
    assert result == f"<text:p>{expected}</text:p>"


CROSSING = (
    "<text:p>نص <text:bookmark-start text:name='a'/>أول <text:bookmark-start text:name='b'/>ثان"
    "<text:bookmark-end text:name='a'/> رابع<text:bookmark-end text:name='b'/> "
    "<text:reference-mark-start text:name='c'/>خامس</text:p>"
    "<text:p>نص<text:reference-mark-end text:name='c'/><text:bookmark-end text:name='never'/> آخر</text:p>"
)


@pytest.mark.parametrize("wrong_marks", [False, True])
def test_ranges_that_cross_or_leave_the_paragraph_keep_both_their_ends_once(wrong_marks):
    data = document("odt", CROSSING)
    result = written("odt", data, "one two three four five", "six seven", wrong_marks=wrong_marks)["content.xml"]
    for kind, ends in (("bookmark", 3), ("reference-mark", 1)):
        assert len(xml(result, f"//text:{kind}-start")) == ends - (kind == "bookmark")
        assert len(xml(result, f"//text:{kind}-end")) == ends


def test_notes_comments_and_frames_are_texts_of_their_own():
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>حاشية</text:p></text:note-body>"
        "</text:note>"
    )
    comment = (
        "<office:annotation office:name='c'><dc:creator>سامي</dc:creator><text:p>تعليق</text:p></office:annotation>"
    )
    frame = (
        "<draw:frame><draw:text-box><text:p>إطار</text:p></draw:text-box><svg:title>عنوان</svg:title>"
        "<svg:desc>وصف</svg:desc></draw:frame>"
    )
    body = f"<text:p>نص{note} أول{comment}ثان<office:annotation-end office:name='c'/>{frame}</text:p>"
    data = document("odt", body)
    assert segments("odt", data) == ["نص أولثان", "حاشية", "تعليق", "إطار", "عنوان", "وصف"]
    result = written("odt", data)["content.xml"]
    assert xml(result, "//dc:creator/text()") == ["سامي"]
    assert sorted(xml(result, "//text()[starts-with(., 'T')]")) == ["T1", "T2", "T3", "T4", "T5", "T6"]


def test_fields_are_points_and_their_arabic_is_text():
    body = "<text:p>صفحة <text:page-number>١</text:page-number> في <text:date>يوم الجمعة</text:date>.</text:p>"
    data = document("odt", body)
    assert segments("odt", data) == ["صفحة في .", "يوم الجمعة"]
    result = written("odt", data, "Page on .", "Friday")["content.xml"]
    assert xml(result, "//text:date/text()") == ["Friday"]
    (paragraph,) = xml(result, "//text:p")
    assert paragraph == (
        "<text:p>Page <text:page-number>١</text:page-number> on <text:date>Friday</text:date>.</text:p>"
    )


def test_deleted_text_is_left_alone_and_inserted_text_is_not():
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>محذوف</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes><text:p>نص <text:change-start text:change-id='i'/>أول"
        "<text:change-end text:change-id='i'/></text:p>"
    )
    data = document("odt", body)
    assert segments("odt", data) == ["نص أول"]
    assert "محذوف" in xml(written("odt", data)["content.xml"], "//text:tracked-changes//text()")


def test_titles_labels_and_list_texts():
    styles = part(
        "document-styles",
        "<office:styles><text:list-style>"
        '<text:list-level-style-number style:num-prefix="المادة " style:num-suffix="."/>'
        "</text:list-style></office:styles>",
    )
    meta = part(
        "document-meta",
        "<office:meta><dc:title> عنوان </dc:title><dc:creator>سامي</dc:creator><dc:language>ar-SA</dc:language>"
        "<meta:keyword>أمن</meta:keyword></office:meta>",
    )
    body = '<office:forms><form:button form:label="إرسال" form:name="زر"/></office:forms>'
    data = document("odt", body, parts={"styles.xml": styles, "meta.xml": meta})
    assert segments("odt", data) == ["إرسال", "عنوان", "أمن", "المادة "]
    result = written("odt", data)
    assert xml(result["meta.xml"], "//dc:title/text()") == [" T2 "]
    assert xml(result["meta.xml"], "//dc:language/text()") == ["en-US"]
    assert xml(result["meta.xml"], "//dc:creator/text()") == ["سامي"]


def paragraph_style(name: str, properties: str, parent: str = "") -> str:
    parent = f'style:parent-style-name="{parent}"' if parent else ""
    return STYLE.format(name, "paragraph", parent, f"<style:paragraph-properties {properties}/>")


@pytest.mark.parametrize(
    ("styles", "expected"),
    [
        (paragraph_style("P", 'style:writing-mode="rl-tb" fo:text-align="end"'), ["lr-tb", "start"]),
        (paragraph_style("P", 'style:writing-mode="rl-tb" fo:text-align="right"'), ["lr-tb", "left"]),
        (paragraph_style("P", 'style:writing-mode="rl" fo:text-align="center"'), ["lr", "center"]),
        (paragraph_style("P", 'fo:text-align="end"'), ["end"]),
        (paragraph_style("P", 'style:writing-mode="lr-tb" fo:text-align="end"'), ["lr-tb", "end"]),
        (
            paragraph_style("P", 'fo:text-align="end"', "Q") + paragraph_style("Q", 'style:writing-mode="rl-tb"'),
            ["start", "lr-tb"],
        ),
        (
            paragraph_style("P", 'fo:text-align="end"', "Q") + paragraph_style("Q", "", "P"),
            ["end"],
        ),
        (
            '<style:page-layout><style:page-layout-properties style:writing-mode="rl-tb"/></style:page-layout>'
            + paragraph_style("P", 'style:writing-mode="page" fo:text-align="end"'),
            ["lr-tb", "page", "start"],
        ),
        (
            '<style:default-style style:family="paragraph"><style:paragraph-properties style:writing-mode="rl-tb"/>'
            "</style:default-style>" + paragraph_style("P", 'fo:text-align="end"'),
            ["lr-tb", "start"],
        ),
        (
            STYLE.format("T", "table", "", '<style:table-properties table:align="right" style:writing-mode="rl-tb"/>'),
            ["left", "lr-tb"],
        ),
    ],
)
def test_direction_turns_where_it_was_right_to_left(styles, expected):
    data = document("odt", "<text:p>نص</text:p>", styles)
    found = xml(written("odt", data)["content.xml"], "//@style:writing-mode | //@fo:text-align | //@table:align")
    assert found == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            'fo:font-size="12pt" style:font-size-complex="16pt" style:font-weight-complex="bold"',
            'fo:font-size="16pt" style:font-size-complex="16pt" style:font-weight-complex="bold" fo:font-weight="bold"',
        ),
        (
            'fo:font-style="italic" style:font-style-complex="normal"',
            'fo:font-style="normal" style:font-style-complex="normal"',
        ),
        ('fo:language="ar" fo:country="SA"', 'fo:language="en" fo:country="US"'),
        ('fo:language="fr" fo:country="FR"', 'fo:language="fr" fo:country="FR"'),
        ('style:font-name="Traditional Arabic1" fo:color="#000000"', 'fo:color="#000000"'),
        ('style:font-name="Arial"', 'style:font-name="Arial"'),
    ],
)
def test_western_formatting_becomes_what_the_arabic_had(before, after):
    data = document("odt", "<text:p>نص</text:p>", text_style("T", before))
    (result,) = xml(written("odt", data)["content.xml"], "//style:text-properties")
    assert result == f"<style:text-properties {after}/>"


def test_numbers_dates_and_default_fonts_become_english():
    styles = (
        '<number:date-style number:language="ar" number:country="EG" number:transliteration-format="١"/>'
        '<text:list-style><text:list-level-style-number style:num-format="أ, ب, ت, ..."/>'
        '<text:list-level-style-number style:num-format="١, ٢, ٣, ..."/></text:list-style>'
        '<style:default-style style:family="paragraph"><style:text-properties style:font-name="Andalus"/>'
        "</style:default-style>"
    )
    result = written("odt", document("odt", "<text:p>نص</text:p>", styles))["content.xml"]
    assert xml(result, "//@number:*") == ["en", "US", "1"]
    assert xml(result, "//@style:num-format") == ["A", "1"]
    assert xml(result, "//@fo:font-family") == ["'Times New Roman'"]


def test_nothing_turns_when_nothing_was_translated():
    data = (FIXTURES / "odt" / "libreoffice.odt").read_bytes()
    read = odt.read(data)
    assert odt.write(read, read.identity()) == data


def test_odfdo_opens_the_result(tmp_path):
    read = odt.read((FIXTURES / "odt" / "libreoffice.odt").read_bytes())
    target = tmp_path / "en.odt"
    target.write_bytes(odt.write(read, [Translation(f"T{n}", s.marks) for n, s in enumerate(read.segments)]))
    result = odfdo.Document(target)
    assert [len(result.body.get_elements(f"//text:{name}")) for name in ("note", "a", "change-start")] == [1, 1, 1]
    assert result.body.get_headers()[0].text_recursive == "T0"
    assert len(result.body.get_images()) == 1
    assert len(result.body.get_tables()) == 1


@pytest.mark.parametrize("other", ["ods", "odp"])
def test_documents_of_other_kinds_are_refused(other):
    data = (FIXTURES / other / f"libreoffice.{other}").read_bytes()
    with pytest.raises(InputError, match="no document of this format"):
        odt.read(data)
    with pytest.raises(InputError, match="no document of this format"):
        by_name(other).module.read((FIXTURES / "odt" / "ar.odt").read_bytes())


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"META-INF/manifest.xml": MANIFEST % "<manifest:encryption-data/>"}, "encrypted"),
        ({"content.xml": "<office:document-content"}, "damaged"),
        ({"styles.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}, "hostile"),
    ],
)
def test_damaged_and_encrypted_documents_are_refused(parts, message):
    with pytest.raises(InputError, match=message):
        odt.read(document("odt", "<text:p>نص</text:p>", parts=parts))


def test_deep_nesting_has_an_end():
    links = "<text:a>" * 200 + "نص" + "</text:a>" * 200
    data = document("odt", f"<text:p>أول {links}</text:p>")
    assert segments("odt", data)[0].startswith("أول")
