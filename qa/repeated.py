"""A thing that one table prints in several rows, under several functions or units: all of it is their sum, where the table proves that
they are parts of one total and none a part of another.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ingest.amounts import UNITS
from ingest.model import Figure
from qa.holding import Holding

_DEEPEST: Final = 12  # no table divides further: a sum that holds itself by mistake ends here


def add_up(holding: Holding, found: Sequence[Figure]) -> bool:
    """Whether rows of one name are of one thing and proven to stand beside each other in one total of their column. Two things of one
    name have different codes; a row and the heading it repeats are proven to hold each other, or stand in no common total."""
    if len(found) < 2 or len({figure.code for figure in found}) > 1:
        return False
    return stand_beside(holding, found)


def stand_beside(holding: Holding, found: Sequence[Figure]) -> bool:
    """Whether amounts are all proven to be parts of one total, and none a part of another."""
    if any(figure.amount is None or figure.unit not in UNITS for figure in found):
        return False
    above = [_above(holding, figure.id) for figure in found]
    ids = {figure.id for figure in found}
    return bool(frozenset.intersection(*above)) and not any(totals & ids for totals in above)


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
