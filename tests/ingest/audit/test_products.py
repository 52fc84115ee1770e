"""Products written out in sentences."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.audit.products import products
from tests.ingest.tables import disclosure

TEXT = """某市公安局
2025年部门预算
支出总表
单位：万元
科目编码	科目名称	合计
204	公共安全支出	92.39

一、说明
党建经费按工资应发额3849583.3元乘以12个月乘以2%测算，安排{amount}万元。
"""


def product_checks(text: str) -> list[tuple[bool, str]]:
    return [(c.holds, c.arithmetic) for c in disclosure(text).checks if c.rule == "product"]


def test_a_product_is_worked_out_and_borne_out() -> None:
    assert product_checks(TEXT.format(amount="92.39")) == [(True, "3849583.3元 × 12 × 2% = 923,899.992元")]


def test_a_product_that_is_no_amount_stated_is_left_alone() -> None:
    assert product_checks(TEXT.format(amount="95.00")) == []


def test_a_product_that_the_sentence_itself_gets_wrong() -> None:
    text = TEXT.replace(
        "党建经费按工资应发额3849583.3元乘以12个月乘以2%测算，安排{amount}万元", "伙食补助120元/人×35人×12月=5.40万元"
    )
    assert product_checks(text) == [(False, "120元 × 35 × 12 = 50,400元")]
    assert product_checks(text.replace("5.40", "5.04")) == [(True, "120元 × 35 × 12 = 50,400元")]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("标准为每人每年800元*120人,合计9.6万元", ["96000"]),
        ("2 x 300.5元 x 3%，共计", ["18.030"]),
        ("提供7×24小时值守", []),
        ("3元×5元", []),
        ("规格为1920×1080", []),
    ],
)
def test_only_products_of_one_amount_of_money(text: str, values: list[str]) -> None:
    assert [p.value for p in products(text)] == [Decimal(v) for v in values]
