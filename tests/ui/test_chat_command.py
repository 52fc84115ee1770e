"""`budgetqa chat`: follow-ups, choosing by number, beginning afresh, an empty store, an error in the middle."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from ingest.errors import StoreError
from tests.ui.fakes import FakeEngine, write_budget
from ui import cli


class Remembering(FakeEngine):
    """Keeps every engine made, so that a test can see what it was asked; fails on request."""

    made: list[Remembering] = []  # noqa: RUF012 - shared on purpose

    def __init__(self, library: Any) -> None:
        super().__init__(library)
        self.languages: list[str | None] = []
        self.made.append(self)

    def ask(self, question: str, **given: Any) -> dict[str, Any]:
        self.languages.append(given.get("language"))
        if question == "坏":
            raise StoreError("the store is locked")
        return super().ask(question, **given)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BUDGETQA_HOME", str(tmp_path / "home"))
    module = ModuleType("qa.llm")
    module.engine_for = lambda library, settings=None: Remembering(library)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "qa.llm", module)
    Remembering.made = []


def chat(monkeypatch: pytest.MonkeyPatch, *typed: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
    return cli.main(["chat"])


@pytest.fixture()
def stored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["ingest", str(write_budget(tmp_path))]) == 0
    capsys.readouterr()


@pytest.mark.usefixtures("stored")
def test_each_question_goes_on_from_those_before_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert chat(monkeypatch, "执法办案是多少", "", "公安呢", "clear", "行政运行是多少", "quit", "公安呢") == 0
    assert Remembering.made[0].asked == [
        ("执法办案是多少", ()), ("公安呢", ("执法办案是多少",)), ("行政运行是多少", ()),
    ]  # fmt: skip
    assert "执法办案100.00万元 [1]" in capsys.readouterr().out


@pytest.mark.usefixtures("stored")
def test_a_number_chooses_what_was_offered_and_keeps_the_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert chat(monkeypatch, "drones", "2", "2024") == 0
    said = capsys.readouterr().out
    offered = next(line.removeprefix("  2. ") for line in said.splitlines() if line.startswith("  2. "))
    # 2024 is more than was offered: it is a question.
    assert [question for question, _ in Remembering.made[0].asked] == ["drones", offered, "2024"]
    assert Remembering.made[0].languages == [None, "en", None]


@pytest.mark.usefixtures("stored")
def test_an_error_is_told_and_the_talk_goes_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert chat(monkeypatch, "坏", "执法办案是多少") == 0
    said = capsys.readouterr().out
    assert said.index("the store is locked") < said.index("执法办案100.00万元")


def test_an_empty_store_says_what_to_do(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert chat(monkeypatch, "执法办案是多少") == 1
    assert "budgetqa ingest PATH" in capsys.readouterr().err
