"""The baselines answer by the nearest line, cite its place, and never touch the network; the results page holds what was measured."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.baselines import citation_answer, copied_line, index_of, likeness, plain_answer
from eval.baselines_command import measure
from tests.qa.test_drafts import BUDGET_2025

NAME = "江州市档案局2025年预算.txt"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("baselines")
    (folder / NAME).write_text(BUDGET_2025, encoding="utf-8")
    question = {
        "id": "q1", "documents": [NAME], "context_documents": [], "history": [], "language": "zh", "type": "lookup",
        "question": "2025年住房公积金预算是多少？",
        "expect": {"status": "answered", "values": [{"value": "796500.00", "unit": "CNY"}], "mode": "all", "pages": [], "lines": [20]},
    }  # fmt: skip
    (folder / "questions.jsonl").write_text(json.dumps(question, ensure_ascii=False) + "\n", encoding="utf-8")
    return folder


def test_the_nearest_line_answers(folder: Path) -> None:
    index = index_of([folder / NAME])
    plain = plain_answer(index, "机关运行经费2025年预算", ())
    assert plain["status"] == "answered" and plain["figures"][0]["value"] == "666000.00"
    assert plain["citations"][0]["document"] == NAME
    cited = citation_answer(index, "机关运行经费2025年预算", (NAME,))
    assert cited["status"] == "answered" and "66.60" in cited["answer"]


def test_a_line_is_copied_with_its_mark() -> None:
    prompt = "Below are several numbered sources\nSource 1:\n水费 20.00\nSource 2:\n电费 30.50\nQuery: 电费"
    assert copied_line(prompt, "电费是多少") == "电费 30.50 [2]"
    assert likeness("电费", "电费 30.50") == 1.0 and likeness("电费", "水") == 0.0


def test_all_are_asked_the_same(folder: Path) -> None:
    rows = measure(folder / "questions.jsonl", folder)
    assert [row["system"] for row in rows] == ["budgetqa", "plain retrieval", "citation engine"]
    assert rows[0]["right"] == 1 and all(row["questions"] == 1 for row in rows)


def test_the_page_is_written_by_one_command(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from eval import command
    from ui.cli import Parser

    monkeypatch.setenv("BUDGETQA_HOME", str(tmp_path))
    parser = Parser()
    command.add_command(parser.add_subparsers())  # type: ignore[arg-type]
    page = tmp_path / "results.md"
    words = [
        "eval",
        "results",
        "--documents",
        str(folder),
        "--count",
        "5",
        "--questions",
        str(folder / "questions.jsonl"),
        "--output",
        str(page),
    ]
    arguments = parser.parse_args(words)
    assert arguments.run(arguments) == 0
    text = page.read_text(encoding="utf-8")
    assert "| known while building" in text and "| **budgetqa** | 1 | 1 |" in text
