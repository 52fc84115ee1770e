"""From a citation to the place it was printed in: the figure, its table and the cell, as far as the store still holds them.

Reads the store and nothing else; what is missing is left out rather than guessed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ingest.errors import StoreError
from ingest.model import Figure, Table
from ui.web.evidence import Evidence

if TYPE_CHECKING:
    from index import Library


def citation_of(figure: Figure) -> dict[str, Any]:
    """A figure as an answer cites it."""
    from index.codec import figure_to_json

    return {**figure_to_json(figure), "figure": figure.id}


def find_evidence(library: Library, citation: dict[str, Any]) -> Evidence:
    """The stored figure, table, row and column a citation speaks of.

    By the figure's id; for a citation that names none (an indicator, say) by document, table title and printed place.
    Never raises for what is no longer in the store: the parts are then `None`.
    """
    try:
        figure = library.figure(str(citation["figure"])) if citation.get("figure") else None
        found = _evidence(library, citation, figure)
        record = next((r for r in library.documents() if r.name == citation.get("document")), None)
        return replace(found, pages=record is not None and record.pages is not None)
    except (StoreError, KeyError, LookupError):
        return Evidence()


def _evidence(library: Library, citation: dict[str, Any], figure: Figure | None) -> Evidence:
    if figure is not None and figure.table_number is not None:
        table = library.table(figure.document, figure.table_number)
        return Evidence(figure, table, figure.row, _position(table, figure.column))
    if figure is not None and figure.source == "narrative":
        return Evidence(figure)
    return _by_place(library, citation, figure)


def _position(table: Table | None, column: int | None) -> int | None:
    if table is None or column is None:
        return None
    return next((i for i, c in enumerate(table.columns) if c.index == column), None)


def _by_place(library: Library, citation: dict[str, Any], figure: Figure | None) -> Evidence:
    for table in library.tables(str(citation.get("document"))):
        if table.title != citation.get("table"):
            continue
        for row in table.rows:
            same_line = citation.get("line") is not None and row.line == citation["line"]
            if not same_line or (row.page is not None and row.page != citation.get("page")):
                continue
            cells = [i for i, text in enumerate(row.texts) if text and text == citation.get("text")]
            # Two equal texts in one row: the row is marked and no cell, for either could be the one meant.
            return Evidence(figure, table, row.number, cells[0] if len(cells) == 1 else None)
    return Evidence(figure)
