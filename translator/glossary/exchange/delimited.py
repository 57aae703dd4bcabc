"""Glossaries as tables in text: CSV and TSV of any make, OmegaT's glossaries, term lists of translation services.

One reader for all: the delimiter, the encoding, names of columns and the direction are found. In OmegaT's files (.utf8,
.txt, .tab) quotation marks are text, `#` begins a comment, and several lines for one term give it several renderings.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from translator.glossary.collect import Collector
from translator.glossary.exchange.alternatives import joined_terms
from translator.glossary.exchange.columns import contrast, named_columns
from translator.glossary.exchange.fields import as_table
from translator.glossary.exchange.rows import read_rows
from translator.glossary.exchange.target import Target
from translator.glossary.model import Glossary, Term
from translator.parsing import delimited
from translator.parsing.encoding import decode

_NOTHING = " \t\r\n,;|"
_SAMPLE = 200  # rows


@dataclass(frozen=True, slots=True)
class _Row:
    row: delimited.Row

    @property
    def values(self) -> Sequence[str]:
        return self.row.values

    @property
    def place(self) -> str:
        return str(self.row.line)

    def cell(self, column: int) -> str:
        line, place = self.row.position(column)
        return f"{line}:{place}"

    def fault(self, column: int) -> str:
        del column
        return ""


def read(data: bytes, origin: str) -> Glossary:
    """The glossary in the CSV or TSV `data`. Raises GlossaryError, or InputError for what is no text."""
    text = decode(data).text
    collector = Collector(origin)
    said, start = delimited.declared(text)
    delimiter = said or _delimiter(text)
    if not delimiter:
        message = "no comma, semicolon, tab or | parts most rows in two: separate Arabic and English with one of them"
        collector.problem("1:1", message)
        return collector.glossary(())
    rows = map(_Row, delimited.rows(text, delimiter, start))
    return collector.glossary(_admitted(read_rows(rows, collector), collector))


def read_omegat(data: bytes, origin: str) -> Glossary:
    """The glossary in OmegaT's `data`; what has no tab is read as any other table. Raises as `read` does."""
    text = decode(data).text
    if "\t" not in text:
        return read(data, origin)
    collector = Collector(origin)
    lines = delimited.rows(text, "\t", is_quoted=False)
    rows = (_Row(row) for row in lines if len(row.values) > 1 and not row.values[0].startswith("#"))
    return collector.glossary(_admitted(joined_terms(read_rows(rows, collector), collector), collector))


def write(glossary: Glossary, target: Target) -> bytes:
    """`glossary` with a column for each field that any term has, as Excel opens it: with a byte order mark."""
    columns, rows = as_table(glossary.terms)
    return table_text([columns, *rows], target.delimiter, "\r\n").encode("utf-8-sig")


def table_text(rows: Iterable[Sequence[str]], delimiter: str, line_end: str = "\n") -> str:
    """`rows` as text, cells quoted where they must be."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter, lineterminator=line_end).writerows(rows)
    return stream.getvalue()


def _admitted(terms: Iterable[Term], collector: Collector) -> Iterator[Term]:
    return (term for term in terms if collector.admit(term, term.origin.rpartition(":")[2]))


def _delimiter(text: str) -> str:
    """The delimiter that makes the first line names of columns, or else parts Arabic from English best."""
    start = len(text) - len(text.lstrip())
    for sign in delimited.DELIMITERS:
        first = next(delimited.rows(text, sign, start), None)
        if first and named_columns(first.values).is_named:
            return sign
    signs = delimited.candidates(text)
    parted = [contrast(list(islice(map(_Row, delimited.rows(text, sign)), _SAMPLE))) for sign in signs]
    best = max(range(len(signs)), key=parted.__getitem__, default=None)
    return signs[best] if best is not None else "" if text.strip(_NOTHING) else ","
