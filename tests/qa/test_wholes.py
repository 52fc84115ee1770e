"""Totals with and without what is carried over, of all funds and of one: which of them a question means, and what a share is of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qa.answer import Json
from qa.engine import Engine
from tests.qa.town import library_of

PLANNING = """# 海州市规划局2026年部门预算

## 收支总表

金额单位：万元

收入		支出	金额
项目	预算数	项目	预算数
一般公共预算拨款收入	900.00	一般公共服务支出	1000.00
其他收入	50.00
本年收入合计	950.00	本年支出合计	1000.00
上年结转结余	90.00	年终结转结余	40.00
收入总计	1040.00	支出总计	1040.00

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	1000.00	400.00	600.00
201	一般公共服务支出	1000.00	400.00	600.00
2010401	行政运行	400.00	400.00	0.00
2010404	战略规划	600.00	0.00	600.00

## 财政拨款收支总表

金额单位：万元

收入		支出	金额
项目	预算数	项目	预算数
一般公共预算拨款	880.00	一般公共服务支出	930.00
政府性基金拨款	20.00
本年收入合计	900.00	本年支出合计	930.00
上年结转	30.00	结转下年	0.00
收入总计	930.00	支出总计	930.00

## 财政拨款支出表

金额单位：万元

科目编码	科目名称	合计	基本支出	人员经费	公用经费	项目支出
	合计	930.00	380.00	300.00	80.00	550.00
201	一般公共服务支出	930.00	380.00	300.00	80.00	550.00
2010401	行政运行	380.00	380.00	300.00	80.00	0.00
2010404	战略规划	550.00	0.00	0.00	0.00	550.00
"""
Ask = Callable[..., Json]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    with library_of(Path(tmp_path_factory.mktemp("wholes")), {"规划局.txt": PLANNING}) as library:
        yield Engine(library).ask


def first(answer: Json) -> str:
    assert answer["status"] == "answered", answer["answer"]
    return str(answer["figures"][0]["value"])


@pytest.mark.parametrize(
    ("question", "amount", "label"),
    [
        ("财政拨款收入是多少？", "9000000.00", "财政拨款收支总表的本年收入合计"),  # what the year brings
        ("What is the total of fiscal appropriation income and expenditure?", "9300000.00", ""),
        ("财政拨款支出是多少？", "9300000.00", "财政拨款支出表合计"),
        ("2026年部门预算总收入是多少？", "10400000.00", "收入总计"),  # income, though 部门预算 stands in front of it
        ("本年收入合计是多少？", "9500000.00", "本年收入合计为"),  # told by its own label, and not as 收入总计
        ("本年支出合计是多少？", "10000000.00", "本年支出合计为"),
        ("支出总计是多少？", "10400000.00", "支出总计为"),
    ],
)
def test_which_total_is_meant_and_by_which_name_it_is_told(ask: Ask, question: str, amount: str, label: str) -> None:
    answer = ask(question)
    assert (first(answer), label in answer["answer"]) == (amount, True), answer["answer"]


@pytest.mark.parametrize(
    ("question", "percent"),
    [
        (
            "人员经费占基本支出的比例是多少？",
            "78.95",
        ),  # 300 of the 380 of the appropriation, not of the 400 of all funds
        ("公用经费占基本支出的比例是多少？", "21.05"),
        ("项目支出占总支出的比例是多少？", "60.00"),  # the two kinds of spending come to 100
        ("基本支出占总支出的比例是多少？", "40.00"),
        ("项目支出占支出总计的比例是多少？", "57.69"),  # the words name the total with what is carried over
        ("行政运行占总支出的比例是多少？", "40.00"),
        ("人员经费占总支出的比例是多少？", "28.85"),  # no table of all funds prints it
    ],
)
def test_a_share_takes_its_whole_from_the_table_of_its_part(ask: Ask, question: str, percent: str) -> None:
    assert first(ask(question)) == percent


@pytest.mark.parametrize("question", ["培训费占基本支出的比例是多少？", "政府性基金收入占事业收入的比例是多少？"])
def test_a_share_of_what_is_not_printed_is_refused(ask: Ask, question: str) -> None:
    assert ask(question)["status"] == "refused"


@pytest.mark.parametrize(
    "question", ["How much was carried over from last year?", "How much money was carried over?", "上年结转多少？"]
)
def test_what_was_carried_over_is_that_of_all_funds(ask: Ask, question: str) -> None:
    answer = ask(question)
    assert (first(answer), answer["citations"][0]["table"]) == ("900000.00", "收支总表")


def test_what_is_carried_over_to_the_next_year_is_another_thing(ask: Ask) -> None:
    assert first(ask("How much is carried over to next year?")) == "400000.00"


TRANSPORT = """# 海州市交通运输局2026年部门预算

## 收支总表

金额单位：万元

收入		支出
项目	预算数	项目	预算数
一、一般公共预算拨款收入	100.00	一、交通运输支出	100.00
本年收入合计	100.00	本年支出合计	100.00
收入总计	100.00	支出总计	100.00

## 收入总表

金额单位：万元

单位编码	单位名称	合计	一般公共预算
	合计	100.00	100.00
123	海州市交通运输局	100.00	100.00
123001	海州市交通运输局	70.00	70.00
123002	海州市港航事业发展中心	20.00	20.00
123003	海州市公路事业发展中心	10.00	10.00
"""


def test_what_the_bureau_has_itself_is_no_other_reading_of_the_total(tmp_path: Path) -> None:
    with library_of(tmp_path, {"交通局.txt": TRANSPORT}) as library:
        ask = Engine(library).ask
        for question in ("本年收入合计多少", "收入总计多少", "今年收入合计是多少"):
            assert [figure["value"] for figure in ask(question)["figures"]] == ["1000000.00"]
        assert ask("局本级收入多少")["figures"][0]["value"] == "700000.00"


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("财政拨款支出总计多少", ["9300000.00"]),
        ("财政拨款本年收入多少", ["9000000.00"]),
        ("财政拨款收入总计", ["9300000.00"]),
        ("财政拨款支出总计比本年收入多多少", ["300000.00", "9300000.00", "9000000.00"]),  # both of the appropriation
        (
            "财政拨款支出比总支出少多少",
            ["1100000.00", "10400000.00", "9300000.00"],
        ),  # all spending, with what is carried over
        ("支出总计比本年收入多多少", ["900000.00", "10400000.00", "9500000.00"]),
    ],
)
def test_a_fund_in_front_chooses_the_table_of_a_total(ask: Ask, question: str, figures: list[str]) -> None:
    answer = ask(question)
    assert [figure["value"].removeprefix("-") for figure in answer["figures"]] == figures, answer["answer"]


def test_the_total_of_a_fund_that_has_no_table_is_no_row_of_it(ask: Ask) -> None:
    assert ask("国有资本经营预算支出总计多少")["status"] == "refused"


def test_what_is_printed_of_one_side_alone_is_no_share_of_itself(tmp_path: Path) -> None:
    basic = (
        PLANNING
        + """
## 一般公共预算基本支出表

金额单位：万元

科目编码	科目名称	合计
	合计	400.00
30201	办公费	250.00
30216	培训费	150.00
"""
    )
    with library_of(tmp_path, {"规划局.txt": basic}) as library:
        answer = Engine(library).ask("培训费基本支出占比")
    assert answer["figures"][0]["value"] == "15.00"  # of all that the year spends
