"""What a thing is made up of: a functional heading's economic items, one account over several functions, items that only the text
states."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from tests.qa.town import library_of

FOREST = """# 海州市林业局2025年部门预算

## 支出总表

金额单位：万元

功能科目	经济科目编码	经济科目名称	合计
森林资源培育	30227	委托业务费	50.00
森林资源培育	30299	其他商品和服务支出	30.00
森林资源管理	30227	委托业务费	20.00
合计			100.00

## 一般公共预算支出表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	100.00	0.00	100.00
213	农林水支出	100.00	0.00	100.00
21302	林业和草原	100.00	0.00	100.00
2130205	森林资源培育	80.00	0.00	80.00
2130207	森林资源管理	20.00	0.00	20.00
"""
TOLD = """# 海州市审计局2026年部门预算

2026年财政拨款安排支出100.00万元，其中：基本支出70.00万元，项目支出30.00万元。

一般公共服务支出-审计事务-行政运行50.00万元，主要用于基本支出。

一般公共服务支出-审计事务-审计业务30.00万元，主要用于项目支出。

卫生健康支出-行政事业单位医疗-行政单位医疗12.00万元，主要用于医疗保险缴费。

卫生健康支出-行政事业单位医疗-公务员医疗补助8.00万元，主要用于医疗补助。
"""
TWINS = """# 海州市交警支队2025年部门预算

## 项目支出表

金额单位：万元

项目名称	合计
合计	100.00
警务辅助人员经费	30.00
城区警辅人员经费	40.00
城区警辅人员经费（区）	20.00
车辆消耗费	10.00
"""


def values(answer: dict) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


def asker(tmp_path_factory: pytest.TempPathFactory, name: str, text: str):  # type: ignore[no-untyped-def]
    with library_of(tmp_path_factory.mktemp("parts"), {name: text}) as library:
        yield Engine(library).ask


@pytest.fixture(scope="module")
def forest(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    yield from asker(tmp_path_factory, "林业局2025.txt", FOREST)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    yield from asker(tmp_path_factory, "审计局2026.txt", TOLD)


@pytest.fixture(scope="module")
def twins(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    yield from asker(tmp_path_factory, "交警支队2025.txt", TWINS)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("森林资源培育（2130205）下面的各行经济科目里，哪一项最大", ["500000.00"]),
        ("Which economic items is heading 2130205 split between, and for what amounts?", ["500000.00", "300000.00", "62.50", "37.50", "800000.00"]),
        ("30227委托业务费一共多少", ["700000.00", "500000.00", "200000.00"]),
        ("Across all the functional lines, what does economic code 30227 come to in total?", ["700000.00", "500000.00", "200000.00"]),
    ],
)  # fmt: skip
def test_functions_and_their_economic_items(forest, question: str, expected: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert values(forest(question)) == expected


def test_a_heading_without_economic_items_has_none(forest) -> None:  # type: ignore[no-untyped-def]
    answer = forest("林业和草原（21302）下面的各行经济科目里，哪一项最大")
    assert "500000.00" not in values(answer)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("财政拨款安排的支出按功能科目（项级）排，前两名是哪两项", ["500000.00", "300000.00"]),
        ("财政拨款里卫生健康支出下面各个项分别安排多少", ["120000.00", "80000.00"]),
        ("财政拨款中行政运行和审计业务两项一共多少", ["800000.00", "500000.00", "300000.00"]),
    ],
)
def test_items_that_only_the_text_states(told, question: str, expected: list[str]) -> None:  # type: ignore[no-untyped-def]
    assert values(told(question)) == expected


def test_items_are_of_no_fund_that_they_do_not_add_up_to(told) -> None:  # type: ignore[no-untyped-def]
    assert told("政府性基金里卫生健康支出下面各个项分别安排多少")["status"] == "refused"
    assert told("单位资金安排的行政运行多少")["status"] == "refused"


def test_projects_of_one_name_but_for_a_remark(twins) -> None:  # type: ignore[no-untyped-def]
    three = twins("警务辅助人员经费和两个城区警辅人员经费，这三个项目一共多少")
    assert values(three)[0] == "900000.00"
    assert twins("警务辅助人员经费和城区警辅人员经费，这四个项目一共多少")["status"] == "refused"
