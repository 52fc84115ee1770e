"""Totals left blank over printed parts."""

from __future__ import annotations

from tests.ingest.audit.budgets import told
from tests.ingest.tables import budget

HEAD = "科目编码\t科目名称\t合计\t基本支出\t\n\t\t\t人员经费\t公用经费\n"
THREE = (
    "2024年预算数\t\t\t\t2025年预算数\t\t\t\n"
    "合计\t公务用车购置及运行费\t\t\t合计\t公务用车购置及运行费\t\t\n"
    "\t小计\t购置费\t运行费\t\t小计\t购置费\t运行费\n"
)


def test_a_subtotal_left_blank_beside_one_that_is_printed() -> None:
    read = budget(f"{THREE}100\t100\t\t100\t100\t\t\t100\n", title="一般公共预算“三公”经费支出表")
    assert [f.expected for f in read.findings] == ["100 万元"]
    assert told(read) == [("blank_total", "missing", 7)]


def test_the_same_subtotal_printed() -> None:
    assert budget(f"{THREE}100\t100\t\t100\t100\t100\t\t100\n", title="一般公共预算“三公”经费支出表").findings == ()


def test_a_heading_that_prints_no_amount_at_all_only_heads() -> None:
    read = budget("科目编码\t科目名称\t合计\n204\t公安\t\n20401\t甲\t30.00\n20402\t乙\t45.00\n合计\t\t75.00\n")
    assert told(read) == []


def test_blank_over_blank_is_nothing_disclosed() -> None:
    read = budget(
        "科目编码\t科目名称\t合计\t基本支出\t项目支出\n204\t公安\t30.00\t30.00\t\n20401\t甲\t30.00\t30.00\t\n"
    )
    assert told(read) == []


def test_a_blank_grand_total() -> None:
    read = budget(
        "收入\t\t支出\t\n项目\t预算数\t项目\t预算数\n一、财政拨款收入\t30.00\t一、公共安全支出\t30.00\n"
        "收入总计\t\t支出总计\t30.00\n",
        title="收支总表",
    )
    assert [(f.kind, f.expected) for f in read.findings] == [("blank_total", "30.00 万元")]
