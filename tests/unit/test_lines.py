"""Lines of their own inside a paragraph: a label, a list sign or a tab cuts the text, a mere line break does not."""

import pytest

from translator.document import Mark, Segment, Span
from translator.engine.fake import FakeEngine
from translator.glossary.match import Matcher
from translator.glossary.mention import Mentions
from translator.glossary.model import Glossary, Term
from translator.options import Options
from translator.plan import plan

TERM = "رئيس هيئة الأركان"


def lines(written: str, parts: bool = True) -> list[str]:
    """What the model gets of a text in which `/` is a line break."""
    pieces = written.split("/")
    starts = [len(" ".join(pieces[:n])) for n in range(1, len(pieces))]
    marks = tuple(Mark(str(n), Span(at, at), parts) for n, at in enumerate(starts))
    finder = Matcher(Glossary((Term(TERM, "chairman"),)))
    done = plan(Segment("1", " ".join(pieces), marks), finder, FakeEngine({}), Options(), Mentions())
    return [piece.span.of(done.segment.text) for piece in done.pieces]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("التاريخ: الجمعة/المكان: القدس", ["التاريخ: الجمعة", "المكان: القدس"]),
        ("التاريخ:/الجمعة", ["التاريخ:", "الجمعة"]),
        ("البنود/- الأول/- الثاني", ["البنود", "- الأول", "- الثاني"]),
        ("البنود/1) الأول/٢- الثاني", ["البنود", "1) الأول", "٢- الثاني"]),
        ("رقم الهاتف المحمول : 5/مكان الميلاد : دمشق", ["رقم الهاتف المحمول : 5", "مكان الميلاد : دمشق"]),
        ("مؤتمر القمة/العربية", ["مؤتمر القمة العربية"]),
        ("زار/رئيس هيئة/الأركان بغداد", ["زار رئيس هيئة الأركان بغداد"]),
        ("في الساعة/10:30 مساء", ["في الساعة 10:30 مساء"]),
    ],
)
def test_a_line_of_its_own_is_translated_alone(written, expected):
    assert lines(written) == expected


def test_other_markup_cuts_nothing():
    assert lines("قال/الوزير: نعم", parts=False) == ["قال الوزير: نعم"]
