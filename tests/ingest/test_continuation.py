"""Tables over several pages, their notes, empty tables; a cell printed empty is not a zero."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.ingest.grids import drawn
from tests.ingest.tables import all_cells, amounts, budget, failing, only_table, paths, printed

HEAD = "科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
FIRST = """204	公共安全支出	300.00	100.00	200.00
20402	公安	300.00	100.00	200.00
"""
SECOND = """2040201	行政运行	100.00	100.00
2040220	执法办案	200.00		200.00
"""
WHOLE = ["公共安全支出", "公共安全支出 › 公安", "公共安全支出 › 公安 › 行政运行", "公共安全支出 › 公安 › 执法办案"]


@pytest.mark.parametrize(
    "between",
    ["", "\n", "\n\n\n", "\n" + HEAD, "- 2 -\n", "第 2 页\n", "2\n", "140003-某市公安局\n", "第 2 页 / 共 5 页\n" + HEAD],
    ids=["nothing", "blank line", "blank lines", "blank and head", "- 2 -", "第 2 页", "2", "unit line", "page and head"],
)  # fmt: skip
def test_a_table_goes_on_over_a_page_break(between: str) -> None:
    read = budget(HEAD + FIRST + between + SECOND)
    table = only_table(read)
    assert len(table.rows) == 4, "a repeated head is no row"
    assert paths(read) == WHOLE
    assert failing(read) == []
    shift = between.count("\n")
    assert [row.line for row in table.rows] == [5, 6, 7 + shift, 8 + shift]


def test_a_head_that_repeats_without_a_blank_line_is_no_row() -> None:
    read = budget(HEAD + FIRST + HEAD + SECOND)
    assert [row.labels for row in only_table(read).rows] == [("公共安全支出",), ("公安",), ("行政运行",), ("执法办案",)]


@pytest.mark.parametrize("title", ["一般公共预算支出表", "一般公共预算支出表（续）"])
def test_a_title_that_repeats_with_its_head_goes_on_with_the_table(title: str) -> None:
    read = budget(HEAD + FIRST + f"{title}\n单位：万元\n" + HEAD + SECOND)
    only_table(read)
    assert paths(read) == WHOLE


def test_a_new_head_without_a_title_is_a_new_table() -> None:
    read = budget(HEAD + FIRST + "\n项目\t预算数\t执行数\n一、事业收入\t10.00\t9.00\n")
    assert [len(table.rows) for table in read.tables] == [2, 1]
    assert paths(read)[-1] == "事业收入"


def test_notes_below_a_table_are_its_notes_and_no_rows() -> None:
    read = budget(
        HEAD + FIRST + "注：本表不含涉密支出12.00万元。\n备注：数据取自批复。\n取数说明：取数口径不包含指标类型31、32\n"
    )
    assert only_table(read).notes == (
        "注：本表不含涉密支出12.00万元。",
        "备注：数据取自批复。",
        "取数说明：取数口径不包含指标类型31、32",
    )
    assert len(printed(read)) == 6
    assert [f for f in read.figures if f.source == "table" and "涉密" in f.label] == []


def test_a_note_does_not_end_the_table_above_nor_join_the_one_below() -> None:
    read = budget(HEAD + FIRST + "注：略。\n\n部门收入总表\n单位：元\n项目\t预算数\n财政拨款\t5\n")
    assert [(table.title, table.notes) for table in read.tables] == [
        ("一般公共预算支出表", ("注：略。",)), ("部门收入总表", ())
    ]  # fmt: skip


def test_an_empty_table_has_figures_but_none_that_prints_an_amount() -> None:
    read = budget(HEAD + "合计\t\t\t\t\n", title="政府性基金预算支出表")
    assert only_table(read).kind == "government_fund_expenditure"
    assert [(cell.path, cell.measure, cell.yuan) for cell in all_cells(read)] == [
        ("合计", "合计", None), ("合计", "基本支出", None), ("合计", "项目支出", None)
    ]  # fmt: skip
    assert read.printed == ()
    assert read.checks == ()
    assert read.proven_share is None


def test_a_table_that_is_only_a_head_has_no_figures() -> None:
    read = budget(HEAD, title="政府性基金预算支出表")
    assert only_table(read).rows == ()
    assert read.figures == ()


@pytest.mark.parametrize("blank", ["", "-", "—", "－", "\u3000"])
def test_an_empty_cell_is_a_blank_figure(blank: str) -> None:
    read = budget(HEAD + f"204\t公共安全支出\t300.00\t{blank}\t300.00\n")
    assert amounts(read, 5) == {"合计": Decimal(3_000_000), "基本支出": None, "项目支出": Decimal(3_000_000)}
    assert len(read.printed) == 2
    assert failing(read) == []


@pytest.mark.parametrize("zero", ["0.00", "0", "０.００"])
def test_a_printed_zero_is_a_figure_of_zero(zero: str) -> None:
    read = budget(HEAD + f"204\t公共安全支出\t300.00\t{zero}\t300.00\n")
    figure = next(f for f in read.figures if f.measure == "基本支出")
    assert figure.amount == 0
    assert figure.amount is not None
    assert (figure.text, figure.proof) == (zero, "proven")


def test_an_empty_cell_is_never_proven_and_breaks_no_sum() -> None:
    read = budget(HEAD + FIRST + SECOND)
    assert {f.proof for f in read.figures if f.amount is None} == {"unproven"}
    assert failing(read) == []


def test_an_amount_is_exact_and_keeps_its_print() -> None:
    read = budget(HEAD + "204\t公共安全支出\t１，２３４.5６\t(0.44)\t1,235.00\n")
    assert [(f.text, f.unit, str(f.amount)) for f in read.figures] == [
        ("１，２３４.5６", "万元", "12345600.00"), ("(0.44)", "万元", "-4400.00"), ("1,235.00", "万元", "12350000.00")
    ]  # fmt: skip
    assert failing(read) == []


def test_a_header_whose_column_names_the_unit_is_no_unit_line() -> None:
    head = "项目 | 预算数（单位：万元） | 绩效目标\n"
    read = drawn(
        "重点项目预算表", head + "热线平台运营项目 | 12.00 | 规范管理", head + "政务云服务项目 | 20.21 | 统一管理"
    )
    table = only_table(read)
    assert [column.path for column in table.columns] == [("项目",), ("预算数(单位:万元)",), ("绩效目标",)]
    assert [(f.label, f.unit, f.page) for f in read.printed if f.source == "table"] == [
        ("热线平台运营项目", "万元", 1),
        ("政务云服务项目", "万元", 2),
    ]


def test_a_row_that_only_names_body_and_unit_is_a_caption() -> None:
    read = drawn("项目支出表", "编制单位：某局 | | 单位：元\n项目 | 预算数 | 说明\n运维 | 12.00 | 略")
    assert [(f.label, f.unit) for f in read.printed] == [("运维", "元")]
