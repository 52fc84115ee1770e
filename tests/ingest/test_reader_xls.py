"""Workbooks of Excel 97-2003: the same reading as XLSX, from floats and formats."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.amounts import print_number
from ingest.disclosure import build_disclosure
from ingest.errors import ReadError
from ingest.model import Grid, TextLine
from ingest.readers.xls import read_xls

xlwt = pytest.importorskip("xlwt", reason="xlwt, which writes XLS files for these tests, is not installed")
SHARED = Path(__file__).resolve().parents[3] / "shared" / "disclosures"


def book(fill: Callable[[Any], None], title: str = "Sheet1") -> bytes:
    made = xlwt.Workbook(encoding="utf-8")
    fill(made.add_sheet(title))
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def shape(data: bytes) -> list[object]:
    return [
        block.text
        if isinstance(block, TextLine)
        else [["^" if cell.covered else cell.text for cell in row.cells] for row in block.rows]
        for block in read_xls(data, "预算.xls").blocks
    ]


def write(sheet: Any, rows: list[list[Any]], top: int = 0) -> None:
    for y, row in enumerate(rows, start=top):
        for x, value in enumerate(row):
            if value is not None:
                sheet.write(y, x, value)


def test_title_unit_and_merged_header() -> None:
    def fill(sheet: Any) -> None:
        sheet.write_merge(0, 0, 0, 2, "部门支出总表")
        sheet.write(1, 2, "单位：万元")
        sheet.write_merge(2, 3, 0, 0, "项目")
        sheet.write_merge(2, 2, 1, 2, "预算数")
        write(sheet, [[None, "基本支出", "项目支出"], ["教育", 424.11, 2]], top=3)

    data = book(fill)
    assert shape(data) == [
        "部门支出总表",
        "单位：万元",
        [["项目", "预算数", "^"], ["^", "基本支出", "项目支出"], ["教育", "424.11", "2"]],
    ]
    grid = read_xls(data, "a").blocks[2]
    assert isinstance(grid, Grid)
    assert [(row.page, row.line) for row in grid.rows] == [(1, 3), (1, 4), (1, 5)]
    assert (grid.rows[0].cells[0].rowspan, grid.rows[0].cells[1].colspan) == (2, 2)


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (424.10999999999996, "General", "424.11"),
        (1234.5, "#,##0.00", "1,234.50"),
        (0, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (0.125, "0.00%", "12.50%"),
        (5, "000", "005"),
        (date(2024, 2, 1), 'yyyy"年"m"月"d"日"', "2024年2月1日"),
    ],
)
def test_a_value_shows_as_its_format_says(value: object, number_format: str, shown: str) -> None:
    style = xlwt.easyxf(num_format_str=number_format)
    data = book(lambda sheet: (write(sheet, [["项目", "数"], ["甲"]]), sheet.write(1, 1, value, style)))
    assert shape(data) == [[["项目", "数"], ["甲", shown]]]


@given(st.decimals(min_value=-(10**11), max_value=10**11, places=2))
@settings(max_examples=30)
def test_money_comes_back_to_the_cent(amount: Any) -> None:
    style = xlwt.easyxf(num_format_str="#,##0.00")
    data = book(lambda sheet: (write(sheet, [["项目", "数"], ["甲"]]), sheet.write(1, 1, float(amount), style)))
    assert shape(data) == [[["项目", "数"], ["甲", print_number(amount, 2)]]]


def test_hidden_parts_are_read_and_told() -> None:
    def fill(sheet: Any) -> None:
        write(sheet, [["项目", "数"], ["甲", 1]])
        sheet.row(1).hidden = True
        sheet.col(1).hidden = True

    source = read_xls(book(fill), "a")
    assert len(source.warnings) == 2
    assert any("hidden rows 2" in text for text in source.warnings)
    assert any("hidden columns B" in text for text in source.warnings)


def test_indentation_of_a_cell_is_kept_as_wide_spaces() -> None:
    style = xlwt.easyxf("align: indent 1")
    data = book(lambda sheet: (write(sheet, [["项目", "数"], [None, 1]]), sheet.write(1, 0, "普通教育", style)))
    assert shape(data) == [[["项目", "数"], ["\u3000普通教育", "1"]]]


@pytest.mark.parametrize(
    "data", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", book(lambda sheet: None), book(lambda sheet: None)[:1500]]
)
def test_what_is_no_workbook_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"^预算\.xls: "):
        read_xls(data, "预算.xls")


@pytest.mark.shared
def test_a_real_blank_form_has_its_tables_and_no_amounts() -> None:
    path = SHARED / "tianbao_budget_template.xls"
    if not path.is_file():
        pytest.skip("../shared/disclosures is missing: real documents are not part of the repository")
    source = read_xls(path.read_bytes(), path.name)
    grids = [block for block in source.blocks if isinstance(block, Grid)]
    assert len(grids) == 9
    assert source.page_count == 16
    # 合计 at the foot of a form stays in its table though empty ruled rows stand above it.
    feet = [(row.page, row.line) for grid in grids for row in grid.rows if row.cells[0].text == "合计"]
    assert feet == [(8, 20), (9, 20), (11, 21), (12, 21), (13, 21), (14, 21), (15, 5)]
    found = build_disclosure(source, "0")
    assert [f for f in found.printed if f.source == "table"] == []
