"""Rows that a page break cuts in two: the rest of a long label or text, alone at the head of the next page.

Such a rest prints no number, stands only where the row before it has words, and that row's line was full. Forms that print
rows without amounts anywhere print them in the middle of a page too; there no row is taken for a rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ingest.amounts import is_blank, parse_number
from ingest.headers import is_total, starts_item
from ingest.model import GridRow

ROOM: Final = 3.0
"""Ems that a line which had to be broken may leave free: a word or a bracketed part goes to the next line as one."""


def join_cut_rows(rows: Sequence[GridRow]) -> list[GridRow]:
    """Data rows with those that a page break cut made whole; the whole row stands where its amounts do."""
    bare = [n for n, row in enumerate(rows) if not any(parse_number(text) is not None for text in row.texts)]
    rests = {n for n in bare if n > 0 and _is_rest(rows[n - 1], rows[n])}
    if not rests or set(bare) - rests:
        return list(rows)
    joined: list[GridRow] = []
    for number, row in enumerate(rows):
        if number in rests:
            joined[-1] = _join(joined[-1], row)
        else:
            joined.append(row)
    return joined


def _is_rest(row: GridRow, rest: GridRow) -> bool:
    filled = [i for i, text in enumerate(rest.texts) if not is_blank(text)]
    if row.page is None or row.page == rest.page or not filled or len(rest.cells) != len(row.cells):
        return False
    return all(
        not is_blank(row.texts[i])
        and parse_number(row.texts[i]) is None
        and not starts_item(rest.texts[i])
        and not is_total(rest.texts[i])
        and _is_full(row, i)
        for i in filled
    )


def _is_full(row: GridRow, column: int) -> bool:
    inset = row.cells[column].inset
    return inset is not None and inset[1] <= ROOM


def _join(row: GridRow, rest: GridRow) -> GridRow:
    cells = [
        replace(cell, text=cell.text.rstrip() + more.text.strip()) if not is_blank(more.text) else cell
        for cell, more in zip(row.cells, rest.cells, strict=True)
    ]
    return replace(row, cells=tuple(cells))
