"""A small made-up town, as text: two bodies, two years, a department and its unit, tables, sentences and targets."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from index.library import Library
from index.settings import load_settings
from ingest.disclosure import read_disclosure

AUDIT_2025 = """# 海州市审计局2025年部门预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	130.00	90.00	40.00
201	一般公共服务支出	100.00	60.00	40.00
20108	审计事务	100.00	60.00	40.00
2010801	行政运行	60.00	60.00	0.00
2010804	审计业务	40.00	0.00	40.00
221	住房保障支出	30.00	30.00	0.00
22102	住房改革支出	30.00	30.00	0.00
2210201	住房公积金	20.00	20.00	0.00
2210203	购房补贴	10.00	10.00	0.00

## 一般公共预算基本支出表

金额单位：万元

科目编码	科目名称	合计	人员经费	公用经费
	合计	90.00	70.00	20.00
301	工资福利支出	70.00	70.00	0.00
30101	基本工资	50.00	50.00	0.00
30113	住房公积金	20.00	20.00	0.00
302	商品和服务支出	20.00	0.00	20.00
30201	办公费	8.00	0.00	8.00
30205	水费	2.00	0.00	2.00
30206	电费	4.00	0.00	4.00
30211	差旅费			
30216	培训费	6.00	0.00	6.00

## 一般公共预算“三公”经费支出表

金额单位：万元

2024年预算数					2025年预算数
合计	因公出国（境）费	公务用车购置费	公务用车运行费	公务接待费	合计	因公出国（境）费	公务用车购置费	公务用车运行费	公务接待费
10.00	0.00	0.00	8.00	2.00	9.00	0.00	0.00	8.00	1.00

2025年政府采购预算15.00万元，比上年增加3.00万元，增长25.00%。
截至2024年底，本部门共有车辆6辆，其中执法执勤用车4辆；单价100万元以上设备2台。
在职实有88人。

普法宣传项目经费情况说明

一、项目概述

通过集中宣讲让居民知道审计怎样保护公共资金。

二、年度预算安排

2025年度项目总预算12.00万元，其中宣讲活动7.00万元，印制材料5.00万元。
"""  # noqa: W291  (empty cells end a row)
AUDIT_2024 = """# 海州市审计局2024年部门预算

## 支出总表

金额单位：万元

科目编码	科目名称	合计	基本支出	项目支出
	合计	120.00	85.00	35.00
201	一般公共服务支出	95.00	60.00	35.00
20108	审计事务	95.00	60.00	35.00
2010801	行政运行	60.00	60.00	0.00
2010804	审计业务	35.00	0.00	35.00
221	住房保障支出	25.00	25.00	0.00
22102	住房改革支出	25.00	25.00	0.00
2210201	住房公积金	25.00	25.00	0.00
"""
FINANCE_UNIT = """# 海州市财政局（本级）2025年单位预算

## 支出总表

金额单位：元

科目编码	科目名称	合计	基本支出	项目支出
	合计	700000.00	500000.00	200000.00
201	一般公共服务支出	700000.00	500000.00	200000.00
20106	财政事务	700000.00	500000.00	200000.00
2010601	行政运行	500000.00	500000.00	0.00
2010607	信息化建设	200000.00	0.00	200000.00
"""
TOWN = {"审计局2025.txt": AUDIT_2025, "审计局2024.txt": AUDIT_2024, "财政局2025.txt": FINANCE_UNIT}


def library_of(folder: Path, documents: Mapping[str, str] = TOWN) -> Library:
    """A library with the documents in it, in a home of its own under `folder`."""
    library = Library.open(load_settings({"BUDGETQA_HOME": str(folder / "home")}))
    for name, text in documents.items():
        file = folder / name
        file.write_text(text, encoding="utf-8")
        library.save(read_disclosure(file), str(file))
    return library
