"""Sheets of performance targets: a project's or a department's name, money, objectives and indicators, in any order."""

from __future__ import annotations

from decimal import Decimal

from ingest.model import Disclosure
from tests.ingest.grids import drawn
from tests.ingest.tables import budget

PROJECT = """
项目名称 | < | 新建活动中心（一期） | < | 项目类别 | 特定目标类
主管部门 | < | 某街道办事处 | < | 实施单位 | 某街道办事处
项目资金（元） | < | 项目资金总额 | 4,100,000.00 | 年度资金申请总额 | 4,000,000.00
^ | < | 其中：财政资金 | 4,100,000.00 | 上年结转资金 | 0.00
项目绩效目标 | 项目总目标 | < | < | 年度总体目标 | <
^ | 建成后作为居民活动和办事的场所。 | < | < | 今年完成主体工程并通过验收。 | <
 | 一级指标 | 二级指标 | 三级指标 | 年度(/项目)指标值 | <
绩效指标 | 产出指标 | 数量指标 | 规划建筑面积 | ≥13459.00(平方米) | <
^ | ^ | 质量指标 | 验收情况 | 合格 | <
^ | 满意度指标 | 服务对象满意度指标 | 居民满意度 | 满意度不低于80% | <
"""


def targets(read: Disclosure) -> list[tuple[str, str, str, str, str, str]]:
    return [(i.level1, i.level2, i.level3, i.operator, i.target, i.unit) for i in read.indicators]


def objectives(read: Disclosure) -> list[tuple[str, str]]:
    return [(p.subject, p.text) for p in read.passages if p.kind == "objective"]


def test_a_projects_sheet_gives_its_indicators_for_certain() -> None:
    read = drawn("项目支出绩效目标表", PROJECT)
    assert targets(read) == [
        ("产出指标", "数量指标", "规划建筑面积", "≥", "13459.00", "平方米"),
        ("产出指标", "质量指标", "验收情况", "定性", "合格", ""),
        ("满意度指标", "服务对象满意度指标", "居民满意度", "", "满意度不低于80%", ""),
    ]
    assert {(i.project, i.attribution, i.page) for i in read.indicators} == {("新建活动中心（一期）", "certain", 1)}


def test_a_projects_money_stands_under_it_in_the_unit_of_its_group() -> None:
    assert [(f.path, f.measure, f.amount, f.unit) for f in drawn("项目支出绩效目标表", PROJECT).figures] == [
        (("新建活动中心（一期）",), "项目资金总额", Decimal(4100000), "元"),
        (("新建活动中心（一期）",), "年度资金申请总额", Decimal(4000000), "元"),
        (("新建活动中心（一期）",), "其中:财政资金", Decimal(4100000), "元"),
        (("新建活动中心（一期）",), "上年结转资金", Decimal(0), "元"),
    ]


def test_a_sheet_that_names_its_unit_beside_its_money_gives_it_to_its_table() -> None:
    assert [table.unit for table in drawn("项目支出绩效目标表", PROJECT).tables] == ["元"]
    both = PROJECT.replace("年度资金申请总额", "年度资金申请总额（万元）")
    assert [table.unit for table in drawn("项目支出绩效目标表", both).tables] == [None]


def test_objectives_under_their_heads_are_told_each_once() -> None:
    assert objectives(drawn("项目支出绩效目标表", PROJECT)) == [
        ("新建活动中心（一期）", "建成后作为居民活动和办事的场所。"),
        ("新建活动中心（一期）", "今年完成主体工程并通过验收。"),
    ]


DEPARTMENT = (
    """
部门名称 | 某市数据局 | < | < | <
预算整体情况 | 部门预算支出 | 预算金额（万元） | 收入来源 | 预算金额（万元）
^ | 基本支出 | 12,634.14 | 财政拨款 | 98,880.78
^ | 项目支出 | 86,246.64 | 其他资金 | 0.00
总体绩效目标 | 统筹数字政府建设，提升全市政务服务水平。 | < | < | <
年度重点工作任务 | 名称 | 主要实施内容 | 拟投入的资金（万元） | 期望达到的目标（概述）
^ | 运营服务热线 | 整合全市热线资源，完善工作机制。 | 12,000.00 | 规范热线管理，更好解决群众的诉求。
""",
    """
年度重点工作任务 | < | 保障网络安全 | 建设一体化的安全运营体系。 | 51,365.96 | 夯实网络和数据安全的防线，不出大事。 | <
其他任务（可选填） | < | | | | | <
绩效指标 | 一级指标 | < | 二级指标 | 三级指标 | 实施周期指标值 | 年度指标值
^ | 产出指标 | < | 数量指标 | 汇聚数据量（亿条） | ≥30 | ≥10
^ | ^ | < | ^ | 服务企业次数 | 每年≥100次 | 每年≥100次
^ | 成本指标 | < | 经济成本指标 | 成本控制率 | ≤100% | ≤100%
""",
)


def test_a_departments_sheet_is_a_budget_and_its_targets_are_the_departments() -> None:
    read = drawn("部门整体预算绩效目标申报表", *DEPARTMENT)
    assert targets(read) == [
        ("产出指标", "数量指标", "汇聚数据量（亿条）", "≥", "10", ""),
        ("产出指标", "数量指标", "服务企业次数", "", "每年≥100次", ""),
        ("成本指标", "经济成本指标", "成本控制率", "≤", "100", "%"),
    ]
    assert {(i.project, i.project_code, i.attribution) for i in read.indicators} == {("某市数据局", None, "certain")}
    assert {table.kind for table in read.tables} == {"department_performance"}


def test_a_departments_amounts_stand_under_their_heads() -> None:
    read = drawn("部门整体预算绩效目标申报表", *DEPARTMENT)
    assert [(f.path[1:], f.measure_path, f.amount) for f in read.figures if f.page == 1] == [
        (("基本支出",), ("预算整体情况", "预算金额(万元)"), Decimal("126341400")),
        (("财政拨款",), ("预算整体情况", "预算金额(万元)"), Decimal("988807800")),
        (("项目支出",), ("预算整体情况", "预算金额(万元)"), Decimal("862466400")),
        (("其他资金",), ("预算整体情况", "预算金额(万元)"), Decimal(0)),
        (("运营服务热线",), ("年度重点工作任务", "拟投入的资金(万元)"), Decimal(120000000)),
    ]


def test_a_tasks_objective_is_the_tasks() -> None:
    assert objectives(drawn("部门整体预算绩效目标申报表", *DEPARTMENT))[:2] == [
        ("某市数据局", "统筹数字政府建设，提升全市政务服务水平。"),
        ("运营服务热线", "规范热线管理，更好解决群众的诉求。"),
    ]


ACTIVITIES = """
部门名称 | < | 某市重大项目办 | < | < | <
总体资金情况（万元） | < | 预算支出总额 | 财政拨款 | < | 其他资金
^ | < | ^ | 合计 | 项目支出 | ^
^ | < | 4,704.24 | 4,704.24 | 397.85 |
整体绩效目标 | 整体绩效目标 | 做好重大项目的综合协调服务工作。 | < | < | <
^ | 活动 | 绩效指标 | 指标性质 | 指标值 | 度量单位
^ | 综合协调 | 产出指标数量指标协调线路数量 | ≥ | 9 | 条
^ | 机构运行 | 成本指标经济成本指标“三公”经费只减不增 | 定性 | 优 |
"""


def test_levels_printed_before_a_name_and_the_activity_are_kept() -> None:
    read = drawn("部门整体支出绩效目标表", ACTIVITIES)
    assert targets(read) == [
        ("产出指标", "数量指标", "协调线路数量", "≥", "9", "条"),
        ("成本指标", "经济成本指标", "“三公”经费只减不增", "定性", "优", ""),
    ]
    assert [i.reason for i in read.indicators] == [
        "printed on the department's own sheet, for 综合协调", "printed on the department's own sheet, for 机构运行"
    ]  # fmt: skip


def test_indicator_values_are_no_figures_of_money() -> None:
    assert [(f.measure_path, f.amount) for f in drawn("部门整体支出绩效目标表", ACTIVITIES).figures] == [
        (("总体资金情况(万元)", "预算支出总额"), Decimal("47042400")),
        (("总体资金情况(万元)", "财政拨款", "合计"), Decimal("47042400")),
        (("总体资金情况(万元)", "财政拨款", "项目支出"), Decimal("3978500")),
    ]


def test_a_table_that_only_names_its_unit_in_a_row_is_no_sheet() -> None:
    read = drawn(
        "部门支出总表",
        "部门名称 | 某局 | <\n科目编码 | 科目名称 | 合计\n201 | 一般公共服务支出 | 3.00\n205 | 教育支出 | 2.00",
        lines=["单位：万元"],
    )
    assert {table.kind for table in read.tables} == {"expenditure"}
    assert read.indicators == ()


def test_a_list_of_projects_with_one_amount_is_no_sheet() -> None:
    read = budget("项目名称\t合计\n警务装备\t150.00\n宣传\t50.00\n合计\t200.00\n", title="项目支出表")
    assert [(f.label, f.text) for f in read.printed] == [("警务装备", "150.00"), ("宣传", "50.00"), ("合计", "200.00")]


def test_project_names_above_columns_of_amounts_are_no_sheet() -> None:
    """项目名称 | 合计 | … over rows of amounts looks like a sheet's first row of names and values, and is a header."""
    read = drawn(
        "项目支出表",
        "项目名称 | 合计 | 一般公共预算 | 上年结转\n合计 | 40.00 | 34.00 | 6.00\n清淤服务 | 28.00 | 25.00 | 3.00\n热线运维 | 12.00 | 9.00 | 3.00",
    )
    found = {(f.label, f.measure_path[-1]): f.text for f in read.figures}
    assert found["清淤服务", "上年结转"] == "3.00"
    assert found["热线运维", "合计"] == "12.00"
    assert len(found) == 9
