"""Inline markup, carried from a segment to its translation."""

from translator.marks.correspondence import Known, Link, Part, known, links
from translator.marks.projection import project

__all__ = ["Known", "Link", "Part", "known", "links", "project"]
