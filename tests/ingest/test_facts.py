"""What a document says of itself; what it does not say stays unknown."""

from __future__ import annotations

import pytest

from ingest.disclosure import build_disclosure
from ingest.model import Facts
from ingest.readers.html import read_html
from tests.ingest.tables import disclosure

TABLE = """
一般公共预算支出表
单位：万元
科目编码	科目名称	合计
204	公共安全支出	300.00
"""


def facts(head: str, table: str = TABLE) -> Facts:
    return disclosure(f"{head}\n{table}").facts


@pytest.mark.parametrize(
    ("head", "organization", "code"),
    [
        ("140003-某市公安局\n2025年部门预算", "某市公安局", "140003"),
        ("140003－某市公安局（本级）\n2025年部门预算", "某市公安局（本级）", "140003"),
        ("单位名称：某市公安局\n2025年部门预算", "某市公安局", None),
        ("预算单位： 某市公安局\n2025年部门预算", "某市公安局", None),
        ("部门：某市公安局\n2025年部门预算", "某市公安局", None),
        ("某市公安局2025年部门预算公开", "某市公安局", None),
        ("某市公安局 2025 年度单位预算", "某市公安局", None),
        ("2025年度某市公安局部门决算", "某市公安局", None),
        ("2025年部门预算公开表", None, None),
        ("2025年部门（单位）预算公开表", None, None),
        ("2025年单位预算", None, None),
        ("预算公开", None, None),
    ],
)
def test_the_organisation_and_its_code(head: str, organization: str | None, code: str | None) -> None:
    found = facts(head)
    assert (found.organization, found.organization_code) == (organization, code)


@pytest.mark.parametrize(
    "head",
    [
        "部门：[101]某市公安局",
        "部门名称：101 某市公安局",
        "预算单位：101-某市公安局",
        "单位名称（公章）：某市公安局\n单位编码：101",
        "预算代码：101\n某市公安局2025年部门预算公开",
    ],
)
def test_a_code_behind_a_label_or_before_the_name_may_be_short(head: str) -> None:
    found = facts(f"{head}\n2025年部门预算")
    assert (found.organization, found.organization_code) == ("某市公安局", "101")


@pytest.mark.parametrize(
    "head", ["某市公安局(本级)2025年预算公开", "某市公安局（本级）2025年预算公开", "某市公安局本级2025年预算公开"]
)
def test_one_organisation_has_one_spelling(head: str) -> None:
    assert facts(head).organization == "某市公安局（本级）"


@pytest.mark.parametrize(
    "name",
    ["某县人民法院", "某市总工会", "某县妇联", "某县融媒体中心", "某市电视台", "某市监狱", "某省民政厅", "某县实验幼儿园", "某县林场",
     "中共某市委党校", "某市高新区管委会", "中国共产党某县委员会办公室", "某市第一职业技术学院", "某县纪委监委"],
)  # fmt: skip
def test_bodies_of_every_kind_are_read_off_the_title(name: str) -> None:
    assert facts(f"{name}2025年部门预算公开").organization == name


@pytest.mark.parametrize(
    "cover", ["2025年\n某市司法局部门预算", "某市司法局\n2025年度\n部门预算", "2025年度\n某市司法局\n部门预算公开"]
)
def test_a_title_set_over_several_lines(cover: str) -> None:
    found = facts(cover)
    assert (found.organization, found.fiscal_year, found.level) == ("某市司法局", 2025, "department")


def test_the_place_on_the_cover_is_no_organisation() -> None:
    assert facts("某市某区2025年区级部门预算\n预算主管部门：某市某区财政局").organization == "某市某区财政局"
    assert facts("某市某区2025年区级部门预算").organization is None


@pytest.mark.parametrize("blank", ["某市某区XX单位", "某市某区××局", "＿＿＿＿局", "XX局"])
def test_a_blank_form_names_no_organisation(blank: str) -> None:
    assert facts(f"某市某区2025年区级单位预算\n预算单位：{blank}").organization is None


def test_the_superior_counts_only_where_nothing_else_is_named() -> None:
    assert facts("主管部门：某市公安局　单位名称：某市刑警支队\n2025年预算").organization == "某市刑警支队"
    assert facts("主管部门：某市公安局\n2025年预算").organization == "某市公安局"


@pytest.mark.parametrize(
    "sentence",
    ["某市司法局是主管全市司法行政工作的市政府组成部门。", "某市司法局（以下简称市司法局）是市政府工作部门。", "一、某市司法局主要职责", "某市司法局概况"],
)  # fmt: skip
def test_a_sentence_names_the_organisation_where_no_title_does(sentence: str) -> None:
    assert facts(f"2025年部门预算\n{sentence}").organization == "某市司法局"


def test_a_sentence_about_this_department_names_nobody() -> None:
    assert facts("2025年部门预算\n本部门是主管全市司法行政工作的组成部门。").organization is None


def test_a_form_names_its_department_and_year() -> None:
    form = "部门整体支出绩效目标表\n（2025年度）\n部门名称\t某市司法局\n预算支出总额\t300.00\n基本支出\t100.00\n"
    found = disclosure(f"预算01表 收支总表\n{TABLE}\n{form}").facts
    assert (found.organization, found.fiscal_year, found.level) == ("某市司法局", 2025, "department")


def test_a_printed_code_with_a_name_weighs_more_than_a_title() -> None:
    assert facts("某市财政局2025年部门预算公开\n140003-某市公安局").organization == "某市公安局"


def test_the_unit_column_of_a_table_names_the_organisation_and_the_most_printed_wins() -> None:
    rows = """项目支出表
单位：万元
单位名称	项目名称	预算数
140001-某市财政局	甲	1.00
140003-某市公安局	乙	1.00
140003-某市公安局	丙	1.00
"""
    assert facts("2025年部门预算", rows).organization == "某市公安局"


def test_a_departments_own_units_are_not_the_department() -> None:
    rows = """项目支出表
单位：万元
单位名称	项目名称	预算数
140001-某市公安局	甲	1.00
140003-某市刑警支队	乙	1.00
140003-某市刑警支队	丙	1.00
"""
    found = facts("某市公安局2025年部门预算公开", rows)
    assert (found.organization, found.organization_code) == ("某市公安局", "140001")


def test_the_code_stands_beside_the_name_in_the_list_of_units() -> None:
    rows = """收入总表
单位：万元
部门代码	部门名称	合计
140	某市公安局	3.00
140001	某市刑警支队	3.00
"""
    assert facts("某市公安局2025年部门预算公开", rows).organization_code == "140"


def test_the_code_and_name_of_an_item_is_no_organisation() -> None:
    rows = "支出预算表\n单位：万元\n科目\t预算数\n2040201-行政运行公安\t300.00\n2040220-执法办案支出\t300.00\n"
    assert facts("2025年部门预算", rows).organization is None


def test_a_line_that_heads_a_class_of_expenditure_is_no_organisation() -> None:
    assert facts("2025年部门预算\n204-公共安全支出").organization is None
    assert facts("2025年部门预算\n2040201-行政运行").organization is None


@pytest.mark.parametrize(
    ("head", "year"),
    [
        ("2025年部门预算", 2025),
        ("二〇二五年部门预算", 2025),
        ("某市公安局二○二五年度部门预算", 2025),
        ("某市公安局二零二五年部门预算公开", 2025),
        ("某市公安局2024年度部门决算", 2024),
        ("2024年12月30日\n某市公安局2025年部门预算", 2025),
        ("二〇二四年十二月三十日\n某市公安局2025年部门预算", 2025),
        ("部门预算公开表\n（2025年度）", 2025),
        ("部门预算公开表", None),
    ],
)
def test_the_fiscal_year(head: str, year: int | None) -> None:
    assert facts(head).fiscal_year == year


def test_heads_give_the_year_where_no_title_does() -> None:
    table = TABLE.replace("合计", "2025年预算数")
    assert facts("部门预算公开表", table).fiscal_year == 2025


@pytest.mark.parametrize(
    ("head", "basis"),
    [
        ("2025年部门预算", "budget"),
        ("2024年度部门决算", "final_accounts"),
        ("某市公安局2025年单位预算公开", "budget"),
        ("部门预决算公开\n某市公安局2025年预算公开", "budget"),
        ("部门预决算公开\n某市公安局2024年度决算公开", "final_accounts"),
    ],
)
def test_the_basis(head: str, basis: str) -> None:
    table = TABLE if basis == "budget" else TABLE.replace("一般公共预算支出表", "支出决算表")
    assert facts(head, table).basis == basis


def test_the_funds_of_final_accounts_are_called_budgets_and_count_for_nothing() -> None:
    table = TABLE.replace("一般公共预算支出表", "一般公共预算财政拨款支出决算表")
    assert facts("某市公安局2024年度公开表", table).basis == "final_accounts"


def test_targets_are_set_with_the_budget() -> None:
    rows = "项目支出绩效目标表\n单位：万元\n项目名称\t金额\n甲项目\t1.00\n"
    assert facts("部门名称：某市公安局", rows).basis == "budget"


@pytest.mark.parametrize(
    ("head", "level"),
    [
        ("2025年部门预算", "department"),
        ("2025年单位预算", "unit"),
        ("某市公安局（本级）2025年预算公开", "unit"),
        ("某市公安局(本级)2025年部门预算", "unit"),
        ("某市公安局本级2025年部门预算", "unit"),
        ("某市公安局（机关）2025年部门预算", "unit"),
        ("某市公安局（汇总）2025年预算公开", "department"),
        ("某市公安局2025年部门（含下属单位）预算公开", "department"),
        ("某市公安局（本级及所属单位）2025年预算公开", "department"),
        ("某市公安局2025年预算公开\n本部门无政府性基金预算。", "department"),
        ("某市公安局2025年预算公开\n注：本单位无政府性基金预算。", "unit"),
        ("2025年部门（单位）预算公开表", None),
        ("2025年单位（部门）预算公开表", None),
        ("2025年部门（单位）预算公开表\n本部门无政府性基金预算。", None),
        ("2025年预算公开", None),
    ],
)
def test_department_or_unit_and_unknown_where_the_form_leaves_both(head: str, level: str | None) -> None:
    assert facts(head).level == level


def test_department_and_unit_of_one_organisation_differ_by_level_alone() -> None:
    head = "某市某区2025年区级{0}预算\n{1}：某市某区司法局"
    department, unit = facts(head.format("部门", "预算主管部门")), facts(head.format("单位", "预算单位"))
    assert department.organization == unit.organization
    assert (department.level, unit.level) == ("department", "unit")


@pytest.mark.parametrize(
    "line",
    ["2025年2月1日", "二〇二五年二月一日", "发布日期：2025-02-01", "发布时间: 2025/2/1 09:30", "公开时间：2025年02月01日",
     "索引号：001 发布日期：2025.02.01 主题：财政", "来源: 某市公安局  2025-02-01 17:26  字号"],
)  # fmt: skip
def test_the_day_of_publication(line: str) -> None:
    assert facts(f"2025年部门预算\n{line}").published == "2025-02-01"


@pytest.mark.parametrize(
    "line",
    [
        "截至2025年2月1日，尚未公开。",
        "编制日期：2025年2月1日",
        "填报日期：2025-02-01",
        "2025年2月",
        "发布日期：2025-22-41",
    ],
)
def test_other_days_are_no_day_of_publication(line: str) -> None:
    assert facts(f"2025年部门预算\n{line}").published is None


def test_a_pages_head_may_alone_keep_the_day_of_publication() -> None:
    page = '<html><head><meta name="PubDate" content="2025-02-01 17:26"></head><body><h1>某市公安局2025年部门预算</h1>{}</body></html>'
    table = "<table><tr><td>项目</td><td>预算数（万元）</td></tr><tr><td>支出</td><td>3.00</td></tr><tr><td>收入</td><td>3.00</td></tr></table>"
    read = build_disclosure(read_html(page.format(table).encode(), "a.html"), "0")
    assert read.facts.published == "2025-02-01"
    shown = build_disclosure(read_html(page.format(f"<p>发布日期：2025-02-03</p>{table}").encode(), "a.html"), "0")
    assert shown.facts.published == "2025-02-03", "what readers see goes first"


def test_the_title_is_whole_and_no_sentence() -> None:
    assert facts("2025年\n某市司法局部门预算").title == "2025年某市司法局部门预算"
    assert (
        facts("某市司法局\n公开表\n2025年部门预算收入300.00万元，支出300.00万元。\n2025年部门预算表").title
        == "2025年部门预算表"
    )


def test_the_name_printed_under_a_title_is_no_part_of_it() -> None:
    assert facts("2025年部门预算公开表\n140003-某市公安局").title == "2025年部门预算公开表"


def test_nothing_said_is_nothing_known() -> None:
    assert facts("公开表", "支出表\n项目\t金额\n甲\t1.00\n") == Facts()
