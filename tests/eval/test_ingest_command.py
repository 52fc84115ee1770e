"""`budgetqa eval ingest` from the command line, over small files written here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.ingest.tables import CLEAN_TEXT
from ui.cli import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.txt").write_text(CLEAN_TEXT, encoding="utf-8")
    (tmp_path / "wrong.txt").write_text(CLEAN_TEXT.replace("行政运行\t100.00", "行政运行\t101.00"), encoding="utf-8")
    (tmp_path / "letter.txt").write_text("明天上午开会，请准时参加。\n", encoding="utf-8")
    return tmp_path


def test_scores_each_file_and_says_what_fails(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "ingest", str(folder), "--verbose", "--workers", "1"]) == 0
    out = capsys.readouterr().out
    assert "amounts found 100.0 %" in out
    assert "wrong.txt line 16: 公共安全支出 › 公安 › 合计: 300.00 万元 ≠ 101.00 万元 + 200.00 万元" in out
    assert "refused letter.txt: " in out


def test_files_kept_aside_are_added_up_apart(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "ingest", str(folder), "--json", "--aside", "wrong*", "--workers", "1"]) == 0
    parts = json.loads(capsys.readouterr().out)
    assert parts["built on"]["summary"]["identities"]["percent"] == 100.0
    assert parts["kept aside"]["summary"]["identities"]["percent"] < 100.0


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "ingest", str(tmp_path / "none")]) == 2
    assert "no such file or folder" in capsys.readouterr().err
