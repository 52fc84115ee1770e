"""Documents of one organisation against one another."""

from __future__ import annotations

from dataclasses import replace

from ingest.audit.between import Between, Read, between_documents
from ingest.model import Disclosure
from tests.ingest.tables import disclosure

THIS = """140003-某市公安局
2025年部门预算
支出总表
单位：万元
科目编码	科目名称	2024年预算数	2025年预算数
204	公共安全支出	{last}	120.00
合计		{last}	120.00
"""
LAST = """140003-某市公安局
2024年部门预算
支出总表
单位：元
科目编码	科目名称	2024年预算数
204	公共安全支出	1,000,000
合计		1,000,000
"""


def read_as(read: Disclosure, name: str, **facts: object) -> Read:
    return Read(name, name, replace(read.facts, **facts), read.tables, read.printed)  # type: ignore[arg-type]


def test_last_years_column_is_last_years_document() -> None:
    last = read_as(disclosure(LAST), "last", level=None)
    same = between_documents([read_as(disclosure(THIS.format(last="100.00")), "this", level=None), last])
    assert (same["this"].held, same["this"].findings) == (3, ())
    other = between_documents([read_as(disclosure(THIS.format(last="110.00")), "this", level=None), last])
    assert {f.kind for f in other["this"].findings} == {"prior_year"}
    assert other["this"].held == 0
    assert other["last"] == Between()


def test_a_department_is_no_less_than_its_unit() -> None:
    big = read_as(disclosure(LAST), "department", level="department")
    small = read_as(disclosure(LAST.replace("1,000,000", "900,000")), "unit", level="unit")
    assert between_documents([big, small])["department"].findings == ()
    wrong = between_documents([replace_facts(small, "department"), replace_facts(big, "unit")])
    assert [f.kind for f in wrong["unit"].findings] == ["department_units"]


def replace_facts(read: Read, level: str) -> Read:
    return replace(read, facts=replace(read.facts, level=level))  # type: ignore[arg-type]


def test_other_organisations_are_not_compared() -> None:
    one = read_as(disclosure(THIS.format(last="110.00")), "this", level=None)
    other = read_as(disclosure(LAST), "last", level=None, organization="另一局")
    assert between_documents([one, other]) == {"this": Between(), "last": Between()}
