"""README keeps up with the program: every command and flag is in it, its examples work, CI runs its test command."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from translator.cli.main import program
from translator.glossary.load import loads

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    context = click.Context(program)
    names = []
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        if isinstance(command, click.Group):
            names += [f"translator {name} {inner}" for inner in command.list_commands(click.Context(command))]
        else:
            names.append(f"translator {name}")
    return names


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_the_readme(command: str) -> None:
    assert command in README


def test_ci_runs_the_test_command_of_the_readme() -> None:
    wanted = next(line for line in README.splitlines() if "scripts/test" in line)
    assert wanted in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    "example", [text for text in re.findall("```yaml\n(.*?)```", README, re.DOTALL) if "terms:" in text]
)
def test_its_glossaries_can_be_loaded(example: str) -> None:
    assert len(loads(example, "README.md").terms) > 1


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 200
