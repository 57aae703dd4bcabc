"""The rules of ARCHITECTURE.md that a program can check, checked on the syntax tree of every module."""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from inspect import ismodule
from pathlib import Path

import pytest

import translator

ROOT = Path(__file__).parent.parent
MAX_FILE, MAX_FUNCTION, MAX_PARAMETERS = 300, 40, 6

CORE = {"translator", "translator.errors", "translator.document", "translator.result", "translator.options"}
ENGINE = "translator.engine.base"

# What a part may import, itself aside: module names and their submodules. A part that is not named may import
# anything but the command line. The most specific row counts.
LAYERS: dict[str, set[str]] = {
    "translator.errors": set(),
    "translator.document": set(),
    "translator.result": {"translator.document"},
    "translator.options": {"translator.errors"},
    "translator.files": {"translator.errors"},
    "translator.databases": set(),
    "translator.marks": CORE | {"translator.text", ENGINE},
    "translator.text": CORE,
    "translator.glossary": CORE | {"translator.text", "translator.files", "translator.parsing"},
    "translator.enforce": CORE | {"translator.text", "translator.glossary", ENGINE},
    "translator.engine.base": CORE,
    "translator.engine": CORE | {"translator.models", "translator.files", "translator.databases"},
    "translator.models": CORE | {ENGINE, "translator.files"},
    # A model is installed only once the engine has translated with it.
    "translator.models.convert": CORE | {ENGINE, "translator.files", "translator.models", "translator.engine.ct2"},
    "translator.memory": CORE | {"translator.text", "translator.files", "translator.databases"},
    # What others made is read the way documents are, with the same care.
    "translator.memory.exchange": CORE
    | {"translator.text", "translator.files", "translator.formats", "translator.memory"},
    "translator.memory.tmx": CORE | {"translator.parsing", "translator.formats.bilingual_xml", "translator.memory"},
    "translator.quality": CORE | {"translator.text", "translator.glossary"},
    "translator.parsing": {"translator.errors", "translator.document"},
    "translator.consistency": CORE | {"translator.text", "translator.glossary"},
    "translator.formats": CORE | {"translator.parsing"},
    "translator.report": CORE | {"translator.files"},
    "translator.suggest": CORE
    | {"translator.text", "translator.glossary", "translator.enforce", ENGINE, "translator.consistency.spelling"},
    "translator.plan": CORE | {"translator.text", "translator.glossary", "translator.enforce", ENGINE},
    "translator.checking": CORE
    | {"translator.text", "translator.glossary", "translator.quality", "translator.plan", "translator.consistency"},
    "translator.evaluation": CORE | {"translator.text", "translator.glossary", "translator.checking"},
    "translator.pipeline": CORE
    | {"translator.text", "translator.glossary", "translator.enforce", "translator.quality", "translator.marks"}
    | {"translator.plan", "translator.memory", ENGINE},
}

# Third-party packages that have one home each.
HOMES: dict[str, tuple[str, ...]] = {
    "click": ("translator.cli",),
    "rich": ("translator.cli",),
    "ctranslate2": ("translator.engine.ct2", "translator.models"),
    "sentencepiece": ("translator.engine.ct2", "translator.models"),
    "yaml": ("translator.glossary", "translator.options", "translator.models", "translator.formats"),
    "rapidfuzz": ("translator.memory.form",),
    "sacrebleu": ("translator.evaluation.scores",),
    "jinja2": ("translator.report", "translator.server"),
}


@dataclass(frozen=True)
class Source:
    """A module of the package."""

    path: Path
    name: str

    @cached_property
    def text(self) -> str:
        return self.path.read_text("utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))

    @property
    def imports(self) -> Iterator[str]:
        """Every module that is imported anywhere in the file, in full."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.path}:{node.lineno}: relative import"
                for alias in node.names:
                    full = f"{node.module}.{alias.name}"
                    yield full if full in NAMES else str(node.module)


def _sources() -> tuple[Source, ...]:
    paths = sorted((ROOT / "translator").rglob("*.py"))
    return tuple(Source(path, _module_name(path)) for path in paths)


def _module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


SOURCES = _sources()
NAMES = {source.name for source in SOURCES}
every_module = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)


def within(name: str, part: str) -> bool:
    return name == part or name.startswith(f"{part}.")


def part_of(name: str) -> str:
    return max((part for part in LAYERS if within(name, part)), key=len, default="")


@every_module
def test_layers(source: Source):
    part = part_of(source.name)
    for name in source.imports:
        if not within(name, "translator"):
            continue
        if not part:
            free = source.name == "translator.__main__" or within(source.name, "translator.cli")
            assert free or not within(name, "translator.cli"), f"{source.name} imports {name}"
            continue
        assert within(name, part) or _allowed(name, LAYERS[part]), f"{source.name} imports {name}"


def _allowed(name: str, parts: set[str]) -> bool:
    return any(name == part or (part != "translator" and within(name, part)) for part in parts)


@every_module
def test_the_public_names_are_for_others(source: Source):
    """Imported through the package, a name would come from anywhere, past the layers."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ImportFrom) and node.module == "translator":
            assert [alias.name for alias in node.names if f"translator.{alias.name}" not in NAMES] in (
                [],
                ["__version__"],
            )


def test_formats_do_not_import_each_other():
    from translator.formats.table import FORMATS

    modules = {f"translator.formats.{row.name}" for row in FORMATS}
    for source in SOURCES:
        if source.name in modules:
            others = modules - {source.name}
            assert not others & set(source.imports), source.name


@every_module
def test_packages_stay_in_their_homes(source: Source):
    for name in source.imports:
        homes = HOMES.get(name.partition(".")[0])
        assert homes is None or any(within(source.name, home) for home in homes), f"{source.name} imports {name}"


@every_module
def test_budgets(source: Source):
    assert source.text.count("\n") <= MAX_FILE, "the file is too long"
    for function in source.functions:
        where = f"{source.path.relative_to(ROOT)}:{function.lineno}: {function.name}"
        assert function.end_lineno is not None
        assert function.end_lineno - function.lineno + 1 <= MAX_FUNCTION, f"{where} is too long"
        if not within(source.name, "translator.cli"):
            arguments = function.args
            names = [a.arg for a in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
            assert len([name for name in names if name not in ("self", "cls")]) <= MAX_PARAMETERS, where


@every_module
def test_no_passthrough_of_keyword_arguments(source: Source):
    for function in source.functions:
        assert function.args.kwarg is None, f"{source.path.relative_to(ROOT)}:{function.lineno}: {function.name}"


@every_module
def test_only_the_command_line_prints_and_exits(source: Source):
    if within(source.name, "translator.cli") or source.name == "translator.__main__":
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            assert called not in {"print", "exit", "quit", "sys.exit", "os._exit"}, f"line {node.lineno}: {called}"


@every_module
def test_no_state_that_changes(source: Source):
    for node in ast.walk(source.tree):
        assert not isinstance(node, ast.Global), f"line {node.lineno}: global {node.names}"


@every_module
def test_importing_touches_no_file(source: Source):
    forbidden = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "getenv", "getcwd", "cwd"}
    for statement in source.tree.body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        for node in ast.walk(statement):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func).rpartition(".")[2]
                assert called not in forbidden, f"line {node.lineno}: {called}"


def test_there_is_no_drawer_for_odds_and_ends():
    drawers = {"utils", "util", "helpers", "helper", "misc", "common"}
    assert [name for name in NAMES if drawers & set(name.split("."))] == []


@every_module
def test_all_is_exact(source: Source):
    if "__all__" not in source.text:
        return
    module = import_module(source.name)
    declared = set(module.__all__)
    assert len(declared) == len(module.__all__)
    assert [name for name in declared if not hasattr(module, name)] == []
    defined = {node.name for node in source.tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    assert {name for name in defined if not name.startswith("_")} <= declared


def test_the_package_exports_what_it_says():
    public = {name for name, value in vars(translator).items() if not name.startswith("_") and not ismodule(value)}
    assert public <= set(translator.__all__)


@every_module
def test_public_names_are_described(source: Source):
    if not source.tree.body:  # an empty __init__.py
        return
    assert ast.get_docstring(source.tree), "the module says nothing"
    for node in source.tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"line {node.lineno}: {node.name}"


def test_test_modules_have_names_of_their_own():
    """Two of one name cannot be collected together."""
    names = Counter(path.name for path in (ROOT / "tests").rglob("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []
