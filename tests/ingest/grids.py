"""Drawn tables written as text, for the tests of this room: a line a row, `|` between cells, `^` a cell merged with the one
above, `<` with the one to its left."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.disclosure import build_disclosure
from ingest.model import Block, Cell, Disclosure, Grid, GridRow, Source, TextLine


def grid(text: str, page: int = 1) -> Grid:
    """The grid that a text draws."""
    cells = [[cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.strip()]

    def span(row: int, column: int) -> tuple[int, int]:
        wide, high = 1, 1
        while column + wide < len(cells[row]) and cells[row][column + wide] == "<":
            wide += 1
        while row + high < len(cells) and cells[row + high][column] == "^":
            high += 1
        return wide, high

    return Grid(
        tuple(
            GridRow(
                tuple(
                    Cell(covered=True) if cell in {"<", "^"} else Cell(cell, *span(n, column))
                    for column, cell in enumerate(row)
                ),
                page=page,
            )
            for n, row in enumerate(cells)
        )
    )


def drawn(title: str, *pages: str, lines: Sequence[str] = ()) -> Disclosure:
    """A 2026 budget with one table of this title, drawn over these pages."""
    blocks: list[Block] = [TextLine("2026年部门预算", page=1), TextLine(title, page=1)]
    blocks += [TextLine(line, page=1) for line in lines]
    blocks += [grid(text, number) for number, text in enumerate(pages, start=1)]
    return build_disclosure(Source("某局预算.pdf", tuple(blocks), page_count=len(pages), format="pdf"), "0" * 64)
