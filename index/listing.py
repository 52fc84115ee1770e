"""Lists of figures that may be long: how many there are, and their order, as SQL. Pure functions that build queries and run none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, Text, cast, func, select

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


def paths(names: Sequence[str]) -> Select[Any]:
    """The distinct row paths of some documents' tables, each as the text of its JSON."""
    path = cast(figures.c.path, Text).label("path")  # what a database can compare
    return select(path).where(figures.c.document.in_(names), figures.c.source == "table").distinct()


def names_above(found: Iterable[str]) -> list[str]:
    """The names that stand above others in row paths, in order, each once."""
    return sorted({name for path in found for name in json.loads(path)[:-1]})


def _printed(wanted: FigureFilter) -> list[Any]:
    return [*figure_conditions(wanted), figures.c.amount.is_not(None)]
