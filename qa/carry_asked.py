"""What is carried over of a thing that the question has just named (某服务新安排多少，结转多少): that thing's, never the whole body's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from ingest.model import Figure
from qa import carried, narrative
from qa.found import Found, Looked, Missing
from qa.naming import is_fund
from qa.plan import Item
from qa.preference import BALANCES, INCOME_TABLES
from qa.scoring import equal

if TYPE_CHECKING:
    from qa.composer import Composer

# Beside a thing that 和 names, it is the body's; behind a question of its own, or with 它的, it is the thing's.
_OF_THING: Final = re.compile(
    r"(?:[，,；;。？?]|多少|它的?|其)\s*(?:又|还|另|有|去年|上一?年度?|以前年度|的|今年)*结[转余]|^(?:那么?)?(?:又|还|有|去年|上一?年度?|的)*结[转余]"
    r"|\b(?:its|how much (?:of it |of that )?(?:is|was) (?:the )?)\s*(?:carr(?:y|ied)[- ]?(?:over|forward)|brought forward)",
    re.IGNORECASE,
)


def found(c: Composer, items: Sequence[Item], at: int, near: Figure | None = None) -> Looked:
    """The figure for one of several things asked for; what is carried over is looked for in the thing named before it."""
    item = items[at]
    if not carried.is_carried(item) or item.whole or not _OF_THING.search(c.plan.question):
        return c.find(item, near)
    earlier = [one for one in items[:at] if not carried.is_carried(one)] or (list(c.plan.past) if at == 0 else [])
    thing = earlier[-1] if earlier else None
    if thing is None or not thing.terms or any(term.forms and is_fund(term.forms[0]) for term in thing.terms):
        return c.find(item, near)
    looked = c.find(thing)
    if not isinstance(looked, Found) or looked.blank or looked.figure.table_kind in BALANCES | INCOME_TABLES:
        return c.find(item, near)
    own = _of(c, thing, item, looked)
    return own or Missing("item", c.say(f"{thing.text}的{item.text}", f"{item.text} of {thing.text}"))


def _of(c: Composer, thing: Item, item: Item, looked: Found) -> Found | None:
    """A thing's carry-over: told behind its amount, or in a column of its row."""
    told = narrative.find(c.finder, thing) if looked.figure.source == "table" else looked
    figure = told.figure if told is not None and equal(told.figure, looked.figure) else looked.figure
    holding = c.finder.holding_of(figure)
    more = carried.beside(holding, figure) or carried.inside(holding, figure)
    if more is not None:
        return Found(more)
    both = c.find(thing.model_copy(update={"terms": (*thing.terms, *item.terms), "text": f"{thing.text}{item.text}"}))
    same = isinstance(both, Found) and both.figure.path == looked.figure.path
    return both if isinstance(both, Found) and same and both.figure.id != looked.figure.id else None
