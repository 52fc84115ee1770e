"""Which standard table a printed title names: as regions print it, with all they add to it."""

from __future__ import annotations

import pytest

from ingest.catalogue import catalogue
from tests.ingest.tables import budget, only_table

BUDGET = {
    "balance": "收支总表 部门收支总体情况表 收支预算总表 部门收支预算总表 单位收支总表 2025年部门（单位）收支总体情况表 部门财务收支预算总表 收支预算表 部门收支总体情况",
    "income": "收入总表 部门收入总体情况表 收入预算总表 部门收入预算表 部门（单位）收入总表 收入总体情况表",
    "expenditure": "支出总表 部门支出总体情况表 支出预算总表 本年支出总体情况表 部门支出预算明细表 部门（单位）支出总表（按功能科目）",
    "fiscal_appropriation_balance": "财政拨款收支总表 财政拨款收支总体情况表 财政拨款收支预算总表 一般公共预算财政拨款收支总表 财政拨款收入支出总表 部门财政拨款收支情况总表",
    "fiscal_appropriation_expenditure": "财政拨款支出表（功能科目） 财政拨款支出预算表 部门财政拨款支出总表",
    "fiscal_appropriation_basic": "财政拨款基本支出表（经济科目） 财政拨款基本支出预算表",
    "general_public_expenditure": "一般公共预算支出表 一般公共预算支出情况表 一般公共预算支出预算表（按功能科目分类） 一般公共预算拨款支出预算表 一般公共预算财政拨款支出预算表"
    " 一般公共预算当年拨款支出情况表 部门一般公共预算支出总体情况表 公共财政预算支出表",
    "general_public_expenditure_economic": "一般公共预算支出表（按经济分类） 一般公共预算支出经济分类情况表 一般公共预算支出预算表（按部门预算经济科目）",
    "government_economic_expenditure": "支出预算分类汇总表（按政府预算经济分类） 一般公共预算支出表（按政府预算支出经济分类科目） 政府预算支出经济分类情况表 部门预算支出政府预算经济分类表",
    "expenditure_economic": "支出预算分类汇总表（按部门预算经济分类） 部门支出总表（按经济分类）",
    "basic_expenditure": "一般公共预算基本支出表 一般公共预算基本支出情况表 一般公共预算基本支出预算表（按经济分类科目） 基本支出总表 部门基本支出预算表"
    " 一般公共预算基本支出表--人员经费(工资福利支出)(按部门预算经济分类) 一般公共预算基本支出经济分类预算表 工资福利支出预算表 商品和服务支出预算表 对个人和家庭的补助预算表",
    "basic_expenditure_government_economic": "一般公共预算基本支出表（按政府预算支出经济分类科目） 一般公共预算基本支出表-人员经费（工资福利支出）（按政府预算经济分类）",
    "three_public": "一般公共预算“三公”经费支出表 一般公共预算“三公”经费支出情况表 财政拨款“三公”经费支出表 “三公”经费预算表 一般公共预算＂三公＂经费支出预算表"
    " 一般公共预算“三公”经费、会议费、培训费支出表 财政拨款安排的“三公”经费和会议费支出预算表 三公经费预算财政拨款情况统计表 因公出国（境）费、公务用车购置及运行费、公务接待费支出表",
    "government_fund_expenditure": "政府性基金预算支出表 政府性基金预算支出情况表 政府性基金预算拨款支出预算表 政府性基金预算财政拨款支出表 部门政府性基金预算收支表",
    "government_fund_three_public": "政府性基金预算“三公”经费支出表",
    "state_capital_expenditure": "国有资本经营预算支出表 国有资本经营预算支出情况表 国有资本经营预算财政拨款支出预算表 部门国有资本经营预算收支表",
    "fiscal_account_expenditure": "财政专户管理资金预算支出表 财政专户管理资金支出情况表 部门财政专户管理资金支出预算表",
    "projects": "项目支出表 项目支出总表 部门项目支出预算表 项目支出情况表 专项资金预算汇总表 部门预算项目支出及其他支出预算表",
    "project_expenditure_economic": "一般公共预算项目支出情况表（按经济分类科目） 项目支出表（按政府预算经济分类）",
    "mid_term_projects": "部门项目中期规划预算表 项目支出中期规划表",
    "project_performance": "项目支出绩效目标表 部门项目支出绩效目标表 财政项目支出绩效目标申报表 项目绩效目标表 转移支付绩效目标表 2025年重点项目绩效目标情况表 绩效目标表",
    "department_performance": "部门整体支出绩效目标表 整体支出绩效目标表 部门（单位）整体绩效目标申报表 单位整体支出绩效目标表",
    "performance_review": "项目支出绩效自评表 部门整体支出绩效自评表",
    "procurement": "政府采购预算表 政府采购支出表 部门政府采购预算明细表 政府采购情况表 部门集中采购预算表（政府采购） 2025年部门集中采购项目和预算表",
    "service_purchase": "政府购买服务预算表 部门政府购买服务支出表 财政拨款政府购买服务明细表",
    "running_costs": "机关运行经费预算表 一般公共预算机关运行经费支出预算表 机关运行经费情况表",
    "assets": "国有资产占用情况表 国有资产占有使用情况表",
    "new_assets": "新增资产配置表 新增国有资产配置预算表",
    "transfer_payments": "市对下转移支付预算表 县对下转移支付预算表 对下转移支付支出情况表",
}  # fmt: skip
FINAL = {
    "final_balance": "收入支出决算总表 收入支出决算表 部门收支决算总表 收入支出决算总表（公开01表） 财决公开01表收入支出决算总表",
    "final_income": "收入决算表 部门收入决算总表 收入决算明细表",
    "final_expenditure": "支出决算表 部门支出决算总表 支出决算明细表",
    "final_fiscal_balance": "财政拨款收入支出决算总表 财政拨款收入支出决算表 财政拨款收支决算总表",
    "final_general_public_expenditure": "一般公共预算财政拨款支出决算表 一般公共预算支出决算表 一般公共预算财政拨款支出决算明细表 一般公共预算财政拨款收入支出决算表",
    "final_basic_expenditure": "一般公共预算财政拨款基本支出决算表 一般公共预算财政拨款基本支出决算明细表 基本支出决算明细表",
    "final_projects": "项目支出决算明细表 一般公共预算财政拨款项目支出决算表",
    "final_three_public": "财政拨款“三公”经费支出决算表 一般公共预算财政拨款“三公”经费支出决算表 “三公”经费支出决算表",
    "final_government_fund": "政府性基金预算财政拨款收入支出决算表 政府性基金预算支出决算表",
    "final_state_capital": "国有资本经营预算财政拨款支出决算表 国有资本经营预算财政拨款收入支出决算表",
    "final_running_costs": "机关运行经费支出决算表 机构运行信息表",
    "final_procurement": "政府采购支出决算表",
}
ALL = [(title, kind) for kinds in (BUDGET, FINAL) for kind, titles in kinds.items() for title in titles.split()]


@pytest.mark.parametrize(("title", "kind"), ALL)
def test_a_title_names_its_kind(title: str, kind: str) -> None:
    assert catalogue().kind(title) == kind


@pytest.mark.parametrize(
    "around",
    ["附表1：{}", "附件3：2025年{}", "表一 {}", "表1-1 {}", "预算01表 {}", "预算公开表3 {}", "公开05表 {}", "{} 公开05表", "财决01表 {}", "一、{}", "（五）{}", "3.{}", "３．{}",
     "2025年{}", "二〇二五年度{}", "2025年部门{}", "某市公安局2025年{}", "2025年某市公安局{}", "某市某区2025年{}", "附件2：某市人民政府办公室2025年度{}",
     "{}（续）", "{}续表", "{}（单位：万元）", "{}（万元）", "《{}》", " {} "],
)  # fmt: skip
@pytest.mark.parametrize(
    "title",
    ["收支总表", "一般公共预算支出表", "“三公”经费支出表", "项目支出表", "收入支出决算总表", "国有资本经营预算支出表"],
)
def test_what_stands_around_a_title_changes_nothing(around: str, title: str) -> None:
    assert catalogue().kind(around.format(title)) == catalogue().kind(title) != "other"


@pytest.mark.parametrize(
    "body",
    [
        "某市政府采购中心",
        "某市国有资产监督管理委员会",
        "某市社会保险基金管理中心",
        "某市重大项目建设办公室",
        "某省财政厅绩效评价中心",
        "某市公安局（本级）",
    ],
)
def test_the_words_in_a_bodys_name_say_nothing_of_its_tables(body: str) -> None:
    for around in ("{}2025年部门收支总表", "2025年{}部门收支总表", "{}收支总体情况表"):
        assert catalogue().kind(around.format(body)) == "balance"


def test_a_fund_and_the_three_expenses_are_not_the_whole_expenditure() -> None:
    """支出预算表 ends all of these; it is none of them."""
    kinds = [
        catalogue().kind(f"{fund}拨款支出预算表") for fund in ("一般公共预算", "政府性基金预算", "国有资本经营预算")
    ]
    assert kinds == ["general_public_expenditure", "government_fund_expenditure", "state_capital_expenditure"]


@pytest.mark.parametrize(
    "title",
    ["车辆情况表", "部门预算公开表", "预算公开", "十、预算绩效管理情况", "第二部分 部门概况", "机构设置表", "人员情况表", "名词解释", "“三公”经费增减变化情况说明",
     "非税收入征收计划表", "基本情况表", "预算表", "表", ""],
)  # fmt: skip
def test_other_titles_are_no_standard_table(title: str) -> None:
    assert catalogue().kind(title) == "other"


def test_only_targets_imply_a_basis() -> None:
    assert catalogue().bases == {"project_performance": "budget", "department_performance": "budget"}


@pytest.mark.parametrize(
    ("heads", "kind"),
    [
        ("二级预算单位名称 一级项目名称 预算数（万元） 绩效目标", "project_performance"),
        ("单位名称 合计 因公出国（境）费 公务用车购置及运行费 公务接待费", "three_public"),
        ("序号 采购项目名称 采购方式 预算金额", "procurement"),
        ("科目编码 科目名称 合计 财政拨款收入 事业收入 其他收入", "income"),
        ("科目编码 科目名称 合计 基本支出 项目支出 上缴上级支出 事业单位经营支出", "expenditure"),
        ("序号 单位名称 备注", "other"),
        ("项目 预算数", "other"),
        ("指标名称 绩效目标 完成值", "other"),
    ],
)
def test_columns_tell_a_table_whose_title_does_not(heads: str, kind: str) -> None:
    assert catalogue().kind_by_heads(heads.split()) == kind


def test_a_title_goes_before_the_columns() -> None:
    rows = "项目\t预算数\t绩效目标\n热线运营\t12.00\t规范管理\n"
    assert only_table(budget(rows, title="项目支出表")).kind == "projects"
    assert only_table(budget(rows, title="第六部分 部门预算绩效管理情况")).kind == "project_performance"
