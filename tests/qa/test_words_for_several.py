"""Projects that one word speaks of, asked for as one; rows of a table of purchases under the body alone; turns for a quotient."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from qa.turns import plainly
from tests.qa.town import library_of

PARTY = """# 海州市党群局2025年部门预算

## 项目支出表

金额单位：万元

项目名称	合计
合计	100.00
两新组织党员活动经费	30.00
两新组织党务工作者补贴	20.00
新建两新党组织启动经费	5.00
档案整理	15.00
宣传报道	10.00
办公楼维修	8.00
信息系统运维	4.00
会场租赁	3.00
图书采编	2.00
车辆租赁	3.00

## 政府采购支出表

金额单位：万元

采购品目大类	专项名称	经济科目	采购品目名称	总计
合计				9.00
服务				9.00
海州市党群局（本级）				9.00
	办公楼维修	维修费	修缮服务	6.00
	信息系统运维	委托业务费	运维服务	3.00
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with library_of(tmp_path_factory.mktemp("several"), {"党群局2025.txt": PARTY}) as library:
        yield Engine(library).ask


def values(answer: dict) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


@pytest.mark.parametrize("question", ["两新组织的钱总数", "两新组织的项目一共多少", "两新组织一共多少钱"])
def test_projects_that_one_word_speaks_of_are_added_up(ask, question: str) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question)
    assert values(answer)[0] == "550000.00"
    assert "没有叫“两新组织”的一项" in answer["answer"]


def test_one_project_is_stated_and_not_added(ask) -> None:  # type: ignore[no-untyped-def]
    assert values(ask("档案整理一共多少钱")) == ["150000.00"]


def test_purchases_are_itemised_below_the_body_that_buys(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("Itemise the procurement budget")
    assert {"60000.00", "30000.00"} <= set(values(answer))


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("提租补贴除以购房补贴", "提租补贴与购房补贴的比值是多少"),
        ("公积金和购房补贴哪个肥，肥多少", "公积金和购房补贴哪个多，多多少"),
        ("肥料补贴多少", "肥料补贴多少"),
    ],
)
def test_turns_for_a_quotient_and_for_more(question: str, plain: str) -> None:
    assert plainly(question, "zh") == plain
