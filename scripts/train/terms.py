"""Terms in an aligned pair: phrase pairs that the word links confirm (Koehn et al. 2003), trimmed to term-like ones."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from scripts.train.records import AlignedPair
from scripts.train.tokens import Token, arabic_tokens, english_tokens

_MOST_ARABIC, _MOST_ENGLISH = 5, 7
_SHORTEST = 3
_ARTICLES = frozenset({"the", "a", "an"})
_ENGLISH_WORDS = """
the a an of in on at to for and or but with by from as is are was were be been being has have had do does did will would
shall should can could may might must not no nor so if then than that this these those it its he she they them his her
their him i we you my our your me us who whom which what when where why how there here also only just very more most all
any some such into onto over under after before about between through during against within without upon out up off down
again 's ’s said says
"""
_ARABIC_WORDS = """
في من الي علي عن مع ان التي الذي هذا هذه ذلك تلك كان كانت قد لم لن لا ما هو هي هم كل بعد قبل عند بين حتي او ثم اذا كما
قال وقال اي الذين اليوم غير وهو وهي له لها به بها فيه فيها انه انها منذ خلال حيث كذلك هناك ايضا لان
"""
ENGLISH_STOP = frozenset(_ENGLISH_WORDS.split())
_ARABIC_STOP = frozenset(_ARABIC_WORDS.split())


@dataclass(frozen=True, slots=True)
class Term:
    """A phrase pair: half-open code point spans, [start, end) in the Arabic, target_start and _end in the English."""

    start: int
    end: int
    target_start: int
    target_end: int
    words: int

    def overlaps(self, other: "Term") -> bool:
        """Whether the two share text on either side."""
        return (self.start < other.end and other.start < self.end) or (
            self.target_start < other.target_end and other.target_start < self.target_end
        )


def find_terms(row: AlignedPair, counts: Mapping[str, int]) -> list[Term]:
    """Every term of a pair, overlapping ones too.  `counts` are the corpus's folded Arabic words."""
    left, right = arabic_tokens(row.pair.arabic, counts), english_tokens(row.pair.english)
    forward: dict[int, set[int]] = defaultdict(set)
    backward: dict[int, set[int]] = defaultdict(set)
    for i, j in row.links:
        forward[i].add(j)
        backward[j].add(i)
    terms = []
    for first, last, linked in _arabic_phrases(left, forward):
        span = _trim(right, min(linked), max(linked))
        if _confirmed(first, last, span, backward) and _is_term_like(right[span[0] : span[1] + 1]):
            target = right[span[0]].start, right[span[1]].end
            terms.append(Term(left[first].start, left[last].end, *target, last - first + 1))
    return terms


def _arabic_phrases(tokens: Sequence[Token], forward: Mapping[int, Set[int]]) -> Iterator[tuple[int, int, set[int]]]:
    """(first, last, English tokens linked) of Arabic phrases that begin and end in a linked content word."""
    for first, token in enumerate(tokens):
        if first not in forward or not _is_content(token):
            continue
        linked: set[int] = set()
        for last in range(first, min(len(tokens), first + _MOST_ARABIC)):
            word = tokens[last]
            if not word.is_arabic or (last not in forward and not word.is_clitic):
                break
            linked |= forward.get(last, set())
            if _is_content(word):
                yield first, last, set(linked)


def _is_content(token: Token) -> bool:
    return token.is_arabic and not token.is_clitic and len(token.form) >= _SHORTEST and token.form not in _ARABIC_STOP


def _trim(tokens: Sequence[Token], first: int, last: int) -> tuple[int, int]:
    """Drop leading articles: a tag holds `council`, and the model writes `the council`."""
    while first < last and tokens[first].form in _ARTICLES:
        first += 1
    return first, last


def _confirmed(first: int, last: int, span: tuple[int, int], backward: Mapping[int, Set[int]]) -> bool:
    """No English word inside links outside the Arabic phrase, and at most one is linked to nothing."""
    inside = range(span[0], span[1] + 1)
    strays = any(not first <= i <= last for j in inside for i in backward.get(j, ()))
    return not strays and sum(j not in backward for j in inside) <= 1


def _is_term_like(words: Sequence[Token]) -> bool:
    """Words only, neither first nor last a function word, not a lone letter or digit."""
    if len(words) > _MOST_ENGLISH or words[0].form in ENGLISH_STOP or words[-1].form in ENGLISH_STOP:
        return False
    if not all(word.form[0].isalnum() or word.form in {"-", "&", "'s", "’s"} for word in words):
        return False
    return any(word.form[0].isalpha() for word in words) and sum(len(word.form) for word in words) >= _SHORTEST
