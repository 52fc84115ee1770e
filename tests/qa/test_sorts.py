"""Names that only share a head: another sort of a thing, a body called after its field, a project and what is bought for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest

from qa.answer import Json
from qa.book import Book
from qa.engine import Engine
from qa.terms import loose_term
from tests.qa.town import library_of

STREET = """# 海州市东港街道办事处2025年部门预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	160.00	60.00	100.00
201	一般公共服务支出	100.00	60.00	40.00
20103	政府办公厅（室）及相关机构事务	100.00	60.00	40.00
2010301	行政运行	100.00	60.00	40.00
204	公共安全支出	30.00	0.00	30.00
20406	司法	30.00	0.00	30.00
2040699	其他司法支出	30.00	0.00	30.00
207	文化旅游体育与传媒支出	30.00	0.00	30.00
20703	体育	30.00	0.00	30.00
2070308	群众体育	30.00	0.00	30.00

## 项目支出表

金额单位：万元

项目名称	合计
合计	100.00
东港街道便民中心业务用房维修改造工程项目购置费	20.00
东港街道便民中心业务用房维修改造项目	30.00
社区巡查经费	50.00

## 政府采购支出表

金额单位：万元

品目名称	合计
合计	9.00
便携式计算机	4.00
彩色打印机	2.00
会议室音响	3.00
"""


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Json]]:
    with library_of(tmp_path_factory.mktemp("sorts"), {"东港街道.txt": STREET}) as library:
        yield Engine(library).ask


def amounts(answer: Json) -> list[Decimal]:
    assert answer["status"] == "answered", answer["answer"]
    return [Decimal(figure["value"]) / 10000 for figure in answer["figures"] if figure["unit"] == "CNY"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("便携式计算机多少钱？", 4),
        ("计算机采购多少？", 4),
        ("会议室音响多少钱？", 3),
        ("司法多少钱？", 30),
        ("群众体育所占的比重是多少？", 30),
        ("业务用房维修改造项目多少钱？", 30),
        ("便民中心业务用房维修改造工程项目安排多少钱？", 30),
        ("便民中心业务用房维修改造工程项目购置费多少？", 20),
    ],
)
def test_a_thing_is_found_by_what_its_name_says(ask: Callable[[str], Json], question: str, expected: int) -> None:
    assert expected in amounts(ask(question))[:1]


@pytest.mark.parametrize(
    "question",
    [
        "台式计算机多少钱？",  # another sort
        "台式电脑采购多少钱？",
        "司法所经费多少？",  # who works in a field is not the field
        "群众体育馆多少钱？",
        "司法站一共花多少？",
    ],
)
def test_what_only_shares_a_head_is_not_answered_for(ask: Callable[[str], Json], question: str) -> None:
    assert ask(question)["status"] == "refused"


def test_a_project_and_what_is_bought_for_it_are_added_up(ask: Callable[[str], Json]) -> None:
    assert amounts(ask("便民中心业务用房维修改造项目和购置费一共多少？")) == [50, 30, 20]


@pytest.mark.parametrize(
    ("words", "name", "fits"),
    [
        ("台式计算机", "台式计算机及显示器", True),
        ("改造工程", "便民中心改造项目", True),
        ("改造工程", "便民中心绿化项目", False),
    ],
)
def test_a_word_for_the_kind_of_undertaking_tells_of_none(words: str, name: str, fits: bool) -> None:
    assert (name in Book([name]).fits(loose_term(words))) == fits
