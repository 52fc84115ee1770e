"""Layouts that departments of other cities print: two classifications side by side, heads numbered in their last storey, numbers of
things beside their worth, rates of change."""

from __future__ import annotations

from decimal import Decimal

from ingest.model import Disclosure
from tests.ingest.tables import budget

Cell = tuple[str | None, tuple[str, ...], str, str]


def cells(read: Disclosure) -> list[Cell]:
    """(code, path, text, unit) of every amount, in the table's order."""
    return [(f.code, f.path, f.text, f.unit) for f in read.figures if f.amount is not None]


def all_proven(read: Disclosure) -> bool:
    return {f.proof for f in read.figures if f.amount is not None} == {"proven"}


def test_own_accounts_beside_the_governments() -> None:
    read = budget("""部门预算支出经济分类科目\t\t政府预算支出经济分类科目\t\t合计
科目编码\t科目名称\t科目编码\t科目名称\t
301\t工资福利支出\t\t\t100.00
30101\t基本工资\t50101\t工资奖金津补贴\t60.00
30102\t津贴补贴\t50101\t工资奖金津补贴\t40.00
302\t商品和服务支出\t\t\t30.00
30201\t办公费\t50201\t办公经费\t30.00
合计\t\t\t\t130.00
""")
    assert cells(read) == [
        ("301", ("工资福利支出",), "100.00", "万元"),
        ("30101", ("工资福利支出", "基本工资"), "60.00", "万元"),
        ("30102", ("工资福利支出", "津贴补贴"), "40.00", "万元"),
        ("302", ("商品和服务支出",), "30.00", "万元"),
        ("30201", ("商品和服务支出", "办公费"), "30.00", "万元"),
        (None, ("合计",), "130.00", "万元"),
    ]
    assert all_proven(read)


def test_own_accounts_under_the_governments() -> None:
    read = budget("""政府预算支出经济分类科目\t\t部门预算支出经济分类科目\t\t合计
科目编码\t科目名称\t科目编码\t科目名称\t
501\t机关工资福利支出\t\t\t100.00
50101\t工资奖金津补贴\t30101\t基本工资\t60.00
50101\t工资奖金津补贴\t30102\t津贴补贴\t40.00
合计\t\t\t\t100.00
""")
    assert cells(read)[:3] == [
        ("501", ("机关工资福利支出",), "100.00", "万元"),
        ("30101", ("机关工资福利支出", "基本工资"), "60.00", "万元"),
        ("30102", ("机关工资福利支出", "津贴补贴"), "40.00", "万元"),
    ]
    assert all_proven(read)


def test_accounts_under_functions() -> None:
    read = budget("""功能分类科目编码\t功能分类科目名称\t经济分类科目编码\t经济分类科目名称\t合计
2040201\t行政运行\t\t\t120.00
2040201\t行政运行\t30101\t基本工资\t100.00
2040201\t行政运行\t30201\t办公费\t20.00
2040220\t执法办案\t\t\t80.00
2040220\t执法办案\t30201\t办公费\t80.00
合计\t\t\t\t200.00
""")
    assert [(code, path) for code, path, _, _ in cells(read)] == [
        ("2040201", ("行政运行",)), ("30101", ("行政运行", "基本工资")), ("30201", ("行政运行", "办公费")),
        ("2040220", ("执法办案",)), ("30201", ("执法办案", "办公费")), (None, ("合计",)),
    ]  # fmt: skip
    assert all_proven(read)  # each function is its accounts', and the total is the functions', not both's


def test_codes_in_parts_of_two_classifications() -> None:
    read = budget("""部门预算支出经济分类科目\t\t\t政府预算支出经济分类科目\t\t\t合计
类\t款\t科目名称\t类\t款\t科目名称\t
301\t\t工资福利支出\t\t\t\t100.00
301\t01\t基本工资\t501\t01\t工资奖金津补贴\t60.00
301\t02\t津贴补贴\t501\t01\t工资奖金津补贴\t40.00
合计\t\t\t\t\t\t100.00
""")
    assert [code for code, _, _, _ in cells(read)] == ["301", "30101", "30102", None]
    assert all_proven(read)


def test_a_unit_a_project_and_its_function() -> None:
    read = budget("""单位编码\t单位名称\t项目编码\t项目名称\t功能科目编码\t功能科目名称\t金额
101001\t海州市公安局本级\t33010001\t办案经费\t2040220\t执法办案\t50.00
101002\t海州市强制戒毒所\t33010002\t戒毒经费\t2040806\t所政设施建设\t30.00
合计\t\t\t\t\t\t80.00
""")
    assert cells(read)[:2] == [
        ("2040220", ("海州市公安局本级", "办案经费", "执法办案"), "50.00", "万元"),
        ("2040806", ("海州市强制戒毒所", "戒毒经费", "所政设施建设"), "30.00", "万元"),
    ]


def test_heads_beside_the_numbers_of_columns() -> None:
    read = budget("""科目\t\t2026年基本支出预算\t\t
\t\t合计\t人员经费\t公用经费
编码\t名称\t1=2+3\t2\t3
301\t工资福利支出\t100.00\t100.00\t
302\t商品和服务支出\t30.00\t\t30.00
\t合计\t130.00\t100.00\t30.00
""")
    assert [(f.code, f.label, f.measure, f.text) for f in read.figures if f.amount is not None] == [
        ("301", "工资福利支出", "合计", "100.00"), ("301", "工资福利支出", "人员经费", "100.00"),
        ("302", "商品和服务支出", "合计", "30.00"), ("302", "商品和服务支出", "公用经费", "30.00"),
        (None, "合计", "合计", "130.00"), (None, "合计", "人员经费", "100.00"), (None, "合计", "公用经费", "30.00"),
    ]  # fmt: skip


def test_what_things_are_worth_is_no_number_of_them() -> None:
    read = budget("""资产类别\t数量\t账面原值\t账面净值
一、房屋（平方米）\t12000\t5600.00\t4400.00
二、单价100万元（含）以上设备（台/套）\t3\t600.00\t400.00
合计\t\t6200.00\t4800.00
""")
    assert [(f.text, f.unit) for f in read.figures if f.amount is not None] == [
        ("12000", "平方米"), ("5600.00", "万元"), ("4400.00", "万元"), ("3", "台"), ("600.00", "万元"), ("400.00", "万元"),
        ("6200.00", "万元"), ("4800.00", "万元"),
    ]  # fmt: skip


def test_rows_that_count_keep_their_unit_where_no_column_does() -> None:
    read = budget("项目\t2025年\t2026年\t增减（%）\n公务用车保有量（辆）\t20\t22\t10.00\n")
    assert [(f.text, f.unit) for f in read.figures] == [("20", "辆"), ("22", "辆"), ("10.00", "%")]


def test_rates_of_change_are_never_added_up() -> None:
    read = budget("""项目\t2025年预算数\t2026年预算数\t增减率
“三公”经费合计\t10.00\t8.00\t-20.00%
公务接待费\t6.00\t5.00\t-16.67%
公务用车运行维护费\t4.00\t3.00\t-25.00%
""")
    assert {f.proof for f in read.figures if f.measure == "增减率"} == {"unproven"}
    assert [check for check in read.checks if not check.holds] == []
    assert sum((f.amount or Decimal(0)) for f in read.figures if f.measure == "2026年预算数") == Decimal(160_000)


def test_shares_of_one_whole_prove_each_other() -> None:
    read = budget("项目\t预算数\t占比（%）\n基本支出\t75.00\t75.00\n项目支出\t25.00\t25.00\n合计\t100.00\t100.00\n")
    assert {f.proof for f in read.figures if f.measure == "占比(%)"} == {"proven"}


THREE_PUBLICS = """项目\t2025年预算数\t2026年预算数\t增减额\t增减率
“三公”经费合计\t90.00\t85.00\t-5.00\t-5.56%
1.公务接待（含外事）费\t12.00\t10.00\t-2.00\t-16.67%
2.公务用车购置及运行维护费\t78.00\t75.00\t-3.00\t-3.85%
其中：公务用车购置费\t25.00\t25.00\t0.00\t0.00%
公务用车运行维护费\t53.00\t50.00\t-3.00\t-5.66%
会议费\t10.00\t{meetings}\t-1.30\t-13.00%
"""


def test_a_row_behind_a_list_that_is_complete_is_none_of_it() -> None:
    read = budget(THREE_PUBLICS.format(meetings="8.70"))
    paths = {f.path for f in read.figures}
    assert ("会议费",) in paths
    assert ("公务用车购置及运行维护费", "公务用车运行维护费") in paths
    assert [check for check in read.checks if not check.holds] == []


def test_a_list_that_adds_up_only_with_its_last_row_keeps_it() -> None:
    whole = THREE_PUBLICS.replace("78.00\t75.00", "88.00\t85.00").replace("90.00\t85.00", "100.00\t95.00")
    read = budget(whole.format(meetings="10.00"))
    assert ("公务用车购置及运行维护费", "会议费") in {f.path for f in read.figures}
