"""What a sentence names, and what only looks like it."""

from collections import Counter

import pytest

from translator.suggest.lexicon import Lexicon
from translator.suggest.mentions import mentions
from translator.suggest.words import Is, Reader


def named(text: str, lexicon: Lexicon) -> set[tuple[str, str]]:
    """(kind, text) of the mentions that something introduces."""
    words = Reader(lexicon, Counter()).words(text)
    return {
        (
            one.kind,
            text[words[one.first].span.start + len(words[one.first].shape.before) : words[one.last - 1].span.end],
        )
        for one in mentions(words)
        if one.cue not in ("alone", "maybe", "run")
    }


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("قال الدكتور سامر القطراني إن الوضع صعب", "name", "سامر القطراني"),
        ("وقال غروندبرغ للصحافيين", "name", "غروندبرغ"),
        ("وأكّـدَ غروندبرغ ذلك", "name", "غروندبرغ"),
        ("أعلن وزير الصحة، سامر القطراني، ذلك", "name", "سامر القطراني"),
        ("أعلن وزير الصحة والحماية الاجتماعية ذلك", "title", "وزير الصحة والحماية الاجتماعية"),
        ("التقى بوزير الخارجية اليمني", "title", "وزير الخارجية"),
        ("قال المتحدث باسم وزارة الخارجية", "title", "المتحدث باسم وزارة الخارجية"),
        ("أعلنت هيئة النزاهة ومكافحة الفساد", "organization", "هيئة النزاهة ومكافحة الفساد"),
        ("من الهيئة المصرية العامة للبترول", "organization", "الهيئة المصرية العامة للبترول"),
        ("رئيس الاتحاد الجزائري لكرة القدم", "organization", "الاتحاد الجزائري لكرة القدم"),
        ("أكدت منظمة أطباء بلا حدود", "organization", "منظمة أطباء بلا حدود"),
        ("وقعت شركة سيمبرا للطاقة عقدا", "organization", "شركة سيمبرا للطاقة"),
        ("في مدينة كوبلنتس", "place", "كوبلنتس"),
        ("عند معبر باب الهوى منذ أيام", "place", "معبر باب الهوى"),
        ("عرض مسلسل «ظلال الأندلس» أمس", "term", "ظلال الأندلس"),
        ("ذكرت صحيفة «سيدسفنسكان» أن", "organization", "سيدسفنسكان"),
        ("قال أحمد عوض بن مبارك", "name", "أحمد عوض بن مبارك"),
        ("وقالت أم إبراهيم إنها", "name", "أم إبراهيم"),
        ("بحسب طارق أبو الراغب", "name", "طارق أبو الراغب"),
        ("عبد الرحيم كمال", "name", "عبد الرحيم كمال"),
        ("وصل مدير المصرف، كريستوفر غيلاند، إلى تونس", "name", "كريستوفر غيلاند"),
        ("ورحب رئيس بعثته إلى تونس، كريستوفر غيلاند، بذلك", "name", "كريستوفر غيلاند"),
        ("وقع المهندس علاء حجر، أمس", "name", "علاء حجر"),
        ("قال كوخافي", "name", "كوخافي"),
    ],
)
def test_it_is_found(text: str, kind: str, name: str, lexicon: Lexicon) -> None:
    assert (kind, name) in named(text, lexicon)


@pytest.mark.parametrize(
    "text",
    [
        "قال الرجل إن الطقس جميل",
        "وقالت المرأة إنها تعبت",
        "أكد مصدر مطلع أن الاجتماع تأجل",
        "وزير سابق في الحكومة",
        "شملت القائمة خبزا، وماء، وملابس، وأدوية",
        "قال وزير سابق إنه لا يعرف",
        "أوضح مسؤول كبير في البلاد",
        "وصل الرئيس أمس",
        "أضاف الوزير أن العمل مستمر",
        "أعلنت الوزارة عن خطة جديدة",
        "قال أحد السكان",
        "في مدينة كبيرة",
        "من شركة ناشئة",
        "عقد المجلس اجتماعه",
        "ويقول الطبيب إن المرضى كثيرون",
        "",
        "2024 ، — !",
        "The minister said nothing",
    ],
)
def test_common_nouns_in_the_same_places_are_not(text: str, lexicon: Lexicon) -> None:
    assert named(text, lexicon) == set()


@pytest.mark.parametrize(
    ("token", "stem", "before"),
    [
        ("ولغروندبرغ", "غروندبرغ", "ول"),
        ("وزير", "وزير", ""),
        ("للوزير", "الوزير", "ل"),
        ("وللهيئة", "الهييه", "ول"),
        ("بيسيرو", "بيسيرو", ""),
        ("لبنان", "لبنان", ""),
        ("على", "علي", ""),
    ],
)
def test_proclitics_go_where_the_rest_is_known(token: str, stem: str, before: str, lexicon: Lexicon) -> None:
    (word,) = Reader(lexicon, Counter({"غروندبرغ": 2})).words(token)
    assert (word.shape.stem, word.shape.before) == (stem, before)


def test_grammar_and_names_that_folding_makes_equal_stay_apart(lexicon: Lexicon) -> None:
    on, ali = Reader(lexicon, Counter()).words("على علي")
    assert on.is_(Is.STOP)
    assert not ali.is_(Is.STOP)
    assert ali.is_(Is.NAME)
