"""Bodies by a name that skips words (同和戒毒所 for 同和强制隔离戒毒所), and rows of the department that are named after a body."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qa.answer import Json
from qa.engine import Engine
from tests.qa.town import library_of

WATER = """# 海州市水务局2026年部门预算

## 收入总体情况表

金额单位：万元

单位名称	合计
合计	100.00
海州市水务局	55.00
海州市东湖水资源综合管理所	20.00
海州市西湖水资源综合管理所	15.00
海州市水文台	10.00

## 支出总体情况表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	100.00	58.00	42.00
21303	水利	100.00	58.00	42.00
2130301	行政运行	58.00	58.00	0.00
2130311	水资源节约管理与保护	42.00	0.00	42.00

## 部门预算基本支出预算表

金额单位：万元

单位名称	总计
合计	58.00
海州市水务局	30.00
海州市东湖水资源综合管理所	12.00
海州市西湖水资源综合管理所	10.00
海州市水文台	6.00

## 部门预算项目支出预算表

金额单位：万元

项目名称	总计
合计	42.00
海州市水务局	25.00
河道保洁经费	20.00
东湖管理所信息系统升级	3.00
辅助经费	2.00
海州市东湖水资源综合管理所	8.00
巡查经费	5.00
辅助经费	3.00
海州市西湖水资源综合管理所	5.00
巡查经费	4.00
辅助经费	1.00
海州市水文台	4.00
辅助经费	4.00
"""
Ask = Callable[..., Json]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    with library_of(Path(tmp_path_factory.mktemp("short")), {"水务局.txt": WATER}) as library:
        yield Engine(library).ask


def values(answer: Json) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("东湖水资源管理所项目支出", ["80000.00"]),
        ("东湖水资源管理所和西湖水资源管理所项目支出分别多少", ["80000.00", "50000.00"]),
        ("西湖水资源所的基本支出", ["100000.00"]),
        ("西湖水资源管理所项目支出多少，基本支出多少", ["50000.00", "100000.00"]),
        ("西湖水资源管理所巡查经费", ["40000.00"]),
    ],
)
def test_a_name_that_skips_words_is_the_bodys(ask: Ask, question: str, figures: list[str]) -> None:
    answer = ask(question)
    assert (answer["status"], values(answer)) == ("answered", figures)


@pytest.mark.parametrize("question", ["南湖水资源管理所项目支出", "东湖水资源管理所培训费"])
def test_another_bodys_name_or_thing_is_not_answered_for(ask: Ask, question: str) -> None:
    assert ask(question)["status"] == "refused"


def test_a_name_that_two_bodies_have_tells_both(ask: Ask) -> None:
    assert values(ask("水资源管理所项目支出")) == ["80000.00", "50000.00"]


def test_the_same_of_another_body_follows(ask: Ask) -> None:
    answer = ask("那西湖水资源管理所呢？", history=["东湖水资源管理所基本支出多少"])
    assert values(answer) == ["100000.00"]


def test_a_row_of_the_department_that_is_named_after_the_body(ask: Ask) -> None:
    assert values(ask("东湖管理所信息系统升级多少")) == ["30000.00"]
    assert ask("西湖管理所信息系统升级多少")["status"] == "refused"  # of another body


def test_a_body_with_one_row_is_a_part_of_the_sum(ask: Ask) -> None:
    assert values(ask("辅助经费多少"))[0] == "100000.00"


SCHOOLS = """# 海州市教育局2026年部门预算

## 收入总表

金额单位：万元

单位编码	单位名称	合计	一般公共预算	事业单位经营收入
	合计	100.00	93.00	7.00
305	海州市教育局	40.00	40.00
305001	海州开放大学	35.00	35.00
305002	海州市第一中学	25.00	18.00	7.00

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	100.00	70.00	30.00
205	教育支出	100.00	70.00	30.00
20502	普通教育	80.00	60.00	20.00
2050204	高中教育	80.00	60.00	20.00
20505	广播电视教育	20.00	10.00	10.00
2050501	广播电视学校	20.00	10.00	10.00
"""


@pytest.fixture(scope="module")
def of_schools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    with library_of(Path(tmp_path_factory.mktemp("schools")), {"教育局.txt": SCHOOLS}) as library:
        yield Engine(library).ask


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("广播电视学校是多少", ["200000.00"]),  # printed so: the university's other name is not meant
        ("广播电视学校的项目支出", ["100000.00"]),
        ("开放大学预算多少", ["350000.00"]),
    ],
)
def test_an_item_printed_as_it_is_said_goes_before_another_name_of_a_body(
    of_schools: Ask, question: str, figures: list[str]
) -> None:
    assert values(of_schools(question)) == figures


@pytest.mark.parametrize(
    ("question", "body"),
    [("事业单位经营收入是哪家单位的，多少", "海州市第一中学"), ("哪所学校有事业单位经营收入", "海州市第一中学")],
)
def test_who_has_a_thing_is_told_by_name(of_schools: Ask, question: str, body: str) -> None:
    answer = of_schools(question)
    assert values(answer) == ["70000.00"]
    assert body in answer["answer"]


def test_what_is_not_printed_of_each_body_is_told_as_such(of_schools: Ask) -> None:
    answer = of_schools("高中教育是哪家单位的")
    assert values(answer) == ["800000.00"]
    assert "没有按单位列出" in answer["answer"]


def test_the_largest_of_the_bodies_is_told_by_name(ask: Ask) -> None:
    assert "海州市水文台" in ask("哪个单位的辅助经费最多")["answer"]


@pytest.mark.parametrize(
    ("question", "share"),
    [
        ("高中教育项目支出占比", "25.00"),  # of the row
        ("高中教育项目支出占总支出的比重", "20.00"),
        ("项目支出占比", "30.00"),
    ],
)
def test_a_side_of_a_row_is_a_share_of_the_row(of_schools: Ask, question: str, share: str) -> None:
    assert values(of_schools(question))[0] == share
