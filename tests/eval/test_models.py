"""Questions put to the engine with a fake model beside it: nothing wrong is shown; and the judge of that tells wrong from right."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.fakes import MISBEHAVING
from eval.models_command import chosen, fakes, measure, to_text
from eval.worded import misplaced, strange_numbers, turned
from index import Library
from index.settings import load_settings
from ingest.disclosure import read_disclosure
from ingest.errors import UsageError
from tests.qa.test_drafts import BUDGET_2025

NAMES = ("行政运行", "住房公积金", "公务接待费")


def right(
    text: str = "行政运行为100.00万元 [1]，住房公积金为20.00万元 [2]，行政运行比住房公积金多80.00万元。",
) -> dict[str, Any]:
    """An answer of two printed amounts and their difference."""
    cited = [
        {"id": n, "document": "d", "organization": "江州市档案局", "table": "t", "path": [name], "measure_path": [], "code": None,
         "fiscal_year": 2025, "text": amount, "unit": "万元"}
        for n, name, amount in ((1, "行政运行", "100.00"), (2, "住房公积金", "20.00"))
    ]  # fmt: skip
    figures = [
        {"value": value, "unit": "CNY", "citations": marks}
        for value, marks in (("1000000.00", [1]), ("200000.00", [2]), ("800000.00", [1, 2]))
    ]
    return {"question": "两者相差多少", "answer": text, "figures": figures, "citations": cited}


@pytest.mark.parametrize("text", ["住房公积金是20万元，行政运行是1,000,000元。", "行政运行比住房公积金多80万元。"])
def test_the_same_in_other_words_is_right(text: str) -> None:
    assert (strange_numbers(text, right()), misplaced(text, right(), NAMES), turned(text, right())) == ([], [], False)


@pytest.mark.parametrize(
    "text",
    [
        "行政运行为101万元。",
        "行政运行为100亿元。",
        "行政运行为一百零一万元。",
        "行政运行增长5%。",
        "行政运行为100.00。",
        "Operation is $1,000,000.",
    ],
)
def test_a_number_that_the_answer_does_not_hold_is_found(text: str) -> None:
    assert strange_numbers(text, right())


def test_an_amount_behind_another_name_is_found() -> None:
    assert misplaced("住房公积金为100.00万元，行政运行为20.00万元。", right(), NAMES)
    assert misplaced("公务接待费为100.00万元。", right(), NAMES)


def test_a_direction_turned_is_found() -> None:
    assert turned("行政运行比住房公积金少80.00万元。", right())


def test_no_fake_shows_anything_wrong(tmp_path: Path) -> None:
    path = tmp_path / "江州市档案局2025年预算.txt"
    path.write_text(BUDGET_2025, encoding="utf-8")
    asked = (
        "住房公积金预算多少",
        "档案馆和住房公积金相差多少",
        "登月经费是多少",
        "How much is the housing provident fund?",
    )
    lines = [
        {"id": str(n), "question": q, "type": "t", "language": "zh", "expect": {"status": "refused"}}
        for n, q in enumerate(asked)
    ]
    file = tmp_path / "q.jsonl"
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    faults: list[str] = []
    with Library.open(load_settings({"BUDGETQA_HOME": str(tmp_path)})) as library:
        library.save(read_disclosure(path), str(path))
        tallies = measure(library, chosen([file], 9), fakes(["all"]), faults)
        [echo] = measure(library, chosen([file], 9), fakes(["echo"]), faults)
    assert faults == []
    assert [t.model for t in tallies] == list(MISBEHAVING) and all((t.asked, t.worded) == (4, 3) for t in tallies)
    assert (
        next(t for t in tallies if t.model == "liar").replaced == 3
        and next(t for t in tallies if t.model == "hanging").silent == 3
        and echo.kept == 3
    )
    assert "untraced" in to_text(tallies)


def test_questions_are_drawn_evenly(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    line = '{{"id": "{0}", "question": "q", "type": "t", "language": "zh", "expect": {{"status": "refused"}}}}'
    file.write_text("\n".join(line.format(n) for n in range(10)), encoding="utf-8")
    assert [q.id for q in chosen([file], 3)] == ["0", "3", "6"]
    assert len(chosen([file], 99)) == 10


def test_an_unknown_fake_is_named() -> None:
    with pytest.raises(UsageError, match="parrot"):
        fakes(["parrot"])
