"""`budgetqa eval` as a family: each command by its name, and the older spelling that named none."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.command import COMMANDS
from ui import cli

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = ROOT / "eval" / "data" / "sample_questions.jsonl"
SHARES = ("--documents", str(ROOT / "ui" / "samples"), "--type", "share", "--json")


def test_a_question_file_without_a_command_means_answers(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BUDGETQA_HOME", str(tmp_path / "home"))
    spellings = (
        ["eval", "answers", str(QUESTIONS), *SHARES],
        ["eval", str(QUESTIONS), *SHARES],
        ["eval", *SHARES, str(QUESTIONS)],
        ["eval", "answers", "--debug", str(QUESTIONS), *SHARES],
    )
    for words in spellings:
        assert cli.main(words) == 0
        assert '"summary"' in capsys.readouterr().out, words


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
