"""Indentation that a page shows by place alone, written as full-width spaces before the labels.

A table is looked at as a whole: a page whose rows all stand deep is deep only beside the other pages. Texts in the middle or
at the right edge of their cell, and texts whose lines begin at different places, which may be paragraphs, show no level of
their own: they are set in only where they begin with others that are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ingest.amounts import parse_number
from ingest.model import Cell, GridRow

LEVELS: Final = 6
"""More different places than that are no levels but texts put anywhere."""
_STEP: Final = 0.25  # ems between two places that are not the same
_CJK = re.compile("[\u4e00-\u9fff]")


def set_in(rows: Sequence[GridRow]) -> list[GridRow]:
    """Data rows with the labels that the page sets in by place set in by spaces. Printed spaces stay as they are."""
    result = list(rows)
    # Only rows with an amount show the hierarchy, headings stand where they like; a blank form has no such rows.
    counted = [n for n, row in enumerate(rows) if any(parse_number(text) is not None for text in row.texts)]
    for column in range(max((len(row.cells) for row in rows), default=0)):
        cells = {n: rows[n].cells[column] for n in counted or range(len(rows)) if column < len(rows[n].cells)}
        for n, spaces in _indents({n: cell for n, cell in cells.items() if _CJK.search(cell.text)}).items():
            own = list(result[n].cells)
            own[column] = replace(own[column], text="\u3000" * spaces + own[column].text)
            result[n] = replace(result[n], cells=tuple(own))
    return result


def _indents(cells: dict[int, Cell]) -> dict[int, int]:
    """Row → the characters that its text is set in, for one column's cells with words."""
    if any(cell.text[0].isspace() for cell in cells.values()):
        return {}
    places = {n: cell.inset for n, cell in cells.items() if cell.inset is not None and cell.colspan == 1}
    clear = levels([left for left, right in places.values() if left <= right - 1])
    levelled = {n: level for n, (left, _) in places.items() if (level := _level(left, clear)) is not None}
    if not 2 <= len(clear) <= LEVELS:
        return {}
    return {n: spaces for n, level in levelled.items() if (spaces := round(level - clear[0]))}


def levels(values: Sequence[float]) -> list[float]:
    """The different places among values, from the left; those within a step are one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _STEP:
            found.append(value)
    return found


def _level(left: float, found: Sequence[float]) -> float | None:
    return next((level for level in found if abs(left - level) <= _STEP), None)
