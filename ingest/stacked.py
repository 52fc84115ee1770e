"""What else a grid holds besides one table: further tables below their titles, notes, signatures, the word that it is empty.

Workbooks and Word files often draw a whole sheet as one grid. Pure functions over rows.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ingest.amounts import find_unit, parse_number
from ingest.catalogue import UNKNOWN, catalogue
from ingest.headers import names_columns
from ingest.model import Grid, GridRow

NOTE = re.compile(r"^(注|备注|说明|取数说明|填表说明)\s*[:：]|^注\s*\d*\s*[:：.、]|^注\s*本")
# 本部门没有政府性基金预算支出，故本表为空: a sentence, not an item.
_DECLARES = re.compile(
    r"本表(无|为空|没有|不涉及|列示|反映|金额|数据)|^(本|我)(部门|单位|局|委|街道|年度?).*(没有|不涉及|无(政府|国有|此|该|相关|安排|数据|预算|支出|财政|一般|项目|[“\"]?三公)|未(安排|发生|涉及|编制|使用))|^(空表|无数据)"
)
_SIGNED = re.compile(
    r"^(单位)?(负责人|填表人|制表人?|编制人|经办人|审核人?|复核人?|联系人|联系电话|填报日期|编制日期|填表日期)[^:：]{0,8}[:：]"
)
LONGEST: Final = 60  # characters of a title


def unstacked(grid: Grid) -> list[Grid]:
    """The grids that a grid holds: it is cut above each row that is a standard table's title over a header of its own."""
    rows = printed_rows(grid.rows)
    cuts = [0, *(n for n in range(1, len(rows)) if _is_title(rows, n)), len(rows)]
    return [Grid(tuple(rows[a:b])) for a, b in itertools.pairwise(cuts) if a < b]


def printed_rows(rows: Sequence[GridRow]) -> list[GridRow]:
    """The rows that hold any text. A merged cell that reaches over an empty row covers one row less: else it would cover the
    row below, whose heads would be lost."""
    empty = [number for number, row in enumerate(rows) if not any(text.strip() for text in row.texts)]
    kept: list[GridRow] = []
    for number, row in enumerate(rows):
        if number in empty:
            continue
        below = [gone for gone in empty if gone > number]
        cells = tuple(
            replace(cell, rowspan=cell.rowspan - sum(gone < number + cell.rowspan for gone in below))
            if cell.rowspan > 1 and below
            else cell
            for cell in row.cells
        )
        kept.append(replace(row, cells=cells))
    return kept


def _is_title(rows: Sequence[GridRow], number: int) -> bool:
    text = _only_text(rows[number])
    if text is None or len(text) > LONGEST or catalogue().kind(text) == UNKNOWN:
        return False
    below = rows[number + 1 : number + 3]
    if below and any(re.search(r"单位[:：]", t) and find_unit(t) for t in below[0].texts):
        below = below[1:]
    return bool(below) and names_columns(below[:1]) and not any(parse_number(t) is not None for t in below[0].texts)


def _only_text(row: GridRow) -> str | None:
    """The one text of a row that holds no other, and no number."""
    filled = [text.strip() for text in row.texts if text.strip()]
    return filled[0] if len(filled) == 1 and parse_number(filled[0]) is None else None


def without_notes(rows: Sequence[GridRow]) -> tuple[list[GridRow], list[str]]:
    """Data rows, and the notes among them: footnotes, the word that the table is empty, who signed it."""
    kept: list[GridRow] = []
    notes: list[str] = []
    for row in rows:
        text = _only_text(row)
        filled = [text.strip() for text in row.texts if text.strip()]
        if text is not None and (NOTE.search(text) or _DECLARES.search(text)):
            notes.append(text)
        elif filled and all(_SIGNED.search(cell) for cell in filled):
            notes.append(" ".join(filled))
        else:
            kept.append(row)
    return kept, notes
