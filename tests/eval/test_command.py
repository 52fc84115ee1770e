"""`budgetqa eval` as a family: each command by its name, and the older spelling that named none."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from eval import answers_command
from eval.command import COMMANDS
from ui import cli


@pytest.mark.parametrize(
    "words",
    [
        ["answers", "q.jsonl", "--type", "share", "--json"],
        ["q.jsonl", "--type", "share", "--json"],
        ["--type", "share", "--json", "q.jsonl"],
        ["answers", "--debug", "q.jsonl", "--type", "share", "--json"],
    ],
)
def test_a_question_file_without_a_command_means_answers(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[argparse.Namespace] = []
    monkeypatch.setattr(answers_command, "run", lambda arguments: asked.append(arguments) or 0)
    assert cli.main(["eval", *words]) == 0
    [found] = asked
    assert (found.questions, found.type, found.json) == (Path("q.jsonl"), ["share"], True)


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["eval", "--help"])
    shown = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in shown] == []


def test_a_slip_in_a_commands_name_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["eval", "answer", "--documents", "."]) == 2
    err = capsys.readouterr().err
    assert "answer" in err
    assert err.count("\n") == 1
