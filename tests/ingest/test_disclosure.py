"""The door of the room: what is no budget stays out, ids are stable and unique, and no input breaks it."""

from __future__ import annotations

import codecs
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.disclosure import build_disclosure, read_disclosure
from ingest.errors import BudgetQAError, NotABudgetError
from ingest.model import Grid, Source, TextLine
from tests.ingest.grids import grid
from tests.ingest.tables import CLEAN_TEXT, NAME, disclosure, printed

SHOPPING = """周末采买
品名	数量	价格
苹果	3	12.50
面包	2	8.00
"""
PROSE = """今天天气很好，我们去公园散步。
回来以后吃了饭，花了35元。
"""


@pytest.mark.parametrize(
    "text", [SHOPPING, PROSE, "# 会议纪要\n\n| 时间 | 地点 |\n| --- | --- |\n| 9点 | 三楼 |\n", "姓名\t电话\n张三\t123456\n"],
    ids=["shopping list", "prose", "minutes", "telephone list"],
)  # fmt: skip
def test_what_is_no_budget_is_refused_in_one_line_that_names_the_file_and_the_way_out(text: str) -> None:
    with pytest.raises(NotABudgetError) as caught:
        disclosure(text)
    message = str(caught.value)
    assert message.startswith(f"{NAME}: ")
    assert "--force" in message
    assert "\n" not in message


def test_force_stores_it_all_the_same() -> None:
    read = disclosure(SHOPPING, force=True)
    assert [cell.yuan for cell in printed(read)][-1] == 8
    assert read.facts.organization is None


def test_the_same_list_with_the_words_of_a_budget_is_taken() -> None:
    assert printed(disclosure("2025年部门预算\n支出预算表\n单位：元\n项目\t预算数\n苹果\t12.50\n面包\t8.00\n"))


def test_what_stands_on_a_page_read_by_ocr_is_marked_and_nothing_else() -> None:
    def page(number: int, item: str) -> tuple[TextLine | Grid, ...]:
        return (
            TextLine("支出预算表", page=number), TextLine("单位：万元", page=number),
            grid(f"项目 | 预算数\n{item} | 12.50\n{item}费 | 8.00", page=number),
            TextLine(f"{item}培训费3.20万元。", page=number),
        )  # fmt: skip

    title = TextLine("某市某局2025年部门预算", page=1)
    source = Source("扫描.pdf", (title, *page(1, "差旅"), *page(2, "会议")), page_count=2, format="pdf", ocr_pages=(2,))
    read = build_disclosure(source, "0")
    assert {figure.page: figure.ocr for figure in read.figures if figure.source == "table"} == {1: False, 2: True}
    assert {figure.page: figure.ocr for figure in read.figures if figure.source == "narrative"} == {1: False, 2: True}
    plain = build_disclosure(replace(source, ocr_pages=()), "0")
    assert not any(figure.ocr for figure in plain.figures)
    assert plain.figures == tuple(replace(figure, ocr=False) for figure in read.figures)


def test_a_blank_form_of_a_standard_table_is_a_budget_without_figures() -> None:
    read = disclosure("部门预算公开表\n一般公共预算支出表\n单位：万元\n科目编码\t科目名称\t预算数\n合计\t\t\n")
    assert read.printed == ()
    assert len(read.tables) == 1


def test_ids_are_unique_and_the_same_every_time() -> None:
    one, two = disclosure(CLEAN_TEXT), disclosure(CLEAN_TEXT)
    assert one == two
    ids = [item.id for item in (*one.figures, *one.indicators, *one.passages)]
    assert len(ids) > 20
    assert len(ids) == len(set(ids))


def test_another_name_or_another_content_is_another_id() -> None:
    first = {f.id for f in disclosure(CLEAN_TEXT).figures}
    assert not first & {f.id for f in disclosure(CLEAN_TEXT, "别的.txt").figures}
    assert not first & {f.id for f in disclosure(CLEAN_TEXT + "\n").figures}


def test_checks_name_figures_that_are_there() -> None:
    read = disclosure(CLEAN_TEXT)
    ids = {figure.id for figure in read.printed}
    assert read.checks
    assert {figure for check in read.checks for figure in (check.total, *check.parts)} <= ids


def test_every_figure_stands_in_its_table_where_it_says() -> None:
    read = disclosure(CLEAN_TEXT)
    for figure in (f for f in read.figures if f.source == "table"):
        table = read.tables[(figure.table_number or 0) - 1]
        assert figure.row is not None
        assert figure.column is not None
        assert table.rows[figure.row].texts[figure.column].strip() == figure.text
        assert table.rows[figure.row].line == figure.line
        assert table.columns[figure.column].path == figure.measure_path


def test_the_file_name_alone_is_the_document(tmp_path: Path) -> None:
    path = tmp_path / "a" / "预算 2025.txt"
    path.parent.mkdir()
    path.write_text(CLEAN_TEXT, encoding="utf-8")
    read = read_disclosure(path)
    assert read.document == "预算 2025.txt"
    assert replace(read, sha256="", document="").facts == disclosure(CLEAN_TEXT).facts


# What real exports are made of, put together at random.
PIECES = st.sampled_from(
    ["合计", "类", "款", "项", "科目编码", "科目名称", "项目", "项目名称", "预算数", "2025年预算数", "2024年决算数", "基本支出",
     "项目支出", "小计", "204", "02", "01", "2040201", "204-公共安全支出", "[30201]办公费", "一、本年收入", "（一）公安", "1.行政运行",
     "公安", "  公安", "100.00", "1,234.50", "0.00", "-", "—", "(5.00)", "2025", "单位：万元", "140003-某市公安局", "栏次", "1", "2",
     "一级指标", "二级指标", "三级指标", "本年绩效指标值", "本年权重", "产出指标", "≥", "90", "%", "54000021R000000005055-工资性支出",
     "备注", "注：", "一般公共预算支出表", "## 三公经费支出表", "2025年部门预算", "其中：", "上年结转", "<b>合计</b>", "|", "", "", ""]
)  # fmt: skip
ROWS = st.lists(st.lists(PIECES, max_size=9).map("\t".join), max_size=25).map("\n".join)


def survives(data: bytes) -> None:
    for force in (False, True):
        try:
            read = disclosure(data, force=force)
        except BudgetQAError as error:
            assert str(error).startswith(NAME)
        else:
            assert len({f.id for f in read.figures}) == len(read.figures)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE]))
def test_no_bytes_break_the_reader(data: bytes, mark: bytes) -> None:
    survives(mark + data)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=400))
def test_no_text_breaks_the_reader(text: str) -> None:
    survives(text.encode("utf-8", "surrogatepass"))


@settings(max_examples=300, deadline=None)
@given(ROWS)
def test_no_arrangement_of_a_budgets_own_words_breaks_the_reader(text: str) -> None:
    survives(text.encode())
    survives(f"2025年部门预算\n支出表\n单位：万元\n{text}".encode())


@settings(max_examples=100, deadline=None)
@given(ROWS)
def test_no_figure_is_invented(text: str) -> None:
    """A figure's digits stand in the line it names, whatever the rest of the file is."""
    try:
        read = disclosure(text, force=True)
    except BudgetQAError:
        return
    lines = text.splitlines()
    for figure in read.printed:
        assert figure.line is not None
        assert figure.text in lines[figure.line - 1]


def test_an_absurdly_long_number_is_no_crash() -> None:
    survives(f"2025年部门预算\n支出表\n{'1' * 5000}\t2\n".encode())


@pytest.mark.timeout(5)
@pytest.mark.parametrize(
    "title", ["# 11111111111111111111111111111111111", "附件540000210000000050555400002100000000表"]
)
def test_a_title_with_a_long_number_is_soon_read(title: str) -> None:
    survives(f"2025年部门预算\n{title}\n项目\t预算数\n公安\t1.00\n".encode())


@pytest.mark.parametrize(
    "told", ["page 1: a scan, not read: the time limit was reached", "page 1: cannot be read by OCR (x)"]
)
def test_a_page_that_could_not_be_read_is_the_reason_that_no_table_is_there(told: str) -> None:
    source = Source("某局预算.pdf", (TextLine("2026年部门预算", page=1),), page_count=2, format="pdf", warnings=(told,))
    with pytest.raises(NotABudgetError, match="what could be read of it") as refused:
        build_disclosure(source, "0" * 64)
    assert told in str(refused.value)
    with pytest.raises(NotABudgetError, match="no table in it"):
        build_disclosure(replace(source, warnings=("page 1: read by OCR",)), "0" * 64)
