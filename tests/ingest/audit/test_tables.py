"""One amount in several tables: found by what figures stand for, whatever the unit, the form or the fund."""

from __future__ import annotations

import pytest

from ingest.audit.standing import read_head
from ingest.audit.tables import table_audit
from ingest.model import Disclosure
from tests.ingest.audit.budgets import WHOLE, changed, told
from tests.ingest.tables import disclosure


def between(read: Disclosure) -> list[tuple[str, str, str]]:
    """(row, text here, text there) of each comparison of two tables that fails."""
    figures = {f.id: f for f in read.figures}
    checks, _ = table_audit(read)
    return [(figures[c.total].label, figures[c.total].text, figures[c.parts[0]].text) for c in checks if not c.holds]


def test_a_sound_budget_agrees_with_itself_in_every_table() -> None:
    read = disclosure(WHOLE)
    checks, _ = table_audit(read)
    assert all(check.holds for check in checks)
    assert told(read) == []
    names = {check.identity for check in checks}
    # 类 by name, every code, 基本支出 against the economic table printed in yuan, and income against expenditure.
    assert "one amount in two tables: 收支总表 = 支出总表" in names
    assert "one amount in two tables: 支出总表 = 一般公共预算支出表" in names
    assert "one amount in two tables: 支出总表 = 一般公共预算基本支出表" in names
    assert "income = expenditure: 收支总表" in names


def test_every_figure_of_a_sound_budget_is_proven() -> None:
    assert {f.label for f in disclosure(WHOLE).printed if f.proof != "proven"} == set()


def test_a_total_that_another_table_prints_otherwise() -> None:
    read = changed(("合计		1,500,000.00	1,200,000.00", "合计		1,510,000.00	1,210,000.00"))
    assert ("合计", "150.00", "1,510,000.00") in between(read)


def test_two_units_within_rounding_are_one_amount() -> None:
    exact = ("合计		1,500,000.00	1,200,000.00", "合计		1,500,049.00	1,200,049.00")
    assert between(changed(exact)) == []
    beyond = ("合计		1,500,000.00	1,200,000.00", "合计		1,500,060.00	1,200,060.00")
    assert between(changed(beyond)) == [("合计", "150.00", "1,500,060.00")]


def test_income_is_expenditure() -> None:
    read = changed(("收入总计	350.00", "收入总计	360.00"), ("二、事业收入	0.00", "二、事业收入	10.00"))
    assert ("收入总计", "360.00", "350.00") in between(read)


def test_other_money_makes_the_general_budget_smaller_than_the_whole_and_that_is_no_fault() -> None:
    text = WHOLE.replace("一、一般公共预算拨款收入	350.00", "一、一般公共预算拨款收入	300.00").replace(
        "二、事业收入	0.00", "二、事业收入	50.00"
    )
    head, tail = text.split("一般公共预算支出表\n")
    tail = tail.replace(
        "205	教育支出	50.00	50.00\n20508	进修及培训	50.00	50.00\n2050803	培训支出	50.00	50.00\n",
        "",
        1,
    )
    tail = tail.replace("合计		350.00	150.00	200.00", "合计		300.00	100.00	200.00", 1)
    tail = tail.replace(
        "302	商品和服务支出	300,000.00		300,000.00\n30201	办公费	300,000.00		300,000.00\n",
        "",
        1,
    )
    tail = tail.replace("1,200,000.00", "1,000,000.00").replace(
        "合计		1,500,000.00	1,000,000.00	300,000.00", "合计		1,000,000.00	1,000,000.00	"
    )
    assert told(disclosure(f"{head}一般公共预算支出表\n{tail}")) == []


CARRIED = """某市公安局
2024年部门决算

收入支出决算总表
单位：万元
收入		支出
项目	决算数	项目	决算数
一、财政拨款收入	90.00	一、公共安全支出	80.00
本年收入合计	90.00	本年支出合计	80.00
年初结转和结余	5.00	年末结转和结余	15.00
总计	95.00	总计	95.00

支出决算表
单位：万元
科目编码	科目名称	合计	基本支出	项目支出
204	公共安全支出	80.00	80.00	0.00
合计		{total}	{total}	0.00
"""


@pytest.mark.parametrize(("total", "faults"), [("80.00", 0), ("95.00", 0), ("82.00", 1)])
def test_a_lone_total_is_the_years_own_or_the_grand_one_but_no_third(total: str, faults: int) -> None:
    read = disclosure(CARRIED.format(total=total))
    assert len(between(read)) == faults


@pytest.mark.parametrize(
    ("path", "scope", "nature", "year"),
    [
        (("一般公共预算支出", "合计"), "general", None, False),
        (("2026年预算", "财政拨款", "一般公共预算拨款"), "general", None, False),
        (("财政拨款", "合计"), "fiscal", None, False),
        (("预算数", "基本支出", "人员经费"), None, "personnel", False),
        (("本年收入", "小计"), None, None, True),
        (("国有资本经营预算财政拨款",), "capital", None, False),
        (("项目支出", "项目支出总数"), None, "project", False),
    ],
)
def test_heads_that_are_understood(path: tuple[str, ...], scope: str | None, nature: str | None, year: bool) -> None:
    head = read_head(path)
    assert head is not None
    assert (head.scope, head.nature, head.year) == (scope, nature, year)


@pytest.mark.parametrize(
    "path",
    [
        ("上年结转结余", "小计"),
        ("2026年政府采购项目", "小计"),
        ("会议费",),
        ("项目支出", "扣除基建项目后预算数"),
        ("比上年增减%",),
    ],
)
def test_heads_with_a_word_nobody_knows_stand_for_nothing(path: tuple[str, ...]) -> None:
    assert read_head(path) is None
