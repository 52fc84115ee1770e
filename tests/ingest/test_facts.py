"""What a document says of itself; what it does not say stays unknown."""

from __future__ import annotations

import pytest

from ingest.model import Facts
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
    assert (found.organization, found.organization_code) == (
        organization and organization.replace("（", "(").replace("）", ")") if code else organization,
        code,
    )


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


def test_the_code_and_name_of_an_item_is_no_organisation() -> None:
    rows = "支出预算表\n单位：万元\n科目\t预算数\n2040201-行政运行公安\t300.00\n2040220-执法办案支出\t300.00\n"
    assert facts("2025年部门预算", rows).organization is None


def test_a_line_that_heads_a_class_of_expenditure_is_no_organisation() -> None:
    assert facts("2025年部门预算\n204-公共安全支出").organization is None


@pytest.mark.parametrize(
    ("head", "year"),
    [
        ("2025年部门预算", 2025),
        ("某市公安局2024年度部门决算", 2024),
        ("2024年12月30日\n某市公安局2025年部门预算", 2025),
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
    [("2025年部门预算", "budget"), ("2024年度部门决算", "final_accounts"), ("某市公安局2025年单位预算公开", "budget")],
)
def test_the_basis(head: str, basis: str) -> None:
    table = TABLE if basis == "budget" else TABLE.replace("一般公共预算支出表", "支出决算表")
    assert facts(head, table).basis == basis


@pytest.mark.parametrize(
    ("head", "level"),
    [
        ("2025年部门预算", "department"),
        ("2025年单位预算", "unit"),
        ("某市公安局（本级）2025年预算公开", "unit"),
        ("2025年部门（单位）预算公开表", None),
        ("2025年单位（部门）预算公开表", None),
        ("2025年预算公开", None),
    ],
)
def test_department_or_unit_and_unknown_where_the_form_leaves_both(head: str, level: str | None) -> None:
    assert facts(head).level == level


def test_the_day_of_publication_is_read_from_its_own_line() -> None:
    assert facts("2025年部门预算\n2025年2月1日").published == "2025-02-01"
    assert facts("2025年部门预算\n截至2025年2月1日，尚未公开。").published is None


def test_nothing_said_is_nothing_known() -> None:
    assert facts("公开表", "支出表\n项目\t金额\n甲\t1.00\n") == Facts()
