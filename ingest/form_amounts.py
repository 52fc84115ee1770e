"""The amounts on a sheet of performance targets: label–value pairs, and lists or small tables under heads of their own.

Does: find each amount's label, head, unit and group (the merged cell on the left that spans its rows). Does not: read
indicators; the rows given stop above them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.amounts import find_unit, is_blank, parse_number
from ingest.headers import fold_head
from ingest.model import Cell, GridRow
from ingest.targets import solid

_MONEY = re.compile(r"资金|金额|预算|拨款|总额|经费|合计|小计|元")
_BRACKETED_UNIT = re.compile(r"[（(]([^（）()]*元)[)）]|单位[:：]?\s*(\S*元)")
LONGEST: Final = 40
"""Characters that a label has at most; longer texts are prose that happens to stand before a number."""


@dataclass(frozen=True, slots=True)
class SheetAmount:
    """One printed amount: its cell, the item it is of ('' for the sheet's own), its heads from the outside, its unit."""

    row: int
    column: int
    item: str
    heads: tuple[str, ...]
    text: str
    unit: str


def sheet_amounts(rows: Sequence[tuple[int, GridRow]], usual: str) -> Iterator[SheetAmount]:
    """The amounts printed in a sheet's rows (numbered as in their table), read in `usual` where nothing names a unit."""
    group = ""
    block: list[GridRow] = []  # the rows above with the same group
    for number, row in rows:
        lead = row.cells[0] if row.cells else Cell()
        if not lead.covered and fold_head(lead.text) not in {"", group}:
            group, block = fold_head(lead.text), []
        for column, cell in enumerate(row.cells):
            if parse_number(cell.text) is None:
                continue
            found = _read(row, column, group, block, usual)
            if found is not None:
                item, heads, unit = found
                yield SheetAmount(number, column, item, heads, cell.text.strip(), unit)
        block.append(row)


def _read(
    row: GridRow, column: int, group: str, block: Sequence[GridRow], usual: str
) -> tuple[str, tuple[str, ...], str] | None:
    """Item, heads and unit of one amount; `None` for a number that is no money."""
    cell = row.cells[column]
    above = [text for other in block if (text := text_over(other, column, cell)) and parse_number(text) is None]
    labels = [(i, fold_head(c.text)) for i, c in enumerate(row.cells[:column]) if _is_word(c)]
    beside = [(i, text) for i, text in labels if i > 0 or text != group]
    head = next((text for text in reversed(above) if bracketed_unit(text)), "")
    if head:
        # A list: its first column names the item, counted from the amount before.
        last = max((i for i, c in enumerate(row.cells[:column]) if parse_number(c.text) is not None), default=-1)
        item = next((solid(row.cells[i].text) for i, _ in beside if i > last), "")
        if item:
            return item, _distinct(group, head), bracketed_unit(head) or usual
    if beside:
        label = beside[-1][1]
        if len(label) > LONGEST or not _MONEY.search(label + group):
            return None
        return "", _distinct(group, label), bracketed_unit(label) or bracketed_unit(group) or usual
    if above:
        heads = _distinct(group, *above)
        if not any(_MONEY.search(text) for text in heads):
            return None
        return "", heads, next((unit for text in reversed(heads) if (unit := bracketed_unit(text))), usual)
    if group and column > 0 and _MONEY.search(group):
        return "", (group,), bracketed_unit(group) or usual
    return None


def text_over(row: GridRow, column: int, cell: Cell) -> str:
    """The text of a row that stands over a cell, by its place on the page where both have one on the same page's grid."""
    for index, other in enumerate(row.cells):
        if index == 0 or not other.text.strip():
            continue
        if other.bbox is not None and cell.bbox is not None:
            width = min(other.bbox[2], cell.bbox[2]) - max(other.bbox[0], cell.bbox[0])
            if width > (cell.bbox[2] - cell.bbox[0]) / 2:
                return fold_head(other.text)
        elif index <= column < index + other.colspan:
            return fold_head(other.text)
    return ""


def _is_word(cell: Cell) -> bool:
    return not is_blank(cell.text) and parse_number(cell.text) is None


def _distinct(*heads: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(head for head in heads if head))


def bracketed_unit(text: str) -> str | None:
    """The unit that a label names: what stands in brackets, or behind 单位."""
    match = _BRACKETED_UNIT.search(text)
    return find_unit(match.group(1) or match.group(2) or "") if match else None
