"""A whole budget as a flow, from the table that sets income against expenditure and the one that lists expenditure.

Drawn only where it adds up: the incomes to the total, the uses to the same total, the items of a use to that use. A use whose
items do not is left without them. Pure functions over tables and figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final
from urllib.parse import urlencode

from ingest.amounts import UNITS, convert, places, print_number, print_yuan
from ingest.headers import is_total
from ingest.model import Figure, Table
from ui.web.charts.model import Flow, Mark, Node

_BALANCES: Final = ("balance", "final_balance", "fiscal_appropriation_balance", "final_fiscal_balance")
_SPENDING: Final = (
    "expenditure", "final_expenditure", "general_public_expenditure", "fiscal_appropriation_expenditure",
    "final_general_public_expenditure",
)  # fmt: skip
_MOST_ITEMS: Final = 5
"""Items drawn of one use; the rest are one mark together."""

Cells = Mapping[tuple[int, int], Figure]


def flow_of(tables: Sequence[Table], figures: Sequence[Figure], rest: str) -> Flow | None:
    """The flow of a document's tables and figures; `rest` names what is drawn together (`{n}` for how many)."""
    for kind in _BALANCES:
        for table in tables:
            if table.kind == kind:
                found = _flow(table, figures, [t for k in _SPENDING for t in tables if t.kind == k], rest)
                if found is not None:
                    return found
    return None


def _flow(table: Table, figures: Sequence[Figure], spending: Sequence[Table], rest: str) -> Flow | None:
    cells = _cells(table, figures)
    left, right = _side(table, cells, 0), _side(table, cells, 1)
    if left is None or right is None:
        return None
    (total, incomes), (also, uses) = left, right
    if not _equal([also], total.amount or Decimal(0), total.unit):
        return None
    items: list[Node] = []
    for position, use in enumerate(uses):
        items += [Node(mark, position) for mark in _items(use, figures, spending, rest)]
    return Flow(table.title, mark_of(total), tuple(map(mark_of, incomes)), tuple(map(mark_of, uses)), tuple(items))


def largest_items(tables: Sequence[Table], figures: Sequence[Figure], most: int) -> tuple[str, list[Mark]]:
    """The title of the first table of expenditure by function and its dearest items: rows that have no rows under them."""
    for kind in _SPENDING:
        for table in tables:
            if table.kind == kind:
                column = next((c.index for c in table.columns if c.role == "amount"), None)
                inside = [f for f in figures if f.table_number == table.number and f.column == column and f.amount]
                leaves = [f for f in _leaves(inside) if not is_total(f.label) and (f.amount or 0) > 0]
                # Where items have codes, a row without one (the organisation's own) is the sum of others.
                leaves = [f for f in leaves if f.code] or leaves
                if len(leaves) > 1:
                    leaves.sort(key=lambda f: -(f.amount or Decimal(0)))
                    return table.title, [mark_of(f) for f in leaves[:most]]
    return "", []


def _leaves(figures: Sequence[Figure]) -> list[Figure]:
    above = {f.path[:end] for f in figures for end in range(1, len(f.path))}
    return [f for f in figures if f.path not in above]


def _cells(table: Table, figures: Sequence[Figure]) -> Cells:
    return {
        (f.row, f.column): f
        for f in figures
        if f.table_number == table.number and f.source == "table" and f.row is not None and f.column is not None
    }


def _side(table: Table, cells: Cells, side: int) -> tuple[Figure, list[Figure]] | None:
    """The grand total of one side and what adds up to it."""
    column = next((c.index for c in table.columns if c.side == side and c.role == "amount"), None)
    if column is None:
        return None
    rows = [row for row in table.rows if side < len(row.kinds)]
    printed = {row.number: cells[row.number, column] for row in rows if (row.number, column) in cells}
    total = next((printed[r.number] for r in reversed(rows) if r.kinds[side] == "total" and r.number in printed), None)
    if total is None or not total.amount or total.amount < 0:
        return None
    above = {row.number: row.parents[side] if side < len(row.parents) else None for row in rows}
    tops = [r.number for r in rows if r.kinds[side] in ("item", "carry") and above[r.number] is None]
    chosen = _opened(_worth(tops, printed), above, printed)
    parts = [printed[number] for number in chosen]
    return (total, parts) if parts and _equal(parts, total.amount, total.unit) else None


def _worth(rows: Iterable[int], printed: Mapping[int, Figure]) -> list[int]:
    return [n for n in rows if n in printed and (printed[n].amount or 0) > 0]


def _opened(rows: list[int], above: Mapping[int, int | None], printed: Mapping[int, Figure]) -> list[int]:
    """本年支出 alone says nothing: such a heading gives way to the rows under it, where they add up to it."""
    opened: list[int] = []
    for number in rows:
        below = _worth((n for n, parent in above.items() if parent == number), printed)
        whole = printed[number]
        if len(rows) <= 2 and below and _equal([printed[n] for n in below], whole.amount or Decimal(0), whole.unit):
            opened += below
        else:
            opened.append(number)
    return opened


def _items(use: Figure, figures: Sequence[Figure], spending: Sequence[Table], rest: str) -> list[Mark]:
    """The items of a use, from the first table of expenditure in which they add up to it; the small ones as one."""
    for table in spending:
        columns = [c.index for c in table.columns if c.role == "amount"][:1]
        inside = [
            f for f in figures
            if f.table_number == table.number and f.column in columns and f.amount and len(f.path) > 1 and use.label in f.path[:-1]
        ]  # fmt: skip
        leaves = [
            f for f in inside if not any(len(o.path) > len(f.path) and o.path[: len(f.path)] == f.path for o in inside)
        ]
        if leaves and all((f.amount or 0) > 0 for f in leaves) and _equal(leaves, use.amount or Decimal(0), use.unit):
            leaves.sort(key=lambda f: -(f.amount or Decimal(0)))
            shown = leaves if len(leaves) <= _MOST_ITEMS + 1 else leaves[:_MOST_ITEMS]
            marks = [mark_of(f) for f in shown]
            others = leaves[len(shown) :]
            if others:
                amount = sum((f.amount or Decimal(0) for f in others), Decimal(0))
                listed = "figures?" + urlencode({"document": use.document, "table": table.title, "sort": "largest"})
                marks.append(Mark(rest.format(n=len(others)), amount, _in_their_unit(amount, others), link=listed))
            return marks
    return []


def _in_their_unit(amount: Decimal, figures: Sequence[Figure]) -> str:
    """The sum of figures as each of them is printed: in their unit, with their decimals."""
    units = {figure.unit for figure in figures}
    unit = units.pop() if len(units) == 1 else ""
    if unit not in UNITS:
        return f"{print_yuan(amount)} 元"
    return f"{print_number(convert(amount, unit), max(places(figure.text) for figure in figures))} {unit}"


def _equal(parts: Sequence[Figure], whole: Decimal, unit: str) -> bool:
    """Whether parts add up to a whole, within half of the last digit printed for each."""
    slack = sum((_half_digit(part) for part in parts), UNITS.get(unit, Decimal(1)) / 200)
    return abs(sum((part.amount or Decimal(0) for part in parts), Decimal(0)) - whole) <= slack


def _half_digit(figure: Figure) -> Decimal:
    decimals = len(figure.text.strip().partition(".")[2])
    return UNITS.get(figure.unit, Decimal(1)).scaleb(-decimals) / 2


def mark_of(figure: Figure) -> Mark:
    """A figure as a mark that leads to its evidence."""
    printed = f"{figure.text.strip()} {figure.unit}".strip()
    link = "figure?" + urlencode({"id": figure.id})
    return Mark(figure.label, figure.amount or Decimal(0), printed, link=link)
