"""Rows that a list by its own habit should print and does not: a heading over its items, items under a heading, a total.

A list of a classification prints every level of it or some: the habit is what nearly all its rows do. A missing level is no
equation, and its sums hold all the same; only the habit shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from ingest.audit.standing import TOTAL, YEAR, kind_of, placed
from ingest.figures import Origin
from ingest.model import Check, Disclosure, Figure, Finding, Table, TableRow

_CODE: Final = re.compile(r"[235]\d\d(?:\d\d){0,2}")
_ENOUGH: Final = 4
"""Rows that must show a habit before another can break it."""


def heading_audit(read: Disclosure) -> tuple[list[Check], list[Finding]]:
    """Findings of rows that are missing by their table's own habit."""
    origin = Origin(read.document, read.sha256, read.facts)
    cells: dict[int, dict[tuple[int, int], Figure]] = {}
    for figure in read.printed:
        if figure.table_number is not None and figure.row is not None and figure.column is not None:
            cells.setdefault(figure.table_number, {})[(figure.row, figure.column)] = figure
    found: list[Finding] = []
    for table in read.tables:
        known = cells.get(table.number, {})
        for side in sorted({column.side for column in table.columns}):
            found += [_finding(*gap, table, known, origin) for gap in _levels(table, side)]
        found += _no_total(table, known, origin)
    return [], found


def _levels(table: Table, side: int) -> Iterator[tuple[str, TableRow, str]]:
    """(what is missing, the row that shows it, its code) where a level is left out that the others print."""
    rows = [(row.codes[side] or "", row) for row in table.rows if side < len(row.codes)]
    coded = [(code, row) for code, row in rows if _CODE.fullmatch(code)]
    codes = {code for code, _ in coded}
    for length in (5, 7):
        deep = [(code, row) for code, row in coded if len(code) == length]
        bare = [(code, row) for code, row in deep if code[:-2] not in codes]
        if len({c[:-2] for c, _ in deep}) >= _ENOUGH and len({c[:-2] for c, _ in bare}) == 1:
            yield "heading", bare[0][1], bare[0][0][:-2]
    for length in (3, 5):
        heads = [(code, row) for code, row in coded if len(code) == length]
        empty = [
            (code, row)
            for code, row in heads
            if not any(len(other) > length and other.startswith(code) for other in codes)
        ]
        if len(heads) > _ENOUGH and len(empty) == 1 and _prints(empty[0][1]):
            yield "items", empty[0][1], empty[0][0]


def _prints(row: TableRow) -> bool:
    return any(re.search(r"[1-9]", text) for text in row.texts[1:])


def _no_total(table: Table, cells: Mapping[tuple[int, int], Figure], origin: Origin) -> Iterator[Finding]:
    """A balance without 收入总计 and 支出总计."""
    kind = kind_of(table.kind)
    if kind is None or not kind.sides or not cells:
        return
    items = {place.item for place in placed(table, cells)}
    if any(item[0] == "=" for item in items) and not items & {TOTAL, YEAR}:
        first = next(iter(cells.values()))
        yield Finding(
            id=origin.key("finding", "missing_total", table.number),
            kind="missing_total",
            severity="missing",
            identity="a balance prints the total of each side",
            figures=(first.id,),
            stated=table.title,
            table_number=table.number,
            page=table.page,
            line=table.line,
        )


def _finding(
    what: str, row: TableRow, code: str, table: Table, cells: Mapping[tuple[int, int], Figure], origin: Origin
) -> Finding:
    figures = [figure for (number, _), figure in cells.items() if number == row.number]
    return Finding(
        id=origin.key("finding", "missing_level", table.number, code),
        kind=f"missing_{what}",
        severity="missing",
        identity="a list prints each level of its classification",
        figures=tuple(figure.id for figure in figures),
        stated=f"{code} {row.labels[0]}" if what == "items" else code,
        table_number=table.number,
        page=row.page,
        line=row.line,
    )
