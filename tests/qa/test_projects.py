"""Questions for the projects themselves: the largest, several of them, ties, those with performance targets. No total and no heading
is ever a project."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from qa.projects_asked import projects_asked
from tests.qa.town import library_of

PARKS = """# 海州市园林局2025年部门预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	150.00	90.00	60.00
212	城乡社区支出	150.00	90.00	60.00
21201	城乡社区管理事务	150.00	90.00	60.00
2120101	行政运行	90.00	90.00	0.00
2120199	其他城乡社区管理事务支出	60.00	0.00	60.00

## 项目支出表

金额单位：万元

项目名称	合计
合计	60.00
古树普查	20.00
绿地养护	20.00
信息系统运维	9.00
义务植树	6.00
园艺培训	5.00
"""
STATED = """# 海州市财政局2025年部门预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	100.00	60.00	40.00
201	一般公共服务支出	100.00	60.00	40.00
20106	财政事务	100.00	60.00	40.00
2010601	行政运行	60.00	60.00	0.00
2010650	事业运行	40.00	0.00	40.00

## 一般公共预算项目支出情况表（按经济分类科目）

金额单位：万元

科目编码	科目名称	合计
	合计	40.00
302	商品和服务支出	40.00
30216	培训费	15.00
30227	委托业务费	25.00

2025年编报绩效目标的项目共3个，涉及预算资金40.00万元。
"""


@pytest.fixture(scope="module")
def parks(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with library_of(tmp_path_factory.mktemp("parks"), {"园林局2025.txt": PARKS}) as library:
        yield Engine(library).ask


@pytest.fixture(scope="module")
def finance(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with library_of(tmp_path_factory.mktemp("finance"), {"财政局2025.txt": STATED}) as library:
        yield Engine(library).ask


def values(answer: dict) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("金额最大的三个项目是哪些", ["200000.00", "200000.00", "90000.00"]),
        ("What are the largest projects?", ["200000.00", "200000.00", "90000.00"]),
        ("项目里最大的是哪个", ["200000.00", "200000.00"]),  # a tie: both
        ("Which project has the largest budget?", ["200000.00", "200000.00"]),
        ("Name the two smallest projects", ["50000.00", "60000.00"]),
        ("资金最少的项目是哪个", ["50000.00"]),
    ],
)
def test_the_largest_projects(parks, question: str, expected: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert values(parks(question)) == expected


@pytest.mark.parametrize(
    "question",
    [
        "最大的三个项目是哪些，占项目支出的比重是多少",
        "What are the three largest projects, and what share of project expenditure do they make up?",
    ],
)
def test_the_largest_projects_and_what_they_make_together(parks, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = parks(question)
    assert {"490000.00", "81.67", "600000.00"} <= set(values(answer))


@pytest.mark.parametrize(
    "question",
    [
        "哪个项目的培训费最多",  # no project prints what it is made of
        "Which project spends the most on travel?",
        "最大的水利项目是哪个",
    ],
)
def test_what_no_project_prints_is_not_answered_with_another_row(parks, question: str) -> None:  # type: ignore[no-untyped-def]
    assert parks(question)["status"] == "refused"


def test_a_heading_is_no_project(finance) -> None:  # type: ignore[no-untyped-def]
    assert finance("最大的项目是哪个")["status"] == "refused"
    assert values(finance("项目支出中最大的经济科目是哪个")) == ["250000.00"]


@pytest.mark.parametrize("question", ["2025年一共有多少个项目纳入绩效目标管理？", "纳入绩效目标管理的项目有几个"])
def test_how_many_projects_have_targets(finance, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = finance(question)
    assert [(f["value"], f["unit"]) for f in answer["figures"]] == [("3", "count")]


def test_how_many_and_what_they_come_to(finance) -> None:  # type: ignore[no-untyped-def]
    answer = finance("纳入绩效目标管理的项目有几个，涉及资金多少")
    assert [f["value"] for f in answer["figures"]] == ["3", "400000.00"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("among the projects with performance target tables, which three have the largest funds", ("rank", True, 3)),
        ("in the project performance target tables, which project or projects have the largest budget", ("rank", True, 1)),
        ("编了绩效目标的是哪4个项目,钱各多少", ("list", True, 0)),
        ("项目支出前五名", ("rank", False, 5)),
        ("最大的几个项目", ("rank", False, 3)),
    ],
)  # fmt: skip
def test_what_is_wanted_of_the_projects(text: str, expected: tuple[str, bool, int]) -> None:
    asked = projects_asked(text)
    assert asked is not None
    assert (asked.intent, asked.targeted, asked.top) == expected


@pytest.mark.parametrize(
    "text",
    [
        "古树普查项目的绩效目标是什么",
        "项目支出是多少",
        "which economic item is the largest",
        "绩效目标要求培训多少人次",
    ],
)
def test_other_questions_ask_for_no_projects(text: str) -> None:
    assert projects_asked(text) is None
