"""From texts to suggestions, without a model and with one that can be scripted."""

from collections import Counter

import pytest

from translator.engine.fake import FakeEngine
from translator.glossary.lint import check
from translator.glossary.load import loads
from translator.glossary.match import Matcher
from translator.glossary.model import Glossary, Term
from translator.suggest.candidates import Candidate
from translator.suggest.entries import Suggestion, render, suggestions
from translator.suggest.renderings import Said
from translator.suggest.romanise import Speller
from translator.suggest.run import Wanted, suggest
from translator.suggest.selection import Choice
from translator.suggest.variants import Group
from translator.text.arabic import matching_form

NEWS = [
    "أعلن وزير الصحة، سامر القطراني، أن هيئة الدواء الوطنية ستغلق أبوابها. وقال القطراني إن القرار نهائي.",
    "وانتقد المحامي نزار أوبراين القرار. وأكد أوبريان أن هيئة الدواء الوطنية لم تستشره، ووصف اوبراين الوزير بالعنيد.",
    "وزار وزير الصحة مدينة كوبلنتس، ولنزار أوبراين مكتب في كوبلنتس.",
]


def suggested(
    texts: list[str], glossary: Glossary | None = None, wanted: Wanted | None = None
) -> dict[str, Suggestion]:
    found = suggest(texts, glossary or Glossary(), None, wanted or Wanted())
    return {one.term.ar: one for one in found}


def test_what_recurs_is_suggested_with_its_kind_and_count() -> None:
    found = suggested(NEWS)
    assert {(one.term.ar, one.term.kind, one.count) for one in found.values()} >= {
        ("سامر القطراني", "name", 1),
        ("القطراني", "name", 1),
        ("هيئة الدواء الوطنية", "organization", 2),
        ("وزير الصحة", "title", 2),
        ("كوبلنتس", "place", 2),
    }
    assert "القرار" not in found
    assert "الوزير" not in found


def test_spellings_are_one_entry() -> None:
    (brien,) = (one for one in suggested(NEWS).values() if "أوبريان" in (one.term.ar, *one.term.forms))
    assert {"اوبراين", "أوبريان"} == {brien.term.ar, *brien.term.forms}  # «أوبراين» matches by rule
    assert brien.count == 2


def test_what_a_glossary_has_is_left_out() -> None:
    glossary = Glossary((Term("هيئة الدواء الوطنية", "National Drug Authority", kind="organization"),))
    found = suggested(NEWS, glossary)
    assert "هيئة الدواء الوطنية" not in found
    assert "وزير الصحة" in found


def test_counts_and_limits() -> None:
    assert "وزير الصحة" not in suggested(NEWS, wanted=Wanted(min_count=3))
    assert len(suggested(NEWS, wanted=Wanted(limit=2))) == 2
    assert "هيئة الدواء" not in suggested(NEWS)  # it never stands without «الوطنية»


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""],
        ["   \n\t "],
        ["The minister met Mr O'Brien. " * 3],
        ["12 34 !؟ «» — ١٢٣"],
        ["\u200f\u202b\u0640\u064b"],
        ["قال الرجل إن الرجل قال. وقال الرجل أيضا. " * 5],
        ["التقى وزير سابق بوزير سابق. وقال وزير سابق ذلك. " * 3],
    ],
)
def test_nothing_to_suggest(texts: list[str]) -> None:
    assert suggested(texts) == {}


def test_marks_controls_and_presentation_forms_change_nothing() -> None:
    plain = "قال غروندبرغ ذلك، وأكد غروندبرغ هذا. وبحسب غروندبرغ فإن الوقت ضيق."
    marked = "قال غُروندبرغ ذلك، وأكد \u202bغروندبـــرغ\u202c هذا. وبحسب \ufecfروندبرغ فإن الوقت ضيق."
    assert [(one.term.ar, one.count) for one in suggested([marked]).values()] == [("غروندبرغ", 3)]
    assert suggested([plain]).keys() == suggested([marked]).keys()


def test_the_file_is_a_sound_glossary_that_matches_what_it_came_from() -> None:
    found = list(suggested(NEWS).values())
    glossary = loads(render(found, ["a: b.txt", "c\n.docx"]), "new.yaml")
    assert [remark for remark in check(glossary) if remark.severity == "error"] == []
    assert {term.ar for term in glossary.terms} == {one.term.ar for one in found if one.term.en}
    assert all("×" in term.note for term in glossary.terms)
    matched = {hit.term.ar for text in NEWS for hit in Matcher(glossary).find(text)}
    assert {term.ar for term in glossary.terms} == matched


@pytest.mark.parametrize(
    "one",
    [
        Suggestion(Term("هيئة الدواء", "", kind="organization"), 2, True),
        Suggestion(Term("هيئة الدواء", "shares of the Drug", kind="organization"), 2, True),
        Suggestion(Term("رامين", "Ramin", kind="name"), 2, True, doubtful=True),
    ],
)
def test_what_would_do_harm_is_a_comment(one: Suggestion) -> None:
    text = render([one], ["a.txt"])
    assert f"# - ar: {one.term.ar}" in text
    assert "uncertain: 2×" in text
    assert loads(text, "new.yaml").terms == ()


@pytest.mark.parametrize(
    "awkward", ['a "b": c', "it's, [x]", "# no", "- x", "yes", "null", "a\nb", "{", "\u200f\u202b"]
)
def test_notes_and_names_are_quoted(awkward: str) -> None:
    one = Suggestion(Term("غروندبرغ", "Grundberg", kind="name"), 2, False, said=((awkward, 1),), contexts=(awkward,))
    (term,) = loads(render([one], [awkward]), "new.yaml").terms
    assert " ".join(awkward.split()) in " ".join(term.note.split()) or awkward in term.note


ENGINE = FakeEngine(
    {
        "قال": "said",
        "أكد": "stressed",
        "غروندبرغ": "Grundberg",
        "ذلك": "that",
        "هيئة الدواء الوطنية": "the National Drug Authority",
        "في": "in",
        "أغلقت": "closed",
        "زلميات": "trinkets",
    }
)


def test_the_model_names_what_it_names_alike() -> None:
    texts = ["قال غروندبرغ ذلك", "أكد غروندبرغ ذلك", "أغلقت هيئة الدواء الوطنية", "قال في هيئة الدواء الوطنية ذلك"]
    found = {one.term.ar: one for one in suggest(texts, Glossary(), ENGINE, Wanted())}
    assert found["غروندبرغ"].term.en == "Grundberg"
    assert not found["غروندبرغ"].uncertain
    assert found["هيئة الدواء الوطنية"].term.en == "National Drug Authority"


def test_what_the_model_writes_small_is_no_name() -> None:
    texts = ["أغلقت في زلميات ذلك", "قال ذلك في زلميات"]
    assert "زلميات" in suggested(texts)
    assert [one.term.ar for one in suggest(texts, Glossary(), ENGINE, Wanted())] == []


@pytest.mark.parametrize(
    ("arabic", "votes", "english", "uncertain"),
    [
        ("غروندبرغ", {"Grundberg": 2}, "Grundberg", False),
        ("غروندبرغ", {"Grundberg": 1, "Groundberg": 1}, "Grundberg", True),
        ("غروندبرغ", {"mountain": 3}, "Ghrundabrgh", True),
        ("غروندبرغ", {}, "Ghrundabrgh", True),
        ("القطراني", {"Catrani": 1, "Carthagean": 1}, "al-Qatrani", True),
        ("القطراني", {"Al-Qatarani": 2}, "al-Qatarani", False),
        ("كلير دوفال", {"Claire Duval": 1}, "Claire Duval", True),
        ("كلير دوفال", {"Duval": 3}, "Klir Dufal", True),
        ("محمد", {"Mohammad": 1}, "Mohamed", False),
    ],
)
def test_how_names_are_spelled(arabic: str, votes: dict[str, int], english: str, uncertain: bool, lexicon) -> None:
    one = Candidate(tuple(matching_form(arabic).split()), count=2)
    one.kinds["name"] += 2
    one.spellings[arabic] += 2
    choice = Choice(Group((one,)), 2, (), uncertain=False)
    (found,) = suggestions([choice], [Said(Counter(votes))], [], Speller(lexicon.names))
    assert (found.term.en, found.uncertain) == (english, uncertain)
    assert len(votes) < 2 or all(text in found.note for text in votes)
