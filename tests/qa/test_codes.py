"""Codes with words beside them: the code's own name, a column of its row, what is printed of other things under the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest

from qa.answer import Json
from qa.engine import Engine
from tests.qa.town import library_of

TREASURY = """# 海州市财政局2025年部门预算

## 支出总表

金额单位：万元

科目编码	科目名称	支出总计	基本支出	项目支出	政府采购项目小计	其中：政府采购项目中预留给中小企业的资金
	合计	100.00	60.00	40.00	25.00	9.00
201	一般公共服务支出	100.00	60.00	40.00	25.00	9.00
20106	财政事务	100.00	60.00	40.00	25.00	9.00
2010601	行政运行	60.00	60.00	0.00	5.00	2.00
2010607	信息化建设	40.00	0.00	40.00	20.00	7.00

2025年项目支出41.00万元，主要用于信息化。政府采购业务费3.00万元，用于档案整理。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Json]]:
    with library_of(tmp_path_factory.mktemp("codes"), {"财政局.txt": TREASURY}) as library:
        yield Engine(library).ask


def amounts(answer: Json) -> list[Decimal]:
    assert answer["status"] == "answered", answer["answer"]
    return [Decimal(figure["value"]) / 10000 for figure in answer["figures"] if figure["unit"] == "CNY"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("科目2010607的支出总计，以及其中政府采购项目小计，分别是？", [40, 20]),
        ("2010607的支出总计和政府采购项目小计分别是多少？", [40, 20]),
        ("2010607里政府采购多少？", [20]),
        ("2010607的预算是多少，属于基本支出还是项目支出？", [40]),
        ("2010607多少，其中预留给中小企业多少？", [40, 7]),
    ],
)
def test_words_behind_a_code_name_a_column_of_its_row(
    ask: Callable[[str], Json], question: str, expected: list[int]
) -> None:
    assert amounts(ask(question)) == expected


@pytest.mark.parametrize(
    "question",
    ["2010607的差旅费多少？", "2010607里物业管理费多少？", "2010607多少，其中上年结转多少？", "2010607行政运行多少？"],
)
def test_what_is_not_printed_of_a_code_is_not_its_whole(ask: Callable[[str], Json], question: str) -> None:
    assert amounts(ask("2010607信息化建设多少？")) == [40]
    assert ask(question)["status"] == "refused"


def test_what_the_text_says_of_a_column_is_no_other_figure_for_one_row(ask: Callable[[str], Json]) -> None:
    assert amounts(ask("2010607的项目支出是多少？")) == [40]
    assert amounts(ask("项目支出是多少？")) == [40, 41]  # of all of it, the text prints another amount


def test_a_name_and_its_code_between_brackets_are_one_thing(ask: Callable[[str], Json]) -> None:
    question = "Which items make up fiscal affairs (财政事务, 20106) in the budget, and how much is each?"
    assert amounts(ask(question))[:2] == [60, 40]
    assert amounts(ask("How much are 行政运行 and 信息化建设 (2010607)?")) == [60, 40]


def test_a_word_said_twice_around_a_code_is_quoted_once(ask: Callable[[str], Json]) -> None:
    assert "“差旅费101”" in ask("差旅费101差旅")["answer"]
