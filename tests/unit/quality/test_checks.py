"""The quality checks, case by case: what each must find, and what it must leave alone."""

from __future__ import annotations

import pytest

from translator.quality import check

FOUND = [
    # source, target, check
    ("قتل ٢٥ شخصا", "Several people were killed", "numbers"),
    ("بلغت الكلفة 3.5 مليون دولار", "It cost 35 million dollars", "numbers"),
    ("وصل خمسة وزراء", "Ministers arrived", "numbers"),
    ("نسبة ٤٠٪", "a rate of 14%", "numbers"),
    ("في تموز/يوليو الماضي", "last June", "dates"),
    ("في كانون الثاني 2020", "in December 2020", "dates"),
    ("بدأ في 5 آب 2020", "It began on 5 2020", "dates"),
    ("قال إنه سيعود", "He said إنه will return", "arabic"),
    ("التقى ميلي", "He met ⟨1⟩", "placeholder"),
    ("قال إنه سيعود", " ", "empty"),
    ("قال إنه سيعود", "قال إنه سيعود", "copied"),
    ("ذهب إلى البيت", "He went went home", "repeated"),
    ("(كما قال)", "(as he said", "brackets"),
    ('قال "سنعود" وذهب', 'He said "we will be back and left', "quotes"),
    ("هل عاد؟", "He came back.", "ending"),
    ("قال الوزير أمس إن الحكومة ستواصل العمل من أجل السلام", "He said.", "length"),
    ("انظر https://example.org/a الآن", "See https://example.org now", "protected"),
]
CLEAN = [
    ("قتل ٢٥ شخصا", "25 people were killed"),
    ("قتل 25 شخصا", "Twenty-five people were killed"),
    ("بلغت الكلفة 3,5 مليون دولار", "It cost $3.5 million"),
    ("بلغت ٣٫٥ مليون", "3,500,000 in all"),
    ("نحو ٥ آلاف جندي", "some 5,000 soldiers"),
    ("نحو 12٬500 جندي", "some 12,500 soldiers"),
    ("القرن 21", "the 21st century"),
    ("وصل خمسة وزراء", "Five ministers arrived"),
    ("وصل خمسة وزراء", "5 ministers arrived"),
    ("في تموز/يوليو الماضي", "last July"),
    ("في ١٢ مارس", "on March 12"),
    ("شباط/فبراير 2018", "Feb. 2018"),
    ("آب الأسرة ومارس الرياضة", "He returned to the family and practised sport"),
    ("شخص واحد", "a person"),
    ("هل عاد؟", "Did he come back?"),
    ("هل عاد؟»", 'Did he come back?"'),
    ("انظر https://example.org/a، ثم عد", "See https://example.org/a, then return"),
    ("كان قد ذهب", "He had had to go"),
    ("«قال»", '"He said"'),
    ("No Arabic 5", "No Arabic 5"),
    ("", ""),
]


@pytest.mark.parametrize(("source", "target", "name"), FOUND)
def test_found(source: str, target: str, name: str) -> None:
    assert name in {finding.check for finding in check(source, target)}


@pytest.mark.parametrize(("source", "target"), CLEAN)
def test_clean(source: str, target: str) -> None:
    assert check(source, target) == ()
