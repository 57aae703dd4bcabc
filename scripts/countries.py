"""Write glossaries/countries.yaml: CLDR's territory names, joined with what news Arabic adds to them.

Needs babel (CLDR) and PyYAML. The press names, adjectives and guarded names are in countries.data.yaml.
"""

from __future__ import annotations

import json
import re
import textwrap
import unicodedata
from pathlib import Path
from typing import Any

import yaml
from babel import Locale

HERE = Path(__file__).parent
TARGET = HERE.parent / "glossaries" / "countries.yaml"
LINE = 118
HEADER = """\
# Countries, territories, world regions and the adjectives that belong to them.
# Written by scripts/countries.py from CLDR and scripts/countries.data.yaml: change those, not this file.
# Places come before adjectives: تركيا is Turkey first, and only then the accusative of تركي.
name: Countries and nationalities
terms:
"""
FOLDS = str.maketrans("أإآٱىةؤئ", "اااايهوي")
Entry = dict[str, Any]


def fold(text: str) -> str:
    """The spelling two Arabic forms share when the matcher cannot tell them apart."""
    return "".join(c for c in text.translate(FOLDS) if not unicodedata.combining(c))


def unique(items: list[str], taken: str) -> list[str]:
    """`items` in order, without repeats (after folding) and without `taken`."""
    kept = {fold(taken): taken}
    for item in items:
        kept.setdefault(fold(item), item)
    return list(kept.values())[1:]


def entry(fields: Entry) -> Entry:
    """One term with its lists deduplicated and its empty keys gone."""
    lists = {
        "forms": unique(fields.get("forms", []), fields["ar"]),
        "accept": unique(fields.get("accept", []), fields["en"]),
    }
    order = ("ar", "en", "kind", "exact", "forms", "accept", "context", "note")
    merged = {**fields, **lists}
    return {key: merged[key] for key in order if merged.get(key)}


def english(name: str) -> str:
    return name.replace("&", "and").replace("’", "'")


def places(data: Entry) -> dict[str, Entry]:
    """CLDR's names by territory code, overridden and extended by the data file."""
    arabic: dict[str, str] = dict(Locale("ar").territories)
    names: dict[str, str] = dict(Locale("en").territories)
    countries = {code for code in names.keys() & arabic.keys() if len(code) == 2} - set(data["skip"])
    return {
        code: {"ar": arabic[code], "en": english(names[code]), "kind": "place", **data["places"].get(code, {})}
        for code in [*data["regions"], *sorted(countries)]
    }


def adjective(people: Entry, place: Entry | None, taken: set[str]) -> Entry:
    """The masculine forms and their feminines; a form that is a place name keeps only its article."""
    forms = [form for stem in people["ar"] for form in (stem, feminine(stem))]
    free = [f"ال{form}" if fold(form) in taken else form for form in forms]
    accept = [*people.get("accept", []), *([place["en"]] if place else [])]
    return entry({**people, "ar": free[0], "kind": "term", "forms": free[1:], "accept": accept})


def feminine(stem: str) -> str:
    """ة on every word that agrees: both of كوري جنوبي, only the last of جنوب سوداني."""
    return " ".join(word + "ة" if word.endswith("ي") else word for word in stem.split())


def nation(people: Entry) -> Entry:
    """A broken plural, with its article. A name, because no suffix may join it: عربة is no Arab but a cart."""
    bare: list[str] = people.get("ar", [])
    forms: list[str] = [*bare, *(f"ال{form}" for form in bare), *people.get("forms", [])]
    return entry({**people, "ar": forms[0], "forms": forms[1:], "kind": "name"})


def terms(data: Entry) -> list[Entry]:
    """Every entry of the glossary in the order in which equal matches are to be preferred."""
    known = places(data)
    for people in data["peoples"]:
        if "of" in people:
            place = known[people["of"]]
            place["accept"] = [*place.get("accept", []), people["en"]]
    taken = {fold(form) for place in known.values() for form in [place["ar"], *place.get("forms", [])]}
    adjectives = [adjective(people, known.get(people.get("of", "")), taken) for people in data["peoples"]]
    nouns = [nation(people["people"]) for people in data["peoples"] if "people" in people]
    return [*map(entry, known.values()), *map(entry, data["entries"]), *adjectives, *nouns]


def scalar(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(scalar, value))}]"
    text = "true" if value is True else str(value)
    return text if re.fullmatch(r"[\w.' –-]+", text) and text[0] != "'" else json.dumps(text, ensure_ascii=False)


def yaml_lines(term: Entry) -> str:
    """One line where the term fits on it, else one key a line, long lists wrapped."""
    pairs = [f"{key}: {scalar(value)}" for key, value in term.items()]
    line = f"  - {{{', '.join(pairs)}}}\n"
    if len(line) <= LINE:
        return line
    wrapped = [textwrap.fill(pair, LINE, subsequent_indent=" " * 6, break_on_hyphens=False) for pair in pairs]
    return "  - " + "\n    ".join(wrapped) + "\n"


def main() -> None:
    data = yaml.safe_load((HERE / "countries.data.yaml").read_text(encoding="utf-8"))
    TARGET.write_text(HEADER + "".join(map(yaml_lines, terms(data))), encoding="utf-8")


if __name__ == "__main__":
    main()
