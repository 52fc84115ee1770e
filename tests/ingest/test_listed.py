"""Tables of projects with their amounts: the texts beside them are the project's objective and its targets."""

from __future__ import annotations

from decimal import Decimal

from tests.ingest.tables import disclosure

HEAD = "2026年部门预算\n项目支出绩效目标表\n部门名称：某局 单位：万元\n"
LISTED = HEAD + (
    "项目名称（资金使用单位）\t总计\t财政拨款\t其他资金\t绩效目标\t绩效指标\n"
    "合计\t15.00\t12.00\t3.00\n"
    "热线运营\t12.00\t12.00\t\t规范热线管理，提升服务效能。\t"
    "1、1-产出指标；12-质量指标；转派准确率；实施周期指标值:≥97%；年度指标值:≥95%。"
    "2、3-满意度指标；31-服务对象满意度；受理满意度；实施周期指标值:优；年度指标值:优。\n"
    "数据开放\t3.00\t\t3.00\t推动数据开放共享，服务社会。\t见附件\n"
)


def test_each_target_of_a_list_is_an_indicator_of_the_project_in_its_row() -> None:
    read = disclosure(LISTED)
    assert [
        (i.project, i.level1, i.level2, i.level3, i.operator, i.target, i.unit, i.attribution) for i in read.indicators
    ] == [
        ("热线运营", "产出指标", "质量指标", "转派准确率", "≥", "95", "%", "certain"),
        ("热线运营", "满意度指标", "服务对象满意度", "受理满意度", "定性", "优", "", "certain"),
    ]
    assert {i.line for i in read.indicators} == {6}
    assert len({i.id for i in read.indicators}) == 2


def test_the_amounts_stay_those_of_an_ordinary_table_with_its_proofs() -> None:
    read = disclosure(LISTED)
    assert [(f.label, f.measure, f.amount, f.proof) for f in read.figures if f.line == 6 and f.amount is not None] == [
        ("热线运营", "总计", Decimal(120000), "proven"),
        ("热线运营", "财政拨款", Decimal(120000), "proven"),
    ]


def test_an_objective_beside_an_amount_is_the_projects() -> None:
    read = disclosure(LISTED)
    assert [(p.subject, p.text) for p in read.passages if p.kind == "objective"] == [
        ("热线运营", "规范热线管理，提升服务效能。"), ("数据开放", "推动数据开放共享，服务社会。")
    ]  # fmt: skip


def test_a_text_cut_by_a_page_break_goes_on_in_the_row_without_a_name() -> None:
    read = disclosure(
        HEAD
        + "项目名称\t预算数\t绩效目标\n热线运营\t12.00\t规范热线管理，\n\t\t提升服务效能。\n数据开放\t3.00\t推动数据开放共享。\n"
    )
    assert [p.text for p in read.passages if p.kind == "objective"] == [
        "规范热线管理，提升服务效能。", "推动数据开放共享。"
    ]  # fmt: skip


def test_a_table_without_texts_gives_neither() -> None:
    read = disclosure(HEAD + "项目名称\t预算数\n热线运营\t12.00\n数据开放\t3.00\n")
    assert read.indicators == ()
    assert [p for p in read.passages if p.kind == "objective"] == []
