import pytest
from ooxml_builder import body_xml, docx, field, marked, p, r, shown

from translator.document import Translation
from translator.formats import docx as word


def translated(data: bytes, *translations: str) -> bytes:
    document = word.read(data)
    return word.write(document, [marked(text) for text in translations])


BOOKMARK = '<w:bookmarkStart w:id="1" w:name="b"/>%s<w:bookmarkEnd w:id="1"/>'
NOTE = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
LINK = '<w:hyperlink r:id="rId1">%s</w:hyperlink>'
INSERTED = '<w:ins w:id="1" w:author="A">%s</w:ins>'
DELETED = '<w:del w:id="2" w:author="A"><w:r><w:delText>محذوف</w:delText></w:r></w:del>'
CONTROL = "<w:sdt><w:sdtPr><w:tag w:val='t'/></w:sdtPr><w:sdtContent>%s</w:sdtContent></w:sdt>"

CHECK_BOX = (
    '<w:sdt><w:sdtPr><w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"/></w:sdtPr>'
    "<w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
)

READ = {
    "a check box is no word": (r("نعم ") + CHECK_BOX + r(" كلا"), ["نعم «1|» كلا"]),
    "one run": (r("نص"), ["نص"]),
    "a word split by revision ids": (r("التعا", "<w:rtl/><w:lang w:bidi='ar-SA'/>") + r("ون"), ["التعاون"]),
    "spelling marks": (r("كلمة") + '<w:proofErr w:type="spellStart"/>' + r(" ثانية"), ["كلمة ثانية"]),
    "bold for complex scripts alone": (r("قال أمس إن ") + r("كوخافي", "<w:bCs/><w:rtl/>"), ["قال أمس إن «1|كوخافي»"]),
    "digits that are not right to left": (r("عام ") + r("2018", ""), ["عام 2018"]),
    "the larger part is the base": (r("كلمات كثيرة هنا ", "<w:b/><w:bCs/>") + r("قليل"), ["كلمات كثيرة هنا «1|قليل»"]),
    "a space in bold is no mark": (r("قال") + r(" ", "<w:b/>") + r("كوخافي"), ["قال كوخافي"]),
    "white space around": (r("  نص  "), ["نص"]),
    "bold with spaces around it": (r("قال") + r(" كوخافي ", "<w:bCs/>") + r("نعم هنا"), ["قال «1|كوخافي» نعم هنا"]),
    "a note inside": (r("كلمة") + NOTE + r(" ثانية"), ["كلمة«1|» ثانية"]),
    "a note at the end": (r("كلمة") + NOTE, ["كلمة"]),
    "bold across a note": (
        r("نص طويل جدا ") + r("أ", "<w:bCs/>") + NOTE + r("ب", "<w:bCs/>"),
        ["نص طويل جدا «1|أ«2|»ب»"],
    ),
    "a link": (r("نشر ") + LINK % r("البيان"), ["نشر «1|البيان»"]),
    "a link around everything": (LINK % r("البيان"), ["البيان"]),
    "bold in a link": (r("نشر ") + LINK % (r("البيان ") + r("هنا", "<w:bCs/>")), ["نشر «1|البيان «2|هنا»»"]),
    "inserted text": (r("التوتر ") + INSERTED % r("الأميركي "), ["التوتر «1|الأميركي»"]),
    "deleted text": (r("قبل ") + DELETED + r("بعد"), ["قبل «1|»بعد"]),
    "only deleted text": (DELETED, []),
    "a content control": (r("السيد ") + CONTROL % r("ميلي"), ["السيد «1|ميلي»"]),
    "a smart tag": (r("في ") + f"<w:smartTag>{r('القدس')}</w:smartTag>", ["في «1|القدس»"]),
    "an embedding": (f"<w:dir w:val='rtl'>{r('نص')}</w:dir>", ["نص"]),
    "a bookmark inside": (r("قبل ") + BOOKMARK % r("وسط") + r(" بعد"), ["قبل «1|وسط» بعد"]),
    "a bookmark around everything": (BOOKMARK % r("نص"), ["نص"]),
    "crossing bookmarks": (
        r("أ")
        + BOOKMARK % (r("ب") + '<w:commentRangeStart w:id="5"/>' + r("ج"))
        + r("د")
        + '<w:commentRangeEnd w:id="5"/>'
        + r("ه"),
        ["أ«1|»ب«2|ج«3|»د»ه"],
    ),
    "a break": (r("المكان") + "<w:r><w:br/></w:r>" + r("القدس"), ["المكان«1|» القدس"]),
    "a tab after a space": (r("المكان ") + "<w:r><w:tab/></w:r>" + r("القدس"), ["المكان «1|»القدس"]),
    "a page number": (r("صفحة ") + field(" PAGE ", r("1")) + r(" من الكتاب"), ["صفحة «1|» من الكتاب"]),
    "a date with an Arabic result": (
        r("حرر في ") + field(' DATE \\@ "dd" ', r("٢ كانون ") + r("الثاني")) + r(" هنا"),
        ["حرر في «1|» هنا", "٢ كانون الثاني"],
    ),
    "a date with an English result": (
        r("في ") + field(" DATE ", r("2 January")) + r(" هنا"),
        ["في «1|» هنا", "2 January"],
    ),
    "a simple field": (
        r("صفحة ") + f'<w:fldSimple w:instr=" NUMPAGES ">{r("3")}</w:fldSimple>' + r("ب"),
        ["صفحة «1|»ب"],
    ),
    "a cross-reference": (
        r("انظر ") + field(" REF _Ref1 ", r("الفصل الأول")) + r(" هنا"),
        ["انظر «1|الفصل الأول» هنا"],
    ),
    "a field in an instruction": (
        r("نص ")
        + field(" IF " + "</w:instrText></w:r>" + field(" PAGE ", r("9")) + "<w:r><w:instrText>= 1 ", r("نعم")),
        ["نص «1|نعم»"],
    ),
    "a field that ends elsewhere": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + LINK
        % (r("الفصل") + "<w:r><w:tab/></w:r>" + field(" PAGEREF x ", r("3"))),
        ["الفصل"],
    ),
    "comments in the markup": (
        "<!-- a --><w:r><w:rPr><!-- b --><w:b/><?c d?></w:rPr><!-- e --><w:t>نص</w:t></w:r>",
        ["نص"],
    ),
    "digits alone": (r("٢٠١٨"), ["٢٠١٨"]),
    "no letter": (r("—"), []),
    "an empty paragraph": ("", []),
}


@pytest.mark.parametrize("name", READ)
def test_a_paragraph_is_one_segment(name):
    content, expected = READ[name]
    assert shown(word.read(docx(p(content)))) == expected


WRITTEN = {
    "plain": (r("نص"), "text", "<w:r><w:t>text</w:t></w:r>"),
    "white space stays": (r(" نص "), "text", "<w:r><w:t> text </w:t></w:r>"),
    "bold moves with its word": (
        r("قال أمس هنا ") + r("كوخافي", "<w:bCs/><w:szCs w:val='32'/><w:rtl/>"),
        "«1|Kochavi» said",
        '<w:r><w:rPr><w:b/><w:sz w:val="32"/></w:rPr><w:t>Kochavi</w:t></w:r><w:r><w:t> said</w:t></w:r>',
    ),
    "a link moves": (
        r("نشر ") + LINK % r("البيان", "<w:u w:val='single'/>"),
        "The «1|statement» was out",
        '<w:r><w:t>The </w:t></w:r><w:hyperlink r:id="rId1"><w:r><w:rPr><w:u w:val="single"/></w:rPr>'
        "<w:t>statement</w:t></w:r></w:hyperlink><w:r><w:t> was out</w:t></w:r>",
    ),
    "bold leaves its link": (
        r("نشر ") + LINK % (r("البيان ") + r("هنا", "<w:bCs/>")),
        "«2|Here» is «1|the statement»",
        "<w:r><w:rPr><w:b/></w:rPr><w:t>Here</w:t></w:r><w:r><w:t> is </w:t></w:r>"
        '<w:hyperlink r:id="rId1"><w:r><w:t>the statement</w:t></w:r></w:hyperlink>',
    ),
    "a lost link is kept in its place": (
        r("نشر ") + LINK % r("البيان"),
        "published statement",
        '<w:r><w:t>published </w:t></w:r><w:hyperlink r:id="rId1"><w:r><w:t>statement</w:t></w:r></w:hyperlink>',
    ),
    "a lost note is kept": (r("كلمة") + NOTE + r(" ثانية"), "word two", None),
    "inserted text stays inserted": (
        r("التوتر ") + INSERTED % r("الأميركي "),
        "«1|American» tension",
        '<w:ins w:id="1" w:author="A"><w:r><w:t>American</w:t></w:r></w:ins><w:r><w:t> tension</w:t></w:r>',
    ),
    "deleted text stays deleted": (
        r("قبل ") + DELETED + r("بعد"),
        "before «1|»after",
        f"<w:r><w:t>before </w:t></w:r>{DELETED}<w:r><w:t>after</w:t></w:r>",
    ),
    "a break has no space around it": (
        r("المكان") + "<w:r><w:br/></w:r>" + r("القدس"),
        "Place:«1|» Jerusalem",
        "<w:r><w:t>Place:</w:t></w:r><w:r><w:br/></w:r><w:r><w:t>Jerusalem</w:t></w:r>",
    ),
    "a field keeps its instruction": (
        r("صفحة ") + field(" PAGE ", r("1", "")) + r(" من الكتاب"),
        "Page «1|» of the book",
        "<w:r><w:t>Page </w:t></w:r>"
        + field(" PAGE ", "<w:r><w:rPr/><w:t>1</w:t></w:r>")
        + "<w:r><w:t> of the book</w:t></w:r>",
    ),
    "an empty translation": (r("نص"), "", ""),
    "markup in the text": (r("نص"), "a ]]> &\0 b", "<w:r><w:t>a ]]&gt; &amp;\ufffd b</w:t></w:r>"),
}


@pytest.mark.parametrize("name", WRITTEN)
def test_a_translation_gets_its_runs(name):
    content, translation, expected = WRITTEN[name]
    result = translated(docx(p(content)), translation)
    xml = body_xml(result)
    if expected is None:
        assert xml.count("footnoteReference") == 1
    else:
        assert xml == f"<w:p><w:pPr/>{expected}</w:p>"


@pytest.mark.parametrize("name", READ)
def test_what_is_written_is_read_again(name):
    document = word.read(docx(p(READ[name][0])))
    translations = [Translation(s.text.replace("ا", "a"), s.marks) for s in document.segments]
    again = word.read(word.write(document, translations)) if document.segments else document
    assert [_covered(s) for s in again.segments] == [_covered(t) for t in translations]


def _covered(text):
    return text.text, {mark.id: mark.span.of(text.text) for mark in text.marks}


def test_an_arabic_result_of_a_field_is_translated_in_its_place():
    data = docx(p(r("حرر في ") + field(' DATE \\@ "dd" ', r("٢ كانون ") + r("الثاني")) + r(" هنا")))
    xml = body_xml(translated(data, "Written on «1|» here", "2 January"))
    assert ' DATE \\@ "dd" ' in xml
    assert xml.index("Written on") < xml.index("2 January") < xml.index(" here")


def test_a_text_box_is_one_segment_and_both_copies_follow():
    def box(inner: str) -> str:
        return f"<w:txbxContent>{inner}</w:txbxContent>"

    inside = p(r("نص داخل ") + r("مربع", "<w:bCs/>"))
    choice = f"<mc:Choice><w:drawing>{box(inside)}</w:drawing></mc:Choice>"
    fallback = f"<mc:Fallback><w:pict>{box(inside)}</w:pict></mc:Fallback>"
    outer = p(f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>" + r("حول"))
    data = docx(outer)
    assert shown(word.read(data)) == ["حول", "نص داخل «1|مربع»"]
    xml = body_xml(translated(data, "around", "in a «1|box»"))
    assert xml.count("<w:r><w:rPr><w:b/></w:rPr><w:t>box</w:t></w:r>") == 2
    assert "around" in xml


@pytest.mark.parametrize("name", ["smartTag", "hyperlink", "ins"])
def test_deep_nesting_ends(name):
    deep = f"<w:{name}>" * 200 + r("نص") + f"</w:{name}>" * 200
    document = word.read(docx(p(deep)))
    assert word.write(document, document.identity())


def test_many_marks_in_one_paragraph():
    runs = "".join(r(f"كلمة{n} ", "<w:bCs/>" if n % 2 else "") + NOTE for n in range(2000))
    document = word.read(docx(p(runs)))
    (segment,) = document.segments
    nested = Translation("x" * 9, tuple(type(m)(m.id, type(m.span)(0, 0 if m.is_point else 9)) for m in segment.marks))
    assert body_xml(word.write(document, [nested])).count("footnoteReference") == 2000
