"""English for the cars that a body has, is to buy, and what they are for: counts, and never what cars cost."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from qa.turns_en import several_at_once
from tests.qa.town import library_of

FERRY = """# 海州市轮渡局2025年部门预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	100.00	60.00	40.00
214	交通运输支出	100.00	60.00	40.00
21401	公路水路运输	100.00	60.00	40.00
2140101	行政运行	60.00	60.00	0.00
2140131	海事管理	40.00	0.00	40.00

公务用车购置及运行费12.00万元，其中：公务用车购置费9.00万元，公务用车运行费3.00万元。
截至2024年8月31日，海州市轮渡局共有车辆7辆，其中：执法执勤用车0辆、离退休干部用车2辆、其他用车5辆。
2025年部门预算安排购置车辆1辆，其中：执法执勤用车0辆、离退休干部用车0辆、其他用车1辆。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    return Engine(library_of(tmp_path_factory.mktemp("vehicles"), {"轮渡局2025.txt": FERRY})).ask


def counts(answer: dict) -> list[str]:
    """The values of an answer, all of which are counts."""
    assert answer["status"] == "answered", answer["answer"]
    assert {figure["unit"] for figure in answer["figures"]} == {"count"}
    return [figure["value"] for figure in answer["figures"]]


def test_how_many_there_are_and_how_many_are_bought(ask) -> None:  # type: ignore[no-untyped-def]
    assert counts(ask("How many vehicles does the Ferry Bureau have, and how many will it buy?")) == ["7", "1"]


@pytest.mark.parametrize("question", ["How many will it buy?", "How many new ones will be bought?"])
def test_what_is_bought_after_what_there_is(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    assert counts(ask(question, history=["How many vehicles does it have?"])) == ["1"]


def test_whether_there_are_cars_is_how_many(ask) -> None:  # type: ignore[no-untyped-def]
    assert counts(ask("Does it have any cars?")) == ["7"]


@pytest.mark.parametrize("question", ["Who uses the cars they have?", "What are the vehicles used for?"])
def test_who_cars_are_for_is_their_kinds(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    assert counts(ask(question)) == ["7", "2", "5"]


@pytest.mark.parametrize(
    "question", ["Does it have a car budget?", "Do the cars have insurance?", "Who pays for cars?"]
)
def test_what_cars_cost_is_another_question(question: str) -> None:
    assert several_at_once(question) == question


def test_whose_cars_stays_said() -> None:
    assert several_at_once("Who uses the Ferry Bureau's cars?") == "what kinds of vehicles does the Ferry Bureau have?"
