"""Gather the sources of sources.yaml into one folder of `ar<TAB>en` files.

python -m scripts.train.collect corpus/ --from texts/ authored/ [--only opus_unpc] [--fetch]
"""

import argparse
import io
import sys
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from scripts.train.records import read_bitext
from translator.glossary.load import load

SOURCES = Path(__file__).with_name("sources.yaml")
_REPOSITORY = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Source:
    """A line of sources.yaml.

    `prefix`: the name stands for every file that begins with it. `glossaries`: its pairs are the terms of the
    glossaries in this folder, relative to the repository.
    """

    name: str
    origin: str
    licence: str
    domain: str
    prefix: bool = False
    url: str | None = None
    glossaries: str | None = None


class SourceError(Exception):
    """A source that is neither among the folders nor fetchable."""


def load_sources(path: Path = SOURCES) -> dict[str, Source]:
    """The table of sources by name."""
    table: Mapping[str, Mapping[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {
        name: Source(
            name,
            row["origin"],
            row["licence"],
            row["domain"],
            bool(row.get("prefix", False)),
            row.get("url"),
            row.get("glossaries"),
        )
        for name, row in table.items()
    }


def find_files(source: Source, folders: Sequence[Path]) -> list[Path]:
    """The files of a source in the given folders, sorted."""
    stem = f"{source.name}-*" if source.prefix else source.name
    return sorted(path for folder in folders for end in (".tsv", ".tsv.xz") for path in folder.glob(stem + end))


def fetch_moses(url: str) -> Iterator[tuple[str, str]]:
    """Pairs of an OPUS Moses archive: two line-aligned files ending in `.ar` and `.en`."""
    with urllib.request.urlopen(url) as answer:
        archive = zipfile.ZipFile(io.BytesIO(answer.read()))
    sides = []
    for language in ("ar", "en"):
        name = next(name for name in archive.namelist() if name.endswith(f".{language}"))
        sides.append(io.TextIOWrapper(archive.open(name), encoding="utf-8"))
    for arabic, english in zip(*sides, strict=True):
        yield arabic.strip(), english.strip()


def glossary_pairs(folder: Path) -> Iterator[tuple[str, str]]:
    """Every Arabic form of every term of the glossaries in `folder`, with its English."""
    for term in load([str(folder)]).terms:
        if term.kind != "untranslated":
            for arabic in (term.ar, *term.forms):
                yield arabic, term.en


def write_bitext(path: Path, rows: Iterator[tuple[str, str]]) -> int:
    """Write pairs without repetition; tabs inside a side become spaces.  Returns how many."""
    seen = {(left.replace("\t", " "), right.replace("\t", " ")): None for left, right in rows if left and right}
    path.write_text("".join(f"{left}\t{right}\n" for left, right in seen), encoding="utf-8")
    return len(seen)


def collect(source: Source, folders: Sequence[Path], out: Path, fetch: bool) -> int:
    """Write one source into `out`; returns the number of pairs.  Raises SourceError where nothing is found."""
    if source.url and fetch:
        return write_bitext(out / f"{source.name}.tsv", fetch_moses(source.url))
    if source.glossaries:
        return write_bitext(out / f"{source.name}.tsv", glossary_pairs(_REPOSITORY / source.glossaries))
    files = find_files(source, folders)
    if not files:
        raise SourceError(f"{source.name}: no file in the folders given" + (", and --fetch is off" * bool(source.url)))
    return sum(write_bitext(out / f"{path.name.split('.')[0]}.tsv", read_bitext(path)) for path in files)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Gather the training sources into one folder.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--from", dest="folders", type=Path, nargs="+", default=[])
    parser.add_argument("--only", nargs="+", help="names of sources.yaml; default: all that are found")
    parser.add_argument("--sources", type=Path, default=SOURCES)
    parser.add_argument("--fetch", action="store_true", help="download the sources that have a url")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    sources = load_sources(options.sources)
    for name in options.only or sources:
        try:
            print(f"{collect(sources[name], options.folders, options.out, options.fetch):>9} {name}")
        except SourceError as error:
            print(f"  missing {error}", file=sys.stderr)
            if options.only:
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
