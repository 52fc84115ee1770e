"""A raw table becomes a logical one: columns, aligned rows with their place in the hierarchy, kind and unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ingest.alignment import Reading, readings, resolve, term
from ingest.amounts import find_unit, parse_number, places
from ingest.catalogue import UNKNOWN, catalogue
from ingest.cuts import join_cut_rows
from ingest.headers import build_columns
from ingest.hierarchy import RowLabel, label_readings, label_rows
from ingest.identities import ColumnIdentity, Term, column_identities, fit_columns
from ingest.insets import set_in
from ingest.model import Cell, Column, GridRow, Table, TableRow
from ingest.nesting import nest_by_sums
from ingest.segments import RawTable
from ingest.totals import plainest, tally
from ingest.units import counted_unit, is_money
from ingest.yearly import repeat_labels

DEFAULT_UNIT = "元"


def build_table(
    raw: RawTable, number: int, *, fiscal_year: int | None, unit: str | None = None, placed: bool = False
) -> Table:
    """Read a raw table: columns, aligned rows, hierarchy. `unit` is used where the table names none of its own.

    `placed` says that the reader knows every cell's column (ruled PDF, workbook, HTML): then a row that fits stands as
    printed, however little it balances. Only an export that loses cells (plain text) may have its cells put back.
    """
    body = set_in(fill_down(join_cut_rows(raw.body)))
    columns = build_columns(raw.header, body, fiscal_year=fiscal_year)
    body = carry_labels(body, columns)
    identities = table_identities(columns, [row.texts for row in body])
    options: list[list[Reading]] = []
    for row in body:
        found = readings(row.texts, columns, identities, placed=placed)
        padded = (row.texts + ("",) * len(columns))[: len(columns)]
        options.append(found or [Reading(padded, 0, 0, 0)])
    chosen = resolve(options, lambda picks: _vertical_score([pick.texts for pick in picks], columns))
    texts = repeat_labels([pick.texts for pick in chosen], columns)
    labels = [_labelled(texts, columns, side) for side in sides(columns)]
    rows = tuple(_row(n, pick, body[n], [side[n] for side in labels], len(options[n])) for n, pick in enumerate(chosen))
    kind = catalogue().kind(raw.title) if raw.title else UNKNOWN
    if kind == UNKNOWN:
        kind = catalogue().kind_by_heads(head for column in columns for head in column.path)
    first = raw.header[0] if raw.header else (raw.body[0] if raw.body else None)
    return Table(
        number,
        raw.title,
        kind,
        raw.unit or find_unit(_unit_in(raw.title)) or unit,
        columns,
        rows,
        tuple(raw.header),
        tuple(raw.notes),
        first.page if first else None,
        first.line if first else None,
    )


def _labelled(texts: Sequence[Sequence[str]], columns: Sequence[Column], side: int) -> list[RowLabel]:
    """One side's labels under the sign of hierarchy that the amounts bear out, with the headings that only they show."""
    cells = _cells(texts, columns, side)
    return plainest(
        [(sign, nest_by_sums(labels, cells)) for sign, labels in label_readings(texts, columns, side)], cells
    )


def _cells(texts: Sequence[Sequence[str]], columns: Sequence[Column], side: int) -> list[Callable[[int], Term | None]]:
    """Row → term, for each column of a side that holds money, in the rows that do."""
    amounts = [c.index for c in columns if c.role == "amount" and c.side == side and is_money(c.unit)]
    labels = [c.index for c in columns if c.role == "label" and c.side == side]
    counted = {n for n, row in enumerate(texts) if any(counted_unit(row[i]) is not None for i in labels)}
    return [lambda row, i=i: None if row in counted else term(texts[row][i]) for i in amounts]  # type: ignore[misc]


def fill_down(rows: Sequence[GridRow]) -> list[GridRow]:
    """Rows with the words of a cell merged over several rows repeated in each of them; merged numbers stay single."""
    filled = list(rows)
    for top, row in enumerate(rows):
        for column, cell in enumerate(row.cells):
            if cell.rowspan < 2 or not cell.text.strip() or parse_number(cell.text) is not None:
                continue
            for below in range(top + 1, min(top + cell.rowspan, len(rows))):
                cells = list(filled[below].cells)
                if column < len(cells) and cells[column].covered:
                    cells[column] = Cell(cell.text, bbox=cell.bbox, inset=cell.inset)
                    filled[below] = replace(filled[below], cells=tuple(cells))
    return filled


def carry_labels(rows: Sequence[GridRow], columns: Sequence[Column]) -> list[GridRow]:
    """Rows whose label is merged over a whole panel, moved to the label column of the panel whose amount it stands before.

    公用经费合计 over five cells of two panels names the amount of the second.
    """
    carried: list[GridRow] = []
    for row in rows:
        cells = list(row.cells)
        for start, cell in enumerate(row.cells):
            end = start + cell.colspan
            inside = columns[start:end]
            labels = [c.index for c in inside if c.role == "label"]
            if cell.colspan < 2 or not labels or end >= min(len(columns), len(cells)) or not cell.text.strip():
                continue
            if columns[end].role == "amount" and any(c.role == "amount" for c in inside) and labels[-1] != start:
                cells[labels[-1]] = Cell(cell.text, bbox=cell.bbox, inset=cell.inset)
                cells[start] = Cell()
        carried.append(replace(row, cells=tuple(cells)))
    return carried


def table_identities(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> tuple[ColumnIdentity, ...]:
    """The column identities that the header implies and the table's rows bear out."""
    width = len(columns)
    whole = [row for row in rows if len(row) >= width]
    return fit_columns(column_identities(columns), [lambda i, row=row: term(row[i]) for row in whole])  # type: ignore[misc]


def unit_by_digits(texts: Sequence[str]) -> str | None:
    """万元 where amounts print more than two decimals: a yuan has no more than a hundred fen. Else `None`."""
    return "万元" if any(parse_number(text) is not None and places(text) > 2 for text in texts) else None


def _unit_in(title: str) -> str:
    match = re.search(r"[（(][^（）()]*元[)）]", title)
    return match.group(0) if match else ""


def sides(columns: Sequence[Column]) -> list[int]:
    """The numbers of the table's sides; one side for a plain table, two for income beside expenditure."""
    return sorted({column.side for column in columns}) or [0]


def _row(number: int, pick: Reading, printed: GridRow, labels: Sequence[RowLabel], choices: int) -> TableRow:
    note = None
    if pick.moves:
        why = "its columns balance" if pick.held else "its cells fit their columns"
        note = f"cells moved {pick.moves}×; {why}" + ("; the headings above decide" if choices > 1 else "")
    return TableRow(
        number,
        pick.texts,
        printed.texts,
        printed.page,
        printed.line,
        labels=tuple(label.path[-1] if label.path else "" for label in labels),
        codes=tuple(label.code for label in labels),
        paths=tuple(label.path for label in labels),
        parents=tuple(label.parent for label in labels),
        kinds=tuple(label.kind for label in labels),
        bboxes=tuple(cell.bbox for cell in printed.cells) if not pick.moves else (),
        realigned=note,
    )


def _vertical_score(texts: Sequence[Sequence[str]], columns: Sequence[Column]) -> int:
    """Held minus failed identities down the rows, over all amount columns."""
    score = 0
    for side in sides(columns):
        labels = label_rows(texts, columns, side)
        held, failed = tally(labels, _cells(texts, columns, side))
        score += held - failed
    return score


def column_unit(table: Table, column: Column) -> str:
    """The unit of a column's amounts: its own head's, else the table's, else 元."""
    return column.unit or table.unit or DEFAULT_UNIT
