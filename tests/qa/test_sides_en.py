"""English for the part of a thing that one side of a budget pays, for a share whose whole goes unnamed, and for what goes by an official
name: each asked plainly, with what must stay as it is beside it."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from qa.parts_en import of_one_side
from qa.shares_en import of_a_whole
from tests.qa.town import library_of

HARBOUR = """# 海州市港务局2025年部门预算

## 收支总表

金额单位：万元

收入项目	金额	支出项目	金额
一般公共预算收入	90.00	交通运输支出	100.00
单位资金	10.00	其他支出	0.00
收入总计	100.00	支出总计	100.00

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	100.00	60.00	40.00
214	交通运输支出	100.00	60.00	40.00
21401	公路水路运输	100.00	60.00	40.00
2140101	行政运行	60.00	60.00	0.00
2140131	海事管理	40.00	0.00	40.00

## 一般公共预算支出表（按经济分类）

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	100.00	60.00	40.00
302	商品和服务支出	100.00	60.00	40.00
30201	办公费	50.00	30.00	20.00
30211	差旅费	30.00	22.00	8.00
30224	被装购置费	20.00	8.00	12.00

## 项目支出表

金额单位：万元

项目名称	合计
合计	40.00
航道维护	30.00
港口宣传	10.00

上年培训费为3.00万元。2025年培训费4.00万元，比2024年预算增加1.00万元，增长33.33%。
商业创新专项（政策资金）经费情况说明

一、项目概述
鼓励企业引进更多首店项目。
二、年度预算安排
2025年度项目总预算14.10万元，其中支持引进品牌集聚3.40万元，支持促消费提质提升8.00万元，支持商业数字化创新0.70万元，支持商业综合服务2.00万元，合计14.10万元。
## 四、政府采购情况
2025年本部门政府采购预算36.00万元，其中：政府采购货物预算27.00万元、政府采购服务预算9.00万元。
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with library_of(tmp_path_factory.mktemp("sides_en"), {"港务局2025.txt": HARBOUR}) as library:
        yield Engine(library).ask


def first(answer: dict) -> str | None:
    return answer["figures"][0]["value"] if answer["figures"] else None


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("How much is budgeted for office supplies, project part only?", "200000.00"),
        ("How much is the project portion of travel expenses?", "80000.00"),
        ("What is the travel expense paid from projects?", "80000.00"),
        ("How much does the project budget spend on uniforms?", "120000.00"),
        ("How much do the projects spend on travel?", "80000.00"),
        ("How much travel is charged to the project budget?", "80000.00"),
        ("How much is budgeted for uniforms (projects only)?", "120000.00"),
        ("Project-funded travel expenses: how much?", "80000.00"),
        ("How much is the basic component of uniforms?", "80000.00"),
        ("How much of travel expenses falls under basic spending?", "220000.00"),
        ("How much more do projects spend on uniforms than the basic budget?", "40000.00"),
        ("How much is spent on projects in total?", "400000.00"),
        ("How much of the total is project money?", "400000.00"),
        ("How much is the project part?", "400000.00"),
        ("How much is budgeted for travel expenses?", "300000.00"),  # neither side is told: all of it
    ],
)
def test_the_side_that_pays_a_thing(ask, question: str, amount: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert (answer["status"], first(answer)) == ("answered", amount)


@pytest.mark.parametrize(
    "question",
    [
        "Which projects are funded out of the project budget?",
        "How many projects are paid from the project budget?",
        "What is the project budget for dredging?",
        "How much project money is covered by performance targets?",
        "How much is spent on projects worth over 5 million yuan?",
        "What does the project expenditure table add up to?",
        "How much is the public security budget?",
    ],
)
def test_projects_that_are_no_side(question: str) -> None:
    assert of_one_side(question) == question


@pytest.mark.parametrize(
    ("question", "percent"),
    [
        ("What is the share of project expenditure?", "40.00"),
        ("What is the share of basic expenditure in 2025?", "60.00"),
        ("What's the project share of the budget?", "40.00"),
        ("What share of the budget is projects?", "40.00"),
        ("What is the share of general public budget revenue?", "90.00"),
        ("What is the share of uniforms in project expenditure?", "30.00"),
        ("What is the share of travel expenses of total spending?", "30.00"),
        ("What is the goods share of procurement?", "75.00"),
        ("Of the money going to projects, what portion is travel?", "20.00"),
    ],
)
def test_a_share_of_a_whole_that_goes_unnamed(ask, question: str, percent: str) -> None:  # type: ignore[no-untyped-def]
    figures = [f["value"] for f in ask(question)["figures"] if f["unit"] == "%"]
    assert figures == [percent]


@pytest.mark.parametrize(
    "question",
    [
        "What is the target share of satisfied visitors?",
        "What is the largest share of spending?",
        "In the three-public budget, what share is vehicle running costs?",
        "What is the share of travel in project expenditure?",
    ],
)
def test_shares_that_name_their_whole_or_none(question: str) -> None:
    assert of_a_whole(question) == question


@pytest.mark.parametrize("question", ["How much is procurement?", "How much is the procurement budget?"])
def test_an_official_name_is_not_read_by_its_words(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    assert first(ask(question)) == "360000.00"  # not 被装购置费, which holds a word for procurement


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("How much is budgeted for promoting consumption under the commercial innovation fund?", "80000.00"),
        ("How much is for digital commercial innovation?", "7000.00"),
        ("How much does the commercial innovation fund have?", "141000.00"),  # the heading has all its words
        ("How much is for research under the commercial innovation fund?", None),
    ],
)
def test_parts_of_one_sentence_and_their_whole(ask, question: str, amount: str | None) -> None:  # type: ignore[no-untyped-def]
    assert first(ask(question)) == amount


@pytest.mark.parametrize(
    "question",
    [
        "How much is the training fee and is it more than last year?",
        "What is the training fee, and did it rise compared with the year before?",
        "Is the training fee higher than last year?",
    ],
)
def test_whether_it_is_more_than_last_year(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert (answer["status"], first(answer)) == ("answered", "10000.00")


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("How much of travel expenses is not paid from projects?", "220000.00"),
        ("How much of total expenditure is not project spending?", "600000.00"),
        ("How much of 2140131 isn't project expenditure?", "0.00"),  # of the row, not of all projects
        ("How much is administrative operation excluding basic expenditure?", "0.00"),
        ("差旅费中项目支出以外的有多少？", "220000.00"),
        ("How much of travel expenses is not covered by receptions?", None),
    ],
)
def test_what_some_money_does_not_cover(ask, question: str, left: str | None) -> None:  # type: ignore[no-untyped-def]
    assert first(ask(question)) == left


@pytest.mark.parametrize("question", ["List procurement by category.", "Show me the procurement amounts by type"])
def test_a_thing_by_category(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    assert {"270000.00", "90000.00"} <= {figure["value"] for figure in ask(question)["figures"]}


@pytest.mark.parametrize(
    ("before", "question", "value"),
    [
        ("How much are travel expenses?", "What about its project part?", "80000.00"),
        ("How much are travel expenses?", "And the basic component?", "220000.00"),
        ("How much is the project part of travel expenses?", "And for uniforms?", "120000.00"),
        ("How much is spent on uniforms in projects?", "And in basic expenditure?", "80000.00"),
        ("How much is total expenditure?", "And the project part?", "400000.00"),
        ("How much is total expenditure?", "What about projects?", "400000.00"),
        ("How much are travel expenses?", "And uniforms?", "200000.00"),  # no side was asked for
        ("How much are travel expenses?", "By how much more than uniforms?", "100000.00"),
        ("How much are travel expenses?", "How much is that as a share of the total?", "30.00"),
        ("How much are travel expenses?", "How much of it is not project spending?", "220000.00"),
        ("差旅费多少？", "它的项目支出呢？", "80000.00"),
        ("差旅费的项目支出多少？", "被装购置费呢？", "120000.00"),
        ("差旅费多少？", "项目支出呢？", "400000.00"),  # nothing says that it is of the travel
    ],
)
def test_follow_ups_about_a_side(ask, before: str, question: str, value: str) -> None:  # type: ignore[no-untyped-def]
    assert first(ask(question, history=[before])) == value


def test_income_from_a_fund_is_the_fund(ask) -> None:  # type: ignore[no-untyped-def]
    assert first(ask("How much income comes out of own funds?")) == "100000.00"


def test_staff_costs_are_no_recipients(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("How much of the basic expenditure goes to staff costs?")
    assert first(answer) != "600000.00"  # all basic expenditure is no answer
