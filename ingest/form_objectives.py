"""The objectives (目标) that a sheet of performance targets states: beside their label, under it, or a task's in a list.

Does: find the texts and whose they are. Does not: read indicators or amounts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.amounts import parse_number
from ingest.form_amounts import text_over
from ingest.headers import fold_head
from ingest.model import GridRow
from ingest.targets import solid

SHORTEST: Final = 12
"""Characters that a stated objective has at least; shorter texts are labels."""
_OBJECTIVE = re.compile(r"^.{0,8}目标\d*(\(.{0,8}\))?[:：]?$|^项目(概况|概述|内容|用途)[:：]?$|^立项依据[:：]?$")
_ITEM_HEAD = re.compile(r"名称$|^(工作)?任务$|^项目$")


@dataclass(frozen=True, slots=True)
class Objective:
    """One stated objective: its cell, and the task it is of ('' for the sheet's own)."""

    row: int
    column: int
    item: str
    text: str


def sheet_objectives(rows: Sequence[tuple[int, GridRow]]) -> Iterator[Objective]:
    """The objectives stated in a sheet's rows (numbered as in their table), each text once."""
    seen: set[str] = set()
    for index, (number, row) in enumerate(rows):
        before = ""
        for column, cell in enumerate(row.cells):
            text = cell.text.strip()
            if not text:
                continue
            label = before
            before = fold_head(text)
            if len(text) < SHORTEST or _OBJECTIVE.match(before) or text in seen:
                continue
            item = ""
            if not _OBJECTIVE.match(label):
                over, item = _heads_over(rows[:index], row, column)
                if not _OBJECTIVE.match(over):
                    continue
            seen.add(text)
            yield Objective(number, column, item, text)


def _heads_over(above: Sequence[tuple[int, GridRow]], row: GridRow, column: int) -> tuple[str, str]:
    """The nearest label of an objective over a cell, and the row's item if that label heads a list of items."""
    for _, other in reversed(above):
        if any(parse_number(text) is not None for text in other.texts):
            continue  # one more row of the list
        over = text_over(other, column, row.cells[column])
        if not over:
            continue
        if not _OBJECTIVE.match(over):
            if len(over) >= SHORTEST:
                continue
            return "", ""
        named = any(_ITEM_HEAD.search(fold_head(text)) for text in other.texts)
        texts = [solid(cell.text) for index, cell in enumerate(row.cells) if cell.text.strip() and index > 0]
        return over, texts[0] if named and len(texts) > 1 else ""
    return "", ""
