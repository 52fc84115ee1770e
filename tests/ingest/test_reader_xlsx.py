"""Workbooks: values as a reader of the sheet sees them, merged cells, several tables on a sheet."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side

from eval.samples import SHIPPED_SPEC, generate, load
from ingest.amounts import parse_number, print_number
from ingest.disclosure import build_disclosure
from ingest.errors import ReadError
from ingest.model import Disclosure, Grid, Source, TextLine
from ingest.readers.docx import join_lines
from ingest.readers.text import read_text
from ingest.readers.xlsx import as_shown, read_xlsx

SHARED = Path(__file__).resolve().parents[3] / "shared" / "disclosures"
LINE = Side(style="thin")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
ACCOUNTING = '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ '


def book(fill: Callable[[Any], None], title: str = "Sheet1") -> bytes:
    made = Workbook()
    made.active.title = title
    fill(made.active)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def ruled(sheet: Any, area: str) -> None:
    for row in sheet[area]:
        for cell in row:
            cell.border = BOX


def shape(source: Source) -> list[object]:
    """Lines as text; grids as rows of texts, a covered cell as ^."""
    return [
        block.text
        if isinstance(block, TextLine)
        else [["^" if cell.covered else cell.text for cell in row.cells] for row in block.rows]
        for block in source.blocks
    ]


def figures(found: Disclosure) -> list[tuple[object, ...]]:
    return [(f.table, f.label, f.code, f.path, f.measure_path, f.text) for f in found.printed if f.source == "table"]


# Values as shown


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (424.11, "General", "424.11"),
        (424.10999999999996, "General", "424.11"),  # what a sum of binary fractions leaves in the file
        (424.10999999999996, "0.00", "424.11"),
        (1.005, "0.00", "1.01"),  # rounded as printed, not as the binary fraction below it
        (12345678901234.56, "#,##0.00", "12,345,678,901,234.56"),
        (1234.5, "#,##0.00", "1,234.50"),
        (1234.5, ACCOUNTING, "1,234.50"),
        (-1234.5, ACCOUNTING, "-1,234.50"),
        (0, ACCOUNTING, "-"),
        (-5.25, "#,##0.00_);(#,##0.00)", "(5.25)"),
        (-0.001, "0.00", "0.00"),
        (0, "0.00;-0.00;", ""),
        (0.1234, "0.00%", "12.34%"),
        (5, "000", "005"),
        (123456, "0.00,", "123.46"),
        (123456, "0!.0,", "12.3"),  # ten thousands with one decimal, as Chinese sheets do it
        (3.5, '"¥"#,##0.00', "¥3.50"),
        (3.5, "[$¥-804]#,##0.00", "¥3.50"),
        (3, 'General"元"', "3元"),
        (3, 'G/通用格式"元"', "3元"),
        (3, '[>=10]"many";"few "0', "few 3"),
        (205.0, "General", "205"),
        (1e16, "0.00E+00", "10000000000000000"),
        (2010601, "@", "2010601"),
        (True, "General", "TRUE"),
        (None, "0.00", ""),
        ("02", "0.00", "02"),
        (datetime(2024, 2, 1), 'yyyy"年"m"月"d"日"', "2024年2月1日"),
        (datetime(2024, 2, 1), "mm-dd-yy", "2024/2/1"),
        (datetime(2024, 2, 1, 15, 4, 5), "yyyy-mm-dd hh:mm:ss", "2024-02-01 15:04:05"),
        (datetime(2024, 2, 1), "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2024年2月1日"),
    ],
)
def test_a_value_shows_as_its_format_says(value: object, number_format: str, shown: str) -> None:
    assert as_shown(value, number_format) == shown


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_money_comes_out_of_a_float_to_the_cent(amount: Decimal) -> None:
    assert as_shown(float(amount), "#,##0.00") == print_number(amount, 2)
    assert parse_number(as_shown(float(amount), "General")) == amount


@given(st.floats(allow_nan=True, allow_infinity=True), st.text('0#?.,%;-_* ()"元!\\[]Eyd@/', max_size=12))
def test_no_format_makes_a_number_fail(value: float, number_format: str) -> None:
    assert isinstance(as_shown(value, number_format), str)


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["工资福利", "支出"], "工资福利支出"),
        (["1,234,", "567.00"], "1,234,567.00"),
        (["12345", "67.89"], "1234567.89"),
        (["20106", "01"], "2010601"),
        (["100.00", "200.00"], "100.00 200.00"),
        (["100", "200"], "100 200"),
        (["General", "Office"], "General Office"),
        (["　　办公费 ", " （A）"], "　　办公费（A）"),
        (["", " "], ""),
    ],
)
def test_lines_of_one_cell_are_joined_the_chinese_way(lines: list[str], text: str) -> None:
    assert join_lines(lines) == text


# Sheets


def test_title_and_unit_lines_stand_above_the_grid() -> None:
    def fill(sheet: Any) -> None:
        sheet["A1"] = "部门收支总表"
        sheet.merge_cells("A1:C1")
        sheet["A2"], sheet["C2"] = "编制单位：某局", "单位：万元"
        sheet.append(["项目", "预算数", "备注"])
        sheet.append(["一、教育支出", 424.11])
        ruled(sheet, "A3:C4")
        sheet["A6"] = "注：本表不含上级补助。"

    source = read_xlsx(book(fill), "预算.xlsx")
    assert shape(source) == [
        "部门收支总表",
        "编制单位：某局",
        "单位：万元",
        [["项目", "预算数", "备注"], ["一、教育支出", "424.11", ""]],
        "注：本表不含上级补助。",
    ]
    grid = source.blocks[3]
    assert isinstance(grid, Grid)
    assert [(row.page, row.line) for row in grid.rows] == [(1, 3), (1, 4)]


def test_merged_cells_are_written_once_and_cover_the_rest() -> None:
    def fill(sheet: Any) -> None:
        for row in (["项目", "预算数", None, None], [None, "合计", "基本支出", "项目支出"], ["教育支出", 3, 1, 2]):
            sheet.append(row)
        sheet.merge_cells("A1:A2")
        sheet.merge_cells("B1:D1")
        ruled(sheet, "A1:D3")

    (grid,) = read_xlsx(book(fill), "预算.xlsx").blocks
    assert isinstance(grid, Grid)
    assert [["^" if cell.covered else cell.text for cell in row.cells] for row in grid.rows] == [
        ["项目", "预算数", "^", "^"],
        ["^", "合计", "基本支出", "项目支出"],
        ["教育支出", "3", "1", "2"],
    ]
    assert (grid.rows[0].cells[0].rowspan, grid.rows[0].cells[1].colspan) == (2, 3)


def test_a_column_that_is_always_merged_away_is_no_column() -> None:
    def fill(sheet: Any) -> None:
        for number, row in enumerate((["项目", "预算数"], ["教育支出", 3]), start=1):
            sheet.cell(number, 1, row[0])
            sheet.cell(number, 3, row[1])
            sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=2)

    assert shape(read_xlsx(book(fill), "预算.xlsx")) == [[["项目", "预算数"], ["教育支出", "3"]]]


def test_several_tables_on_one_sheet() -> None:
    def fill(sheet: Any) -> None:
        for row in (["收入表"], ["项目", "预算数"], ["拨款", 1], [], ["支出表"], ["项目", "预算数"], ["教育", 1]):
            sheet.append(row)

    assert shape(read_xlsx(book(fill), "预算.xlsx")) == [
        "收入表",
        [["项目", "预算数"], ["拨款", "1"]],
        "支出表",
        [["项目", "预算数"], ["教育", "1"]],
    ]


def test_a_blank_row_alone_parts_no_table() -> None:
    def fill(sheet: Any) -> None:
        for row in (["项目", "预算数"], ["教育", 1], [], ["卫生", 2], ["合计", None]):
            sheet.append(row)

    assert shape(read_xlsx(book(fill), "预算.xlsx")) == [
        [["项目", "预算数"], ["教育", "1"], ["卫生", "2"], ["合计", ""]]
    ]


def test_empty_ruled_rows_of_a_form_stay() -> None:
    def fill(sheet: Any) -> None:
        sheet.append(["项目", "预算数"])
        sheet["A5"] = "合计"
        sheet.merge_cells("A5:B5")
        ruled(sheet, "A1:B5")

    assert shape(read_xlsx(book(fill), "预算.xlsx")) == [
        [["项目", "预算数"], ["", ""], ["", ""], ["", ""], ["合计", "^"]],
    ]


def test_indentation_of_a_cell_is_kept_as_wide_spaces() -> None:
    def fill(sheet: Any) -> None:
        for row in (["项目", "预算数"], ["教育支出", 1], ["普通教育", 1]):
            sheet.append(row)
        sheet["A3"].alignment = Alignment(indent=2)

    (grid,) = shape(read_xlsx(book(fill), "预算.xlsx"))
    assert grid[2][0] == "　　普通教育"  # type: ignore[index]


@pytest.mark.parametrize(
    ("name", "heading"), [("基本支出", ["基本支出"]), ("Sheet1", []), ("收支总表", [])], ids=["told", "default", "said"]
)
def test_the_sheets_name_is_a_heading_unless_it_says_nothing_new(name: str, heading: list[str]) -> None:
    def fill(sheet: Any) -> None:
        for row in (["2026年收支总表"], ["项目", "预算数"], ["教育", 1]):
            sheet.append(row)

    blocks = read_xlsx(book(fill, name), "预算.xlsx").blocks
    assert [block.text for block in blocks if isinstance(block, TextLine) and block.heading == 2] == heading


def test_hidden_parts_are_read_and_told() -> None:
    made = Workbook()
    made.active.append(["项目", "预算数"])
    made.active.append(["教育", 1])
    made.active.row_dimensions[2].hidden = True
    made.active.column_dimensions["B"].hidden = True
    other = made.create_sheet("草稿")
    other.append(["项目", "预算数"])
    other.sheet_state = "hidden"
    out = BytesIO()
    made.save(out)
    source = read_xlsx(out.getvalue(), "预算.xlsx")
    assert source.page_count == 2
    assert [["项目", "预算数"], ["教育", "1"]] in shape(source)
    assert [["项目", "预算数"]] in shape(source)
    assert [
        re.search("hidden rows 2|hidden columns B|sheet is hidden", text) is not None for text in source.warnings
    ] == [True] * 3


def test_a_formula_without_a_stored_value_is_told_by_its_place() -> None:
    data = book(lambda sheet: [sheet.append(row) for row in (["项目", "预算数"], ["合计", "=SUM(B3:B9)"])])
    source = read_xlsx(data, "预算.xlsx")
    assert shape(source) == [[["项目", "预算数"], ["合计", ""]]]
    assert len(source.warnings) == 1 and "B2" in source.warnings[0] and "page 1" in source.warnings[0]


def test_a_formulas_stored_value_is_what_is_read() -> None:
    data = book(lambda sheet: [sheet.append(row) for row in (["项目", "预算数"], ["合计", "=SUM(B3:B9)"])])
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, re.sub(rb"</f><v ?/>|</f><v></v>", b"</f><v>424.10999999999996</v>", content))
    source = read_xlsx(out.getvalue(), "预算.xlsx")
    assert shape(source) == [[["项目", "预算数"], ["合计", "424.11"]]]
    assert source.warnings == ()


def test_one_cell_in_the_last_corner_costs_nothing() -> None:
    def fill(sheet: Any) -> None:
        for row in (["项目", "预算数"], ["教育", 1]):
            sheet.append(row)
        sheet["XFD1048576"] = "."

    assert shape(read_xlsx(book(fill), "预算.xlsx"))[0] == [["项目", "预算数"], ["教育", "1"]]


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"", book(lambda sheet: None), book(lambda sheet: None)[:900]])
def test_what_is_no_workbook_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"^预算\.xlsx: "):
        read_xlsx(data, "预算.xlsx")


def test_the_shipped_sample_reads_the_same_as_its_text() -> None:
    spec = load(SHIPPED_SPEC)
    text = build_disclosure(read_text(generate(spec, "text"), "a.txt"), "0")
    workbook = build_disclosure(read_xlsx(generate(spec, "xlsx"), "a.xlsx"), "0")
    assert len(figures(text)) == 188
    assert figures(workbook) == figures(text)
    assert workbook.facts == text.facts


@pytest.mark.shared
def test_a_real_blank_form_has_its_tables_and_no_amounts() -> None:
    path = SHARED / "tianbao_unit_budget_template.xlsx"
    if not path.is_file():
        pytest.skip("../shared/disclosures is missing: real documents are not part of the repository")
    found = build_disclosure(read_xlsx(path.read_bytes(), path.name), "0")
    assert len(found.tables) == 9
    assert figures(found) == []
