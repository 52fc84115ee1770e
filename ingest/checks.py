"""Accounting checks over the figures of a disclosure, and the proof each figure earns. Pure: figures in, checks out.

Covers the identities inside one table (columns against their total, headings against the rows below, totals). Identities
between tables and between years belong to the audit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final

from ingest.amounts import UNITS, half_last_place
from ingest.hierarchy import RowLabel, bare
from ingest.identities import ColumnIdentity, Outcome, Term, balance_columns, outcome_of
from ingest.model import Check, Figure, Proof, Table
from ingest.tables import sides, table_identities
from ingest.totals import row_outcomes

Cells = Mapping[tuple[int, int], Figure]
"""(row, column) → figure, for the cells that print an amount."""

RULES: Final = {"row_sum": "heading = rows below", "total_sum": "total = rows"}
"""The kind of an equation down the rows, and how a check names it."""


def table_checks(table: Table, figures: Iterable[Figure]) -> list[Check]:
    """Every identity of the table that its printed amounts allow to be tested."""
    cells = {(f.row, f.column): f for f in figures if f.table_number == table.number and f.amount is not None}
    known: dict[tuple[int, int], Figure] = {(r, c): f for (r, c), f in cells.items() if r is not None and c is not None}
    checks: list[Check] = []
    identities = table_identities(table.columns, [row.texts for row in table.rows])
    for row in table.rows:
        checks += _row_checks(table, row.number, identities, known)
    for side in sides(table.columns):
        for unit in sorted({_addable(figure) for figure in known.values()}):
            checks += _down(table, side, {place: f for place, f in known.items() if _addable(f) == unit})
    return checks


def _addable(figure: Figure) -> str:
    """What a figure may be added to: money of any unit, or counts of its own."""
    return "" if figure.unit in UNITS else f"counted {figure.unit}"


def _down(table: Table, side: int, known: Cells) -> Iterator[Check]:
    amounts = [column.index for column in table.columns if column.role == "amount" and column.side == side]
    for rule, place, o in row_outcomes(labels_of(table, side), [_reader(known, index) for index in amounts]):
        panels = None if o.holds or rule != "total_sum" else _over_panels(table, side, place, o.total, known)
        named = {row: known[row, amounts[place]] for row in (o.total, *o.parts)}
        # Shares of one whole add up, rates of growth never do: percentages prove each other, and contest nothing.
        rates = all(figure.unit == "%" for figure in named.values())
        if panels is not None:
            yield panels
        elif o.holds or not (rates or _lists_some(table, o)):
            yield _check(rule, f"{table.kind}: {RULES[rule]}", table, o, named)


def _over_panels(table: Table, side: int, place: int, row: int, known: Cells) -> Check | None:
    """A total of one list that is printed in several panels side by side (公用经费: 302 beside 310), if it is their sum."""
    columns = [[c for c in table.columns if c.role == "amount" and c.side == s] for s in range(side + 1)]
    own = columns[side][place]
    if len(own.path) < 2:
        return None
    parts: list[Figure] = []
    for number, panel in enumerate(columns):
        if place >= len(panel) or panel[place].path[:-1] != own.path[:-1]:
            continue
        for n, label in enumerate(labels_of(table, number)):
            figure = known.get((n, panel[place].index))
            if label.kind == "item" and label.parent is None and n != row and figure is not None:
                parts.append(figure)
    cells = dict(enumerate([known[row, own.index], *parts]))
    total, *terms = ((n, term) for n, figure in cells.items() if (term := _term(figure)) is not None)
    outcome = outcome_of(*total, dict(terms))
    if len(terms) < 2 or not outcome.holds:
        return None
    return _check("total_sum", f"{table.kind}: {RULES['total_sum']}", table, outcome, cells)


def _lists_some(table: Table, outcome: Outcome) -> bool:
    """Whether rows below a heading are only some of it: 其中： promises no whole, and less than the heading is no fault."""
    texts = [text for row in outcome.parts for text in table.rows[row].texts]
    return outcome.difference > 0 and any(text.strip().startswith("其中") for text in texts)


def _reader(known: Cells, column: int) -> Callable[[int], Term | None]:
    return lambda row: _term(known.get((row, column)))


def _row_checks(table: Table, row: int, identities: Sequence[ColumnIdentity], known: Cells) -> list[Check]:
    outcomes = balance_columns(identities, lambda column: _term(known.get((row, column))))
    return [
        _check(
            "column_sum", f"{table.kind}: total = columns", table, o, {c: known[(row, c)] for c in (o.total, *o.parts)}
        )
        for o in outcomes
    ]


def labels_of(table: Table, side: int) -> list[RowLabel]:
    """The rows' labels as the hierarchy gave them, for the grouping functions."""
    found: list[RowLabel] = []
    for row in table.rows:
        label, path = row.labels[side], row.paths[side]
        kind = "empty" if not label else row.kinds[side]
        # With its number in the list, where it is printed with one.
        label = next((text.strip() for text in row.texts if bare(text) == label), label) if label else label
        found.append(RowLabel(label, row.codes[side], row.parents[side], path, kind))
    return found


def _term(figure: Figure | None) -> Term | None:
    """A figure as (yuan, half of its last printed place in yuan)."""
    if figure is None or figure.amount is None:
        return None
    return figure.amount, half_last_place(figure.text, figure.unit)


def _check(rule: str, name: str, table: Table, outcome: Outcome, cells: Mapping[int, Figure]) -> Check:
    return Check(
        name,
        table.number,
        cells[outcome.total].id,
        tuple(cells[part].id for part in outcome.parts),
        outcome.difference,
        outcome.tolerance,
        rule,
    )


def proofs(checks: Iterable[Check]) -> dict[str, Proof]:
    """Figure id → proof: contested if in any failing check, else proven; figures in no check are left out (unproven).

    A list that falls short of its total contests nothing: what it prints may be right, and so may the total.
    """
    result: dict[str, Proof] = {}
    for check in checks:
        if check.rule == "project_list" and check.difference > check.tolerance:
            continue
        for figure in (check.total, *check.parts):
            if not check.holds:
                result[figure] = "contested"
            else:
                result.setdefault(figure, "proven")
    return result
