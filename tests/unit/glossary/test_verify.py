"""The verifier: what counts as a rendering, and what does not."""

from __future__ import annotations

import pytest

from translator.glossary.model import Hit, Term
from translator.glossary.verify import forbidden, locate, unmet, verify

CHAIRMAN = Term(
    "رئيس هيئة الأركان المشتركة",
    "Chairman of the Joint Chiefs",
    accept=("Chairman of the Joint Chiefs of Staff",),
    forbid=("Chief of the Joint Staff", "Joint Chiefs"),
    kind="title",
)
STAFF = Term("رئيس الأركان", "chief of staff", plural="chiefs of staff", kind="title")
MILLEY = Term("ميلي", "Milley", kind="name")
MARK = Term("مارك ميلي", "Mark Milley", kind="name")
DRONE = Term("طائرة مسيرة", "drone")
APPLE = Term("أبل", "Apple", kind="organization", case="exact")
OBRIEN = Term("أوبراين", "O'Brien", kind="name")
GENERAL = Term("الجنرال", "General", kind="title")
GENERAL_MILLEY = Term("ميلي", "Milley", accept=("General Milley",), kind="name")
WHO = Term("الصحة العالمية", "WHO", kind="organization")
US = Term("أميركا", "US", kind="place")
U_S = Term("أميركا", "U.S.", kind="place")
MAY = Term("أيار", "May", kind="name")
QUDS = Term("فيلق القدس", "Quds Force", kind="organization")
PENTAGON = Term("البنتاغون", "Pentagon", kind="organization")
TIMES = Term("نيويورك تايمز", "The New York Times", kind="organization")
QAIDA = Term("القاعدة", "al-Qaida", kind="organization")
INC = Term("أبل", "Apple Inc.", kind="organization")
ALDATE = Term("سانت ألدات", "St. Aldate's", kind="name")
SONS = Term("غريفيلد", "Greyfield & Sons", kind="organization")
UNIT = Term("الوحدة 8200", "Unit 8200", kind="organization")
XB = Term("إكس بي", "XB-70", kind="name")
CAFE = Term("مقهى", "Café Riche", kind="place")
WHATSAPP = Term("WhatsApp", "WhatsApp", kind="untranslated")
SITE = Term("بوكينغ", "Booking.com", kind="organization")
UAV = Term("درون", "UAV")
GERMAN = Term("ألماني", "German")
WOMAN = Term("امرأة", "policewoman")
CRISIS = Term("أزمة", "crisis")
HERO = Term("بطل", "war hero")
WOLF = Term("ذئب", "lone wolf")
BOSS = Term("مدير", "chairman of the board", accept=("boss",), kind="title")
CHIEF = Term("قائد", "chief", kind="title")


def hit(term: Term, plural: bool = False) -> Hit:
    return Hit(0, len(term.ar), term.ar, term, plural=plural)


SATISFIED = [
    ("The Chairman of the Joint Chiefs spoke.", [CHAIRMAN]),
    ("The chairman of the joint chiefs of staff spoke.", [CHAIRMAN]),
    ("Milley's office", [MILLEY]),
    ("Milley’s office", [MILLEY]),
    ("Robert O’Brien said", [OBRIEN]),
    ("Chairman\u00a0of the  Joint\nChiefs", [CHAIRMAN]),
    ("a drone and drones", [DRONE, DRONE]),
    ("Milley met Mark Milley.", [MARK, MILLEY]),
    ("(Milley)", [MILLEY]),
    ("the ex-Milley aide", [MILLEY]),
    ("a Milley-led force", [MILLEY]),
    ("the Joint Chiefs' MILLEY", [MILLEY]),
    ("the chairman of the Joint Chiefs’ aide", [CHAIRMAN]),
    ("“General” Milley", [GENERAL, MILLEY]),
    ("General Milley spoke", [GENERAL, GENERAL_MILLEY]),
    ("General Milley spoke", [GENERAL_MILLEY, GENERAL]),
    ("General Milley and Milley", [GENERAL_MILLEY, GENERAL, GENERAL_MILLEY]),
    ("the WHO said who", [WHO]),
    ("the US told us", [US]),
    ("in the U.S.", [U_S]),
    ("the U.S.-led force", [U_S]),
    ("He may go in May.", [MAY]),
    ("QUDS FORCE", [QUDS]),
    ("as the New York Times wrote", [TIMES]),
    ("al‑Qaida and al–Qaida", [QAIDA, QAIDA]),
    ("Al-Qaida said", [QAIDA]),
    ("at Apple Inc.", [INC]),
    ("Apple Inc.'s, Apple Inc., (Apple Inc.)", [INC, INC, INC]),
    ("St. Aldate’s", [ALDATE]),
    ("Greyfield & Sons", [SONS]),
    ("Unit 8200's", [UNIT]),
    ("the XB-70s’ XB-70", [XB]),
    ("Cafe\u0301 Riche", [CAFE]),
    ("Mark \u200eMil\u00adley, Mark \u200eMilley", [MARK]),
    ("Book at Booking.com now", [SITE]),
    ("#Milley", [MILLEY]),
    ("UAVs", [UAV]),
    ("Germans", [GERMAN]),
    ("policewomen", [WOMAN]),
    ("crises", [CRISIS]),
    ("war heroes", [HERO]),
    ("lone wolves", [WOLF]),
]
MISSING = [
    ("The chief of the staff", [STAFF], 1),
    ("Milleys", [MILLEY], 1),
    ("Mark Milley", [MARK, MILLEY], 1),
    ("Milley", [MILLEY, MILLEY], 1),
    ("apple", [APPLE], 1),
    ("Chairman of the Joint, Chiefs", [CHAIRMAN], 1),
    ("The Joint Chiefs of Staff", [STAFF], 1),
    ("", [MILLEY], 1),
    ("Chairman of the Joint Chiefs of Staff", [CHAIRMAN, STAFF], 1),
    ("General Milley", [GENERAL, GENERAL_MILLEY, MILLEY], 1),
    ("chairman of the board", [BOSS, BOSS], 1),
    ("those who said", [WHO], 1),
    ("he told us", [US], 1),
    ("in the US", [U_S], 1),
    ("in the U.S.", [US], 1),
    ("in the USA", [US], 1),
    ("He may go.", [MAY], 1),
    ("the Quds force", [QUDS], 1),
    ("milley", [MILLEY], 1),
    ("a New York Times report", [TIMES], 1),
    ("al Qaida, al- Qaida and alQaida", [QAIDA], 1),
    ("Apple Inc, Apple", [INC], 1),
    ("St Aldate's, St.Aldate's", [ALDATE], 1),
    ("Greyfield and Sons", [SONS], 1),
    ("Unit 82001", [UNIT], 1),
    ("XB-701, XB - 70, xb-70", [XB], 1),
    ("Cafe Riche", [CAFE], 1),
    ("whatsapp", [WHATSAPP], 1),
    ("see https://example.org/Pentagon and www.Pentagon.mil", [PENTAGON], 1),
    ("write to Milley@example.org or @Milley", [MILLEY], 1),
    ("Mark, Milley", [MARK], 1),
    ("Mark A. Milley", [MARK], 1),
    ("Mark Milley", [MARK, MARK], 1),
]


@pytest.mark.parametrize(("target", "terms"), SATISFIED)
def test_satisfied(target: str, terms: list[Term]) -> None:
    hits = [hit(term) for term in terms]
    assert unmet(target, hits) == ()
    assert verify(target, hits) == ()
    for one, span in zip(hits, locate(target, hits), strict=True):
        assert span is not None
        assert {span.of(target).split()[0][0].lower()} <= {form[0].lower() for form in one.renderings}


@pytest.mark.parametrize(("target", "terms", "count"), MISSING)
def test_missing(target: str, terms: list[Term], count: int) -> None:
    violations = verify(target, [hit(term) for term in terms])
    assert [violation.kind for violation in violations] == ["missing"] * count


def test_plural_only_where_the_arabic_is_plural() -> None:
    assert unmet("two chiefs of staff", [hit(STAFF, plural=True)]) == ()
    assert unmet("two chiefs of staff", [hit(STAFF)]) == (0,)


def test_words_go_to_the_term_that_they_are_the_rendering_of_before_one_that_accepts_them() -> None:
    china, chinese = hit(Term("الصين", "China", kind="place", accept=("Chinese",))), hit(Term("صيني", "Chinese"))
    for hits in ([china, chinese], [chinese, china]):
        one = [place is not None for place in locate("used in Chinese medicine", hits)]
        assert one == [each is chinese for each in hits]
        assert None not in locate("Chinese doctors of Chinese medicine", hits)


def test_singular_and_plural_hits_of_one_term_are_told_apart() -> None:
    hits = [hit(STAFF), hit(STAFF, plural=True)]
    assert unmet("the chiefs of staff", hits) == (0,)
    assert unmet("the chief of staff", hits) == (1,)
    assert unmet("the chiefs of staff and the chief of staff", hits) == ()


def test_a_missing_repeat_is_the_last_one() -> None:
    spans = locate("Milley left.", [hit(MILLEY), hit(MILLEY)])
    assert spans[0] is not None
    assert spans[1] is None


def test_repeat_first_demands_one() -> None:
    hits = [hit(MILLEY), hit(MILLEY)]
    assert len(verify("Milley said he left.", hits)) == 1
    assert verify("Milley said he left.", hits, "first") == ()
    assert len(verify("He said he left.", hits, "first")) == 1


def test_repeat_first_keeps_senses_apart() -> None:
    senses = [hit(Term("رئيس", english, context=("س",))) for english in ("president", "chief")]
    assert [one.en for one in verify("the president", senses, "first")] == ["chief"]


def test_forbidden_outside_a_right_rendering_only() -> None:
    assert verify("the Chairman of the Joint Chiefs", [hit(CHAIRMAN)]) == ()
    kinds = [violation.kind for violation in verify("the Chief of the Joint Staff", [hit(CHAIRMAN)])]
    assert kinds == ["missing", "forbidden"]
    text = "the Chairman of the Joint Chiefs, or Chief of the Joint Staff"
    assert [violation.kind for violation in verify(text, [hit(CHAIRMAN)])] == ["forbidden"]


FORBIDDEN = [
    ("the boss", Term("مدير", "director", forbid=("boss",)), 1),
    ("the bosses", Term("مدير", "director", forbid=("boss",)), 1),
    ("the boss, the Boss", Term("مدير", "director", forbid=("boss",)), 2),
    ("he embossed it", Term("مدير", "director", forbid=("boss",)), 0),
    ("General Milley", Term("ميلي", "Milley", forbid=("General Milley",), kind="name"), 1),
    ("General Milley", Term("ميلي", "General Milley", forbid=("Milley",), kind="name"), 0),
    ("he told us", Term("أميركا", "U.S.", forbid=("US",), kind="place"), 0),
    ("the US", Term("أميركا", "U.S.", forbid=("US",), kind="place"), 1),
    ("roast turkey", Term("تركيا", "Türkiye", forbid=("Turkey",), kind="place"), 0),
    ("in Turkey", Term("تركيا", "Türkiye", forbid=("Turkey",), kind="place"), 1),
    ("see www.Turkey.com", Term("تركيا", "Türkiye", forbid=("Turkey",), kind="place"), 0),
]


@pytest.mark.parametrize(("target", "term", "count"), FORBIDDEN)
def test_forbidden(target: str, term: Term, count: int) -> None:
    assert forbidden(target, [hit(term)]) == count
    kinds = [violation.kind for violation in verify(target, [hit(term)])]
    assert kinds.count("forbidden") == count


def test_many_mentions_in_a_long_text() -> None:
    hits = [hit(GENERAL_MILLEY), hit(GENERAL)] * 2000
    spans = locate("General Milley " * 1500 + "Milley " * 500, hits)
    assert sum(span is not None for span in spans) >= 3000


@pytest.mark.parametrize(
    ("target", "stands"),
    [
        ("On 3/3/2021 it met.", True),
        ("On (3/3/2021), it met.", True),
        ("On 3/3/2021/21 it met.", False),
        ("On 13/3/2021 it met.", False),
        ("On 2/3/3/2021 it met.", False),
    ],
)
def test_a_figure_does_not_stand_inside_another(target: str, stands: bool) -> None:
    date = Hit(0, 8, "3/3/2021", Term("3/3/2021", "3/3/2021", case="exact"))
    assert (locate(target, [date])[0] is not None) == stands
