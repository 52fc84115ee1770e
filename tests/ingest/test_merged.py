"""Drawn tables of targets: a row belongs to the project whose merged cell it lies beside, over page breaks too."""

from __future__ import annotations

from decimal import Decimal

from ingest.model import Disclosure
from tests.ingest.grids import drawn

HEAD = """
项目名称 | 项目总额 | 其中： | < | 绩效目标 | 一级指标 | 二级指标 | 三级指标 | 绩效指标性质 | 本年绩效指标值 | 绩效度量单位
^ | ^ | 财政资金 | 其他资金 | ^ | ^ | ^ | ^ | ^ | ^ | ^
"""
FIRST = """
110000T000001-网站运维 | 9.70 | 9.00 | 0.70 | 保障网站安全、稳定、高效运行。 | 产出指标 | 数量指标 | 月报 | ＝ | 12 | 份
^ | ^ | ^ | ^ | ^ | 效益指标 | 社会效益指标 | 网站形象 | 定性 | 优 |
^ | ^ | ^ | ^ | ^ | ^ | ^ | 访问量 | ≥ | 800 | 万次
110000T000002-法律顾问 | 6.00 | 6.00 | | 聘请专业法律顾问，避免法律纠纷。 | 成本指标 | 经济成本指标 | 咨询标准 | ≤ | 938.25 | 元/小时
"""


def budget(*pages: str) -> Disclosure:
    return drawn("项目支出绩效目标表", *(HEAD + page for page in pages), lines=["金额单位：万元"])


def owners(read: Disclosure) -> list[tuple[str, str | None, str | None, str]]:
    return [(i.level3, i.project_code, i.project, i.attribution) for i in read.indicators]


def amounts(read: Disclosure) -> list[tuple[str | None, str, Decimal | None]]:
    return [(f.code, f.measure, f.amount) for f in read.figures]


def test_every_row_beside_a_merged_cell_is_that_projects() -> None:
    assert owners(budget(FIRST)) == [
        ("月报", "110000T000001", "网站运维", "certain"),
        ("网站形象", "110000T000001", "网站运维", "certain"),
        ("访问量", "110000T000001", "网站运维", "certain"),
        ("咨询标准", "110000T000002", "法律顾问", "certain"),
    ]


def test_a_target_is_read_from_its_own_columns() -> None:
    read = budget(FIRST)
    assert [(i.operator, i.target, i.unit) for i in read.indicators] == [
        ("=", "12", "份"), ("定性", "优", ""), ("≥", "800", "万次"), ("≤", "938.25", "元/小时")
    ]  # fmt: skip


def test_a_level_merged_over_its_rows_holds_for_each() -> None:
    third = budget(FIRST).indicators[2]
    assert (third.level1, third.level2) == ("效益指标", "社会效益指标")


def test_the_amounts_beside_a_project_are_its_figures() -> None:
    read = budget(FIRST)
    assert amounts(read) == [
        ("110000T000001", "项目总额", Decimal(97000)),
        ("110000T000001", "财政资金", Decimal(90000)),
        ("110000T000001", "其他资金", Decimal(7000)),
        ("110000T000002", "项目总额", Decimal(60000)),
        ("110000T000002", "财政资金", Decimal(60000)),
    ]
    assert {(f.unit, f.table_kind) for f in read.figures} == {("万元", "project_performance")}


def test_a_projects_objective_is_told_once() -> None:
    found = [(p.subject, p.text) for p in budget(FIRST).passages if p.kind == "objective"]
    assert found == [
        ("网站运维", "保障网站安全、稳定、高效运行。"), ("法律顾问", "聘请专业法律顾问，避免法律纠纷。")
    ]  # fmt: skip


def test_an_empty_cell_at_a_pages_head_goes_on_from_the_page_before() -> None:
    read = budget(
        FIRST,
        """
 | | | | | 产出指标 | 数量指标 | 合同份数 | ≥ | 20 | 份
^ | ^ | ^ | ^ | ^ | 产出指标 | 时效指标 | 完成时间 | ≤ | 12 | 月
110000T000003-档案整理 | 2.00 | 2.00 | | 整理文书档案，提高利用效果。 | 产出指标 | 数量指标 | 整理件数 | ≥ | 100 | 件
""",
    )
    assert owners(read)[4:] == [
        ("合同份数", "110000T000002", "法律顾问", "inferred"),
        ("完成时间", "110000T000002", "法律顾问", "inferred"),
        ("整理件数", "110000T000003", "档案整理", "certain"),
    ]


def test_an_empty_cell_at_a_pages_foot_is_the_project_that_the_next_page_names() -> None:
    read = budget(
        FIRST + " | | | | | 产出指标 | 数量指标 | 报告数量 | ≥ | 5 | 篇",
        "110000T000003-课题研究 | 2.00 | 2.00 | | 开展课题研究，形成调研报告。 | 产出指标 | 质量指标 | 通过率 | ≥ | 90 | %",
    )
    assert owners(read)[4:] == [
        ("报告数量", "110000T000003", "课题研究", "inferred"),
        ("通过率", "110000T000003", "课题研究", "certain"),
    ]
    assert [(p.subject, p.text, p.page) for p in read.passages if p.kind == "objective"][2:] == [
        ("课题研究", "开展课题研究，形成调研报告。", 2)
    ]


def test_an_empty_cell_between_two_projects_is_nobodys() -> None:
    before, after = FIRST.rsplit("110000T000002", 1)
    read = budget(f"{before} | | | | | 产出指标 | 数量指标 | 报告数量 | ≥ | 5 | 篇\n110000T000002{after}")
    assert owners(read)[3] == ("报告数量", None, None, "unattributed")


def test_a_project_cut_by_a_page_break_is_one_with_its_amounts_once() -> None:
    read = budget(
        FIRST
        + "110000T000 | 14.00 | 14.00 | | 做好成本监审，为政府制 | 效益指标 | 社会效益指标 | 成本数据 | ≥ | 2 | 类",
        "003-成本监审经费 | 14.00 | 14.00 | | 定价格提供支撑。 | 产出指标 | 数量指标 | 监审报告 | ≥ | 2 | 个",
    )
    assert owners(read)[4:] == [
        ("成本数据", "110000T000003", "成本监审经费", "inferred"),
        ("监审报告", "110000T000003", "成本监审经费", "inferred"),
    ]
    assert amounts(read)[5:] == [
        ("110000T000003", "项目总额", Decimal(140000)), ("110000T000003", "财政资金", Decimal(140000))
    ]  # fmt: skip
    assert [(p.subject, p.text) for p in read.passages if p.kind == "objective"][2:] == [
        ("成本监审经费", "做好成本监审，为政府制定价格提供支撑。")
    ]


def test_two_projects_on_either_side_of_a_page_break_stay_two() -> None:
    read = budget(
        FIRST,
        "110000T000003-档案整理 | 2.00 | 2.00 | | 整理文书档案，提高利用效果。 | 产出指标 | 数量指标 | 件数 | ≥ | 100 | 件",
    )
    assert [i.project for i in read.indicators] == ["网站运维"] * 3 + ["法律顾问", "档案整理"]
    assert {i.attribution for i in read.indicators} == {"certain"}


def test_a_page_that_begins_with_a_row_of_words_loses_none() -> None:
    words = " | | | | | 效益指标 | 可持续影响指标 | 避免法律纠纷 | 定性 | 优 |\n"
    read = budget(FIRST, words + "^ | ^ | ^ | ^ | ^ | 产出指标 | 数量指标 | 合同份数 | ≥ | 20 | 份")
    assert len(read.tables) == 1
    assert [(i.level3, i.project) for i in read.indicators][4:] == [
        ("避免法律纠纷", "法律顾问"), ("合同份数", "法律顾问")
    ]  # fmt: skip


def test_a_table_that_begins_with_a_row_of_words_loses_none() -> None:
    words = "110000T000009-机动经费 | | | | 用于新增、临时、紧急项目支出。 | 效益指标 | 社会效益指标 | 保障支出 | 定性 | 优 |"
    assert [i.level3 for i in budget(words + FIRST).indicators][:2] == ["保障支出", "月报"]
