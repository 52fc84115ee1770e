"""Indentation by place: a table's pages are measured together, and what only looks set in is not."""

from __future__ import annotations

from ingest.insets import set_in
from ingest.model import Cell, GridRow

WIDE = 12.0  # ems a cell is wide


def row(text: str, left: float, *, wrapped: bool = False, amount: str = "1.00") -> GridRow:
    """A label that begins `left` ems into its cell; a wrapped one has no room to its right."""
    right = 0.0 if wrapped else WIDE - left - len(text)
    return GridRow((Cell(text, inset=(left, right)), Cell(amount, inset=(5.0, 0.5))))


def labels(*rows: GridRow) -> list[str]:
    return [r.cells[0].text for r in set_in(rows)]


def test_a_level_is_measured_over_all_pages() -> None:
    first = [row("工资福利支出", 0.5), row("基本工资", 2.5)]
    second = [row("物业管理费", 2.5), row("差旅费", 2.5)]
    assert labels(*first, *second) == ["工资福利支出", "　　基本工资", "　　物业管理费", "　　差旅费"]
    assert labels(*second) == ["物业管理费", "差旅费"], "alone they show no level"


def test_a_label_that_happens_to_stand_in_the_middle_keeps_its_level() -> None:
    rows = [row("工资福利支出", 0.5), row("基本工资", 2.5), row("职工医疗保险缴费", 2.5 - 0.2), row("津贴", 2.5)]
    assert labels(*rows)[2] == "　　职工医疗保险缴费"


def test_centred_labels_are_not_set_in() -> None:
    rows = [row(text, (WIDE - len(text)) / 2) for text in ("公共安全支出", "公安", "行政运行")]
    assert labels(*rows) == ["公共安全支出", "公安", "行政运行"]


def test_the_first_lines_of_paragraphs_are_not_set_in() -> None:
    rows = [row("某市信息基础设施运维服务项目", 1.5, wrapped=True), row("某中心运维服务项目", 0.5, wrapped=True)]
    assert labels(*rows) == ["某市信息基础设施运维服务项目", "某中心运维服务项目"]


def test_a_wrapped_label_goes_with_those_that_begin_where_it_does() -> None:
    rows = [row("工资福利支出", 0.5), row("机关事业单位基本养老保险缴费", 2.5, wrapped=True), row("奖金", 2.5)]
    assert labels(*rows)[1] == "　　机关事业单位基本养老保险缴费"


def test_printed_spaces_are_left_as_they_are() -> None:
    rows = [row("公共安全支出", 0.5), row("　公安", 0.5), row("执法办案", 3.5)]
    assert labels(*rows) == ["公共安全支出", "　公安", "执法办案"]


def test_rows_without_an_amount_show_no_level() -> None:
    rows = [row("公共安全支出", 0.5), row("教育支出", 0.5), row("（略）项", 4.0, amount="")]
    assert labels(*rows)[2] == "（略）项"


def test_places_without_order_are_no_levels() -> None:
    rows = [row("甲乙", 0.4 * n) for n in range(9)]
    assert labels(*rows) == ["甲乙"] * 9
