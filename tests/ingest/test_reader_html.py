"""HTML pages: spans, several tables, layout tables, charsets, what is not shown, source lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eval.samples import SHIPPED_SPEC, generate, load
from ingest.disclosure import build_disclosure
from ingest.errors import ReadError
from ingest.model import Grid, TextLine
from ingest.readers.html import read_html
from ingest.readers.text import read_text

SHARED = Path(__file__).resolve().parents[3] / "shared"
FORM = "<tr><td>项目</td><td>预算数</td></tr><tr><td>教育</td><td>1.00</td></tr>"
FORM_ROWS = [["项目", "预算数"], ["教育", "1.00"]]


def shape(page: str | bytes) -> list[object]:
    source = read_html(page if isinstance(page, bytes) else page.encode(), "page.html")
    return [
        block.text
        if isinstance(block, TextLine)
        else [["^" if cell.covered else cell.text for cell in row.cells] for row in block.rows]
        for block in source.blocks
    ]


def test_spans_headings_and_source_lines() -> None:
    page = """<h2>收支总表</h2>
<p>单位：万元</p>
<table>
<tr><th rowspan=2>项目</th><th colspan=2>预算数</th></tr>
<tr><th>基本支出</th><th>项目支出</th></tr>
<tr><td>教育支出</td>
    <td>1.00</td><td>2.00</td></tr>
</table>"""
    title, unit, grid = read_html(page.encode(), "page.html").blocks
    assert title == TextLine("收支总表", line=1, heading=2)
    assert unit == TextLine("单位：万元", line=2)
    assert isinstance(grid, Grid)
    assert [row.line for row in grid.rows] == [4, 5, 6]
    assert shape(page)[2] == [["项目", "预算数", "^"], ["^", "基本支出", "项目支出"], ["教育支出", "1.00", "2.00"]]
    assert (grid.rows[0].cells[0].rowspan, grid.rows[0].cells[1].colspan) == (2, 2)


def test_each_line_of_a_text_broken_by_hand_has_its_own_source_line() -> None:
    page = "<div>\n<p>一、收入</p>\n\n拨款1.00万元<br>\n  其他2.00万元<br/>完</div>"
    lines = read_html(page.encode(), "page.html").blocks
    assert [(line.text, line.line) for line in lines] == [  # type: ignore[union-attr]
        ("一、收入", 2),
        ("拨款1.00万元", 4),
        ("其他2.00万元", 5),
        ("完", 5),
    ]


def test_rows_of_unequal_length_and_wild_spans_make_a_rectangle() -> None:
    page = "<table><tr><td>a<td>b<td>c<tr><td colspan=99999>d<tr><td rowspan=0>e<td>f<tr><td>g<td>h</table>"
    assert shape(page) == [[["a", "b", "c"], ["d", "^", "^"], ["e", "f", ""], ["^", "g", "h"]]]


def test_several_tables_with_text_between() -> None:
    page = f"<p>一、收入表</p><table>{FORM}</table>说明文字<br>又一行<table>{FORM}</table><p>完</p>"
    assert shape(page) == ["一、收入表", FORM_ROWS, "说明文字", "又一行", FORM_ROWS, "完"]


def test_tables_that_only_place_things_are_unwrapped() -> None:
    inner = f"<table>{FORM}</table>"
    page = f"<table><tr><td><h1>预算公开</h1></td></tr><tr><td>{inner}</td><td>{inner}</td></tr></table>"
    assert shape(page) == ["预算公开", FORM_ROWS, FORM_ROWS]


def test_a_data_table_with_a_table_in_one_cell_keeps_its_rows() -> None:
    page = (
        f"<table>{FORM}<tr><td>卫生</td><td>2.00</td></tr><tr><td>附<table>{FORM}</table></td><td>3</td></tr></table>"
    )
    assert shape(page) == [[*FORM_ROWS, ["卫生", "2.00"], ["附", "3"]], FORM_ROWS]


def test_title_and_unit_rows_inside_the_table_become_lines() -> None:
    page = (
        "<table><tr><td colspan=2>部门收支总表</td></tr><tr><td>编制单位：某局</td><td>单位：万元</td></tr>"
        f"{FORM}<tr><td colspan=2>注：无。</td></tr></table>"
    )
    assert shape(page) == ["部门收支总表", "编制单位：某局", "单位：万元", FORM_ROWS, "注：无。"]


def test_a_row_with_one_filled_cell_is_still_a_row() -> None:
    page = "<table><tr><td>一、教育支出</td><td></td></tr><tr><td>二、卫生支出</td><td>2.00</td></tr></table>"
    assert shape(page) == [[["一、教育支出", ""], ["二、卫生支出", "2.00"]]]


def test_cell_text() -> None:
    page = (
        "<table><tr><td>工资<br>福利</td><td>General\n  Office</td></tr>"
        "<tr><td>&nbsp;&nbsp;办公费 </td><td>1,234,<br>567.00</td></tr>"
        "<tr><td>\u3000印刷费</td><td>预算\n   收入</td></tr>"
        "<tr><td><p style='text-indent: 2em'>差旅费</p></td><td><p>1</p><p>2</p></td></tr></table>"
    )
    assert shape(page) == [
        [
            ["工资福利", "General Office"],
            ["  办公费", "1,234,567.00"],
            ["\u3000印刷费", "预算收入"],
            ["\u3000\u3000差旅费", "1 2"],
        ]
    ]


def test_what_is_not_shown_is_not_read() -> None:
    page = (
        "<style>p{}</style><script>document.write('9')</script><!-- 8 --><p hidden>7</p>"
        "<p style='DISPLAY: none'>6</p><noscript>5</noscript><select><option>4</select>"
        "<ul><li><a href='/'>首页</a><li><a href='/x'>预算表</a></ul>"
        f"<table>{FORM}<tr style='display:none'><td>x<td>3</tr></table>"
    )
    assert shape(page) == [FORM_ROWS]


def test_the_pages_title_is_read_only_where_the_page_does_not_say_it() -> None:
    head = "<title>某局2026年预算_公开_政府网</title>"
    assert shape(f"{head}<h1>某局2026年预算</h1><p>正文</p>") == ["某局2026年预算", "正文"]
    assert shape(f"{head}<p>正文</p>") == ["某局2026年预算_公开_政府网", "正文"]


@pytest.mark.parametrize(
    ("stated", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("gb2312", "gb18030"),
        ("gb2312", "utf-8"),  # converted when it was saved; its declaration was not
        ("iso-8859-1", "gb18030"),
        ("", "gb18030"),
        ("big5", "big5"),
        ("", "utf-16"),
        ("", "utf-8-sig"),
    ],
)
def test_charsets(stated: str, encoding: str) -> None:
    meta = f'<meta charset="{stated}">' if stated else ""
    assert shape(f"<html>{meta}<p>部門收支，教育</p></html>".encode(encoding)) == ["部門收支，教育"]


def test_a_page_saved_with_its_parts() -> None:
    body = f"<h1>预算</h1><table>{FORM}</table>".encode("gb18030")
    page = (
        b'From: saved\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\n'
        b'Content-Type: text/html; charset="gb2312"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n' + body + b"\r\n"
        b"--x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0=\r\n--x--\r\n"
    )
    assert shape(page) == ["预算", FORM_ROWS]
    assert all(row.line is None for row in read_html(page, "p").blocks[1].rows)  # type: ignore[union-attr]


def test_beyond_the_last_line_that_can_be_told_there_is_none() -> None:
    source = read_html(b"\n" * 70_000 + f"<table>{FORM}</table>".encode(), "page.html")
    assert [row.line for row in source.blocks[0].rows] == [None, None]  # type: ignore[union-attr]
    assert "line" in source.warnings[0]


@pytest.mark.parametrize("page", [b"<html></html>", b"<html><script>load()</script></html>", b"<div>" * 5000 + b"x"])
def test_a_page_with_nothing_to_read_is_refused_by_name(page: bytes) -> None:
    with pytest.raises(ReadError, match=r"^page\.html: "):
        read_html(page, "page.html")


@given(
    st.lists(
        st.sampled_from(
            ["<table>", "<tr>", "<td rowspan=3>", "<td colspan=2>", "</td>", "</table>", "<p>", "1", "<br>", "x"]
        )
    )
)
@example(["<table>", "<tr>", "<td rowspan=3>", "x", "<tr>", "<td colspan=2>", "<td colspan=2>"])  # a row of empty cells
def test_any_tags_give_even_grids_or_a_clear_refusal(tags: list[str]) -> None:
    try:
        blocks = read_html("".join(tags).encode(), "f").blocks
    except ReadError as error:
        assert str(error).startswith("f: ")
        return
    for block in blocks:
        if isinstance(block, Grid):
            assert len({len(row.cells) for row in block.rows}) == 1


def test_the_shipped_sample_reads_the_same_as_its_text() -> None:
    spec = load(SHIPPED_SPEC)
    text = build_disclosure(read_text(generate(spec, "text"), "a.txt"), "0")
    page = build_disclosure(read_html(generate(spec, "html"), "a.html"), "0")

    def figures(found: object) -> list[tuple[object, ...]]:
        printed = found.printed  # type: ignore[attr-defined]
        return [(f.table, f.label, f.code, f.path, f.measure_path, f.text) for f in printed if f.source == "table"]

    assert len(figures(text)) == 188
    assert figures(page) == figures(text)
    assert page.facts == text.facts


@pytest.mark.shared
def test_the_questions_evidence_stands_on_its_source_line() -> None:
    """That page has no tables: its figures are in sentences, all on one long line of the file."""
    path, questions = SHARED / "disclosures" / "kunming_2026_budget.html", SHARED / "questions" / "dev.jsonl"
    if not (path.is_file() and questions.is_file()):
        pytest.skip("../shared is missing: real documents are not part of the repository")
    lines = [block for block in read_html(path.read_bytes(), path.name).blocks if isinstance(block, TextLine)]
    asked = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines()]
    evidence = [item for question in asked for item in question["evidence"] if item["document"] == path.name]
    assert len(evidence) >= 3
    for item in evidence:
        assert any(
            item["line"] == line.line and item["text"] in line.text and item["row"] in line.text for line in lines
        )


@pytest.mark.shared
def test_a_page_named_pdf_is_read_as_what_it_is() -> None:
    path = SHARED / "disclosures" / "chongqing_html_named_pdf.pdf"
    if not path.is_file():
        pytest.skip("../shared/disclosures is missing: real documents are not part of the repository")
    source = read_html(path.read_bytes(), path.name)
    assert any("2026年部门预算" in block.text for block in source.blocks if isinstance(block, TextLine))
