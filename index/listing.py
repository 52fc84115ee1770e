"""Lists of figures that may be long: how many there are, and their order, as SQL. Pure functions that build queries and run none."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select

from index.conditions import figure_conditions
from index.records import FigureFilter, FigureOrder
from index.schema import documents, figures

_PRINTED = (figures.c.document, figures.c.position)
_ORDERS: dict[FigureOrder, tuple[Any, ...]] = {
    "printed": _PRINTED,
    "largest": (figures.c.amount_key.desc().nulls_last(), *_PRINTED),
    "smallest": (figures.c.amount_key.asc().nulls_last(), *_PRINTED),
    "name": (figures.c.label, figures.c.measure, *_PRINTED),
}


def ordered(wanted: FigureFilter, order: FigureOrder) -> Select[Any]:
    """The printed figures that pass the filter, in one of the orders."""
    return select(figures).where(*_printed(wanted)).order_by(*_ORDERS[order])


def count(wanted: FigureFilter) -> Select[Any]:
    """The number of printed figures that pass the filter; a sum over no documents is null."""
    if wanted == FigureFilter(documents=wanted.documents):
        # Each document knows how many it prints: nothing need be counted.
        total = select(func.sum(documents.c.figure_count))
        return total.where(documents.c.name.in_(wanted.documents)) if wanted.documents else total
    return select(func.count()).select_from(figures).where(*_printed(wanted))


def _printed(wanted: FigureFilter) -> list[Any]:
    return [*figure_conditions(wanted), figures.c.amount.is_not(None)]
