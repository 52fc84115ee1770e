"""Rows that stand for years: a 年度 column says of which year each row's amounts are, or that they are the change.

Some cities print the three public expenses so: one unit, three rows, 2025年 | 2026年 | 增减变化金额.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.model import Column, TableRow

_HEAD = re.compile(r"^(年度|年份|预算年度|会计年度)$")
_YEAR = re.compile(r"^(20\d\d)\s*年?度?(预算数?|决算数?|执行数)?$")


def year_column(columns: Sequence[Column]) -> int | None:
    """The column that gives each row its year, or `None`."""
    return next((c.index for c in columns if c.path and _HEAD.match(c.path[-1]) and c.role != "amount"), None)


def repeat_labels(rows: Sequence[tuple[str, ...]], columns: Sequence[Column]) -> list[tuple[str, ...]]:
    """Rows with the labels of the row above where they print only a year: the label was merged over its years."""
    years = year_column(columns)
    labels = [c.index for c in columns if c.role in {"label", "code"}]
    if years is None or not labels:
        return list(rows)
    result: list[tuple[str, ...]] = []
    for row in rows:
        if result and row[years].strip() and not any(row[i].strip() for i in labels):
            row = tuple(result[-1][i] if i in labels else text for i, text in enumerate(row))
        result.append(row)
    return result


def row_time(columns: Sequence[Column], row: TableRow) -> tuple[int | None, str | None]:
    """The year a row speaks of and, where it is no year's own but a change (增减), the words that say so."""
    index = year_column(columns)
    text = row.texts[index].strip() if index is not None else ""
    match = _YEAR.match(text)
    if match:
        return int(match.group(1)), None
    return None, text if re.search(r"增减|变动|变化|增长", text) else None
