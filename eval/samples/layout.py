"""Where each cell of a table stands once merged cells are laid out: shared by the four formats.

Does: give every cell its row and column, and refuse a row that does not fill the table's width exactly. Does not:
know anything of paper, fonts or files.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # spec.py lays tables out to validate them
    from eval.samples.spec import CellSpec, TableSpec


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell and its top left position; rows count from 0 with the header's first storey."""

    row: int
    column: int
    cell: CellSpec


@dataclass(frozen=True, slots=True)
class Layout:
    """All cells of a table in reading order; `header_rows` of its `height` rows are header."""

    placed: tuple[Placed, ...]
    width: int
    height: int
    header_rows: int

    @property
    def body(self) -> tuple[Placed, ...]:
        return tuple(item for item in self.placed if item.row >= self.header_rows)

    def texts(self) -> list[list[str]]:
        """The table as rows of texts: a merged cell's text at its top left, nothing where it covers."""
        grid = [[""] * self.width for _ in range(self.height)]
        for item in self.placed:
            grid[item.row][item.column] = item.cell.text
        return grid


class LayoutError(ValueError):
    """A row that does not fit; `place` is ("header" or "rows", its number from 0)."""

    def __init__(self, message: str, place: tuple[str, int]) -> None:
        super().__init__(message)
        self.place = place


def lay_out(table: TableSpec) -> Layout:
    """Place every cell. Raises `LayoutError` for a row too short or too long, or cells merged over one another."""
    width = len(table.columns)
    header = _place(table.header, width, 0, "header")
    body = _place([row.cells for row in table.rows], width, len(table.header), "rows")
    return Layout((*header, *body), width, len(table.header) + len(table.rows), len(table.header))


def _place(rows: Sequence[Sequence[CellSpec]], width: int, first: int, part: str) -> list[Placed]:
    taken = [[False] * width for _ in rows]
    placed: list[Placed] = []
    for number, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while column < width and taken[number][column]:
                column += 1
            if column + cell.across > width or number + cell.down > len(rows):
                raise LayoutError(
                    f"{cell.text!r} reaches beyond the table's {width} columns or last row", (part, number)
                )
            for row in range(number, number + cell.down):
                for place in range(column, column + cell.across):
                    if taken[row][place]:
                        raise LayoutError(f"{cell.text!r} lies over another merged cell", (part, number))
                    taken[row][place] = True
            placed.append(Placed(first + number, column, cell))
        if not all(taken[number]):
            raise LayoutError(f"{sum(taken[number])} of {width} columns filled", (part, number))
    return placed
