"""Figures of translations whose quality is known."""

import json
import random
import sys

import pytest
from sacrebleu import corpus_bleu, corpus_chrf

from translator.checking.run import Checker
from translator.errors import InputError, OptionsError
from translator.evaluation.measure import Output, Share, evaluate
from translator.evaluation.scores import compare, scores
from translator.evaluation.show import as_json, as_table
from translator.glossary.match import Matcher
from translator.glossary.model import Glossary, Term

SOURCES = ["وصل نتنياهو إلى القاهرة أمس.", "قال نتنياهو إنه سيعود.", "نعم، هذا صحيح.", "نعم، هذا صحيح."]
REFERENCES = ["Netanyahu arrived in Cairo yesterday.", "He said that he would return.", "Yes, that is right.", "Yes."]
CHECKER = Checker(Matcher(Glossary((Term("نتنياهو", "Netanyahu", accept=("Bibi",), kind="name"),))))


def measured(texts: list[str], seconds: float = 0.0):
    return evaluate(SOURCES, REFERENCES, [Output("a", texts, seconds)], CHECKER).systems[0]


def test_the_scores_are_those_of_sacrebleu():
    bleu, chrf = scores(REFERENCES[::-1], REFERENCES)
    assert bleu.value == corpus_bleu(REFERENCES[::-1], [REFERENCES]).score
    assert chrf.value == corpus_chrf(REFERENCES[::-1], [REFERENCES]).score
    assert "tok:13a" in bleu.signature
    assert "nc:6" in chrf.signature


def test_the_reference_itself_is_perfect_and_the_oracle_says_what_it_renders():
    evaluation = evaluate(SOURCES, REFERENCES, [Output("a", REFERENCES)], CHECKER)
    assert [score.value for score in evaluation.systems[0].scores] == pytest.approx([100, 100])
    assert evaluation.oracle == evaluation.systems[0].terms == Share(1, 2)
    assert (evaluation.segments, evaluation.words) == (4, 15)


@pytest.mark.parametrize(
    ("texts", "terms", "same_terms", "same_segments"),
    [
        (["Netanyahu", "Netanyahu", "Yes", "Yes"], Share(2, 2), Share(2, 2), Share(2, 2)),
        (["Netanyahu", "Bibi", "Yes", "yes."], Share(2, 2), Share(1, 2), Share(2, 2)),
        (["Netanyahu", "He", "Yes", "No"], Share(1, 2), Share(0, 0), Share(1, 2)),
        (["", "", "", ""], Share(0, 2), Share(0, 0), Share(2, 2)),
    ],
)
def test_terms_and_consistency(texts, terms, same_terms, same_segments):
    found = measured(texts)
    assert (found.terms, found.same_terms, found.same_segments) == (terms, same_terms, same_segments)


def test_errors_of_the_checks_are_counted_by_segment():
    assert measured(["قال", "", "Yes", "Yes"]).errors == Share(2, 4)


def test_a_better_system_is_told_from_a_worse_one_and_an_equal_one_is_not():
    chance = random.Random(1)
    words = "alpha beta gamma delta epsilon zeta eta theta iota kappa".split()
    references = [" ".join(chance.choices(words, k=12)) for _ in range(200)]
    worse = [" ".join(word if chance.random() > 0.3 else "x" for word in text.split()) for text in references]
    better = [" ".join(word if chance.random() > 0.1 else "x" for word in text.split()) for text in references]
    equal = [" ".join(word if chance.random() > 0.3 else "x" for word in text.split()) for text in references]
    found = {(one.metric, one.system): one for one in compare({"w": worse, "b": better, "e": equal}, references)}
    assert len(found) == 4
    assert all(one.baseline == "w" for one in found.values())
    assert found["BLEU", "b"].difference > 0
    assert found["BLEU", "b"].p < 0.01
    assert found["chrF2", "b"].p < 0.01
    assert found["BLEU", "e"].p > 0.05
    assert compare({"w": worse}, references) == ()


def test_the_table_and_the_json_have_all_figures():
    outputs = [Output("one", REFERENCES, 2.0), Output("two.txt", REFERENCES[::-1])]
    evaluation = evaluate(SOURCES, REFERENCES, outputs, CHECKER)
    lines = as_table(evaluation).splitlines()
    assert lines[0] == "4 segments, 15 words; 2 terms, of which the reference renders 50.0%"
    assert lines[2].split("  ")[0] == "system"
    assert "words/s" in lines[2]
    assert lines[3].split() == ["one", "100.00", "100.00", "50.0%", "50.0%", "0.0%", "2.0", "7.5"]
    assert any(line.startswith("BLEU: two.txt − one = -") and "(p = " in line for line in lines)
    assert lines[-2].startswith("BLEU: nrefs:1|")
    read = json.loads(as_json(evaluation))
    assert read["systems"][0]["terms"] == {"count": 1, "of": 2}
    assert read["comparisons"][0]["system"] == "two.txt"


def test_columns_without_figures_are_left_out():
    evaluation = evaluate(SOURCES[:1], REFERENCES[:1], [Output("a", REFERENCES[:1])], Checker(Matcher(Glossary())))
    assert as_table(evaluation).splitlines()[2].split() == ["system", "BLEU", "chrF2", "errors"]


def test_without_sacrebleu_a_hint_says_what_to_install(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "sacrebleu.metrics.bleu", None)
    with pytest.raises(OptionsError, match="sacrebleu is not installed") as caught:
        scores(["a"], ["a"])
    assert caught.value.hint == "pip install 'translator[evaluate]'"


def test_the_sources_must_be_arabic():
    with pytest.raises(InputError):
        evaluate(REFERENCES, SOURCES, [Output("a", SOURCES)], CHECKER)
