"""What a glossary is once it is loaded: terms, and the hits they have in a text."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike, fspath
from typing import Literal

from translator.document import Span

Kind = Literal["title", "name", "organization", "place", "term", "untranslated"]


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a glossary; see the glossary chapter of the README for what each field means.

    `origin` is `file:line` of the entry, `priority` its file's priority.
    """

    ar: str
    en: str
    accept: tuple[str, ...] = ()
    forbid: tuple[str, ...] = ()
    kind: Kind = "term"
    forms: tuple[str, ...] = ()
    plural: str = ""
    case: Literal["keep", "exact"] = "keep"
    exact: bool = False
    context: tuple[str, ...] = ()
    repeat: Literal["each", "first"] = "each"
    first: str = ""
    later: str = ""
    note: str = ""
    origin: str = ""
    priority: int = 0


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms of all loaded files, merged, best priority first; `files` maps each file to its sha256.

    `name` is what a single file calls itself.
    """

    terms: tuple[Term, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    name: str = ""

    @classmethod
    def load(cls, *names: str | PathLike[str]) -> Glossary:
        """The glossaries `names` merged into one: files, folders of them, or bare names of shipped ones.

        Where two have the same term, the higher `priority` wins, then the one named first.
        Raises GlossaryError with every problem of every file.
        """
        from translator.glossary.load import load

        return load([fspath(name) for name in names])


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found in a text: `text[hit.start:hit.end] == hit.surface`.

    `before` holds the proclitic letters directly before the span (such as `و`, `ب` or `ول`, as matching form):
    the model still has to translate them. The article is inside the span. `plural` is true where the Arabic
    shows a plural or dual, `definite` where it carries an article that the term itself is not written with.
    `mention`: whether the document has mentioned the term before, for a term that is then called differently.
    """

    start: int
    end: int
    surface: str
    term: Term
    before: str = ""
    plural: bool = False
    definite: bool = False
    mention: Literal["", "first", "later"] = ""

    @property
    def span(self) -> Span:
        """The surface as a span."""
        return Span(self.start, self.end)

    @property
    def rendering(self) -> str:
        """The English to insert for this hit."""
        return self._by_mention or (self.term.plural if self.plural and self.term.plural else self.term.en)

    @property
    def renderings(self) -> tuple[str, ...]:
        """Every English that satisfies this hit, the one to insert first.

        Where the glossary says what a term is called at this mention, `en` is something else.
        """
        term = self.term
        plural = term.plural if self.plural or term.kind == "term" else ""
        usual = () if self._by_mention else (term.en, plural)
        return tuple(dict.fromkeys(filter(None, (self.rendering, *usual, *term.accept))))

    @property
    def _by_mention(self) -> str:
        """What the term is called at this mention, where its glossary says so."""
        return {"": "", "first": self.term.first, "later": self.term.later}[self.mention]
