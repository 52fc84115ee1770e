"""Heads: where they end, which column is which, and what year and basis each states."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.model import Column, Disclosure
from tests.ingest.tables import all_cells, amounts, at, budget, only_table, printed


def measures(read: Disclosure) -> list[tuple[str, ...]]:
    return [column.path for column in only_table(read).columns if column.role == "amount"]


def columns(read: Disclosure, role: str) -> list[Column]:
    return [column for column in only_table(read).columns if column.role == role]


def test_one_storey() -> None:
    read = budget("科目编码\t科目名称\t合计\t基本支出\t项目支出\n2040201\t行政运行\t300.00\t100.00\t200.00\n")
    assert printed(read) == [
        (5, "2040201", "行政运行", "合计", 3_000_000),
        (5, "2040201", "行政运行", "基本支出", 1_000_000),
        (5, "2040201", "行政运行", "项目支出", 2_000_000),
    ]


def test_two_storeys() -> None:
    read = budget(
        """支出功能分类科目		2025年预算数
科目编码	科目名称	合计	基本支出	项目支出
2040201	行政运行	300.00	100.00	200.00
"""
    )
    assert measures(read) == [("2025年预算数", leaf) for leaf in ("合计", "基本支出", "项目支出")]
    assert amounts(read, 6) == {"合计": 3_000_000, "基本支出": 1_000_000, "项目支出": 2_000_000}


def test_three_storeys_with_codes_in_three_columns_and_a_group_of_two() -> None:
    read = budget(
        """支出功能分类科目				2025年预算数
科目编码			科目名称	合计	基本支出		项目支出
类	款	项			人员经费	公用经费
204	02	20	执法办案	300.00	60.00	40.00	200.00
"""
    )
    assert [column.path[-1] for column in columns(read, "code")] == ["类", "款", "项"]
    assert measures(read) == [
        ("2025年预算数", "合计"),
        ("2025年预算数", "基本支出", "人员经费"),
        ("2025年预算数", "基本支出", "公用经费"),
        ("2025年预算数", "项目支出"),
    ]
    assert [(f.code, f.measure, f.amount) for f in read.figures] == [
        ("2040220", "合计", 3_000_000), ("2040220", "人员经费", 600_000),
        ("2040220", "公用经费", 400_000), ("2040220", "项目支出", 2_000_000),
    ]  # fmt: skip


def test_a_year_head_that_slid_over_the_name_column_says_nothing_of_it() -> None:
    read = budget(
        """支出功能分类科目			2025年预算数
科目编码			科目名称	合计	基本支出	项目支出
类	款	项
204	02	20	执法办案	300.00	100.00	200.00
"""
    )
    assert [column.path for column in columns(read, "label")] == [("科目名称",)]
    assert {column.year for column in columns(read, "amount")} == {2025}
    assert measures(read)[0] == ("2025年预算数", "合计")


THREE_PUBLIC = """{heads}
合计	因公出国(境)费用	公务用车购置及运行费			公务接待费	合计	因公出国(境)费用	公务用车购置及运行费			公务接待费
		小计	公务用车购置费	公务用车运行费				小计	公务用车购置费	公务用车运行费
100		60		60	40	90	10	30		30	50
"""


@pytest.mark.parametrize(
    "gap",
    [
        pytest.param(6, id="in place"),
        pytest.param(5, id="one early"),
        pytest.param(7, id="one late"),
        pytest.param(4, id="two early"),
    ],
)
def test_two_year_heads_stand_over_the_two_halves_of_a_storey_that_repeats(gap: int) -> None:
    read = budget(THREE_PUBLIC.format(heads="2024年预算数" + "\t" * gap + "2025年预算数"), title="“三公”经费支出表")
    found = {(f.column_year, f.measure): f.amount for f in read.printed}
    assert found == {
        (2024, "合计"): 1_000_000,
        (2024, "小计"): 600_000,
        (2024, "公务用车运行费"): 600_000,
        (2024, "公务接待费"): 400_000,
        (2025, "合计"): 900_000,
        (2025, "因公出国(境)费用"): 100_000,
        (2025, "小计"): 300_000,
        (2025, "公务用车运行费"): 300_000,
        (2025, "公务接待费"): 500_000,
    }
    assert {f.proof for f in read.printed} == {"proven"}
    assert [c.label for c in read.figures if c.amount is None] == [
        "因公出国(境)费用",
        "公务用车购置费",
        "公务用车购置费",
    ]


def test_year_heads_over_halves_that_differ_stay_where_they_are() -> None:
    read = budget(
        """科目名称	2024年决算数	2025年预算数
	合计	合计	基本支出	项目支出
公共安全支出	80.00	100.00	60.00	40.00
"""
    )
    assert [(f.column_year, f.column_basis, f.measure, f.amount) for f in read.figures] == [
        (2024, "final_accounts", "合计", 800_000),
        (2025, "budget", "合计", 1_000_000),
        (2025, "budget", "基本支出", 600_000),
        (2025, "budget", "项目支出", 400_000),
    ]


@pytest.mark.parametrize("numbers", ["栏次\t\t1\t2\t3", "\t\t1\t2\t3", "栏次\t**\t1\t2\t3"])
def test_a_row_that_only_numbers_the_columns_is_no_row_of_amounts(numbers: str) -> None:
    read = budget(
        f"""科目编码	科目名称	合计	基本支出	项目支出
{numbers}
204	公共安全支出	300.00	100.00	200.00
"""
    )
    assert [cell.line for cell in all_cells(read)] == [6, 6, 6]
    assert measures(read) == [("合计",), ("基本支出",), ("项目支出",)]


def test_a_row_of_amounts_that_looks_like_numbering_is_kept() -> None:
    read = budget("科目编码\t科目名称\t合计\t基本支出\t项目支出\n204\t公共安全支出\t3\t1\t2\n205\t教育支出\t1\t1\t0\n")
    assert amounts(read, 5) == {"合计": 30_000, "基本支出": 10_000, "项目支出": 20_000}


def test_income_beside_expenditure() -> None:
    read = budget(
        """收入		支出
项目	预算数	项目	预算数
一、一般公共预算拨款收入	500.00	一、公共安全支出	300.00
二、事业收入	100.00	二、教育支出	200.00
		三、国防支出	100.00
本年收入合计	600.00	本年支出合计	600.00
""",
        title="部门收支总表",
    )
    assert [(f.line, f.label, f.measure_path, f.amount) for f in read.figures if f.amount is not None] == [
        (6, "一般公共预算拨款收入", ("收入", "预算数"), 5_000_000),
        (6, "公共安全支出", ("支出", "预算数"), 3_000_000),
        (7, "事业收入", ("收入", "预算数"), 1_000_000),
        (7, "教育支出", ("支出", "预算数"), 2_000_000),
        (8, "国防支出", ("支出", "预算数"), 1_000_000),
        (9, "本年收入合计", ("收入", "预算数"), 6_000_000),
        (9, "本年支出合计", ("支出", "预算数"), 6_000_000),
    ]
    assert {f.proof for f in read.figures} == {"proven"}
    assert [f for f in read.figures if f.line == 8 and f.measure_path[0] == "收入"] == [], "an empty half is no figure"


@pytest.mark.parametrize(
    ("head", "year", "basis"),
    [("2024年预算数", 2024, "budget"), ("2024年决算数", 2024, "final_accounts"), ("2024年执行数", 2024, "final_accounts"),
     ("上年预算数", 2024, "budget"), ("本年预算数", 2025, "budget"), ("预算数", 2025, "budget"), ("上年结转", 2025, "budget")],
)  # fmt: skip
def test_a_head_states_its_year_and_basis(head: str, year: int, basis: str) -> None:
    figure = at(budget(f"科目编码\t科目名称\t{head}\n204\t公共安全支出\t300.00\n"), 5, head)
    assert (figure.column_year, figure.column_basis, figure.fiscal_year) == (year, basis, 2025)


@pytest.mark.parametrize("head", ["比上年增减", "较上年增减额"])
def test_a_change_since_last_year_is_not_last_years_amount(head: str) -> None:
    read = budget(f"科目编码\t科目名称\t2024年预算数\t2025年预算数\t{head}\n204\t公共安全支出\t70.00\t80.00\t10.00\n")
    assert at(read, 5, head).column_year != 2024


def test_a_column_of_remarks_holds_no_figures() -> None:
    read = budget("科目编码\t科目名称\t预算数\t备注\n204\t公共安全支出\t300.00\t含结转12\n205\t教育支出\t50.00\t100\n")
    assert [cell.measure for cell in printed(read)] == ["预算数", "预算数"]


@pytest.mark.parametrize("amount", ["2000", "2025", "2099"])
def test_an_amount_that_looks_like_a_year_is_an_amount(amount: str) -> None:
    read = budget(f"项目\t预算数\n财政拨款\t{amount}\n事业收入\t500\n", title="部门收入总表", unit="元")
    assert amounts(read, 5) == {"预算数": Decimal(amount)}


def test_a_year_alone_in_a_head_is_a_head() -> None:
    read = budget("科目编码\t科目名称\t2024年\t2025年\n204\t公共安全支出\t70.00\t80.00\n")
    assert [(f.column_year, f.amount) for f in read.figures] == [(2024, 700_000), (2025, 800_000)]


def test_a_wordy_column_before_the_amounts_labels_the_rows_whatever_its_head() -> None:
    read = budget("支出内容及类别\t总计\t财政资金\n培训班\t12.00\t12.00\n设备更新\t8.00\t8.00\n", title="项目支出表")
    assert {(f.label, f.measure): f.amount for f in read.printed} == {
        ("培训班", "总计"): 120_000,
        ("培训班", "财政资金"): 120_000,
        ("设备更新", "总计"): 80_000,
        ("设备更新", "财政资金"): 80_000,
    }


@pytest.mark.parametrize(
    "heads",
    [
        "收入\t预算数\t支出\t预算数",
        "收入项目\t金额\t支出项目\t金额",
        "本年收入\t本年预算\t本年支出\t本年预算",
        "资金来源\t金额\t资金运用\t金额",
    ],
)
def test_the_two_halves_of_a_balance_name_their_labels_by_what_they_hold(heads: str) -> None:
    read = budget(f"{heads}\n事业收入\t20.00\t农林水支出\t190.00\n收入总计\t200.00\t支出总计\t210.00\n")
    assert [(f.label, f.amount) for f in read.figures] == [
        ("事业收入", 200_000), ("农林水支出", 1_900_000), ("收入总计", 2_000_000), ("支出总计", 2_100_000),
    ]  # fmt: skip
    left, amount, right, _ = heads.split("\t")
    assert [f.measure_path for f in read.figures[:2]] == [(left, amount), (right, amount)]


def test_a_column_of_amounts_called_expenditure_is_no_column_of_labels() -> None:
    read = budget("项目\t收入\t支出\n事业发展\t20.00\t19.00\n后勤保障\t\t3.00\n")
    assert [(f.label, f.measure, f.amount) for f in read.figures if f.amount is not None] == [
        ("事业发展", "收入", 200_000), ("事业发展", "支出", 190_000), ("后勤保障", "支出", 30_000),
    ]  # fmt: skip
