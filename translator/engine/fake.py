"""An engine without a model: it translates word by word from a dictionary, and fails in the ways models fail.

For tests, of this program and of programs that use it. The same questions always get the same answers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from translator.document import Span
from translator.engine.base import Alignment, Capabilities, Hypothesis, Request, Tags
from translator.errors import ModelError

Kind = Literal[
    "drop",  # leave the word out
    "double",  # say it twice
    "reorder",  # say it last
    "recase",  # in capitals
    "split",  # with `of` in the middle of a rendering of several words
    "leave_arabic",  # as it stands in the source
    "truncate",  # stop after half of the words
    "ignore_prefix",  # begin differently from the prefix
    "lose_tags",  # translate a tagged word as if it were not tagged
    "leave_tag",  # copy the marks of a tag into the translation
]

TAGS = Tags("⟦", "⟶", "⟧")
SLOTS = ("⟨1⟩", "⟨2⟩", "⟨3⟩", "⟨4⟩", "⟨5⟩", "⟨6⟩")

_INSIDE = r"[^\s.,;:!?،؛؟()«»\"“”]+"
_TOKEN = re.compile(rf"{_INSIDE}(?:[.,:?]+{_INSIDE})*|[^\s]")
_OPENING = frozenset("(«“")
_LATIN = str.maketrans("،؛؟«»", ",;?“”")
_LETTERS = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ",
        "a b t th j h kh d dh r z s sh s d t z ' gh f q k l m n h w y a a ' a i a u i".split(),
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to do wrong: to the rendering or slot `word` (empty: every one), in sources that contain `where`."""

    kind: Kind
    word: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of a source and what becomes of it; `tag` is the whole tag it stood in, if any."""

    span: Span
    surface: str
    text: str
    tag: str = ""


def transliterate(word: str) -> str:
    """A word in Latin letters, one capital first; what is not Arabic stays as it is."""
    latin = "".join(_LETTERS.get(letter, letter) for letter in word)
    return latin if latin == word else latin.capitalize()


@dataclass(frozen=True)
class FakeEngine:
    """Says `lexicon` word by word.

    A key is one or more source words, the longest key wins; its value is what the word becomes, several values being
    what it becomes in the best hypothesis, the second best and so on. Words without a key go through `otherwise`.
    Tags are obeyed, slots copied and prefixes continued, unless a fault says otherwise. `longest` is the most words
    of a source that fits. `tags=None` and `slots=()` make a model that was not trained on them.
    """

    lexicon: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    faults: Sequence[Fault] = ()
    tags: Tags | None = TAGS
    slots: tuple[str, ...] = SLOTS
    longest: int = 100
    otherwise: Callable[[str], str] = transliterate

    @property
    def capabilities(self) -> Capabilities:
        """What the fields say."""
        return Capabilities("fake", "1", "fake", self.tags, self.slots)

    def fits(self, source: str) -> bool:
        """True for a source of at most `longest` words."""
        return len(source.split()) <= self.longest

    def translate(self, requests: Sequence[Request], beam: int) -> list[tuple[Hypothesis, ...]]:
        """See `Engine.translate`; a hypothesis that another equals is left out."""
        return [self._answer(request) for request in requests]

    def stream(self, requests: Sequence[Request], beam: int) -> Iterator[tuple[int, tuple[Hypothesis, ...]]]:
        """See `Engine.stream`; the last request is answered first."""
        yield from reversed([*enumerate(self.translate(requests, beam))])

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """Minus one, and another one a token for tokens that no word of the source stands for."""
        return [-1.0 - _share_unaligned(one) for one in self.align(pairs)]

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        """Each target word looks at the source word it is the dictionary's rendering of, if there is one."""
        return [self._aligned(source, target) for source, target in pairs]

    def _answer(self, request: Request) -> tuple[Hypothesis, ...]:
        if not self.fits(request.source):
            raise ModelError(f"a sentence of more than {self.longest} words does not fit", "split the text")
        texts = dict.fromkeys(self._text(request, rank) for rank in range(request.nbest))
        return tuple(Hypothesis(text, -1.0 - rank / 10) for rank, text in enumerate(texts))

    def _text(self, request: Request, rank: int) -> str:
        faults = [fault for fault in self.faults if fault.where in request.source]
        words = self._words(request.source, rank)
        for fault in faults:
            words = self._spoiled(words, fault, rank)
        own = [word.text for word in words]
        if not request.prefix or any(fault.kind == "ignore_prefix" for fault in faults):
            return _joined(own)
        tail = _joined(_continued(own, _TOKEN.findall(request.prefix)))
        return _joined([request.prefix.rstrip(), tail]) if tail else request.prefix

    def _words(self, source: str, rank: int = 0) -> list[_Word]:
        """The words of a source in order, a tag or the source words of one key being one word."""
        words: list[_Word] = []
        done = 0
        for tag in self._tag().finditer(source) if self.tags else ():
            words += self._plain(source, Span(done, tag.start()), rank)
            words.append(_Word(Span(*tag.span()), tag[1], tag[2], tag=tag[0]))
            done = tag.end()
        return words + self._plain(source, Span(done, len(source)), rank)

    def _tag(self) -> re.Pattern[str]:
        tags = self.tags or TAGS
        return re.compile(rf"{re.escape(tags.open)} (.*?) {re.escape(tags.arrow)} (.*?) {re.escape(tags.close)}")

    def _plain(self, source: str, part: Span, rank: int) -> list[_Word]:
        tokens = [Span(*token.span()) for token in _TOKEN.finditer(source, part.start, part.end)]
        words: list[_Word] = []
        while tokens:
            sizes = range(len(tokens), 0, -1)
            taken = next((n for n in sizes if _between(source, tokens[:n]) in self.lexicon), 1)
            span = Span(tokens[0].start, tokens[taken - 1].end)
            words.append(_Word(span, span.of(source), self._rendering(_between(source, tokens[:taken]), rank)))
            tokens = tokens[taken:]
        return words

    def _rendering(self, surface: str, rank: int) -> str:
        if surface in self.slots:
            return surface
        known = self.lexicon.get(surface)
        if known is None:
            return self.otherwise(surface).translate(_LATIN)
        return known if isinstance(known, str) else known[min(rank, len(known) - 1)]

    def _spoiled(self, words: list[_Word], fault: Fault, rank: int) -> list[_Word]:
        meant = [fault.word in ("", word.text) for word in words]
        if fault.kind == "truncate":
            return words[: (len(words) + 1) // 2]
        if fault.kind == "reorder":
            order = sorted(range(len(words)), key=lambda n: meant[n])
            return [words[n] for n in order]
        texts = [
            self._wrong(word, fault.kind, rank) if bad else word.text for word, bad in zip(words, meant, strict=True)
        ]
        return [replace(word, text=text) for word, text in zip(words, texts, strict=True)]

    def _wrong(self, word: _Word, kind: Kind, rank: int) -> str:
        """What a fault of one word makes of it."""
        *others, last = word.text.split() or [""]
        wrong = {
            "drop": "",
            "double": f"{word.text} {word.text}",
            "recase": word.text.upper(),
            "split": " ".join([*others, "of", last]) if others else last,
            "leave_arabic": word.surface,
            "lose_tags": self._rendering(word.surface, rank) if word.tag else word.text,
            "leave_tag": word.tag or word.text,
        }
        return wrong.get(kind, word.text)

    def _aligned(self, source: str, target: str) -> Alignment:
        words = self._words(source)
        tokens = [Span(*token.span()) for token in _TOKEN.finditer(target)]
        rows = []
        used = [0] * len(words)
        for token in tokens:
            able = [n for n, word in enumerate(words) if token.of(target).lower() in self._sayings(word)]
            best = min(able, key=lambda n: used[n], default=-1)
            rows.append(tuple(float(n == best) for n in range(len(words))))
            used = [count + (n == best) for n, count in enumerate(used)]
        return Alignment(tuple(word.span for word in words), tuple(tokens), tuple(rows))

    def _sayings(self, word: _Word) -> set[str]:
        """The tokens, in small letters, that may stand for a source word."""
        known = self.lexicon.get(word.surface, ())
        texts = [word.text, word.surface, *([known] if isinstance(known, str) else known)]
        return {token.lower() for text in texts for token in _TOKEN.findall(text)}


def _between(source: str, tokens: Sequence[Span]) -> str:
    return " ".join(token.of(source) for token in tokens)


def _continued(own: Sequence[str], prefix: Sequence[str]) -> Sequence[str]:
    """The part of `own` that comes after `prefix`.

    What the prefix says instead of some renderings has a word for each of them; what it ends with replaces one.
    """
    said = at = replaced = 0
    for count, phrase in enumerate((_TOKEN.findall(text) for text in own), 1):
        starts = range(at + replaced, len(prefix) - len(phrase) + 1) if phrase else ()
        found = next((start for start in starts if prefix[start : start + len(phrase)] == phrase), None)
        if found is not None:
            said, at, replaced = count, found + len(phrase), 0
        elif phrase:
            replaced += 1
    return own[said + (at < len(prefix)) :]


def _joined(words: Sequence[str]) -> str:
    text = ""
    for word in filter(None, words):
        glued = not text or text[-1] in _OPENING or re.fullmatch(r"[.,;:!?)”]+.*", word)
        text += word if glued else f" {word}"
    return text


def _share_unaligned(alignment: Alignment) -> float:
    lost = sum(not any(row) for row in alignment.weights)
    return lost / max(1, len(alignment.weights))
