"""Blocks in reading order become logical tables: title, unit, header, aligned rows with their place in the hierarchy.

A table goes on over page breaks, blank lines and page headers until something names a new one: a title, a unit line,
or a header that is not its own. A repeated header is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ingest.alignment import Reading, readings, resolve, term
from ingest.amounts import UNITS, find_unit
from ingest.catalogue import UNKNOWN, catalogue
from ingest.headers import build_columns, fold_head, header_length, names_columns
from ingest.hierarchy import RowLabel, label_rows
from ingest.identities import balance_rows, column_identities
from ingest.model import Block, Column, GridRow, Table, TableRow, TextLine

_UNIT_LINE = re.compile(r"单位[:：]")
_TITLE = re.compile(r"(表|情况|明细|信息)(（.{1,20}）|\(.{1,20}\))?$")
_PAGE_MARK = re.compile(r"^(第?\s*\d+\s*页?(\s*[/共]\s*\d+\s*页?)?|[-—–]\s*\d+\s*[-—–]|\d{4,}-\S{2,40})$")
_NOTE = re.compile(r"^(注|备注|说明|取数说明|填表说明)\s*[:：]|^注[:：]?")
DEFAULT_UNIT = "元"


@dataclass
class RawTable:
    """A table before its rows are read: what the blocks gave."""

    title: str
    unit: str | None
    header: list[GridRow]
    body: list[GridRow]
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Layout:
    """Blocks split into tables, the text that belongs to none of them, and the captions found inside grids."""

    tables: tuple[RawTable, ...]
    text: tuple[TextLine, ...]
    captions: tuple[TextLine, ...] = ()


def is_title(line: TextLine) -> bool:
    """Whether a text line can be a table's title: a marked heading, a standard title, or a short line ending in 表."""
    text = line.text.strip()
    if len(text) > 60 or _UNIT_LINE.search(text) or re.search(r"[。；;]", text):
        return False
    return bool(line.heading) or bool(_TITLE.search(text))


def split_tables(blocks: Sequence[Block]) -> Layout:
    """Split blocks into raw tables and running text."""
    tables: list[RawTable] = []
    text: list[TextLine] = []
    captions: list[TextLine] = []
    title: TextLine | None = None
    unit: str | None = None
    fresh = True  # something since the last grid says that a new table begins
    for block in blocks:
        if isinstance(block, TextLine):
            if _UNIT_LINE.search(block.text) and find_unit(block.text):
                unit, fresh = find_unit(block.text), True
            elif is_title(block):
                text.append(block)  # until a table claims it
                title, fresh = block, True
            elif tables and not fresh and _NOTE.match(block.text):
                tables[-1].notes.append(block.text)
            elif not _PAGE_MARK.match(block.text):
                text.append(block)
            continue
        rows = [row for row in block.rows if any(t.strip() for t in row.texts)]
        rows, lines = _caption(rows)
        captions += lines
        for line in lines:
            if find_unit(line.text) and _UNIT_LINE.search(line.text):
                unit, fresh = find_unit(line.text), True
            elif is_title(line):
                text.append(line)
                title, fresh = line, True
        if not rows:
            continue
        count = header_length(rows)
        header, body = rows[:count], rows[count:]
        current = tables[-1] if tables else None
        if current is not None and not fresh and header and not names_columns(header):
            header, body = [], rows  # a continuation whose first rows print no amount
        same = current is not None and bool(header) and _heads(header) == _heads(current.header)
        untitled = not fresh and (same or not header)
        if current is not None and (untitled or (same and title is None)):
            current.body.extend(body)
        else:
            tables.append(RawTable(title.text if title else "", unit, header, body))
            text = [line for line in text if line is not title]
            title, unit = None, None
        fresh = False
    return Layout(tuple(tables), tuple(text), tuple(captions))


def _caption(rows: list[GridRow]) -> tuple[list[GridRow], list[TextLine]]:
    """Rows at the head of a grid that hold one text only (a title, a unit line) are captions, not rows."""
    lines: list[TextLine] = []
    for count, row in enumerate(rows[:4]):
        filled = [text.strip() for text in row.texts if text.strip()]
        joined = " ".join(filled)
        unit = bool(_UNIT_LINE.search(joined)) and len(filled) <= 3 and find_unit(joined) is not None
        alone = len(filled) == 1 and len(row.cells) > 1 and bool(_TITLE.search(filled[0]) or unit)
        if not (alone or unit):
            return rows[count:], lines
        lines.append(TextLine(joined, row.page, row.line))
    return rows[len(lines) :], lines


def _heads(rows: Sequence[GridRow]) -> list[list[str]]:
    return [[fold_head(text) for text in row.texts if text.strip()] for row in rows]


def build_table(raw: RawTable, number: int, *, fiscal_year: int | None, unit: str | None = None) -> Table:
    """Read a raw table: columns, aligned rows, hierarchy. `unit` is used where the table names none of its own."""
    columns = build_columns(raw.header, raw.body, fiscal_year=fiscal_year)
    identities = column_identities(columns)
    options: list[list[Reading]] = []
    for row in raw.body:
        found = readings(row.texts, columns, identities)
        padded = (row.texts + ("",) * len(columns))[: len(columns)]
        options.append(found or [Reading(padded, 0, 0, 0)])
    chosen = resolve(options, lambda picks: _vertical_score([pick.texts for pick in picks], columns))
    texts = [pick.texts for pick in chosen]
    labels = [label_rows(texts, columns, side) for side in sides(columns)]
    rows = tuple(
        _row(n, pick, raw.body[n], [side[n] for side in labels], len(options[n])) for n, pick in enumerate(chosen)
    )
    kind = catalogue().kind(raw.title) if raw.title else UNKNOWN
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


def child_groups(labels: Sequence[RowLabel]) -> dict[int, list[int]]:
    """Heading row → the rows directly under it."""
    groups: dict[int, list[int]] = {}
    for number, label in enumerate(labels):
        if label.parent is not None:
            groups.setdefault(label.parent, []).append(number)
    return groups


def total_groups(labels: Sequence[RowLabel]) -> dict[int, list[int]]:
    """Total row → what it sums: every top row before or after it (合计), or the 合计 and carry-overs (总计).

    A total at the head of the table sums all top rows below it. One at the foot sums those above, back to the
    total before it, which a later 总计 takes in together with the carry-overs.
    """
    totals = [n for n, label in enumerate(labels) if label.kind == "total"]
    groups: dict[int, list[int]] = {}
    items = [n for n, label in enumerate(labels) if label.kind in {"item", "carry"} and label.parent is None]
    previous: int | None = None
    for total in totals:
        above = [n for n in items if n < total and (previous is None or n > previous)]
        if above:
            groups[total] = ([previous] if previous is not None and previous in groups else []) + above
        elif previous is None:
            upper = next((n for n in totals if n > total), len(labels))
            groups[total] = [n for n in items if total < n < upper]
        previous = total
    return {total: rows for total, rows in groups.items() if rows}


def _vertical_score(texts: Sequence[Sequence[str]], columns: Sequence[Column]) -> int:
    """Held minus failed identities down the rows, over all amount columns."""
    score = 0
    for side in sides(columns):
        labels = label_rows(texts, columns, side)
        groups = {**child_groups(labels), **total_groups(labels)}
        for column in columns:
            if column.role == "amount" and column.side == side:
                for outcome in balance_rows(groups, lambda row: term(texts[row][column.index])):  # noqa: B023
                    score += 1 if outcome.holds else -1
    return score


def column_unit(table: Table, column: Column) -> str:
    """The unit of a column's amounts: its own head's, else the table's, else 元."""
    return column.unit or table.unit or DEFAULT_UNIT


def unit_value(table: Table, column: Column) -> Decimal:
    """What one unit of the column is worth in yuan."""
    return UNITS[column_unit(table, column)]
