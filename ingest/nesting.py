"""Headings that nothing marks: a row that is the sum of the rows right after it, in a list that shows no hierarchy.

Procurement and project lists print a category, its units and their items one below the other, in one column, with no
code, numbering or indentation. The amounts say which stands under which: under the right reading the list's total is
the sum of the rows at the top. Pure functions over labels and terms.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.hierarchy import RowLabel
from ingest.identities import Term

Cell = Callable[[int], Term | None]


def nest_by_sums(labels: Sequence[RowLabel], cells: Sequence[Cell]) -> list[RowLabel]:
    """The labels with the parents that the amounts imply, or as they were where the amounts imply none.

    `cells` gives the cells of each amount column. A total sums the rows before it, up to the total before, or those
    after it. Their reading is changed only if the rows at the top do not add up to the total as they stand and do
    under the new reading, in every column that prints a total.
    """
    totals = [n for n, label in enumerate(labels) if label.kind == "total"]
    top = [n for n, label in enumerate(labels) if label.kind == "item" and label.parent is None and not label.code]
    edges = [-1, *totals, len(labels)]
    found: dict[int, int] = {}
    for place, total in enumerate(totals, start=1):
        runs = [[n for n in top if start < n < stop] for start, stop in itertools.pairwise(edges)]
        above, below = runs[place - 1], runs[place]
        if any(len(run) > 1 and _adds_up(total, run, cells) for run in (above, below)):
            continue
        for run in (above, below):
            parents = _nest(total, run, cells) if len(run) > 1 else {}
            if parents:
                found |= parents
                break
    return _with_parents(labels, found) if found else list(labels)


def _nest(total: int, run: Sequence[int], cells: Sequence[Cell]) -> dict[int, int]:
    """Parents within a run of rows under which those at its top add up to the total; empty if there are none."""
    values = {n: tuple(_value(cell(n)) for cell in cells) for n in run}
    for read in (_from_head, _from_foot):
        for single in (False, True):
            parents = read(run, values, single)
            if parents and _adds_up(total, [n for n in run if n not in parents], cells):
                return parents
    return {}


def _value(term: Term | None) -> Decimal:
    return term[0] if term is not None else Decimal(0)


def _adds_up(total: int, rows: Sequence[int], cells: Sequence[Cell]) -> bool:
    tested = False
    for cell in cells:
        whole = cell(total)
        if whole is None:
            continue
        terms = [term for row in rows if (term := cell(row)) is not None]
        slack = whole[1] + sum((term[1] for term in terms), Decimal(0))
        if abs(whole[0] - sum((term[0] for term in terms), Decimal(0))) > slack:
            return False
        tested = True
    return tested


def _from_head(rows: Sequence[int], values: dict[int, tuple[Decimal, ...]], single: bool) -> dict[int, int]:
    """Row → the row it stands under, one level deep: a row takes the rows after it that first make up its amounts.

    `single` lets a row head one row alone, its equal in every column.
    """
    parents: dict[int, int] = {}
    place = 0
    while place < len(rows):
        head, count = rows[place], _run(values[rows[place]], [values[row] for row in rows[place + 1 :]], single)
        parents |= dict.fromkeys(rows[place + 1 : place + 1 + count], head)
        place += 1 + count
    return parents


def _from_foot(rows: Sequence[int], values: dict[int, tuple[Decimal, ...]], single: bool) -> dict[int, int]:
    """The same read upwards, any number of levels deep."""
    parents: dict[int, int] = {}
    open_rows: list[int] = []  # rows below with no heading yet, the nearest first
    for row in reversed(rows):
        count = _run(values[row], [values[below] for below in open_rows], single)
        parents |= dict.fromkeys(open_rows[:count], row)
        open_rows = [row, *open_rows[count:]]
    return parents


def _run(whole: tuple[Decimal, ...], parts: Sequence[tuple[Decimal, ...]], single: bool) -> int:
    """How many of the first parts make up the whole in every column; 0 if none do, or it is nought."""
    sums = (Decimal(0),) * len(whole)
    for count, part in enumerate(parts if any(whole) else (), start=1):
        sums = tuple(a + b for a, b in zip(sums, part, strict=True))
        if sums == whole and (count > 1 or single):
            return count
    return 0


def _with_parents(labels: Sequence[RowLabel], parents: dict[int, int]) -> list[RowLabel]:
    result: list[RowLabel] = []
    for number, label in enumerate(labels):
        parent = parents.get(number, label.parent)
        moved = parent is not None and (number in parents or result[parent].path != labels[parent].path)
        if moved and parent is not None:
            above = labels[label.parent].path if label.parent is not None else ()
            own = label.path[len(above) :] if label.path[: len(above)] == above else label.path
            label = replace(label, parent=parent, path=(*result[parent].path, *own))
        result.append(label)
    return result
