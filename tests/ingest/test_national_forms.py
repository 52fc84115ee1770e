"""The forms that the Ministry of Finance gives all departments: 行次 and 栏次, form numbers, panels side by side, units' rows."""

from __future__ import annotations

import pytest

from ingest.headers import header_length
from ingest.model import TextLine
from ingest.segments import is_title
from tests.ingest.grids import drawn, grid
from tests.ingest.tables import failing, in_short, only_table, paths


@pytest.mark.parametrize("number", ["公开01表", "财决02-1表", "（预算03表）", "部门公开10表"])
def test_the_number_of_a_form_is_not_its_title(number: str) -> None:
    assert not is_title(TextLine(number))
    assert is_title(TextLine("收入支出决算总表"))
    read = drawn("支出决算表", "项目 | 金额\n教育支出 | 5.00\n合计 | 5.00", lines=[number])
    assert only_table(read).title == "支出决算表"


def test_ordinals_of_rows_and_columns_are_no_amounts() -> None:
    read = drawn(
        "收入支出决算总表",
        """收入 | < | < | 支出 | < | <
项目 | 行次 | 金额 | 项目 | 行次 | 金额
栏次 | | 1 | 栏次 | | 2
一、财政拨款收入 | 1 | 8.00 | 一、教育支出 | 31 | 6.00
二、其他收入 | 2 | 1.00 | 二、卫生健康支出 | 32 | 3.00
本年收入合计 | 27 | 9.00 | 本年支出合计 | 57 | 9.00""",
    )
    assert [figure.text for figure in read.printed] == ["8.00", "6.00", "1.00", "3.00", "9.00", "9.00"]
    assert failing(read) == [] and read.findings == ()


@pytest.mark.parametrize(
    ("storey", "header"),
    [
        ("类 | 款 | 项 | 栏次 | 1 | 2 | 3", 3),
        ("栏次 | < | < | < | 1 | 2=3+4 | 3", 3),
        ("甲 | < | < | 乙 | 1 | 2 | 3", 3),
        ("201 | 01 | 01 | 行政运行 | 1 | 2 | 3", 2),  # a row of small amounts
        ("201 | 01 | 01 | 行政运行 | 1 | 1 | 0", 2),
    ],
)
def test_a_storey_that_numbers_the_columns_is_header(storey: str, header: int) -> None:
    head = "科目编码 | < | < | 科目名称 | 本年支出 | < | <\n | | | | 合计 | 基本支出 | 项目支出\n"
    assert header_length(grid(f"{head}{storey}\n201 | 01 | 02 | 一般行政管理事务 | 5.00 | 2.00 | 3.00").rows) == header


PANELS = """人员经费 | < | < | 公用经费 | < | < | < | < | <
科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数 | 科目编码 | 科目名称 | 决算数
301 | 工资福利支出 | 7.00 | 302 | 商品和服务支出 | 5.00 | 310 | 资本性支出 | 1.00
30101 | 基本工资 | 7.00 | 30201 | 办公费 | 5.00 | 31002 | 办公设备购置 | 1.00
人员经费合计 | < | 7.00 | 公用经费合计 | < | < | < | < | {}"""


def test_a_total_merged_over_panels_names_the_amount_behind_it() -> None:
    read = drawn("基本支出决算表", PANELS.format("6.00"))
    total = next(figure for figure in read.printed if figure.text == "6.00")
    assert (total.label, total.proof) == ("公用经费合计", "proven")
    assert failing(read) == [] and read.findings == ()


def test_a_total_over_panels_that_is_not_their_sum_is_found() -> None:
    assert drawn("基本支出决算表", PANELS.format("6.50")).findings != ()


UNITS = """科目编码 | < | < | 单位代码 | 单位名称（科目） | 合计 | 基本支出 | 项目支出
类 | 款 | 项 | ^ | ^ | ^ | ^ | ^
 | | | | 合计 | 9.00 | 4.00 | 5.00
 | | | 301 | 某林业局 | 9.00 | 4.00 | 5.00
 | | | 301001 | 某林业局机关 | 6.00 | 4.00 | 2.00
213 | 02 | 01 | 301001 | 行政运行 | 4.00 | 4.00 |
213 | 02 | 05 | 301001 | 森林资源培育 | 2.00 | | 2.00
 | | | 301002 | 某林场 | 3.00 | | 3.00
213 | 02 | 05 | 301002 | 森林资源培育 | 3.00 | | 3.00"""


def test_units_rows_head_what_each_spends_and_their_codes_are_no_items() -> None:
    read = drawn("部门支出总表", UNITS)
    assert {(f.code, f.path) for f in read.printed if f.measure == "合计"} == {
        (None, ("合计",)),
        (None, ("某林业局",)),
        (None, ("某林业局", "某林业局机关")),
        ("2130201", ("某林业局", "某林业局机关", "行政运行")),
        ("2130205", ("某林业局", "某林业局机关", "森林资源培育")),
        (None, ("某林业局", "某林场")),
        ("2130205", ("某林业局", "某林场", "森林资源培育")),
    }
    assert failing(read) == []
    assert {figure.proof for figure in read.printed} == {"proven"}


def test_a_list_of_units_keeps_their_codes() -> None:
    read = drawn(
        "部门收入总表", "单位代码 | 单位名称 | 合计\n | 合计 | 9.00\n301 | 某局 | 9.00\n301001 | 某局机关 | 9.00"
    )
    assert [figure.code for figure in read.printed] == [None, "301", "301001"]


def test_a_units_projects_stand_below_it() -> None:
    rows = "单位编码 | 单位名称（项目） | 金额\n | 合计 | 5.00\n301001 | 某林业局 | 5.00\n | 森林防火经费 | 2.00\n | 古树保护 | 3.00"
    read = drawn("项目支出预算表", rows)
    assert failing(read) == []
    assert paths(read)[-1].endswith("古树保护")


def test_what_describes_a_purchase_is_not_its_name() -> None:
    rows = (
        "采购项目 | 采购目录 | 计量单位 | 数量 | 采购预算金额\n合计 | | | | 7.00\n课桌椅 | A05010201 | 套 | 160 | 7.00"
    )
    read = drawn("政府采购预算表", rows, lines=["单位：万元"])
    assert {(in_short(f).path, f.text, f.unit) for f in read.printed} == {
        ("合计", "7.00", "万元"),
        ("课桌椅", "160", "套"),
        ("课桌椅", "7.00", "万元"),
    }
