"""Running text into paragraphs: joined over lines and pages, with nothing glued to a figure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.figures import Origin
from ingest.model import Facts, TextLine
from ingest.narrative import Prose, paragraphs, prose, run_in_heading
from ingest.stated import stated_figures
from tests.ingest.tables import disclosure

ORIGIN = Origin("某局.pdf", "0" * 64, Facts("某市财政局", fiscal_year=2025, basis="budget"))
LEFT, INDENT, RIGHT = 72.0, 96.0, 516.0


def page(number: int, *rows: str, start: float = 72.0) -> list[TextLine]:
    """Lines of a page: two spaces of indent begin a paragraph, a trailing / ends the line short of the margin."""
    lines = []
    for place, row in enumerate(rows):
        x0 = INDENT if row.startswith("  ") else LEFT
        text = row.strip().rstrip("/")
        right = x0 + 12.0 * len(text) if row.endswith("/") else RIGHT
        top = start + 20 * place
        lines.append(TextLine(text, number, None, (x0, top, right, top + 12)))
    return lines


def texts(lines: list[TextLine]) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(lines)]


def test_lines_and_pages_are_joined() -> None:
    lines = page(1, "  收入预算为60万元，比上年增加一大笔钱，主要原因是人", "员增加，为")
    lines += page(2, "7,331.92万元。/")
    assert texts(lines) == ["收入预算为60万元，比上年增加一大笔钱，主要原因是人员增加，为7,331.92万元。"]


def test_a_page_number_is_never_glued_to_a_figure() -> None:
    lines = page(1, "  支出决算为一笔很大的数目，其中用于人员经费的支出共计", "3/") + page(
        2, "7,331.92万元，与预算持平。/"
    )
    (paragraph,) = texts(lines)
    assert "37,331.92" not in paragraph
    assert paragraph.endswith("共计7,331.92万元，与预算持平。")


def test_two_whole_numbers_stay_two() -> None:
    (paragraph,) = texts(page(1, "  甲项目支出的金额以及乙项目支出的金额依次排列如下为12.50", "7.31万元。/"))
    assert "12.50 7.31万元" in paragraph


def test_a_heading_is_not_part_of_the_text_below_it() -> None:
    lines = page(
        1,
        "  （一）机关运行经费支出情况/",
        "  机关运行经费支出184.65万元，比上年增加2.55万元，增长一点四",
        "个百分点。/",
    )
    (told,) = prose(lines, ORIGIN)
    assert told.passage.subject == "机关运行经费支出情况"
    assert told.passage.text.startswith("机关运行经费支出184.65万元")


def test_a_full_line_that_ends_a_clause_goes_on() -> None:
    lines = page(
        1, "  2、一般公共服务支出（类）财政事务（款）宣传（项）。用于：", "局财政业务的宣传。年初预算为10万元。/"
    )
    assert len(texts(lines)) == 1


def test_a_table_of_contents_is_no_narrative() -> None:
    assert texts(page(1, "  一、部门主要职能……………………3", "  二、机构设置.................4")) == []


def test_a_figure_stands_on_the_page_of_its_line() -> None:
    lines = page(
        1,
        "  公用经费一共有很多很多的内容在这里面一一列出，总额是",
        "这样的，为5.10万元，而在下一页上面的内容则是人员经费的",
    ) + page(2, "支出，人员经费7.20万元。/")
    told: list[Prose] = prose(lines, ORIGIN)
    figures = stated_figures(told, ORIGIN)
    assert [(f.amount, f.page) for f in figures] == [(Decimal(51000), 1), (Decimal(72000), 2)]
    assert figures[1].bbox is not None and figures[1].bbox[1] == 72.0


def test_an_export_cut_at_a_page_is_joined_and_separate_lines_are_not() -> None:
    cut = [TextLine("本年支出决算一共是这么多，其中人员经费的支出金额为", line=10), TextLine("7,331.92万元。", line=13)]
    assert len(texts(cut)) == 1
    assert len(paragraphs(cut, wrapped=False)) == 2
    listed = [TextLine("（一）甲费10万元", line=1), TextLine("（二）乙费20万元", line=2)]
    assert texts(listed) == ["（一）甲费10万元", "（二）乙费20万元"]


def test_stated_figures_carry_organisation_year_item_and_measure() -> None:
    lines = page(1, "  2025年某市财政局公务接待费预算数为12.5万元，2024年预算为10万元。/")
    first, second = stated_figures(prose(lines, ORIGIN), ORIGIN)
    assert (first.organization, first.label, first.measure, first.column_year) == (
        "某市财政局",
        "公务接待费",
        "预算数",
        2025,
    )
    assert (first.amount, first.text, first.unit) == (Decimal(125000), "12.5", "万元")
    assert (second.label, second.column_year, second.amount) == ("公务接待费", 2024, Decimal(100000))


def test_the_notes_of_tables_are_kept() -> None:
    read = disclosure(
        "2025年部门预算\n\n一般公共预算支出表\n单位：万元\n科目名称\t合计\n公安\t3.00\n合计\t3.00\n注：其中培训费0.50万元不含税。\n"
    )
    (note,) = [p for p in read.passages if p.kind == "note"]
    assert (note.text, note.subject, note.table_number) == ("注：其中培训费0.50万元不含税。", "一般公共预算支出表", 1)
    assert [(f.label, f.amount) for f in read.figures if f.source == "narrative"] == [("培训费", Decimal(5000))]


def test_a_sheet_on_one_project_names_it_and_its_own_headings_do_not() -> None:
    lines = page(
        1,
        "普法宣传项目经费情况说明/",
        "  一、项目概述/",
        "  让居民知道法律怎样保护他们，各街道都要办到。/",
        "  二、年度预算安排/",
        "  12万元/",
        "  三、机关运行经费/",
        "  2025年机关运行经费预算为30万元，比上年多。/",
    )
    told = prose(lines, ORIGIN)
    assert [one.passage.subject for one in told] == ["普法宣传项目", "普法宣传项目", "机关运行经费"]
    assert next((figure.path, figure.text) for figure in stated_figures(told, ORIGIN)) == (("普法宣传项目",), "12")


def test_the_policy_of_steady_growth_is_no_change() -> None:
    lines = page(1, "  2025年项目总预算20万元，其中支持商销稳增长8万元，支持展会12万元。/")
    assert [(figure.label, figure.measure) for figure in stated_figures(prose(lines, ORIGIN), ORIGIN)][1:] == [
        ("支持商销稳增长", ""),
        ("支持展会", ""),
    ]


def test_a_heading_that_a_paragraph_begins_with_names_what_it_says_in_short() -> None:
    text = "（一）机关运行经费情况。2026年一般公共预算财政拨款运行经费910.53万元，比2025年增加0.09万元。"
    origin = Origin("a.txt", "0" * 64, Facts(organization="海州市宣传部", fiscal_year=2026, basis="budget"))
    told = prose([TextLine(text, line=1)], origin)
    assert told[0].passage.subject == "机关运行经费"
    figures = stated_figures(told, origin)
    assert [figure.path for figure in figures] == [("一般公共预算财政拨款机关运行经费",)] * 2


def test_two_headings_run_together_are_no_longer_name() -> None:
    lines = page(1, "其他需要说明情况一、机关运行经费/", "  2025年机关运行经费预算为30万元，比上年多。/")
    assert [figure.path for figure in stated_figures(prose(lines, ORIGIN), ORIGIN)] == [("机关运行经费",)]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("（二）政府采购情况。所属各单位采购预算总额712.49万元。", "政府采购"),
        ("二、三公经费。2026年预算5万元，与上年持平。", "三公经费"),
        ("（三）2026年培训费12万元。比上年减少3万元。", ""),
        ("（四）因公出国（境）费0万元，与上年持平。原因是没有安排。", ""),
        ("会议费。2026年预算5万元，与上年持平。", ""),  # numbered paragraphs only
    ],
)
def test_which_paragraphs_begin_with_a_heading(text: str, heading: str) -> None:
    assert run_in_heading(text) == heading


def test_a_page_of_short_headings_has_the_margin_of_its_long_lines() -> None:
    """Four headings that end at one place are no margin: the title above was taken for a full line and glued to the next."""
    right = LEFT + 12.0 * 6
    lines = page(1, "生命健康专项（政策资金）经费情况说明/")
    for heading, text in (
        ("一、项目概述/", "  推动生命健康产业高质量发展，完成经济指标任务。/"),
        ("二、立项依据/", "  某区的实施意见，制定实施流程和细则，明确申报指南，发布申报通"),
        ("三、实施主体/", "  某市商务委员会/"),
        ("四、实施方案/", "  2025年度项目总预算60.00万元，其中支持规模化发展40.00万元，支"),
    ):
        lines += page(1, heading, text, start=90.0 + 40 * len(lines))
    assert {line.bbox[2] for line in lines if line.text[1] == "、"} == {right}  # type: ignore[index]
    assert [found.passage.subject for found in prose(lines, ORIGIN)] == ["生命健康专项（政策资金）"] * 3
