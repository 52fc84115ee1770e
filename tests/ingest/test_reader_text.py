"""Text exports: bytes become rows and lines as the file has them, whatever the encoding; other bytes are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.disclosure import read_disclosure
from ingest.errors import BudgetQAError, ReadError
from ingest.model import Grid, TextLine
from ingest.readers import read_bytes
from tests.ingest.tables import all_cells, disclosure, printed, source

TABLE = """某市公安局2025年部门预算
一般公共预算支出表
单位：万元
科目编码	科目名称	合计	基本支出	项目支出
204	公共安全支出	300.00	100.00	200.00
"""
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16")


def rows(text: str | bytes) -> list[tuple[str, ...]]:
    return [row.texts for block in source(text).blocks if isinstance(block, Grid) for row in block.rows]


def lines(text: str | bytes) -> list[tuple[str, int | None, int]]:
    return [(b.text, b.line, b.heading) for b in source(text).blocks if isinstance(b, TextLine)]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_gives_the_same_figures(encoding: str) -> None:
    assert printed(disclosure(TABLE.encode(encoding))) == printed(disclosure(TABLE))
    assert len(printed(disclosure(TABLE))) == 3


@pytest.mark.parametrize("mark", [b"\xff\xfe", b"\xfe\xff"])
def test_both_orders_of_utf_16(mark: bytes) -> None:
    body = TABLE.encode("utf-16-le" if mark == b"\xff\xfe" else "utf-16-be")
    assert printed(disclosure(mark + body)) == printed(disclosure(TABLE))


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_line_numbers_do_not_depend_on_the_line_ending(ending: str) -> None:
    assert {cell.line for cell in printed(disclosure(TABLE.replace("\n", ending)))} == {5}


def test_cells_lines_and_headings_keep_their_line() -> None:
    text = """
# 2025年预算公开

说明文字。
甲	乙
## 支出表 ##
"""
    assert rows(text) == [("甲", "乙")]
    assert lines(text) == [("2025年预算公开", 2, 1), ("说明文字。", 4, 0), ("支出表 ##", 6, 2)]


@pytest.mark.parametrize("mark", ["\x0c", "\x0b", "\x85", "\u2028"])
def test_only_a_line_end_ends_a_line(mark: str) -> None:
    """pdftotext starts each page with a form feed; grep -n and every editor call what follows the same line."""
    assert [line for _, line, _ in lines(f"第一页\n{mark}第二页\n结束\n")][-1] == 3


def test_leading_white_space_of_a_cell_stays_because_it_may_be_the_hierarchy() -> None:
    assert rows("  公安\t1.00  \n\u3000\u3000交警\t2.00") == [("  公安", "1.00"), ("\u3000\u3000交警", "2.00")]


def test_an_empty_cell_at_either_end_of_a_row_is_a_cell() -> None:
    assert rows("\t02\t公安\t") == [("", "02", "公安", "")]


def test_inline_markup_is_no_part_of_a_cell() -> None:
    assert rows("<b>合 计</b>\t<b>9,929.35</b>\t<span style='x'>1</span>\t2<br/>") == [("合 计", "9,929.35", "1", "2")]


def test_a_comparison_sign_is_no_markup() -> None:
    assert rows("路途意外发生率\t<\t10\t%\n支出>收入\t<5\t>3") == [
        ("路途意外发生率", "<", "10", "%"), ("支出>收入", "<5", ">3")
    ]  # fmt: skip


def test_a_markdown_table_is_the_same_table() -> None:
    piped = TABLE.replace("\t", " | ").replace("科目编码", "| 科目编码").replace("项目支出", "项目支出 |")
    piped = piped.replace("204 |", "| ---: | :--- | --- | --- | :--: |\n| 204 |").replace("200.00", "200.00 |")
    read, expected = disclosure(piped), disclosure(TABLE)
    assert [cell._replace(line=5) for cell in printed(read)] == printed(expected)
    assert {cell.line for cell in printed(read)} == {6}, "the rule is a line of the file, but no row"


@pytest.mark.parametrize("rule", ["|:-:|:-:|", "| :-: | -: |", "|-|-|"])
def test_a_markdown_rule_of_single_dashes_is_a_rule(rule: str) -> None:
    assert rows(f"|项目|预算数|\n{rule}\n|公安|1.00|\n") == [("项目", "预算数"), ("公安", "1.00")]


def test_an_empty_markdown_cell_keeps_its_place() -> None:
    assert rows("|  | 02 | 公安 |  |") == [("", "02", "公安", "")]


def test_an_empty_markdown_cell_without_a_space_keeps_its_place() -> None:
    assert rows("||02|公安||") == [("", "02", "公安", "")]


def test_a_line_that_merely_has_pipes_is_text() -> None:
    assert rows("收入|支出|结余") == []


@pytest.mark.parametrize("data", [b"", b"   \n\t\n", b"\r\n" * 20])
def test_an_empty_file_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"某局预算.txt.*empty"):
        source(data)


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", bytes(range(256)), b"\x7fELF\x02\x01\x01\x00", "预算\t1\n".encode("utf-16-le"),
     b"\xff\xfe\x00", b"\xff\xfe\x00\xd8\x00\xd8", bytes(range(128, 256)) * 3,
     "预算\t1\n".encode() * 10_000 + b"\0"],
)  # fmt: skip
def test_binary_data_under_a_text_name_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"某局预算.txt"):
        source(data)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n1 0 obj", b"PK\x03\x04\x14\x00", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_another_format_under_a_text_name_is_no_text(tmp_path: Path, data: bytes) -> None:
    """Its own reader takes it, or says in its own words why not; it never comes out as a text of gibberish."""
    path = tmp_path / "预算.txt"
    path.write_bytes(data)
    try:
        read = read_bytes(path.read_bytes(), path.name)
    except BudgetQAError as error:
        assert "预算.txt" in str(error)
    else:
        assert read.format != "text"


def test_a_missing_path_a_folder_and_an_empty_file_are_each_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "文件夹").mkdir()
    (tmp_path / "空.txt").write_bytes(b"")
    (tmp_path / "二进制.txt").write_bytes(b"\x00\x01\x02" * 50)
    for name in ("没有.txt", "文件夹", "空.txt", "二进制.txt"):
        with pytest.raises(ReadError) as caught:
            read_disclosure(tmp_path / name)
        assert str(caught.value).startswith(f"{name}: ")
        assert "\n" not in str(caught.value)
        assert str(tmp_path) not in str(caught.value), "a message names the file, not the machine"


def test_a_good_file_beside_them_is_read(tmp_path: Path) -> None:
    path = tmp_path / "好.txt"
    path.write_text(TABLE, encoding="utf-8")
    read = read_disclosure(path)
    assert read.document == "好.txt"
    assert len(read.sha256) == 64
    assert [cell.yuan for cell in all_cells(read)] == [3_000_000, 1_000_000, 2_000_000]


def test_letters_copied_as_radicals_are_letters() -> None:
    source = read_bytes("公务⽤⻋购置费\t10.00\n".encode(), "a.txt")
    assert "公务用车购置费" in str(source.blocks[0])
