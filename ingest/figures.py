"""Logical tables become figures: one for each amount cell of a row, printed or blank, with its row and column path."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.amounts import is_blank, parse_amount
from ingest.headers import is_total
from ingest.model import Column, Facts, Figure, Proof, Table, TableRow
from ingest.tables import column_unit
from ingest.units import cell_unit, parse_counted
from ingest.yearly import row_time


@dataclass(frozen=True, slots=True)
class Origin:
    """What every figure of a disclosure shares: the document's name, its content hash and its facts."""

    document: str
    sha256: str
    facts: Facts

    def key(self, *parts: object) -> str:
        """A short id for a cell of this very file version."""
        text = "\x1f".join(str(part) for part in (self.sha256, self.document, *parts))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def item_path(column: Column) -> tuple[str, ...]:
    """The item a column stands for in a table without row labels: its path without the heads that only name a year."""
    path = tuple(text for text in column.path if not (column.year is not None and str(column.year) in text))
    return path or column.path


def table_figures(table: Table, origin: Origin) -> list[Figure]:
    """All amount cells of a table. A row without any label takes its columns' items as labels (三公 tables)."""
    return [
        figure
        for row in table.rows
        for column in table.columns
        if column.role == "amount" and (figure := _figure(table, row, column, origin)) is not None
    ]


def _figure(table: Table, row: TableRow, column: Column, origin: Origin) -> Figure | None:
    text = row.texts[column.index].strip()
    counted = cell_unit(table, row, column)
    unit = column_unit(table, column) if counted is None else counted
    money = parse_amount(text, unit) if counted is None else None
    amount = money.yuan if money is not None else parse_counted(text) if counted is not None else None
    if amount is None and not is_blank(text):
        return None
    side = column.side if column.side < len(row.labels) else 0
    path = row.paths[side] if row.paths else ()
    label, code = (row.labels[side], row.codes[side]) if row.labels else ("", None)
    if not label:
        if any(row.labels) or any(c.role == "label" for c in table.columns):
            if amount is None:
                return None  # the empty half of a side-by-side row
            label, path = column.path[-1] if column.path else "", ()
        else:
            path = item_path(column)
            if len(path) > 1 and is_total(path[-1]):
                path = path[:-1]  # 公务用车购置及运行费 › 小计 is the figure of the group
            label = path[-1] if path else ""
    year, change = row_time(table.columns, row)
    measure_path = (change, *column.path) if change else column.path
    return Figure(
        id=origin.key(table.number, row.number, column.index),
        document=origin.document,
        organization=origin.facts.organization,
        fiscal_year=origin.facts.fiscal_year,
        basis=origin.facts.basis,
        table=table.title,
        table_kind=table.kind,
        table_number=table.number,
        code=code,
        label=label,
        path=path or (label,),
        measure=column.path[-1] if column.path else "",
        measure_path=measure_path,
        column_year=year or (column.year if column.year is not None else origin.facts.fiscal_year),
        column_basis=column.basis or origin.facts.basis,
        amount=amount,
        text=text,
        unit=unit,
        page=row.page,
        line=row.line,
        row=row.number,
        column=column.index,
        bbox=row.bboxes[column.index] if column.index < len(row.bboxes) else None,
    )


def with_proofs(figures: Sequence[Figure], proofs: dict[str, Proof]) -> list[Figure]:
    """The figures with the proofs that the checks gave them."""
    return [replace(figure, proof=proofs[figure.id]) if figure.id in proofs else figure for figure in figures]
