"""Which files of a folder are translated, where each goes, and which are left out and why. Reads no document."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePath

from translator.errors import InputError, OutputError
from translator.formats.table import for_path


@dataclass(frozen=True, slots=True)
class Job:
    """One document: `name` is its path below the source folder, with `/`; `size` counts bytes."""

    name: str
    source: Path
    target: Path
    size: int


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file or folder that is left out. `failed`: it is a document that the user would expect to be translated."""

    name: str
    reason: str
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user wants of a tree: `include` globs (none = every file), of which `exclude` globs take away.

    A glob is compared, in any case of letters, with the path below the source folder and with each name in that
    path; its `*` also stands for slashes. So `*.docx` is every Word document, `drafts` everything below a folder
    of that name.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def refuses(self, path: PurePath, is_folder: bool = False) -> str:
        """Why `path` is not wanted ('' = it is). A folder is refused by an `exclude` glob only."""
        if _matches(path, self.exclude):
            return "excluded"
        return "" if is_folder or not self.include or _matches(path, self.include) else "not included"


@dataclass(frozen=True, slots=True)
class Tree:
    """What is below a folder, both in order of names."""

    jobs: tuple[Job, ...]
    skipped: tuple[Skipped, ...]


def scan(source: Path, out: Path, choice: Choice | None = None) -> Tree:
    """The documents below `source`, mirrored below `out`. Raises InputError and OutputError.

    Hidden files, links to folders and links that lead out of `source` are left out, and so is `out` when it lies
    in `source`. When two documents would go to one place, or to names that differ only in the case of letters
    (one place on many disks), the first in order keeps it.
    """
    if source.is_file():
        raise InputError(f"{source}: is a file, not a folder", "name its folder; `translator translate` takes files")
    if not source.is_dir():
        raise InputError(f"{source}: there is no such folder", "name the folder that holds the documents")
    walk = _Walk(_real(source), _real(out), choice or Choice())
    if walk.root == walk.mirror:
        raise OutputError(f"{out}: the translations would overwrite their sources", "name another output folder")
    jobs: list[Job] = []
    skipped: list[Skipped] = []
    taken: dict[str, str] = {}
    for found in walk.below(PurePath()):
        row = found if isinstance(found, Skipped) else _job(found, source, out, walk)
        if isinstance(row, Job) and (first := taken.setdefault(_place(row.target), row.name)) != row.name:
            row = Skipped(row.name, f"its translation would take the place of that of {first}", failed=True)
        if isinstance(row, Job):
            jobs.append(row)
        else:
            skipped.append(row)
    return Tree(tuple(jobs), tuple(skipped))


@dataclass(frozen=True, slots=True)
class _Walk:
    """A walk through the folder `root`; `mirror` is the output folder. Both are free of links."""

    root: Path
    mirror: Path
    choice: Choice

    def below(self, folder: PurePath) -> Iterator[PurePath | Skipped]:
        """The paths of the files to translate, and what is left out, below `folder` (a path below `root`)."""
        try:
            with os.scandir(self.root / folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            yield Skipped(folder.as_posix(), f"the folder cannot be read: {error.strerror}", failed=True)
            return
        for entry in entries:
            path = folder / entry.name
            if reason := self._unfit(entry) or self.choice.refuses(path, entry.is_dir()):
                yield Skipped(path.as_posix(), reason)
            elif entry.is_dir():
                yield from self.below(path)
            else:
                yield path

    def is_source(self, path: Path) -> bool:
        """True for a place below `root`, unless that is below a `mirror` which itself lies there."""
        in_mirror = self.root in self.mirror.parents and self.mirror in path.parents
        return self.root in path.parents and not in_mirror

    def _unfit(self, entry: os.DirEntry[str]) -> str:
        """Why an entry is not even looked at ('' = it is)."""
        if entry.name.startswith("."):
            return "hidden"
        if entry.name.startswith("~$"):
            return "made by Office while a document is open"
        if entry.is_symlink():
            return self._unfit_link(Path(entry))
        if Path(entry) == self.mirror:
            return "the output folder"
        return "" if entry.is_dir() or entry.is_file() else "not a file"

    def _unfit_link(self, link: Path) -> str:
        real = _real(link)
        if not real.exists():
            return "a broken link"
        if real.is_dir():
            return "a link to a folder"
        if not self.is_source(real):
            return "a link out of the folder"
        return "" if real.is_file() else "not a file"


def _job(path: PurePath, source: Path, out: Path, walk: _Walk) -> Job | Skipped:
    name = path.as_posix()
    try:
        suffix = for_path(path).output or path.suffix
    except InputError:
        return Skipped(name, f"no format reads {path.suffix or 'a file without a suffix'}")
    target = out / path.with_suffix(suffix)
    if walk.is_source(_real(target)):
        return Skipped(name, "its translation would lie among the sources", failed=True)
    return Job(name, source / path, target, (source / path).stat().st_size)


def _matches(path: PurePath, globs: Sequence[str]) -> bool:
    name = path.as_posix()
    texts = [_folded(text) for text in (name, f"/{name}", *path.parts)]
    return any(fnmatchcase(text, _folded(glob)) for glob in globs for text in texts)


def _place(target: Path) -> str:
    """Equal for two paths that are one file on some file system."""
    return _folded(str(target))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))  # unlike Path.resolve, it takes links that lead to themselves
