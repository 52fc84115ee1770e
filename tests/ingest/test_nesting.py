"""Headings that only the amounts, or the place of a label, show: procurement lists, project lists by unit, yearly rows."""

from __future__ import annotations

from dataclasses import replace

from ingest.disclosure import build_disclosure
from ingest.model import Disclosure
from tests.ingest.tables import budget, failing, paths, source

PROCUREMENT = """采购品目大类	专项名称	经济科目	采购品目名称	组织形式	资金来源		总计
					一般公共预算资金	其他资金
合计					{total}	8.00	108.00
货物					60.00	8.00	68.00
某局					20.00		20.00
	定额	印刷费	复印纸	集中采购	5.00		5.00
	设备购置	办公费	投影仪	集中采购	15.00		15.00
某支队					40.00	8.00	48.00
	车辆更新	公务用车购置	轿车	集中采购	40.00	8.00	48.00
工程					40.00		40.00
某支队					40.00		40.00
	维修	维修费	房屋修缮	分散采购	40.00		40.00
"""


def placed(rows: str) -> Disclosure:
    """The same table as from a workbook: every cell known to stand where it is printed."""
    text = source(f"2025年部门预算\n一般公共预算支出表\n单位：万元\n{rows}")
    return build_disclosure(replace(text, format="xlsx"), "0" * 64)


def test_a_procurement_list_nests_category_unit_and_item() -> None:
    read = budget(PROCUREMENT.format(total="100.00"), title="政府采购支出表")
    assert paths(read) == [
        "合计",
        "货物",
        "货物 › 某局",
        "货物 › 某局 › 定额 › 印刷费 › 复印纸",
        "货物 › 某局 › 设备购置 › 办公费 › 投影仪",
        "货物 › 某支队",
        "货物 › 某支队 › 车辆更新 › 公务用车购置 › 轿车",
        "工程",
        "工程 › 某支队",
        "工程 › 某支队 › 维修 › 维修费 › 房屋修缮",
    ]
    assert failing(read) == []
    assert {f.proof for f in read.printed if f.source == "table"} == {"proven"}


def test_a_list_whose_total_bears_out_no_nesting_stays_flat() -> None:
    read = budget(PROCUREMENT.format(total="101.00"), title="政府采购支出表")
    assert "货物 › 某局" not in paths(read)
    assert failing(read)


def test_a_head_that_sums_one_row_alone_is_seen_where_the_total_needs_it() -> None:
    rows = "项目\t预算数\n某中心\t20.00\n展览\t20.00\n某局\t40.00\n培训\t30.00\n设备\t10.00\n合计\t60.00\n"
    assert paths(budget(rows)) == ["某中心", "某中心 › 展览", "某局", "某局 › 培训", "某局 › 设备", "合计"]
    # Two items of one amount, both in the total, are neighbours and nothing more.
    assert paths(budget("项目\t预算数\n接待\t5.00\n用车\t5.00\n合计\t10.00\n")) == ["接待", "用车", "合计"]


def test_equal_project_names_are_told_apart_by_the_unit_above_them() -> None:
    rows = """项目\t预算数
合计\t60.00
某局\t40.00
　　2017年视频监控改造\t30.00
　　购置经费\t10.00
某中心\t20.00
　　购置经费\t20.00
"""
    read = budget(rows)
    assert paths(read) == [
        "合计",
        "某局",
        "某局 › 2017年视频监控改造",
        "某局 › 购置经费",
        "某中心",
        "某中心 › 购置经费",
    ]
    assert {f.code for f in read.figures} == {None}  # 2017 is a year, no code
    assert failing(read) == []


def test_rows_under_two_classifications_keep_both_in_their_path() -> None:
    rows = """支出功能分类科目	部门支出经济分类科目	合计	基本支出	项目支出
2010401-行政运行	30201-办公费	3.00	3.00
2010404-战略规划与实施	30201-办公费	2.00		2.00
2010404-战略规划与实施	30227-委托业务费	7.00		7.00
合计		12.00	3.00	9.00
"""
    read = budget(rows)
    assert paths(read) == ["行政运行 › 办公费", "战略规划与实施 › 办公费", "战略规划与实施 › 委托业务费", "合计"]
    assert [f.code for f in read.figures if f.measure == "合计"] == ["30201", "30201", "30227", None]


def test_the_only_unit_of_a_table_is_a_heading_but_no_part_of_every_path() -> None:
    rows = """预算单位	科目编码	科目名称	支出总计	基本支出	项目支出
某局			100.00	40.00	60.00
	204	公共安全支出	70.00	40.00	30.00
	205	教育支出	30.00		30.00
"""
    read = budget(rows)
    assert paths(read) == ["某局", "公共安全支出", "教育支出"]
    assert any(len(check.parts) == 2 and "rows below" in check.identity for check in read.checks)
    two = budget(rows + "某中心\t\t\t50.00\t50.00\n\t205\t教育支出\t50.00\t50.00\n")
    assert paths(two) == ["某局", "某局 › 公共安全支出", "某局 › 教育支出", "某中心", "某中心 › 教育支出"]


def test_a_placed_row_that_does_not_balance_stands_as_printed() -> None:
    rows = """科目编码	科目名称	合计	基本支出	项目支出
2010401	行政运行	50.00	30.00	20.00
2010404	战略规划	10.00	30.00	10.00
合计		60.00	60.00	30.00
"""
    read = placed(rows)
    assert [f.text for f in read.figures if f.label == "战略规划"] == ["10.00", "30.00", "10.00"]
    assert not any(row.realigned for table in read.tables for row in table.rows)


def test_a_memo_column_beside_the_parts_is_no_part() -> None:
    rows = """科目名称	合计	基本支出		项目支出
		小计	人员经费	公用经费	项目支出总数	扣除基建后预算数
行政运行	100.00	60.00	50.00	10.00	40.00	30.00
事业运行	80.00	60.00	60.00		20.00	20.00
"""
    read = placed(rows.replace("\t\t项目支出\n", "\t\t\t项目支出\n"))
    assert [f.text for f in read.figures if f.label == "事业运行"] == ["80.00", "60.00", "60.00", "", "20.00", "20.00"]
    assert failing(read) == []


def test_parts_that_only_some_rows_fill_are_cut_where_they_break_several_rows() -> None:
    head = "科目名称\t支出总计\t基本支出\t项目支出\t政府采购项目\n"
    rows = "行政运行\t60.00\t60.00\t0.00\t8.00\n管理事务\t90.00\t0.00\t90.00\t10.00\n"
    rest = "".join(f"事项{n}\t{n}.00\t{n}.00\t0.00\t0.00\n" for n in range(1, 6))
    assert failing(budget(head + rows + rest)) == []
    # One row that fails is the document's fault, and no reason to read the table otherwise.
    assert len(failing(budget(head + "行政运行\t60.00\t60.00\t0.00\t8.00\n" + rest))) == 1


YEARLY = """预算单位	年度	总计		因公出国（境）费		公务接待费
		一般公共预算	政府性基金	一般公共预算	政府性基金	一般公共预算	政府性基金
某局	2024年	15.00	0.00	10.00	0.00	5.00	0.00
	2025年	14.00	1.00	10.00	1.00	4.00	0.00
	增减变化金额	-1.00	1.00	0.00	1.00	-1.00	0.00
"""


def test_rows_that_stand_for_years_give_their_figures_the_year() -> None:
    read = budget(YEARLY, title="财政拨款“三公”经费支出表")
    receptions = [f for f in read.figures if f.measure_path[-2:] == ("公务接待费", "一般公共预算")]
    assert [(f.label, f.column_year, f.text) for f in receptions] == [
        ("某局", 2024, "5.00"),
        ("某局", 2025, "4.00"),
        ("某局", 2025, "-1.00"),
    ]
    assert receptions[2].measure_path[0] == "增减变化金额"


def test_a_group_of_totals_is_the_sum_of_the_groups_beside_it_fund_by_fund() -> None:
    assert failing(budget(YEARLY, title="财政拨款“三公”经费支出表")) == []
    wrong = budget(YEARLY.replace("2025年\t14.00", "2025年\t13.00"), title="财政拨款“三公”经费支出表")
    assert len(failing(wrong)) == 1


def test_rows_introduced_by_of_which_need_not_make_up_the_whole() -> None:
    rows = "项目\t预算数\n一、基本支出\t100.00\n其中：（一）人员经费\t70.00\n（二）公用经费\t{}\n二、项目支出\t200.00\n合计\t300.00\n"
    part = budget(rows.format("20.00"))
    assert paths(part)[:3] == ["基本支出", "基本支出 › 人员经费", "基本支出 › 公用经费"]
    assert failing(part) == []
    assert {f.text for f in part.figures if f.proof == "proven"} == {"100.00", "200.00", "300.00"}
    assert len(failing(budget(rows.format("40.00")))) == 1


BALANCE = """项目\t预算数
一、一般公共预算拨款\t90.00
二、政府性基金预算拨款\t
本年收入合计\t90.00
{}\t{}
一、一般公共预算拨款\t{}
二、政府性基金预算拨款\t
收入总计\t99.00
"""


def test_a_balance_carried_over_heads_the_funds_below_it() -> None:
    read = budget(BALANCE.format("上年结转结余", "9.00", "9.00"))
    assert paths(read) == [
        "一般公共预算拨款",
        "政府性基金预算拨款",
        "本年收入合计",
        "上年结转结余",
        "上年结转结余 › 一般公共预算拨款",
        "上年结转结余 › 政府性基金预算拨款",
        "收入总计",
    ]
    assert failing(read) == []
    assert {f.proof for f in read.printed} == {"proven"}


def test_funds_that_do_not_make_up_the_balance_are_a_finding() -> None:
    assert failing(budget(BALANCE.format("上年结转结余", "9.00", "8.00"))) == [
        "general_public_expenditure: heading = rows below: 10000.00"
    ]


def test_a_heading_left_blank_counts_as_the_rows_below_it() -> None:
    rows = "项目\t决算数\n一、财政拨款\t90.00\n本年收入合计\t90.00\n使用结余\t\n　　年初结转和结余\t{}\n总计\t99.00\n"
    read = budget(rows.format("9.00"), title="收入支出决算总表")
    assert failing(read) == []
    assert {f.proof for f in read.printed} == {"proven"}
    assert len(failing(budget(rows.format("8.00"), title="收入支出决算总表"))) == 1


def test_numbering_and_indentation_that_agree_are_read_together() -> None:
    rows = "收入\t预算数\n财政拨款\t50.00\n　1.一般公共预算拨款\t50.00\n　2.政府性基金\t0.00\n　3.国有资本\t0.00\n"
    assert paths(budget(rows)) == [
        "财政拨款",
        "财政拨款 › 一般公共预算拨款",
        "财政拨款 › 政府性基金",
        "财政拨款 › 国有资本",
    ]
    assert paths(budget(rows.replace("　", "")))[1] == "财政拨款 › 一般公共预算拨款"


def test_indentation_under_which_nothing_adds_up_is_none() -> None:
    rows = "项目\t预算数\n信息化运维服务\t5.00\n　指挥系统建设\t6.00\n平台建设\t14.00\n"
    assert paths(budget(rows)) == ["信息化运维服务", "指挥系统建设", "平台建设"]
    assert failing(budget(rows)) == []


def test_indentation_that_adds_up_elsewhere_stands_and_shows_the_misprint() -> None:
    rows = "项目\t预算数\n工资\t5.00\n　奖金\t2.00\n　津贴\t3.00\n商品\t9.00\n　水费\t4.00\n　电费\t4.00\n"
    assert len(failing(budget(rows))) == 1
    assert "商品 › 水费" in paths(budget(rows))
