"""Tables without any rules: lines of text whose amounts stand in columns become a grid.

Does: act only on a run of lines that clearly is a table (several lines, each with two or more separate pieces and amounts
that stand one above the other). Does not: touch running text with numbers in it. Pure functions.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ingest.model import Cell, Grid, GridRow
from ingest.readers.pdf_glyphs import Frame
from ingest.readers.pdf_text import Line, is_number, line_text, segments

# A run shorter than this is a list in a text, not a table.
MIN_ROWS: Final = 4
_ALIKE: Final = 3.0  # points that amounts of one column may stand apart
_LEAST_ALIKE: Final = 3  # amounts that make a column


def aligned_runs(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Ranges (first, end) of lines that form a table, header lines above the amounts included."""
    parts = [segments(line) for line in lines]
    runs: list[tuple[int, int]] = []
    index = 0
    while index < len(lines):
        if not _amount_line(parts[index]):
            index += 1
            continue
        end = index + 1
        misses = 0
        last = end
        # A label without amounts (a heading row, a blank row's label) may stand between the rows of a table.
        while end < len(lines) and misses < 2 and lines[end].bbox[1] - lines[end - 1].bbox[3] < 30:
            if _amount_line(parts[end]):
                misses, last = 0, end + 1
            else:
                misses += 1
            end += 1
        rows = [part for part in parts[index:last] if _amount_line(part)]
        if len(rows) >= MIN_ROWS and len(rows) * 3 >= (last - index) * 2 and _columns_agree(rows):
            first = index
            while (
                first > 0
                and first > (runs[-1][1] if runs else 0)
                and len(parts[first - 1]) >= 2
                and (lines[first].bbox[1] - lines[first - 1].bbox[3] < 20)
            ):
                first -= 1
            runs.append((first, last))
        index = last
    return runs


def _amount_line(parts: Sequence[Line]) -> bool:
    return len(parts) >= 2 and any(is_number(part.text) for part in parts[1:])


def _columns_agree(rows: Sequence[Sequence[Line]]) -> bool:
    """Whether most of the rows' amounts stand one above the other: by their right edges (numbers are set flush right), their left ones or
    their middles. A row may leave columns blank, so that its last amount need not stand in the last column."""
    boxes = [part.bbox for row in rows for part in row if is_number(part.text)]
    least = max(_LEAST_ALIKE, len(rows) // 3)
    for values in ([box[2] for box in boxes], [box[0] for box in boxes], [(box[0] + box[2]) / 2 for box in boxes]):
        stand = sum(sum(abs(value - other) <= _ALIKE for other in values) >= least for value in values)
        if stand * 3 >= len(values) * 2:
            return True
    return False


def aligned_grid(lines: Sequence[Line], page: int, frame: Frame) -> Grid:
    """The grid of one run of lines: columns where the pieces' widths overlap over the run, one row a line."""
    parts = [segments(line) for line in lines]
    bands: list[list[float]] = []
    # Pieces of the rows with the most pieces set the columns; a title that runs over several spans them.
    most = max(len(row) for row in parts)
    for x0, x1 in sorted((p.bbox[0], p.bbox[2]) for row in parts if len(row) > 1 and len(row) * 2 > most for p in row):
        if bands and x0 <= bands[-1][1]:
            bands[-1][1] = max(bands[-1][1], x1)
        else:
            bands.append([x0, x1])
    rows = []
    for row in parts:
        cells = [Cell() for _ in bands]
        for part in row:
            touched = [i for i, band in enumerate(bands) if part.bbox[0] <= band[1] and part.bbox[2] >= band[0]]
            if not touched:
                touched = [min(range(len(bands)), key=lambda i: abs(bands[i][0] - part.bbox[0]))]
            first, last = touched[0], touched[-1]
            text = line_text(part.glyphs)
            if cells[first].text or any(cells[i].covered for i in touched):
                # Two pieces in one column: keep both, parted, rather than lose one.
                first = next(i for i in range(first, -1, -1) if not cells[i].covered)
                before = cells[first]
                cells[first] = Cell(f"{before.text} {text}".strip(), before.colspan, 1, before.bbox)
                continue
            cells[first] = Cell(text, last - first + 1, 1, frame.page(part.bbox))
            for covered in range(first + 1, last + 1):
                cells[covered] = Cell(covered=True)
        rows.append(GridRow(tuple(cells), page=page))
    return Grid(tuple(rows))


def _nearest(bands: Sequence[Sequence[float]], x: float) -> int:
    return min(range(len(bands)), key=lambda i: abs(bands[i][0] - x))
