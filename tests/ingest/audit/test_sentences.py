"""Sentences checked: against the table above them, among themselves, and for what their words alone get wrong."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.disclosure import read_disclosure
from ingest.model import Disclosure, Finding
from tests.ingest.tables import disclosure

DISCLOSURES = Path(__file__).resolve().parents[4] / "shared" / "disclosures"

TABLE = """140003-某市财政局
2025年部门预算

一般公共预算支出表
单位：万元
科目编码\t科目名称\t合计\t基本支出\t项目支出
204\t公共安全支出\t300.00\t100.00\t200.00
20402\t公安\t300.00\t100.00\t200.00
2040201\t行政运行\t100.00\t100.00\t
2040220\t执法办案\t200.00\t\t200.00
合计\t\t300.00\t100.00\t200.00

一、预算情况说明

"""
OF_SENTENCES = {
    "narrative_vs_table", "narrative_sum", "narrative_twice", "growth", "share", "completion", "direction", "zero_base", "year",
    "organization", "absent",
}  # fmt: skip


def told(sentence: str, table: str = TABLE) -> list[str]:
    """The kinds of what is found wrong with a sentence below the table."""
    return [finding.kind for finding in findings(disclosure(f"{table}{sentence}\n"))]


def findings(read: Disclosure) -> list[Finding]:
    return [finding for finding in read.findings if finding.kind in OF_SENTENCES]


def proof_of(sentence: str, text: str) -> str:
    read = disclosure(f"{TABLE}{sentence}\n")
    (found,) = {f.proof for f in read.figures if f.source == "narrative" and f.text == text}
    return found


@pytest.mark.parametrize(
    ("right", "wrong", "kind"),
    [
        # against the table
        ("公共安全支出（类）公安（款）执法办案（项）200.00万元。", "公共安全支出（类）公安（款）执法办案（项）210.00万元。", "narrative_vs_table"),
        ("（一）2040201-行政运行1000000元。", "（一）2040201-行政运行1010000元。", "narrative_vs_table"),
        ("一般公共预算支出合计300万元。", "一般公共预算支出合计0.3万元。", "narrative_vs_table"),
        # among themselves
        ("政府采购预算总额8万元，其中：货物预算3万元、工程预算0万元、服务预算5万元。", "政府采购预算总额0万元，其中：货物预算3万元、工程预算0万元、服务预算5万元。", "narrative_sum"),
        ("共有车辆7辆，其中：执法用车4辆、机要用车1辆、其他用车2辆。", "共有车辆7辆，其中：执法用车4辆、机要用车4辆、其他用车2辆。", "narrative_sum"),
        ("甲支出（类）乙类事务（款）丙类事项（项）5.00万元。2025年预算安排5.00万元。", "甲支出（类）乙类事务（款）丙类事项（项）5.00万元。2025年预算安排7.00万元。", "narrative_twice"),
        ("会议费12.00万元，比上年增加2.00万元，增长20%。", "会议费12.00万元，比上年增加2.00万元，增长25%。", "growth"),
        ("会议费8.00万元，比上年减少2.00万元，下降20%。", "会议费8.00万元，比上年减少2.00万元，增长20%。", "growth"),
        ("2024年会议费预算为10.00万元，2025年会议费预算12.00万元，比2024年预算增加2.00万元。", "2024年会议费预算为10.00万元，2025年会议费预算12.00万元，比2024年预算增加3.00万元。", "growth"),
        ("基金支出3.00万元，比上年增加1.00万元。", "基金支出0.00万元，比上年增加1.00万元。", "growth"),
        ("本年收入合计10.00万元，其中：甲收入8.00万元，占80%；乙收入2.00万元，占20%。", "本年收入合计10.00万元，其中：甲收入8.00万元，占80.50%；乙收入2.00万元，占20%。", "share"),
        ("会议费年初预算为20.00万元，支出决算为15.00万元，完成年初预算的75%。", "会议费年初预算为20.00万元，支出决算为15.00万元，完成年初预算的85%。", "completion"),
        # a percentage of nothing
        ("会议费5.00万元，比上年减少5.00万元，下降50%。", "会议费5.00万元，比上年增加5.00万元，增长100%。", "zero_base"),
        ("会议费年初预算为3.00万元，支出决算为3.00万元，完成年初预算的100%。", "会议费年初预算为0.00万元，支出决算为3.00万元，完成年初预算的95%。", "zero_base"),
        # direction words
        ("会议费年初预算为20.00万元，支出决算为15.00万元。决算数小于预算数的主要原因是节约。", "会议费年初预算为20.00万元，支出决算为15.00万元。决算数大于预算数的主要原因是节约。", "direction"),
        ("会议费年初预算为20.00万元，支出决算为20.00万元。决算数与预算数持平。", "会议费年初预算为20.00万元，支出决算为15.00万元。决算数等于预算数。", "direction"),
        # years, names, denials
        ("会议费5.00万元，比2024年预算增加1.00万元。", "会议费5.00万元，比2025年预算增加1.00万元。", "year"),
        ("某市财政局概况如下，具体内容详见附件。", "某市XX局概况如下，具体内容详见附件。", "organization"),
        ("政府采购预算5.00万元。本单位没有国有资本经营预算安排的支出。", "政府采购预算5.00万元。本单位没有政府采购预算。", "absent"),
    ],
)  # fmt: skip
def test_what_fits_and_what_does_not(right: str, wrong: str, kind: str) -> None:
    assert kind not in told(right)
    assert told(wrong) == [kind]


def test_headings_carry_the_year_of_the_cover() -> None:
    head = TABLE.replace("一、预算情况说明", "第三部分 某市财政局{}年度部门预算情况说明")
    assert told("会议费5万元。", head.format(2025)) == []
    assert told("会议费5万元。", head.format(2024)) == ["year"]


def test_final_accounts_close_on_the_last_day_of_their_year() -> None:
    final = TABLE.replace("2025年部门预算", "2025年度部门决算").replace(
        "一般公共预算支出表", "一般公共预算财政拨款支出决算表"
    )
    assert told("截至2025年12月31日，共有车辆3辆。", final) == []
    assert told("截至2024年12月31日，共有车辆3辆。", final) == ["year"]
    assert told("截至2024年12月31日，共有车辆3辆。") == []  # a budget looks back


def test_a_table_said_to_be_empty_prints_nothing() -> None:
    noted = TABLE.replace("\n一、预算", "注：本部门无此项支出，故本表为空表。\n\n一、预算")
    assert told("会议费5万元。", noted) == ["absent"]


def test_one_misprint_is_told_once() -> None:
    """A total that the table belies would fail its rate as well."""
    sentence = "一般公共预算支出合计0万元。与2024年度相比，一般公共预算支出合计减少10.00万元，下降3.23%。"
    assert told(sentence) == ["narrative_vs_table"]


def test_rounding_and_cutting_off_are_no_misprints() -> None:
    table = TABLE.replace("100.00", "100.46").replace("300.00", "300.46")
    assert told("（一）2040201-行政运行100.5万元。", table) == []
    assert told("（一）2040201-行政运行100.4万元。", table) == []  # cut off
    assert told("（一）2040201-行政运行100.6万元。", table) == ["narrative_vs_table"]


def test_among_which_promises_no_whole() -> None:
    assert told("项目支出30万元，其中：甲项目10万元、乙项目5万元。") == []


def test_behind_a_list_the_talk_is_of_its_whole() -> None:
    assert told("2025年支出45万元，包括甲支出3万元、乙支出2万元。比2024年增加4万元。") == []


def test_hedged_numbers_are_not_held_to_their_digits() -> None:
    assert told("（一）2040201-行政运行约101万元。") == []


def test_a_stated_figure_is_proven_by_its_table() -> None:
    assert proof_of("（一）2040220-执法办案200万元。", "200") == "proven"
    assert proof_of("（一）2040220-执法办案210万元。", "210") == "contested"
    assert proof_of("会议费5万元。", "5") == "unproven"


@given(st.integers(2, 9999), st.integers(1, 9999))
def test_a_rate_worked_out_from_its_numbers_is_never_accused(level: int, change: int) -> None:
    if change >= level:
        return
    rate = change * 100 / (level - change)
    assert told(f"会议费{level}.00万元，比上年增加{change}.00万元，增长{rate:.2f}%。") == []


@given(st.lists(st.integers(0, 999), min_size=3, max_size=6), st.integers(1, 50))
def test_sums_are_accused_exactly_when_they_fail(parts: list[int], error: int) -> None:
    listed = "、".join(f"{name}用车{n}辆" for name, n in zip("甲乙丙丁戊己", parts[:-1], strict=False))
    sentence = f"共有车辆{{}}辆，其中：{listed}、其他用车{parts[-1]}辆。"
    assert told(sentence.format(sum(parts))) == []
    wrong = sum(parts) + error
    assert told(sentence.format(wrong)) == ["narrative_sum"]


# -- the real documents ---------------------------------------------------------------------------------------------

needs_shared = pytest.mark.skipif(
    not DISCLOSURES.is_dir(), reason="needs the real disclosures in ../shared/disclosures"
)
PLACES = {
    "R1": ("narrative_vs_table", 21, "0.3"),
    "R2": ("zero_base", 21, "100.00%"),
    "R4": ("zero_base", 22, "100%"),
    "S1": ("direction", 19, "1511.89"),
    "S2": ("direction", 20, "80.38"),
    "S3": ("direction", 21, "60.99"),
    "S4": ("narrative_vs_table", 18, "0"),
    "S5": ("year", 18, "2023年度部门决算情况说明"),
    "S6": ("organization", 7, "XX局"),
}
"""Defect → kind, page and what is printed there."""


@pytest.mark.shared
@needs_shared
def test_every_known_defect_is_found_at_its_place() -> None:
    with (DISCLOSURES / "KNOWN_DEFECTS.tsv").open(encoding="utf-8") as rows:
        defects = {row["id"]: row["document"] for row in csv.DictReader(rows, delimiter="\t")}
    assert set(defects) == set(PLACES)
    reads = {name: read_disclosure(DISCLOSURES / name) for name in sorted(set(defects.values()))}
    for defect, name in defects.items():
        kind, page, printed = PLACES[defect]
        texts = {f.id: f.text for f in reads[name].figures}
        at_place = [f for f in findings(reads[name]) if f.kind == kind and f.page == page]
        shown = [" ".join([f.stated or "", *(texts[i] for i in f.figures)]) for f in at_place]
        assert any(printed in text for text in shown), (defect, shown)


@pytest.mark.shared
@needs_shared
def test_the_unseeded_version_is_told_only_what_is_wrong_in_it() -> None:
    """财政拨款收入支出总计0.3万元 (R1), and a share of 71.73% that is 71.65%: the four shares printed add up to 100.07%."""
    read = read_disclosure(DISCLOSURES / "putuo_czj_2024_juesuan.pdf")
    assert [(f.kind, f.page) for f in read.findings] == [("narrative_vs_table", 21), ("share", 21)]


def test_a_difference_that_is_the_other_side_explains_nothing() -> None:
    (finding,) = findings(disclosure(f"{TABLE}一般公共预算支出合计0万元。\n"))
    assert (finding.kind, finding.hint) == ("narrative_vs_table", None)


@pytest.mark.parametrize("year", [2024, 2025])
def test_a_projects_period_that_ends_before_the_documents_year(year: int) -> None:
    sheet = f"巡逻车项目经费情况说明\n一、项目概述\n保障全市街面巡逻车辆运行。\n二、实施周期\n{year}年1月1日-{year}年12月31日\n"
    assert told(sheet) == ([] if year == 2025 else ["year"])


def test_a_blank_form_leaves_its_names_to_be_filled_in() -> None:
    form = "XX局2025年部门预算\n支出总表\n单位：万元\n科目编码\t科目名称\t合计\n204\t公共安全支出\t{}\n"
    assert disclosure(form.format(""), force=True).findings == ()
    assert {f.kind for f in disclosure(form.format("5.00")).findings} == {"organization"}
