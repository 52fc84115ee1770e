"""Funding as forms of targets state it, in the words of the audit's own functions."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ingest.audit.funding import funding_audit
from ingest.model import Disclosure, Figure
from tests.ingest.audit.budgets import WHOLE
from tests.ingest.tables import disclosure


def form(kind: str, label: str, **amounts: str) -> list[Figure]:
    """The figures of one form, a measure each, in 万元."""
    base = disclosure(WHOLE).printed[0]
    return [
        replace(
            base, id=f"{label}-{measure}", table_kind=kind, table_number=9, label=label, code=None, path=(label,),
            measure=measure, measure_path=(measure,), text=text, unit="万元", amount=Decimal(text) * 10_000, row=n,
        )
        for n, (measure, text) in enumerate(amounts.items())
    ]  # fmt: skip


def with_form(figures: list[Figure], text: str = WHOLE) -> Disclosure:
    read = disclosure(text)
    return replace(read, figures=(*read.figures, *figures))


def outcomes(read: Disclosure) -> list[tuple[str, bool]]:
    return [(check.rule, check.holds) for check in funding_audit(read)[0]]


def test_sources_make_the_total() -> None:
    sound = form("project_performance", "一", 资金总额="10.00", 财政拨款="8.00", 其他资金="2.00")
    assert outcomes(with_form(sound)) == [("funding", True)]
    wrong = form("project_performance", "一", 资金总额="10.00", 财政拨款="8.00", 其他资金="3.00")
    assert outcomes(with_form(wrong)) == [("funding", False)]


def test_a_form_that_prints_one_source_of_several_tells_nothing() -> None:
    assert outcomes(with_form(form("project_performance", "一", 资金总额="10.00", 财政拨款="8.00"))) == []


def test_a_departments_form_repeats_its_budget() -> None:
    read = with_form(form("department_performance", "某局", 预算支出总额="350.00", 基本支出="150.00"))
    assert outcomes(read) == [("table_vs_table", True), ("table_vs_table", True)]


LIST = f"{WHOLE}\n项目支出表\n单位：万元\n项目名称\t合计\n警务装备\t150.00\n宣传\t50.00\n合计\t200.00\n"


def test_a_projects_budget_is_the_same_in_the_list() -> None:
    read = with_form(form("project_performance", "警务装备", 资金总额="150.00", 财政拨款="150.00"), LIST)
    assert ("table_vs_table", True) in outcomes(read)
    other = with_form(form("project_performance", "警务装备", 资金总额="120.00", 财政拨款="120.00"), LIST)
    assert ("table_vs_table", False) in outcomes(other)
