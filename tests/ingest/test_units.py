"""Numbers that are no money keep their own unit: percentages, people, vehicles, pieces; in columns and in rows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.units import counted_unit, head_unit, parse_counted
from tests.ingest.tables import budget, failing


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("增减%", "%"),
        ("比上年增减（％）", "%"),
        ("完成率", "%"),
        ("占比", "%"),
        ("人数", "人"),
        ("编制数（人）", "人"),
        ("数量（台）", "台"),
        ("数量", ""),
        ("建筑面积", "平方米"),
        ("公务用车保有量", "辆"),
        ("预算数", None),
        ("预算数（万元）", None),
        ("增减额", None),
        ("人员经费", None),
        ("单价（元）", None),
        ("“三公”经费", None),
        ("预算金额（单位：万元）", None),
    ],
)
def test_what_a_head_counts(head: str, unit: str | None) -> None:
    assert counted_unit(head, head=True) == unit


@pytest.mark.parametrize(
    "label", ["行政运行（项）", "提高毛入学率", "整治耕地面积", "公务用车运行维护费", "项目二期", "国土空间规划编制"]
)
def test_a_row_that_only_sounds_like_a_count_is_money(label: str) -> None:
    assert counted_unit(label) is None


def test_the_innermost_head_decides() -> None:
    assert head_unit(("公务接待费", "批次（个）")) == "个"
    assert head_unit(("人数", "2025年")) == "人"
    assert head_unit(("人数", "人均金额")) is None


@pytest.mark.parametrize(("text", "value"), [("12.5%", "12.5"), ("3辆", "3"), ("-4.0％", "-4.0"), ("1,200", "1200")])
def test_a_count_is_read_with_or_without_its_unit(text: str, value: str) -> None:
    assert parse_counted(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "3万元", "约3辆", "%", "3-5人"])
def test_what_is_no_count_is_none(text: str) -> None:
    assert parse_counted(text) is None


def units(rows: str, **options: str) -> dict[tuple[str, str], tuple[str, str]]:
    read = budget(rows, **options)
    return {(f.label, f.measure): (str(f.amount), f.unit) for f in read.printed if f.source == "table"}


def test_columns_of_percentages_and_money_stand_side_by_side() -> None:
    assert units(
        "项目\t2024年\t2025年\t增减额\t增减%\n办公费\t100.00\t110.00\t10.00\t10.00\n印刷费\t8.00\t4.00\t-4.00\t-50.0%\n"
    ) == {
        ("办公费", "2024年"): ("1000000.00", "万元"),
        ("办公费", "2025年"): ("1100000.00", "万元"),
        ("办公费", "增减额"): ("100000.00", "万元"),
        ("办公费", "增减%"): ("10.00", "%"),
        ("印刷费", "2024年"): ("80000.00", "万元"),
        ("印刷费", "2025年"): ("40000.00", "万元"),
        ("印刷费", "增减额"): ("-40000.00", "万元"),
        ("印刷费", "增减%"): ("-50.0", "%"),
    }


def test_a_column_of_percentages_printed_with_their_sign_holds_figures() -> None:
    found = units("项目\t预算数\t执行率\n办公费\t100.00\t98.5%\n印刷费\t8.00\t100%\n")
    assert found["办公费", "执行率"] == ("98.5", "%")


def test_pieces_take_the_unit_that_their_row_prints() -> None:
    rows = "品目名称\t计量单位\t数量\t单价\t金额\n便携式计算机\t台\t10\t0.50\t5.00\n复印纸\t箱\t40\t0.01\t0.40\n"
    found = units(rows, title="政府采购预算表")
    assert found["便携式计算机", "数量"] == ("10", "台")
    assert found["复印纸", "数量"] == ("40", "箱")
    assert found["复印纸", "金额"] == ("4000.00", "万元")


def test_people_are_added_to_people_only() -> None:
    rows = "单位名称\t合计\t基本支出\t项目支出\t编制人数\n某中心\t30.00\t20.00\t10.00\t{}\n某局\t9.00\t4.00\t5.00\t7\n合计\t39.00\t24.00\t15.00\t19\n"
    assert failing(budget(rows.format(12))) == []
    assert failing(budget(rows.format(13))) == ["general_public_expenditure: total = rows: -1"]


THREE_PUBLIC = """项目\t决算数
“三公”经费支出合计\t9.00
1．因公出国（境）费\t3.00
2．公务接待费\t6.00
公务用车保有量（辆）\t4
　　其中：执法执勤用车\t3
国内公务接待批次（个）\t{}
"""


def test_rows_that_count_are_no_part_of_the_money() -> None:
    read = budget(THREE_PUBLIC.format(12), title="机构运行信息表")
    assert failing(read) == []
    assert {f.label: (str(f.amount), f.unit) for f in read.printed} == {
        "“三公”经费支出合计": ("90000.00", "万元"),
        "因公出国(境)费": ("30000.00", "万元"),
        "公务接待费": ("60000.00", "万元"),
        "公务用车保有量(辆)": ("4", "辆"),
        "执法执勤用车": ("3", "辆"),
        "国内公务接待批次(个)": ("12", "个"),
    }
