"""A long name that the model said nearly right is put right where it stands, and nothing else is."""

from __future__ import annotations

import pytest

from translator.enforce import mend
from translator.enforce.task import Task, draft
from translator.engine.base import Hypothesis
from translator.engine.fake import FakeEngine
from translator.glossary.match import Matcher
from translator.glossary.model import Glossary, Term

CDC = Term("مراكز مكافحة الأمراض والوقاية منها", "Centers for Disease Control and Prevention", kind="organization")
ECDC = Term(
    "المركز الأوروبي لمكافحة الأمراض", "European Centre for Disease Prevention and Control", kind="organization"
)
WHO = Term("منظمة الصحة العالمية", "World Health Organization", kind="organization")
PENCE = Term("نائب الرئيس مايك بنس", "Vice President Mike Pence", kind="title")
MERS = Term("متلازمة الشرق الأوسط التنفسية", "Middle East respiratory syndrome")
MILLEY = Term("ميلي", "Milley", kind="name")
SISI = Term("عبد الفتاح السيسي", "Abdel Fattah el-Sisi", kind="name")
SEA = Term("بحر الصين الجنوبي", "South China Sea", kind="place")
ASSAD = Term("الرئيس بشار الأسد", "President Bashar al-Assad", kind="title")
STATE = Term("وزير الخارجية الأمريكي", "US secretary of state", kind="title")
MONEY = Term("مكافحة غسل الأموال", "combating money laundering")
FAUCI = Term("أنتوني فاوتشي", "Anthony Fauci", kind="name")
NOWRUZ = Term("النوروز", "Nowruz", kind="name")
TRUMP = Term("ترامب", "Trump", kind="name")
ISLAND = Term("جزيرة كريسماس", "Christmas Island", kind="place")
IRAN = Term("إيران", "Iran", kind="place")
FOREIGN = Term("فورين بوليسي", "Foreign Policy", kind="organization")
CURFEW = Term("حظر التجول", "Curfew Rule")
SHORT = (FAUCI, NOWRUZ, TRUMP, ISLAND, IRAN, FOREIGN, CURFEW)
TERMS = (CDC, ECDC, WHO, PENCE, MERS, MILLEY, SISI, SEA, ASSAD, STATE, MONEY, *SHORT)

PUT_RIGHT = [
    # source, what the model says for the term, draft, mended
    (
        f"قالت {CDC.ar} اليوم.",
        "Centers of Disease Control and Prevention",
        "The Centers of Disease Control and Prevention said today.",
        "The Centers for Disease Control and Prevention said today.",
    ),
    (
        f"قال {ECDC.ar} اليوم.",
        "European Center for Disease Control and Prevention",
        "The European Center for Disease Control and Prevention (ECDC) said today.",
        "The European Centre for Disease Prevention and Control (ECDC) said today.",
    ),
    (
        f"ضد {MERS.ar}",
        "Middle East syndrome",
        "against Middle East syndrome",
        "against Middle East respiratory syndrome",
    ),
    (
        f"مكتب {PENCE.ar}",
        "Vice President Mike Bence",
        "the office of Vice President Mike Bence",
        "the office of Vice President Mike Pence",
    ),
    # two in one sentence
    (
        f"قالت {WHO.ar} و{CDC.ar}",
        "World Health Organisation Centers of Disease Control and Prevention",
        "The World Health Organisation and the Centers of Disease Control and Prevention said",
        "The World Health Organization and the Centers for Disease Control and Prevention said",
    ),
    # what is given behind it stays
    (
        f"مدير {WHO.ar}",
        "World Health Organisation's",
        "the World Health Organisation's director",
        "the World Health Organization's director",
    ),
    (
        f"فريق {WHO.ar}",
        "World Health Organisation-led",
        "a World Health Organisation-led team - a small one",
        "a World Health Organization-led team - a small one",
    ),
    (
        f"قالت {WHO.ar}",
        "World Health Organisation",
        'The World Health Organisation - a UN body - said "no"',
        'The World Health Organization - a UN body - said "no"',
    ),
    (
        f"قال {ASSAD.ar}",
        "President Bashar el-Assad",
        "today President Bashar el-Assad said",
        "today President Bashar al-Assad said",
    ),
    # at the start, in quotes
    (
        f"{MERS.ar} هنا",
        "Middle Eastern respiratory syndrome",
        "“Middle Eastern respiratory syndrome” is here",
        "“Middle East respiratory syndrome” is here",
    ),
    # short names, behind titles too
    (f"قال {FAUCI.ar} اليوم", "Antony Fauci", "Dr. Antony Fauci said today", "Dr. Anthony Fauci said today"),
    (f"قال {FAUCI.ar} اليوم", "Antony Fauci's", "Antony Fauci's office said", "Anthony Fauci's office said"),
    (f"قبل {NOWRUZ.ar}", "Noruz", "before Noruz", "before Nowruz"),
    (f"في {ISLAND.ar}", "Crismas Island", "in Crismas Island", "in Christmas Island"),
    # Arabic as it comes
    (
        "قَالَت مُنَظَّمةُ الصـــحة العالميه",
        "World Health Organisation",
        "The World Health Organisation said",
        "The World Health Organization said",
    ),
]

LEFT_ALONE = [
    # source, what the model says for the term, draft
    (f"قالت {WHO.ar}", "World Health Organization", "The World Health Organization said"),  # right already
    (f"قالت {WHO.ar}", "health agency", "The health agency said"),  # said otherwise, not nearly
    (f"قالت {WHO.ar}", "World Health Organisation", "The World Health Organisation Council said"),  # the name goes on
    (f"قالت {WHO.ar}", "", "It said"),  # not said
    ("قال ميلي", "Mayley", "Mayley said"),  # short, and not alike enough
    (f"قال {FAUCI.ar}", "Antony Fauci", "Antony Fauci Junior said"),  # the name goes on
    (f"قال {FAUCI.ar}", "Antony Fauci", "Marc Antony Fauci said"),  # it begins before
    (f"قال {FAUCI.ar}", "Fauci", "Fauci said"),  # half of it: a later mention, perhaps
    (f"سياسة {TRUMP.ar}", "Trumpist", "a Trumpist policy"),  # made of the name
    (f"رئيس {IRAN.ar}", "Irani", "the Irani president"),  # one word of a place: no misspelling
    (f"مجلة {FOREIGN.ar}", "foreign policies", "the journal of foreign policies"),  # no name
    (f"رغم {CURFEW.ar}", "Curfew Rules", "in spite of the Curfew Rules"),  # no name either
    (f"{SISI.ar} هنا", "Abdel Fattah al-Burhan", "Abdel Fattah al-Burhan is here"),  # another man
    (f"قال {STATE.ar} بلينكن", "U.S. Secretary of State", "U.S. Secretary of State Blinken said"),  # would say it twice
    (f"تعهد {MONEY.ar}", "combat money laundering", "to combat money laundering"),  # another form
    (f"{SEA.ar} هنا", "China Sea", "in the East China Sea"),  # another sea
]


def mended(source: str, says: str, target: str) -> str | None:
    words = source.split()
    engine = FakeEngine({word: says.split() or "" for word in words[1:]})
    task = Task(source, Matcher(Glossary(TERMS)).find(source))
    base = draft(task, Hypothesis(target, -1.0), "free")
    (found,) = mend.climb([task], [base], engine, 4)
    assert all(one.missing < base.missing and one.score == base.score for one in found)
    return found[0].text if found else None


@pytest.mark.parametrize(("source", "says", "target", "expected"), PUT_RIGHT)
def test_nearly_right_is_put_right(source: str, says: str, target: str, expected: str) -> None:
    assert mended(source, says, target) == expected


@pytest.mark.parametrize(("source", "says", "target"), LEFT_ALONE)
def test_nothing_else_is_touched(source: str, says: str, target: str) -> None:
    assert mended(source, says, target) is None
