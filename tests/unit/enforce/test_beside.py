"""What a list lacks goes back beside its neighbour, and nothing else does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from translator.document import Span
from translator.enforce import mend
from translator.enforce.task import Task, draft
from translator.engine.base import Alignment, Hypothesis
from translator.engine.fake import FakeEngine
from translator.glossary.match import Matcher
from translator.glossary.model import Glossary, Term
from translator.text.arabic import matching_form

PLACES = {
    "الصين": "China",
    "فرنسا": "France",
    "ألمانيا": "Germany",
    "إيطاليا": "Italy",
    "سلوفاكيا": "Slovakia",
    "الولايات المتحدة": "United States",
    "المملكة المتحدة": "United Kingdom",
}
BODIES = {
    "الاتحاد الأوروبي": "European Union",
    "المنطقة الاقتصادية الأوروبية": "European Economic Area",
    "منظمة الصحة العالمية": "World Health Organization",
    "يونيسف": "UNICEF",
}
NAMES = {"يناير": "January", "فبراير": "February", "ترامب": "Trump", "بنس": "Pence", "السيسي": "el-Sisi"}
TITLES = {"الرئيس": "president", "وزير الدفاع": "defense minister"}
TERMS = (
    *(Term(ar, en, kind="place") for ar, en in PLACES.items()),
    *(Term(ar, en, kind="organization") for ar, en in BODIES.items()),
    *(Term(ar, en, kind="name") for ar, en in NAMES.items()),
    *(Term(ar, en, kind="title") for ar, en in TITLES.items()),
    Term("قرار", "decision"),
    Term("بيان", "statement"),
)
WORDS = {
    "China": "صين", "France": "فرنس", "Germany": "مانيا", "Italy": "يطاليا", "Slovenia": "سلوفاكيا", "States": "ولايات",
    "Kingdom": "مملكه", "European": "اوروبي", "Union": "اتحاد", "Area": "منطقه", "Economic": "اقتصادي", "Health": "صحه",
    "UNICEF": "يونيسف", "January": "يناير", "February": "فبراير", "Trump": "ترامب", "Pence": "بنس", "Sisi": "سيسي",
    "president": "رييس", "minister": "وزير", "decision": "قرار",
}  # fmt: skip


@dataclass(frozen=True)
class Attentive(FakeEngine):
    """Every word of a target looks at the source words that hold its part of WORDS, and at those in `also`."""

    also: tuple[tuple[str, str], ...] = ()

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        return [self._looks(*pair) for pair in pairs]

    def _looks(self, source: str, target: str) -> Alignment:
        here = [Span(*word.span()) for word in re.finditer(r"[^\s/]+", source)]
        there = [Span(*word.span()) for word in re.finditer(r"\w+", target)]
        words = WORDS | dict(self.also)
        rows = []
        for token in there:
            part = words.get(token.of(target), "")
            seen = [bool(part) and part in matching_form(word.of(source)) for word in here]
            rows.append(tuple(one / max(1, sum(seen)) for one in seen))
        return Alignment(tuple(here), tuple(there), tuple(rows))


PUT_BACK = [
    # source, draft, with what it lacked
    ("زار الصين وفرنسا.", "He visited China.", "He visited China and France."),
    ("في الصين وفرنسا.", "It is in France.", "It is in China and France."),
    ("زار الصين وفرنسا وألمانيا.", "He visited China and France.", "He visited China, France and Germany."),
    ("زار الصين وفرنسا وألمانيا.", "He visited China and Germany.", "He visited China, France and Germany."),
    ("في الصين وفرنسا وألمانيا.", "in France and Germany.", "in China, France and Germany."),
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
    (
        "لم يزر الصين وفرنسا وألمانيا.",
        "He did not visit China or France.",
        "He did not visit China, France or Germany.",
    ),
    # several, also where one leans on another
    ("زار الصين وفرنسا وألمانيا.", "He visited China.", "He visited China, France and Germany."),
    ("في الصين وفرنسا وألمانيا.", "in Germany.", "in China, France and Germany."),
    (
        "زار الصين وفرنسا والمملكة المتحدة.",
        "He visited China, and the United Kingdom.",
        "He visited China, France, and the United Kingdom.",
    ),
    # what comes next is no part of the list
    (
        "قال في الصين وفرنسا إنه سعيد.",
        "In China, he said that he was happy.",
        "In China and France, he said that he was happy.",
    ),
    (
        "زار الصين وفرنسا والتقى الرئيس.",
        "He visited China and met the president.",
        "He visited China and France and met the president.",
    ),
    ("زار الصين وفرنسا التي رفضت.", "He visited China, which refused.", "He visited China and France, which refused."),
    # with articles
    ("زار المملكة المتحدة وفرنسا.", "He visited the United Kingdom.", "He visited the United Kingdom and France."),
    ("في فرنسا والمملكة المتحدة.", "in the United Kingdom.", "in France and the United Kingdom."),
    ("فرنسا والمملكة المتحدة.", "The United Kingdom.", "France and the United Kingdom."),
    ("زار فرنسا والولايات المتحدة.", "He visited France.", "He visited France and the United States."),
    ("قالت يونيسف ومنظمة الصحة العالمية", "UNICEF said", "UNICEF and the World Health Organization said"),
    # at the start
    ("منظمة الصحة العالمية ويونيسف.", "UNICEF said.", "The World Health Organization and UNICEF said."),
    # with slashes
    (
        "دول الاتحاد الأوروبي/المنطقة الاقتصادية الأوروبية والمملكة المتحدة",
        "the European Union and the United Kingdom",
        "the European Union/European Economic Area and the United Kingdom",
    ),
    (
        "دول الاتحاد الأوروبي / المنطقة الاقتصادية الأوروبية والمملكة المتحدة",
        "the European Economic Area (EEA) and the United Kingdom",
        "the European Union/European Economic Area (EEA) and the United Kingdom",
    ),
    # Arabic as it comes
    ("في يَنَايِر وَفَبْرَايِر", "in January", "in January and February"),
    ("في ينـــاير وفبراير", "in February", "in January and February"),
    ("في \u200fيناير\u200f وفبراير", "in January", "in January and February"),
    ("التقى ترامب وبنس", "he met Trump", "he met Trump and Pence"),
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
    # a comma alone may part clauses, or a name from what it is
    ("لم توافق الصين، وفرنسا وافقت.", "China did not agree."),
    ("ظهر في فرنسا، الصين.", "It appeared in France."),
    # a list of two kinds of things is none
    ("الرئيس، السيسي، هنا.", "el-Sisi is here."),
    ("وصل ترامب ووزير الدفاع بنس.", "Trump and Pence arrived."),
    ("أعلن سفير فرنسا ووزير الدفاع الاتفاق.", "France's ambassador announced the agreement."),
    ("اتفقت الصين والرئيس على ذلك.", "The US president agreed to this."),
    ("أصدر قرار وبيان", "A decision was made"),
    # what goes with the neighbour alone
    ("رئيس فرنسا والصين", "France's president"),
    ("شركات فرنسا والصين", "France-based companies"),
    ("وافقت يونيسف وفرنسا", "UNICEF (the Fund) agreed"),
    ("زار الصين وفرنسا المجاورة.", "He visited neighboring France."),
    ("بين الصين وفرنسا", "between China"),
    ("لم يزر الصين وفرنسا وألمانيا.", "He visited neither China nor Germany."),
    ("مدرب فرنسا وألمانيا", "France coach Deschamps"),
    ("في بحر الصين وفرنسا", "in the China Sea"),
    ("قالت فرنسا والصين ذلك", "the “France” said"),
    # one of them in the singular
    ("ترفض الصين وفرنسا.", "China opposes it."),
    ("ترفض الصين وفرنسا.", "China has refused."),
    # a clause of its own behind the first
    ("الصين تهاجم فرنسا وألمانيا تستنفر قواتها.", "China attacks France and mobilizes."),
    ("عارضت القرار الصين وإيطاليا، وفرنسا امتنعت.", "China and Italy opposed it and abstained."),
    # from one side
    ("الحرب بين الصين وفرنسا.", "the war in France."),
    # other items in between, which are no terms
    ("زار الهند واليابان وفرنسا وألمانيا.", "He visited India, Japan and France."),
    ("زار فرنسا وألمانيا والهند واليابان.", "He visited France, India and Japan."),
    # the right word is not known
    ("في فرنسا، ألمانيا، الصين.", "in France, Gdansk."),
    ("زار الصين وفرنسا أو ألمانيا.", "He visited China and France."),
    ("لم يزر الصين وفرنسا.", "He did not visit China."),
    ("زار الصين وفرنسا 24.", "He visited China."),
    # which of two mentions it is, is not known
    ("زار الصين وفرنسا ثم غادر الصين.", "He made a visit and then left China."),
    ("ترحب الصين بذلك، وقالت الصين وفرنسا.", "China welcomes this."),
]


def completed(source: str, target: str, *also: tuple[str, str]) -> str | None:
    task = Task(source, Matcher(Glossary(TERMS)).find(source))
    base = draft(task, Hypothesis(target, -1.0), "free")
    (found,) = mend.climb([task], [base], Attentive(also=also), 4)
    assert all(set(one.rungs) <= {"free", "splice", "none"} and one.missing < base.missing for one in found)
    return found[0].text if found else None


@pytest.mark.parametrize(("source", "target", "expected"), PUT_BACK)
def test_what_a_list_lacks_is_put_back(source: str, target: str, expected: str) -> None:
    assert completed(source, target) == expected


@pytest.mark.parametrize(("source", "target"), LEFT_ALONE)
def test_nothing_else_is_touched(source: str, target: str) -> None:
    assert completed(source, target) is None


def test_only_what_has_a_neighbour_is_put_back() -> None:
    assert completed("زار الصين وفرنسا ثم ألمانيا.", "He visited China.") == "He visited China and France."


def test_what_was_put_right_is_a_neighbour() -> None:
    source = "دول الاتحاد الأوروبي/المنطقة الاقتصادية الأوروبية"
    found = completed(source, "the states of the European Economic Zone", ("Zone", "منطقه"))
    assert found == "the states of the European Union/European Economic Area"


def test_a_pronoun_may_stand_for_it() -> None:
    assert completed("قالت الصين وفرنسا ذلك", "It said so with France", ("It", "صين")) is None
    assert completed("قالت الصين وفرنسا ذلك", "It said so with France") == "It said so with China and France"


def test_a_rendering_that_is_another_word_is_no_neighbour() -> None:
    assert completed("في فرنسا وألمانيا", "Air France in", ("France", "طيران")) is None


def test_nothing_is_known_without_an_alignment() -> None:
    assert completed("زار الصين وفرنسا.", "He visited China.", ("China", "")) is None


def test_a_draft_that_is_too_short_stays_so() -> None:
    """What was cut off is not made right by one word more."""
    task = Task("زار الصين وفرنسا ثم عاد", Matcher(Glossary(TERMS)).find("زار الصين وفرنسا ثم عاد"))
    free = draft(task, Hypothesis("He visited Ch. and then went home after very long talks", -1.0), "free")
    base = draft(task, Hypothesis("He visited China.", -1.0), "annotate", free)
    ((found,),) = mend.climb([task], [base], Attentive(), 4)
    assert (base.flaws, found.flaws, found.missing) == (1, 1, 0)


def test_each_task_for_itself() -> None:
    sources = ["زار الصين وفرنسا.", "قال شيئا.", "في يناير وفبراير", ""]
    drafts = ["He visited China.", "He said something.", "in February", ""]
    tasks = [Task(source, Matcher(Glossary(TERMS)).find(source)) for source in sources]
    bases = [draft(task, Hypothesis(text, -1.0), "free") for task, text in zip(tasks, drafts, strict=True)]
    found = mend.climb(tasks, bases, Attentive(), 4)
    assert [[one.text for one in group] for group in found] == [
        ["He visited China and France."],
        [],
        ["in January and February"],
        [],
    ]
