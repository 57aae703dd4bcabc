"""Progress is for eyes only: on stderr, on a terminal, and never in the way of results."""

import io
import sys

import pytest

from translator.cli.progress import shown
from translator.options import Options


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "options"),
    [
        (io.StringIO(), Options()),
        (Terminal(), Options(progress=False)),
        (Terminal(), Options(verbosity=-1)),
    ],
)
def test_nothing_is_shown_where_nobody_looks_or_wants_it(monkeypatch, stream, options):
    monkeypatch.setattr(sys, "stderr", stream)
    with shown(options, "a.txt") as progress:
        assert progress is None
    assert stream.getvalue() == ""


def test_the_bar_is_on_stderr_and_results_pass_by_it(monkeypatch, capsys):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with shown(Options(), "[1/2] a[b].txt") as progress:
        assert progress is not None
        progress("segments", 3, 7)
        print("result")
    assert capsys.readouterr().out == "result\n"
    assert "[1/2] a[b].txt: segments" in terminal.getvalue()
    assert "3/7" in terminal.getvalue()
