"""Hostile documents: each is refused within five seconds of a quiet core and 500 MB."""

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import hostile
import pytest

ROOT = Path(__file__).parents[2]
SECONDS = 5.0
MEMORY = 500 << 20
AT_THE_COMMAND_LINE = (
    "docx: billion laughs",
    "xlsx: bomb",
    "odt: nested elements",
    "epub: way out",
    "pdf: drawing that draws itself",
    "pdf: millions of letters",
    "json: nested",
    "md: nested brackets",
    "xlf: external entity",
)


@cache
def outcomes(suffix: str) -> dict[str, dict]:
    """What became of every case of a format, each read in a process of its own."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    run = subprocess.run([sys.executable, hostile.__file__, suffix], capture_output=True, env=environment, check=True)
    return {one["name"]: one for one in map(json.loads, run.stdout.splitlines())}


@pytest.mark.parametrize(
    "name",
    [
        # One worker runs all cases of a format, for they are read together.
        pytest.param(name, marks=pytest.mark.xdist_group(f"hostile {suffix}"))
        for name, (suffix, _) in hostile.CASES.items()
    ],
)
def test_it_is_refused_in_time_and_space(name):
    one = outcomes(hostile.CASES[name][0])[name]
    assert one["code"] == 3 or (name in hostile.LARGE and one["code"] == 0), one
    assert one["code"] == 0 or (one["said"] and "\n" not in one["said"])
    assert one["seconds"] < SECONDS
    assert one["memory"] < MEMORY


@pytest.mark.parametrize("name", AT_THE_COMMAND_LINE)
def test_the_command_says_so_in_two_lines_and_writes_nothing(name, tmp_path):
    suffix, build = hostile.CASES[name]
    source = tmp_path / f"case.{suffix}"
    source.write_bytes(build())
    command = [sys.executable, "-m", "translator", "translate", str(source), "-o", str(tmp_path / f"out.{suffix}")]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    run = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (run.returncode, run.stdout) == (3, ""), run.stderr
    assert [line.split(": ")[0] for line in run.stderr.splitlines()] == ["error", "hint"]
    assert list(tmp_path.iterdir()) == [source]
