"""Rows that an export damaged: cells go back under their columns where accounting says so, and only there."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.alignment import MAX_READINGS, readings
from ingest.identities import column_identities
from ingest.model import Column, Disclosure
from tests.ingest.tables import amounts, at, budget, failing, only_table, paths, printed

HEAD = """支出功能分类科目				2025年预算数
科目编码			科目名称	合计	基本支出	项目支出
类	款	项
"""
BODY = """204			公共安全支出	300.00	100.00	200.00
	02		公安	300.00	100.00	200.00
		01	行政运行	100.00	100.00
		20	执法办案	200.00		200.00
"""


def moved(read: Disclosure) -> list[int | None]:
    return [row.line for table in read.tables for row in table.rows if row.realigned]


def test_an_undamaged_table_is_left_alone() -> None:
    read = budget(HEAD + "合 计				300.00	100.00	200.00\n" + BODY)
    assert moved(read) == []
    assert read.warnings == ()
    assert {f.proof for f in read.printed} == {"proven"}


def test_a_total_row_that_slid_left_is_put_back_because_its_columns_balance() -> None:
    read = budget(HEAD + "合 计			300.00	100.00	200.00\n" + BODY)
    assert amounts(read, 7) == {"合计": 3_000_000, "基本支出": 1_000_000, "项目支出": 2_000_000}
    assert moved(read) == [7]
    assert [w for w in read.warnings if "[7]" in w], "what was repaired is said"
    row = only_table(read).rows[0]
    assert row.printed == ("合 计", "", "", "300.00", "100.00", "200.00"), "what was printed is kept"
    assert {f.proof for f in read.printed} == {"proven"}


def test_a_total_row_that_slid_left_and_has_a_blank_goes_where_it_balances() -> None:
    read = budget(
        HEAD
        + """合 计			300.00	300.00
204			公共安全支出	300.00	300.00
"""
    )
    assert amounts(read, 7) == {"合计": 3_000_000, "基本支出": 3_000_000, "项目支出": None}


def test_a_slid_total_that_balances_nowhere_is_contested_and_never_proven() -> None:
    read = budget(HEAD + "合 计			300.00	100.00	250.00\n" + BODY)
    assert sorted(f.text for f in read.printed if f.line == 7) == ["100.00", "250.00", "300.00"]
    assert {f.proof for f in read.printed if f.line == 7} == {"contested"}
    assert failing(read) != []


def test_a_slid_total_with_a_misprint_is_not_moved_to_where_nothing_can_be_tested() -> None:
    """300.00 / 290.00 under 合计 / 基本支出 is a slide with a misprint; its total is the total of the rows below."""
    read = budget(
        HEAD
        + """合 计			300.00	290.00
204			公共安全支出	300.00	300.00
	02		公安	300.00	300.00
"""
    )
    assert amounts(read, 7) in (
        {"合计": Decimal(3_000_000), "基本支出": Decimal(2_900_000), "项目支出": None},
        {},
    )


WITH_CARRY = """科目名称	上年结转	合计	基本支出	项目支出
公共安全支出		300.00	100.00	200.00
"""


def test_a_row_that_fits_as_printed_is_moved_when_exactly_one_move_makes_it_balance() -> None:
    read = budget(WITH_CARRY + "教育支出	30.00	10.00	20.00\n")
    assert amounts(read, 6) == {"上年结转": None, "合计": 300_000, "基本支出": 100_000, "项目支出": 200_000}
    assert moved(read) == [6]


def test_the_same_row_stays_as_printed_when_no_move_makes_it_balance() -> None:
    read = budget(WITH_CARRY + "教育支出	30.00	10.00	25.00\n")
    assert amounts(read, 6) == {"上年结转": 300_000, "合计": 100_000, "基本支出": 250_000, "项目支出": None}
    assert moved(read) == []
    assert {f.proof for f in read.printed if f.line == 6} == {"contested"}


def test_a_misprint_is_reported_and_not_repaired() -> None:
    read = budget(
        HEAD
        + "合 计				300.00	100.00	200.00\n"
        + BODY.replace("100.00	200.00", "100.00	210.00", 1)
    )
    assert amounts(read, 8) == {"合计": 3_000_000, "基本支出": 1_000_000, "项目支出": 2_100_000}
    assert moved(read) == []
    assert at(read, 8, "项目支出").proof == "contested"
    assert len(failing(read)) == 3, "the row, the heading over 公安 and the total"


def test_a_second_amount_that_should_not_be_there_is_not_moved_away() -> None:
    read = budget(HEAD + BODY.replace("200.00		200.00", "200.00	20.00	200.00"))
    assert amounts(read, 10) == {"合计": 2_000_000, "基本支出": 200_000, "项目支出": 2_000_000}
    assert moved(read) == []
    assert at(read, 10, "基本支出").proof == "contested"


def test_after_a_page_break_the_headings_above_decide_the_level_of_a_row_without_its_first_cell() -> None:
    """`02` with one cell lost could be a division of its own or an item of 公安; 公安 needs 50.00 more."""
    read = budget(
        HEAD
        + """204			公共安全支出	70.00	70.00
	02		公安	60.00	60.00
		01	行政运行	10.00	10.00

	02	一般行政管理事务	50.00	50.00
	03		国家安全	10.00	10.00
		01	行政运行	10.00	10.00
"""
    )
    assert [(c.line, c.code, c.path) for c in printed(read) if c.measure == "合计"] == [
        (7, "204", "公共安全支出"),
        (8, "20402", "公共安全支出 › 公安"),
        (9, "2040201", "公共安全支出 › 公安 › 行政运行"),
        (11, "2040202", "公共安全支出 › 公安 › 一般行政管理事务"),
        (12, "20403", "公共安全支出 › 国家安全"),
        (13, "2040301", "公共安全支出 › 国家安全 › 行政运行"),
    ]
    assert moved(read) == [11]
    assert failing(read) == []


def test_the_same_row_is_a_division_where_the_sums_say_so() -> None:
    read = budget(
        HEAD.replace("功能", "经济")
        + """301			工资福利支出	60.00	60.00
	01		基本工资	10.00	10.00

	02	津贴补贴	20.00	20.00
	03	奖金	30.00	30.00
"""
    )
    assert [(c.line, c.code) for c in printed(read) if c.measure == "合计"] == [
        (7, "301"), (8, "30101"), (10, "30102"), (11, "30103")
    ]  # fmt: skip
    assert paths(read)[2:] == ["工资福利支出 › 津贴补贴", "工资福利支出 › 奖金"]


def test_cells_never_change_their_order() -> None:
    columns = tuple(Column(i, (name,), "amount") for i, name in enumerate(("合计", "基本支出", "项目支出", "其他支出")))
    for found in readings(("3", "1", "2"), columns, column_identities(columns)):
        assert [text for text in found.texts if text] == ["3", "1", "2"]


def test_a_row_with_more_cells_than_columns_has_no_reading() -> None:
    columns = (Column(0, ("项目",), "label"), Column(1, ("预算数",), "amount"))
    assert readings(("公安", "1", "2"), columns, ()) == []


@pytest.mark.timeout(5)
def test_a_wide_row_with_one_cell_that_fits_nowhere_is_soon_given_up() -> None:
    """40 columns, 20 amounts and a note: MAX_READINGS bounds the readings found, not the search for them."""
    heads = "\t".join(["科目名称", "合计", *(f"甲{n}费" for n in range(39))])
    rows = "\t".join(["全部", *["2.00"] * 40]) + "\n" + "\t".join(["公安", *["1.00"] * 20, "见附件"]) + "\n"
    read = budget(f"{heads}\n{rows}", title="支出预算表")
    assert len(printed(read)) == 60
    assert MAX_READINGS > 0
