"""Headings that nothing marks: a row that is the sum of the rows right after it, in a list that shows no hierarchy.

Forms print a balance carried over with its funds below it and no sign that they are parts. Procurement and project lists print a category, its units and their items one below the other, in one column, with no
code, numbering or indentation. The amounts say which stands under which: under the right reading the list's total is
the sum of the rows at the top. Pure functions over labels and terms.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.hierarchy import RowLabel
from ingest.identities import Term, balance_rows
from ingest.totals import Cell, child_groups, ways_to_sum


def nest_by_sums(labels: Sequence[RowLabel], cells: Sequence[Cell]) -> list[RowLabel]:
    """The labels with the parents that the amounts imply, or as they were where the amounts imply none.

    `cells` gives the cells of each amount column. A total sums the rows before it, up to the total before, or those
    after it. Their reading is changed only if the rows at the top do not add up to the total as they stand and do
    under the new reading, in every column that prints a total.
    """
    labels = _released(labels, cells)
    totals = [n for n, label in enumerate(labels) if label.kind == "total"]
    top = [n for n, label in enumerate(labels) if label.kind == "item" and label.parent is None and not label.code]
    edges = [-1, *totals, len(labels)]
    below_of = child_groups(labels)
    found = _carried(labels, cells)
    for place, total in enumerate(totals, start=1):
        runs = [[n for n in top if start < n < stop] for start, stop in itertools.pairwise(edges)]
        above, below = runs[place - 1], runs[place]
        if any(len(run) > 1 and _adds_up(total, run, cells, below_of) for run in (above, below)):
            continue
        for run in (above, below):
            parents = _nest(total, run, cells, below_of) if len(run) > 1 else {}
            if parents:
                found |= parents
                break
    return _with_parents(labels, found) if found else list(labels)


def _released(labels: Sequence[RowLabel], cells: Sequence[Cell]) -> list[RowLabel]:
    """The labels without children that stand below a heading's list and are none of it: its first rows make it up alone, with all of
    them it is exceeded (其中：购置费, 运行费, then 会议费 with no number of its own)."""
    result = list(labels)
    for head, rows in child_groups(labels).items():
        if labels[head].kind != "item" or any(labels[row].code or labels[row].kind != "item" for row in rows):
            continue
        whole = [_value(cell(head)) for cell in cells]
        parts = [[_value(cell(row)) for cell in cells] for row in rows]
        told = [place for place, amount in enumerate(whole) if amount]
        over = [place for place in told if sum(part[place] for part in parts) != whole[place]]
        for count in range(2, len(rows)):
            exact = [place for place in over if sum(part[place] for part in parts[:count]) == whole[place]]
            if exact and 2 * len(exact) > len(told) and not any(_value(cells[p](rows[count])) == 0 for p in exact):
                parent, above = labels[head].parent, labels[head].path[:-1]
                for row in rows[count:]:
                    result[row] = replace(labels[row], parent=parent, path=(*above, labels[row].path[-1]))
                break
    return _with_parents(result, {}) if result != list(labels) else result


def _carried(labels: Sequence[RowLabel], cells: Sequence[Cell]) -> dict[int, int]:
    """Row → the balance carried over that it itemises, where a total adds up only if it counts the balance alone."""
    totals = [n for n, label in enumerate(labels) if label.kind == "total"]
    below = child_groups(labels)
    found: dict[int, int] = {}
    groups: dict[int, list[int]] = {}
    for total in totals:
        ways = ways_to_sum(total, labels, totals, groups)
        if not ways:
            continue
        groups[total] = ways[0]
        if any(_adds_up(total, way, cells, below) for way in ways):
            continue
        for way in ways:
            items = _items(way, labels, cells)
            if items and _adds_up(total, [row for row in way if row not in items], cells, below):
                found |= items
                break
    return found


def _items(rows: Sequence[int], labels: Sequence[RowLabel], cells: Sequence[Cell]) -> dict[int, int]:
    """Row → the carry-over right above that it and its neighbours add up to; blank rows at their end go with them."""
    values = {row: tuple(_value(cell(row)) for cell in cells) for row in rows}
    found: dict[int, int] = {}
    for place, head in enumerate(rows):
        if labels[head].kind != "carry" or head in found or not any(values[head]):
            continue
        sums, last = (Decimal(0),) * len(cells), place
        for ahead in range(place + 1, len(rows)):
            sums = tuple(a + b for a, b in zip(sums, values[rows[ahead]], strict=True))
            last = ahead if sums == values[head] and labels[rows[ahead]].kind == "item" else last
        found |= dict.fromkeys(rows[place + 1 : last + 1], head)
    return found


def _nest(total: int, run: Sequence[int], cells: Sequence[Cell], below: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """Parents within a run of rows under which those at its top add up to the total; empty if there are none."""
    values = {n: tuple(_value(cell(n)) for cell in cells) for n in run}
    for read in (_from_head, _from_foot):
        for single in (False, True):
            parents = read(run, values, single)
            if parents and _adds_up(total, [n for n in run if n not in parents], cells, below):
                return parents
    return {}


def _value(term: Term | None) -> Decimal:
    return term[0] if term is not None else Decimal(0)


def _adds_up(total: int, rows: Sequence[int], cells: Sequence[Cell], below: Mapping[int, Sequence[int]]) -> bool:
    outcomes = [outcome for cell in cells for outcome in balance_rows({total: rows}, cell, below)]
    return bool(outcomes) and all(outcome.holds for outcome in outcomes)


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
