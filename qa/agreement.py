"""Where the running text states the same thing as a table does: the same amount, or another one."""

from __future__ import annotations

from typing import Final

from ingest.model import Figure
from qa.finder import Finder
from qa.found import Found
from qa.narrative import fitting
from qa.plan import Item
from qa.scoring import equal
from qa.sentence import is_rate
from qa.text import fold
from qa.told_parts import of_another

_SAME: Final = 0.9


def agreeing(finder: Finder, item: Item, found: Found) -> list[Figure]:
    """Stated figures that give the same thing the same amount as a table does."""
    return [
        stated
        for stated, score in _of_same_thing(finder, item, found)
        if score >= _SAME and equal(stated, found.figure)
    ]


def disagreeing(finder: Finder, item: Item, found: Found) -> list[Figure]:
    """Stated figures that give the same thing, of the same year and basis, another amount than the table does."""
    figure = found.figure
    if len(item.terms) != 1 or item.aspect or item.table or item.within:
        return []
    same = _of_same_thing(finder, item, found)
    # Beside a code the words may only name the column (2010607的项目支出).
    names = {fold(name) for name in (figure.label, *(() if item.code else item.terms[0].forms))}
    holding = finder.holding_of(figure)  # what another table prints of the name is what the text may speak of
    printed = [c.figure for c in holding.cells if fold(c.figure.label) in names] if holding else []
    odd = [
        stated
        for stated, score in same
        if score >= _SAME
        and not is_rate(stated)
        and {fold(name) for name in (stated.label, *stated.path[-1:])} & names
        and not any(equal(stated, other) for other in (figure, *printed))
        and not (holding and of_another(holding, stated, figure))
    ]
    return [] if len(odd) > 2 or (len(odd) > 1 and any(equal(stated, figure) for stated, _ in same)) else odd


def _of_same_thing(finder: Finder, item: Item, found: Found) -> list[tuple[Figure, float]]:
    figure = found.figure
    holding = finder.holding_of(figure)
    if holding is None or figure.amount is None or figure.source != "table":
        return []
    return [
        (stated, score)
        for stated, score in fitting(holding, item, False, "money")
        if stated.amount is not None
        and (stated.column_year, stated.column_basis) == (figure.column_year, figure.column_basis)
    ]
