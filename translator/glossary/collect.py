"""What readers of glossaries share: problems and warnings with their places, and which terms can stand together."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from translator.errors import GlossaryError
from translator.glossary.model import Glossary, Term
from translator.glossary.sources import source_key
from translator.text.arabic import TOKEN

MAX_PROBLEMS = 1000
"""Problems of one file that are told; the others are only counted."""


@dataclass(slots=True)
class Collector:
    """Keeps what is wrong (`problems`) or doubtful (`warnings`) in the file `origin`, each as `file:place: message`.

    A place is `line`, `line:column`, `sheet!row` or a cell such as `sheet!B7`. When the file is read to its end,
    `glossary` gives what was made of it.
    """

    origin: str
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    _seen: dict[tuple[str, ...], Term] = field(default_factory=dict)
    _untold: int = 0

    @property
    def count(self) -> int:
        """How many problems there were so far, told or not."""
        return len(self.problems) + self._untold

    def problem(self, place: str, message: str) -> None:
        """Something that keeps the file from being used."""
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(f"{self.origin}:{place}: {message}")
        else:
            self._untold += 1

    def warn(self, place: str, message: str) -> None:
        """Something that the user should know, and that the file can be used in spite of."""
        self.warnings.append(f"{self.origin}:{place}: {message}")

    def admit(self, term: Term, place: str) -> bool:
        """Whether `term` can stand beside those admitted before; a problem at `place` otherwise."""
        for form in (term.ar, *term.forms):
            if not TOKEN.search(form):
                self.problem(place, f"“{form}” can never match: it has no letter, digit or sign")
                return False
            first = self._seen.setdefault(source_key(term, form), term)
            if first.en != term.en:
                message = f"“{form}” is “{term.en}” here and “{first.en}” {_at(first)}"
                self.problem(place, f"{message}: keep one, or tell them apart with `context:`")
                return False
        return True

    def glossary(self, terms: Iterable[Term], name: str = "") -> Glossary:
        """The glossary of `terms`, which calls itself `name`. Raises GlossaryError when there was a problem."""
        admitted = tuple(terms)
        if self.problems:
            more = [f"{self.origin}: and {self._untold} more problems"] if self._untold else []
            raise failure([*self.problems, *more])
        return Glossary(admitted, warnings=tuple(self.warnings), name=name)


def failure(problems: Sequence[str], hint: str = "mend the lines listed, then run it again") -> GlossaryError:
    """The error for `problems`, and what to do about them."""
    count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
    return GlossaryError(f"{count} in the glossary", hint, tuple(problems))


def nearest(name: str, choices: Iterable[str]) -> str:
    """`: did you mean …?` with the choice most like `name`; '' when none is."""
    close = difflib.get_close_matches(name, tuple(choices), 1)
    return f": did you mean {close[0]}?" if close else ""


def _at(term: Term) -> str:
    place = term.origin.rpartition(":")[2]
    return f"on line {place}" if place.isdecimal() else f"at {place}"
