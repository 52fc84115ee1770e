"""Which rows a heading or a total sums, and how well a reading of the hierarchy adds up. Pure, over labels and terms.

Forms put totals at the foot of what they sum or at its head, alone or as 本年合计 + 结转 = 总计: the amounts tell which.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from ingest.hierarchy import RowLabel, Sign, numbering_level
from ingest.identities import Outcome, Term, balance_rows

Cell = Callable[[int], Term | None]
"""Row → the term that one column prints there."""


def child_groups(labels: Sequence[RowLabel]) -> dict[int, list[int]]:
    """Heading row → the rows directly under it."""
    groups: dict[int, list[int]] = {}
    for number, label in enumerate(labels):
        if label.parent is not None:
            groups.setdefault(label.parent, []).append(number)
    return groups


def total_groups(labels: Sequence[RowLabel], cells: Sequence[Cell]) -> dict[int, list[int]]:
    """Total row → the rows it sums. `cells` gives the amount cells of each column of the table's side.

    The way of reading that the amounts bear out best is taken, of equal ones the usual one, for the audit to report. A way
    over rows that print nothing cannot be tested: it is no refuge for a total that is wrong.
    """
    totals = [n for n, label in enumerate(labels) if label.kind == "total"]
    groups: dict[int, list[int]] = {}
    below = child_groups(labels)
    for total in totals:
        ways = [
            way
            for way in ways_to_sum(total, labels, totals, groups)
            # Two totals that are one amount (本年支出合计, 支出总计) do not bear each other out from above.
            if way[0] < total or any(labels[n].kind != "total" and any(cell(n) for cell in cells) for n in way)
        ]
        if ways:
            groups[total] = max(ways, key=lambda way: _score({total: way}, cells, {**below, **groups}))
    return groups


def row_outcomes(labels: Sequence[RowLabel], cells: Sequence[Cell]) -> Iterator[tuple[str, int, Outcome]]:
    """Every identity down the rows that the amounts allow to be tested: its kind (row_sum, total_sum), its place in `cells`, its outcome."""
    children, totals = child_groups(labels), total_groups(labels, cells)
    for rule, groups in (("row_sum", children), ("total_sum", totals)):
        for place, cell in enumerate(cells):
            for outcome in balance_rows(groups, cell, {**children, **totals}):
                yield rule, place, outcome


def tally(labels: Sequence[RowLabel], cells: Sequence[Cell]) -> tuple[int, int]:
    """How many identities down the rows hold, and how many fail."""
    outcomes = [outcome for _, _, outcome in row_outcomes(labels, cells)]
    held = sum(outcome.holds for outcome in outcomes)
    return held, len(outcomes) - held


def plainest(readings: Sequence[tuple[Sign, list[RowLabel]]], cells: Sequence[Cell]) -> list[RowLabel]:
    """The first reading, unless another adds up where it does not.

    Another must fail less and hold more: a reading that only hides a misprint is no better. Indentation under which no
    heading adds up is none, though.
    """
    sign, best = readings[0]
    held, failed = tally(best, cells)
    for other_sign, other in readings[1:] if failed else ():
        also_held, also_failed = tally(other, cells)
        if also_failed < failed and (also_held > held or (sign == "indents" and also_held == held == 0)):
            sign, best, held, failed = other_sign, other, also_held, also_failed
    return best


def ways_to_sum(
    total: int, labels: Sequence[RowLabel], totals: Sequence[int], groups: Mapping[int, Sequence[int]]
) -> list[list[int]]:
    """The ways in which a total row may sum the rows around it, the usual one first; `groups` are those of the totals above."""
    top = [n for n, label in enumerate(labels) if label.kind in {"item", "carry"} and label.parent is None]
    before = [n for n in totals if n < total]
    previous = before[-1] if before else None
    following = next((n for n in totals if n > total), len(labels))
    above = [n for n in top if n < total and (previous is None or n > previous)]
    below = [n for n in top if total < n < following]
    ways = [
        ([previous] if previous is not None and previous in groups else []) + above if above else [],
        below if previous is None else [],
        _numbered(below, labels),
        above,
        below,
        [n for n in top if n < total],
        [n for n in top if n > total],
        before,
        [*below, following] if following < len(labels) else [],
    ]
    return [way for way in ways if way]


def _numbered(rows: Sequence[int], labels: Sequence[RowLabel]) -> list[int]:
    """The numbered rows that head a list (1. 2. 3.), where others without a number stand behind them (会议费 behind the 三公): a total
    over the list is theirs alone."""
    listed = [row for row in rows if numbering_level(labels[row].label) is not None]
    return listed if 1 < len(listed) < len(rows) and listed == list(rows[: len(listed)]) else []


def _score(
    groups: Mapping[int, Sequence[int]], cells: Sequence[Cell], below: Mapping[int, Sequence[int]]
) -> tuple[bool, int]:
    """Whether the groups can be tested at all, and how many more outcomes hold than fail."""
    outcomes = [outcome for cell in cells for outcome in balance_rows(groups, cell, below)]
    return bool(outcomes), sum(1 if outcome.holds else -1 for outcome in outcomes)
