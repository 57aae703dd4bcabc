"""What holds for the hits of any glossary in any text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from translator.glossary.lookalikes import UNSPLIT_FRONT
from translator.glossary.match import Matcher
from translator.glossary.model import Glossary, Hit, Kind, Term
from translator.text.arabic import MARKS, TOKEN, WORD_LETTERS, matching_form

CONSONANTS = "بتثجحخدذرزسشصضطظعغفقكلمنه"
words = st.text(st.sampled_from(CONSONANTS + "اويأةى"), min_size=2, max_size=6)
noisy = st.text(st.sampled_from(CONSONANTS + "اويأةىـًَّ\u200fﻻ 1aZ.،-\ud800\u00a0\n"), max_size=50)
KINDS: tuple[Kind, ...] = ("title", "name", "organization", "place", "term", "untranslated")
terms = st.builds(
    Term,
    ar=st.lists(words, min_size=1, max_size=3).map(" ".join),
    en=st.just("x"),
    kind=st.sampled_from(KINDS),
    exact=st.booleans(),
    priority=st.integers(0, 2),
)
#: A name that no rule can take for something else: four letters, none of which is a clitic or ends like a suffix.
names = st.text(st.sampled_from("جحخدذرزسشصضطظعغق"), min_size=4, max_size=7)


def find(text: str, *glossary: Term) -> tuple[Hit, ...]:
    return Matcher(Glossary(glossary)).find(text)


@given(st.lists(terms, max_size=6), noisy, st.data())
def test_hits_are_sound(glossary: list[Term], text: str, data: st.DataObject) -> None:
    if glossary:
        text += " " + data.draw(st.sampled_from(glossary)).ar
    hits = find(text, *glossary)
    for hit in hits:
        assert text[hit.start : hit.end] == hit.surface
        assert hit.surface == hit.surface.strip()
        assert hit.term in glossary
        assert text[hit.end : hit.end + 1] not in MARKS
        assert text[hit.end : hit.end + 1] not in WORD_LETTERS or hit.surface[-1] not in WORD_LETTERS
        before = text[: hit.start]
        assert matching_form(before).endswith(hit.before) or "ﻻ" in hit.surface
    assert all(one.end <= two.start for one, two in pairwise(hits))


@given(names, st.sampled_from(KINDS), st.sampled_from(["", "و", "ف", "ب", "ك", "ل", "وب", "ول", "فل", "وك"]))
def test_a_term_behind_a_proclitic_is_found(name: str, kind: Kind, before: str) -> None:
    assume(before + name not in UNSPLIT_FRONT)
    (hit,) = find(f"قال {before}{name}، نعم", Term(name, "X", kind=kind))
    assert (hit.surface, hit.before) == (name, before)


@given(names, st.sampled_from(["", "ال", "لل", "بال", "وال", "ولل", "فبال"]))
def test_a_title_with_the_article_is_found(name: str, before: str) -> None:
    (hit,) = find(f"قال {before}{name} نعم", Term(name, "X", kind="title"))
    assert hit.surface.endswith(name)
    assert hit.definite is bool(before)


@given(names, names, st.sampled_from(KINDS))
def test_a_term_inside_a_longer_word_is_not_found(name: str, more: str, kind: Kind) -> None:
    assert find(f"{name}{more} {more}{name} {more}{name}{more}", Term(name, "X", kind=kind)) == ()


@given(names, st.sampled_from(["", "و", "ب", "ال"]), st.lists(st.sampled_from("ًَُِّْـ\u200f"), max_size=6), st.data())
def test_what_is_no_letter_does_not_matter(name: str, before: str, marks: list[str], data: st.DataObject) -> None:
    text = before + name
    for mark in marks:
        at = data.draw(st.integers(1, len(text)))
        text = text[:at] + mark + text[at:]
    (hit,) = find(text, Term(name, "X", kind="title"))
    assert matching_form(hit.surface) == matching_form("ال" * (before == "ال") + name)


@given(st.lists(names, min_size=2, max_size=4), st.sampled_from([" ", "  ", "\n", "\u00a0", " \u200f", "\u2003"]))
def test_white_space_of_any_kind_joins_words(parts: list[str], space: str) -> None:
    term = Term(" ".join(parts), "X", kind="name")
    assert len(find(space.join(parts), term)) == 1
    assert find("، ".join(parts), term) == ()


@given(st.lists(terms, min_size=1, max_size=4), noisy)
def test_the_order_of_finding_does_not_matter(glossary: list[Term], text: str) -> None:
    matcher = Matcher(Glossary(tuple(glossary)))
    first = matcher.find(text)
    matcher.find(text[::-1])
    assert matcher.find(text) == first
    assert all(TOKEN.search(hit.surface) for hit in first)
