"""A heading of the classification that a document gives no row of its own: what it comes to is the sum of the rows under it, where the
table proves that they stand beside each other in one total.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from index import vocabulary
from ingest.model import Figure
from qa.holding import Cell, Holding
from qa.naming import plain
from qa.plan import Item
from qa.preference import ALL_SPENDING
from qa.repeated import beside_each_other


def rows_of(holdings: Iterable[Holding], item: Item) -> tuple[str, list[Figure]] | None:
    """The name of the heading that an item is, with the rows that make it up, in the table of all spending of the one document that
    divides it so; `None` where it has a row or a column of its own, or nothing proves that the rows add up to it."""
    found = [named for holding in holdings if (named := _of_document(holding, item)) is not None]
    return found[0] if len(found) == 1 else None


def _of_document(holding: Holding, item: Item) -> tuple[str, list[Figure]] | None:
    if item.whole or item.aspect or item.code_prefix or len(item.terms) + bool(item.code) != 1:
        return None
    name = plain(item.terms[0].forms[0] if item.terms and item.terms[0].forms else "")
    entries = [entry for entry in vocabulary.vocabulary().by_name(name) if entry.code] if name else []
    codes = [item.code] if item.code else [entry.code for entry in entries]
    if any(_is_its_own(cell, name, codes) for cell in holding.cells):
        return None
    if item.code:
        entry = vocabulary.by_code(item.code)
        name = entry.name_zh if entry is not None else item.code
    cells = [
        cell
        for cell in holding.cells
        if cell.figure.table_kind in ALL_SPENDING and cell.column is None and cell.fund is None and cell.figure.amount
    ]
    under = [[c for c in cells if any((c.figure.code or "").startswith(code) for code in codes)]] if codes else []
    under.append([c for c in cells if name and name in {plain(above) for above in c.figure.path[:-1]}])
    for rows in under:
        figures = _of_one_column([cell.figure for cell in rows])
        if beside_each_other(holding, figures):
            return name, figures
    return None


def _is_its_own(cell: Cell, name: str, codes: Sequence[str]) -> bool:
    """Whether a cell's row or column is called so, or has the code."""
    return name in {plain(own) for own in (cell.row, cell.column, cell.fund) if own} or cell.figure.code in codes


def _of_one_column(figures: Sequence[Figure]) -> list[Figure]:
    places = [(figure.table_number, figure.column) for figure in figures]
    return [figure for figure, place in zip(figures, places, strict=True) if place == places[0]]
