"""A grid that holds more than one table's rows: stacked tables, notes, declarations that it is empty, signatures."""

from __future__ import annotations

import pytest

from ingest.stacked import without_notes
from tests.ingest.grids import drawn, grid
from tests.ingest.tables import failing, only_table, paths, printed

HEAD = "科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出\n"
ROW = "204 | 公共安全支出 | 3.00 | 1.00 | 2.00\n"


def test_tables_stacked_in_one_grid_are_told_apart_by_their_titles() -> None:
    read = drawn(
        "收入总表",
        """项目 | 预算数
一、财政拨款 | 5.00
合计 | 5.00
支出总表 | <
编制单位：某局 | 单位：元
项目 | 预算数
一、教育支出 | 7
合计 | 7""",
    )
    assert [(table.title, table.kind, table.unit, len(table.rows)) for table in read.tables] == [
        ("收入总表", "income", "元", 2),
        ("支出总表", "expenditure", "元", 2),
    ]
    assert failing(read) == []


def test_a_row_named_like_a_table_is_a_row_where_no_header_follows() -> None:
    read = drawn("支出总表", "项目 | 预算数\n基本支出表 | \n工资 | 5.00\n合计 | 5.00")
    assert only_table(read).title == "支出总表"


@pytest.mark.parametrize(
    "note",
    [
        "注：本表不含涉密支出12.00万元。",
        "注1.含上年结转",
        "说明：本表按功能分类列示",
        "本部门2026年没有政府性基金预算支出，故本表为空。",
        "我局无国有资本经营预算支出",
        "本单位未安排“三公”经费",
        "本表无数据",
        "空表",
        "填表人：李某",
    ],
)
def test_what_is_said_below_a_table_is_a_note_of_it(note: str) -> None:
    read = drawn("政府性基金预算支出表", HEAD + ROW + f"{note} | < | < | < | <")
    assert only_table(read).notes == (note,)
    assert paths(read) == ["公共安全支出"]
    assert len(printed(read)) == 3


@pytest.mark.parametrize(
    "label", ["注册登记费", "本单位无形资产购置", "本部门未成年人保护", "备注印制费", "说明书翻译", "审核费"]
)
def test_an_item_that_only_sounds_like_a_note_is_a_row(label: str) -> None:
    rows = grid(f"某局 | 1.00\n{label} | ").rows
    assert without_notes(rows) == (list(rows), [])


def test_an_item_with_an_amount_is_never_a_note() -> None:
    rows = grid("说明：本表 | 1.00").rows
    assert without_notes(rows)[1] == []


def test_signatures_below_a_table_are_no_rows() -> None:
    read = drawn("支出总表", HEAD + ROW + "单位负责人：张某 | < | 填表人：李某 | < | 联系电话：6789")
    assert len(only_table(read).rows) == 1


@pytest.mark.parametrize("rows", ["", " | | | | \n | | | | ", "合计 | < | | | "])
def test_a_blank_form_has_no_amount_and_no_finding(rows: str) -> None:
    read = drawn("国有资本经营预算支出表", HEAD + rows)
    assert only_table(read).kind == "state_capital_expenditure"
    assert read.printed == ()
    assert read.checks == ()


def test_a_page_without_a_header_goes_on_with_the_table_before() -> None:
    first, second = (
        HEAD + ROW,
        "20402 | 公安 | | | \n2040201 | 行政运行 | 3.00 | 1.00 | 2.00\n合计 | < | 3.00 | 1.00 | 2.00",
    )
    read = drawn("支出总表", first, second)
    assert paths(read) == ["公共安全支出", "公共安全支出 › 公安", "公共安全支出 › 公安 › 行政运行", "合计"]
    assert [row.page for row in only_table(read).rows] == [1, 2, 2, 2]
    assert failing(read) == []


def test_a_merged_head_over_an_empty_row_leaves_the_heads_below_it() -> None:
    read = drawn(
        "财政拨款“三公”经费支出决算表",
        """合计 | < | 公务接待费 | <
 | | ^ | ^
预算数 | 决算数 | 预算数 | 决算数
0.95 | 0.50 | 0.95 | 0.40""",
    )
    assert [(figure.measure_path, figure.text, figure.column_basis) for figure in read.figures] == [
        (("合计", "预算数"), "0.95", "budget"),
        (("合计", "决算数"), "0.50", "final_accounts"),
        (("公务接待费", "预算数"), "0.95", "budget"),
        (("公务接待费", "决算数"), "0.40", "final_accounts"),
    ]
