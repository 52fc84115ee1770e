"""Totals that a form asks for and a document leaves blank, though the cells they sum are printed.

A blank cell is "not disclosed". It is a finding only where the document itself shows that it prints such totals: another
total of the same row, or of the same column, is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from ingest.amounts import UNITS, print_number
from ingest.audit.findings import place_of
from ingest.checks import labels_of
from ingest.figures import Origin
from ingest.identities import ColumnIdentity, Part
from ingest.model import Check, Disclosure, Figure, Finding, Table
from ingest.tables import sides, table_identities
from ingest.totals import child_groups, total_groups

Cells = Mapping[tuple[int, int], Figure]


def blank_audit(read: Disclosure) -> tuple[list[Check], list[Finding]]:
    """A finding for each total left blank over printed parts."""
    origin = Origin(read.document, read.sha256, read.facts)
    by_table: dict[int, dict[tuple[int, int], Figure]] = {}
    for figure in read.figures:
        if figure.table_number is not None and figure.row is not None and figure.column is not None:
            by_table.setdefault(figure.table_number, {})[(figure.row, figure.column)] = figure
    found = [
        _finding(blank, parts, origin)
        for table in read.tables
        for blank, parts in _once(_blank(table, by_table.get(table.number, {})))
    ]
    return [], found


def _once(found: Iterable[tuple[Figure, Sequence[Figure]]]) -> list[tuple[Figure, Sequence[Figure]]]:
    return list({blank.id: (blank, parts) for blank, parts in found}.values())


def _blank(table: Table, cells: Cells) -> Iterator[tuple[Figure, list[Figure]]]:
    identities = table_identities(table.columns, [row.texts for row in table.rows])
    for row in table.rows:
        printed = any(_amount(cells.get((row.number, identity.total))) is not None for identity in identities)
        for identity in identities if printed else ():
            yield from _over(
                cells.get((row.number, identity.total)), [cells.get((row.number, i)) for i in _columns(identity)]
            )
    for side in sides(table.columns):
        labels = labels_of(table, side)
        groups = {**child_groups(labels), **total_groups(labels, [])}
        for column in (c for c in table.columns if c.role == "amount" and c.side == side):
            heads = [n for n in groups if _amount(cells.get((n, column.index))) is not None]
            for head, below in groups.items():
                if not heads and labels[head].kind != "total":
                    continue
                whole = any(
                    _amount(cells.get((head, c.index))) is not None for c in table.columns if c.role == "amount"
                )
                if whole:
                    yield from _over(cells.get((head, column.index)), [cells.get((r, column.index)) for r in below])


def _columns(identity: ColumnIdentity) -> list[int]:
    return [i for part in identity.parts for i in _part(part)]


def _part(part: Part) -> list[int]:
    return [part.column] if part.column is not None else [i for leaf in part.leaves for i in _part(leaf)]


def _over(total: Figure | None, parts: Sequence[Figure | None]) -> Iterator[tuple[Figure, list[Figure]]]:
    found = [part for part in parts if part is not None and part.amount]
    if total is not None and total.amount is None and found:
        yield total, found


def _amount(figure: Figure | None) -> Decimal | None:
    return None if figure is None else figure.amount


def _finding(blank: Figure, parts: Sequence[Figure], origin: Origin) -> Finding:
    right = sum((part.amount for part in parts if part.amount is not None), Decimal(0))
    return Finding(
        id=origin.key("finding", "blank_total", blank.id),
        kind="blank_total",
        severity="missing",
        identity="a total is printed where its parts are",
        total=blank.id,
        parts=tuple(part.id for part in parts),
        figures=(blank.id, *(part.id for part in parts)),
        suspect=blank.id,
        expected=f"{print_number(right / UNITS.get(blank.unit, Decimal(1)))} {blank.unit}",
        **place_of(blank),
    )
