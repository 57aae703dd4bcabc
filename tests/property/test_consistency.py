"""Whatever documents say, looking for what they say in two ways breaks nothing, and every place is one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from translator.consistency.find import conflicts, marked
from translator.result import FileResult, SegmentResult

ARABIC = st.lists(
    st.sampled_from(
        [
            "غانتس",
            "وغانتس",
            "لل",
            "للسوداني",
            "السوداني",
            "مِيلـي",
            "بيني",
            "جو",
            "﷽",
            "ال",
            "و",
            "\u200f",
            "12",
            "«",
            ".",
        ]
    )
    | st.text(max_size=3),
    max_size=6,
).map(" ".join)
ENGLISH = st.lists(
    st.sampled_from(
        ["Gantz", "Ganz's", "al-Sudani", "Sudani", "Milley", "Mayley", "Benny", "Joe", "the", "O'", "É", "."]
    )
    | st.text(max_size=3),
    max_size=6,
).map(" ".join)
FILES = st.lists(st.lists(st.tuples(ARABIC, ENGLISH, st.booleans()), max_size=5), max_size=3)


@given(FILES)
def test_every_place_is_one(texts: list[list[tuple[str, str, bool]]]) -> None:
    files = [
        FileResult(
            f"{f}",
            f"{f}.en",
            tuple(
                SegmentResult(str(s), source, target, passthrough=done) for s, (source, target, done) in enumerate(rows)
            ),
        )
        for f, rows in enumerate(texts)
    ]
    for one in conflicts(files):
        assert len(one.renderings) > 1
        assert sum(count for _, count in one.renderings) == len(one.places)
        assert 0 < len(one.odd) < len(one.places)
        for place in one.places:
            segment = files[place.file].segments[place.segment]
            assert place.target.of(segment.target).startswith(place.said)
            assert place.source.of(segment.source).strip() or one.kind == "sentence"
    named, _ = marked(files)
    assert [[one.target for one in file.segments] for file in named] == [[row[1] for row in rows] for rows in texts]
    for file in named:
        for segment in file.segments:
            assert all(-1 <= one.start <= one.end <= len(segment.target) for one in segment.findings)
