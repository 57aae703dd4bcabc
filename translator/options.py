"""The options of a run: one frozen object, and the one place that says what each option is.

An option is one field of `Options`. Its `Setting` drives all four ways to give it: as `Options(…)` from Python,
as a key of the project file, as an environment variable and as a flag. To add an option, add a field.

The project file is `translator.yaml` in the current folder or the nearest one above it:

    glossary: [names.yaml, military]    # a relative path is seen from the project file
    enforce: strict
    fail-on: error
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, TypeVar, cast

from translator.errors import OptionsError

PROJECT_FILE = "translator.yaml"
PREFIX = "TRANSLATOR_"
CONFIG_VARIABLE = f"{PREFIX}CONFIG"

Value = str | int | bool | tuple[str, ...]
_Default = TypeVar("_Default", bound=Value)

_BOOLEANS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


@dataclass(frozen=True, slots=True)
class Setting:
    """How one option is given: `key` in the project file, `TRANSLATOR_KEY`, `--key` and its `short` flag.

    `choices` are the values it may take ('' = any), `minimum` the least number. `path`: a relative `file` in a project
    file is seen from there, and so is what is `named`, unless it is a name. `codec`: names a text encoding. `metavar`
    is what help calls the value ('' = after the key). An option whose default is a tuple may be given several times.
    """

    key: str
    help: str
    short: str = ""
    choices: tuple[str, ...] = ()
    minimum: int = 0
    path: Literal["", "file", "named"] = ""
    codec: bool = False
    metavar: str = ""

    @property
    def variable(self) -> str:
        """The name of the environment variable."""
        return PREFIX + self.key.upper().replace("-", "_")


def _setting(default: _Default, setting: Setting) -> _Default:
    return field(default=default, metadata={"setting": setting})


@dataclass(frozen=True, slots=True)
class Options:
    """Everything a user can choose about a run. Raises OptionsError for a value that an option cannot take."""

    glossaries: tuple[str, ...] = _setting(
        (), Setting("glossary", "Glossary: a file, a folder of them, or the name of a shipped one.", "-g", path="named")
    )
    model: str = _setting(
        "", Setting("model", "Installed model, or ./FOLDER of one (default: the embedded one).", "-m", path="named")
    )
    device: Literal["cpu", "cuda", "auto"] = _setting(
        "cpu", Setting("device", "Where the model runs.", choices=("cpu", "cuda", "auto"))
    )
    threads: int = _setting(0, Setting("threads", "CPU threads; 0 means all cores."))
    memory: str = _setting(
        "", Setting("memory", "Translation memory whose pairs are used and offered.", metavar="FILE", path="file")
    )
    fuzzy: int = _setting(75, Setting("fuzzy", "Least percentage of matches that are offered; 100: none.", minimum=50))
    cache: bool = _setting(False, Setting("cache", "Keep what the model says on this machine; repeats are then quick."))
    beam: int = _setting(4, Setting("beam", "Beam size: 1 is fastest, more is a little better.", minimum=1))
    enforce: Literal["off", "check", "soft", "strict"] = _setting(
        "strict",
        Setting(
            "enforce",
            "Glossary terms: enforce them always (strict), or without writing over the model's words (soft); "
            "only report what is missing (check); ignore them (off).",
            choices=("off", "check", "soft", "strict"),
        ),
    )
    repeat: Literal["each", "first"] = _setting(
        "each",
        Setting("repeat", "Demand a term at each mention, or at the first in a segment.", choices=("each", "first")),
    )
    harmonize: bool = _setting(False, Setting("harmonize", "Say each name, term and sentence in one way everywhere."))
    report: tuple[str, ...] = _setting(
        (), Setting("report", "Write a report; its suffix says which kind.", metavar="FILE", path="file")
    )
    encoding: str = _setting(
        "", Setting("encoding", "Encoding of text inputs, such as cp1256 (default: detect).", codec=True)
    )
    fail_on: Literal["never", "warning", "error"] = _setting(
        "never",
        Setting("fail-on", "Exit with 1 over problems this bad.", choices=("never", "warning", "error")),
    )
    progress: bool = _setting(True, Setting("progress", "Show progress when stderr is a terminal."))
    verbosity: int = _setting(
        0, Setting("verbosity", "-1 errors only, 0 summary, 1 every violation, 2 tracebacks.", minimum=-1)
    )

    def __post_init__(self) -> None:
        for name, setting in SETTINGS.items():
            value = getattr(self, name)
            if type(value) is not type(DEFAULTS[name]):
                raise OptionsError(f"{name} is {_kind(DEFAULTS[name])}, not {value!r}")
            if complaint := _complaint(setting, value):
                raise OptionsError(complaint)


SETTINGS: Mapping[str, Setting] = {row.name: row.metadata["setting"] for row in fields(Options)}
DEFAULTS: Mapping[str, Value] = {row.name: cast(Value, row.default) for row in fields(Options)}


def merge(
    defaults: Options,
    project: Mapping[str, Value],
    environment: Mapping[str, Value],
    flags: Mapping[str, Value],
) -> Options:
    """The options, each from the last of the four that gives it. The mappings go by field name of `Options`."""
    given: dict[str, Any] = {**project, **environment, **flags}
    return replace(defaults, **given)


def resolve(
    flags: Mapping[str, Value],
    environ: Mapping[str, str],
    folder: Path,
    config: str = "",
    defaults: Options | None = None,
) -> Options:
    """The options of a run started in `folder`. Raises OptionsError.

    `config` (else the environment's TRANSLATOR_CONFIG) names the project file to use instead of the one found;
    `defaults` are what a command has of its own.
    """
    named = config or environ.get(CONFIG_VARIABLE, "")
    path = folder / Path(named).expanduser() if named else find_project_file(folder)
    project = read_project_file(path) if path else {}
    return merge(defaults or Options(), project, read_environment(environ), flags)


def find_project_file(folder: Path) -> Path | None:
    """The project file in `folder` or the nearest folder above it."""
    here = folder.absolute()
    candidates = (parent / PROJECT_FILE for parent in (here, *here.parents))
    return next((path for path in candidates if path.is_file()), None)


def read_environment(environ: Mapping[str, str]) -> dict[str, Value]:
    """The options that `environ` gives, by field name. An empty variable gives nothing. Raises OptionsError.

    An option that may be given several times is split like PATH.
    """
    names = {setting.variable: name for name, setting in SETTINGS.items()}
    given: dict[str, Value] = {}
    for variable, text in environ.items():
        if not variable.startswith(PREFIX) or variable == CONFIG_VARIABLE or not text:
            continue
        if variable not in names:
            hint = _nearest(variable, [*names, CONFIG_VARIABLE]) or "unset it"
            raise OptionsError(f"environment: there is no option {variable}", hint)
        name = names[variable]
        texts = text.split(os.pathsep) if isinstance(DEFAULTS[name], tuple) else [text]
        given[name] = _parse(name, texts, variable)
    return given


def read_project_file(path: Path) -> dict[str, Value]:
    """The options that the project file at `path` gives, by field name. Raises OptionsError with `file:line`."""
    names = {setting.key: name for name, setting in SETTINGS.items()}
    given: dict[str, Value] = {}
    for entry in _entries(path):
        where = f"{path}:{entry.line}"
        if entry.key not in names:
            hint = _nearest(entry.key, list(names)) or "options: " + ", ".join(names)
            raise OptionsError(f"{where}: there is no option {entry.key!r}", hint)
        name = names[entry.key]
        if name in given:
            raise OptionsError(f"{where}: {entry.key} is given twice", "keep one of them")
        if entry.is_list and not isinstance(DEFAULTS[name], tuple):
            raise OptionsError(f"{where}: {entry.key} takes one value, not a list")
        texts = [_from_folder(path.parent, text, SETTINGS[name].path) for text in entry.texts]
        given[name] = _parse(name, texts, where)
    return given


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the project file; lines count from 1."""

    key: str
    line: int
    texts: tuple[str, ...]
    is_list: bool


def _entries(path: Path) -> Iterator[_Entry]:
    """The entries of a project file. Scalars stay text, so that `off` is a word and not a boolean."""
    import yaml

    root = _compose(path)
    if root is None or (isinstance(root, yaml.ScalarNode) and not root.value):
        return
    if not isinstance(root, yaml.MappingNode):
        raise OptionsError(f"{path}:1: must hold `option: value` lines", "for example `enforce: strict`")
    for key, value in root.value:
        is_list = isinstance(value, yaml.SequenceNode)
        nodes = value.value if is_list else [value]
        line = key.start_mark.line + 1
        if not all(isinstance(node, yaml.ScalarNode) for node in (key, *nodes)):
            raise OptionsError(f"{path}:{line}: an option takes one value or a list of values")
        yield _Entry(key.value, line, tuple(node.value for node in nodes), is_list)


def _compose(path: Path) -> object:
    import yaml

    try:
        return yaml.compose(path.read_text("utf-8-sig"), Loader=yaml.SafeLoader)
    except OSError as error:
        raise OptionsError(f"{path}: cannot be read: {error.strerror}", "check the path of the project file") from None
    except UnicodeDecodeError:
        raise OptionsError(f"{path}: is not UTF-8 text", "save it as UTF-8") from None
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        raise OptionsError(f"{where}: is not YAML: {getattr(error, 'problem', error)}") from None


def _from_folder(folder: Path, text: str, kind: str) -> str:
    """`text` as seen from `folder`, if it is a path: a bare name is none where that may be the name of something."""
    path = folder / Path(text).expanduser()
    is_name = kind == "named" and Path(text).name == text and not Path(text).suffix and not path.exists()
    return text if is_name or not (text and kind) else str(path)


def _parse(name: str, texts: Sequence[str], where: str) -> Value:
    """The value of the option `name` written as `texts`. Raises OptionsError beginning with `where`."""
    setting, default = SETTINGS[name], DEFAULTS[name]
    value = _convert(default, texts)
    if value is None:
        raise OptionsError(f"{where}: {setting.key} is {_kind(default)}, not {texts[0]!r}")
    if complaint := _complaint(setting, value):
        raise OptionsError(f"{where}: {complaint}")
    return value


def _convert(default: Value, texts: Sequence[str]) -> Value | None:
    """`texts` as a value of the same type as `default`, None if they cannot be one."""
    if isinstance(default, tuple):
        return tuple(text for text in texts if text)
    text = texts[0].strip()
    if isinstance(default, bool):
        return _BOOLEANS.get(text.lower())
    if isinstance(default, int):
        try:
            return int(text)
        except ValueError:
            return None
    return text


def _kind(default: Value) -> str:
    kinds = {bool: "true or false", int: "a whole number", str: "text", tuple: "a tuple"}
    return kinds[type(default)]


def _complaint(setting: Setting, value: Value) -> str:
    """What is wrong with `value` ('' = nothing)."""
    if setting.choices and value not in setting.choices:
        return f"{setting.key} is one of {', '.join(setting.choices)}, not {value!r}"
    if isinstance(value, int) and value < setting.minimum:
        return f"{setting.key} is at least {setting.minimum}, not {value}"
    if setting.codec and value and not _is_codec(str(value)):
        return f"{setting.key} {value!r} is not known"
    return ""


def _is_codec(name: str) -> bool:
    try:
        "".encode(name)
    except LookupError:
        return False
    return True


def _nearest(name: str, known: Sequence[str]) -> str:
    near = get_close_matches(name, known, 1)
    return f"did you mean {near[0]}?" if near else ""
