"""The bar of a batch: files, segments, words a second."""

import io
import sys

from translator.cli.progress import metered
from translator.options import Options


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_figures_are_shown_on_a_terminal(monkeypatch, capsys):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "200")
    with metered(Options()) as meter:
        meter.begin(2, 300)
        meter.advance(100, ["نص قصير", "نص"])
        print("out/a.txt")
    assert capsys.readouterr().out == "out/a.txt\n"
    assert "1/2 files, 2 segments, " in terminal.getvalue()
    assert " words/s" in terminal.getvalue()


def test_nothing_is_shown_elsewhere(monkeypatch):
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    with metered(Options()) as meter:
        meter.begin(1, 10)
        meter.advance(10, ["نص"])
    assert stream.getvalue() == ""
