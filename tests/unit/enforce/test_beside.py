"""What a list lacks goes back beside its neighbour, and nothing else does."""

from __future__ import annotations

import pytest

from translator.enforce import mend
from translator.enforce.task import Task, draft
from translator.engine.base import Hypothesis
from translator.engine.fake import FakeEngine
from translator.glossary.match import Matcher
from translator.glossary.model import Glossary, Term

PLACES = {
    "الصين": "China",
    "فرنسا": "France",
    "ألمانيا": "Germany",
    "إيطاليا": "Italy",
    "سلوفاكيا": "Slovakia",
    "الولايات المتحدة": "United States",
    "المملكة المتحدة": "United Kingdom",
    "الاتحاد الأوروبي": "European Union",
    "المنطقة الاقتصادية الأوروبية": "European Economic Area",
}
MONTHS = {"يناير": "January", "فبراير": "February"}
TERMS = [
    *(Term(ar, en, kind="place") for ar, en in PLACES.items()),
    *(Term(ar, en) for ar, en in MONTHS.items()),
    Term("الرئيس", "president", kind="title"),
    Term("وزير الدفاع", "defense minister", kind="title"),
]
ENGINE = FakeEngine({**PLACES, **MONTHS, "سلوفاكيا": "Slovenia"})

PUT_BACK = [
    # source, draft, with what it lacked
    ("زار الصين وفرنسا.", "He visited China.", "He visited China and France."),
    ("زار الصين وفرنسا.", "He visited France.", "He visited China and France."),
    ("زار الصين وفرنسا وألمانيا.", "He visited China and France.", "He visited China, France and Germany."),
    ("زار الصين وفرنسا وألمانيا.", "He visited China and Germany.", "He visited China, France and Germany."),
    ("زار الصين وفرنسا وألمانيا.", "He visited France and Germany.", "He visited China, France and Germany."),
    (
        "زار الصين، وفرنسا، وألمانيا، وإيطاليا.",
        "He visited China, Germany, and Italy.",
        "He visited China, France, Germany, and Italy.",
    ),
    (
        "زار الصين، فرنسا، ألمانيا، إيطاليا.",
        "He visited China, France, and Germany.",
        "He visited China, France, Germany, and Italy.",
    ),
    ("زار الصين أو فرنسا.", "He visits China.", "He visits China or France."),
    ("زار الصين و فرنسا.", "He visited China.", "He visited China and France."),
    # several, also where one leans on another
    ("زار الصين وفرنسا وألمانيا.", "He visited China.", "He visited China, France and Germany."),
    ("زار الصين وفرنسا وألمانيا.", "He visited Germany.", "He visited China, France and Germany."),
    # with articles
    ("زار المملكة المتحدة وفرنسا.", "He visited the United Kingdom.", "He visited the United Kingdom and France."),
    ("زار فرنسا والمملكة المتحدة.", "He visited the United Kingdom.", "He visited France and the United Kingdom."),
    ("فرنسا والمملكة المتحدة.", "The United Kingdom.", "France and the United Kingdom."),
    ("الرئيس ووزير الدفاع هنا.", "The president is here.", "The president and defense minister is here."),
    # at the start
    ("الرئيس وفرنسا.", "France.", "President and France."),
    # with slashes
    (
        "دول الاتحاد الأوروبي/المنطقة الاقتصادية الأوروبية والمملكة المتحدة",
        "the European Union and the United Kingdom",
        "the European Union/European Economic Area and the United Kingdom",
    ),
    (
        "دول الاتحاد الأوروبي / المنطقة الاقتصادية الأوروبية والمملكة المتحدة",
        "the European Economic Area and the United Kingdom",
        "the European Union/European Economic Area and the United Kingdom",
    ),
    # Arabic as it comes
    ("في يَنَايِر وَفَبْرَايِر", "in January", "in January and February"),
    ("في ينـــاير وفبراير", "in February", "in January and February"),
    ("في \u200fيناير\u200f وفبراير", "in January", "in January and February"),
]

LEFT_ALONE = [
    # source, draft
    ("زار الصين وفرنسا.", "He visited China and France."),  # nothing is missing
    ("زار الصين وفرنسا.", "He went home."),  # no neighbour
    ("زار الصين ثم فرنسا.", "He visited China."),  # no list
    ("زار الصين. وفرنسا حليفة.", "He visited China."),  # another sentence
    ("زار الصين وبفرنسا.", "He visited China."),  # a preposition between
    ("زار الصين وسلوفاكيا.", "He visited China and Slovenia."),  # a word answers to it
    ("زار الصين - فرنسا.", "He visited China."),  # a dash says many things
]


def completed(source: str, target: str) -> str | None:
    task = Task(source, Matcher(Glossary(tuple(TERMS))).find(source))
    base = draft(task, Hypothesis(target, -1.0), "free")
    (found,) = mend.climb([task], [base], ENGINE, 4)
    assert all(set(one.rungs) <= {"free", "splice", "none"} and one.missing < base.missing for one in found)
    return found[0].text if found else None


@pytest.mark.parametrize(("source", "target", "expected"), PUT_BACK)
def test_what_a_list_lacks_is_put_back(source: str, target: str, expected: str | None) -> None:
    assert completed(source, target) == expected


@pytest.mark.parametrize(("source", "target"), LEFT_ALONE)
def test_nothing_else_is_touched(source: str, target: str) -> None:
    assert completed(source, target) is None


def test_only_what_has_a_neighbour_is_put_back() -> None:
    assert completed("زار الصين وفرنسا ثم ألمانيا.", "He visited China.") == "He visited China and France."


def test_each_task_for_itself() -> None:
    sources = ["زار الصين وفرنسا.", "قال شيئا.", "في يناير وفبراير"]
    drafts = ["He visited China.", "He said something.", "in February"]
    tasks = [Task(source, Matcher(Glossary(tuple(TERMS))).find(source)) for source in sources]
    bases = [draft(task, Hypothesis(text, -1.0), "free") for task, text in zip(tasks, drafts, strict=True)]
    found = mend.climb(tasks, bases, ENGINE, 4)
    assert [[one.text for one in group] for group in found] == [
        ["He visited China and France."],
        [],
        ["in January and February"],
    ]
