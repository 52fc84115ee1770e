"""Word documents: order, headings, spans, nested tables, what is deleted or hidden."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from ingest.disclosure import build_disclosure
from ingest.errors import ReadError
from ingest.model import Grid, TextLine
from ingest.readers.docx import read_docx


def document(fill: Callable[[Any], None]) -> bytes:
    made = Document()
    fill(made)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def table(made: Any, rows: list[list[str]]) -> Any:
    found = made.add_table(len(rows), len(rows[0]))
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            found.cell(y, x).text = text
    return found


def shape(data: bytes) -> list[object]:
    return [
        block.text
        if isinstance(block, TextLine)
        else [["^" if cell.covered else cell.text for cell in row.cells] for row in block.rows]
        for block in read_docx(data, "预算.docx").blocks
    ]


def test_paragraphs_and_tables_in_document_order() -> None:
    def fill(made: Any) -> None:
        made.add_heading("部门预算", 0)
        made.add_heading("收支总表", 2)
        made.add_paragraph("单位：万元")
        table(made, [["项目", "预算数"], ["教育支出", "1,234.50"]])
        made.add_paragraph("注：无。")

    data = document(fill)
    assert shape(data) == [
        "部门预算",
        "收支总表",
        "单位：万元",
        [["项目", "预算数"], ["教育支出", "1,234.50"]],
        "注：无。",
    ]
    lines = [block for block in read_docx(data, "a").blocks if isinstance(block, TextLine)]
    assert [line.heading for line in lines] == [1, 2, 0, 0]
    assert all(line.page is None for line in lines)


def test_a_style_based_on_a_heading_is_a_heading() -> None:
    def fill(made: Any) -> None:
        style = made.styles.add_style("公文标题", 1)
        style.base_style = made.styles["Heading 3"]
        made.add_paragraph("支出情况", style=style)

    (line,) = read_docx(document(fill), "a").blocks
    assert line == TextLine("支出情况", heading=3)


def test_merged_cells_both_ways() -> None:
    def fill(made: Any) -> None:
        found = table(made, [["项目", "预算数", ""], ["", "基本支出", "项目支出"], ["教育", "1", "2"]])
        found.cell(0, 1).merge(found.cell(0, 2))
        found.cell(0, 0).merge(found.cell(1, 0))

    (grid,) = read_docx(document(fill), "a").blocks
    assert isinstance(grid, Grid)
    assert shape(document(fill)) == [[["项目", "预算数", "^"], ["^", "基本支出", "项目支出"], ["教育", "1", "2"]]]
    assert (grid.rows[0].cells[0].rowspan, grid.rows[0].cells[1].colspan) == (2, 2)


def test_title_rows_inside_a_table_become_lines() -> None:
    def fill(made: Any) -> None:
        found = table(made, [["收支总表", ""], ["编制单位：某局", "单位：元"], ["项目", "预算数"], ["教育", "1"]])
        found.cell(0, 0).merge(found.cell(0, 1))

    assert shape(document(fill)) == ["收支总表", "编制单位：某局", "单位：元", [["项目", "预算数"], ["教育", "1"]]]


def test_a_nested_table_follows_the_table_that_holds_it() -> None:
    def fill(made: Any) -> None:
        found = table(made, [["项目", "目标"], ["培训", "见表"]])
        table(found.cell(1, 1), [["指标", "值"], ["场次", "4"]])

    assert shape(document(fill)) == [[["项目", "目标"], ["培训", "见表"]], [["指标", "值"], ["场次", "4"]]]


def test_a_frame_of_one_cell_is_unwrapped() -> None:
    def fill(made: Any) -> None:
        frame = table(made, [["第一部分"]])
        table(frame.cell(0, 0), [["指标", "值"], ["场次", "4"]])

    assert shape(document(fill)) == ["第一部分", [["指标", "值"], ["场次", "4"]]]


def test_rows_that_begin_late_keep_their_columns() -> None:
    def fill(made: Any) -> None:
        found = table(made, [["类", "款", "数"], ["205", "02", "1"]])
        row = found.rows[1]._tr
        row.remove(row.tc_lst[0])
        row.get_or_add_trPr().append(parse_xml(f'<w:gridBefore {nsdecls("w")} w:val="1"/>'))

    assert shape(document(fill)) == [[["类", "款", "数"], ["", "02", "1"]]]


def test_deleted_and_hidden_text_is_not_read_and_inserted_text_is() -> None:
    def fill(made: Any) -> None:
        paragraph = made.add_paragraph("预算")
        for xml in (
            '<w:del {0} w:id="1"><w:r><w:delText>删</w:delText></w:r></w:del>',
            '<w:ins {0} w:id="2"><w:r><w:t>增</w:t></w:r></w:ins>',
            "<w:r {0}><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>",
            '<w:r {0}><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t><w:noBreakHyphen/><w:t>1</w:t></w:r>',
        ):
            paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))

    assert shape(document(fill)) == ["预算增显-1"]


def test_paragraphs_of_one_cell_are_joined_and_indentation_kept() -> None:
    def fill(made: Any) -> None:
        found = table(made, [["项目", "预算数"], ["工资", "1,234,"]])
        found.cell(1, 0).add_paragraph("福利")
        found.cell(1, 1).add_paragraph("567.00")
        properties = found.cell(1, 0).paragraphs[0]._p.get_or_add_pPr()
        properties.append(parse_xml(f'<w:ind {nsdecls("w")} w:firstLineChars="200"/>'))

    assert shape(document(fill)) == [[["项目", "预算数"], ["\u3000\u3000工资福利", "1,234,567.00"]]]


def test_a_table_becomes_figures() -> None:
    def fill(made: Any) -> None:
        made.add_paragraph("某市教育局2026年部门预算")
        made.add_paragraph("一般公共预算支出表")
        made.add_paragraph("单位：万元")
        table(made, [["科目编码", "科目名称", "合计"], ["205", "教育支出", "3.50"], ["20502", "普通教育", "3.50"]])

    found = build_disclosure(read_docx(document(fill), "预算.docx"), "0")
    printed = [(f.code, f.label, f.text, str(f.amount)) for f in found.printed]
    assert printed == [("205", "教育支出", "3.50", "35000.00"), ("20502", "普通教育", "3.50", "35000.00")]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", document(lambda made: None), document(lambda made: None)[:2000]])
def test_what_is_no_document_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"^预算\.docx: "):
        read_docx(data, "预算.docx")
