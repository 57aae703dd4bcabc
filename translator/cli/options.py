"""Flags for the fields of `Options`, derived from them: a command names the options it takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from translator.cli.session import Session
from translator.options import SETTINGS, Options, Value

MODEL = ("model", "device", "threads", "beam", "cache")
TERMS = ("glossaries", "enforce", "repeat")
MEMORY = ("memory", "fuzzy")
OUTCOME = ("report", "fail_on", "progress")

_Function = TypeVar("_Function", bound=Callable[..., Any])


def settings(*names: str, defaults: Options | None = None) -> Callable[[_Function], _Function]:
    """Give a command flags for these fields of `Options`, and the flags that all commands have.

    `defaults` are what help shows: the defaults of that command, which it gives to `Session.options` too.
    """
    flags = [*(_flag(name, defaults or Options()) for name in names), *([_CONFIG] if names else []), _QUIET, _VERBOSE]

    def decorate(command: _Function) -> _Function:
        for flag in reversed(flags):
            command = flag(command)
        return command

    return decorate


def _flag(name: str, defaults: Options) -> Callable[[_Function], _Function]:
    setting, default = SETTINGS[name], getattr(defaults, name)
    names = [*filter(None, [setting.short]), f"--{setting.key}", name]
    many = isinstance(default, tuple)
    kind: click.ParamType[Any] | None = None
    metavar: str | None = setting.metavar or setting.key.upper()
    if isinstance(default, bool):
        names = [f"--{setting.key}/--no-{setting.key}", name]
        metavar = None
    elif isinstance(default, int):
        kind, metavar = click.IntRange(min=setting.minimum), "N"
    elif setting.choices:
        kind, metavar = click.Choice(setting.choices), None
    return click.option(
        *names,
        type=kind,
        metavar=metavar,
        default=default,
        multiple=many,
        show_default=not many and default != "",
        help=setting.help + (" Repeatable." if many else ""),
        expose_value=False,
        callback=_keep,
    )


def _keep(ctx: click.Context, param: click.Parameter, value: Value) -> None:
    """Remember what stands on the command line; defaults are the affair of `translator.options`."""
    if param.name and ctx.get_parameter_source(param.name) is ParameterSource.COMMANDLINE:
        ctx.ensure_object(Session).flags[param.name] = value


def _keep_config(ctx: click.Context, _param: click.Parameter, value: str) -> None:
    ctx.ensure_object(Session).config = value


def _keep_verbosity(ctx: click.Context, _param: click.Parameter, value: int) -> None:
    if value:
        ctx.ensure_object(Session).flags["verbosity"] = value


def _keep_quiet(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value:
        ctx.ensure_object(Session).flags["verbosity"] = -1


_CONFIG = click.option(
    "--config",
    default="",
    metavar="FILE",
    help="Project file to use instead of the nearest translator.yaml.",
    expose_value=False,
    callback=_keep_config,
)
_QUIET = click.option(
    "-q", "--quiet", is_flag=True, help="Say nothing but errors.", expose_value=False, callback=_keep_quiet
)
_VERBOSE = click.option(
    "-v",
    "--verbose",
    count=True,
    help="Say more, such as every violation and finding; -vv: show where an error came from.",
    expose_value=False,
    callback=_keep_verbosity,
)
