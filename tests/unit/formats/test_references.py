import pytest

from translator.formats.references import Renamed

RENAMED = Renamed(
    {"الأسماء": "Names", "ملخص عام": "The 'summary'", "Sheet": "Page"},
    {"الاسم": "Name", "العدد": "Count [x]"},
    {"نعم": 'Yes "sir"', "طويل": "long " * 60, "فارغ": ""},
)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("SUM(C2:C2)", "SUM(C2:C2)"),
        ("'الأسماء'!C3", "'Names'!C3"),
        ("الأسماء!$A$1+1", "'Names'!$A$1+1"),
        ("SUM('ملخص عام'!A1:A9)", "SUM('The ''summary'''!A1:A9)"),
        ("الأسماء:Sheet!A1", "'Names:Page'!A1"),
        ("'[كتاب.xlsx]الأسماء'!A1", "'[كتاب.xlsx]الأسماء'!A1"),
        ("[1]Other!A1", "[1]Other!A1"),
        ('IF(A1="الأسماء!","كثير","قليل")', 'IF(A1="الأسماء!","كثير","قليل")'),
        ('"say ""الأسماء"" 3!"', '"say ""الأسماء"" 3!"'),
        ("INDIRECT(\"'الأسماء'!A1\")", "INDIRECT(\"'Names'!A1\")"),
        ('HYPERLINK("#الأسماء!B2","نص")', 'HYPERLINK("#\'Names\'!B2","نص")'),
        ("Other!A1", "Other!A1"),
        ("SUM(T[الاسم])", "SUM(T[Name])"),
        ("T[[#This Row],[العدد]]", "T[[#This Row],[Count '[x']]]"),
        ("[@الاسم]", "[@Name]"),
        ("[@العدد]", "[@[Count '[x']]]"),
        ("[@[العدد]]", "[@[Count '[x']]]"),
        ("T[المجهول]", "T[المجهول]"),
        ('IF(D3="نعم",1,0)', 'IF(D3="Yes ""sir""",1,0)'),
        ('COUNTIF(A:A,"نعم جدا")', 'COUNTIF(A:A,"نعم جدا")'),
        ('IF(D3="طويل","فارغ","")', 'IF(D3="طويل","فارغ","")'),
    ],
)
def test_formulas_follow_new_names(formula, expected):
    assert RENAMED.formula(formula) == expected
