"""Follow-ups that turn to the other side of a budget, and that look for the same thing in all of it."""

from __future__ import annotations

import pytest

from qa.engine import Engine
from tests.qa.town import AUDIT_2025, library_of

HARBOUR = """# 海州市港务局2025年部门预算

## 收支总表

金额单位：万元

收入		支出
项目	预算数	项目	预算数
一、一般公共预算拨款收入	90.00	一、交通运输支出	120.00
二、事业收入	30.00
收入总计	120.00	支出总计	120.00

## 收入总表

金额单位：万元

单位名称	合计
合计	120.00
海州市港务局（本级）	70.00
海州市引航站	50.00

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	120.00	60.00	60.00
214	交通运输支出	120.00	60.00	60.00
21401	公路水路运输	120.00	60.00	60.00
2140101	行政运行	60.00	60.00	0.00
2140123	航道维护	60.00	0.00	60.00

## 财政拨款支出表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	90.00	60.00	30.00
214	交通运输支出	90.00	60.00	30.00
21401	公路水路运输	90.00	60.00	30.00
2140101	行政运行	60.00	60.00	0.00
2140123	航道维护	30.00	0.00	30.00

一般公共预算支出60.00万元，其中：基本支出60.00万元。
"""
DOCUMENTS = {"港务局2025.txt": HARBOUR, "审计局2025.txt": AUDIT_2025}


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    with library_of(tmp_path_factory.mktemp("sides"), DOCUMENTS) as library:
        yield Engine(library).ask


def values(answer: dict) -> list[str]:
    return [figure["value"] for figure in answer["figures"]]


@pytest.mark.parametrize(
    ("before", "question", "value", "name"),
    [
        ("海州市港务局收入多少？", "那支出呢？", "1200000.00", "支出总计"),
        ("海州市港务局收入多少？", "那花了多少？", "1200000.00", "支出总计"),
        ("海州市港务局总支出多少？", "收入呢？", "1200000.00", "收入总计"),
        ("How much does 海州市港务局 spend?", "And its income?", "1200000.00", "收入总计"),
        ("海州市审计局支出多少？", "海州市港务局的收入呢？", "1200000.00", "收入总计"),
        # A side of one kind of money stays with that kind.
        ("海州市港务局财政拨款收入多少？", "那支出呢？", "900000.00", "财政拨款支出"),
        # What is spent itself has no other side: the question goes on about it.
        ("海州市港务局航道维护多少？", "花了多少？", "600000.00", "航道维护"),
    ],
)
def test_a_follow_up_of_a_side_alone_is_of_all_of_that_side(
    ask, before: str, question: str, value: str, name: str
) -> None:  # type: ignore[no-untyped-def]
    answer = ask(question, history=[before])
    assert (answer["status"], values(answer)[:1]) == ("answered", [value])
    assert name in answer["answer"]


def test_the_spending_of_the_department_itself_is_not_that_of_all_its_bodies(ask) -> None:  # type: ignore[no-untyped-def]
    cold = ask("海州市港务局（本级）支出多少？")
    later = ask("那支出呢？", history=["海州市港务局（本级）收入多少？"])
    assert values(cold) == values(later) == ["700000.00"]
    assert "没有按单位列出支出" in later["answer"]
    rows = ask("项目支出呢？", history=["海州市港务局（本级）收入多少？"])
    assert rows["status"] == "refused"


def test_the_same_thing_is_looked_for_in_all_of_the_spending(ask) -> None:  # type: ignore[no-untyped-def]
    answer = ask("总支出里呢？", history=["海州市港务局航道维护在财政拨款里多少？"])
    assert values(answer)[0] == "600000.00"
    share = ask("总支出里呢？", history=["海州市港务局航道维护占财政拨款多少？"])
    assert values(share)[0] == "50.00"
    nothing = ask("总收入里呢？", history=["海州市港务局航道维护在财政拨款里多少？"])
    assert (nothing["status"], values(nothing)) == ("refused", [])
