"""Money carried over from the year before: taken in, left out, asked for by itself, and projects told by where their money comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest

from qa.answer import Json
from qa.carried import names_carried, without_taken_in
from qa.engine import Engine
from tests.qa.town import library_of

HARBOUR = """# 海州市港务局2025年部门预算

## 收入总表

金额单位：万元

单位名称	收入总计	财政拨款	上年结余、结转
海州市港务局	160.00	125.00	35.00

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	160.00	60.00	100.00
201	一般公共服务支出	160.00	60.00	100.00
20109	海关事务	160.00	60.00	100.00
2010901	行政运行	60.00	60.00	0.00
2010950	事业运行	100.00	0.00	100.00

## 基本支出总表

金额单位：万元

项目	合计	财政拨款	上年结余、结转
海州市港务局	60.00	60.00	0.00
工资福利支出	60.00	60.00	0.00

## 项目支出总表

金额单位：万元

项目名称	合计	财政拨款	上年结余、结转
合计	100.00	65.00	35.00
港区管理业务	70.00	50.00	20.00
综合保障	30.00	15.00	15.00

港区管理业务70.00万元，主要包括：航道疏浚工作40.00万元，上年结转20.00万元，用于航道疏浚；灯塔看护工作10.00万元，用于灯塔维护。
综合保障30.00万元，主要包括：行政运行8.00万元，用于档案整理；码头巡查工作22.00万元，其中结转结余15.00万元，用于码头巡查。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Json]]:
    with library_of(tmp_path_factory.mktemp("carried"), {"港务局.txt": HARBOUR}) as library:
        yield Engine(library).ask


def amounts(answer: Json) -> list[Decimal]:
    assert answer["status"] == "answered", answer["answer"]
    return [Decimal(figure["value"]) / 10000 for figure in answer["figures"] if figure["unit"] == "CNY"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("航道疏浚工作合计多少（含上年结转）？", [60, 40, 20]),
        ("航道疏浚工作连同上年结转一共多少？", [60, 40, 20]),
        ("航道疏浚工作和上年结转加起来多少？", [60, 40, 20]),
        ("How much is 航道疏浚工作 including carry-over from last year?", [60, 40, 20]),
        ("码头巡查工作（含结转结余）一共多少？", [22]),  # its carry-over is in it
        ("港区管理业务含上年结转一共多少？", [70]),  # a table's total has all columns
    ],
)
def test_carry_over_is_taken_in_once(ask: Callable[[str], Json], question: str, expected: list[int]) -> None:
    assert amounts(ask(question)) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("航道疏浚工作不含上年结转多少？", [40]),
        ("航道疏浚工作，不算上年结转，安排多少？", [40]),
        ("How much is 航道疏浚工作 excluding carry-over from last year?", [40]),
        ("码头巡查工作除结转结余外多少？", [7, 22, 15]),
        ("港区管理业务不含上年结转多少？", [50, 70, 20]),
    ],
)
def test_carry_over_is_left_out_of_what_holds_it(
    ask: Callable[[str], Json], question: str, expected: list[int]
) -> None:
    assert amounts(ask(question)) == expected


def test_the_carry_over_of_another_thing_is_never_taken_away(ask: Callable[[str], Json]) -> None:
    assert amounts(ask("灯塔看护工作多少？")) == [10]
    assert ask("灯塔看护工作不含上年结转多少？")["status"] == "refused"


def test_carry_over_by_itself_is_all_of_it(ask: Callable[[str], Json]) -> None:
    """Basic spending has none, and the parts that the text names are no other figure for it."""
    assert amounts(ask("上年结转多少？")) == [35]


def test_an_amount_told_within_a_project_is_no_other_figure_for_a_function(ask: Callable[[str], Json]) -> None:
    assert amounts(ask("行政运行多少？")) == [60]
    assert amounts(ask("行政运行项目8.00万元之外，功能科目行政运行多少？")) == [60]


@pytest.mark.parametrize(
    ("question", "expected"),
    [("上年结转的项目一共多少钱？", [35]), ("财政拨款安排的项目总共多少？", [65])],
)
def test_projects_of_a_fund_are_project_spending_out_of_it(
    ask: Callable[[str], Json], question: str, expected: list[int]
) -> None:
    assert amounts(ask(question)) == expected


def test_projects_of_a_fund_asked_for_one_by_one_are_rows(ask: Callable[[str], Json]) -> None:
    assert amounts(ask("哪些项目有上年结转，各多少？")) == [20, 15]


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("培训费（含上年结转）多少", "培训费 多少"),
        ("培训费不含上年结转多少", None),
        ("培训费含上年结转多少", None),  # how much of it there is
        ("加上上年结转多少", None),
        ("上年结转多少", None),
        ("包括上年结转的项目", None),
        ("training, not including carry-over", None),
    ],
)
def test_words_that_take_the_carry_over_in(question: str, rest: str | None) -> None:
    assert without_taken_in(question) == ((rest, True) if rest else (question, False))


def test_names_of_the_carry_over() -> None:
    assert all(map(names_carried, ("上年结转", "上年结余、结转", "结转结余", "上年结转资金")))
    assert not any(map(names_carried, ("年终结转结余", "结转下年", "财政拨款结余", "上年结转的项目")))


BALANCE = """# 海州市水务局2025年部门预算

## 收支总表

金额单位：万元

项目	预算数	项目	预算数
一般公共预算拨款收入	70.00	农林水支出	110.00
事业收入	30.00	社会保障和就业支出	0.00
本年收入合计	100.00	本年支出合计	110.00
上年结转	10.00	年终结转	0.00
收入总计	110.00	支出总计	110.00

## 项目支出表

金额单位：万元

项目名称	合计
合计	30.00
堤防巡查经费	12.00
堤防巡查经费（区）	8.00
水质化验经费	10.00
"""


@pytest.fixture(scope="module")
def water(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Json]]:
    with library_of(tmp_path_factory.mktemp("balance"), {"水务局.txt": BALANCE}) as library:
        yield Engine(library).ask


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("一般公共预算拨款收入和上年结转一共多少？", [80, 70, 10]),
        ("收入总计（含上年结转）是多少？", [110]),  # it is in it
        ("水质化验经费含上年结转一共多少？", [10]),
    ],
)
def test_carry_over_is_added_to_an_income_that_has_none(
    water: Callable[[str], Json], question: str, expected: list[int]
) -> None:
    assert amounts(water(question))[: len(expected)] == expected


@pytest.mark.parametrize("question", ["一般公共预算拨款收入和水质化验经费一共多少？", "事业收入和农林水支出合计多少？"])
def test_income_and_spending_are_not_added_up(water: Callable[[str], Json], question: str) -> None:
    assert water(question)["status"] == "refused"


def test_who_pays_for_one_of_two_projects_is_none_of_them(water: Callable[[str], Json]) -> None:
    question = "“堤防巡查经费”，市财政拨款一笔、标着（区）的又一笔，两个项目资金加总是多少？"
    assert amounts(water(question)) == [20, 12, 8]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("航道疏浚工作今年新安排多少，结转多少，共多少？", "600000.00"),
        ("航道疏浚工作和它的上年结转一共多少？", "600000.00"),
        ("综合保障多少？上年结转多少？", "300000.00"),
    ],
)
def test_what_is_carried_over_of_a_thing_is_never_that_of_the_whole_body(
    ask: Callable[[str], Json], question: str, first: str
) -> None:
    values = [figure["value"] for figure in ask(question)["figures"]]
    assert values[0] == first
    assert "350000.00" not in values


def test_what_is_carried_over_of_a_thing_that_has_none_printed_is_refused(ask: Callable[[str], Json]) -> None:
    answer = ask("灯塔看护工作多少，上年结转多少？")
    assert answer["status"] == "refused"
    assert "350000.00" not in [figure["value"] for figure in answer["figures"]]
    assert ask("上年结转多少？")["figures"][0]["value"] == "350000.00"
