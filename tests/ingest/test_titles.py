"""Which table it is and in what unit: titles, unit lines, units in heads, and the warning when there is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.ingest.tables import amounts, budget, disclosure, only_table, printed

ROWS = """科目编码	科目名称	合计
204	公共安全支出	300.00
"""


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("一般公共预算支出表", "general_public_expenditure"),
        ("表五 一般公共预算支出表", "general_public_expenditure"),
        ("附件3：2025年一般公共预算支出情况表", "general_public_expenditure"),
        ("一般公共预算“三公”经费支出表", "three_public"),
        ("政府性基金预算“三公”经费支出表", "government_fund_three_public"),
        ("政府性基金预算支出表", "government_fund_expenditure"),
        ("部门收支总表", "balance"),
        ("财政拨款收支总表", "fiscal_appropriation_balance"),
        ("一般公共预算财政拨款支出决算表", "final_general_public_expenditure"),
        ("车辆情况表", "other"),
    ],
)
def test_a_title_names_a_standard_table(title: str, kind: str) -> None:
    table = only_table(budget(ROWS, title=title))
    assert (table.title, table.kind) == (title, kind)


@pytest.mark.parametrize(
    ("unit", "yuan"),
    [("元", "300"), ("千元", "300000"), ("万元", "3000000"), ("百万元", "300000000"), ("亿元", "30000000000")],
)
def test_the_unit_line_above_a_table_is_its_unit(unit: str, yuan: str) -> None:
    read = budget(ROWS, unit=unit)
    assert only_table(read).unit == unit
    assert amounts(read, 5) == {"合计": Decimal(yuan)}
    assert read.warnings == ()


@pytest.mark.parametrize("title", ["一般公共预算支出表（万元）", "一般公共预算支出表(万元)"])
def test_the_unit_in_a_title_is_the_unit(title: str) -> None:
    read = budget(ROWS, title=title, unit="")
    assert amounts(read, 5) == {"合计": Decimal(3_000_000)}
    assert only_table(read).kind == "general_public_expenditure"


@pytest.mark.parametrize("title", ["一般公共预算支出表（单位：万元）", "一般公共预算支出表 单位：万元"])
def test_a_title_that_carries_the_unit_line_is_still_the_title(title: str) -> None:
    read = budget(ROWS, title=title, unit="")
    assert amounts(read, 5) == {"合计": Decimal(3_000_000)}
    assert only_table(read).kind == "general_public_expenditure"


def test_without_any_unit_the_amounts_are_yuan_and_the_reader_is_warned() -> None:
    read = budget(ROWS, unit="")
    assert amounts(read, 5) == {"合计": Decimal(300)}
    assert len(read.warnings) == 1
    assert "names no unit" in read.warnings[0]
    assert "一般公共预算支出表" in read.warnings[0]


def test_a_head_with_its_own_unit_wins_over_the_table() -> None:
    read = budget(
        """科目名称	预算数（亿元）	人均（元）	其他支出
公共安全支出	1.50	300.00	2.00
"""
    )
    assert amounts(read, 5) == {
        "预算数(亿元)": Decimal(150_000_000), "人均(元)": Decimal(300), "其他支出": Decimal(20_000)
    }  # fmt: skip


def test_no_warning_where_every_head_names_its_unit() -> None:
    read = budget("科目名称\t预算数（万元）\n公共安全支出\t1.50\n教育支出\t2.50\n", unit="")
    assert [cell.yuan for cell in printed(read)] == [15_000, 25_000]
    assert read.warnings == ()


def test_yuan_in_one_table_and_ten_thousands_in_the_next() -> None:
    read = disclosure(
        """2025年部门预算
部门收入总表
单位：元
项目	预算数
财政拨款	3,000,000.00

部门支出总表
单位：万元
项目	预算数
公共安全支出	300.00
"""
    )
    assert [(table.title, table.unit) for table in read.tables] == [("部门收入总表", "元"), ("部门支出总表", "万元")]
    assert amounts(read, 5) == amounts(read, 10) == {"预算数": Decimal(3_000_000)}
    assert (read.figures[0].text, read.figures[0].unit) == ("3,000,000.00", "元"), "text and unit stay as printed"


def test_a_table_without_a_unit_takes_the_one_all_others_agree_on() -> None:
    text = """2025年部门预算
部门收入总表
单位：万元
项目	预算数
财政拨款	300.00

部门支出总表
项目	预算数
公共安全支出	300.00
"""
    read = disclosure(text)
    assert amounts(read, 9) == {"预算数": Decimal(3_000_000)}
    assert len(read.warnings) == 1, "and the reader is told"
    assert "部门支出总表" in read.warnings[0]
    assert "read as 万元" in read.warnings[0]


def test_where_the_others_disagree_nothing_is_taken_and_the_reader_is_warned() -> None:
    read = disclosure(
        """2025年部门预算
部门收入总表
单位：万元
项目	预算数
财政拨款	300.00

财政拨款收支总表
单位：元
项目	预算数
财政拨款	300.00

部门支出总表
项目	预算数
公共安全支出	300.00
"""
    )
    assert amounts(read, 14) == {"预算数": Decimal(300)}
    assert [warning for warning in read.warnings if "部门支出总表" in warning and "no unit" in warning]


def test_the_unit_of_the_budget_unit_is_no_money_unit() -> None:
    """单位：某市公安局 names who, not how much."""
    read = budget(ROWS, unit="某市公安局")
    assert read.facts.organization == "某市公安局"
    assert amounts(read, 5) == {"合计": Decimal(300)}


def test_two_tables_with_the_same_heads_are_two_tables_when_each_has_its_title() -> None:
    read = disclosure(
        """2025年部门预算
一般公共预算支出表
单位：万元
科目编码	科目名称	合计
204	公共安全支出	300.00
政府性基金预算支出表
单位：万元
科目编码	科目名称	合计
212	城乡社区支出	50.00
"""
    )
    assert [(t.number, t.kind, len(t.rows)) for t in read.tables] == [
        (1, "general_public_expenditure", 1), (2, "government_fund_expenditure", 1)
    ]  # fmt: skip
