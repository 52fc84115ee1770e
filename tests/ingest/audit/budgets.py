"""A small budget whose tables cut through one another, as text, and its findings in short."""

from __future__ import annotations

from ingest.model import Disclosure, Finding
from tests.ingest.tables import disclosure

WHOLE = """140003-某市公安局
2025年部门预算

收支总表
单位：万元
收入		支出
项目	预算数	项目	预算数
一、一般公共预算拨款收入	350.00	一、公共安全支出	300.00
二、事业收入	0.00	二、教育支出	50.00
收入总计	350.00	支出总计	350.00

支出总表
单位：万元
科目编码	科目名称	合计	基本支出	项目支出
204	公共安全支出	300.00	100.00	200.00
20402	公安	300.00	100.00	200.00
2040201	行政运行	100.00	100.00
2040220	执法办案	200.00		200.00
205	教育支出	50.00	50.00
20508	进修及培训	50.00	50.00
2050803	培训支出	50.00	50.00
合计		350.00	150.00	200.00

一般公共预算支出表
单位：万元
科目编码	科目名称	合计	基本支出	项目支出
204	公共安全支出	300.00	100.00	200.00
20402	公安	300.00	100.00	200.00
2040201	行政运行	100.00	100.00
2040220	执法办案	200.00		200.00
205	教育支出	50.00	50.00
20508	进修及培训	50.00	50.00
2050803	培训支出	50.00	50.00
合计		350.00	150.00	200.00

一般公共预算基本支出表
单位：元
科目编码	科目名称	合计	人员经费	公用经费
301	工资福利支出	1,200,000.00	1,200,000.00
30101	基本工资	1,200,000.00	1,200,000.00
302	商品和服务支出	300,000.00		300,000.00
30201	办公费	300,000.00		300,000.00
合计		1,500,000.00	1,200,000.00	300,000.00
"""


def changed(*changes: tuple[str, str]) -> Disclosure:
    """The budget with a piece of text replaced, each of which must stand in it once."""
    text = WHOLE
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return disclosure(text)


def told(read: Disclosure) -> list[tuple[str, str, int | None]]:
    """Kind, severity and line of each finding."""
    return [(f.kind, f.severity, f.line) for f in read.findings]


def line_of(read: Disclosure, finding: Finding, which: str | None) -> str:
    """The label and measure of a figure that a finding names."""
    figures = {f.id: f for f in read.figures}
    return "" if which is None else f"{figures[which].label} {figures[which].measure}"
