"""A source table as HTML, with one cited cell, its row label and its column headings marked.

The header is rebuilt from the columns' heading paths, not from the printed header rows: after a damaged export only
the paths say surely which heading stands over which column. Pure functions from values to markup; no store, no page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ingest.model import Column, Table, TableRow
from ui.web.markup import Markup, esc, join, tag
from ui.web.text import Words

MAX_ROWS: Final = 400
"""Rows shown at most: a longer table is cut to a window around the cited row, so that a page stays light."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading cell: its words, how many columns and storeys it spans, and the columns it stands over."""

    text: str
    first: int
    colspan: int
    rowspan: int

    def covers(self, column: int | None) -> bool:
        return column is not None and self.first <= column < self.first + self.colspan


def heading_storeys(columns: tuple[Column, ...]) -> tuple[tuple[Heading, ...], ...]:
    """The heading cells of each storey from the top. Neighbours that share their path so far share a cell.

    A path that ends early reaches down to the lowest storey.
    """
    depth = max((len(column.path) for column in columns), default=0)
    storeys: list[tuple[Heading, ...]] = []
    for level in range(depth):
        cells: list[Heading] = []
        position = 0
        while position < len(columns):
            column = columns[position]
            path = column.path
            if not path and level == 0:
                cells.append(Heading("", position, 1, depth))
                position += 1
                continue
            if level >= len(path):  # covered by the cell above that reached down
                position += 1
                continue
            last_here = len(path) == level + 1
            span = 1
            while position + span < len(columns) and not last_here:
                other = columns[position + span]
                if (
                    other.side != column.side
                    or other.path[: level + 1] != path[: level + 1]
                    or len(other.path) == level + 1
                ):
                    break
                span += 1
            cells.append(Heading(path[level], position, span, depth - level if last_here else 1))
            position += span
        storeys.append(tuple(cells))
    return tuple(storeys)


def label_columns(table: Table, column: int | None) -> frozenset[int]:
    """The positions of the label and code columns on the cited column's side of the table."""
    if column is None or not 0 <= column < len(table.columns):
        return frozenset()
    side = table.columns[column].side
    return frozenset(i for i, c in enumerate(table.columns) if c.side == side and c.role in ("label", "code"))


def window(count: int, at: int | None, limit: int = MAX_ROWS) -> range:
    """The row positions to show: all of them up to `limit`, else a run of `limit` with `at` near its middle."""
    if count <= limit:
        return range(count)
    start = min(max((at or 0) - limit // 2, 0), count - limit)
    return range(start, start + limit)


def _header(table: Table, column: int | None) -> Markup:
    rows = []
    for storey in heading_storeys(table.columns):
        cells = [
            tag(
                "th",
                esc(heading.text),
                scope="colgroup" if heading.colspan > 1 else "col",
                colspan=heading.colspan if heading.colspan > 1 else None,
                rowspan=heading.rowspan if heading.rowspan > 1 else None,
                class_=" ".join(_heading_kinds(table, heading, column)) or None,
            )
            for heading in storey
        ]
        rows.append(tag("tr", join(cells)))
    return tag("thead", join(rows))


def _heading_kinds(table: Table, heading: Heading, column: int | None) -> Iterator[str]:
    if heading.covers(column):
        yield "over"
    if heading.colspan == 1 and table.columns[heading.first].role == "label":
        yield "label"  # stays in sight with the names below it


def _cell(table: Table, row: TableRow, position: int, cited: bool, named: bool, words: Words) -> Markup:
    column = table.columns[position]
    text = row.texts[position] if position < len(row.texts) else ""
    indent = None
    if column.role == "label" and column.side < len(row.paths):
        depth = len(row.paths[column.side])
        indent = f"padding-inline-start:{0.6 + 0.9 * min(depth - 1, 5):.1f}em" if depth > 1 else None
    kinds = [column.role] + (["cited"] if cited else []) + (["named"] if named else [])
    content = esc(text)
    if cited:
        content = tag("mark", content, id="cited-cell", aria_label=f"{words['cited_cell']}: {text}")
    if column.role == "text" and len(text) > 40:
        content = tag("div", content, class_="long")
    name = "th" if column.role == "label" and text else "td"
    return tag(name, content, class_=" ".join(kinds), style=indent, scope="row" if name == "th" else None)


def table_html(table: Table, words: Words, row: int | None = None, column: int | None = None) -> Markup:
    """The table, scrollable in a box of its own. `row` is the cited row's number and `column` its column's position;
    either may be `None`: then nothing, or only the row, is marked.
    """
    at = next((i for i, r in enumerate(table.rows) if r.number == row), None) if row is not None else None
    shown = window(len(table.rows), at)
    names = label_columns(table, column)
    body = []
    for position in shown:
        data = table.rows[position]
        hit = position == at
        cells = [
            _cell(table, data, i, hit and i == column, hit and i in names, words) for i in range(len(table.columns))
        ]
        body.append(tag("tr", join(cells), class_="hit" if hit else None))
    unit = f"{words['money_unit']}: {table.unit}" if table.unit else ""
    title = Markup(tag("h3", esc(table.title)) + tag("span", esc(unit), class_="quiet"))
    head = _header(table, column if at is not None else None)
    grid = tag("table", Markup(head + tag("tbody", join(body))), aria_label=table.title)
    box = tag("div", grid, class_="table-box", role="region", tabindex="0", aria_label=words["source_table"])
    below = []
    if len(shown) < len(table.rows):
        part = words["part_of_table"].format(first=shown[0] + 1, last=shown[-1] + 1, total=len(table.rows))
        below.append(tag("p", esc(part), class_="quiet"))
    if at is not None and table.rows[at].realigned:
        below.append(tag("p", esc(words["realigned"]), class_="quiet"))
    return Markup(tag("div", title, class_="table-name") + box + join(below))
