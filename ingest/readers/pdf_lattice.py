"""Ruling lines into tables: which cells there are, and over how many columns and rows each one goes.

Does: group rules that touch, lay the distinct x and y edges of each group out as a lattice, and part two slots of it only
where a rule runs between them; so spans come from the drawing, never from guessing. Edges that a table lacks on one
side are closed. Does not: look at text. Pure functions.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.model import BBox
from ingest.readers.pdf_rules import SNAP, Rule

# How far apart a rule's end may stop from the rule that it should meet.
TOUCH: Final = 3.5
# An outer side is missing when the rules that should meet it run on by more than a cell's padding.
_OPEN: Final = 6.0
# Hostile drawings: a lattice of more slots than any page can show.
MAX_SLOTS: Final = 200_000


@dataclass(frozen=True, slots=True)
class Box:
    """One cell: its first row and column in the lattice and how many of each it covers."""

    row: int
    column: int
    rowspan: int
    colspan: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """A table's edges (`xs` and `ys`, ascending, in points) and its cells, in reading order, covering it without overlap."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    boxes: tuple[Box, ...]

    @property
    def bbox(self) -> BBox:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    def box_bbox(self, box: Box) -> BBox:
        """A cell's place in points, rounded to a hundredth."""
        return (
            round(self.xs[box.column], 2),
            round(self.ys[box.row], 2),
            round(self.xs[box.column + box.colspan], 2),
            round(self.ys[box.row + box.rowspan], 2),
        )


def find_lattices(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> list[Lattice]:
    """All tables of more than one cell, from top to bottom, then from left to right."""
    lattices = []
    for across, down in _groups(horizontal, vertical):
        lattice = _lattice(across, down)
        if lattice is not None and len(lattice.boxes) > 1:
            lattices.append(lattice)
    return sorted(lattices, key=lambda t: (t.ys[0], t.xs[0]))


def _groups(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that touch one another, directly or through others, as (horizontal, vertical); loners are left out."""
    parent = list(range(len(horizontal) + len(vertical)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    offset = len(horizontal)
    order = sorted(range(len(vertical)), key=lambda i: vertical[i].at)
    places = [vertical[i].at for i in order]
    for i, rule in enumerate(horizontal):
        for k in range(bisect_left(places, rule.start - TOUCH), bisect_right(places, rule.end + TOUCH)):
            other = vertical[order[k]]
            if other.start - TOUCH <= rule.at <= other.end + TOUCH:
                parent[root(offset + order[k])] = root(i)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate(horizontal):
        groups.setdefault(root(i), ([], []))[0].append(rule)
    for i, rule in enumerate(vertical):
        groups.setdefault(root(offset + i), ([], []))[1].append(rule)
    return [(across, down) for across, down in groups.values() if across and down]


def _lattice(across: Sequence[Rule], down: Sequence[Rule]) -> Lattice | None:
    xs = _edges(down, across)
    ys = _edges(across, down)
    columns, rows = len(xs) - 1, len(ys) - 1
    if columns < 1 or rows < 1 or columns * rows > MAX_SLOTS:
        return None
    beside = _parted(xs, ys, down)
    below = _parted(ys, xs, across)
    boxes: list[Box] = []
    open_boxes: dict[tuple[int, int], int] = {}
    for row in range(rows):
        still: dict[tuple[int, int], int] = {}
        column = 0
        while column < columns:
            end = column + 1
            while end < columns and not beside[end][row]:
                end += 1
            run = (column, end)
            above = open_boxes.get(run)
            if above is not None and not any(below[row][k] for k in range(column, end)):
                box = boxes[above]
                boxes[above] = Box(box.row, box.column, box.rowspan + 1, box.colspan)
                still[run] = above
            else:
                still[run] = len(boxes)
                boxes.append(Box(row, column, 1, end - column))
            column = end
        open_boxes = still
    return _compact(Lattice(tuple(xs), tuple(ys), tuple(sorted(boxes, key=lambda b: (b.row, b.column)))))


def _edges(rules: Sequence[Rule], crossing: Sequence[Rule]) -> list[float]:
    """Distinct positions of the rules, and an outer edge wherever most crossing rules run on beyond them."""
    edges: list[float] = []
    for at in sorted(rule.at for rule in rules):
        if not edges or at - edges[-1] > SNAP:
            edges.append(at)
    starts = sorted(rule.start for rule in crossing if rule.start < edges[0] - _OPEN)
    ends = sorted(rule.end for rule in crossing if rule.end > edges[-1] + _OPEN)
    if len(starts) * 2 >= len(crossing):
        edges.insert(0, starts[0])
    if len(ends) * 2 >= len(crossing):
        edges.append(ends[-1])
    return edges


def _parted(edges: Sequence[float], cross: Sequence[float], rules: Sequence[Rule]) -> list[list[bool]]:
    """For each edge and each gap between `cross` edges, whether a rule covers at least half of it there."""
    parted = [[False] * (len(cross) - 1) for _ in edges]
    covered: dict[tuple[int, int], float] = {}
    for rule in rules:
        index = min(range(len(edges)), key=lambda i: abs(edges[i] - rule.at))
        first = max(bisect_right(cross, rule.start) - 1, 0)
        last = min(bisect_left(cross, rule.end), len(cross) - 1)
        for gap in range(first, last):
            length = min(rule.end, cross[gap + 1]) - max(rule.start, cross[gap])
            covered[index, gap] = covered.get((index, gap), 0.0) + length
    for (index, gap), length in covered.items():
        parted[index][gap] = length >= 0.5 * (cross[gap + 1] - cross[gap])
    return parted


def _compact(lattice: Lattice) -> Lattice:
    """The lattice without edges at which no cell begins (a stray rule's), so that no row or column is all covered."""
    keep_rows = sorted({box.row for box in lattice.boxes})
    keep_columns = sorted({box.column for box in lattice.boxes})
    if len(keep_rows) == len(lattice.ys) - 1 and len(keep_columns) == len(lattice.xs) - 1:
        return lattice
    boxes = tuple(
        Box(
            bisect_left(keep_rows, box.row),
            bisect_left(keep_columns, box.column),
            bisect_left(keep_rows, box.row + box.rowspan) - bisect_left(keep_rows, box.row),
            bisect_left(keep_columns, box.column + box.colspan) - bisect_left(keep_columns, box.column),
        )
        for box in lattice.boxes
    )
    xs = (*(lattice.xs[i] for i in keep_columns), lattice.xs[-1])
    ys = (*(lattice.ys[i] for i in keep_rows), lattice.ys[-1])
    return Lattice(xs, ys, boxes)


def insert_edge(lattice: Lattice, column: int, at: float, wide: frozenset[Box]) -> Lattice:
    """The lattice with column `column` parted at x = `at` for its cells, except those in `wide`, which cover both parts."""
    boxes: list[Box] = []
    for box in lattice.boxes:
        if box.column > column:
            boxes.append(Box(box.row, box.column + 1, box.rowspan, box.colspan))
        elif box.column + box.colspan <= column:
            boxes.append(box)
        elif box.colspan > 1 or box in wide:
            boxes.append(Box(box.row, box.column, box.rowspan, box.colspan + 1))
        else:
            boxes.append(Box(box.row, column, box.rowspan, 1))
            boxes.append(Box(box.row, column + 1, box.rowspan, 1))
    xs = (*lattice.xs[: column + 1], at, *lattice.xs[column + 1 :])
    return Lattice(xs, lattice.ys, tuple(sorted(boxes, key=lambda b: (b.row, b.column))))


def insert_rows(lattice: Lattice, row: int, at: Sequence[float]) -> Lattice:
    """The lattice with row `row` parted at the heights `at`; cells that span more rows than this one cover all parts."""
    extra = len(at)
    boxes: list[Box] = []
    for box in lattice.boxes:
        if box.row > row:
            boxes.append(Box(box.row + extra, box.column, box.rowspan, box.colspan))
        elif box.row + box.rowspan <= row:
            boxes.append(box)
        elif box.rowspan > 1:
            boxes.append(Box(box.row, box.column, box.rowspan + extra, box.colspan))
        else:
            boxes.extend(Box(row + k, box.column, 1, box.colspan) for k in range(extra + 1))
    ys = (*lattice.ys[: row + 1], *at, *lattice.ys[row + 1 :])
    return Lattice(lattice.xs, ys, tuple(sorted(boxes, key=lambda b: (b.row, b.column))))
