"""Numbers that are no money: what a column's head or a row's label says it counts, and how such cells are read.

Budgets print percentages (完成率, 增减%), people, vehicles, square metres and pieces beside amounts, under heads or in rows of
their own. Each keeps its own unit, `%` or the counting word; '' where none is printed (数量).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from ingest.amounts import UNITS, clean, parse_number
from ingest.model import Column, Table, TableRow

_COUNTERS: Final = "人次|批次|人|辆|台|套|个|件|户|家|次|批|名|平方米|公里|张|份|场|亩|吨"
_BRACKETED = re.compile(rf"[（(](?:单位[:：])?({_COUNTERS}|[%％]|㎡|m²)(?:/\w+)?[)）]$")
_MONEY = re.compile(r"元|金额|[费款额]$|经费|资金|支出$|收入$|单价|总价")
_PERCENT = re.compile(r"[%％]|百分比$|百分点$|比例$|占比$|比重$|增幅$|降幅$|幅度$|(?<!汇)(?<!费)率$")
_COUNTED: Final = (
    (re.compile(r"人次数?$"), "人次"),
    (re.compile(r"(批次|团组)数?$"), "个"),
    (re.compile(r"(人数|编制数|人员数|人员编制)(合计|小计)?$"), "人"),
    (re.compile(r"(车辆数|辆数|保有量|车辆数量)(合计|小计)?$"), "辆"),
)
# Words that only a head says: a project's name may end in them (耕地面积, 完成率).
_COLUMN_COUNTED: Final = (
    (_PERCENT, "%"),
    (re.compile(r"(台|套)数$"), ""),
    (re.compile(r"面积$"), "平方米"),
    (re.compile(r"(数量|个数|件数|户数|次数)$"), ""),
)
_UNIT_HEAD = re.compile(r"^(计量单位|度量单位|数量单位)$")
_NUMBER_OF = re.compile(rf"(?P<number>.+?)(?:{_COUNTERS}|[%％])$")


def counted_unit(words: str, *, head: bool = False) -> str | None:
    """The unit that a label (or a column's head) names for numbers that are no money; `None` if it names none, or money."""
    text = clean(words)
    match = _BRACKETED.search(text)
    if match:
        return {"％": "%", "㎡": "平方米", "m²": "平方米", "m2": "平方米"}.get(match.group(1), match.group(1))
    if _MONEY.search(text) and not re.search(r"[%％]", text):
        return None
    signs = (*_COUNTED, *_COLUMN_COUNTED) if head else _COUNTED
    return next((unit for pattern, unit in signs if pattern.search(text)), None)


def head_unit(path: Sequence[str]) -> str | None:
    """The unit of a column of numbers that are no money, by its heads from the innermost out; else `None`."""
    for head in reversed(path):
        unit = counted_unit(head, head=True)
        if unit is not None:
            return unit
        if _MONEY.search(clean(head)):
            return None
    return None


def is_money(unit: str | None) -> bool:
    """Whether a column or figure of this unit holds money; a column that names no unit does."""
    return unit is None or unit in UNITS


def parse_counted(text: str) -> Decimal | None:
    """A printed number with or without its own unit (12.5%, 3辆); `None` if it is anything else."""
    value = parse_number(text)
    match = None if value is not None else _NUMBER_OF.fullmatch(clean(text))
    return parse_number(match.group("number")) if match else value


def row_unit(table: Table, row: TableRow, side: int) -> str | None:
    """The unit of a row that counts (公务用车保有量（辆）), its own or that of the heading it itemises; else `None`."""
    label = row.labels[side] if side < len(row.labels) else ""
    unit = counted_unit(label)
    parent = row.parents[side] if side < len(row.parents) else None
    if unit is not None or parent is None or _MONEY.search(clean(label)):
        return unit
    return row_unit(table, table.rows[parent], side)


def cell_unit(table: Table, row: TableRow, column: Column) -> str | None:
    """The unit of a cell that holds no money, from its row or its column; `None` for an amount of money."""
    if column.unit == "%":
        return column.unit
    unit = row_unit(table, row, column.side)
    if unit is None and is_money(column.unit):
        return None
    if is_money(column.unit) and any(
        c.side == column.side and c.unit not in (None, "%", *UNITS) for c in table.columns
    ):
        return None  # 车辆（辆） 数量 账面原值: what the row counts stands in the column of numbers
    unit = unit if unit is not None else column.unit
    if unit == "":
        named = [c.index for c in table.columns if c.path and _UNIT_HEAD.match(clean(c.path[-1]))]
        return next((row.texts[i].strip() for i in named if i < len(row.texts)), "")
    return unit
