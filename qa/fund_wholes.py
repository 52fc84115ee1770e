"""Wholes of one fund (财政拨款支出总计, 财政拨款本年收入): the totals of the fund's own table, of the side that the words say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from qa.naming import is_fund, plain, side_of
from qa.plan import Item, Term

_SIDE: Final = re.compile("(?:预算)?(?:收入|支出)(?:预算)?$")
# Totals as tables print them; 总收入 and 全部支出 are those of all funds, whatever stands before.
_PRINTED: Final = re.compile("(?:本年|当年)?(?:收入|支出)(?:合计|总计)?(?:预算)?")


def of_fund(item: Item) -> Item | None:
    """A whole with nothing but a fund beside it, under the name of that fund's side (财政拨款收入); `None` for anything else."""
    name = plain(item.terms[0].forms[0]) if len(item.terms) == 1 and item.terms[0].forms else ""
    if not item.whole or item.code or not is_fund(name):
        return None
    side = side_of(name) or item.whole
    full = _SIDE.sub("", name) + ("收入" if side == "income" else "支出")
    return item.model_copy(update={"whole": side, "terms": (Term(text=full, forms=(full,)),)})


def shared(items: Sequence[Item]) -> list[Item]:
    """财政拨款支出总计比本年收入: the fund named with the first total goes for the others, where they are said as its table prints them."""
    first = of_fund(items[0]) if len(items) > 1 else None
    if first is None:
        return list(items)
    fund = _SIDE.sub("", items[0].terms[0].forms[0])
    term = Term(text=fund, forms=(fund,))
    return [
        items[0],
        *(
            item.model_copy(update={"terms": (term,), "text": f"{fund}{item.text}"})
            if item.whole and not item.terms and not item.code and _PRINTED.fullmatch(item.text)
            else item
            for item in items[1:]
        ),
    ]
