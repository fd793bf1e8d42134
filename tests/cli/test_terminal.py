"""What reaches a terminal is safe; what reaches a pipe is plain."""

import json
import sys

import pytest

from cli import terminal
from cli.terminal import as_json, clean, say, table, tree


def test_a_pipe_gets_no_decoration(capsys: pytest.CaptureFixture[str]) -> None:
    say("late", strong=True)
    assert capsys.readouterr().out == "late\n"


def test_a_terminal_gets_bold_unless_somebody_said_no(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    say("late", strong=True)
    monkeypatch.setenv("NO_COLOR", "1")
    say("late", strong=True)
    monkeypatch.setenv("NO_COLOR", "")
    monkeypatch.setenv("TERM", "dumb")
    say("late", strong=True)
    assert capsys.readouterr().out == "\x1b[1mlate\x1b[0m\nlate\nlate\n"


def test_recorded_text_cannot_command_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    say("a\x1b[2J\u202eb [bold]c[/]")
    assert capsys.readouterr().out == "a\\u001b[2J\\u202eb [bold]c[/]\n"
    assert clean("niño\n–") == "niño\n–"


def test_a_table_cuts_nothing_and_ends_no_line_in_blanks(
    capsys: pytest.CaptureFixture[str],
) -> None:
    table(("case", "next"), [("case-1", "x" * 500), ("c", ""), ("d", "two\nlines")])
    lines = capsys.readouterr().out.splitlines()
    assert lines == ["case    next", "case-1  " + "x" * 500, "c", "d       two lines"]


def test_a_nested_value_is_printed_leaf_by_leaf(capsys: pytest.CaptureFixture[str]) -> None:
    tree({"reasons": {"en": "One.\nTwo.", "es": ""}, "list": [{"id": 1}], "none": None})
    assert capsys.readouterr().out.splitlines() == [
        "  reasons.en  One.",
        "              Two.",
        "  reasons.es",
        "  list.1.id  1",
    ]


def test_json_is_utf_8_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    as_json({"name": "Ciudad Juárez", "items": (1, None)})
    out = capsys.readouterr().out
    assert "Juárez" in out
    assert json.loads(out) == {"name": "Ciudad Juárez", "items": [1, None]}
    assert terminal.plain({"a": (1,)}) == {"a": [1]}
