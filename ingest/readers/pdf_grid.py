"""A lattice and the glyphs on it into a `Grid`: text into cells, columns and rows that lack rules parted by their text.

Does: keep a number that runs over a rule in one cell, part stacked or side-by-side amounts that no rule parts, measure
how far each text is set in. Does not: find rules or join tables. Pure functions.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from ingest.model import Cell, Grid, GridRow
from ingest.readers.pdf_glyphs import Frame, Glyph
from ingest.readers.pdf_lattice import Box, Lattice, insert_edge, insert_rows
from ingest.readers.pdf_text import Line, cell_text, is_number, lines_of, segments

Filled = dict[Box, list[Glyph]]


def inside(lattice: Lattice, glyph: Glyph) -> bool:
    """Whether a glyph's middle stands on the lattice."""
    x0, top, x1, bottom = lattice.bbox
    return x0 <= glyph.mid_x <= x1 and top <= glyph.mid_y <= bottom


def build_grid(lattice: Lattice, glyphs: Sequence[Glyph], page: int, frame: Frame) -> Grid:
    """The grid of one lattice; `glyphs` stand on it; boxes of cells come in page points."""
    lattice = _part_columns(lattice, glyphs)
    lattice = _part_rows(lattice, glyphs)
    filled = fill(lattice, glyphs)
    texts = {
        box: cell_text(
            members, lattice.xs[box.column + box.colspan] - lattice.xs[box.column], lattice.xs[box.column + box.colspan]
        )
        for box, members in filled.items()
    }
    covered = Cell(covered=True)
    rows = [[covered] * (len(lattice.xs) - 1) for _ in lattice.ys[1:]]
    for box in lattice.boxes:
        place = frame.page(lattice.box_bbox(box))
        rows[box.row][box.column] = Cell(
            texts[box], box.colspan, box.rowspan, place, inset=_inset(lattice, box, filled[box])
        )
    return Grid(tuple(GridRow(tuple(cells), page=page) for cells in rows))


def fill(lattice: Lattice, glyphs: Sequence[Glyph]) -> Filled:
    """Each cell's glyphs, in stream order; a number that runs over a rule stays whole, in the cell that holds most of it."""
    slots: dict[tuple[int, int], Box] = {}
    for box in lattice.boxes:
        for row in range(box.row, box.row + box.rowspan):
            for column in range(box.column, box.column + box.colspan):
                slots[row, column] = box
    filled: Filled = {box: [] for box in lattice.boxes}

    def at(x: float, y: float) -> Box:
        column = min(max(bisect_right(lattice.xs, x) - 1, 0), len(lattice.xs) - 2)
        row = min(max(bisect_right(lattice.ys, y) - 1, 0), len(lattice.ys) - 2)
        return slots[row, column]

    for run in _number_runs(glyphs):
        first, last = at(run[0].mid_x, run[0].mid_y), at(run[-1].mid_x, run[-1].mid_y)
        if first is not last and is_number("".join(g.text for g in run)):
            home = at((run[0].x0 + run[-1].x1) / 2, run[0].mid_y)
            filled[home].extend(run)
            continue
        for glyph in run:
            filled[at(glyph.mid_x, glyph.mid_y)].append(glyph)
    return filled


def _number_runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs in stream order, digits that touch one another together and everything else alone."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        last = runs[-1][-1] if runs else None
        if (
            last is not None
            and _digit(last.text)
            and _digit(glyph.text)
            and abs(glyph.mid_y - last.mid_y) < 0.2 * glyph.size
            and -0.3 * glyph.size < glyph.x0 - last.x1 < 0.15 * glyph.size
        ):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _digit(text: str) -> bool:
    return len(text) == 1 and (text.isdigit() or text in ",.-，．－")


def _part_columns(lattice: Lattice, glyphs: Sequence[Glyph]) -> Lattice:
    """Part columns in which a rule is missing: several rows print two things there, one an amount, on either side of one gap."""
    for _ in range(8):
        found = _missing_edge(lattice, fill(lattice, glyphs))
        if found is None:
            break
        column, at, wide = found
        lattice = insert_edge(lattice, column, at, wide)
    return lattice


def _missing_edge(lattice: Lattice, filled: Filled) -> tuple[int, float, frozenset[Box]] | None:
    for column in range(len(lattice.xs) - 1):
        single: dict[Box, list[Line]] = {
            box: lines_of(filled[box]) for box in lattice.boxes if box.column == column and box.colspan == 1
        }
        gaps: list[tuple[float, float]] = []
        for lines in single.values():
            if len(lines) != 1:
                continue
            parts = segments(lines[0])
            if (
                len(parts) == 2
                and is_number(parts[1].text)
                and (is_number(parts[0].text) or not parts[0].text[-1:].isdigit())
            ):
                gaps.append((parts[0].bbox[2], parts[1].bbox[0]))
        if len(gaps) < 2:
            continue
        left, right = max(gap[0] for gap in gaps), min(gap[1] for gap in gaps)
        if right - left < 4:
            continue
        wide = frozenset(box for box, lines in single.items() if any(_crosses(line, left, right) for line in lines))
        # A text that fills the gap says the column is one; only a heading over both may cross it.
        if any(any(is_number(line.text) for line in single[box]) for box in wide) or len(wide) > len(gaps):
            continue
        return column, (left + right) / 2, wide
    return None


def _crosses(line: Line, left: float, right: float) -> bool:
    return any(not g.text.isspace() and g.x0 < right - 0.5 and g.x1 > left + 0.5 for g in line.glyphs)


def _part_rows(lattice: Lattice, glyphs: Sequence[Glyph]) -> Lattice:
    """Part rows in which rules are missing: two or more columns stack the same number of amounts at the same heights."""
    filled = fill(lattice, glyphs)
    for row in range(len(lattice.ys) - 2, -1, -1):
        cells = [box for box in lattice.boxes if box.row == row and box.rowspan == 1 and filled[box]]
        stacks = []
        for box in cells:
            lines = lines_of(filled[box])
            if len(lines) > 1 and all(is_number(line.text) for line in lines):
                stacks.append(tuple(round((line.bbox[1] + line.bbox[3]) / 2) for line in lines))
        if len(stacks) < 2 and not any(len(stack) > 3 for stack in stacks):
            continue
        heights = _levels([y for stack in stacks for y in stack])
        if max(len(stack) for stack in stacks) < len(heights) or len(heights) < 2:
            continue
        cuts = [(a + b) / 2 for a, b in pairwise(heights)]
        lattice = insert_rows(lattice, row, cuts)
    return lattice


def _levels(values: Sequence[float], tolerance: float = 2.5) -> list[float]:
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > tolerance:
            levels.append(value)
    return levels


def _inset(lattice: Lattice, box: Box, glyphs: Sequence[Glyph]) -> tuple[float, float] | None:
    """The room left of a cell's first line and right of its text, in ems; lines that begin at different places leave none
    to their right, for they may be set in like a paragraph or stand in the middle.

    `None` for a cell without text, or with turned text alone.
    """
    lines = lines_of([g for g in glyphs if not g.turn])
    if not lines:
        return None
    left, right = lattice.xs[box.column], lattice.xs[box.column + box.colspan]
    em = max(lines[0].glyphs[0].size, 1.0)
    flush = all(abs(line.bbox[0] - lines[0].bbox[0]) < em / 4 for line in lines)
    after = max(right - line.bbox[2] for line in lines) if flush else 0.0
    return round((lines[0].bbox[0] - left) / em, 2), round(after / em, 2)
