"""The embedded model behind the engine: what holds whatever its weights are."""

import json
from pathlib import Path

import pytest

from translator.engine.base import Request
from translator.engine.ct2 import CT2Engine
from translator.engine.pieces import spelled
from translator.models import manifest, store

SENTENCES = [
    "قال رئيس الوزراء إن المجلس سيجتمع غدا في القاهرة.",
    "وصل الوزير.",
    "وصل الوزير إلى بيروت مساء أمس.",
    "أعلنت وزارة الصحة يوم الثلاثاء تسجيل 1,204 إصابات جديدة بالفيروس خلال الساعات الأربع والعشرين الماضية.",
    "نعم",
    "وقالت المتحدثة باسم الأمم المتحدة إن المحادثات بين الطرفين ستستأنف في جنيف الأسبوع المقبل، مضيفة أن "
    "المبعوث الخاص سيلتقي كل وفد على حدة قبل عقد جلسة مشتركة.",
    "زار ⟨1⟩ مدينة ⟨2⟩ أمس.",
    "هل تعاني من ألم في الصدر؟",
    "الجو جميل اليوم في دمشق.",
    "نفى المتحدث باسم الحكومة هذه الأنباء.",
]


@pytest.fixture(scope="module")
def folder() -> Path:
    return store.embedded_folder() / store.DEFAULT


@pytest.fixture(scope="module")
def engine(folder: Path) -> CT2Engine:
    return CT2Engine(folder, threads=2)


def test_the_embedded_model_is_sound_and_says_what_it_is(folder: Path) -> None:
    assert store.verify(folder) == ()
    about = manifest.read(folder)
    assert (about.name, about.source, about.target) == (store.DEFAULT, "ar", "en")
    assert about.licence
    assert about.data
    assert sum(path.stat().st_size for path in folder.iterdir()) <= 60_000_000


def test_end_marks_are_added_by_the_model_not_by_the_engine(folder: Path) -> None:
    config = json.loads((folder / store.CONFIG).read_text(encoding="utf-8"))
    assert config["add_source_eos"] is True


@pytest.mark.parametrize("beam", [1, 4])
def test_an_answer_does_not_depend_on_its_company(beam: int, engine: CT2Engine) -> None:
    requests = [Request(source, nbest=1 + n % 2, align=True) for n, source in enumerate(SENTENCES)]
    alone = [engine.translate([request], beam)[0] for request in requests]
    assert engine.translate(requests, beam) == alone
    assert engine.translate(requests[::-1], beam) == alone[::-1]
    assert engine.translate(requests[3:7], beam) == alone[3:7]


def test_pieces_put_together_are_where_the_tokenizer_finds_them(engine: CT2Engine) -> None:
    for answer in engine.translate([Request(source) for source in SENTENCES], 4):
        cut = engine._target(answer[0].text)
        assert spelled(cut.text, cut.pieces, 0).spans == cut.spans


def test_answers_come_as_they_get_ready(engine: CT2Engine) -> None:
    """Long ones first, since those are begun first; one that is asked for twice comes twice."""
    requests = [Request(source) for source in ("نعم", *SENTENCES * 30)]
    came = list(engine.stream(requests, 1))
    numbers = [number for number, _ in came]
    assert sorted(numbers) == list(range(len(requests)))
    assert numbers[0] == 1 + max(range(len(SENTENCES)), key=lambda n: len(SENTENCES[n]))
    assert [answer for _, answer in sorted(came)] == engine.translate(requests, 1)


def test_who_has_heard_enough_may_go(engine: CT2Engine) -> None:
    some = engine.stream([Request(f"{source} {n}") for n, source in enumerate(SENTENCES * 30)], 1)
    next(some)
    some.close()
    ((answer,),) = engine.translate([Request("وصل الوزير.")], 1)
    assert answer.text


def test_neither_do_prefixes_scores_and_alignments(engine: CT2Engine) -> None:
    texts = [answer[0].text for answer in engine.translate([Request(source) for source in SENTENCES], 2)]
    pairs = list(zip(SENTENCES, texts, strict=True))
    requests = [Request(source, " ".join(text.split()[: 1 + n % 4])) for n, (source, text) in enumerate(pairs)]
    assert engine.translate(requests, 2) == [engine.translate([request], 2)[0] for request in requests]
    assert engine.score(pairs) == [engine.score([pair])[0] for pair in pairs]
    assert engine.align(pairs) == [engine.align([pair])[0] for pair in pairs]


def test_its_own_translation_scores_better_than_another(engine: CT2Engine) -> None:
    source = SENTENCES[0]
    ((own,),) = engine.translate([Request(source)], 4)
    right, wrong = engine.score([(source, own.text), (source, "Do you have any chest pain?")])
    assert right > wrong + 1
    assert right == pytest.approx(own.score, abs=0.1)


def test_names_are_aligned_with_themselves(engine: CT2Engine) -> None:
    source, target = "وصل الوزير إلى القاهرة غدا", "The minister arrives in Cairo tomorrow"
    (one,) = engine.align([(source, target)])
    at = target.index("Cairo")
    row = next(row for span, row in zip(one.target, one.weights, strict=True) if span.start == at)
    looked_at = one.source[row.index(max(row))]
    assert looked_at.of(source) in "القاهرة"


def test_slots_survive(engine: CT2Engine) -> None:
    ((best,),) = engine.translate([Request("قال ⟨1⟩ إن الوزير وصل أمس.")], 4)
    assert "⟨1⟩" in best.text
