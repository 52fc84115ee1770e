"""Small disclosures written as text, for the tests of this room: a tab-separated table in, figures out."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import NamedTuple

from ingest.disclosure import build_disclosure
from ingest.model import Disclosure, Figure, Indicator, Source, Table
from ingest.readers.text import read_text

NAME = "某局预算.txt"
PERFORMANCE_HEAD = "\t".join(
    (
        "单位名称",
        "项目名称",
        "预算执行率权重(%)",
        "预算数",
        "绩效目标",
        "一级指标",
        "二级指标",
        "三级指标",
        "绩效指标性质",
        "本年绩效指标值",
        "绩效度量单位",
        "本年权重",
    )
)
CLEAN_TEXT = """140003-某市公安局
2025年部门预算

部门收支总表
单位：万元
收入		支出
项目	预算数	项目	预算数
一、财政拨款	300.00	一、公共安全支出	300.00
二、事业收入	50.00	二、教育支出	50.00
收入总计	350.00	支出总计	350.00

一般公共预算支出表
单位：万元
科目编码	科目名称	合计	基本支出	项目支出
204	公共安全支出	300.00	100.00	200.00
20402	公安	300.00	100.00	200.00
2040201	行政运行	100.00	100.00
2040220	执法办案	200.00		200.00
合计		300.00	100.00	200.00
注：本表不含涉密支出。

一、收支说明

2025年收入总计350.00万元，其中财政拨款300.00万元。公安支出300.00万元，比上年增加10万元。
"""
"""A small budget without damage: two tables that add up, a note and a narrative."""


class Printed(NamedTuple):
    """A figure in short: where it stands and what it says. `yuan` is `None` for a cell printed empty."""

    line: int | None
    code: str | None
    path: str
    measure: str
    yuan: Decimal | None


def source(text: str | bytes, name: str = NAME) -> Source:
    return read_text(text.encode() if isinstance(text, str) else text, name)


def disclosure(text: str | bytes, name: str = NAME, *, force: bool = False) -> Disclosure:
    data = text.encode() if isinstance(text, str) else text
    return build_disclosure(read_text(data, name), hashlib.sha256(data).hexdigest(), force=force)


def budget(rows: str, *, title: str = "一般公共预算支出表", unit: str = "万元") -> Disclosure:
    """One table of a 2025 budget: its first row is line 4 of the file. With `unit` empty line 3 is blank."""
    return disclosure(f"2025年部门预算\n{title}\n{f'单位：{unit}' if unit else ''}\n{rows}")


def performance(rows: str) -> Disclosure:
    """A table of performance targets in 万元: the header is line 4, the first row line 5."""
    return disclosure(f"2025年部门预算\n项目支出绩效信息表\n金额单位：万元\n{PERFORMANCE_HEAD}\n{rows}")


def only_table(read: Disclosure) -> Table:
    assert len(read.tables) == 1, [table.title for table in read.tables]
    return read.tables[0]


def in_short(figure: Figure) -> Printed:
    return Printed(figure.line, figure.code, " › ".join(figure.path), figure.measure, figure.amount)


def all_cells(read: Disclosure) -> list[Printed]:
    """Every figure of the tables, blank cells too, in the order printed."""
    return [in_short(figure) for figure in read.figures if figure.source == "table"]


def printed(read: Disclosure) -> list[Printed]:
    """Every figure of the tables that prints an amount, in the order printed."""
    return [cell for cell in all_cells(read) if cell.yuan is not None]


def at(read: Disclosure, line: int, measure: str) -> Figure:
    """The one figure on a line under a measure."""
    found = [f for f in read.figures if f.source == "table" and f.line == line and f.measure == measure]
    assert len(found) == 1, f"line {line}, {measure}: {[in_short(f) for f in found]}"
    return found[0]


def amounts(read: Disclosure, line: int) -> dict[str, Decimal | None]:
    """Measure → yuan, on one line."""
    return {cell.measure: cell.yuan for cell in all_cells(read) if cell.line == line}


def paths(read: Disclosure) -> list[str]:
    """The row paths in the order printed, each once."""
    return list(dict.fromkeys(cell.path for cell in all_cells(read)))


def failing(read: Disclosure) -> list[str]:
    return [f"{check.identity}: {check.difference}" for check in read.checks if not check.holds]


def target(read: Disclosure, line: int) -> Indicator:
    found = [indicator for indicator in read.indicators if indicator.line == line]
    assert len(found) == 1, f"line {line}: {found}"
    return found[0]


def attributed(read: Disclosure) -> dict[int | None, tuple[str | None, str]]:
    """Line → (project, how surely)."""
    return {indicator.line: (indicator.project, indicator.attribution) for indicator in read.indicators}
