import pytest
from hypothesis import given
from hypothesis import strategies as st

from translator.document import Mark, Span, Translation
from translator.formats.inline import inline
from translator.formats.items import Item, Point, Range, Style, Text, merged, texts
from translator.formats.marks import repaired

BASE, BOLD, LINKED = Style(), Style(b"bold"), Style(b"link", linked=True)
NOTE, BREAK = Point(("note",)), Point(("break",), is_break=True)


def looks(items) -> str:
    """Items as text: `[bold]`, `{range}`, `^` for a point, `/` for a break."""
    return "".join(map(_look, items))


def _look(item: Item) -> str:
    if isinstance(item, Text):
        return f"[{item.text}]" if item.style == BOLD else f"_{item.text}_" if item.style == LINKED else item.text
    if isinstance(item, Range):
        return "{" + looks(item.children) + "}"
    return "/" if item.is_break else "^"


@pytest.mark.parametrize(
    ("items", "text", "marks"),
    [
        ([Text("abc ", BASE), Text("def", BOLD)], "abc def", [("1", 4, 7)]),
        ([Text("a ", BASE), Text("defgh", BOLD)], "a defgh", [("1", 0, 1)]),
        ([Text("a ", BASE), Text("defgh", LINKED)], "a defgh", [("1", 2, 7)]),
        ([Text("abc", LINKED)], "abc", []),
        ([NOTE, Text("abc"), NOTE], "abc", []),
        ([Text("ab"), NOTE, NOTE, Text("cd")], "abcd", [("1", 2, 2)]),
        ([Text("ab"), BREAK, Text("cd")], "ab cd", [("1", 2, 2)]),
        ([Text("ab "), BREAK, Text(" cd")], "ab cd", [("1", 3, 3)]),
        ([Range("r", (Text("abc"),))], "abc", []),
        ([Range("r", (Text(" abc "), Range("s", (Text("de"),))))], "abc de", [("1", 4, 6)]),
        ([Text("x "), Range("r", (Text("abc", BOLD), NOTE)), Text(" y")], "x abc y", [("1", 2, 5), ("2", 5, 5)]),
        ([Text("x "), Range("r", (Text(" "), NOTE)), Text("y")], "x y", [("1", 2, 2)]),
        ([Text("—")], "", []),
        ([Text("٣")], "٣", []),
        ([], "", []),
    ],
)
def test_items_make_a_segment(items, text, marks):
    made = inline(items)
    assert (made.text, [(m.id, m.span.start, m.span.end) for m in made.marks]) == (text, marks)


@pytest.mark.parametrize(
    ("items", "text", "marks", "expected"),
    [
        ([Text("long words "), Text("b", BOLD)], "B and", [("1", 0, 1)], "[B] and"),
        ([NOTE, Text(" ab "), NOTE], "xyz", [], "^ xyz ^"),
        ([Text("ab"), NOTE, Text("cd")], "xyz", [("1", 3, 3)], "xyz^"),
        ([Text("ab"), BREAK, Text("cd")], "one two", [("1", 3, 3)], "one/two"),
        ([Text("ab"), BREAK, Text("cd")], "one two", [("1", 4, 4)], "one/two"),
        ([Text("ab "), Range("r", (Text("cd", BOLD),))], "one two", [("1", 0, 3)], "{[one]} two"),
        ([Text("ab "), Range("r", (Text("cd"), Text("e", BOLD)))], "abc", [("1", 0, 2), ("2", 0, 1)], "{[a]b}c"),
        ([Text("ab "), Range("r", (Text("cd"), Text("e", BOLD)))], "abc", [("1", 1, 2), ("2", 0, 3)], "[a]{b}[c]"),
        ([Range("r", (NOTE, Text("ab"))), NOTE], "", [], "{^}^"),
        ([Text("ab "), NOTE, Text(" cd")], "one two", [("1", 3, 3)], "one ^ two"),
        ([Text("ab "), NOTE, Text(" cd")], "one two", [("1", 4, 4)], "one ^ two"),
        ([Text("ab "), NOTE, Text(".")], "one.", [("1", 3, 3)], "one ^."),
        ([Text("ab "), NOTE, Text("cd")], "one two", [("1", 3, 3)], "one^ two"),
        ([Text("ab "), NOTE, Range("r", (Text(" cd", BOLD),))], "one two", [("1", 3, 3), ("2", 4, 7)], "one ^ {[two]}"),
    ],
)
def test_a_translation_makes_items(items, text, marks, expected):
    given_marks = tuple(Mark(name, Span(start, end)) for name, start, end in marks)
    assert looks(inline(items).replaced(Translation(text, given_marks))) == expected


def test_a_lone_space_is_no_formatting():
    assert merged([Text("a"), Text(" ", BOLD), Text("b")]) == (Text("a b"),)
    assert merged([Text("a"), Text("   ", BOLD)]) == (Text("a"), Text("   ", BOLD))


STYLES = st.sampled_from([BASE, BOLD, LINKED])
LEAVES = st.one_of(st.builds(Text, st.text("ab ", max_size=4), STYLES), st.sampled_from([NOTE, BREAK]))
ITEMS = st.recursive(
    st.lists(LEAVES, max_size=6),
    lambda inner: st.lists(LEAVES | st.builds(lambda c: Range("r", tuple(c)), inner), max_size=6),
    max_leaves=12,
)
MARKS = st.lists(
    st.builds(lambda n, a, b: Mark(str(n), Span(a, b)), st.integers(0, 9), st.integers(-2, 12), st.integers(-2, 12)),
    max_size=8,
)


def counted(items, kind) -> int:
    own = sum(isinstance(item, kind) for item in items)
    return own + sum(counted(item.children, kind) for item in items if isinstance(item, Range))


def points(items) -> int:
    own = sum(len(item.data) for item in items if isinstance(item, Point))
    return own + sum(points(item.children) for item in items if isinstance(item, Range))


@given(ITEMS, st.text("xy z", max_size=10), MARKS)
def test_every_point_and_range_is_kept_once_whatever_a_translation_says(items, text, marks):
    made = inline(items)
    if not made.text:
        return
    result = made.replaced(Translation(text, tuple(marks)))
    assert points(result) == points(items)
    assert counted(result, Range) == counted(items, Range)
    assert "".join(t.text for t in texts(result)).split() == text.split() or points(result)


@given(ITEMS)
def test_marks_are_nested_in_order_and_inside(items):
    made = inline(items)
    assert made.text == made.text.strip()
    assert repaired(made.text, made.marks, Translation(made.text, made.marks)) == sorted(
        made.marks, key=lambda m: (m.span.start, not m.is_point, -m.span.end, made.marks.index(m))
    )


@given(st.text("xy z", max_size=10), MARKS, MARKS)
def test_repaired_marks_are_each_once_and_nested(text, wanted, marks):
    wanted = list({m.id: m for m in wanted if 0 <= m.span.start <= m.span.end}.values())
    result = repaired("abcdefghijkl", wanted, Translation(text, tuple(marks)))
    assert sorted(m.id for m in result) == sorted(m.id for m in wanted)
    for one in result:
        assert 0 <= one.span.start <= one.span.end <= len(text)
        for other in result:
            inside = one.span.start <= other.span.start <= other.span.end <= one.span.end
            around = other.span.start <= one.span.start <= one.span.end <= other.span.end
            assert inside or around or not one.span.overlaps(other.span)
