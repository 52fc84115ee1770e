"""Headings of the classification that a table does not print: the sum of all their items, where these are proven to be all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from qa.answer import Json
from qa.engine import Engine
from tests.qa.town import library_of

WORKS = """# 海州市重大项目办公室2026年部门预算

## 一般公共预算支出表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	100.00	60.00	40.00
2010301	行政运行	50.00	50.00	0.00
2010308	信访事务	40.00	0.00	40.00
2080501	行政单位离退休	3.00	3.00	0.00
2080505	机关事业单位基本养老保险缴费支出	5.00	5.00	0.00
2080506	机关事业单位职业年金缴费支出	2.00	2.00	0.00
"""
# A total that is not the sum of its rows: an item of the heading may be missing.
UNPROVEN = WORKS.replace("合计	100.00", "合计	130.00").replace("重大项目办公室", "水务局")
PRINTED = """# 海州市审计局2026年部门预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	10.00	10.00	0.00
208	社会保障和就业支出	10.00	10.00	0.00
20805	行政事业单位养老支出	10.00	10.00	0.00
2080505	机关事业单位基本养老保险缴费支出	7.00	7.00	0.00
2080506	机关事业单位职业年金缴费支出	3.00	3.00	0.00
"""
Ask = Callable[..., Json]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    documents = {"重大办.txt": WORKS, "水务局.txt": UNPROVEN, "审计局.txt": PRINTED}
    with library_of(Path(tmp_path_factory.mktemp("headings")), documents) as library:
        yield Engine(library).ask


def values(answer: Json) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


@pytest.mark.parametrize(
    "question", ["养老支出一共多少", "行政事业单位养老支出多少", "20805是多少", "How much is 20805?"]
)
def test_the_items_of_a_heading_that_is_not_printed_are_added_up(ask: Ask, question: str) -> None:
    answer = ask(question, documents=["重大办.txt"])
    assert values(answer) == ["100000.00", "30000.00", "50000.00", "20000.00"]
    assert "20805" in answer["answer"]


@pytest.mark.parametrize("question", ["养老支出一共多少", "20805是多少"])
def test_items_that_may_not_be_all_are_not_added_up_nor_told_for_all(ask: Ask, question: str) -> None:
    assert ask(question, documents=["水务局.txt"])["status"] == "refused"


@pytest.mark.parametrize(
    "question", ["2025年养老支出多少", "住房改革支出多少", "22102是多少", "政府养老支出总表的养老服务"]
)
def test_another_year_or_heading_is_refused(ask: Ask, question: str) -> None:
    assert ask(question, documents=["重大办.txt"])["status"] == "refused"


def test_a_heading_that_is_printed_answers_itself(ask: Ask) -> None:
    assert values(ask("养老支出一共多少", documents=["审计局.txt"])) == ["100000.00"]


def test_an_item_is_told_by_its_own_name(ask: Ask) -> None:
    assert values(ask("基本养老保险缴费支出多少", documents=["重大办.txt"])) == ["50000.00"]


JUSTICE = """# 海州市司法局2026年部门预算

## 收入预算总表

金额单位：元

科目编码	科目名称	合计	财政拨款收入	事业收入	其他收入
	合计	5000.00	5000.00	0.00	0.00
20406	司法	5000.00	5000.00	0.00	0.00
2040601	行政运行	3000.00	3000.00	0.00	0.00
2040699	其他司法支出	2000.00	2000.00	0.00	0.00

## 支出预算总表

金额单位：元

科目编码	科目名称	合计	基本支出	项目支出
	合计	5000.00	3000.00	2000.00
20406	司法	5000.00	3000.00	2000.00
2040601	行政运行	3000.00	3000.00	0.00
2040699	其他司法支出	2000.00	0.00	2000.00
"""


def test_a_column_of_income_answers_no_question_for_spending(tmp_path: Path) -> None:
    with library_of(tmp_path, {"司法局.txt": JUSTICE}) as library:
        ask = Engine(library).ask
        assert values(ask("How much is spent on other judicial expenditure?")) == ["2000.00"]
        assert values(ask("司法的其他收入多少")) == ["0.00"]  # asked for as such
        assert ask("司法的事业支出多少")["status"] == "refused"
        # Its money, whatever the column is called.
        assert values(ask("行政运行的总支出比其中财政拨款安排的多多少"))[0] == "0.00"
