"""A thing that one table prints in several rows, under several functions or units: all of it is their sum, where the table proves that
they are parts of one total and none a part of another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ingest.amounts import UNITS
from ingest.model import Figure
from qa.book import Book
from qa.holding import Holding
from qa.plan import Item
from qa.preference import ALL_SPENDING, PART_TABLES
from qa.scoring import Scored

_DEEPEST: Final = 12  # no table divides further: a sum that holds itself by mistake ends here


def add_up(holding: Holding, found: Sequence[Figure]) -> bool:
    """Whether rows of one name are of one thing and proven to stand beside each other in one total of their column. Two things of one
    name have different codes; a row and the heading it repeats are proven to hold each other, or stand in no common total."""
    return len(found) > 1 and len({figure.code for figure in found}) == 1 and stand_beside(holding, found)


def stand_beside(holding: Holding, found: Sequence[Figure]) -> bool:
    """Whether amounts are all proven to be parts of one total, and none a part of another."""
    if any(figure.amount is None or figure.unit not in UNITS for figure in found):
        return False
    above = [_above(holding, figure.id) for figure in found]
    ids = {figure.id for figure in found}
    return bool(frozenset.intersection(*above)) and not any(totals & ids for totals in above)


def all_of(
    holding: Holding | None, top: Scored, kindred: list[Scored], alike: Sequence[Scored]
) -> tuple[Scored, list[Scored]]:
    """The rows of a thing in the table of all spending, where they are proven to add up and come to more than its one row in a table
    of basic or of project expenditure, which was found; else what was found, with the rows beside it."""
    if top.figure.table_kind not in PART_TABLES or holding is None:
        return top, kindred
    wide = [
        s
        for s in alike
        if s.figure.table_kind in ALL_SPENDING
        and s.figure.document == top.figure.document
        and s.cell.row == top.cell.row
    ]
    one = [s for s in wide if _column(s.figure) == _column(wide[0].figure)]
    found = [s.figure for s in one]
    if not add_up(holding, found) or sum(figure.amount or 0 for figure in found) <= (top.figure.amount or 0):
        return top, kindred
    return one[0], one[1:]


def its_rows(holding: Holding | None, whole: Figure, printed: Sequence[Figure]) -> list[Figure]:
    """The rows that another table prints of a thing and that come to just what its one row says: its parts, no other reading of it."""
    for column in dict.fromkeys(_column(figure) for figure in printed):
        rows = [figure for figure in printed if _column(figure) == column]
        if holding is not None and add_up(holding, rows) and sum(figure.amount or 0 for figure in rows) == whole.amount:
            return rows
    return []


def told_apart(figure: Figure, kin: Sequence[Scored], item: Item, books: Mapping[str, Book]) -> int:
    """How many of an item's words fit a heading of a row that not all rows of its name stand under."""
    common = set.intersection(*(set(s.figure.path) for s in kin))
    own = set(figure.path) - common
    return sum(bool(own & books[figure.document].fits(term).keys()) for term in item.terms)


def _column(figure: Figure) -> tuple[str, int | None, int | None]:
    return figure.document, figure.table_number, figure.column


def _above(holding: Holding, figure: str) -> frozenset[str]:
    """Every total that a figure goes into, directly or through another."""
    reached: set[str] = set()
    step = {figure}
    for _ in range(_DEEPEST):
        step = {total for part in step for total in holding.totals_of.get(part, ())} - reached
        if not step:
            break
        reached |= step
    return frozenset(reached)
