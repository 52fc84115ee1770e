"""What a question reckons with: things of its own clause, the thing before where it names none, names side by side, and headings that
only their rows print."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qa.answer import Json
from qa.ellipsis import with_subject
from qa.engine import Engine
from tests.qa.town import library_of

WATER = """# 海州市水务局2026年部门预算

## 收支总表

金额单位：万元

收入项目	预算数	支出项目	预算数
财政拨款收入	180.00	农林水支出	200.00
事业收入	20.00
收入总计	200.00	支出总计	200.00

## 基本支出总表

金额单位：万元

项目	总计	财政拨款	单位资金
		一般公共预算	政府性基金	事业收入	其他收入
合计	100.00	88.00	0.00	12.00	0.00
办公费	50.00	44.00	0.00	6.00	0.00
水费	10.00	9.00	0.00	1.00	0.00
电费	40.00	35.00	0.00	5.00	0.00

## “三公”经费、会议费、培训费支出表

金额单位：万元

项目	预算数
会议费	3.00
培训费	4.00
"""
# Every department of one city prints so: accounts under the function and the class that the government's own books have.
PLANNING = """# 海州市发展改革局2026年部门预算

## 支出总表

金额单位：万元

支出功能分类科目	政府支出经济分类科目	部门支出经济分类科目	合计	基本支出	项目支出
2010401-行政运行	50201-办公经费	30202-印刷费	3.00	3.00	0.00
2010401-行政运行	50202-会议费	3021503-三类会议费	6.00	6.00	0.00
2010401-行政运行	50102-社会保障缴费	30108-机关事业单位基本养老保险缴费	30.00	30.00	0.00
2010401-行政运行	50102-社会保障缴费	30112-其他社会保障缴费	5.00	5.00	0.00
2010404-战略规划	50201-办公经费	30202-印刷费	7.00		7.00
2010404-战略规划	50202-会议费	3021502-二类会议费	2.00		2.00
2010404-战略规划	50502-商品和服务支出	3021503-三类会议费	1.00		1.00
合计			54.00	44.00	10.00

## 一般公共预算基本支出表

金额单位：万元

政府支出经济分类科目	部门支出经济分类科目	合计	人员经费	公用经费
50201-办公经费	30202-印刷费	3.00		3.00
50202-会议费	3021503-三类会议费	6.00		6.00
50102-社会保障缴费	30108-机关事业单位基本养老保险缴费	30.00	30.00
50102-社会保障缴费	30112-其他社会保障缴费	5.00	5.00
合计		44.00	35.00	9.00
"""
Ask = Callable[..., Json]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    documents = {"水务局.txt": WATER, "发改局.txt": PLANNING}
    with library_of(Path(tmp_path_factory.mktemp("operands")), documents) as library:
        yield Engine(library).ask


def values(answer: Json) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("办公费多少？水费和电费一共多少？", ["500000.00", "500000.00", "100000.00", "400000.00"]),
        ("会议费是多少，水费比办公费少多少", ["400000.00", "30000.00", "500000.00", "100000.00"]),
        # Nothing of its own in the last clause: all that was named is added up.
        ("办公费多少？水费多少？一共多少？", ["600000.00", "500000.00", "100000.00"]),
        ("办公费、水费、电费分别多少，一共多少", ["1000000.00", "500000.00", "100000.00", "400000.00"]),
        ("水费电费一共多少", ["500000.00", "100000.00", "400000.00"]),
        ("会议费培训费一共多少", ["70000.00", "30000.00", "40000.00"]),  # no row: the table's title has both names
        ("会议费培训费各多少", ["30000.00", "40000.00"]),
    ],
)
def test_a_clause_reckons_with_what_it_names(ask: Ask, question: str, figures: list[str]) -> None:
    answer = ask(question, documents=["水务局.txt"])
    assert answer["status"] == "answered"
    assert values(answer)[: len(figures)] == figures


@pytest.mark.parametrize(
    ("question", "main"),
    [
        ("比水费多多少", "300000.00"),
        ("那比水费呢", "300000.00"),
        ("和水费差多少", "300000.00"),
        ("和水费一共多少", "500000.00"),
        ("是水费的几倍", "4"),
        ("占办公费多少", "80.00"),
        ("占比多少", "20.00"),
        ("and compared with 水费?", "300000.00"),
    ],
)
def test_a_comparison_without_its_subject_is_of_the_thing_before(ask: Ask, question: str, main: str) -> None:
    answer = ask(question, history=["电费多少"], documents=["水务局.txt"])
    assert answer["status"] == "answered"
    assert values(answer)[0].startswith(main)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("水费多少", "zh"),
        ("2025年比2024年多多少", "zh"),
        ("其中比例最高的是哪项", "zh"),
        ("比例最高的是哪项", "zh"),
        ("compared with last year?", "en"),
        ("how does it compare with the budget?", "en"),
    ],
)
def test_other_questions_are_given_no_subject(question: str, language: str) -> None:
    assert with_subject(question, language) == question


def test_a_share_of_income_is_of_income(ask: Ask) -> None:
    answer = ask("事业收入占比多少", documents=["水务局.txt"])
    assert values(answer)[0] == "10.00"
    assert "收入总计" in answer["answer"]
    assert "支出总计" in ask("事业收入占总支出的比例", documents=["水务局.txt"])["answer"]


def test_spending_is_asked_for_with_the_income_that_pays_for_it(ask: Ask) -> None:
    answer = ask("电费的事业收入是多少", documents=["水务局.txt"])
    assert values(answer) == ["50000.00"]
    assert "电费的事业收入" in answer["answer"]  # never told as all the electricity there is
    assert values(ask("事业收入是多少", documents=["水务局.txt"]))[0] == "200000.00"


@pytest.mark.parametrize(
    ("question", "figures", "name"),
    [
        ("印刷费多少", ["100000.00", "30000.00", "70000.00"], "印刷费（30202）"),  # not the 3万 of the basic table
        (
            "会议费多少",
            ["90000.00", "60000.00", "20000.00", "10000.00"],
            "会议费（30215）",
        ),  # three kinds, no row of its own
        ("30215是多少", ["90000.00", "60000.00", "20000.00", "10000.00"], "会议费（30215）"),
        ("社会保障缴费多少", ["350000.00", "300000.00", "50000.00"], "社会保障缴费"),  # a heading in the path only
        ("How much is 会议费?", ["90000.00", "60000.00", "20000.00", "10000.00"], "会议费, 30215"),
    ],
)
def test_what_only_its_rows_print_is_their_sum(ask: Ask, question: str, figures: list[str], name: str) -> None:
    answer = ask(question, documents=["发改局.txt"])
    assert values(answer) == figures
    assert f"{name}合计" in answer["answer"] or f"({name})" in answer["answer"]


def test_what_is_asked_of_basic_spending_stays_there(ask: Ask) -> None:
    assert values(ask("基本支出中的印刷费多少", documents=["发改局.txt"]))[0] == "30000.00"
    assert values(ask("机关事业单位基本养老保险缴费多少", documents=["发改局.txt"])) == ["300000.00"]
    assert ask("社会保险缴费是多少", documents=["水务局.txt"])["status"] == "refused"
