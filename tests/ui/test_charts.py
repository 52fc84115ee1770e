"""Pictures: what is worth one, that it adds up, that every mark leads to its figure, and that names stay text."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from ingest.disclosure import read_disclosure
from ingest.model import Disclosure
from tests.ui.fakes import BUDGET_TEXT, answer, write_budget
from ui.output import width
from ui.web.charts.choose import chart_of
from ui.web.charts.draw import SIZE, WIDTH
from ui.web.charts.flow import flow_of, largest_items
from ui.web.charts.frame import chart_html, flow_html
from ui.web.charts.model import Chart, Flow, Mark
from ui.web.text import words

ZH = words("zh")
Row = tuple[str, str, int, str]

BALANCE = """
# 部门收支总表

金额单位：万元

收入\t\t支出\t
项目\t预算数\t项目\t预算数
一、一般公共预算拨款收入\t9,000.00\t一、公共安全支出\t7,837.79
二、事业收入\t929.35\t二、社会保障和就业支出\t1,489.62
\t\t三、住房保障支出\t601.94
本年收入合计\t9,929.35\t本年支出合计\t9,929.35
上年结转\t\t结转下年\t
收入总计\t9,929.35\t支出总计\t9,929.35
"""


def said(*rows: Row, table: str = "支出表", measure: str = "合计") -> dict[str, Any]:
    """An answer that states figures: name, amount, year and document."""
    citations = [
        {
            "id": n, "document": document, "organization": "某局", "fiscal_year": year, "basis": "budget", "table": table,
            "path": name.split("/"), "code": None, "measure_path": [measure], "text": amount, "unit": "元",
        }
        for n, (name, amount, year, document) in enumerate(rows, 1)
    ]  # fmt: skip
    figures = [
        {"value": amount, "unit": "CNY", "kind": "disclosed", "text": amount, "citations": [n], "derivation": None}
        for n, (_, amount, _, _) in enumerate(rows, 1)
    ]
    return answer("问", citations=citations, figures=figures)


def names(chart: Chart | None) -> list[str] | None:
    return None if chart is None else [mark.name for mark in chart.marks]


def test_the_parts_of_a_total_are_bars_the_dearest_first_without_the_total() -> None:
    chart = chart_of(
        said(("甲", "10", 2024, "a"), ("乙", "30", 2024, "a"), ("丙", "20", 2024, "a"), ("合计", "60", 2024, "a")), 3
    )
    assert chart is not None
    assert (chart.kind, names(chart)) == ("bars", ["乙", "丙", "甲"])
    assert [mark.cite for mark in chart.marks] == ["3:2", "3:3", "3:1"]


def test_a_heading_is_not_drawn_beside_its_parts() -> None:
    rows = [("公安", "60", 2024, "a"), *((f"公安/{n}", "20", 2024, "a") for n in "甲乙丙")]
    assert names(chart_of(said(*rows), 0)) == ["甲", "乙", "丙"]


def test_equal_names_are_told_apart_by_what_they_stand_under() -> None:
    same = [(f"{above}/行政运行", "20", 2024, "a") for above in ("公安", "财政", "审计")]
    assert names(chart_of(said(*same), 0)) == ["公安 › 行政运行", "财政 › 行政运行", "审计 › 行政运行"]
    assert chart_of(said(*[("行政运行", str(n), 2024, "a") for n in (1, 2, 3)]), 0) is None


def test_one_item_over_years_is_a_line_in_their_order() -> None:
    chart = chart_of(said(("公安", "30", 2025, "b"), ("公安", "20", 2024, "a"), ("公安", "25", 2023, "c")), 0)
    assert chart is not None
    assert (chart.kind, names(chart)) == ("line", ["2023", "2024", "2025"])


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [("甲", "10", 2024, "a")],
        [("甲", "10", 2024, "a"), ("乙", "30", 2024, "a")],
        [("甲", "10", 2024, "a"), ("乙", "30", 2024, "b"), ("丙", "30", 2024, "c")],
        [("甲", "-10", 2024, "a"), ("乙", "30", 2024, "a"), ("丙", "30", 2024, "a")],
        [("甲", "0", 2024, "a"), ("乙", "0", 2024, "a"), ("丙", "0", 2024, "a")],
    ],
)
def test_what_cannot_be_compared_is_not_drawn(rows: list[Row]) -> None:
    assert chart_of(said(*rows), 0) is None


def read(folder: Path, balance: str = BALANCE, budget: str = BUDGET_TEXT) -> Disclosure:
    return read_disclosure(write_budget(folder, "a.txt", budget + balance))


def flow(disclosure: Disclosure) -> Flow | None:
    return flow_of(disclosure.tables, disclosure.printed, "其余{n}项")


def test_a_budget_flows_from_incomes_through_uses_to_items_and_adds_up(tmp_path: Path) -> None:
    found = flow(read(tmp_path))
    assert found is not None
    assert [mark.name for mark in found.incomes] == ["一般公共预算拨款收入", "事业收入"]
    assert [mark.name for mark in found.uses] == ["公共安全支出", "社会保障和就业支出", "住房保障支出"]
    assert sum(mark.amount for mark in found.incomes) == found.total.amount == sum(mark.amount for mark in found.uses)
    for position, use in enumerate(found.uses):
        assert sum(node.mark.amount for node in found.items if node.parent == position) == use.amount
    assert all(mark.link.startswith("figure?id=") for mark in (*found.incomes, *found.uses))


def test_small_items_drawn_as_one_are_worth_their_sum_in_their_own_unit(tmp_path: Path) -> None:
    row = "\t\t20\t执法办案\t100.00\t\t100.00\n"
    assert row in BUDGET_TEXT
    four = zip("甲乙丙丁", ("40.00", "30.00", "19.50", "10.50"), strict=True)
    rows = "".join(f"\t\t2{n}\t{name}\t{text}\t\t{text}\n" for n, (name, text) in enumerate(four))
    found = flow(read(tmp_path, budget=BUDGET_TEXT.replace(row, rows)))
    assert found is not None
    marks = [node.mark for node in found.items if node.parent == 0]
    assert [mark.name for mark in marks] == ["行政运行", "其他公安支出", "一般行政管理事务", "甲", "乙", "其余2项"]
    assert marks[-1].printed == "30.00 万元"


def test_a_budget_that_does_not_add_up_is_not_drawn(tmp_path: Path) -> None:
    assert flow(read(tmp_path, BALANCE.replace("601.94", "701.94"))) is None
    assert flow(read(tmp_path, BALANCE.replace("收入总计\t9,929.35", "收入总计\t9,000.00"))) is None


def test_items_that_do_not_add_up_to_their_use_are_left_out(tmp_path: Path) -> None:
    found = flow(read(tmp_path, budget=BUDGET_TEXT.replace("\t\t01\t住房公积金\t601.94", "\t\t01\t住房公积金\t501.94")))
    assert found is not None
    drawn = {found.uses[node.parent].name for node in found.items}
    assert drawn == {"公共安全支出", "社会保障和就业支出"}


def test_the_dearest_items_hold_no_heading_and_no_total(tmp_path: Path) -> None:
    _, marks = largest_items(read(tmp_path).tables, read(tmp_path).printed, 3)
    assert [mark.name for mark in marks] == ["行政运行", "机关事业单位基本养老保险缴费支出", "其他公安支出"]


def test_names_stay_text_and_formulas_stay_plain() -> None:
    attack = "=1+1<script>alert(1)</script>"
    chart = Chart(
        "bars", attack, tuple(Mark(f"{attack}{n}", Decimal(10 * n), "1 元", link="figure?id=x") for n in range(1, 4))
    )
    page = BeautifulSoup(chart_html(chart, ZH), "html.parser")
    assert page.find("script") is None
    saved = page.select_one("button[data-csv]")
    assert saved is not None
    assert all(line.startswith(("name", "'=")) for line in str(saved["data-csv"]).splitlines())


@pytest.mark.parametrize("printed", ["1.00 万元", "123,456,789,012.34 元"])
def test_a_long_name_leaves_room_for_its_amount(printed: str) -> None:
    name = "机关事业单位基本养老保险缴费支出以及职业年金缴费支出和其他有关支出"
    page = BeautifulSoup(chart_html(Chart("bars", "表", (Mark(name, Decimal(1), printed),)), ZH), "html.parser")
    shown, amount = [found.get_text() for found in page.select("svg text")]
    assert shown.endswith("…")
    assert amount == printed
    assert (width(shown) + width(amount)) * SIZE / 2 + SIZE <= WIDTH
    # What is cut in the picture is whole in its title and its table.
    assert name in page.select_one("svg title").get_text()  # type: ignore[union-attr]
    assert name in page.select_one("table").get_text()  # type: ignore[union-attr]


def test_a_picture_is_a_table_too(tmp_path: Path) -> None:
    found = flow(read(tmp_path))
    assert found is not None
    page = BeautifulSoup(flow_html(found, ZH), "html.parser")
    rows = page.select("table tbody tr")
    assert len(rows) == len(found.incomes) + 1 + len(found.uses) + len(found.items)
    assert len(page.select("svg .mark")) == len(rows)
    assert all(mark["aria-label"] for mark in page.select("svg .mark"))
