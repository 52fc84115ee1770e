"""What a thing is in basic and in project spending, which some documents only print apart."""

from __future__ import annotations

from typing import Final

from ingest.model import Figure
from qa.composer import Composer
from qa.found import Found
from qa.plan import Item
from qa.preference import PART_TABLES
from qa.terms import official_term
from qa.text import fold

SIDES: Final = ("基本支出", "项目支出")


def both_sides(c: Composer) -> list[Figure]:
    """What a thing is in basic and in project spending, where the question wants both and they are printed apart; of several things each
    in the sides that it is printed in."""
    items = list({(item.terms, item.code, item.organization, item.year): item for item in c.operands()}.values())
    if not items or any(not (item.terms or item.code) for item in items):
        return []
    if len(items) == 1:
        found = _sides(c, items[0]) if c.plan.both or _only_apart(c, items[0]) else []
        return found if len(found) > 1 else []
    each = [_sides(c, item) for item in items] if c.plan.both else []
    # One side alone is all there is of a thing, if its one row says nothing else.
    alone = [
        found or [look.figure] if isinstance(look := c.find(item), Found) and not look.others else found
        for item, found in zip(items, each, strict=False)
    ]
    return [figure for found in alone for figure in found] if each and all(alone) else []


def _sides(c: Composer, item: Item) -> list[Figure]:
    """A thing's rows in basic and in project spending; none where it is not printed in both, or as another thing."""
    looks = [c.find(item.model_copy(update={"terms": (*item.terms, official_term(side))})) for side in SIDES]
    sides = [look for look in looks if isinstance(look, Found) and look.figure.amount is not None]
    # An account may stand under several functions: all its rows of the side are of it.
    found = [f for look in sides for f in (look.figure, *look.namesakes) if f.amount is not None]
    labels = {fold(figure.label) for figure in found}
    whole = len({f.id for f in found}) == len(found) and len(labels) == 1
    return found if len(sides) == 2 and whole else []


def _only_apart(c: Composer, item: Item) -> bool:
    """维修费一共多少: whether a thing is wanted in all that only tables of basic and of project spending print."""
    found = c.find(item)
    kinds = {f.table_kind for f in (found.figure, *found.others)} if isinstance(found, Found) else set()
    return len(kinds) > 1 and kinds <= PART_TABLES
