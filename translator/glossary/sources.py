"""When two source forms of terms are the same to the matcher."""

from __future__ import annotations

from translator.glossary.model import Term
from translator.text.arabic import TOKEN, matching_form


def source_key(term: Term, form: str) -> tuple[str, ...]:
    """Equal for two forms that match the same text under the same conditions.

    A term with `context` stands beside one without: the two answer different texts.
    """
    if term.exact:
        return ("exact", form, *term.context)
    return (" ".join(TOKEN.findall(matching_form(form))), *sorted(term.context))
