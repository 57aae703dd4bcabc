from pathlib import Path

import odfdo
import pytest
from odf_builder import document, segments, written, xml

from translator.document import Translation
from translator.formats import odp

FIXTURE = Path(__file__).parents[2] / "fixtures" / "odp" / "libreoffice.odp"


def slide(name: str, text: str, more: str = "") -> str:
    box = f"<draw:frame><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>"
    return f'<draw:page draw:name="{name}">{box}{more}</draw:page>'


def test_slides_and_their_notes_are_text():
    notes = "<presentation:notes><draw:frame><draw:text-box><text:p>ملاحظة</text:p></draw:text-box></draw:frame>"
    body = "<presentation:footer-decl>تذييل</presentation:footer-decl>" + slide(
        "page1", "نص", notes + "</presentation:notes>"
    )
    assert segments("odp", document("odp", body)) == ["نص", "ملاحظة", "تذييل"]


@pytest.mark.parametrize(("name", "expected"), [("Opening", "Opening"), ("page2", "page2 2"), ("", " 2")])
def test_links_and_shows_follow_the_new_names_of_slides(name, expected):
    body = (
        slide("الافتتاح", "نص", "<draw:a xlink:href='#الافتتاح'/><draw:a xlink:href='#page2'/>")
        + slide("page2", "آخر")
        + '<presentation:settings><presentation:show presentation:pages="page2,الافتتاح"/></presentation:settings>'
    )
    result = written("odp", document("odp", body), "text", "other", name)["content.xml"]
    assert xml(result, "//draw:page/@draw:name") == [expected, "page2"]
    assert xml(result, "//@xlink:href") == [f"#{expected}", "#page2"]
    assert xml(result, "//@presentation:pages") == [f"page2,{expected}"]


def test_a_slide_called_like_its_title_keeps_being_called_like_it():
    result = written("odp", document("odp", slide("نص", "نص")), "Title")["content.xml"]
    assert xml(result, "//@draw:name | //text:p/text()") == ["Title", "Title"]


def test_odfdo_opens_the_result(tmp_path):
    read = odp.read(FIXTURE.read_bytes())
    target = tmp_path / "en.odp"
    target.write_bytes(odp.write(read, [Translation(f"T{n}", s.marks) for n, s in enumerate(read.segments)]))
    result = odfdo.Document(target)
    pages = result.body.get_draw_pages()
    assert [page.name for page in pages] == ["T0", "T3"]
    assert "https://example.org/" in [link.url for link in result.body.get_links()]


def test_a_link_stays_inside_its_span_where_presentations_look_for_it():
    link = "<text:span text:style-name='L'><text:a xlink:href='x'>نص</text:a></text:span>"
    result = written("odp", document("odp", slide("p", link)), "text")["content.xml"]
    assert xml(result, "//text:p/*") == [
        '<text:span text:style-name="L"><text:a xlink:href="x">text</text:a></text:span>'
    ]
